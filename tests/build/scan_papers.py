"""Two reports to be scanned, in the form of Decree 30: letterhead, numbered headings, a table, signatures."""

from __future__ import annotations

from dataclasses import dataclass

from tests.build.pdf import Pair, Para, Part, Table


@dataclass(frozen=True)
class Paper:
    """A report: what stands in it, and its headings as they are read."""

    name: str
    parts: tuple[Part, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Every bold paragraph that is not centred."""
        return tuple(
            part.text for part in self.parts if isinstance(part, Para) and part.bold < 0 and not part.centred
        )


def _title(text: str) -> Para:
    return Para(text, bold=-1, size=14, centred=True)


def _h(text: str) -> Para:
    return Para(text, bold=-1, size=14, ragged=True)


def _p(text: str) -> Para:
    return Para(text, size=14)


_DISTRICT = Paper(
    "huyen",
    (
        Pair(
            ("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LŨNG", "Số: 187/BC-UBND"),
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Sông Lũng, ngày 12 tháng 6 năm 2023",
            ),
            by_rows=True,
            size=11.5,
        ),
        _title("BÁO CÁO"),
        _title("Kết quả thực hiện quy chế dân chủ ở cơ sở sáu tháng đầu năm 2023"),
        _p(
            "Thực hiện Công văn số 412/UBND-NC ngày 05 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh về việc báo cáo tình "
            "hình thực hiện dân chủ ở cơ sở, Ủy ban nhân dân huyện Sông Lũng báo cáo kết quả như sau:"
        ),
        _h("I. ĐẶC ĐIỂM TÌNH HÌNH"),
        _h("1. Thuận lợi"),
        _p(
            "Huyện có 17 xã và 2 thị trấn với 98.450 nhân khẩu, kinh tế tăng trưởng ổn định, đời sống của nhân dân được "
            "nâng lên rõ rệt. Đội ngũ cán bộ trẻ, nhiệt tình, gần dân và hiểu phong tục của từng thôn bản."
        ),
        _h("2. Khó khăn"),
        _p(
            "Địa bàn rộng, đường đến các thôn vùng cao còn gập ghềnh, mùa mưa thường bị chia cắt. Một bộ phận người dân "
            "chưa quen tra cứu thông tin trên mạng, vì thế việc công khai vẫn phải dựa nhiều vào loa truyền thanh."
        ),
        _h("II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        _h("1. Ban hành văn bản"),
        _p(
            "Ủy ban nhân dân huyện đã ban hành 01 kế hoạch, 03 công văn hướng dẫn và 02 quyết định kiện toàn ban chỉ đạo; "
            "các xã đều xây dựng chương trình riêng, phân công rõ người, rõ việc, rõ thời hạn hoàn thành."
        ),
        _h("2. Tuyên truyền, phổ biến"),
        _p(
            "Đã tổ chức 46 buổi nói chuyện chuyên đề với 3.820 lượt người nghe, phát 5.200 tờ gấp, dựng 64 cụm pa nô. "
            "Đài truyền thanh phát chuyên mục vào sáng thứ ba hằng tuần, mỗi buổi dài hai mươi phút."
        ),
        _h("2.1. Hình thức tuyên truyền mới"),
        _p(
            "Các xã lập nhóm trao đổi trên điện thoại cho từng thôn, trưởng thôn gửi thông báo họp, dự toán đóng góp và "
            "kết quả bình xét hộ nghèo; người dân hỏi và được trả lời trong ngày."
        ),
        _h("III. KẾT QUẢ THỰC HIỆN"),
        _h("1. Thực hiện dân chủ ở xã, thị trấn"),
        _h("1.1. Những việc nhân dân được biết"),
        _p(
            "Trụ sở của 19 xã, thị trấn đều niêm yết thủ tục hành chính, mức thu phí và lệ phí, quy hoạch sử dụng đất, "
            "danh sách hộ được hỗ trợ. Nội dung công khai được giữ ít nhất ba mươi ngày theo đúng quy định."
        ),
        _h("1.2. Những việc nhân dân bàn và quyết định"),
        _p("Nhân dân bàn và quyết định các việc sau đây:"),
        Para("- Mức đóng góp làm 12,4 km đường bê tông và 9 cây cầu nhỏ;", size=14, after=2),
        Para("- Sửa chữa 14 nhà văn hóa thôn, 3 sân bóng và 2 điểm trường;", size=14, after=2),
        Para("+ Xây dựng và sửa đổi 108 bản hương ước, quy ước của thôn.", size=14),
        _h("1.3. Những việc nhân dân giám sát"),
        _p(
            "Ban giám sát đầu tư của cộng đồng đã theo dõi 37 công trình, phát hiện 4 chỗ thi công chưa đúng thiết kế và "
            "kiến nghị chủ đầu tư khắc phục; toàn bộ kiến nghị được giải quyết xong trước ngày 31 tháng 5."
        ),
        _h("2. Thực hiện dân chủ trong cơ quan"),
        _p(
            "Người đứng đầu 28 cơ quan tổ chức đối thoại với cán bộ, công chức ít nhất một lần; quy chế chi tiêu nội bộ, "
            "kế hoạch đào tạo và việc nâng lương đều được thảo luận trước khi ký."
        ),
        Table(
            (
                ("Nội dung", "Kế hoạch", "Thực hiện", "Tỷ lệ"),
                ("Buổi tuyên truyền", "40", "46", "115%"),
                ("Cuộc đối thoại", "30", "33", "110%"),
                ("Công trình giám sát", "35", "37", "106%"),
            ),
            size=12,
        ),
        _h("a) Tiếp công dân"),
        _p(
            "Đã tiếp 214 lượt người, nhận 87 đơn, giải quyết 81 đơn thuộc thẩm quyền, đạt 93,1%; không có đơn tồn đọng "
            "quá thời hạn và không phát sinh khiếu kiện đông người."
        ),
        _h("b) Cải cách thủ tục hành chính"),
        _p(
            "Bộ phận một cửa nhận 15.306 hồ sơ, trả đúng hạn 15.181 hồ sơ; mức độ hài lòng của người dân qua phiếu hỏi "
            "là 96,8%, tăng 1,5 điểm so với cùng kỳ năm trước."
        ),
        _h("IV. ĐÁNH GIÁ CHUNG"),
        _h("1. Ưu điểm"),
        _p(
            "Nhận thức của cấp ủy và chính quyền chuyển biến rõ; các việc liên quan trực tiếp đến đời sống được đưa ra bàn "
            "bạc công khai, tạo sự đồng thuận trong nhân dân và giữ vững an ninh, trật tự trên địa bàn."
        ),
        _h("2. Hạn chế, nguyên nhân"),
        _p(
            "Ở một vài xã việc niêm yết còn hình thức, chữ nhỏ, khó đọc; báo cáo gửi chậm so với yêu cầu. Nguyên nhân chủ "
            "yếu là cán bộ kiêm nhiệm nhiều việc, kinh phí dành cho tập huấn còn ít."
        ),
        _h("V. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        _p(
            "Tiếp tục quán triệt Luật Thực hiện dân chủ ở cơ sở; kiểm tra ít nhất 6 xã trong quý III; chọn 2 xã làm điểm "
            "về công khai trên bảng điện tử để rút kinh nghiệm chung."
        ),
        Pair(
            ("Nơi nhận:", "- UBND tỉnh;", "- Ban Dân vận Huyện ủy;", "- Lưu: VT, NV."),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Hoàng Đình Khuê"),
            size=12,
        ),
    ),
)

_SCHOOL = Paper(
    "truong",
    (
        Pair(
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG THPT BẾN TRĂNG", "Số: 36/BC-THPT"),
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Bến Trăng, ngày 09 tháng 6 năm 2023",
            ),
            by_rows=True,
            size=11.5,
        ),
        _title("BÁO CÁO"),
        _title("Tổng kết việc xây dựng và thực hiện quy chế dân chủ trong nhà trường"),
        _p(
            "Căn cứ Hướng dẫn số 27/HD-BCĐ ngày 18 tháng 4 năm 2023, Trường Trung học phổ thông Bến Trăng báo cáo việc "
            "thực hiện quy chế dân chủ năm học 2022 - 2023 với những nội dung chính dưới đây."
        ),
        _h("Phần thứ nhất. KHÁI QUÁT CHUNG"),
        _h("1. Cơ cấu tổ chức"),
        _p(
            "Nhà trường có 78 cán bộ, giáo viên, nhân viên; trong đó 51 nữ, 22 thạc sĩ, 43 đảng viên sinh hoạt tại 5 chi "
            "bộ nhỏ. Toàn trường có 32 lớp với 1.347 học sinh, chia thành ba khối."
        ),
        _h("2. Điều kiện dạy và học"),
        _p(
            "Khuôn viên rộng 2,1 ha, có 34 phòng học kiên cố, 6 phòng thực hành và một thư viện hơn chín nghìn đầu sách. "
            "Mạng không dây phủ khắp các dãy nhà, song máy tính ở phòng tin học đã cũ và hay trục trặc."
        ),
        _h("Phần thứ hai. KẾT QUẢ ĐẠT ĐƯỢC"),
        _h("I. Vai trò của người đứng đầu"),
        _p(
            "Hiệu trưởng trực tiếp làm trưởng ban chỉ đạo, họp giao ban vào thứ hai đầu tháng, lắng nghe ý kiến của tổ "
            "chuyên môn và công khai kết luận cuộc họp trên bảng tin trong vòng hai ngày."
        ),
        _h("II. Công khai trong nhà trường"),
        _h("1. Công khai tài chính"),
        _p(
            "Dự toán năm 2023 là 14.860 triệu đồng được niêm yết tại phòng hội đồng; các khoản thu thỏa thuận đều lấy ý "
            "kiến cha mẹ học sinh bằng phiếu, tỷ lệ đồng ý thấp nhất là 97,2%."
        ),
        _h("2. Công khai chất lượng giáo dục"),
        _p(
            "Kết quả rèn luyện và học tập từng học kỳ được gửi đến gia đình; số học sinh xếp loại tốt chiếm 41,6%, khá "
            "chiếm 47,9%, không có em nào phải ở lại lớp."
        ),
        _h("3. Công khai việc đánh giá viên chức"),
        _p(
            "Tiêu chí thi đua được thảo luận tại từng tổ trước khi ban hành. Cuối năm có 69 người hoàn thành tốt nhiệm vụ, "
            "9 người hoàn thành xuất sắc; không có đơn thư phản ánh về kết quả xếp loại."
        ),
        _h("III. Những việc viên chức tham gia ý kiến"),
        _p("Viên chức được góp ý bằng văn bản hoặc phát biểu tại hội nghị đối với:"),
        Para("a) Kế hoạch tuyển sinh, bồi dưỡng học sinh giỏi và phụ đạo học sinh yếu;", size=14, after=2),
        Para("b) Phương án mua sắm thiết bị, sửa chữa mái nhà và sân tập;", size=14, after=2),
        Para("c) Nội quy cơ quan, quy tắc ứng xử và lịch trực hè.", size=14),
        _h("IV. Đối thoại, tiếp nhận phản ánh"),
        _p(
            "Mỗi học kỳ trường mở một buổi đối thoại giữa lãnh đạo với học sinh. Các em hỏi nhiều về bữa trưa bán trú, "
            "chỗ để xe và thời gian mở cửa thư viện; 26 trong số 29 kiến nghị đã được giải quyết ngay."
        ),
        Table(
            (
                ("Kiến nghị", "Tiếp nhận", "Giải quyết", "Ghi chú"),
                ("Cơ sở vật chất", "15", "13", "Chờ vốn"),
                ("Bán trú", "8", "8", "Đã xong"),
                ("Thư viện", "6", "5", "Quý III"),
            ),
            size=12,
        ),
        _h("V. Hoạt động của ban thanh tra nhân dân"),
        _p(
            "Ban gồm 5 người do hội nghị viên chức bầu ra, đã giám sát 7 nội dung, trong đó có việc thu chi quỹ khuyến "
            "học và việc chấm thi lại; kết luận giám sát được báo cáo trước toàn thể hội đồng."
        ),
        _h("Phần thứ ba. TỒN TẠI VÀ BIỆN PHÁP"),
        _h("1. Tồn tại"),
        _p(
            "Vài tổ chuyên môn họp chưa đều, biên bản ghi quá ngắn; hòm thư góp ý đặt ở chỗ khuất nên ít người biết. Việc "
            "đưa thông tin lên trang điện tử của trường còn chậm so với bảng tin."
        ),
        _h("2. Biện pháp khắc phục"),
        _p(
            "Giao văn phòng kiểm tra sổ họp hằng tháng, chuyển hòm thư ra cổng chính, cập nhật trang điện tử trong ngày; "
            "đưa việc thực hiện dân chủ thành một tiêu chí khi xét danh hiệu của tổ."
        ),
        _h("Phần thứ tư. KIẾN NGHỊ, ĐỀ XUẤT"),
        _p(
            "Đề nghị Sở cấp bổ sung 40 máy tính, mở lớp bồi dưỡng kỹ năng đối thoại cho cán bộ quản lý và ban hành mẫu "
            "biên bản thống nhất để các trường sử dụng."
        ),
        Pair(
            ("Nơi nhận:", "- Sở GD&ĐT (báo cáo);", "- Chi bộ, Công đoàn;", "- Lưu: VT."),
            ("HIỆU TRƯỞNG", "", "", "", "Lương Thị Ngọc Hạnh"),
            size=12,
        ),
    ),
)

PAPERS = (_DISTRICT, _SCHOOL)

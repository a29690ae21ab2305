"""What the invented reports say about the work done (outline items 1.1 to 1.2.4). Words only, with slots.

Every sentence, figure and office routine is made up. A full section is one opening, some middle sentences and
perhaps a closing; a thin one is a single sentence of 10 to 22 words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The sentences that one outline item can be answered with."""

    openings: tuple[str, ...]
    middles: tuple[str, ...]
    closings: tuple[str, ...]
    thin: tuple[str, ...]


SPREADING = Prose(
    openings=(
        "Ngay khi tiếp nhận Chỉ thị số 28-CT/TU và văn bản hướng dẫn của cấp trên, {org} {unit} đã sao gửi toàn văn tới {tất cả các bộ phận|từng phòng chuyên môn|các tổ chức trực thuộc} và dành một buổi học tập riêng trong quý {III|IV} năm 2020.",
        "Việc học tập Chỉ thị được {org} {unit} đưa vào kỳ sinh hoạt tháng {9|10|11} năm 2020, có liên hệ với những việc cụ thể đang vướng ở cơ quan; tỷ lệ đảng viên dự học đạt {92-99}%.",
        "{org} {unit} xác định tuyên truyền là bước phải làm trước, vì vậy đã ban hành Kế hoạch số {11-89}-KH/{sym} ngày {12|18|24}/{8|9|10}/2020 và cử một đồng chí cấp ủy trực tiếp theo dõi.",
        "Căn cứ kế hoạch của Đảng ủy Khối, {org} {unit} chọn cách quán triệt theo nhóm nhỏ, mỗi nhóm không quá {15-30} người, để người dự có điều kiện hỏi và trao đổi lại.",
    ),
    middles=(
        "Trong ba năm có {4-15} buổi phổ biến với {180-960} lượt người nghe, trọng tâm là Nghị định số 04/2015/NĐ-CP và Luật Thực hiện dân chủ ở cơ sở năm 2022.",
        "Trang thông tin nội bộ đăng {12-60} tin, bài; bảng tin ở sảnh trụ sở mở chuyên mục hỏi - đáp, thay nội dung vào thứ Hai {đầu tháng|hằng tuần}.",
        "Những quy định mới được tóm lại trong tờ rơi {2|3|4} trang phát đến từng người, khắc phục tình trạng nghe đọc toàn văn mà không nhớ ý chính.",
        "Thời gian giãn cách vì dịch COVID-19, việc phổ biến chuyển sang hộp thư công vụ và nhóm trao đổi trực tuyến nên không bị gián đoạn.",
        "Công đoàn phối hợp tổ chức {1|2|3} cuộc thi tìm hiểu, thu {45-210} bài dự thi, biểu dương {5-18} bài có liên hệ thực tế tốt trước toàn cơ quan.",
        "Biên bản sinh hoạt ghi rõ người vắng và thời gian học bù; kết quả học tập là một căn cứ khi nhận xét đảng viên cuối năm.",
        "Chương trình hành động của các {phòng|bộ phận|tổ chuyên môn} nêu đủ việc phải làm, người phụ trách, mốc hoàn thành và được {org} rà lại vào cuối mỗi quý.",
        "Báo cáo viên là các đồng chí trong cấp ủy, biên soạn đề cương riêng, có {6-20} tình huống lấy từ công việc hằng ngày để người nghe thảo luận.",
    ),
    closings=(
        "Nhìn chung, công tác quán triệt đúng đối tượng, đúng thời gian, tạo được sự thống nhất về nhận thức từ lãnh đạo đến người lao động.",
        "Qua phổ biến, cán bộ, công chức, viên chức hiểu rõ hơn quyền và nghĩa vụ của mình, chủ động nêu ý kiến trong các cuộc họp.",
    ),
    thin=(
        "{org} đã phổ biến Chỉ thị đến toàn thể cán bộ, đảng viên theo kế hoạch của cấp trên.",
        "Chỉ thị được sao gửi và học tập trong một kỳ sinh hoạt định kỳ của cơ quan.",
    ),
)

LEADERSHIP = Prose(
    openings=(
        "{org} {unit} ban hành Nghị quyết số {4-38}-NQ/{sym} về tăng cường lãnh đạo thực hiện dân chủ ở cơ sở, trong đó giao {head} chịu trách nhiệm về kết quả từng năm.",
        "Xác định người đứng đầu giữ vai trò quyết định, cấp ủy {unit} yêu cầu {head} cam kết bằng văn bản {3|4|5} việc phải làm ngay và báo cáo kết quả trước hội nghị cuối năm.",
        "Ba năm qua, {org} và lãnh đạo {unit} đưa nội dung thực hiện dân chủ vào chương trình công tác quý, giao việc bằng văn bản, kiểm điểm theo từng đầu việc đã giao.",
    ),
    middles=(
        "Quy chế làm việc của cấp ủy được sửa đổi năm {2020|2021|2022}, bổ sung quy định xin ý kiến bằng phiếu đối với công tác cán bộ và các khoản chi lớn.",
        "{head} tổ chức đối thoại với người lao động {một|hai} lần mỗi năm; {14-75} ý kiến nêu ra đều có kết luận và thời hạn xử lý.",
        "Ban Chỉ đạo tham mưu để cấp ủy ban hành {5-19} văn bản, gồm kế hoạch hằng năm, hướng dẫn kiểm tra và thông báo kết luận sau kiểm tra.",
        "Trước khi quyết định, dự thảo các quy chế nội bộ được gửi đến từng bộ phận ít nhất {5|7|10} ngày làm việc; phần tiếp thu, giải trình được công khai kèm theo.",
        "Cấp ủy phân công mỗi ủy viên phụ trách một đơn vị trực thuộc, dự sinh hoạt ít nhất {3-8} kỳ trong năm để nghe phản ánh trực tiếp.",
        "Kết quả thực hiện dân chủ là tiêu chí chấm điểm khi xếp loại; năm 2022 có {1|2|3} tập thể bị hạ mức vì để người lao động phản ánh vượt cấp.",
        "Các cuộc giao ban tháng dành {15|20|30} phút nghe đại diện công đoàn nêu ý kiến của người lao động, thư ký ghi biên bản và nhắc việc.",
    ),
    closings=(
        "Sự lãnh đạo của cấp ủy nhờ đó cụ thể hơn, tránh được tình trạng giao việc chung chung và chỉ kiểm tra khi có đơn thư.",
        "Công tác tham mưu của Ban Chỉ đạo bám sát chương trình năm, kịp thời đề xuất điều chỉnh khi phát sinh vướng mắc.",
    ),
    thin=(
        "Cấp ủy phân công {head} phụ trách chung và nhắc nội dung này trong giao ban hằng tháng.",
        "Lãnh đạo cơ quan chỉ đạo sát sao, thường xuyên đôn đốc các bộ phận thực hiện tốt Chỉ thị.",
    ),
)

COMMITTEE = Prose(
    openings=(
        "Ban Chỉ đạo thực hiện dân chủ {unit} được kiện toàn theo Quyết định số {21-96}-QĐ/{sym}, gồm {7-13} thành viên, do đồng chí Bí thư làm Trưởng ban.",
        "Khi có thay đổi nhân sự, {org} {unit} kịp thời bổ sung thành viên Ban Chỉ đạo; hiện Ban có {7-11} đồng chí, mỗi đồng chí theo dõi {1|2} bộ phận.",
        "Ban Chỉ đạo của {unit} làm việc theo quy chế ban hành năm {2020|2021}, họp {hằng quý|sáu tháng một lần} và họp đột xuất khi có việc phát sinh.",
    ),
    middles=(
        "Chương trình kiểm tra, giám sát được thông qua từ tháng {1|2}; ba năm đã kiểm tra {6-24} lượt bộ phận, chỉ ra {9-40} nội dung cần chấn chỉnh.",
        "Sau mỗi đợt kiểm tra đều có thông báo kết luận, nêu thời hạn khắc phục; đến nay {85-99}% kiến nghị đã được thực hiện xong.",
        "Bộ phận thường trực đặt tại {Văn phòng|phòng Tổ chức - Hành chính}, có sổ theo dõi ý kiến, tổng hợp trình Trưởng ban vào ngày {25|26|28} hằng tháng.",
        "Ban Chỉ đạo cử {2-6} thành viên dự tập huấn do cấp trên tổ chức, về truyền đạt lại cho cán bộ công đoàn và Ban Thanh tra nhân dân.",
        "Việc chấm điểm hằng năm dùng bảng {20|25|30} tiêu chí, tự chấm trước, thẩm định sau và niêm yết kết quả {10|15} ngày tại trụ sở.",
        "Hồ sơ hoạt động lập theo từng năm, có mục lục và biên bản đầy đủ, thuận tiện khi đoàn kiểm tra của cấp trên đến làm việc.",
        "Báo cáo sáu tháng, một năm gửi đúng hạn; năm {2021|2022} Ban đã tổ chức sơ kết riêng về dân chủ trong công tác cán bộ.",
    ),
    closings=(
        "Hoạt động của Ban Chỉ đạo ngày càng đi vào nền nếp, thành viên phát huy trách nhiệm với phần việc được phân công.",
        "Qua kiểm tra, nhiều thiếu sót về công khai tài chính và quy trình lấy ý kiến đã được sửa ngay tại chỗ.",
    ),
    thin=(
        "Ban Chỉ đạo được kiện toàn đủ thành phần, hoạt động theo quy chế đã ban hành.",
        "Ban Chỉ đạo họp sáu tháng một lần, gửi báo cáo khi cấp trên có yêu cầu.",
    ),
)

MASS_GROUPS = Prose(
    openings=(
        "{head} và Ban Chấp hành Công đoàn {unit} ký quy chế phối hợp gồm {6-12} điều, xác định việc nào bàn chung, việc nào công đoàn tham gia ý kiến, việc nào giám sát.",
        "Quan hệ giữa thủ trưởng và các đoàn thể ở {unit} được duy trì qua cuộc gặp {hằng tháng|hằng quý}, có chương trình gửi trước và biên bản kết luận.",
        "Các đoàn thể của {unit} là cầu nối giữa lãnh đạo với người lao động; {head} bố trí thời gian, kinh phí {12-48} triệu đồng mỗi năm để các tổ chức hoạt động.",
    ),
    middles=(
        "Công đoàn vận động {95-100}% đoàn viên đăng ký thực hiện văn hóa công sở, đồng thời đại diện người lao động góp ý {7-25} dự thảo quy định nội bộ.",
        "Đoàn Thanh niên nhận {3-9} phần việc khó như số hóa hồ sơ, hướng dẫn nộp hồ sơ trực tuyến, sắp xếp lại kho lưu trữ.",
        "Ban Thanh tra nhân dân giám sát {4-14} nội dung, tập trung vào mua sắm tài sản, sửa chữa trụ sở và việc chi trả tiền làm thêm giờ.",
        "Chi hội Cựu chiến binh và Ban Nữ công nắm tình hình tư tưởng, phản ánh sớm {5-20} vụ việc để lãnh đạo giải quyết ngay từ phòng, tổ.",
        "Mọi trường hợp xét khen thưởng, kỷ luật, nâng lương trước hạn đều mời đại diện công đoàn dự họp; ý kiến khác nhau được ghi đủ trong biên bản.",
        "Phong trào thi đua do các đoàn thể phát động thu được {11-64} sáng kiến, {3-12} sáng kiến được áp dụng vào quy trình xử lý công việc.",
        "Đoàn viên, hội viên trực tiếp theo dõi việc thực hiện nghị quyết hội nghị cán bộ, công chức và nêu ý kiến tại kỳ sơ kết giữa năm.",
    ),
    closings=(
        "Nhờ phối hợp tốt, không có kiến nghị nào của đoàn viên phải chuyển lên cấp trên vì cơ sở không trả lời.",
        "Việc giám sát của các đoàn thể đã giúp lãnh đạo phát hiện sớm và điều chỉnh một số khoản chi chưa hợp lý.",
    ),
    thin=(
        "Thủ trưởng cơ quan phối hợp với các đoàn thể vận động đoàn viên, hội viên thực hiện dân chủ.",
        "Công đoàn và Đoàn Thanh niên phối hợp thực hiện theo chương trình công tác năm của cơ quan.",
    ),
)

INSIDE_AND_OUTSIDE = Prose(
    openings=(
        "Trong nội bộ, {unit} tổ chức hội nghị cán bộ, công chức, viên chức đúng quy trình vào {tháng 12|tháng 1|tháng 2}, hằng năm có {20-90} lượt ý kiến phát biểu về kế hoạch công tác và quy chế chi tiêu.",
        "Thực hiện Nghị định số 04/2015/NĐ-CP, {unit} niêm yết danh mục {12-18} việc phải công khai, ghi rõ hình thức, thời điểm và người chịu trách nhiệm công khai.",
        "Dân chủ trong cơ quan được thể hiện trước hết ở công khai tài chính: {unit} gửi bảng quyết toán quý đến từng phòng và trả lời {8-35} câu hỏi tại hội nghị.",
    ),
    middles=(
        "Công tác cán bộ làm đúng năm bước; {4-16} trường hợp quy hoạch, bổ nhiệm đều lấy phiếu tín nhiệm, không phát sinh đơn thư.",
        "Đối với công dân và tổ chức, cơ quan tiếp nhận {640-9800} hồ sơ, trả kết quả đúng hạn {96-99}%; hồ sơ quá hạn đều có văn bản xin lỗi.",
        "Lịch tiếp công dân của {head} niêm yết tại phòng tiếp dân và trên trang thông tin; ba năm tiếp {18-140} lượt, không để tồn đọng vụ việc.",
        "Phiếu khảo sát sự hài lòng thu về {220-1900} phiếu, mức hài lòng và rất hài lòng đạt {91-98}%.",
        "Thủ tục hành chính được rà soát, đề nghị cắt giảm {3-15} thành phần hồ sơ, rút ngắn bình quân {1|2|3} ngày so với quy định.",
        "Nội quy, quy chế chi tiêu, quy chế quản lý tài sản công được bàn tại phòng trước khi đưa ra hội nghị; {10-46} ý kiến đã được tiếp thu.",
        "Số điện thoại phản ánh và hòm thư góp ý được mở hằng tuần, có {9-52} phản ánh, trả lời trong thời hạn {3|5|7} ngày làm việc.",
        "Cán bộ tiếp xúc với người dân đeo thẻ, dùng phiếu hẹn thống nhất và không nhận hồ sơ ngoài bộ phận một cửa.",
    ),
    closings=(
        "Trong kỳ không có khiếu nại đông người, không có cán bộ bị xử lý vì gây phiền hà cho công dân, doanh nghiệp.",
        "Quyền được biết, được bàn và được giám sát của người lao động cơ bản được bảo đảm.",
    ),
    thin=(
        "Cơ quan công khai các nội dung theo Nghị định số 04/2015/NĐ-CP và tiếp công dân đúng lịch.",
        "Việc giải quyết công việc với công dân, tổ chức được thực hiện đúng quy trình, đúng thời hạn.",
    ),
)

WORK = {
    "1.1": SPREADING,
    "1.2.1": LEADERSHIP,
    "1.2.2": COMMITTEE,
    "1.2.3": MASS_GROUPS,
    "1.2.4": INSIDE_AND_OUTSIDE,
}

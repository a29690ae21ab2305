"""What the invented reports say in judgement and proposal (outline items 1.3.1 to 1.4.2). Words only, with slots.

Every sentence and figure is made up. `GENERAL` answers an outline item that has no sentences of its own.
"""

from __future__ import annotations

from pipeline.demo.prose_work import Prose

BENEFITS = Prose(
    openings=(
        "Thay đổi rõ nhất mà Chỉ thị mang lại là ở cách làm việc của {unit}: việc lớn được bàn trước, kết quả được báo lại, người lao động yên tâm góp ý.",
        "Sau ba năm, không khí làm việc ở {unit} cởi mở hơn; số ý kiến tham gia tại hội nghị hằng năm tăng từ {12-20} lên {34-70} lượt.",
        "Điều dễ nhận thấy sau khi thực hiện Chỉ thị là kỷ luật hành chính được giữ nghiêm mà quan hệ đồng nghiệp ở {unit} vẫn gần gũi, chia sẻ.",
    ),
    middles=(
        "Kỷ cương, giờ giấc được giữ tốt; số lượt nhắc nhở giảm {20-60}% so với năm 2020.",
        "Người đứng đầu lắng nghe nhiều hơn, nhiều quyết định được điều chỉnh sau khi lấy ý kiến, nhất là về bố trí việc làm và sử dụng kinh phí tiết kiệm.",
        "Chỉ số cải cách hành chính của cơ quan tăng {2-9} bậc; tổ chức đảng {2|3} năm liền hoàn thành tốt nhiệm vụ trở lên.",
        "Đơn thư giảm còn {1|2|3} vụ mỗi năm, đều thuộc lĩnh vực chuyên môn và được giải quyết dứt điểm ngay lần đầu.",
        "Niềm tin của cán bộ, đảng viên đối với cấp ủy được củng cố; {96-100}% đoàn viên đánh giá lãnh đạo thực hiện đúng cam kết.",
        "Thu nhập tăng thêm được chia theo bảng điểm công khai, tạo động lực cho {25-140} người lao động phấn đấu.",
        "Vai trò của công đoàn và Ban Thanh tra nhân dân được nâng lên, có tiếng nói trong những việc trước đây chỉ lãnh đạo quyết.",
    ),
    closings=(
        "Những kết quả đó góp phần để cơ quan hoàn thành nhiệm vụ chính trị được giao trong điều kiện biên chế giảm.",
        "Có thể khẳng định Chỉ thị phù hợp với thực tiễn và được đội ngũ cán bộ đón nhận.",
    ),
    thin=(
        "Chỉ thị góp phần nâng cao ý thức, trách nhiệm của cán bộ, đảng viên trong cơ quan.",
        "Việc thực hiện Chỉ thị giúp nội bộ đoàn kết, hoàn thành tốt nhiệm vụ được giao.",
    ),
)

SHORTCOMINGS = Prose(
    openings=(
        "Bên cạnh kết quả đạt được, việc thực hiện Chỉ thị ở {unit} còn một số mặt chưa đạt yêu cầu, tập trung ở cấp phòng và các bộ phận đông lao động hợp đồng.",
        "Việc thực hiện dân chủ giữa các bộ phận của {unit} chưa đều; có nơi làm tốt nhưng cũng có nơi còn hình thức, nặng về hồ sơ.",
        "Tuy có tiến bộ, {unit} vẫn còn {3|4} hạn chế kéo dài qua nhiều kỳ đánh giá mà chưa khắc phục được triệt để.",
    ),
    middles=(
        "Một số cuộc họp lấy ý kiến còn gấp, tài liệu gửi trước chưa đủ {3|5} ngày nên chất lượng góp ý thấp.",
        "Còn {8-22}% cán bộ ngại phát biểu, chỉ trao đổi bên ngoài, nhất là với những vấn đề liên quan đến nhân sự và phân công việc.",
        "Ban Thanh tra nhân dân hoạt động kiêm nhiệm, mỗi năm mới giám sát được {2|3} chuyên đề, kỹ năng đọc báo cáo tài chính còn yếu.",
        "Việc công khai ở {2-5} bộ phận chậm so với quy định, có nội dung niêm yết chưa đủ số ngày.",
        "Công tác tự kiểm tra chưa thường xuyên; kết luận sau kiểm tra có lúc chưa được theo dõi đến cùng.",
        "Tiếp nhận phản ánh qua mạng mới làm ở mức thử nghiệm, còn {4-18} phản ánh trả lời quá hạn trong năm {2021|2022}.",
        "Nội dung sinh hoạt chuyên đề về dân chủ lặp lại, ít ví dụ mới nên chưa thu hút được người trẻ.",
    ),
    closings=(
        "Những tồn tại trên đã được nêu trong kiểm điểm cuối năm và đưa vào kế hoạch khắc phục của cấp ủy.",
        "Đây là những việc cơ quan phải tập trung xử lý ngay trong hai quý tới.",
    ),
    thin=(
        "Vài cán bộ còn ngại nói thẳng, ý kiến tại cuộc họp cơ quan chưa nhiều.",
        "Hình thức tuyên truyền ở vài bộ phận còn khô khan, chưa thu hút người nghe.",
    ),
)

CAUSES = Prose(
    openings=(
        "Về khách quan, khối lượng công việc của {unit} tăng trong khi biên chế giảm {3-9}% nên thời gian dành cho việc lấy ý kiến bị rút ngắn.",
        "Các hạn chế nêu trên trước hết do chủ quan: một số trưởng bộ phận của {unit} chưa coi việc lắng nghe cấp dưới là trách nhiệm của mình.",
        "Phân tích ở {unit} cho thấy có cả lý do từ bên ngoài và lý do từ chính cách tổ chức công việc.",
    ),
    middles=(
        "Hai năm dịch bệnh làm gián đoạn sinh hoạt tập trung, nhiều nội dung phải chuyển sang hình thức khác khi chưa chuẩn bị kỹ.",
        "Cán bộ làm công tác này đều kiêm nhiệm, ít được tập huấn, thay đổi {2|3|4} lần trong kỳ nên thiếu tính liên tục.",
        "Quy định về mức chi cho Ban Thanh tra nhân dân thấp, thủ tục thanh toán phức tạp.",
        "Cấp ủy ở vài nơi chưa sâu sát, giao cho công đoàn làm thay, kiểm tra xong chưa nhắc lại.",
        "Phần mềm quản lý văn bản chưa có chức năng góp ý, người ở xa trụ sở khó theo dõi dự thảo.",
        "Ý thức tự học của một bộ phận viên chức chưa cao, còn tâm lý chờ hướng dẫn chi tiết của cấp trên.",
        "Chế tài với nơi công khai chậm chưa rõ, chủ yếu dừng ở nhắc nhở nên sức răn đe thấp.",
    ),
    closings=(
        "Trong đó, lý do chủ quan là chính và có thể khắc phục bằng nguồn lực sẵn có.",
        "Cấp ủy đã tiếp thu và nhận trách nhiệm về phần việc của mình.",
    ),
    thin=(
        "Do cán bộ phụ trách kiêm nhiệm nhiều việc và ít được tập huấn về nghiệp vụ.",
        "Chủ yếu do nhận thức của một số cán bộ chưa đầy đủ, kinh phí còn hạn hẹp.",
    ),
)

LESSONS = Prose(
    openings=(
        "Từ thực tiễn ba năm, {unit} rút ra kinh nghiệm thứ nhất là người đứng đầu phải làm gương, nói trước tập thể điều gì thì phải báo lại kết quả điều đó.",
        "Kinh nghiệm của {unit} cho thấy nơi nào cấp ủy trực tiếp nghe ý kiến thì nơi đó ít đơn thư và công việc chạy hơn.",
        "Điều {unit} thấy rõ nhất là dân chủ phải gắn với kỷ luật; bàn kỹ trước khi quyết, đã quyết thì mọi người cùng làm.",
    ),
    middles=(
        "Việc chọn nội dung công khai phải sát điều người lao động quan tâm, tránh dàn trải rồi không ai đọc.",
        "Cán bộ công đoàn cần được bồi dưỡng kỹ năng và được bảo vệ khi nêu ý kiến trái chiều.",
        "Mỗi ý kiến góp ý phải có người trả lời và thời hạn trả lời, dù tiếp thu hay không tiếp thu.",
        "Kiểm tra nên làm gọn, mỗi lần một chuyên đề, kết luận ngay và hẹn ngày xem lại.",
        "Cần ghi chép số liệu ngay từ đầu năm thì việc sơ kết mới chính xác, không phải ước lượng.",
        "Phối hợp giữa chuyên môn và đoàn thể chỉ bền khi có quy chế rõ, không dựa vào quan hệ cá nhân.",
        "Biểu dương kịp thời người có ý kiến hay, dù nhỏ, có tác dụng hơn nhiều lần phát động chung chung.",
    ),
    closings=(
        "Những điều trên đã được đưa vào quy chế làm việc mới của cấp ủy.",
        "Đây là cơ sở để cơ quan xây dựng chương trình hành động cho giai đoạn tiếp theo.",
    ),
    thin=(
        "Cấp ủy phải sâu sát, người đứng đầu phải gương mẫu và biết lắng nghe ý kiến cấp dưới.",
        "Phải kết hợp tuyên truyền với kiểm tra thường xuyên và biểu dương kịp thời những nơi làm tốt.",
    ),
)

PROPOSALS = Prose(
    openings=(
        "Đề nghị Ban Chỉ đạo Đảng ủy Khối mở {1|2} lớp tập huấn mỗi năm cho thành viên Ban Chỉ đạo cơ sở, ưu tiên kỹ năng giám sát tài chính và kỹ năng đối thoại.",
        "{unit} kiến nghị với cấp trên xem xét ban hành bộ tiêu chí chấm điểm thống nhất trong toàn Khối để các đơn vị tự đánh giá và so sánh được với nhau.",
        "Để việc thực hiện Chỉ thị đạt kết quả cao hơn trong thời gian tới, {org} {unit} đề xuất một số nội dung với Ban Thường vụ Đảng ủy Khối và các cơ quan liên quan.",
    ),
    middles=(
        "Đề nghị Sở Tài chính hướng dẫn rõ nguồn và mức chi cho hoạt động của Ban Thanh tra nhân dân, trước mắt từ năm {2023|2024}.",
        "Đề nghị sớm có hướng dẫn thi hành Luật Thực hiện dân chủ ở cơ sở, nhất là phần áp dụng cho đơn vị sự nghiệp tự chủ.",
        "Kính đề nghị cấp trên gọn bớt báo cáo, thống nhất một biểu số liệu dùng chung cho sáu tháng và cả năm.",
        "Đề nghị tổ chức cho các đơn vị trao đổi kinh nghiệm theo cụm, mỗi cụm {5-8} đơn vị có nhiệm vụ gần nhau.",
        "Đề nghị bổ sung chức năng lấy ý kiến vào phần mềm quản lý văn bản dùng chung của tỉnh.",
        "Đề nghị khen thưởng kịp thời tập thể, cá nhân làm tốt, đồng thời nhắc nhở công khai nơi làm hình thức.",
        "Đề nghị cấp phát tài liệu hỏi - đáp ngắn gọn, khoảng {20|30|40} trang, phù hợp với người lao động trực tiếp.",
    ),
    closings=(
        "{org} {unit} sẽ chủ động thực hiện những phần việc thuộc thẩm quyền và báo cáo kết quả theo quy định.",
        "Các nội dung trên xuất phát từ ý kiến của cơ sở, mong được cấp trên quan tâm xem xét.",
    ),
    thin=(
        "Đề nghị cấp trên tiếp tục quan tâm tổ chức tập huấn nghiệp vụ cho cán bộ làm công tác này.",
        "Đề nghị Đảng ủy Khối cung cấp thêm tài liệu tuyên truyền cho các cơ sở trực thuộc.",
    ),
)

GENERAL = Prose(
    openings=(
        "Thực hiện sự chỉ đạo của cấp trên, {org} {unit} đã xây dựng kế hoạch, phân công người phụ trách và tổ chức thực hiện nội dung này từ năm {2020|2021}.",
        "Nội dung này được {unit} đưa vào chương trình công tác hằng năm, có mốc thời gian và người chịu trách nhiệm cụ thể.",
    ),
    middles=(
        "Trong kỳ đã hoàn thành {5-20} đầu việc, đạt {90-99}% kế hoạch; những việc còn lại chuyển sang quý sau và có lý do rõ ràng.",
        "Các bộ phận báo cáo kết quả vào ngày {20|25} hằng tháng, {head} nghe và kết luận tại giao ban.",
        "Việc kiểm tra được tiến hành {2|3|4} lần, phát hiện và chấn chỉnh {3-12} thiếu sót về hồ sơ, thời hạn.",
        "Người lao động tham gia {15-60} ý kiến, phần lớn được tiếp thu ngay trong năm.",
        "Kinh phí thực hiện {10-80} triệu đồng được cân đối từ nguồn chi thường xuyên và công khai theo quý.",
    ),
    closings=("Kết quả chung đáp ứng yêu cầu đề ra.",),
    thin=("Cơ quan đã triển khai nội dung này theo đúng kế hoạch và hướng dẫn của cấp trên.",),
)

VIEW = {
    "1.3.1": BENEFITS,
    "1.3.2": SHORTCOMINGS,
    "1.3.3": CAUSES,
    "1.4.1": LESSONS,
    "1.4.2": PROPOSALS,
}

"""How the invented reports word their headings, openings and closings: the plan's own words, and what clerks make of them.

Words only. The first wording of a heading is close to the plan; the others are paraphrases.
"""

from __future__ import annotations

DIRECTIVE = (
    "Chỉ thị số 28-CT/TU ngày 07/7/2020 của Ban Thường vụ Tỉnh ủy về tiếp tục đẩy mạnh thực hiện dân chủ trong hoạt động "
    "của các cơ quan hành chính nhà nước, đơn vị sự nghiệp công lập"
)

HEADINGS: dict[str, tuple[str, ...]] = {
    "1.1": (
        "Công tác tuyên truyền, chỉ đạo, quán triệt, triển khai thực hiện Chỉ thị số 28-CT/TU",
        "Công tác tuyên truyền, quán triệt và triển khai thực hiện Chỉ thị",
        "Việc phổ biến, quán triệt, tuyên truyền Chỉ thị số 28-CT/TU",
        "Tình hình triển khai, quán triệt Chỉ thị 28-CT/TU",
    ),
    "1.2": (
        "Kết quả 03 năm thực hiện các nội dung của Chỉ thị số 28-CT/TU",
        "Kết quả thực hiện các nội dung của Chỉ thị",
        "Kết quả 3 năm thực hiện Chỉ thị 28-CT/TU",
    ),
    "1.2.1": (
        "Công tác lãnh đạo, chỉ đạo của cấp ủy, thủ trưởng cơ quan; việc tham mưu của Ban Chỉ đạo",
        "Công tác lãnh đạo, chỉ đạo của cấp ủy, người đứng đầu cơ quan",
        "Sự lãnh đạo của cấp ủy, trách nhiệm của người đứng đầu và công tác tham mưu của BCĐ",
        "Vai trò lãnh đạo, chỉ đạo của cấp ủy và thủ trưởng đơn vị",
    ),
    "1.2.2": (
        "Hoạt động của Ban Chỉ đạo thực hiện dân chủ ở cơ quan, đơn vị",
        "Việc kiện toàn và hoạt động của Ban Chỉ đạo",
        "Hoạt động của Ban Chỉ đạo thực hiện QCDC",
        "Công tác kiện toàn, hoạt động của BCĐ thực hiện dân chủ",
    ),
    "1.2.3": (
        "Vai trò, trách nhiệm và sự phối hợp giữa thủ trưởng cơ quan với các đoàn thể",
        "Công tác phối hợp giữa lãnh đạo cơ quan với công đoàn và các đoàn thể",
        "Vai trò của các đoàn thể và việc phối hợp vận động, giám sát thực hiện dân chủ",
        "Sự phối hợp giữa chính quyền với các tổ chức đoàn thể",
    ),
    "1.2.4": (
        "Kết quả thực hiện dân chủ trong nội bộ cơ quan, trong quan hệ và giải quyết công việc với công dân, tổ chức",
        "Thực hiện dân chủ trong nội bộ và trong quan hệ với công dân, tổ chức theo Nghị định 04/2015/NĐ-CP",
        "Dân chủ trong nội bộ cơ quan; quan hệ, giải quyết công việc với công dân, tổ chức",
    ),
    "1.3": ("Đánh giá chung", "Đánh giá chung kết quả thực hiện Chỉ thị"),
    "1.3.1": (
        "Những tác động tích cực của Chỉ thị số 28-CT/TU",
        "Tác động tích cực",
        "Ưu điểm, chuyển biến tích cực từ việc thực hiện Chỉ thị",
    ),
    "1.3.2": ("Khó khăn, hạn chế", "Những tồn tại, hạn chế", "Một số khó khăn, hạn chế"),
    "1.3.3": ("Nguyên nhân", "Nguyên nhân của khó khăn, hạn chế", "Nguyên nhân của những tồn tại, hạn chế"),
    "1.4": ("Bài học kinh nghiệm và kiến nghị, đề xuất", "Bài học kinh nghiệm; những kiến nghị, đề xuất"),
    "1.4.1": ("Bài học kinh nghiệm", "Một số bài học kinh nghiệm", "Kinh nghiệm rút ra"),
    "1.4.2": ("Kiến nghị, đề xuất", "Đề xuất, kiến nghị", "Những kiến nghị, đề xuất với cấp trên"),
}

MERGED: dict[tuple[str, str], tuple[str, ...]] = {
    ("1.3.2", "1.3.3"): ("Khó khăn, hạn chế và nguyên nhân", "Tồn tại, hạn chế và nguyên nhân"),
}

SITUATION_HEADINGS = ("Đặc điểm tình hình", "Khái quát đặc điểm, tình hình")
SITUATION = (
    "{org} {unit} hiện có {18-90} đảng viên trong tổng số {96-320} cán bộ, công chức, viên chức và người lao động, sinh hoạt ở {3-12} {tổ đảng|bộ phận}.",
    "Trụ sở {unit} đặt tại thành phố Việt Trì; bộ máy gồm {4-11} phòng, bộ phận, với {35-55}% cán bộ là nữ và độ tuổi bình quân {36-44}.",
)
OUTLOOK_HEADINGS = ("Phương hướng, nhiệm vụ thời gian tới", "Phương hướng, nhiệm vụ trọng tâm")
OUTLOOK = (
    "Giữ nền nếp hội nghị cán bộ, công chức, viên chức; hoàn thành rà soát quy chế nội bộ của {unit} trong quý {III|IV} năm 2023.",
    "Tiếp tục đưa việc thực hiện Chỉ thị vào chương trình công tác năm, phấn đấu {97-100}% bộ phận được chấm từ loại khá trở lên.",
)

OPENINGS = (
    "Thực hiện Kế hoạch số 45-KH/BCĐ ngày 12/5/2023 của Ban Chỉ đạo thực hiện dân chủ Đảng ủy Khối các cơ quan tỉnh, {org} {unit} báo cáo kết quả 3 năm thực hiện Chỉ thị số 28-CT/TU như sau:",
    "Căn cứ Kế hoạch số 45-KH/BCĐ ngày 12/5/2023 và tình hình thực tế của cơ quan, {org} {unit} tiến hành sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU (sau đây gọi tắt là Chỉ thị) với những nội dung chủ yếu sau đây:",
    "Theo yêu cầu tại Kế hoạch số 45-KH/BCĐ, {org} {unit} đã tổ chức sơ kết bằng hình thức {hội nghị|văn bản} và xin báo cáo như sau:",
)
CLOSINGS = (
    "Trên đây là báo cáo sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU của {org} {unit}./.",
    "Trên đây là kết quả 3 năm thực hiện Chỉ thị số 28-CT/TU tại {unit}, trân trọng báo cáo Ban Chỉ đạo./.",
)
NOTHING = ("Không.", "Không có.", "")

FIGURES_HEAD = ("Nội dung", "2020", "2021", "2022")
FIGURES = (  # a row's name, and the range that its figures are drawn from
    ("Số cuộc hội nghị, đối thoại", 2, 9),
    ("Số ý kiến tham gia", 18, 96),
    ("Số lượt tiếp công dân", 6, 58),
    ("Tỷ lệ hồ sơ trả đúng hạn (%)", 94, 99),
    ("Số văn bản công khai", 11, 40),
)

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Đặng", "Hà", "Đinh", "Phùng")
MIDDLES = ("Văn", "Thị Thanh", "Đức", "Thị Kim", "Quang", "Minh", "Thị Hồng", "Hữu", "Xuân", "Ngọc")
GIVEN = ("Hải", "Lan", "Thành", "Tuyết", "Sơn", "Hạnh", "Dũng", "Liên", "Cường", "Nhàn", "Tiến", "Oanh")

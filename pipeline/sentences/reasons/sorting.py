"""Why a message has its disposition and a file its role, and whose the message is."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

_MESSAGES = (
    Template("the same bytes as message {id}", "giống hệt thư {id}"),
    Template("it came before the campaign opened", "thư đến trước khi đợt báo cáo bắt đầu"),
    Template("sent by a machine ({what})", "thư tự động ({what})"),
    Template("the unit has sent the same file before", "đơn vị đã gửi chính tệp này trước đó"),
    Template("an annex only", "chỉ có phụ lục"),
    Template("replaces version {number}", "thay bản lần {number}"),
    Template("no report among its files", "không có báo cáo trong các tệp"),
    Template("next unit: {unit} (margin {margin})", "đơn vị gần nhất tiếp theo: {unit} (cách biệt {margin})"),
    Template(
        "the report seems to be written in the mail itself ({words} words): save it as a file and take it in by hand",
        "có vẻ báo cáo viết ngay trong thư ({words} từ): lưu thành tệp rồi nhập bằng tay",
    ),
    Template(
        "a link only ({hosts}): download the report and take it in by hand",
        "chỉ có đường dẫn ({hosts}): tải báo cáo về rồi nhập bằng tay",
    ),
    Template("not read, confidential: {name} ({why})", "không đọc vì có dấu mật: {name} ({why})"),
    Template("and {number} more", "và {number} điều nữa"),
)
_UNITS = (
    Template(
        "nothing in the message or its files names a unit of the roster",
        "không có gì trong thư và các tệp cho biết đơn vị nào trong danh sách",
    ),
    Template(
        "the clues fit {unit}, but the letterhead nearly names {others}",
        "các dấu hiệu hợp với {unit}, nhưng tên cơ quan ghi gần giống {others}",
    ),
    Template(
        "the only clues are weak ones (best: {unit}, {share})",
        "chỉ có dấu hiệu yếu (hợp nhất: {unit}, {share})",
    ),
    Template(
        "the clues fit {unit} and {other} about equally (margin {margin})",
        "các dấu hiệu hợp với {unit} và {other} gần như nhau (cách biệt {margin})",
    ),
    Template(
        "reports of several units in one message: {units}", "một thư có báo cáo của nhiều đơn vị: {units}"
    ),
    Template("a joint letterhead: {units}", "tên cơ quan ghi chung nhiều đơn vị: {units}"),
    Template(
        "the letterhead names a body outside the roster: {name}",
        "tên cơ quan không có trong danh sách đơn vị: {name}",
    ),
)
_ROLES = (
    Template("text of the message", "nội dung thư"),
    Template("its type is {type}", "loại văn bản là {type}"),
    Template("an official letter ({about})", "công văn ({about})"),
    Template("a short letter", "thư ngắn gửi kèm"),
    Template("a short text without a title", "văn bản ngắn, không có tên loại"),
    Template("no line says that it is a report", "không có dòng nào ghi là báo cáo"),
    Template("no paper: {type}", "không phải văn bản: {type}"),
    Template("by its name; it could not be read", "xét theo tên tệp; không đọc được"),
    Template("by its name", "xét theo tên tệp"),
    Template("nothing says that it is a paper", "không có gì cho thấy là văn bản"),
    Template("nothing says that it is a report", "không có gì cho thấy là báo cáo"),
    Template("no reader for its type", "chưa đọc được loại tệp này"),
    Template(
        "the picture holds hardly any text: a photo of an event, or a page that OCR cannot read ({why})",
        "ảnh hầu như không có chữ: ảnh chụp sự kiện, hoặc trang mà OCR không đọc được ({why})",
    ),
    Template("the picture holds hardly any text ({words} words)", "ảnh hầu như không có chữ ({words} từ)"),
    Template("beside the report; not read ({why})", "đi kèm báo cáo; không đọc được ({why})"),
    Template("a picture beside the report; not read ({why})", "ảnh đi kèm báo cáo; không đọc được ({why})"),
    Template("the same text as the report", "cùng nội dung với báo cáo"),
    Template("a second report in the same message", "báo cáo thứ hai trong cùng một thư"),
    Template("a page of the paper that begins in {name}", "một trang của văn bản bắt đầu ở {name}"),
)
_ASKED = (
    Template("a report on another directive ({act})", "báo cáo về văn bản chỉ đạo khác ({act})"),
    Template(
        "a report on another act ({act}); it does not name the directive",
        "báo cáo về văn bản khác ({act}); không nêu văn bản chỉ đạo của đợt này",
    ),
    Template("it does not name the directive", "không nêu văn bản chỉ đạo của đợt này"),
    Template(
        "it names neither the directive nor its subject",
        "không nêu văn bản chỉ đạo của đợt này, cũng không nêu nội dung của văn bản ấy",
    ),
    Template("a report on another period ({span})", "báo cáo của kỳ khác ({span})"),
    Template("a report on other years ({years})", "báo cáo của các năm khác ({years})"),
    Template("a report on another year ({year})", "báo cáo của năm khác ({year})"),
    Template("a periodic report ({span})", "báo cáo định kỳ ({span})"),
)
REASONS = (*_MESSAGES, *_UNITS, *_ROLES, *_ASKED)

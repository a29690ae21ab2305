"""Why a file gave no text, and what its reader remarked."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

_LOCKED = "tệp có mật khẩu"
_CODES = (
    Template("empty: the file has no bytes", "tệp rỗng"),
    Template("empty: the file has no text", "tệp không có chữ"),
    Template("empty: the file has no content", "tệp không có nội dung"),
    Template("password: the file asks for a password", _LOCKED),
    Template("password: the file is encrypted", _LOCKED),
    Template("password: the archive's members are encrypted", _LOCKED),
    Template("password: the document is protected by a password", _LOCKED),
    Template("corrupt: {why}", "tệp hỏng: {why}"),
    Template("no_text: {why}", "không có chữ: {why}"),
    Template("unsupported: {why}", "chưa hỗ trợ: {why}"),
    Template("too_large: {why}", "quá lớn: {why}"),
    Template("time: {why}", "quá thời gian: {why}"),
    Template("memory: {why}", "quá bộ nhớ: {why}"),
    Template("crash: {why}", "bộ đọc ngừng giữa chừng: {why}"),
    Template("confidential: {why}", "có dấu mật: {why}"),
)
_SECRECY = (
    Template("ruled by a reviewer", "theo quyết định của người rà soát"),
    Template("TUYỆT MẬT, {where}", "TUYỆT MẬT, {where}"),
    Template("TỐI MẬT, {where}", "TỐI MẬT, {where}"),
    Template("MẬT, {where}", "MẬT, {where}"),
    Template("letterhead", "phần đầu văn bản"),
    Template("head or foot of its pages", "đầu hoặc chân trang"),
    Template("the name of {name}", "tên tệp {name}"),
    Template("the subject of the mail", "tiêu đề thư"),
    Template("the subject of a forwarded mail", "tiêu đề thư được chuyển tiếp"),
)
_BROKEN = (
    Template("not a complete zip archive: {why}", "không phải tệp .docx nguyên vẹn: {why}"),
    Template("no readable main part: {why}", "không đọc được phần chính: {why}"),
    Template("no readable XML: {why}", "không đọc được XML: {why}"),
    Template("no HTML: {why}", "không phải HTML: {why}"),
    Template("an XML part declares entities", "phần XML khai báo thực thể"),
    Template("the main part has no body", "phần chính không có thân văn bản"),
    Template("parts are nested too deep", "các phần lồng quá sâu"),
    Template("elements are nested too deep", "các thẻ lồng quá sâu"),
    Template("no page in it", "không có trang nào"),
    Template("the picture cannot be opened: {why}", "không mở được ảnh: {why}"),
    Template("page {page} cannot be drawn: {why}", "không vẽ được trang {page}: {why}"),
    Template("the page has no size", "trang không có kích thước"),
    Template("LibreOffice could not open it", "LibreOffice không mở được"),
    Template("LibreOffice did not finish in its time", "LibreOffice không xong trong thời gian cho phép"),
    Template("LibreOffice ended with code {code}", "LibreOffice kết thúc với mã {code}"),
    Template("msdoc2docx did not finish in its time", "msdoc2docx không xong trong thời gian cho phép"),
    Template("cannot be opened ({why})", "không mở được ({why})"),
    Template("no reader for {type}", "chưa đọc được loại {type}"),
    Template("opened by its relationships alone: {why}", "chỉ mở được qua các liên kết bên trong tệp: {why}"),
    Template("no body under the usual name", "không có thân văn bản ở chỗ thường lệ"),
    Template("its main part is of the type {type}", "phần chính thuộc loại {type}"),
    Template("PDFium finds no page", "PDFium không thấy trang nào"),
    Template("an object refers to itself", "có đối tượng trỏ vào chính nó"),
    Template("an old Word file (.doc) under the name of a .docx", "tệp Word cũ (.doc) mang tên .docx"),
    Template("a picture too small to be a page", "ảnh quá nhỏ để là một trang"),
    Template("OCR is not installed: install {package}", "chưa cài OCR: cần cài {package}"),
    Template("LibreOffice is not installed: install {package}", "chưa cài LibreOffice: cần cài {package}"),
    Template("no reader can open it", "không bộ đọc nào mở được"),
)
_CRASHES = (
    Template("the reader asks for the same pages again", "bộ đọc hỏi lại chính các trang cũ"),
    Template("the reader's answer makes no sense ({error})", "kết quả của bộ đọc không dùng được ({error})"),
    Template("the parser's answer makes no sense ({error})", "kết quả tách thư không dùng được ({error})"),
    Template("the reason given makes no sense", "lý do được trả về không dùng được"),
    Template("the reading process was lost: {why}", "mất tiến trình đọc: {why}"),
    Template("the spool folder cannot be used ({error})", "không dùng được thư mục tạm ({error})"),
    Template("it answered another order", "trả kết quả cho việc khác"),
    Template("it ended with code {code}", "kết thúc với mã {code}"),
    Template("it broke off", "đứt quãng"),
    Template("it hangs", "bị treo"),
    Template("the run was stopped", "lần chạy bị dừng"),
    Template("closed its pipe and went on", "đã đóng đường trả kết quả mà vẫn chạy"),
    Template("the answer is for another order", "kết quả trả về cho việc khác"),
    Template("no answer", "không có kết quả"),
    Template("ended by {signal}", "bị dừng bởi {signal}"),
    Template("ended without an answer, code {code}", "kết thúc mà không trả kết quả, mã {code}"),
)
_LIMITS = (
    Template("{count} members, {most} allowed", "{count} tệp bên trong, tối đa {most}"),
    Template("{count} parts, {most} allowed", "{count} phần, tối đa {most}"),
    Template("more than {most} bytes unpacked", "mở ra hơn {most} byte"),
    Template("an XML part of {size} bytes", "một phần XML dài {size} byte"),
    Template(
        "a member unpacks to more than {most} times its size", "một tệp bên trong mở ra lớn hơn {most} lần"
    ),
    Template("more than {most} paragraphs", "hơn {most} đoạn"),
    Template("more than {most} bytes", "hơn {most} byte"),
    Template("{size} bytes, more than {most}", "{size} byte, tối đa {most}"),
    Template("{size} bytes of {what}", "{size} byte {what}"),
    Template("{count} pages, more than {most}", "{count} trang, tối đa {most}"),
    Template("{count} blocks, more than {most}", "{count} khối, tối đa {most}"),
    Template("{type} has no pages to recognise", "loại {type} không có trang để nhận dạng"),
    Template("{count} pages to recognise", "{count} trang cần nhận dạng"),
    Template("{count} pictures in one file, more than {most}", "{count} ảnh trong một tệp, tối đa {most}"),
    Template("a picture of more than {most} pixels", "ảnh hơn {most} điểm ảnh"),
    Template(
        "a picture of {width} × {height} pixels, more than {most}",
        "ảnh {width} × {height} điểm ảnh, tối đa {most}",
    ),
    Template("a page of {width} × {height} points", "trang {width} × {height} point"),
    Template("{count} characters, more than {most}", "{count} ký tự, tối đa {most}"),
    Template("{count} specks of ink, more than {most}", "{count} đốm mực, tối đa {most}"),
    Template("the result has more than {most} bytes", "kết quả dài hơn {most} byte"),
    Template("the result has {size} bytes", "kết quả dài {size} byte"),
    Template("needs more than {most} MiB", "cần hơn {most} MiB"),
    Template("not done after {most} s of computing", "chưa xong sau {most} giây tính"),
    Template("nothing done in {most} s of computing", "không tiến triển trong {most} giây tính"),
    Template("nothing done in {most} s", "không tiến triển trong {most} giây"),
    Template(
        "read {count} of an unknown number of pages, then stopped: {why}", "đọc {count} trang rồi dừng: {why}"
    ),
    Template(
        "read {count} of {total} pages, then stopped: {why}", "đọc {count} trên {total} trang rồi dừng: {why}"
    ),
    Template("time", "quá thời gian"),
    Template("memory", "quá bộ nhớ"),
    Template("crash", "bộ đọc ngừng giữa chừng"),
)
_PAGES = (
    Template("nothing but running heads", "chỉ có tiêu đề chạy"),
    Template("all pages are blank", "mọi trang đều trống"),
    Template(
        "blank: no words, no ink the size of letters", "trang trống: không có chữ, không có nét mực cỡ chữ"
    ),
    Template("{words} words over an image of the whole page", "{words} từ trên ảnh phủ cả trang"),
    Template("no words, only drawings or images", "không có chữ, chỉ có hình vẽ hoặc ảnh"),
    Template("{share} of its characters are no Vietnamese text", "{share} số ký tự không phải chữ Việt"),
    Template("only {share} of its words look Vietnamese", "chỉ {share} số từ giống tiếng Việt"),
    Template("only {share} of its words have Vietnamese marks", "chỉ {share} số từ có dấu tiếng Việt"),
    Template("a poor text layer over an image of the whole page", "lớp chữ kém trên ảnh phủ cả trang"),
    Template("its letter ư was lost when the PDF was made (an old font)", "PDF đã mất chữ ư (phông chữ cũ)"),
    Template("not replaced by OCR ({where}): {why}", "không thay bằng OCR ({where}): {why}"),
    Template("OCR reads it no better", "OCR đọc không tốt hơn"),
    Template("asked for", "theo yêu cầu"),
    Template("OCR found no words", "OCR không thấy chữ nào"),
    Template("OCR is only {share} sure", "OCR chỉ chắc {share}"),
    Template("OCR: {why}", "OCR: {why}"),
    Template("{where}: read by OCR ({why}), {shares} sure", "{where}: đọc bằng OCR ({why}), chắc {shares}"),
    Template("{where}: read by OCR, {shares} sure", "{where}: đọc bằng OCR, chắc {shares}"),
    Template("page {page}: {share} of its ink unread", "trang {page}: {share} số mực chưa đọc"),
    Template(
        "page {page}: its tables are read as lines ({what})",
        "trang {page}: bảng được đọc như các dòng ({what})",
    ),
    Template("page {page}: {why}", "trang {page}: {why}"),
    Template("page {page}", "trang {page}"),
    Template("pages {pages}", "trang {pages}"),
    Template("read by pdfplumber, PDFium's text is garbled", "đọc bằng pdfplumber vì PDFium đọc ra chữ lỗi"),
    Template("read by pdfplumber: {why}", "đọc bằng pdfplumber: {why}"),
    Template(
        "PDFium counts {count} pages, pdfplumber {other}", "PDFium đếm {count} trang, pdfplumber {other}"
    ),
)
_REMARKS = (
    Template(
        "tracked changes: read as if all were accepted", "có sửa đổi theo dõi: đọc như đã chấp nhận hết"
    ),
    Template("{count} embedded documents (altChunk) not read", "{count} văn bản nhúng (altChunk) chưa đọc"),
    Template(
        "text in fonts of an old Vietnamese code, decoded: {fonts}",
        "chữ trong phông mã cũ, đã chuyển sang Unicode: {fonts}",
    ),
    Template(
        "text in fonts of an old Vietnamese code, not Unicode: {fonts}",
        "chữ trong phông mã cũ, không phải Unicode: {fonts}",
    ),
    Template(
        "text in an old Vietnamese code, known by its words, decoded",
        "chữ mã cũ (nhận ra qua từ ngữ), đã chuyển sang Unicode",
    ),
    Template("no text, but {count} pictures", "không có chữ, chỉ có {count} ảnh"),
    Template("the file has macros; they were not run", "tệp có macro; không chạy"),
    Template(
        "text only: headings, automatic numbers, fonts and table columns are lost",
        "chỉ lấy được chữ: mất đề mục, số tự động, phông chữ và cột bảng",
    ),
    Template(
        "labels such as I.1. may read 1.1. in Word: LibreOffice loses that switch",
        "số như I.1. có thể là 1.1. trong Word: LibreOffice làm mất thiết lập này",
    ),
    Template("not read by LibreOffice ({why})", "LibreOffice không đọc được ({why})"),
)
_SIGNATURES = (
    Template("XML signatures are not checked", "chưa kiểm tra được chữ ký số kiểu XML"),
    Template("more than {most} signature fields", "hơn {most} ô chữ ký số"),
    Template("signatures of the form {form} are not checked", "chưa kiểm tra được chữ ký số kiểu {form}"),
    Template("the bytes that were signed are others", "nội dung được ký khác với nội dung trong tệp"),
    Template("it was not made with its certificate", "chữ ký không được tạo bằng chứng thư số kèm theo"),
    Template("more was added than the signature allows", "tệp được thêm nhiều hơn mức chữ ký cho phép"),
    Template("form fields were filled in: {fields}", "có ô biểu mẫu được điền: {fields}"),
)
_OF_ONE_PICTURE = Template("{name}: {one}", "{name}: {one}")  # of several that are pages of one paper
REASONS = (
    *_CODES,
    *_SECRECY,
    *_BROKEN,
    *_CRASHES,
    *_LIMITS,
    *_PAGES,
    *_REMARKS,
    *_SIGNATURES,
    _OF_ONE_PICTURE,
)

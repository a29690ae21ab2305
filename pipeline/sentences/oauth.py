"""What can be wrong with signing in by OAuth: the operator's file, the permission in it, the server that gives tokens."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

# --- the token server

REVOKED = Template(
    "{vendor} no longer takes the refresh token in {path} ({said}): grant access again and write "
    "the new refresh token there ({ends}).",
    "{vendor} không còn nhận mã làm mới (refresh token) trong {path} ({said}): hãy cấp quyền lại và ghi "
    "mã làm mới mới vào tệp đó ({ends}).",
)
GOOGLE_ENDS = Template(
    "while the app's publishing status is Testing they end after 7 days: publish it",
    "khi ứng dụng còn ở trạng thái Testing, mã hết hạn sau 7 ngày: hãy xuất bản ứng dụng (Publish app)",
)
MICROSOFT_ENDS = Template(
    "a new password or 90 days without use end them",
    "mã hết hạn khi đổi mật khẩu hoặc 90 ngày không dùng",
)
CLIENT = Template(
    "{vendor} does not accept the client in {path} ({said}): check client_id and client_secret there.",
    "{vendor} không chấp nhận ứng dụng ghi trong {path} ({said}): hãy kiểm tra lại client_id và client_secret ở đó.",
)
SCOPE = Template(
    "The refresh token in {path} does not open mailboxes ({said}): grant access again with the scope {scope}.",
    "Mã làm mới (refresh token) trong {path} không mở được hộp thư ({said}): hãy cấp quyền lại với phạm vi {scope}.",
)
UNREACHABLE = Template(
    "The token server {host} cannot be reached ({said}): check the network and its proxy, then try again.",
    "Không liên lạc được với máy chủ cấp mã {host} ({said}): hãy kiểm tra mạng và proxy, rồi thử lại.",
)
LATER = Template(
    "The token server {host} gives no tokens now ({said}): try again later.",
    "Máy chủ cấp mã {host} hiện không cấp mã ({said}): hãy thử lại sau.",
)
STRANGE = Template(
    "The token server {host} answered with no token ({said}): check {key} in {path}.",
    "Máy chủ cấp mã {host} trả lời mà không có mã ({said}): hãy kiểm tra lại {key} trong {path}.",
)

# --- in the place of its own words

NO_SENSE = Template("its answer makes no sense", "câu trả lời không hiểu được")
NO_AUTHORITY = Template("the authority does not describe itself", "máy chủ không tự mô tả")
NO_TOKEN = Template("what it calls a token is none", "thứ được trả về không phải là mã")
GRANTED = Template("it was granted {scopes}", "mã chỉ được cấp phạm vi {scopes}")
STATUS = Template("HTTP status {status}", "mã trạng thái HTTP {status}")
ELSEWHERE = Template("it points to another address", "máy chủ chỉ sang địa chỉ khác")
NOT_TRUSTED = Template(
    "its certificate is not trusted: {said}", "chứng thư của máy chủ không được tin cậy: {said}"
)

# --- the file

UNUSABLE = Template(
    "The OAuth file {path} cannot be used: {mistakes}.",
    "Không dùng được tệp OAuth {path}: {mistakes}.",
)
HELD = Template(
    "Another run has held the OAuth file {path} for {seconds:.0f} seconds: end it, then try again.",
    "Một lần chạy khác đã giữ tệp OAuth {path} suốt {seconds:.0f} giây: hãy dừng lần chạy đó, rồi thử lại.",
)
FILE_TOO_LARGE = Template(
    "The OAuth file {path} is too large to be one: mend the path.",
    "Tệp OAuth {path} quá lớn, chắc không phải tệp OAuth: hãy sửa lại đường dẫn.",
)
OTHERS_CAN_READ = Template(
    "Other users can read or change {path}: run `chmod 600 {path}` first.",
    "Người dùng khác đọc hoặc sửa được {path}: hãy chạy `chmod 600 {path}` trước.",
)
UNREADABLE = Template(
    "The OAuth file {path} cannot be read: mend the path or file.",
    "Không đọc được tệp OAuth {path}: hãy sửa lại đường dẫn hoặc tệp.",
)
UNWRITABLE = Template(
    "The new refresh token cannot be kept in {path}: let this user write that file and its folder, "
    "and see that the disk is not full.",
    "Không lưu được mã làm mới (refresh token) mới vào {path}: hãy cho tài khoản chạy chương trình quyền ghi "
    "tệp đó và thư mục chứa nó, và xem ổ đĩa có đầy không.",
)

# --- mistakes in it

NOT_JSON = Template("it is not JSON", "tệp không phải là JSON")
NOT_STRINGS = Template(
    "it must be one JSON object whose values are all strings",
    "tệp phải là một đối tượng JSON mà mọi giá trị đều là chuỗi",
)
MUST_BE_GIVEN = Template("{keys} must be given", "phải ghi {keys}")
AND = Template(" and ", " và ")
OR = Template(" or ", " hoặc ")
OTHER_KEYS = Template("there are other keys in it than {keys}", "trong tệp có khoá khác ngoài {keys}")
STRANGE_LETTERS = Template(
    "{key} has letters or blanks that no such value has",
    "{key} có chữ hoặc dấu cách mà giá trị loại này không thể có",
)
PROVIDER = Template("provider must be {providers}", "provider phải là {providers}")
ONLY_FOR = Template("{key} is for {provider} only", "{key} chỉ dùng cho {provider}")
URL_FORM = Template(
    "{key} must be https://host/path without a user or password in it",
    "{key} phải có dạng https://host/path, không kèm tài khoản hay mật khẩu",
)

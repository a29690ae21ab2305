"""What can be wrong with a mailbox: its URL, the way to its server, signing in, its folders, its files."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

# --- the URL

_FORM = "write {scheme}://user@host/ or {scheme}://user@host:port/."
_FORM_VI = "hãy ghi {scheme}://user@host/ hoặc {scheme}://user@host:port/."

IN_CLEAR = Template(
    "imap:// sends the password in clear text, so it is allowed to this machine only: "
    "use imaps:// or imap+starttls:// in the mailbox URL.",
    "imap:// gửi mật khẩu không mã hoá nên chỉ được dùng với chính máy này: "
    "hãy dùng imaps:// hoặc imap+starttls:// trong địa chỉ hộp thư.",
)
NO_SCHEME = Template(
    "A mailbox URL begins with imaps://, imap+starttls://, imap:// (this machine only), maildir:, mbox: or eml:; "
    "write it so, for example imaps://office@mail.example.org/ or eml:/srv/mails.",
    "Địa chỉ hộp thư phải bắt đầu bằng imaps://, imap+starttls://, imap:// (chỉ với máy này), maildir:, mbox: hoặc eml:; "
    "hãy ghi như vậy, ví dụ imaps://office@mail.example.org/ hoặc eml:/srv/mails.",
)
NO_PLACE = Template(
    "The mailbox URL {scheme}: names no place: write the path behind it, as in {scheme}:mails.",
    "Địa chỉ hộp thư {scheme}: chưa có đường dẫn: hãy ghi đường dẫn phía sau, như {scheme}:mails.",
)
URL_PASSWORD = Template(
    "The mailbox URL holds a password, which would be seen and stored: {where}.",
    "Địa chỉ hộp thư có chứa mật khẩu, người khác sẽ thấy và máy sẽ lưu lại: {where}.",
)
URL_NO_USER = Template(
    f"The mailbox URL does not name a user and a server: {_FORM}",
    f"Địa chỉ hộp thư chưa ghi đủ tài khoản và máy chủ: {_FORM_VI}",
)
URL_PATH = Template(
    "The mailbox URL has a path behind the server; folders are named in campaign.yaml (mailbox.folders): "
    f"{_FORM}",
    "Địa chỉ hộp thư có đường dẫn sau tên máy chủ; thư mục thì ghi trong campaign.yaml (mailbox.folders): "
    f"{_FORM_VI}",
)
URL_NO_UTF8 = Template(
    f"The mailbox URL has a user name whose percent signs do not spell UTF-8: {_FORM}",
    f"Tên tài khoản trong địa chỉ hộp thư có dấu % không đúng mã UTF-8: {_FORM_VI}",
)
URL_CHARACTERS = Template(
    f"The mailbox URL has a user name with characters that must be percent-encoded: {_FORM}",
    f"Tên tài khoản trong địa chỉ hộp thư có ký tự phải viết bằng mã %: {_FORM_VI}",
)
WHERE_SECRETS_GO = Template(
    "put it in TONGHOP_MAILBOX_PASSWORD, in a file named by TONGHOP_MAILBOX_PASSWORD_FILE, or in the system keyring",
    "hãy đặt mật khẩu vào TONGHOP_MAILBOX_PASSWORD, vào tệp mà TONGHOP_MAILBOX_PASSWORD_FILE trỏ tới, "
    "hoặc vào kho khoá của hệ thống",
)
NO_PASSWORD = Template(
    "There is no password for the mailbox of {account}: {where}; "
    "to sign in by OAuth, name its file in TONGHOP_MAILBOX_OAUTH_FILE.",
    "Chưa có mật khẩu cho hộp thư {account}: {where}; "
    "nếu đăng nhập bằng OAuth, hãy ghi tên tệp của nó vào TONGHOP_MAILBOX_OAUTH_FILE.",
)

# --- the way to the server

NOT_FOUND = Template(
    "The server {host} is not found: check its spelling and the network.",
    "Không tìm thấy máy chủ {host}: hãy kiểm tra lại cách viết tên máy chủ và kết nối mạng.",
)
NO_CA_FILE = Template(
    "The mailbox's CA file cannot be used ({said}): name a file with certificates in PEM form.",
    "Không dùng được tệp chứng thư gốc của hộp thư ({said}): hãy chỉ tới một tệp chứng thư dạng PEM.",
)
NOT_TRUSTED = Template(
    "The certificate of {place} is not trusted ({said}): for a server of your own, "
    "give the file of the authority that signed it as the mailbox's CA file.",
    "Chứng thư của {place} không được tin cậy ({said}): nếu là máy chủ của cơ quan, "
    "hãy khai tệp chứng thư gốc đã ký chứng thư ấy (TONGHOP_MAILBOX_CA_FILE).",
)
NO_TLS = Template(
    "{place} does not speak TLS as it should ({said}): check the port (TLS has 993), "
    "or use imap+starttls:// in the mailbox URL.",
    "{place} không dùng TLS đúng cách ({said}): hãy kiểm tra lại cổng (TLS dùng cổng 993), "
    "hoặc dùng imap+starttls:// trong địa chỉ hộp thư.",
)
NO_STARTTLS = Template(
    "{place} offers no STARTTLS ({said}): use imaps:// in the mailbox URL.",
    "{place} không có STARTTLS ({said}): hãy dùng imaps:// trong địa chỉ hộp thư.",
)
NOTHING_THERE = Template(
    "Nothing answers at {place}: check the port, and that the server is running.",
    "Không có gì trả lời ở {place}: hãy kiểm tra lại cổng, và xem máy chủ có đang chạy không.",
)
NO_GREETING = Template(
    "{place} did not greet in time: if that is a TLS port, use imaps:// in the mailbox URL.",
    "{place} không trả lời kịp: nếu đây là cổng TLS, hãy dùng imaps:// trong địa chỉ hộp thư.",
)
NO_CONNECTION = Template(
    "The connection to {place} failed ({said}): check host, port and network, then try again.",
    "Không kết nối được tới {place} ({said}): hãy kiểm tra tên máy chủ, cổng và mạng, rồi thử lại.",
)
BUSY = Template(
    "{place} has no time for us ({said}): the next run tries again.",
    "{place} đang bận ({said}): lần chạy sau sẽ thử lại.",
)
BROKEN = Template(
    "The connection to {place} broke ({said}): the next run tries again.",
    "Kết nối tới {place} bị đứt ({said}): lần chạy sau sẽ thử lại.",
)
QUOTA = Template(
    "The mailbox {user} has used up what {host} allows it ({said}): "
    "nothing is lost; try again later, in some hours, and it goes on where it stopped.",
    "Hộp thư {user} đã dùng hết mức mà {host} cho phép ({said}): "
    "không mất gì; vài giờ nữa hãy chạy lại, chương trình sẽ làm tiếp từ chỗ dừng.",
)

# --- signing in

REFUSED = Template(
    "The server {host} did not let {user} in ({said}): {advice}.",
    "Không đăng nhập được vào {host} bằng tài khoản {user} ({said}): {advice}.",
)
REFUSED_AGAIN = Template(
    "The server {host} did not let {user} in ({said}) with a fresh access token either: {advice}.",
    "Không đăng nhập được vào {host} bằng tài khoản {user} ({said}), dù đã lấy mã truy cập mới: {advice}.",
)
CHECK_GRANT = Template(
    "check that this user granted access to mail, and that IMAP is switched on for the mailbox",
    "hãy kiểm tra người dùng này đã cho phép đọc thư chưa, và hộp thư đã bật IMAP chưa",
)
LATER = Template("try again later", "hãy thử lại sau")
BY_OAUTH = Template(
    "Outlook takes no password for IMAP, so name an OAuth file (TONGHOP_MAILBOX_OAUTH_FILE)",
    "Outlook không nhận mật khẩu cho IMAP, hãy khai tệp OAuth (TONGHOP_MAILBOX_OAUTH_FILE)",
)
APP_PASSWORD = Template(
    "Gmail needs an app password (Google account, 2-step verification, app passwords)",
    "Gmail cần mật khẩu ứng dụng, hãy tạo trong Tài khoản Google (Xác minh 2 bước, Mật khẩu ứng dụng)",
)
CHECK_PASSWORD = Template(
    "check the user in the mailbox URL, and the password",
    "hãy kiểm tra lại tài khoản trong địa chỉ hộp thư, và mật khẩu",
)
NO_TOKENS = Template(
    "The server {host} takes no access tokens ({said}): use a password instead of the OAuth file, "
    "or check the server in the mailbox URL.",
    "Máy chủ {host} không nhận mã truy cập ({said}): hãy dùng mật khẩu thay cho tệp OAuth, "
    "hoặc kiểm tra lại máy chủ trong địa chỉ hộp thư.",
)
NO_MECHANISM = Template("it offers neither {mechanisms}", "máy chủ không có {mechanisms}")
AMONG_MECHANISMS = Template(" nor ", ", cũng không có ")

# --- folders

NO_FOLDER = Template(
    "The folder cannot be opened on {place} ({said}): check mailbox.folders in campaign.yaml.",
    "Không mở được thư mục trên {place} ({said}): hãy kiểm tra lại mailbox.folders trong campaign.yaml.",
)
RENUMBERED = Template(
    "The server renumbered the folder {folder} (UIDVALIDITY {then} became {now}): poll again to list it anew.",
    "Máy chủ đã đánh số lại thư mục {folder} (UIDVALIDITY {then} thành {now}): hãy chạy poll để liệt kê lại.",
)
NOT_MARKED = Template(
    "Messages that are stored cannot be marked on {place} ({said}): {advice}.",
    "Không đánh dấu được thư đã lưu trên {place} ({said}): {advice}.",
)
TRIED_AGAIN = Template("the next run tries again", "lần chạy sau sẽ thử lại")
READ_ONLY = Template("this user may only read {folder}", "người dùng này chỉ được đọc {folder}")
ASK_TO_WRITE = Template(
    "ask for the right to write there, or leave mark out of campaign.yaml",
    "hãy xin quyền ghi ở đó, hoặc bỏ mark trong campaign.yaml",
)
MARK_LOST = Template("it took the mark and did not keep it", "máy chủ nhận dấu nhưng không giữ lại")
ANOTHER_MARK = Template(
    "try another kind of mark, or leave mark out of campaign.yaml",
    "hãy dùng loại dấu khác, hoặc bỏ mark trong campaign.yaml",
)
MARK_BY = Template(
    "write {marks} as mark, or leave mark out of campaign.yaml",
    "hãy ghi mark là {marks}, hoặc bỏ mark trong campaign.yaml",
)
EITHER = Template("{one} or {other}", "{one} hoặc {other}")
NO_KEYWORDS = Template("the server keeps no keywords there", "máy chủ không giữ từ khoá ở đó")
NO_LABELS = Template("the server has no labels, only Gmail has", "máy chủ không có nhãn, chỉ Gmail mới có")
NO_MOVE = Template(
    "the server has neither MOVE nor UIDPLUS, without which others lose mail",
    "máy chủ không có MOVE và UIDPLUS, nếu chuyển thì người khác có thể mất thư",
)
NO_TARGET = Template("there is no folder {folder}", "không có thư mục {folder}")
MAKE_TARGET = Template(
    "make it in the mailbox, or write the name of another as mark in campaign.yaml",
    "hãy tạo thư mục đó trong hộp thư, hoặc ghi tên thư mục khác vào mark trong campaign.yaml",
)
NO_VALIDITY = Template("the server keeps no UIDVALIDITY there", "máy chủ không giữ UIDVALIDITY ở đó")
NO_MARK = Template("the server marks no folder as {mark}", "máy chủ không đánh dấu thư mục nào là {mark}")

# --- mail in files

ONLY_INBOX = Template(
    "A mailbox of kind {kind} has one folder, INBOX: leave {folder} out of mailbox.folders.",
    "Hộp thư kiểu {kind} chỉ có một thư mục là INBOX: hãy bỏ {folder} khỏi mailbox.folders.",
)
NO_MAILDIR = Template(
    "There is no maildir folder {folder} at {place} (it would hold `new` and `cur`): "
    "check the path in the mailbox URL, and mailbox.folders.",
    "Không có thư mục maildir {folder} ở {place} (trong đó phải có `new` và `cur`): "
    "hãy kiểm tra lại đường dẫn trong địa chỉ hộp thư, và mailbox.folders.",
)
NO_MBOX_FILE = Template(
    "There is no mbox file {path}: check the path in the mailbox URL.",
    "Không có tệp mbox {path}: hãy kiểm tra lại đường dẫn trong địa chỉ hộp thư.",
)
NOT_MBOX = Template(
    "{path} is no mbox file, which begins with a `From ` line: check the path.",
    "{path} không phải là tệp mbox (tệp mbox bắt đầu bằng dòng `From `): hãy kiểm tra lại đường dẫn.",
)
NO_EML_FOLDER = Template(
    "There is no folder {path}: check the path in the mailbox URL.",
    "Không có thư mục {path}: hãy kiểm tra lại đường dẫn trong địa chỉ hộp thư.",
)
FILES_UNMARKED = Template(
    "{place} holds files, which cannot be marked ({mark}): leave mark out of campaign.yaml.",
    "{place} là tệp, không đánh dấu được ({mark}): hãy bỏ mark trong campaign.yaml.",
)
FILES_CLOSED = Template(
    "{place} cannot be read ({said}): check its permissions.",
    "Không đọc được {place} ({said}): hãy kiểm tra lại quyền truy cập.",
)

# --- in the place of a server's own words

ABOUT = Template("{subject}: {said}", "{subject}: {said}")
TOO_LONG = Template("it took too long", "quá thời gian chờ")
TOO_LARGE = Template("its answer is too large", "câu trả lời quá lớn")
NO_REASON = Template("it does not say why", "không nói rõ lý do")

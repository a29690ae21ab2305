"""What can be wrong with the store: the disk under it, the ledger in a file or on a server, the URL of that server."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

# --- the disk

NO_RIGHT = Template(
    "this user has no right to it: correct the folder's owner and rights, then run again",
    "tài khoản này không có quyền: hãy sửa chủ sở hữu và quyền của thư mục, rồi chạy lại",
)
AT_FOLDER = Template("{folder}: {advice}.", "{folder}: {advice}.")
DISK_FULL = Template(
    "the disk is full: free some space, then run again (nothing that was stored is lost)",
    "ổ đĩa đã đầy: hãy dọn bớt, rồi chạy lại (không mất gì đã lưu)",
)
DISK_QUOTA = Template(
    "the disk quota is used up: free some space, then run again (nothing that was stored is lost)",
    "đã hết hạn mức ổ đĩa: hãy dọn bớt, rồi chạy lại (không mất gì đã lưu)",
)
FILE_TOO_LARGE = Template(
    "the file is larger than this system allows: raise the file size limit (ulimit -f), then run again",
    "tệp lớn hơn mức hệ thống cho phép: hãy nâng giới hạn kích thước tệp (ulimit -f), rồi chạy lại",
)
DISK_READ_ONLY = Template(
    "the disk is read-only: make it writable or choose another --outputs folder, then run again",
    "ổ đĩa chỉ cho đọc: hãy cho phép ghi hoặc chọn thư mục --outputs khác, rồi chạy lại",
)
NO_LOCKS = Template(
    "the disk knows no file locks: choose an --outputs folder on a local disk, then run again",
    "ổ đĩa không có khoá tệp: hãy chọn thư mục --outputs trên ổ đĩa của máy này, rồi chạy lại",
)
DISK_FAULT_BACKUP = Template(
    "the disk has a fault: check it, restore from a backup where needed, then run again",
    "ổ đĩa bị lỗi: hãy kiểm tra ổ đĩa, khôi phục từ bản sao lưu nếu cần, rồi chạy lại",
)
DISK_ELSE = Template("{said}; check the disk, then run again", "{said}; hãy kiểm tra ổ đĩa, rồi chạy lại")

# --- the ledger, wherever it is

LEDGER = Template("The ledger {name}: {advice}.", "Sổ theo dõi {name}: {advice}.")
LEDGER_ON = Template("The ledger on {name}: {advice}.", "Sổ theo dõi trên {name}: {advice}.")
OTHER_SCHEMA = Template(
    "The ledger {name} has schema {found}, this program knows {known}: "
    "install the newest tonghop, or restore the ledger that belongs to this one.",
    "Sổ theo dõi {name} có cấu trúc phiên bản {found}, chương trình này chỉ biết phiên bản {known}: "
    "hãy cài bản tonghop mới nhất, hoặc khôi phục sổ của bản này.",
)
OTHER_OUTPUTS = Template(
    "The ledger on {name} belongs to other outputs than {folder}: give --outputs as before, or restore "
    "that folder from a backup, or choose another database in TONGHOP_LEDGER.",
    "Sổ theo dõi trên {name} thuộc về thư mục kết quả khác, không phải {folder}: hãy dùng --outputs như trước, hoặc khôi phục "
    "thư mục đó từ bản sao lưu, hoặc chọn cơ sở dữ liệu khác trong TONGHOP_LEDGER.",
)
NO_LEDGER_PLACE = Template(
    "The ledger's place is not understood: write a path, or sqlite:///PATH.",
    "Không hiểu sổ theo dõi nằm ở đâu: hãy ghi một đường dẫn, hoặc sqlite:///PATH.",
)
BUSY = Template(
    "another run is writing to it: try again when that one is done",
    "một lần chạy khác đang ghi: hãy thử lại khi lần đó xong",
)
DATABASE_ELSE = Template(
    "{said}; check the database, then run again", "{said}; hãy kiểm tra cơ sở dữ liệu, rồi chạy lại"
)

# --- in a file

FILE_CLOSED = Template(
    "it cannot be written: correct its owner and rights, then run again",
    "không ghi được: hãy sửa chủ sở hữu và quyền của tệp, rồi chạy lại",
)
FILE_NOT_OPENED = Template(
    "it cannot be opened: correct the path, its owner and rights, then run again",
    "không mở được: hãy sửa đường dẫn, chủ sở hữu và quyền của tệp, rồi chạy lại",
)
FILE_NO_RIGHT = Template(
    "this user has no right to it: correct its owner and rights, then run again",
    "tài khoản này không có quyền: hãy sửa chủ sở hữu và quyền của tệp, rồi chạy lại",
)
NO_LEDGER = Template(
    "it is no ledger: restore it from a backup, or move it away and poll again",
    "tệp này không phải là sổ: hãy khôi phục từ bản sao lưu, hoặc chuyển tệp đi chỗ khác rồi chạy lại poll",
)
FILE_DAMAGED = Template(
    "it is damaged: restore it from a backup, or move it away and poll again",
    "sổ bị hỏng: hãy khôi phục từ bản sao lưu, hoặc chuyển tệp đi chỗ khác rồi chạy lại poll",
)
DISK_FAULT = Template(
    "the disk has a fault: check it, then run again", "ổ đĩa bị lỗi: hãy kiểm tra ổ đĩa, rồi chạy lại"
)

# --- on a server

LOST = Template(
    "the connection broke off: see that the server runs, then run again (nothing that was stored is lost)",
    "kết nối bị đứt: hãy xem máy chủ có đang chạy không, rồi chạy lại (không mất gì đã lưu)",
)
AWAY = Template(
    "the server is starting or stopping: try again in a minute (nothing that was stored is lost)",
    "máy chủ đang khởi động hoặc đang dừng: hãy thử lại sau một phút (không mất gì đã lưu)",
)
NOT_LET_IN = Template(
    "the server does not let this user in: correct the user in TONGHOP_LEDGER and the password in TONGHOP_LEDGER_PASSWORD",
    "máy chủ không cho tài khoản này vào: hãy sửa tài khoản trong TONGHOP_LEDGER và mật khẩu trong TONGHOP_LEDGER_PASSWORD",
)
NO_DATABASE = Template(
    "there is no such database: create it (createdb), or correct TONGHOP_LEDGER",
    "không có cơ sở dữ liệu đó: hãy tạo (createdb), hoặc sửa TONGHOP_LEDGER",
)
NO_GRANT = Template(
    "this user may not write there: GRANT CREATE ON DATABASE to the user, or drop a schema that is another's",
    "tài khoản này không được ghi ở đó: hãy cấp quyền GRANT CREATE ON DATABASE, hoặc xoá lược đồ (schema) của người khác",
)
NO_TABLES = Template(
    "tables are missing: restore it from a backup", "thiếu bảng: hãy khôi phục từ bản sao lưu"
)
SERVER_FULL = Template(
    "the server's disk is full: free some space there, then run again (nothing that was stored is lost)",
    "ổ đĩa của máy chủ đã đầy: hãy dọn bớt ở đó, rồi chạy lại (không mất gì đã lưu)",
)
TOO_MANY = Template(
    "the server takes no more connections: try again later, or raise its max_connections",
    "máy chủ không nhận thêm kết nối: hãy thử lại sau, hoặc tăng max_connections của máy chủ",
)
NO_MEMORY = Template(
    "the server has no memory left: try again later (nothing that was stored is lost)",
    "máy chủ hết bộ nhớ: hãy thử lại sau (không mất gì đã lưu)",
)
STANDBY = Template(
    "the server lets nobody write: name the primary server in TONGHOP_LEDGER, not a standby",
    "máy chủ không cho ai ghi: hãy ghi máy chủ chính vào TONGHOP_LEDGER, không phải máy dự phòng",
)
SERVER_FAULT = Template(
    "the server's disk has a fault: check it, then run again",
    "ổ đĩa của máy chủ bị lỗi: hãy kiểm tra, rồi chạy lại",
)
SERVER_DAMAGED = Template(
    "it is damaged: check the server's disk, and restore it from a backup",
    "sổ bị hỏng: hãy kiểm tra ổ đĩa của máy chủ, và khôi phục sổ từ bản sao lưu",
)
NOTHING_THERE = Template(
    "nothing answers there: see that the server runs and that TONGHOP_LEDGER names it",
    "không có gì trả lời ở đó: hãy xem máy chủ có đang chạy không, và TONGHOP_LEDGER có ghi đúng máy chủ không",
)
NOT_SAFE = Template(
    "there is no safe way to sign in ({said}): correct sslmode or sslrootcert in TONGHOP_LEDGER",
    "không có cách đăng nhập an toàn ({said}): hãy sửa sslmode hoặc sslrootcert trong TONGHOP_LEDGER",
)

# --- the server's URL

URL = Template(
    "TONGHOP_LEDGER {what}: write postgresql://user@host/database, or leave it empty for a file.",
    "TONGHOP_LEDGER {what}: hãy ghi postgresql://user@host/database, hoặc để trống nếu dùng tệp.",
)
URL_PASSWORD = Template(
    "TONGHOP_LEDGER holds a password, which others would see: put it into TONGHOP_LEDGER_PASSWORD, or into "
    "a file named by TONGHOP_LEDGER_PASSWORD_FILE.",
    "TONGHOP_LEDGER có chứa mật khẩu, người khác sẽ thấy: hãy đặt mật khẩu vào TONGHOP_LEDGER_PASSWORD, hoặc vào "
    "tệp mà TONGHOP_LEDGER_PASSWORD_FILE trỏ tới.",
)
URL_STRANGE = Template("cannot be understood", "không hiểu được")
URL_SCHEME = Template("does not begin with postgresql://", "không bắt đầu bằng postgresql://")
URL_PARAMETERS = Template("has parameters other than {known}", "có tham số khác ngoài {known}")
URL_NO_DATABASE = Template("names no database", "không ghi tên cơ sở dữ liệu")
URL_HOST = Template(
    "has a host parameter that is no folder of a socket", "có tham số host không phải là thư mục của socket"
)
URL_SSLMODE = Template("has a sslmode other than {known}", "có sslmode khác ngoài {known}")
URL_SSLROOTCERT = Template("has a sslrootcert that is no PEM file", "có sslrootcert không phải là tệp PEM")

"""What this machine lacks to read every kind of file, or to shut in those who read."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

INSTALL = Template("install {package}", "hãy cài {package}")
INSTALL_PYTHON = Template("install the Python package {package}", "hãy cài gói Python {package}")
INSTALL_PRLIMIT = Template("install util-linux, which has prlimit", "hãy cài util-linux, trong đó có prlimit")
INSTALL_BWRAP = Template(
    "install bubblewrap, and allow user namespaces: .odt waits for it",
    "hãy cài bubblewrap và cho phép không gian tên của người dùng (user namespaces): tệp .odt phải chờ",
)

OLD_KERNEL = Template(
    "Linux 5.13 or newer with Landlock switched on (boot with lsm=landlock,…) is needed to hide files from readers",
    "cần Linux 5.13 trở lên có bật Landlock (khởi động với lsm=landlock,…) để giấu các tệp khác khỏi bộ đọc",
)
NO_SCOPES = Template(
    "Linux 6.12 or newer is needed to keep programs that unpack archives from ending others of this user",
    "cần Linux 6.12 trở lên để chương trình giải nén không dừng được tiến trình khác của người dùng này",
)
NOT_LINUX = Template("system calls are filtered on Linux only", "chỉ lọc được lời gọi hệ thống trên Linux")
UNKNOWN_MACHINE = Template(
    "the numbers of system calls are not known for {machine}",
    "chưa biết số hiệu lời gọi hệ thống của {machine}",
)
NO_SECCOMP = Template(
    "this kernel has no seccomp filters (CONFIG_SECCOMP_FILTER)",
    "nhân hệ điều hành này không có bộ lọc seccomp (CONFIG_SECCOMP_FILTER)",
)

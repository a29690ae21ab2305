"""The numbers of the system calls that a reading process has no business with, for both kinds of machine that we know.

From the kernel's own headers (asm/unistd_64.h for x86-64, asm-generic/unistd.h for arm64); they never change.
"""

from __future__ import annotations

from collections.abc import Mapping

LAST_KNOWN = 462  # mseal, Linux 6.10; what is newer was not weighed, and nothing that we run depends on it
_ABSENT = "-"

# name, x86-64, arm64
_TABLE = """
socket 41 198
socketpair 53 199
connect 42 203
bind 49 200
listen 50 201
accept 43 202
accept4 288 242
sendto 44 206
sendmsg 46 211
sendmmsg 307 269
recvfrom 45 207
recvmsg 47 212
recvmmsg 299 243
setsockopt 54 208
execve 59 221
execveat 322 281
fork 57 -
vfork 58 -
clone 56 220
clone3 435 435
kill 62 129
tkill 200 130
tgkill 234 131
rt_sigqueueinfo 129 138
rt_tgsigqueueinfo 297 240
prlimit64 302 261
prctl 157 167
setpriority 141 140
ioprio_set 251 30
sched_setscheduler 144 119
sched_setparam 142 118
sched_setattr 314 274
sched_setaffinity 203 122
ptrace 101 117
process_vm_readv 310 270
process_vm_writev 311 271
process_madvise 440 440
process_mrelease 448 448
kcmp 312 272
pidfd_open 434 434
pidfd_getfd 438 438
pidfd_send_signal 424 424
mount 165 40
umount2 166 39
pivot_root 155 41
chroot 161 51
setns 308 268
unshare 272 97
open_tree 428 428
move_mount 429 429
fsopen 430 430
fsconfig 431 431
fsmount 432 432
fspick 433 433
mount_setattr 442 442
name_to_handle_at 303 264
open_by_handle_at 304 265
quotactl 179 60
quotactl_fd 443 443
fanotify_init 300 262
add_key 248 217
request_key 249 218
keyctl 250 219
bpf 321 280
perf_event_open 298 241
userfaultfd 323 282
io_uring_setup 425 425
io_uring_enter 426 426
io_uring_register 427 427
kexec_load 246 104
kexec_file_load 320 294
init_module 175 105
finit_module 313 273
delete_module 176 106
reboot 169 142
swapon 167 224
swapoff 168 225
personality 135 92
acct 163 89
syslog 103 116
settimeofday 164 170
clock_settime 227 112
adjtimex 159 171
clock_adjtime 305 266
sethostname 170 161
setdomainname 171 162
iopl 172 -
ioperm 173 -
modify_ldt 154 -
vhangup 153 58
uselib 134 -
memfd_create 319 279
memfd_secret 447 447
shmget 29 194
shmat 30 196
shmctl 31 195
semget 64 190
semop 65 193
semctl 66 191
semtimedop 220 192
msgget 68 186
msgsnd 69 189
msgrcv 70 188
msgctl 71 187
mq_open 240 180
mq_unlink 241 181
splice 275 76
tee 276 77
vmsplice 278 75
chmod 90 -
fchmod 91 52
fchmodat 268 53
fchmodat2 452 452
chown 92 -
fchown 93 55
lchown 94 -
fchownat 260 54
utime 132 -
utimes 235 -
futimesat 261 -
utimensat 280 88
setxattr 188 5
lsetxattr 189 6
fsetxattr 190 7
removexattr 197 14
lremovexattr 198 15
fremovexattr 199 16
truncate 76 45
ftruncate 77 46
fallocate 285 47
creat 85 -
mkdir 83 -
mkdirat 258 34
mknod 133 -
mknodat 259 33
rmdir 84 -
unlink 87 -
unlinkat 263 35
rename 82 -
renameat 264 38
renameat2 316 276
link 86 -
linkat 265 37
symlink 88 -
symlinkat 266 36
"""


_ROWS = [line.split() for line in _TABLE.strip().splitlines()]
_BY_MACHINE: Mapping[str, Mapping[str, int]] = {
    machine: {row[0]: int(row[column]) for row in _ROWS if row[column] != _ABSENT}
    for column, machine in enumerate(("x86_64", "aarch64"), start=1)
}


def numbers(machine: str) -> Mapping[str, int]:
    """Number by name for "x86_64" or "aarch64"; a call that the machine does not have is left out."""
    return _BY_MACHINE[machine]

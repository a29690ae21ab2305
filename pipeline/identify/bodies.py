"""Words that tell what kind of body a letterhead line names: a superior, a part that writes for its unit, any office.

All patterns are for plain text (`names.plain`): folded words, one blank between them.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from pipeline.text.fold import bare, fold

# Bodies inside a unit that write in its name; what stands between them and the unit's name is their own title.
_ACTING = (
    "ban chỉ đạo", "bcđ", "công đoàn", "cđcs", "ban chấp hành công đoàn", "bch công đoàn", "đoàn thanh niên", "đoàn tncs",
    "chi đoàn", "ban thanh tra nhân dân", "tổ giúp việc", "tổ công tác",
)  # fmt: skip
# Rooms of an office: they are the unit when they stand directly before its name, or alone below it.
_ROOMS = "văn phòng", "văn phòng đảng ủy", "cơ quan", "vp"
_PARTS = (
    r"văn phòng|vp|thanh tra|cơ quan|bch|ban (?:giám đốc|giám hiệu|lãnh đạo|thường vụ|thường trực|chấp hành)|ban thanh tra nhân dân"
    r"|(?:chi bộ|đảng bộ|đảng ủy) cơ quan|phòng (?:tổ chức|hành chính|tổng hợp|kế hoạch|tài chính|nghiệp vụ|quản trị|công tác|đảng)\b.*"
    r"|(?:ban chỉ đạo|bcđ|công đoàn|cđcs|đoàn thanh niên|đoàn tncs|chi đoàn|tổ giúp việc|tổ công tác)\b.*"
)
# First words of an office's name. A line that begins so names a body, whether the roster has it or not.
_KINDS = (
    "sở", "ban", "chi cục", "cục", "tổng cục", "trung tâm", "trường", "bệnh viện", "hội", "liên minh", "liên hiệp", "liên đoàn",
    "phòng", "công ty", "tổng công ty", "chi bộ", "đảng bộ", "đảng ủy", "viện", "nhà máy", "xí nghiệp", "ngân hàng", "quỹ",
    "kho bạc", "tòa án", "ủy ban", "huyện ủy", "thành ủy", "thị ủy", "ubnd", "đoàn", "đội", "trạm", "thư viện", "bảo tàng",
    "khu", "vườn", "báo", "đài", "học viện", "hạt", "bảo hiểm", "bưu điện", "hợp tác xã", "tập đoàn", "chi nhánh", "nhà",
    "văn phòng", "thanh tra", "tỉnh đoàn", "mặt trận", "cơ quan", "tt", "bv", "cty",
)  # fmt: skip
# Of these a sở has several below it; a line of this kind under another unit's line is that unit's child.
_BELOW = (
    "trung tâm", "chi cục", "bệnh viện", "trường", "phòng", "quỹ", "thư viện", "bảo tàng", "đoàn", "nhà", "trạm",
    "khu", "xí nghiệp", "công ty", "văn phòng đăng ký", "ban tôn giáo", "ban thi đua", "hạt", "đội", "tt", "bv",
)  # fmt: skip
_SUPERIOR = (
    r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|tỉnh ủy|thành ủy hà nội|đảng (?:ủy|bộ) khối|đảng bộ tỉnh"
    r"|công đoàn viên chức|ban chấp hành đảng bộ tỉnh)"
    r"(?! (?:huyện|thị xã|xã|phường|thành phố))\b.*"
)
# What follows a name and makes it another body's: a district's, a ministry's, the nation's.
LOWER = (
    "huyện", "xã", "phường", "quận", "thị xã", "thị trấn", "thành phố", "cấp huyện", "cấp xã", "khu vực", "việt nam",
    "trung ương",
)  # fmt: skip


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest)})\b")


_ACTS, _ROOM, _KIND, _CHILD = _any(_ACTING), _any(_ROOMS), _any(_KINDS), _any(_BELOW)
_CENTRE = re.compile(
    fold(r"(?:tổng cục|tổng liên đoàn|bộ|trung ương|ban bí thư)\b.*|.*\b(?:tối cao|việt nam|trung ương)")
)
_PART = re.compile(fold(_PARTS))
_COMMITTEE = re.compile(
    fold(r"(?:ubnd|ủy ban nhân dân) ((?:huyện|thị xã|xã|phường|thị trấn|thành phố|đặc khu) .+)")
)
_ABOVE = re.compile(fold(_SUPERIOR))
_NEXT = re.compile(rf"(?:{'|'.join(map(fold, LOWER))}|{'|'.join(map(bare, LOWER))})\b")
_BARE_KINDS = tuple(bare(kind) for kind in _KINDS)


def is_superior(line: str) -> bool:
    """Whether a plain line is of the province or the Party above all units."""
    return _ABOVE.fullmatch(line) is not None


def place_of(line: str) -> str:
    """The place whose people's committee a plain line names: `ubnd xã hy cương`; empty for other lines."""
    found = _COMMITTEE.fullmatch(line)
    return found[1] if found else ""


def is_above(line: str) -> bool:
    """The same, or of the nation: `tổng cục thuế`, `tòa án nhân dân tối cao`."""
    return is_superior(line) or _CENTRE.fullmatch(line) is not None


def is_part(line: str) -> bool:
    """Whether a plain line names a part of some unit and no unit: `văn phòng`, `ban chỉ đạo thực hiện dân chủ`."""
    return _PART.fullmatch(line) is not None


def is_office(line: str) -> bool:
    """Whether a plain line begins as the name of a body does, a letter wrong or the marks lost included."""
    if kind_of(line):
        return True
    begins = bare(line)
    return any(
        len(kind) > 3 and OSA.distance(begins[: len(kind)], kind) <= 1  # noqa: PLR2004 - three letters fit anything
        for kind in _BARE_KINDS
    )


def goes_on_lower(following: str) -> bool:
    """Whether plain words after a name make it another level's body: `bảo hiểm xã hội` + `huyện tam nông`."""
    return _NEXT.match(following) is not None


def kind_of(line: str) -> str:
    """The words that a plain line begins with as the name of a body does, or empty: `chi cục`."""
    found = _KIND.match(line)
    return found[0] if found else ""


def is_below(line: str) -> bool:
    """Whether a plain name is of a kind that stands below a sở."""
    return _CHILD.match(line) is not None


def acted_for(line: str) -> tuple[str, ...]:
    """What may be the unit's name in the line of a body that writes for it, longest first; nothing for other lines."""
    if found := _ROOM.match(line):
        return (line[found.end() :].strip(),)
    if not (found := _ACTS.match(line)):
        return ()
    words = line[found.end() :].split()
    return tuple(
        " ".join(words[start:])
        for start in range(len(words) - 1)
        if not any(_CHILD.match(" ".join(words[place:])) for place in range(start))
    )

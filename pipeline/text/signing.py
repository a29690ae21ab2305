"""How a signature is worded: the authority in words or letters, and what stands before a name: degree, rank or address."""

from __future__ import annotations

import re

from pipeline.text.fold import fold

# Words of authority, folded, and the letters that stand for them.
AUTHORITIES = {
    fold(words): letters
    for words, letters in (
        ("thay mặt", "TM"),
        ("ký thay", "KT"),
        ("thừa lệnh", "TL"),
        ("thừa uỷ quyền", "TUQ"),
    )
}
_DEGREE = r"ts|th\.?s|gs|pgs|bs|bsckii|bscki|cn|ks|dr|(?:bác|tiến|thạc) sĩ"
_HONOUR = r"nsưt|nsnd|ngưt|ngnd|ttưt|ttnd|nghệ (?:sĩ|nhân) (?:ưu tú|nhân dân)|nhà giáo (?:ưu tú|nhân dân)|thầy thuốc (?:ưu tú|nhân dân)"
_OFFICE = (
    r"(?:thẩm phán|kiểm sát viên|chấp hành viên|thanh tra viên|chuyên viên)(?: (?:sơ|trung|cao) cấp| chính)?"
)
_CALLING = rf"{_OFFICE}|nhà báo|luật gia|luật sư|công chứng viên|kỹ sư|dược sĩ|cử nhân|đồng chí"
_TITLE = rf"{_DEGREE}|ls|đ/c|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|{_HONOUR}|{_CALLING}"
_FAMILIES = frozenset((
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương",
    "lý", "đinh", "đào", "đoàn", "trịnh", "trương", "lương", "mai", "cao", "hà", "tạ", "lưu", "phùng", "chu", "tống",
    "quách", "triệu", "khổng", "lại", "la", "kiều", "vi", "nông", "lò", "hán",
))  # fmt: skip
_BEHIND = r"(?:\s*\.\s*|\s+)"
_DEGREES = re.compile(rf"(?:{_DEGREE}){_BEHIND}", re.IGNORECASE)
# A comma too, where another title comes: `Thượng tá, TS. Nguyễn Văn An`.
_TITLES = re.compile(rf"(?:(?:{_TITLE})(?:\s*[,-]\s*(?=(?:{_TITLE}){_BEHIND})|{_BEHIND}))+", re.IGNORECASE)
_WORDS = range(2, 7)
_ONE_WORD = re.compile(r"[^\W\d_]['’][^\W\d_]+")  # a whole name of one word: `K'Brêu`


def begins_with_degree(text: str) -> bool:
    """Whether a degree stands before the name: `TS. Nguyễn Văn An`. Ranks are none."""
    return _DEGREES.match(text) is not None


def name_words(text: str) -> list[str]:
    """The words of a line without titles before them, when they are as many as a name has; else none."""
    found = _TITLES.match(text)
    words = text[found.end() if found else 0 :].split()
    return words if len(words) in _WORDS or (len(words) == 1 and _ONE_WORD.fullmatch(words[0])) else []


def name_behind(text: str) -> list[str]:
    """The words from the first common family name on, when they are as many as a name has: `Thẩm phán TAND tối cao Lê Thị Hà`."""
    words = text.split()
    start = next(
        (place for place, word in enumerate(words) if word.istitle() and word.lower() in _FAMILIES),
        len(words),
    )
    return words[start:] if len(words) - start in _WORDS else []

"""What a line of text says of secrecy: a degree and nothing else, or no mark at all. Pure.

A mark stands alone (stamped, boxed, in a cell), or beside nothing but what letterheads hold. `bí mật`, `bảo mật`, `mật độ`
are words of a text, and degrees of urgency (`KHẨN`, `HOẢ TỐC`) are no secrets. Where in a paper a line may be a mark is
`places.py`'s work.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from pipeline.model.secrecy import Level
from pipeline.text.fold import clean, fold, unmarked

LONGEST = 60  # signs of a line that is a mark: «HOẢ TỐC HẸN GIỜ - MỨC ĐỘ MẬT: TUYỆT MẬT» has 40
_LEVELS = {fold(level).replace(" ", ""): level for level in Level}
_UNMARKED = {unmarked(folded): level for folded, level in _LEVELS.items()}
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_PAGE_NUMBER = re.compile(r"(?:^\d+[\W_]+)|(?:[\W_]+(?:trang\s+)?\d+(?:\s*/\s*\d+)?$)", re.IGNORECASE)
_LABELLED = r"(?:(?:mức |cấp )?độ mật|dấu(?: chỉ)?(?: độ)? mật)\s*:\s*"
_LABEL = re.compile(rf"^{_LABELLED}")
# Until when it is one: `MẬT (hết mật khi tách phụ lục)`.
_UNTIL = re.compile(r"\s*\((?:hết(?: độ)? mật|khi|nếu|sau khi|bỏ mật|giải mật)\b[^()]*\)?$", re.IGNORECASE)
_KIND = re.compile(r"^(?:tài liệu|văn bản|hồ sơ)\s+")
_URGENCY = "|".join(map(fold, ("hoả tốc hẹn giờ", "hoả tốc", "thượng khẩn", "khẩn", "hẹn giờ")))
_URGENT = re.compile(rf"^(?:{_URGENCY})[\W_]+|[\W_]+(?:{_URGENCY})$")
_WORD = r"(?:T[ỐÔ]I |TUY[ỆÊ]T )?MẬT"
_BEHIND_NUMBER = re.compile(rf"^S[ốỐ]\b.*[-/].*?[\s(\[]({_WORD})[)\]]?$")
_BEFORE = re.compile(rf"^({_WORD})\s+(.+)$")
# The frame of a stamp is read as a stroke of a letter at either end: `IMẬT`, `MẬTI`.
_FRAMED = re.compile(r"[il1j]?(mat|toimat|tuyetmat)[il1j]?")
_LONG = 6  # letters from which a slip is told from another word: `toimat`, `tuyetmat`
# Of MẬT in a stamp half of the last letter and the dot below are lost first.
_HURT = re.compile("m[âăậẫẩầấặẵẳằắ][ijl17]")

_NATION = re.compile("cong san viet nam|cong hoa xa hoi|doc lap - tu do")
_NUMBER = re.compile(r"^số\s*[:.]?\s*[\d…._ ]*\s*[-/]\s*\w")
_DATE = re.compile(r"ngày.*tháng.*năm")
_REPLY = re.compile(r"^(?:(?:re|fwd?|tr|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE)
_NAMED = "(?:tối |tuyệt )?mật"
_BRACKETED = re.compile(rf"[\[(]\s*({_NAMED})\s*[\])]")
_LEADING = re.compile(rf"(?:{_LABELLED})?({_NAMED})\s*[-_:;,]")
_TRAILING = re.compile(rf"([^\W_]*)\s*[-_]+\s*({_WORD})$")
_WORDS_OF_TWO = frozenset(map(fold, ("bảo", "bí", "cơ")))  # `BẢO_MẬT`, `BÍ MẬT`, `CƠ MẬT`
_LEADING_CAPITALS = re.compile(r"(TỐI MẬT|TUYỆT MẬT)\b")


def level_of(text: str, *, any_case: bool = False, misread: bool = False) -> Level | None:
    """The degree that a text consists of; `any_case` takes `Mật` too, `misread` what OCR makes of capitals."""
    if len(text) > LONGEST:
        return None
    line = _EDGE.sub("", clean(text))
    until = _UNTIL.search(line)
    line = line[: until.start()] if until else line
    folded = fold(line)
    said = _LABEL.sub("", folded)
    if not line or not line[0].isupper() or not (any_case or until or said != folded or line.isupper()):
        return None
    said = _URGENT.sub("", said)
    said = (_KIND.sub("", said) if line.isupper() else said).replace(" ", "")
    return _LEVELS.get(said) or (_misread(said) if misread and line.isupper() else None)


def level_at_edge(text: str) -> Level | None:
    """The degree in a running head or foot, which may have a page number beside it."""
    return level_of(_PAGE_NUMBER.sub("", text.strip()), any_case=True)


def level_stamped(text: str) -> Level | None:
    """The degree in a stamp read by itself, of which OCR may have lost more."""
    line = _EDGE.sub("", clean(text))
    folded = fold(line).replace(" ", "")
    found = level_of(line.upper(), misread=True)
    if found:
        return found
    return Level.LOW if _HURT.fullmatch(folded) else _near(unmarked(folded), slips=2)


def level_beside(text: str) -> Level | None:
    """The degree behind a number (`Số: 12/BC-SNV MẬT`), or before what stands in the right column of a letterhead."""
    line = clean(text)
    if Level.LOW not in line:
        return None
    if behind := _BEHIND_NUMBER.match(line):
        return level_of(behind[1])
    before = _BEFORE.match(line)
    return level_of(before[1]) if before and (is_nation(before[2]) or is_dated(before[2])) else None


def level_named(name: str) -> Level | None:
    """The degree that a file's name or a mail's subject has in front or, in capitals, behind a stroke, or in brackets anywhere.

    Nothing without marks: `MAT` is any abbreviation. `Nguyễn Văn Mật - …` and `Mật độ …` are names and words.
    """
    return level_of(_named(name)[0])


def without_level(name: str) -> str:
    """A name, folded, without the degree that `level_named` finds in it; empty for one that is nothing else."""
    said, rest = _named(name)
    return rest if level_of(said) else fold(name)


def _named(name: str) -> tuple[str, str]:
    """What may be the degree in a name, and what is left of it without."""
    line = _REPLY.sub("", clean(name))
    folded = fold(line)
    if found := _BRACKETED.search(folded) or (_LEADING.match(folded) if line[:1].isupper() else None):
        return found[1].upper(), f"{folded[: found.start()]} {folded[found.end() :]}".strip()
    if capitals := _LEADING_CAPITALS.match(line):
        return capitals[1], fold(line[capitals.end() :])
    behind = _TRAILING.search(line)
    if behind and fold(behind[1]) not in _WORDS_OF_TWO:
        return behind[2], fold(line[: behind.end(1)])
    return line, ""


def is_nation(text: str) -> bool:
    """Whether a line holds the nation's or the Party's words."""
    return bool(_NATION.search(unmarked(fold(text))))


def is_dated(text: str) -> bool:
    """Whether a line holds a letterhead's date."""
    return bool(_DATE.search(fold(text)))


def is_of_letterhead(text: str) -> bool:
    """Whether a line is one of those that only letterheads have."""
    return is_nation(text) or is_dated(text) or bool(_NUMBER.match(fold(text)))


def _misread(said: str) -> Level | None:
    plain = unmarked(said)
    if framed := _FRAMED.fullmatch(plain):
        return _UNMARKED[framed[1]]
    return _near(plain, slips=1)


def _near(plain: str, *, slips: int) -> Level | None:
    """The degree of two words that a text is but for so many letters."""
    known = ((OSA.distance(plain, word), level) for word, level in _UNMARKED.items() if len(word) >= _LONG)
    distance, level = min(known)
    return level if distance <= slips else None

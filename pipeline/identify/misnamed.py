"""Where a report speaks as another unit of the roster than the one it is from: a name left standing in copied text.

Only places where a unit names itself: the letterhead, the opening and the closing sentence, the signature, and a Party body
or board as the one who acts. Whom a report worked with, wrote to or asks something of is named in any other place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import chain

from pipeline.identify.bodies import kind_of
from pipeline.identify.clues import CLOSING_BLOCKS, SIGNED
from pipeline.identify.names import BODIES, plain, without_body
from pipeline.identify.paper import read_head, signed_for
from pipeline.identify.paper.head import HEAD_BLOCKS
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.likeness import Misnamed, Spot
from pipeline.model.paper import Paper
from pipeline.text.fold import fold

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
_LEAD = re.compile(r"^[-+*•–\s]+|^\(?\w{1,3}[.)]\s+")
_BOARD = r"(?:ban chỉ đạo|bcđ)(?: (?:thực hiện )?(?:quy chế dân chủ|qcdc|dân chủ|quy chế)(?: (?:ở|tại) cơ sở| cơ sở)?)?(?: của)?"
_ACTOR = re.compile(rf"^(?:{'|'.join((*map(fold, BODIES), fold(_BOARD)))})(?: của)? (?=\S)")
# The name of the province may stand behind that of a unit: two or three words.
_ACTS = re.compile(
    rf"^(?:tỉnh (?:(?:\w+ ){{2,3}})?)?(?:{fold('đã|luôn|hiện có|có|gồm|thường xuyên|nghiêm túc|tiếp tục|xác định|chỉ đạo|lãnh đạo|tổ chức|ban hành|xây dựng|triển khai|quán triệt|kịp thời|chủ động')})\b"
)
# What a body does with others or for them, which a report tells of them: `đã về kiểm tra`, `đã phối hợp tập huấn`.
_WITH_OTHERS = re.compile(
    rf"(?:{fold('đã|luôn|thường xuyên|tiếp tục|kịp thời|chủ động')})(?: (?:{fold('luôn|thường xuyên|kịp thời|chủ động|tích cực|trực tiếp')}))*"
    rf" (?:{fold('về|đến|cùng|phối hợp|giúp|hỗ trợ|chia sẻ|trao đổi|tạo điều kiện|tham gia|cử|mời|tặng|phê duyệt|chấp thuận|đồng ý')}"
    rf"|{fold('có')} (?:\w+ )?(?:{fold('cách làm|kinh nghiệm|mô hình')}))\b"
)
_CLOSING = re.compile(rf"^{fold('trên đây là')} (?P<what>.*?)\b(?:{fold('của|tại')}) (?P<who>.+)$")
# Of a closing sentence: whose paper the report follows, not whose report it is.
_FOLLOWED = re.compile(
    rf"\b{fold('theo')}\b|\b(?:{fold('hướng dẫn|yêu cầu|chỉ đạo|kế hoạch|công văn|thông báo|quyết định|chương trình')})"
    rf"(?: (?:{fold('số|ngày')}) [^,;]*)? $"
)
# `…; Sở Y tế tổ chức sơ kết và báo cáo kết quả như sau:`: who reports stands in front of it, with no other clause between.
_CLAUSE = re.compile(r"(?:^|[,;:.])\s*(?=[^\s,;:.])")
_REPORTS = re.compile(r"(?!báo cáo\b)[^,;:.]*(?:,\s*)?\bbáo cáo\b", re.IGNORECASE)
_FOLLOWS = fold("như sau")
_MAY_ACT = re.compile(
    r"[\W\d]*(?:\w[.)]\s*)?(?:đảng|chi|ban|bch|bcđ)\b", re.IGNORECASE
)  # what no actor is without
_MAY_CLOSE = re.compile(r"\W*trên đây", re.IGNORECASE)
_SHOWN = 160  # characters of a sentence: names and verbs of subjects stand in its first half


def misnamed(
    document: Document, paper: Paper, unit: str, roster: Roster, gone: Container[str] = frozenset()
) -> tuple[Misnamed, ...]:
    """The places, each unit named once for each kind of place; superiors and parts of the unit are not others.

    `paper` is the document taken apart. Of units that are `gone`, whose work others went on with, a report may say what they did.
    """
    kin = {unit, *roster.kin.get(unit, frozenset())}
    found: dict[tuple[str, Spot], Misnamed] = {}
    named = chain(
        _heads(document, roster),
        _openings(document, roster),
        _signing(document, paper, roster),
        _closings(document, roster),
        _acting(document, roster),
    )
    for one in named:
        opening = found.get((one.unit, Spot.OPENING))
        spoken_of = one.where is Spot.TEXT and (
            one.unit in gone or (opening and opening.text in one.text) or _speaks_of_itself(one, unit, roster)
        )
        if one.unit not in kin and not spoken_of:
            found.setdefault((one.unit, one.where), one)
    return tuple(found.values())


def _speaks_of_itself(one: Misnamed, unit: str, roster: Roster) -> bool:
    """Whether a sentence names the unit's own kind beside another's: `Đảng uỷ Sở Y tế đã ban hành …, Trung tâm xây dựng …`."""
    own, other = (kind_of(without_body(plain(roster.units[code].name))) for code in (unit, one.unit))
    said = plain(one.text)
    return bool(own) and own != other and re.search(rf"\b{own}\b", said) is not None


def _heads(document: Document, roster: Roster) -> Iterator[Misnamed]:
    """The letterhead, to the letter."""
    issuer = roster.letterheads.read(read_head(document).issuers).issuer
    if (
        issuer is not None
        and issuer.closeness is Closeness.EXACT
        and not issuer.acting
        and len(issuer.units) == 1
    ):
        yield Misnamed(unit=next(iter(issuer.units)), where=Spot.LETTERHEAD, text=issuer.words, page=1)


def _openings(document: Document, roster: Roster) -> Iterator[Misnamed]:
    """The sentence that the report begins with, where a unit's name is its last subject."""
    for block in document.blocks[:HEAD_BLOCKS]:
        text = unicodedata.normalize("NFC", block.text)
        if not fold(text).rstrip(":. ").endswith(_FOLLOWS):
            continue
        clauses = [text[found.end() :] for found in _CLAUSE.finditer(text)]
        reporting = next(filter(_REPORTS.match, reversed(clauses)), "")
        if unit := _subject(plain(reporting), roster):
            yield Misnamed(unit=unit, where=Spot.OPENING, text=reporting[:_SHOWN], page=block.page)


def _subject(words: str, roster: Roster) -> str:
    """The unit that plain words begin with, itself or behind its Party body or board; empty for none."""
    actor = _ACTOR.match(words)
    return _first(words, roster) or (_first(words[actor.end() :], roster) if actor else "")


def _signing(document: Document, paper: Paper, roster: Roster) -> Iterator[Misnamed]:
    """Who signs: `T/M ĐẢNG UỶ …`, `KT. GIÁM ĐỐC SỞ …`."""
    for text, page in _signatures(document, paper):
        match = roster.spellings.exact(signed_for(text))
        if match is not None and len(match.units) == 1:
            yield Misnamed(unit=next(iter(match.units)), where=Spot.SIGNATURE, text=text, page=page)


def _closings(document: Document, roster: Roster) -> Iterator[Misnamed]:
    """The closing sentence: `Trên đây là báo cáo … của …`."""
    for block in document.blocks[-CLOSING_BLOCKS:]:
        for sentence in _sentences(block):
            closing = _CLOSING.match(fold(sentence)) if _MAY_CLOSE.match(sentence) else None
            if not closing or _FOLLOWED.search(closing["what"]):
                continue
            if unit := _subject(plain(closing["who"]), roster):
                yield Misnamed(unit=unit, where=Spot.CLOSING, text=sentence[:_SHOWN], page=block.page)


def _signatures(document: Document, paper: Paper) -> Iterator[tuple[str, int | None]]:
    """Lines of authority and post with their pages; of a paper without a title, what it signs `T/M` at its end."""
    yield from ((part.text, part.page) for part in paper.signature)
    for block in document.blocks[-CLOSING_BLOCKS:]:
        if SIGNED.match(fold(block.text[:_SHOWN])):
            yield block.text[:_SHOWN], block.page


def _acting(document: Document, roster: Roster) -> Iterator[Misnamed]:
    """Sentences whose subject is a Party body or board of a unit: `Đảng uỷ Sở Y tế đã ban hành …`."""
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        for sentence in _sentences(block):
            told = plain(_LEAD.sub("", sentence)[:_SHOWN]) if _MAY_ACT.match(sentence) else ""
            if (actor := _ACTOR.match(told)) and (unit := _first(told[actor.end() :], roster, acts=True)):
                yield Misnamed(unit=unit, where=Spot.TEXT, text=sentence.strip()[:_SHOWN], page=block.page)


def _sentences(block: Block) -> list[str]:
    return _SENTENCE.split(unicodedata.normalize("NFC", block.text))


def _first(words: str, roster: Roster, *, acts: bool = False) -> str:
    """The unit that plain words begin with the name of; empty for none. `acts`: what follows must say what it does."""
    named = roster.names.beginning(words)
    if named is None:
        return ""
    rest = words.removeprefix(named.words).strip()
    return "" if acts and (not _ACTS.match(rest) or _WITH_OTHERS.search(rest)) else named.unit

"""Where a report speaks as another unit of the roster than the one it is from: a name left standing in copied text.

Only places where a unit names itself: the letterhead, the signature, the closing sentence, and a Party body or board as the
one who acts. Whom a report worked with, wrote to or asks something of is named in any other place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.identify.clues import CLOSING_BLOCKS, SIGNED
from pipeline.identify.names import BODIES, plain
from pipeline.identify.paper import read_head
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.likeness import Misnamed, Spot
from pipeline.text.fold import fold

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
_LEAD = re.compile(r"^[-+*•–\s]+|^\(?\w{1,3}[.)]\s+")
_BOARD = r"(?:ban chỉ đạo|bcđ)(?: (?:thực hiện )?(?:quy chế dân chủ|qcdc|dân chủ|quy chế)(?: (?:ở|tại) cơ sở| cơ sở)?)?(?: của)?"
_ACTOR = re.compile(rf"^(?:{'|'.join((*map(fold, BODIES), fold(_BOARD)))})(?: của)? (?=\S)")
# The name of the province may stand behind that of a unit: two or three words.
_ACTS = re.compile(
    rf"^(?:tỉnh (?:(?:\w+ ){{2,3}})?)?(?:{fold('đã|luôn|hiện có|có|gồm|thường xuyên|nghiêm túc|tiếp tục|xác định|chỉ đạo|lãnh đạo|tổ chức|ban hành|xây dựng|triển khai|quán triệt|kịp thời|chủ động')})\b"
)
_CLOSING = re.compile(rf"^{fold('trên đây là')} .*?\b(?:{fold('của|tại')}) (?P<who>.+)$")
_MAY_ACT = re.compile(
    r"[\W\d]*(?:\w[.)]\s*)?(?:đảng|chi|ban|bch|bcđ)\b", re.IGNORECASE
)  # what no actor is without
_MAY_CLOSE = re.compile(r"\W*trên đây", re.IGNORECASE)
_SHOWN = 160  # characters of a sentence: names and verbs of subjects stand in its first half


def misnamed(document: Document, unit: str, roster: Roster) -> tuple[Misnamed, ...]:
    """The places, each unit named once for each kind of place; superiors and parts of the unit are not others."""
    kin = {unit, *roster.kin.get(unit, frozenset())}
    found: dict[tuple[str, Spot], Misnamed] = {}
    for one in (*_heads(document, roster), *_ends(document, roster), *_acting(document, roster)):
        if one.unit not in kin:
            found.setdefault((one.unit, one.where), one)
    return tuple(found.values())


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


def _ends(document: Document, roster: Roster) -> Iterator[Misnamed]:
    """The closing sentence (`Trên đây là báo cáo … của …`) and who signs (`T/M ĐẢNG UỶ …`)."""
    for block in document.blocks[-CLOSING_BLOCKS:]:
        if signed := SIGNED.match(fold(block.text[:_SHOWN])):
            match = roster.spellings.exact(signed[1])
            if match is not None and len(match.units) == 1:
                yield Misnamed(
                    unit=next(iter(match.units)), where=Spot.SIGNATURE, text=block.text[:_SHOWN], page=block.page
                )  # fmt: skip
        for sentence in _sentences(block):
            closing = _CLOSING.match(fold(sentence)) if _MAY_CLOSE.match(sentence) else None
            if closing and (unit := _first(plain(closing["who"]), roster)):
                yield Misnamed(unit=unit, where=Spot.CLOSING, text=sentence[:_SHOWN], page=block.page)


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
    return "" if acts and not _ACTS.match(rest) else named.unit

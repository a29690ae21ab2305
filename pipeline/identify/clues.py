"""Gathers the clues at a unit: each an independent place where a unit may be named, with its weight.

A weight is how often such a clue alone names the right unit, set from what is known of real mail: offices write from
a superior's or a private address, file names are reused from a neighbour, but a letterhead is the paper's own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.identify import forwards
from pipeline.identify.letterhead import Letterhead
from pipeline.identify.names import Mention
from pipeline.identify.paper import Head
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from pipeline.model.document import Document
from pipeline.model.mail import Envelope, Message
from pipeline.model.submission import Clue
from pipeline.text.fold import fold

# A letterhead by how well its line is the unit's name. On the open half of tests/labelled, 100 mails of a trait: to the
# letter 2 967 of 2 967 right, without marks 254 of 254, short 40 of 40, hurt 276 of 276; nearly the name 63 of 199.
LETTERHEAD = {
    Closeness.EXACT: 0.99, Closeness.UNMARKED: 0.97, Closeness.SHORT: 0.95, Closeness.HURT: 0.95, Closeness.NEAR: 0.50,
}  # fmt: skip
ACTED_FOR = 0.93  # at most, where a part of the unit or a body inside it is named in its place
PARENT_LINE = 0.30  # the upper line of a letterhead names the superior more often than the issuer
BESIDE = 0.50  # the letterhead of a letter beside the report may be that of the office that passes it on
ADDRESS = 0.75  # a roster address; superiors' secretariats forward for their parts
FORWARDER = 0.20  # the address of who passes on another unit's mail
FORGED = 0.10  # an address that the receiving server found not to be the sender's: a hint that no decision can rest on
FORWARDED_ADDRESS = 0.50
DOMAIN = 0.50  # another address at a host that only one unit uses
LOOK = 0.40  # an address made like the unit's short name
SYMBOL = 0.50
COMMON_SYMBOL = 0.15  # `VP`, `BTV`: some unit's own symbol, and what offices everywhere put behind the stroke
SUBJECT = 0.55
SENDER_NAME = 0.45
FILE_NAME = 0.40
BODY = 0.40
TEXT = 0.55  # the sentence that says whose report it is
SIGNATURE = 0.50
STAMP = 0.60  # who signed a PDF: a superior's secretariat may have

_BODY_LENGTH = 2000  # characters of a mail's text that can still be the sender's own words
_COMMON_SYMBOLS = frozenset(
    map(fold, ("VP", "BTV", "BCH", "BCĐ", "CB", "ĐU", "UBND", "TH", "TC", "HC", "CĐ", "ĐTN"))
)
_CLAUSE = re.compile(r"[,;:.]")
SIGNED = re.compile(r"^t\s*[/.]?\s*m\s*[./]?\s+(.+)")
_STAMPED = re.compile(
    r"(?:ký bởi|cơ quan)\s*:\s*(.+?)\s*(?=email|cơ quan|ngày ký|thời gian|giờ ký|;|\n|$)", re.IGNORECASE
)


def message_clues(
    message: Message, roster: Roster, paths: tuple[str, ...] = (), *, forged: bool = False
) -> Iterator[Clue]:
    """Clues in the mail itself: sender, subject, text, names of its files, mails passed on in it.

    `paths` are the files that may be the report: it matters which mail they hang on. `forged` says that the sender's
    address is not to be believed.
    """
    words = forwards.part(message)
    origin = forwards.bearer(message, paths) or words.quoted
    passed_on = origin is not None and _names_another(origin, message.envelope, roster)
    weight = FORGED if forged else FORWARDER if passed_on else ADDRESS
    yield from _sender_clues(message.envelope, roster, "sender", weight)
    yield from _spread("subject", SUBJECT, roster.names.mentions(message.envelope.subject))
    yield from _spread("body", BODY, roster.names.mentions(words.own[:_BODY_LENGTH]))
    for envelope in (*message.forwarded, *((words.quoted,) if words.quoted else ())):
        weight = ADDRESS if envelope is origin else FORWARDED_ADDRESS
        if origin is None and _names_another(envelope, message.envelope, roster):
            weight = FORWARDER  # the file hangs on the outer mail: the inner one is what it answers
        yield from _sender_clues(envelope, roster, "forwarded sender", weight)
        if weight > FORWARDER:
            yield from _spread("forwarded subject", SUBJECT, roster.names.mentions(envelope.subject))
    for file in message.files:
        if not file.body:
            stem = file.name.rpartition(".")[0] or file.name
            yield from _spread("file name", FILE_NAME, roster.names.mentions_bare(stem))


def _names_another(inner: Envelope, outer: Envelope, roster: Roster) -> bool:
    """Whether two mails come from two units of the roster."""
    units = [roster.by_address(found.sender) or roster.by_host(found.sender) for found in (inner, outer)]
    return all(units) and units[0] != units[1]


def _sender_clues(envelope: Envelope, roster: Roster, source: str, weight: float) -> Iterator[Clue]:
    address = envelope.sender
    share = weight / ADDRESS
    if unit := roster.by_address(address):
        yield Clue(source=source, unit=unit, weight=weight, evidence=address)
    elif unit := roster.by_host(address):
        yield Clue(source="sender host", unit=unit, weight=DOMAIN * share, evidence=address)
    elif unit := roster.by_look(address):
        yield Clue(source="sender address", unit=unit, weight=LOOK * share, evidence=address)
    yield from _spread("sender name", SENDER_NAME * share, roster.names.mentions(envelope.sender_name))


def paper_clues(paper: Head, head: Letterhead, document: Document, roster: Roster) -> Iterator[Clue]:
    """Clues in the paper that counts: letterhead, number symbol, the sentences that say whose it is, who signed."""
    yield from letterhead_clues(head)
    if unit := roster.by_symbol(paper.symbol):
        common = fold(paper.symbol.replace("/", "-").rpartition("-")[2]) in _COMMON_SYMBOLS
        yield Clue(
            source="symbol", unit=unit, weight=COMMON_SYMBOL if common else SYMBOL, evidence=paper.symbol
        )
    yield from _spread("text", TEXT, tuple(_own_sentences(paper, document, roster)))
    yield from _signed(document, roster)


def letterhead_clues(head: Letterhead, most: float = 1.0) -> Iterator[Clue]:
    """The issuer, and weakly the units on the lines above; no clue weighs more than `most`."""
    if (issuer := head.issuer) is not None:
        weight = min(LETTERHEAD[issuer.closeness], ACTED_FOR if issuer.acting else 1.0, most)
        for unit in sorted(issuer.units):
            yield Clue(source="letterhead", unit=unit, weight=weight, evidence=issuer.words)
    for unit, line in head.above:
        yield Clue(source="letterhead", unit=unit, weight=min(PARENT_LINE, most), evidence=line)


def _own_sentences(paper: Head, document: Document, roster: Roster) -> Iterator[Mention]:
    """Who is named as the reporter: `Sở Y tế báo cáo …` at the beginning, `… báo cáo của Sở Y tế` at the end.

    Others are named too, as authors of what is carried out and as recipients.
    """
    for clause in _CLAUSE.split(paper.opening):
        before, found, _ = fold(clause).partition("báo cáo")
        if found and not before.strip().startswith(("thực hiện", "căn cứ", "theo", "kính gửi")):
            yield from roster.names.mentions(before)
    for block in document.blocks[-CLOSING_BLOCKS:]:
        _, found, after = fold(block.text).partition("báo cáo")
        if found and fold(block.text).startswith("trên đây"):
            yield from roster.names.mentions(after)


def _signed(document: Document, roster: Roster) -> Iterator[Clue]:
    """Whose name stands over the signature (`T/M ĐẢNG UỶ SỞ Y TẾ`), and in the stamps of signed PDFs."""
    for block in document.blocks[-CLOSING_BLOCKS:]:
        signed = SIGNED.match(fold(block.text))
        stamped = _STAMPED.findall(block.text)
        for words, weight, source in (
            (signed[1] if signed else "", SIGNATURE, "signature"),
            *((s, STAMP, "stamp") for s in stamped),
        ):
            match = roster.spellings.exact(words) if words else None
            if match is not None and len(match.units) == 1:
                yield Clue(source=source, unit=next(iter(match.units)), weight=weight, evidence=words)


CLOSING_BLOCKS = 16  # the closing sentence, the recipients and the signature stand within the last blocks


def _spread(source: str, weight: float, mentions: tuple[Mention, ...]) -> Iterator[Clue]:
    """One clue per unit named; naming several weakens each."""
    units = dict.fromkeys(mention.unit for mention in mentions)
    evidence = {mention.unit: mention.words for mention in reversed(mentions)}
    for unit in units:
        yield Clue(source=source, unit=unit, weight=weight / len(units), evidence=evidence[unit])

"""Gathers the clues at a unit: each an independent place where a unit may be named, with its weight.

A weight is how often such a clue alone names the right unit, set from what is known of real mail: offices write from
a superior's or a private address, file names are reused from a neighbour, but a letterhead is the paper's own word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.identify.names import Mention, NameIndex, plain
from pipeline.identify.paper import Paper, symbol_parts
from pipeline.model.campaign import Unit
from pipeline.model.mail import Envelope, Message
from pipeline.model.submission import Clue
from pipeline.text.fold import fold

LETTERHEAD = 0.95
LETTERHEAD_CLOSE = 0.80  # nearly the name: a typo, a lost mark
EXACT = 100.0  # closeness of a line that is a roster name to the letter
PARENT_LINE = 0.30  # the upper line of a letterhead names the superior more often than the issuer
ADDRESS = 0.75  # a roster address; superiors' secretariats forward for their parts
FORWARDED_ADDRESS = 0.50
DOMAIN = 0.50  # another address at a host that only one unit uses
SYMBOL = 0.50
SUBJECT = 0.55
SENDER_NAME = 0.45
FILE_NAME = 0.40
BODY = 0.40
TEXT = 0.40  # the paper's opening or closing sentence

_BODY_LENGTH = 2000  # characters of a mail's text that can still be the sender's own words
_BOARD = plain("ban chỉ đạo")


class Roster:
    """The units, prepared for looking clues up."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self.names = NameIndex(self.units.values())
        self._addresses = {
            address.lower(): unit.code for unit in self.units.values() for address in unit.emails
        }
        self._symbols = _owners(
            (fold(symbol), unit.code) for unit in self.units.values() for symbol in unit.symbols
        )
        self._hosts = _owners((address.rpartition("@")[2], unit) for address, unit in self._addresses.items())

    def by_address(self, address: str) -> str:
        """The unit that an address is listed for, or empty."""
        return self._addresses.get(address.lower(), "")

    def by_host(self, address: str) -> str:
        """The only unit with addresses at this host, or empty."""
        return self._hosts.get(address.lower().rpartition("@")[2], "")

    def by_symbol(self, symbol: str) -> str:
        """The unit whose symbol stands in a number (`89-BC/SNV`), or empty."""
        found = {self._symbols[fold(part)] for part in symbol_parts(symbol) if fold(part) in self._symbols}
        return next(iter(found)) if len(found) == 1 else ""


def _owners(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for key, unit in pairs:
        seen.setdefault(key, set()).add(unit)
    return {key: next(iter(units)) for key, units in seen.items() if len(units) == 1}


def message_clues(message: Message, roster: Roster) -> Iterator[Clue]:
    """Clues in the mail itself: sender, subject, text, names of its files, mails forwarded in it."""
    yield from _sender_clues(message.envelope, roster, ADDRESS, "sender")
    yield from _spread("subject", SUBJECT, roster.names.mentions(message.envelope.subject))
    yield from _spread("body", BODY, roster.names.mentions(message.text[:_BODY_LENGTH]))
    for envelope in message.forwarded:
        yield from _sender_clues(envelope, roster, FORWARDED_ADDRESS, "forwarded sender")
        yield from _spread("forwarded subject", SUBJECT, roster.names.mentions(envelope.subject))
    for file in message.files:
        if not file.body:
            stem = file.name.rpartition(".")[0] or file.name
            yield from _spread("file name", FILE_NAME, roster.names.mentions_bare(stem))


def _sender_clues(envelope: Envelope, roster: Roster, weight: float, source: str) -> Iterator[Clue]:
    if unit := roster.by_address(envelope.sender):
        yield Clue(source=source, unit=unit, weight=weight, evidence=envelope.sender)
    elif unit := roster.by_host(envelope.sender):
        yield Clue(source="sender host", unit=unit, weight=DOMAIN, evidence=envelope.sender)
    yield from _spread("sender name", SENDER_NAME, roster.names.mentions(envelope.sender_name))


def paper_clues(paper: Paper, closing: str, roster: Roster) -> Iterator[Clue]:
    """Clues in a paper: letterhead, number symbol, opening and closing sentences."""
    yield from _letterhead_clues(paper.issuers, roster)
    if unit := roster.by_symbol(paper.symbol):
        yield Clue(source="symbol", unit=unit, weight=SYMBOL, evidence=paper.symbol)
    yield from _spread("text", TEXT, roster.names.mentions(f"{paper.opening} {closing}"))


def _letterhead_clues(issuers: tuple[str, ...], roster: Roster) -> Iterator[Clue]:
    """The lowest line that names a unit is the issuer; a line above it is its superior."""
    lines = [line for line in issuers if not plain(line).startswith(_BOARD)]
    for depth, line in enumerate(reversed(lines)):
        found = roster.names.whole(line)
        if found is None:
            continue
        unit, close = found
        weight = PARENT_LINE if depth else LETTERHEAD if close >= EXACT else LETTERHEAD_CLOSE
        yield Clue(source="letterhead", unit=unit, weight=weight, evidence=line)


def unknown_issuer(paper: Paper, roster: Roster, known: frozenset[str]) -> str:
    """The letterhead's issuer when no unit is named in it and it is none of the `known` superior bodies."""
    lines = [line for line in paper.issuers if not plain(line).startswith(_BOARD)]
    if not paper.symbol or not lines or any(map(roster.names.whole, lines)):
        return ""
    strange = [line for line in lines if plain(line) not in known and not roster.names.mentions(line)]
    return strange[-1] if strange and strange[-1] == lines[-1] else ""


def _spread(source: str, weight: float, mentions: tuple[Mention, ...]) -> Iterator[Clue]:
    """One clue per unit named; naming several weakens each."""
    units = dict.fromkeys(mention.unit for mention in mentions)
    evidence = {mention.unit: mention.words for mention in reversed(mentions)}
    for unit in units:
        yield Clue(source=source, unit=unit, weight=weight / len(units), evidence=evidence[unit])

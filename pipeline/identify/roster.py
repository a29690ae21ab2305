"""The units of a campaign, prepared for looking clues up: by name, address, host, symbol, or the looks of an address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.identify.letterhead import Reader
from pipeline.identify.names import NameIndex, plain, without_body
from pipeline.identify.paper import symbol_parts
from pipeline.identify.spellings import Spellings
from pipeline.model.campaign import Unit, kin
from pipeline.text.fold import bare, fold, unmarked

_PIECES = re.compile(r"[\W\d_]+")
_LEAST_LETTERS = 4  # shorter pieces of an address are anybody's: `vt`, `bdt`, `van`


class Roster:
    """All units. `superiors` are plain names of bodies above them; `agency` is who asked for the reports."""

    def __init__(self, units: Iterable[Unit], agency: str = "") -> None:
        self.units = {unit.code: unit for unit in units}
        everyone = self.units.values()
        self.names = NameIndex(everyone)
        self.spellings = Spellings(everyone, agency)
        self.kin = kin(everyone)
        self.parents = {unit.code: unit.parent for unit in everyone}
        above = {without_body(plain(name)) for name in (agency, *self.parents.values())} - {""}
        self.letterheads = Reader(self.spellings, self.names, self.parents, frozenset(above))
        self._addresses = {address.lower(): unit.code for unit in everyone for address in unit.emails}
        self._symbols = _owners((fold(symbol), unit.code) for unit in everyone for symbol in unit.symbols)
        self._hosts = _owners((address.rpartition("@")[2], unit) for address, unit in self._addresses.items())
        self._known_hosts = {address.rpartition("@")[2] for address in self._addresses}
        self._looks = _owners((look, unit.code) for unit in everyone for look in _looks(unit))

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

    def by_look(self, address: str) -> str:
        """The only unit whose short name is a piece of an address (`vanthu_soyt@…`), or empty.

        The host of several units is that of the one above them: its name tells nothing.
        """
        local, _, host = address.lower().partition("@")
        pieces = _PIECES.split(bare(local if host in self._known_hosts else address))
        found = {self._looks[piece] for piece in pieces if piece in self._looks}
        return next(iter(found)) if len(found) == 1 else ""


def _looks(unit: Unit) -> Iterator[str]:
    """How addresses are made of a unit's name: `soyt`, `ttytdp`, `tinhdoan`, `syt` when it is long enough."""
    for spelling in (unit.name, *unit.aliases):
        tokens = [
            word for word in unmarked(without_body(plain(spelling))).split() if word not in {"va", "tinh"}
        ]
        if not tokens:
            continue
        letters = "".join(word[0] for word in tokens)
        looks = (bare(unit.code), "".join(tokens), letters, tokens[0] + letters[1:])
        yield from (look for look in looks if len(look) >= _LEAST_LETTERS)


def _owners(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for key, unit in pairs:
        seen[key].add(unit)
    return {key: next(iter(units)) for key, units in seen.items() if len(units) == 1}

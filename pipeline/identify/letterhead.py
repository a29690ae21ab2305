"""Reads a letterhead against the roster: who issues the paper, who else is named, or which body off the roster.

From the lowest line up: parts of an office (`VĂN PHÒNG`, `BAN CHỈ ĐẠO …`) are passed over, a name broken over lines is
put together again, and the first body named is the issuer. What stands above it is its superior, or a second issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.identify.bodies import (
    acted_for,
    is_above,
    is_below,
    is_office,
    is_part,
    is_superior,
    kind_of,
    place_of,
)
from pipeline.identify.names import NameIndex, plain, without_body
from pipeline.identify.spellings import Closeness, Match, Spellings
from pipeline.text.fold import fold

_BROKEN_OVER = 3  # lines that one name takes in the narrowest cells seen
_BETWEEN = re.compile(r"\b(?:và|với|cùng|phối hợp)\b|\W|\d")  # what stands between the names of joint issuers
_GOES_ON = re.compile(r"(?:[-,&+]|\bvà|\bvới)\s*$")  # a line that ends so names another issuer on the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The body that a letterhead names: `units` of the roster it may be, how close, and the words.

    `acting` tells that a part of the unit, or a body inside it, is named in its place.
    """

    units: frozenset[str]
    closeness: Closeness
    words: str
    acting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues a paper; `above` are units named over the issuer, `joint` those who issue it together.

    `stranger` is the line of a body outside the roster where the issuer stands.
    """

    issuer: Issuer | None = None
    above: tuple[tuple[str, str], ...] = ()
    joint: tuple[str, ...] = ()
    stranger: str = ""


class Reader:
    """Reads letterheads against one roster. `parents` are the units' superiors, `superiors` plain names above all."""

    def __init__(
        self, spellings: Spellings, names: NameIndex, parents: Mapping[str, str], superiors: frozenset[str]
    ) -> None:
        self._spellings, self._names = spellings, names
        self._parents, self._superiors = parents, superiors

    def read(self, issuers: Sequence[str]) -> Letterhead:
        """Take the left lines of a letterhead apart, from top to bottom as they stand."""
        lines, acting = [piece for line in issuers for piece in self._parted(line)], False
        while lines:
            if joint := self._joint(lines):
                return Letterhead(joint=joint)
            if (found := self._issuer(lines)) is not None:
                issuer, size = found
                return self._with_lines_above(issuer, lines[:-size], acting=acting)
            if self._is_superior(lines[-1]):
                return Letterhead()
            parts = _parts(lines)
            if not parts and is_office(plain(lines[-1])):
                return Letterhead(stranger=lines[-1], above=tuple(self._named(lines[:-1])))
            acting = acting or parts > 0
            del lines[-max(parts, 1) :]
        return Letterhead()

    def _parted(self, line: str) -> tuple[str, ...]:
        """A line, or two where a superior and the body below it were run together: `TỔNG CỤC THUẾ CỤC THUẾ TỈNH`."""
        tokens = line.split()
        if self._spellings.exact(line) is not None:
            return (line,)
        for place in range(2, len(tokens)):
            above, below = " ".join(tokens[:place]), " ".join(tokens[place:])
            if not (kind_of(plain(below)) or is_part(plain(below))):
                continue
            is_above_it = (
                self._is_superior(above) or is_above(plain(above)) or self._spellings.exact(above) is not None
            )
            if is_above_it and (is_part(plain(below)) or self._spellings.exact(below) is not None):
                return above, below
        return (line,)

    def _is_superior(self, line: str) -> bool:
        name = plain(line)
        return without_body(name) in self._superiors or is_superior(name)

    def _issuer(self, lines: Sequence[str]) -> tuple[Issuer, int] | None:
        """The body named at the lower end, and in how many lines: to the letter first, then hurt, then nearly."""
        windows = [(size, " ".join(lines[-size:])) for size in range(min(_BROKEN_OVER, len(lines)), 0, -1)]
        for size, words in windows:
            if match := self._spellings.exact(words):
                return _made(match, words), size
        for size, words in windows:
            if (match := self._acting(words)) is not None:
                return _made(match, words, acting=True), size
        if (match := self._below_its_office(lines)) is not None:
            return _made(match, f"{lines[-1]} {lines[-2]}"), 1
        if self._is_superior(lines[-1]):
            return None
        loose = [
            (match, size, words)
            for size, words in windows[-self._reach(lines) :]
            if (match := self._spellings.whole(words))
        ]
        if not loose or (_parts(lines) and loose[0][0].closeness is Closeness.NEAR):
            return None
        match, size, words = max(loose, key=lambda found: (found[0].closeness, -found[1]))
        return _made(match, words), size

    def _reach(self, lines: Sequence[str]) -> int:
        """Of how many of the last lines a broken name may consist: a superior, or a name by itself, ends it."""
        above = lines[:-1][-_BROKEN_OVER + 1 :]
        others = (
            self._is_superior(line) or self._spellings.exact(line) is not None for line in reversed(above)
        )
        return 1 + next((place for place, other in enumerate(others) if other), len(above))

    def _acting(self, words: str) -> Match | None:
        """The unit in the line of a body that writes for it."""
        names = acted_for(plain(words))
        found = (
            match
            for look in (self._spellings.exact, self._spellings.whole)
            for match in map(look, names)
            if match
        )
        match = next(found, None)
        return match if match is not None and match.closeness is not Closeness.NEAR else None

    def _below_its_office(self, lines: Sequence[str]) -> Match | None:
        """`TỈNH UỶ PHÚ THỌ / BAN TỔ CHỨC` is the Ban Tổ chức Tỉnh uỷ, `UBND XÃ X / PHÒNG KINH TẾ` the Phòng Kinh tế xã X."""
        if len(lines) == 1:
            return None
        above = plain(" ".join(lines[-1 - _BROKEN_OVER : -1])), plain(lines[-2])
        places = dict.fromkeys((*above, *map(place_of, above)))
        found = (self._spellings.exact(f"{plain(lines[-1])} {place}") for place in places if place)
        return next(filter(None, found), None)

    def _with_lines_above(self, issuer: Issuer, lines: Sequence[str], *, acting: bool) -> Letterhead:
        found = Issuer(
            units=issuer.units, closeness=issuer.closeness, words=issuer.words, acting=acting or issuer.acting
        )
        above = tuple((unit, line) for unit, line in self._named(lines) if unit not in issuer.units)
        if lines and not issuer.acting and issuer.closeness >= Closeness.SHORT:
            nearest = {unit for unit, line in above if line == lines[-1]}
            if nearest and not any(self._is_child(one, nearest, issuer) for one in issuer.units):
                return Letterhead(joint=(*nearest, *issuer.units))
        return Letterhead(issuer=found, above=above)

    def _is_child(self, unit: str, above: set[str], issuer: Issuer) -> bool:
        """By the roster where it tells the superior, or other units below this one; else by the kind of body."""
        parent = self._parents.get(unit, "")
        if parent in self._parents or above & set(self._parents.values()):
            return parent in above
        return is_below(without_body(plain(issuer.words)))

    def _named(self, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
        for line in reversed(lines):
            match = self._spellings.exact(line)
            if match is not None and len(match.units) == 1:
                yield next(iter(match.units)), line

    def _joint(self, lines: Sequence[str]) -> tuple[str, ...]:
        """The units of a line, or of two, that holds several names and nothing else."""
        for size in (1, 2):
            words = " ".join(lines[-size:])
            apart = not any(_GOES_ON.search(fold(line)) for line in lines[-2:-1])
            if size > 1 and apart and self._spellings.exact(lines[-1]):
                return ()  # the line above may be its superior
            units = tuple(dict.fromkeys(mention.unit for mention in self._names.mentions(words)))
            if len(units) > 1 and self._spellings.exact(words) is None and self._is_names_alone(words):
                return units
        return ()

    def _is_names_alone(self, words: str) -> bool:
        rest = plain(words)
        for mention in self._names.mentions(words):
            rest = rest.replace(plain(mention.words), " ")
        return not _BETWEEN.sub("", without_body(rest.strip()))


def _made(match: Match, words: str, *, acting: bool = False) -> Issuer:
    return Issuer(units=match.units, closeness=match.closeness, words=words, acting=acting)


def _parts(lines: Sequence[str]) -> int:
    """How many of the last lines name a part of an office together; none, 0."""
    sizes = range(min(_BROKEN_OVER, len(lines)), 0, -1)
    return next((size for size in sizes if is_part(plain(" ".join(lines[-size:])))), 0)

"""Whether a whole line is the name of a unit: to the letter, or as typists, OCR and narrow cells leave names.

Never guesses between two units: a name that they share, or a line that is near both, names both.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.identify.names import is_code, plain, variants, with_body, without_body
from pipeline.identify.shortened import Shortened
from pipeline.identify.slips import is_slip, keeps_its_marks, letters_of
from pipeline.model.campaign import Unit

# Share of letters wrong up to which a line is nearly a name: a clue that needs another beside it.
_NEAR = 0.25
# The Party bodies of letterheads by their letters, for finding them hurt or without blanks, with their number of words.
_BODIES = {"dangbo": 2, "dangui": 2, "chibo": 2, "chiui": 2, "bchdangbo": 3, "banchaphanhdangbo": 5}
_NOBODY: frozenset[str] = frozenset()
_NATION = " việt nam "  # inside the names of a nation's bodies, written or not: `NGÂN HÀNG NHÀ NƯỚC VIỆT NAM CHI NHÁNH …`
_NUMBER = re.compile(r"\b\d+\b")
_PLACE = re.compile(r"\b(?:tỉnh|thành phố) (\w+(?: \w+){1,3})$")  # at the end of the agency's name


class Closeness(IntEnum):
    """How a line is a name, best last."""

    NEAR = 1
    HURT = 2
    SHORT = 3
    UNMARKED = 4
    EXACT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The units that a line may name: one, or several that share the name."""

    units: frozenset[str]
    closeness: Closeness


class Spellings:
    """All spellings of all units, for looking whole lines up. `agency` tells the province that names may end in.

    Twins are a committee and its cell with one office's name: the body in front tells them apart, or nothing does.
    """

    def __init__(self, units: Iterable[Unit], agency: str = "") -> None:
        province = _PLACE.search(plain(agency))
        self._tails = tuple(
            f" {tail}" for tail in (*((f"tỉnh {province[1]}", province[1]) if province else ()), "tỉnh")
        )
        units = tuple(units)
        self._names = _owned(units)
        codes = ((spelling, unit.code) for unit in units for spelling in unit.aliases if is_code(spelling))
        self._codes = {code: frozenset((unit,)) for code, unit in codes}
        self._twins = _twins(self._names)
        self._tight = _joined((name.replace(" ", ""), who) for name, who in self._names.items())
        letters = {name: letters_of(name) for name in self._names}
        self._bare = _joined((letters[name], who) for name, who in self._names.items())
        self._spelt = {letters[name]: name for name in self._names}
        self._letters = list(self._bare)
        alone = {name: next(iter(who)) for name, who in self._names.items() if len(who) == 1}
        self._shortened = Shortened(alone)

    def whole(self, line: str) -> Match | None:
        """The unit or units that a line names, surely enough to be its letterhead; nearly so with `NEAR`."""
        name = with_body(plain(line))
        return self.exact(line) or self._short(name) or self._hurt(name)

    def exact(self, line: str) -> Match | None:
        """The same for lines whose letters are right, with or without blanks and marks."""
        if owners := self._codes.get(line.strip()):
            return Match(units=owners, closeness=Closeness.EXACT)
        full = with_body(plain(line))
        for name in self._cut(full):
            owners = self._names.get(name) or self._tight.get(name.replace(" ", ""), _NOBODY)
            if owners := self._without_twins(owners, full):
                return Match(units=owners, closeness=Closeness.EXACT)
        return self._without_marks(full)

    def _without_marks(self, full: str) -> Match | None:
        """The units whose name has the letters of a plain line, and no mark less."""
        for form in dict.fromkeys((*self._cut(full), _without_bare_body(letters_of(full)))):
            letters = letters_of(form)
            owners = self._without_twins(self._bare.get(letters, _NOBODY), full)
            if owners and keeps_its_marks(form, self._spelt[letters]):
                return Match(units=owners, closeness=Closeness.UNMARKED)
        return None

    def _cut(self, name: str) -> Iterator[str]:
        """The name, without its body, each without the province behind it."""
        office = without_body(name)
        forms = dict.fromkeys((name, office, _without_hurt_body(name), _without_hurt_body(office)))
        for form in dict.fromkeys((*forms, *(form.replace(_NATION, " ") for form in forms))):
            yield form
            for tail in self._tails:
                if form.endswith(tail) and " " in (cut := form.removesuffix(tail)):
                    yield cut

    def _without_twins(self, owners: frozenset[str], name: str) -> frozenset[str]:
        """The owners but for those whose twin is meant by the body in front."""
        body = _body(name)
        return frozenset(unit for unit in owners if not body or self._twins.get(unit, body) == body)

    def _short(self, name: str) -> Match | None:
        for form in self._cut(name):
            if units := self._shortened.find(form):
                return Match(units=units, closeness=Closeness.SHORT) if len(units) == 1 else None
        return None

    def _hurt(self, name: str) -> Match | None:
        """The unit whose name is near, and by two letters nearer than any other's; else all that are nearly as near."""
        found = sorted(near for form in self._cut(name) for near in self._nearest(form))
        if not found:
            return None
        least = found[0][0]
        near = frozenset().union(
            *(self._bare[letters] for distance, _, letters in found if distance <= least + 1)
        )
        slips = (
            is_slip(form, self._spelt[letters], distance)
            for distance, form, letters in found
            if distance == least
        )
        sure = len(near) == 1 and any(slips)
        return Match(units=near, closeness=Closeness.HURT if sure else Closeness.NEAR)

    def _nearest(self, form: str) -> Iterator[tuple[int, str, str]]:
        """Names that differ from this one in few letters and in no number, as (letters wrong, form, name's letters)."""
        letters, numbers = letters_of(form), _NUMBER.findall(form)
        most = math.ceil(len(letters) * _NEAR)
        found = process.extract(letters, self._letters, scorer=OSA.distance, score_cutoff=most, limit=None)
        for _, distance, place in found:
            other = self._letters[place]
            if _NUMBER.findall(self._spelt[other]) == numbers:
                yield distance, form, other


def _owned(units: Iterable[Unit]) -> dict[str, frozenset[str]]:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units:
        for spelling in (unit.name, *unit.aliases):
            for variant in () if is_code(spelling) else variants(spelling):
                owners[variant].add(unit.code)
                owners[variant.replace(_NATION, " ")].add(unit.code)
    return {name: frozenset(who) for name, who in owners.items()}


def _without_hurt_body(name: str) -> str:
    """The name behind words that are nearly a Party body: `đnảg ủy sở y tế`, `bch đang bộ sở y tế`; else the name."""
    words = name.split()
    for body, size in _BODIES.items():
        if len(words) > size and OSA.distance(letters_of("".join(words[:size])), body) <= 1:
            return " ".join(words[size:])
    return name


def _without_bare_body(letters: str) -> str:
    """The letters behind a Party body's, where blanks stand anywhere: nothing for others, whose marks would be lost."""
    for body in _BODIES:
        if letters.startswith(body):
            return letters.removeprefix(body)
    return ""


def _body(name: str) -> str:
    office = without_body(name)
    return name.removesuffix(office).strip()


def _twins(names: dict[str, frozenset[str]]) -> dict[str, str]:
    """Units that share their office's name with one of another body → the body in front of their own."""
    shared = {unit for name, who in names.items() if len(who) > 1 and not _body(name) for unit in who}
    full = ((next(iter(who)), _body(name)) for name, who in names.items() if len(who) == 1)
    return {unit: body for unit, body in full if body and unit in shared}


def _joined(pairs: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for key, units in pairs:
        found[key] |= units
    return dict(found)

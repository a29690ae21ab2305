"""Finding unit names in running text: every spelling in the roster, as whole words, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.model.campaign import Unit
from pipeline.text.fold import bare, fold, words

# What stands before the name of an office when its Party body writes; longest first.
BODIES = (
    "ban chấp hành đảng bộ", "ban chấp hành", "ban cán sự đảng", "đảng bộ", "đảng ủy", "chi bộ", "chi ủy", "đảng đoàn",
)  # fmt: skip
_FOLDED_BODIES = tuple(fold(body) + " " for body in BODIES)

# A letterhead line this close to a roster name is that name with a typo or a lost mark; lines of other provincial
# bodies of the same kind ("Sở Nội vụ" / "Sở Ngoại vụ" 89, "Cục Thuế tỉnh" / "Cục Thống kê tỉnh" 80) stay below.
CLOSE = 93.0

_CUT_WORDS = 3  # `thanh tra tỉnh` without `tỉnh` is a common word, `cục thống kê tỉnh` is not
_CODE_LENGTH = 9  # capitals up to this length are a code (SLĐTBXH, TTPVHCC), matched by case


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit named in a text, by which words."""

    unit: str
    words: str


def plain(text: str) -> str:
    """A name for comparison: folded words only, `&` read as `và`."""
    return " ".join(words(fold(text.replace("&", " và "))))


def without_body(name: str) -> str:
    """A plain name without the Party body in front (`đảng bộ sở y tế` → `sở y tế`)."""
    for body in _FOLDED_BODIES:
        if name.startswith(body):
            return name.removeprefix(body)
    return name


class NameIndex:
    """All spellings of all units, built once per campaign.

    A spelling that two units share by derivation (a dropped `tỉnh`, a dropped body) names neither.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        owners: defaultdict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, str] = {}
        for unit in units:
            for spelling in (unit.name, *unit.aliases):
                if _is_code(spelling):
                    self._codes[spelling] = unit.code
                else:
                    for variant in _variants(plain(spelling)):
                        owners[variant].add(unit.code)
            if _is_code(unit.code):
                self._codes.setdefault(unit.code, unit.code)
        self._names = {name: next(iter(who)) for name, who in owners.items() if len(who) == 1}
        self._bare = _unique((bare(name), unit) for name, unit in self._names.items())
        self._lengths = _lengths(self._names)
        self._bare_lengths = _lengths(self._bare)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Units named in a text with its marks, longest names first, names inside longer ones left out."""
        found = _scan(plain(text).split(), self._names, self._lengths)
        return (*found, *self._coded(text))

    def mentions_bare(self, text: str) -> tuple[Mention, ...]:
        """The same for file names and other text without marks."""
        found = _scan(bare(plain(text.replace("_", " "))).split(), self._bare, self._bare_lengths)
        return (*found, *self._coded(text))

    def whole(self, line: str) -> tuple[str, float] | None:
        """The unit that a whole line names, and how close (0 to 100): `CHI BỘ SỞ Y TẾ` or nearly so."""
        name = without_body(plain(line))
        if name in self._names:
            return self._names[name], 100.0
        best = process.extractOne(name, self._names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        return (self._names[best[0]], best[1]) if best else None

    def _coded(self, text: str) -> Iterator[Mention]:
        for word in dict.fromkeys(words(text.replace("_", " "))):
            if word in self._codes:
                yield Mention(unit=self._codes[word], words=word)


def _is_code(spelling: str) -> bool:
    return len(spelling) <= _CODE_LENGTH and " " not in spelling and sum(map(str.isupper, spelling)) > 1


def _variants(name: str) -> Iterator[str]:
    """The name, without its Party body, and each without a last `tỉnh` if enough is left; never a single word."""
    for form in dict.fromkeys((name, without_body(name))):
        if " " in form:
            yield form
        cut = form.removesuffix(" tỉnh")
        if cut != form and cut.count(" ") + 1 >= _CUT_WORDS:
            yield cut


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, unit in pairs:
        owners[name].add(unit)
    return {name: next(iter(who)) for name, who in owners.items() if len(who) == 1}


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First word → how many words the names that begin with it have, longest first."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name.partition(" ")[0]].add(name.count(" ") + 1)
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _scan(
    tokens: list[str], names: dict[str, str], lengths: dict[str, tuple[int, ...]]
) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    place = 0
    while place < len(tokens):
        for size in lengths.get(tokens[place], ()):
            name = " ".join(tokens[place : place + size])
            if name in names:
                found.setdefault(names[name], Mention(unit=names[name], words=name))
                place += size - 1
                break
        place += 1
    return tuple(sorted(found.values(), key=lambda mention: -len(mention.words)))

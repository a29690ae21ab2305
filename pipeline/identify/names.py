"""Finding unit names in running text: every spelling in the roster, as whole words, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.identify.bodies import goes_on_lower, is_superior
from pipeline.model.campaign import Unit
from pipeline.text.fold import bare, fold, unmarked, words

# What stands before the name of an office when its Party body writes; longest first.
BODIES = (
    "ban chấp hành đảng bộ", "bch đảng bộ", "ban chấp hành", "ban cán sự đảng", "đảng bộ", "đảng ủy", "chi bộ", "chi ủy",
    "đảng đoàn",
)  # fmt: skip
_FOLDED_BODIES = tuple(fold(body) + " " for body in BODIES)
_CELLS = tuple(fold(body) for body in ("chi bộ", "chi ủy"))

_CUT_WORDS = 3  # `thanh tra tỉnh` without `tỉnh` is a common word, `cục thống kê tỉnh` is not
_CODE_LENGTH = 9  # capitals up to this length are a code (SLĐTBXH, TTPVHCC), matched by case


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit named in a text, by which words."""

    unit: str
    words: str


def plain(text: str) -> str:
    """A name for comparison: folded words only, `&` read as `và`."""
    return " ".join(words(fold(text.replace("&", " và ").replace("_", " "))))


def without_body(name: str) -> str:
    """A plain name without the Party body in front (`đảng bộ sở y tế` → `sở y tế`)."""
    for body in _FOLDED_BODIES:
        if name.startswith(body):
            return name.removeprefix(body)
    return name


def with_body(name: str) -> str:
    """A plain name under the one word for its kind of Party body: `đảng ủy sở y tế` → `đảng bộ sở y tế`."""
    office = without_body(name)
    if office == name:
        return name
    return f"{'chi bộ' if name.startswith(_CELLS) else 'đảng bộ'} {office}"


def has_marks(text: str) -> bool:
    """Whether a text is written with Vietnamese marks."""
    return bare(text) != fold(text)


def variants(spelling: str) -> Iterator[str]:
    """The plain name, without its Party body, and each without a last `tỉnh` if enough is left; never one word.

    Enough is a name of one body: `ủy ban nhân dân` stands over every paper of a State office.
    """
    name = plain(spelling)
    for form in dict.fromkeys((name, with_body(name), without_body(name))):
        if " " in form:
            yield form
        cut = form.removesuffix(" tỉnh")
        if cut != form and cut.count(" ") + 1 >= _CUT_WORDS and not is_superior(without_body(cut)):
            yield cut


def is_code(spelling: str) -> bool:
    """Whether a spelling is a code in capitals, told from a word by its case."""
    return len(spelling) <= _CODE_LENGTH and " " not in spelling and sum(map(str.isupper, spelling)) > 1


class NameIndex:
    """All spellings of all units, built once per campaign.

    A spelling that two units share by derivation (a dropped `tỉnh`, a dropped body) names neither.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        owners: defaultdict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, str] = {}
        for unit in units:
            for spelling in (unit.name, *unit.aliases):
                if is_code(spelling):
                    self._codes[spelling] = unit.code
                else:
                    for variant in variants(spelling):
                        owners[variant].add(unit.code)
            if is_code(unit.code):
                self._codes.setdefault(unit.code, unit.code)
        self._names = {name: next(iter(who)) for name, who in owners.items() if len(who) == 1}
        self._bare = _unique((unmarked(name), unit) for name, unit in self._names.items())
        self._lengths = _lengths(self._names)
        self._bare_lengths = _lengths(self._bare)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Units named in a text, longest names first, names inside longer ones left out; marks lost only throughout."""
        if not has_marks(text):
            return self.mentions_bare(text)
        found = _scan(plain(text).split(), self._names, self._lengths)
        return (*found, *self._coded(text))

    def mentions_bare(self, text: str) -> tuple[Mention, ...]:
        """The same for file names and other text without marks."""
        found = _scan(unmarked(plain(text)).split(), self._bare, self._bare_lengths)
        return (*found, *self._coded(text))

    def beginning(self, name: str) -> Mention | None:
        """The unit whose name, or whose office's, plain words begin with; the longest name counts."""
        tokens = name.split()
        for start in dict.fromkeys((0, len(tokens) - len(without_body(name).split()))):
            for size in self._lengths.get(tokens[start], ()) if tokens else ():
                words_ = " ".join(tokens[start : start + size])
                if words_ in self._names and not goes_on_lower(
                    " ".join(tokens[start + size : start + size + 2])
                ):
                    return Mention(unit=self._names[words_], words=" ".join(tokens[: start + size]))
        return None

    def _coded(self, text: str) -> Iterator[Mention]:
        for word in dict.fromkeys(words(text.replace("_", " "))):
            if word in self._codes:
                yield Mention(unit=self._codes[word], words=word)


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
                if not goes_on_lower(" ".join(tokens[place + size : place + size + 2])):
                    found.setdefault(names[name], Mention(unit=names[name], words=name))
                place += size - 1
                break
        place += 1
    return tuple(sorted(found.values(), key=lambda mention: -len(mention.words)))

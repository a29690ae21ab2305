"""Names with words written short, in the line or in the roster: `BV PHỤC HỒI CHỨC NĂNG`, `Trường THCS Lê Lợi`.

Found by the first letters of all words. A word stands for itself or, where it could be an abbreviation, for as many
words as it has letters. Nothing is guessed: the letters, and the words that both write out, must be those of one name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product

from pipeline.text import legacy_syllables
from pipeline.text.fold import unmarked

_LEFT_OUT = frozenset(("va", "cac", "cua"))
_LONGEST = 8  # letters of an abbreviation: `KHCNMTNT`
_SHORT_WORD = 3  # a word of so few letters may be an abbreviation though it is a word: `DA`, `LAN`
_LEAST = 3  # letters altogether: two fit too much
_READINGS = 64  # ways to read one line; a name in capitals with six doubtful words has as many

# The first letter, unmarked but for the bar of a đ, and the word, empty where only the letter is written.
_Word = tuple[str, str]


class Shortened:
    """Roster names by the first letters of their words."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._units = names
        self._by_initials: defaultdict[str, list[tuple[tuple[_Word, ...], str]]] = defaultdict(list)
        for name in names:
            words = _expanded(_tokens(name), [not _is_syllable(word) for word in _tokens(name)])
            self._by_initials[_initials(words)].append((words, name))

    def find(self, line: str) -> frozenset[str]:
        """The units whose name a plain line may be, with at least one word written short in one of the two.

        Not a unit that has a name of the same letters with other words: `MẶT TRẬN TRUNG …` is no `MTTQ`.
        """
        tokens = _tokens(line)
        found: set[str] = set()
        for reading in islice(_readings(tokens), _READINGS):
            fits, conflicts = self._compared(_expanded(tokens, reading))
            found |= fits - conflicts
        return frozenset(found)

    def _compared(self, line: tuple[_Word, ...]) -> tuple[set[str], set[str]]:
        """Units with a name that the line may be, and those with one that differs in a word."""
        letters = _initials(line)
        named = self._by_initials.get(letters, []) if len(letters) >= _LEAST else []
        units: dict[bool, set[str]] = {True: set(), False: set()}
        for words, name in named:
            pairs = zip(line, words, strict=True)
            fits = all(map(_agree, *zip(*pairs, strict=True)))
            units[fits].add(self._units[name])
        return units[True], units[False]


def _agree(one: _Word, other: _Word) -> bool:
    """Whether a word of the line may be one of the name: `ĐT` is no `dân tộc`, `DT` may be `đầu tư` without its bar."""
    return (one[0] != "đ" or other[0] == "đ") and (
        one[1] in {other[1], _bare(other[1])} or not one[1] or not other[1]
    )


# A roster has six times as many words as different ones.
_bare = lru_cache(maxsize=4096)(unmarked)
_is_syllable = lru_cache(maxsize=4096)(legacy_syllables.is_syllable)


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(word for word in name.split() if _bare(word) not in _LEFT_OUT)


def _readings(tokens: tuple[str, ...]) -> Iterator[tuple[bool, ...]]:
    """For each word whether it is short, in all ways that may be, fewest short ones first."""
    return product(*(_ways(token) for token in tokens))


def _ways(token: str) -> tuple[bool, ...]:
    can_be_short = 1 < len(token) <= _LONGEST
    if not _is_syllable(token):
        return (True, False) if can_be_short else (False,)
    return (False, True) if can_be_short and len(token) <= _SHORT_WORD else (False,)


def _expanded(tokens: tuple[str, ...], short: tuple[bool, ...] | list[bool]) -> tuple[_Word, ...]:
    words: list[_Word] = []
    for token, is_short in zip(tokens, short, strict=True):
        letters = [sign if sign == "đ" else _bare(sign) for sign in token]
        words += [(letter, "") for letter in letters] if is_short else [(letters[0], token)]
    return tuple(words)


def _initials(words: tuple[_Word, ...]) -> str:
    return _bare("".join(letter for letter, _ in words))

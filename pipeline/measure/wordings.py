"""Which indicator a label names: every telling word of a title or alias must be in it, as written or nearly so.

Indicators differ by one word (`đúng hạn`, `quá hạn`), so likeness over the whole line cannot tell them apart: words are
compared one by one, and only a word that is spelt wrongly counts as another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.measure.labels import Word, read_label, words_of
from pipeline.model.indicator import Indicator
from pipeline.text.fold import bare, fold

# How sure a match is, by the worst that it rests on; set by hand so that one slip is no reason to look again and two
# are. Of the shipped wordings (51, 40 times each) spoilt by a script: marks lost all right and sure; one slip 98 %, none wrong,
# 1.7 % not found; two slips 35 %, none sure and wrong, 47 % not found; 26 labels of other things: none taken.
_LOST_MARKS = 0.97  # a word without any marks
_OTHER_MARKS = 0.95  # a word with other marks: `khiêu nại`
_TYPO = 0.93  # one letter wrong, for each such word
_JOINED = 0.95  # blanks are missing: `tiếp côngdân`
_MORE_WORDS = 0.5  # the label says more than the wording: often a part of what is asked for
_TIE = 0.5  # another indicator fits as well

_LONG = 4  # letters of a word in which one may be wrong; shorter ones are soon another word (`đơn`, `đoàn`)
_LONG_LINE = 12  # letters of a line in which one may be wrong, in whatever word
_WORDS_PER_TYPO = 3  # telling words of a wording for each that may be spelt wrongly
_FEWEST = 2  # telling words of a wording that a longer label may contain

_FILLERS = frozenset(map(fold, (
    "số", "tổng", "lượng", "các", "những", "được", "đã", "của", "tại", "trong", "về", "ở", "và", "theo",
)))  # fmt: skip
_BARE_FILLERS = frozenset(map(bare, _FILLERS))
# A label that has one of these and a wording that has not speak of different things.
_TURNING = frozenset(map(fold, ("chưa", "không", "quá", "trễ", "chậm", "muộn", "tỷ", "lệ", "tồn", "còn")))
_BARE_TURNING = frozenset(map(bare, _TURNING)) - {
    bare("quá"),
    bare("còn"),
}  # `qua` and `con` are words as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The indicator that a label names; `whole` says that the label says nothing else."""

    indicator: Indicator
    sure: float
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """A title or alias: its telling words, and `lines` of letters, of all words and of those, run together."""

    indicator: Indicator
    telling: tuple[Word, ...]
    lines: tuple[Word, ...]

    @property
    def typos(self) -> int:
        """How many of its words may be spelt wrongly."""
        return len(self.telling) // _WORDS_PER_TYPO


class Wordings:
    """The titles and aliases of all indicators, prepared once."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self.units = frozenset(
            fold(unit) for one in indicators for unit in (one.unit, *one.unit_aliases) if unit
        )
        self._wordings = [_wording(one, text) for one in indicators for text in (one.title, *one.aliases)]
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for place, wording in enumerate(self._wordings):
            for word in wording.telling:
                self._with[word.bare].append(place)
        self.match = lru_cache(maxsize=4096)(self._match)  # units write the same labels

    def names(self, cell: str) -> bool:
        """Whether a cell says an indicator's name and nothing else, but for what stands in brackets."""
        label = read_label(cell)
        found = (self.match(text) for text in (label.text, label.unbracketed) if text)
        return any(match is not None and match.whole for match in found)

    def _match(self, label: str) -> Match | None:
        """The indicator that a folded label names best, None when it names none."""
        words = words_of(label)
        fits = list(self._fits(words))
        if not any(match.whole for match, _ in fits):
            fits += self._run_together(words)
        ranked = sorted(fits, key=_rank, reverse=True)
        if not ranked:
            return None
        best = ranked[0]
        rival = next((fit for fit in ranked if fit[0].indicator != best[0].indicator), None)
        tied = rival is not None and _rank(rival) == _rank(best)
        return replace(best[0], sure=best[0].sure * (_TIE if tied else 1.0))

    def _fits(self, words: tuple[Word, ...]) -> Iterator[tuple[Match, int]]:
        """Each match with the number of words that it covers."""
        shared = Counter(
            place for word in {word.bare for word in words} for place in self._with.get(word, ())
        )
        for place, count in shared.items():
            wording = self._wordings[place]
            if count >= len(wording.telling) - wording.typos and (match := _fit(wording, words)):
                yield match, len(wording.telling)

    def _run_together(self, words: tuple[Word, ...]) -> Iterator[tuple[Match, int]]:
        """Matches of the whole line but for one letter or blanks: a slip in a short word, words that touch."""
        lines = _lines(words)
        for wording in self._wordings:
            slips = min(_slips(other, one) for one in lines for other in wording.lines)
            if slips <= 1:
                match = Match(indicator=wording.indicator, sure=_TYPO if slips else _JOINED)
                yield match, len(wording.telling)


def _wording(indicator: Indicator, text: str) -> _Wording:
    words = words_of(fold(text))
    return _Wording(indicator=indicator, telling=_telling(words), lines=_lines(words))


def _lines(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(
        Word(folded="".join(word.folded for word in some), bare="".join(word.bare for word in some))
        for some in dict.fromkeys((words, _telling(words)))
    )


def _slips(line: Word, other: Word) -> int:
    """0 where two lines have the same letters, 1 where one is wrong; more where they are short, or numbers differ."""
    if line.bare == other.bare:
        return 0
    short = min(len(line.bare), len(other.bare)) < _LONG_LINE
    if short or _digits(line.bare) != _digits(other.bare) or not _is_slip(line, other):
        return 2
    return 1


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _rank(fit: tuple[Match, int]) -> tuple[bool, float, int]:
    """The surest of the matches of a whole label, else the one that covers most of it."""
    match, covered = fit
    return match.whole, match.sure if match.whole else 0.0, covered


def _telling(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without those that most labels have; all of them when no other is there."""
    return tuple(word for word in words if not _is_filler(word)) or words


def _is_filler(word: Word) -> bool:
    return word.folded in _FILLERS or (word.folded == word.bare and word.bare in _BARE_FILLERS)


def _fit(wording: _Wording, words: tuple[Word, ...]) -> Match | None:
    """A label's words against a wording's: all of the wording's must be there."""
    left, sure, typos = list(words), 1.0, 0
    for word in wording.telling:
        likeness = [_likeness(word, other) for other in left]
        best = max(likeness, default=0.0)
        if not best:
            return None
        del left[likeness.index(best)]
        typos += best == _TYPO
        sure = min(sure, best) if best > _TYPO else sure
    more = [word for word in left if word.bare not in _BARE_FILLERS]
    if typos > wording.typos or not _may_say_more(wording, more):
        return None
    sure *= _TYPO**typos * (_MORE_WORDS if more else 1.0)
    return Match(indicator=wording.indicator, sure=sure, whole=not more)


def _may_say_more(wording: _Wording, more: Sequence[Word]) -> bool:
    if not more:
        return True
    turned = any(word.folded in _TURNING or word.folded in _BARE_TURNING for word in more)
    return not turned and len(wording.telling) >= max(_FEWEST, len(more))


def _likeness(word: Word, other: Word) -> float:
    if word.folded == other.folded:
        return 1.0
    if word.bare == other.bare:
        return _LOST_MARKS if word.bare in {word.folded, other.folded} else _OTHER_MARKS
    return _TYPO if _may_slip(word) and _may_slip(other) and _is_slip(word, other) else 0.0


def _may_slip(word: Word) -> bool:
    return len(word.bare) >= _LONG and word.bare.isalpha() and word.folded not in _FILLERS


def _is_slip(word: Word, other: Word) -> bool:
    """Whether one letter, its mark with it, is wrong: `đoàn` is two from `đơn`, whatever is left without marks."""
    if other.folded == other.bare:
        return OSA.distance(word.bare, other.bare, score_cutoff=1) <= 1
    return OSA.distance(word.folded, other.folded, score_cutoff=1) <= 1

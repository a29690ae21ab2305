"""Near-copies among 5 000 made reports: time, memory, which planted copies are found, what else is. `python -m tests.bench.originality [REPORTS]`.

A report has set phrases, paragraphs of the banks of `tests/labelled/` with its own name and figures, each in hundreds of
reports, and paragraphs of its own: drawn syllable by syllable as the banks follow one or two with the next, so that
strangers share many runs of words. Planted are copies of a part or all of another report, a word in twenty-five
changed, and one file that thirty units passed around. The one who copies knows; the program is not told.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.compare import Limits, Papers, between_units, of_texts
from pipeline.compare.marks import Marks
from tests.labelled.bank import load

_REPORTS = 5_000
_PHRASES, _OWN = 10, 15  # paragraphs of a report
_COPIES, _PASSED_ON = 0.04, 30  # share of reports that copied; reports that are one file
_LEAST_COPIED = 4  # paragraphs
_CHANGED = 0.04  # share of words
_LEAP = 0.3  # share of syllables that follow the last one alone: with none, every report would be the banks' own words
_LIMITS = Limits(similarity=0.8, least_words=20, least_passages=3, least_share=0.2)
_COMMON_TO = (3, 10)
_KIB = 1 << 10
_FIGURES = re.compile(r"\d+")


@dataclass(slots=True)
class _Office:
    """Everybody who writes: dice, the set phrases, and which syllable may follow which two."""

    dice: random.Random
    phrases: Sequence[str]
    follows: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    starts: Sequence[tuple[str, str]] = ()

    def own(self) -> str:
        """A paragraph that nobody else has."""
        said = list(self.dice.choice(self.starts))
        while len(said) < self.dice.randint(35, 90):
            before = ("", said[-1]) if self.dice.random() < _LEAP else (said[-2], said[-1])
            said += (
                [self.dice.choice(self.follows[before])]
                if before in self.follows
                else self.dice.choice(self.starts)
            )
        return " ".join(said)

    def phrase(self, name: str) -> str:
        """A set phrase with a unit's name in front and figures of its own."""
        text = _FIGURES.sub(lambda _: str(self.dice.randint(2, 99)), self.dice.choice(self.phrases))
        return f"Tại {name}, {text}"

    def copied(self, text: str) -> str:
        """A paragraph of somebody else with a few words changed."""
        return " ".join(
            self.dice.choice(self.starts)[0] if self.dice.random() < _CHANGED else word
            for word in text.split()
        )


def main(arguments: list[str]) -> None:
    """Print what was made, what was found, and what it took."""
    count = int(arguments[0]) if arguments else _REPORTS
    texts, planted = _made(_office(), count)
    words = sum(len(text.split()) for paper in texts.values() for text in paper)
    _say(f"{count} reports, {words / count:.0f} words each, {len(planted)} pairs planted")
    before, begun = _peak(), time.perf_counter()
    marks = {unit: of_texts(enumerate(paper)) for unit, paper in texts.items()}
    _say(f"marking {time.perf_counter() - begun:.1f} s")
    units = {unit for pair in planted for unit in pair}
    for common_to in _COMMON_TO:
        begun, used = time.perf_counter(), time.process_time()
        found = between_units(_papers(marks), "copied", replace(_LIMITS, common_to=common_to))
        took, used = time.perf_counter() - begun, time.process_time() - used
        told = {(unit, match.source) for unit, matches in found.items() for match in matches}
        _say(
            f"common to {common_to}: comparing {took:.1f} s ({used:.1f} s of processor), {_peak() - before:.0f} MiB more; of "
            f"{len(units)} reports with a planted copy {len(units & found.keys())} told of; "
            f"pairs told that were not planted {len(told - planted)} of {len(told)}"
        )


def _papers(reports: Mapping[str, Marks]) -> Papers:
    return Papers(reports=reports, titles=Marks(), kin={}, earlier={}, given={})


def _office() -> _Office:
    banks = [load(name) for name in "abceg"]
    phrases = [
        str(text) for bank in banks for answers in bank.full.values() for answer in answers for text in answer
    ]
    follows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text in phrases:
        said = text.split()
        for one, two, three in zip(said, said[1:], said[2:], strict=False):
            follows[one, two].append(three)
            follows["", two].append(three)
    starts = [(said[0], said[1]) for text in phrases if len(said := text.split()) > 1]
    return _Office(dice=random.Random(28), phrases=phrases, follows=follows, starts=starts)  # noqa: S311 - dice for made reports


def _made(office: _Office, count: int) -> tuple[dict[str, list[str]], set[tuple[str, str]]]:
    """The paragraphs of every report by unit, and the ordered pairs of units of which one copied the other."""
    texts = {f"U{number:05}": list(_report(office, number)) for number in range(count)}
    planted = set(_plant(office, texts))
    first, *others = list(texts)[-_PASSED_ON:]
    for unit in others:
        texts[unit] = [office.copied(text) for text in texts[first]]
    passed = [first, *others]
    return texts, planted | {(one, other) for one in passed for other in passed if one != other}


def _report(office: _Office, number: int) -> Iterator[str]:
    paragraphs = [office.phrase(f"đơn vị {number}") for _ in range(_PHRASES)]
    paragraphs += [office.own() for _ in range(_OWN)]
    office.dice.shuffle(paragraphs)
    yield from paragraphs


def _plant(office: _Office, texts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Let some copy from another: so many paragraphs, a share of them that makes them worth telling."""
    units = list(texts)[:-_PASSED_ON]
    chosen = office.dice.sample(units, int(len(units) * _COPIES) // 2 * 2)
    for one, other in zip(chosen[::2], chosen[1::2], strict=True):
        own = [text for text in texts[other] if not text.startswith("Tại đơn vị")]
        taken = office.dice.sample(own, office.dice.randint(_LEAST_COPIED + 2, _OWN))
        texts[one] = [*texts[one][: -len(taken)], *map(office.copied, taken)]
        yield from ((one, other), (other, one))


def _peak() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

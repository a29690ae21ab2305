"""From the marks of all papers to what each report is like: other units' reports, its own earlier one, given texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.compare.marks import Marks, Words
from pipeline.compare.measure import alike
from pipeline.compare.partners import Partners
from pipeline.compare.phrases import NOTHING, long_paragraphs, own_paragraphs, runs_of
from pipeline.model.likeness import Match, Origin

MOST_SOURCES = 3  # other papers told of for one report: the most alike; who sees three has the whole group
_DIGITS = 4  # of a share: more would be noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When likeness is told of: how alike paragraphs of how many words, how many of them, which share of all words.

    `common_to` is the largest number of reports that a phrase may stand in before it is anybody's.
    """

    similarity: float
    least_words: int
    least_passages: int
    least_share: float
    common_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What is compared. `reports` are by unit; `kin` are units whose reports may be alike: superiors and their parts.

    `earlier` are papers of former rounds by unit and name, `given` what everybody was sent, by name; `titles` are headings
    that the outline asks for.
    """

    reports: Mapping[str, Marks]
    titles: Marks
    kin: Mapping[str, frozenset[str]]
    earlier: Mapping[str, Mapping[str, Marks]]
    given: Mapping[str, Marks]


Found = Mapping[str, tuple[Match, ...]]
_Held = tuple[str, Marks, Words]  # a source, its paper, and what of it nobody copied


def between_units(papers: Papers, rule: str, limits: Limits) -> Found:
    """Per unit the reports of other units that its own is like, most alike first.

    Nobody copied the titles and texts that all were given, nor set phrases; but of papers that are one as a whole set
    phrases were copied too.
    """
    given = runs_of(papers.titles, *papers.given.values())
    long = _long(papers.reports, papers.reports, limits)
    asked = {unit: own_paragraphs(paper, given) for unit, paper in long.items()}
    partners = Partners(asked, common_to=limits.common_to)
    found = {}
    for unit, paper in long.items():
        kin = papers.kin.get(unit, frozenset()) | {unit}
        chosen = partners.of(unit, apart_from=kin, most=MOST_SOURCES)
        held = [(other, asked[other], phrases) for other, phrases in chosen.items()]
        found[unit] = _matches(paper, asked[unit], held, (rule, Origin.UNIT), limits)
    return _some(found)


def with_earlier(papers: Papers, rule: str, limits: Limits) -> Found:
    """Per unit the papers of former rounds that its report is like, most alike first."""
    given = runs_of(papers.titles, *papers.given.values())
    found = {}
    for unit, paper in _long(papers.reports, papers.earlier, limits).items():
        held = [(name, theirs, NOTHING) for name, theirs in papers.earlier[unit].items()]
        found[unit] = _matches(paper, own_paragraphs(paper, given), held, (rule, Origin.EARLIER), limits)
    return _some(found)


def with_given(papers: Papers, rule: str, limits: Limits) -> Found:
    """Per unit the given texts that its report repeats, most alike first; the titles of the outline may be repeated."""
    titles = runs_of(papers.titles)
    held = [(name, theirs, NOTHING) for name, theirs in papers.given.items()]
    found = {}
    for unit, paper in _long(papers.reports, papers.reports, limits).items():
        found[unit] = _matches(paper, own_paragraphs(paper, titles), held, (rule, Origin.KNOWN), limits)
    return _some(found)


def _long(reports: Mapping[str, Marks], units: Iterable[str], limits: Limits) -> dict[str, Marks]:
    """Sorted by unit, so that the order in which reports are given changes nothing."""
    chosen = sorted(unit for unit in units if unit in reports)
    return {unit: long_paragraphs(reports[unit], least_words=limits.least_words) for unit in chosen}


def _matches(
    every: Marks, ours: Marks, held: Iterable[_Held], what: tuple[str, Origin], limits: Limits
) -> tuple[Match, ...]:
    """What of ours is like each of some papers, where it is enough to speak of; the most alike first, and few.

    `every` are all long paragraphs of the report: what the share is of.
    """
    rule, origin = what
    sizes, total = dict(zip(every.places, every.sizes, strict=True)), sum(every.sizes)
    found = []
    for source, theirs, phrases in held:
        pairs = alike(ours, theirs, phrases, similarity=limits.similarity)
        share = sum(sizes[pair.ours] for pair in pairs) / total if pairs else 0.0
        if len(pairs) >= limits.least_passages and share >= limits.least_share:
            found.append(
                Match(
                    rule=rule, origin=origin, source=source, pairs=pairs, paragraphs=len(every.sizes),
                    share=round(share, _DIGITS),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.share, one.source))[:MOST_SOURCES])


def _some(found: Mapping[str, tuple[Match, ...]]) -> Found:
    return {unit: matches for unit, matches in found.items() if matches}

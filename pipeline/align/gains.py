"""What every line of a document gains as the heading of every item, as a line inside a section, or as the end of one.

All gains are log-odds: words first, then form, then the look that headings of one depth share, then what stands below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.align.candidates import Candidate, Look, is_copied, is_long
from pipeline.align.labels import LabelKind
from pipeline.align.odds import Words
from pipeline.align.similarity import GATE, Fit
from pipeline.align.states import States
from pipeline.align.trellis import NEVER, Trellis
from pipeline.align.vocabulary import Matrix

# The fit below which lines are no headings that nothing marks as such, nor the look of those found, and copied titles.
GATE_PLAIN = 0.80
FOREIGN = 0.80  # this like a heading that the outline lists as belonging to none of its items
# A heading that names an item this well, right below that item's own heading, goes on with it: offices put under two
# headings what an outline puts in one item.
GOES_ON = 0.70

_SURE = 0.7  # bold, capitals or a heading style
_LABELLED = 0.3
_PLAIN = -0.4  # a line that neither form nor label marks
_RUN_IN = -0.1
_COLON = -1.0  # a few words that only a colon marks: `Bài học: …` may open the text of a merged heading
_FAMILY = 0.6  # the look of headings of the same depth, or of another depth only
_OTHER_LOOK = -0.6  # another look than that of the headings of this depth,
_NO_LOOK = -1.4  # and nothing that makes it a heading
_UNHEADED = -3.1  # a text that begins an item without a heading
_VOTED, _VOTED_MOST = 0.7, 2.0  # of which its first words may pay a part
_CLEAR, _LOST = 0.66, -1.5  # out of order only on good words: a fit below this loses so much there
_IGNORED = -1.2  # a heading of a rank with those found, taken for a line inside a section
_ENDS = -0.8  # or for the end of one
_ENDS_NAMED = -2.5  # although it names an item well
_OVER_ITS_OWN = -3.0  # a heading of two items over those of both
_EMPTIES = -1.5  # a line that would leave nothing between itself and a heading
_CREDIT = 0.7  # of what a line says for the item that is open already
_STRANGE = -4.0  # any other line as the end of a section
_LISTED = 1.5  # a heading known to answer nothing ends one
_PART = -0.3  # `Phần thứ hai` begins something, whatever it is called
_RARE = 0.34  # of the commonest look of a depth: `a)` once beside nine times `1.` is a sub-heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The looks of the headings found so far, and the depths (1 is a chapter) at which headings look so."""

    depths: Mapping[Look, frozenset[int]]

    def rank(self, look: Look) -> int:
        """The highest depth of headings that look so; 0 when none does."""
        return min(self.depths.get(look, ()), default=0)


STRANGERS = Family(depths={})


def family(lines: Sequence[Candidate], begun: Sequence[tuple[int, int]]) -> Family:
    """The looks of lines found to be headings of a depth: (line, depth). A look that is rare at its depth is none."""
    counts = Counter((lines[row].look, depth) for row, depth in begun)
    most = Counter[int]()
    for (_, depth), count in counts.items():
        most[depth] = max(most[depth], count)
    depths: dict[Look, set[int]] = {}
    for (look, depth), count in counts.items():
        if count >= _RARE * most[depth]:
            depths.setdefault(look, set()).add(depth)
    return Family(depths={look: frozenset(found) for look, found in depths.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the gains are made of: the lines of the steps (None: a text without a heading), and how those fit.

    `text` is the evidence between a step and the next by state, `openers` what the first words of a text vote for.
    """

    lines: Sequence[Candidate]
    rows: Sequence[int | None]
    fit: Fit
    words: Words
    text: Matrix
    openers: Matrix
    states: States


def trellis(page: Page, known: Family) -> Trellis:
    """All gains, with what is known of the looks of headings."""
    count, width, nothing = len(page.rows), len(page.states.items), page.states.nothing
    begin, stay = np.full((count, width), NEVER), np.zeros((count, width))
    leave = np.full((count, width), NEVER)
    alone = slice(nothing, nothing + page.words.alone.shape[1])
    unheaded = [step for step, row in enumerate(page.rows) if row is None]
    voted = np.clip(_VOTED * page.openers[unheaded, :-1], 0.0, _VOTED_MOST)
    begin[unheaded, alone] = _UNHEADED + voted
    for step, row in enumerate(page.rows):
        if row is None:
            continue
        gate, form = _gate(page, row, known), _form(page.lines, row)
        begin[step, alone] = np.where(page.fit.items[row] >= gate, page.words.alone[row] + form, NEVER)
        begin[step, alone.stop :] = np.where(
            page.fit.merged[row] >= max(gate, GATE), page.words.merged[row] + form, NEVER
        )
        begin[step, alone.stop :] += _over_its_own(page, row)
        begin[step] = np.maximum(begin[step] + _kin(page.lines[row], page.states.depth, known), NEVER)
        stay[step], leave[step] = _inside(page, row, known)
    begin[:, :nothing] = 0.0
    return Trellis(
        begin=begin, stay=stay, leave=leave, text=page.text, passing=page.states.passing, back=page.states.back,
        weak=_weak(page), nothing=nothing,
    )  # fmt: skip


def _weak(page: Page) -> Matrix:
    """What a heading that does not name its item clearly loses where it stands out of order, by step and state."""
    fit = np.column_stack([page.words.own[:, : -len(page.states.pairs) or None], page.fit.merged])
    clear = np.array([_CLEAR if row is None else 0.0 for row in page.rows])
    rows = [0 if row is None else row for row in page.rows]
    named = fit[rows] if len(fit) else np.zeros((len(rows), len(page.states.items)))
    return np.where(np.maximum(named, clear[:, None]) >= _CLEAR, 0.0, _LOST)


def _gate(page: Page, row: int, known: Family) -> float:
    """The fit below which a line is no heading at all."""
    line = page.lines[row]
    if is_copied(line):
        return GATE_PLAIN
    if line.sure or line.numbered:
        return GATE if is_long(line) else 0.0
    short = line.open and not line.rest and not is_long(line)
    if not known.rank(line.look):
        return GATE if short and not known.depths else GATE_PLAIN
    return 0.0 if short else GATE


def _form(lines: Sequence[Candidate], row: int) -> float:
    line = lines[row]
    gain = _SURE if line.sure else 0.0
    gain += _LABELLED if line.label is not LabelKind.NONE else 0.0
    if not line.sure and line.label in {LabelKind.NONE, LabelKind.DASH, LabelKind.PLUS}:
        gain += _PLAIN
    if not line.sure and line.label is LabelKind.NONE and line.rest:
        gain += _COLON
    return gain + (_RUN_IN if line.rest and not line.sure else 0.0)


def _kin(line: Candidate, depth: Matrix, known: Family) -> Matrix:
    """What the look says: a bonus for the depths at which headings look so, a malus for those with looks of their own."""
    depths = known.depths.get(line.look, frozenset())
    settled = {one for found in known.depths.values() for one in found}
    if not depths:
        strange = _OTHER_LOOK if line.sure or line.numbered else _NO_LOOK
        return np.where(np.isin(depth, list(settled)), strange, 0.0)
    return np.where(np.isin(depth, list(depths)), _FAMILY, -_FAMILY)


def _inside(page: Page, row: int, known: Family) -> tuple[Matrix, Matrix]:
    """Per state what is gained when the line stands inside it, and when it ends it."""
    line, states, own = page.lines[row], page.states, page.words.own[row]
    rank = known.rank(line.look)
    ranked = (
        (rank > 0)
        & (rank <= states.depth)
        & (line.sure or (line.numbered and not line.rest and not is_long(line)))
    )
    goes_on = own >= GOES_ON
    parents = np.zeros(len(own), dtype=bool)
    parents[[state for state, _ in states.below]] = rank > 0
    part = line.sure and line.label is LabelKind.PART
    stay = np.where((ranked | parents | part) & ~goes_on, _IGNORED, 0.0)
    stay += np.where(goes_on, _CREDIT * page.words.credit[row], 0.0)
    leave = _leaving(page, row, ranked & ~goes_on)
    stay[: states.nothing] = leave[: states.nothing] = 0.0
    return stay, leave


def _leaving(page: Page, row: int, ranked: npt.NDArray[np.bool_]) -> Matrix:
    """Per state what is gained when the line ends it and begins nothing; `ranked` where its look would end it."""
    line = page.lines[row]
    named = page.fit.items[row].max(initial=0.0) >= GOES_ON
    leave = np.where(ranked, _ENDS_NAMED if named else _ENDS, _STRANGE)
    if line.sure and line.label is LabelKind.PART:
        leave = np.maximum(leave, _PART)
    if not line.rest and (line.sure or line.numbered):
        listed = (
            float(page.words.strange[row]) + _form(page.lines, row) + (_ENDS if ranked.any() else 2 * _ENDS)
        )
        leave = np.maximum(leave, min(listed, _LISTED))
    return np.asarray(leave + (_EMPTIES if _right_below(page.lines, row) else 0.0), dtype=np.float64)


def _over_its_own(page: Page, row: int) -> Matrix:
    """What a heading of two items loses, by pair, that stands right over the headings of both: it is their chapter."""
    if row + 1 == len(page.lines) or not _right_below(page.lines, row + 1):
        return np.zeros(len(page.states.pairs))
    look = page.lines[row + 1].look
    alike = [below for below in range(row + 1, len(page.lines)) if page.lines[below].look == look][:2]
    named = page.fit.items[alike].max(axis=0) >= GOES_ON
    both = np.array([named[list(pair)].all() for pair, _ in page.states.pairs], dtype=bool)
    return np.where(both, _OVER_ITS_OWN, 0.0)


def _right_below(lines: Sequence[Candidate], row: int) -> bool:
    """Whether a line stands right below another that looks like a heading, without a word between."""
    if not row or lines[row - 1].rest:
        return False
    above = lines[row - 1]
    return (above.sure or above.numbered) and above.last + 1 == lines[row].block


def is_listed(page: Page, row: int) -> bool:
    """Whether a line is a heading that the outline lists as belonging to none of its items,."""
    line = page.lines[row]
    return bool(page.fit.foreign[row] >= FOREIGN) and not line.rest and (line.sure or line.numbered)

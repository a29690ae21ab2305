"""A document made ready: its lines, how they fit, and the places where something may begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.align.candidates import Candidate, is_long
from pipeline.align.content import Content
from pipeline.align.evidence import Evidence
from pipeline.align.gains import GATE_PLAIN
from pipeline.align.labels import LabelKind
from pipeline.align.odds import by_state
from pipeline.align.similarity import GATE, Fit, Wordings
from pipeline.align.states import States
from pipeline.align.vocabulary import Matrix
from pipeline.align.votes import ahead
from pipeline.model.document import Document

_TEXT_MOST = 2.5  # what the text below one line may say, however long it is
_OPENER = 8  # words at the beginning of a text that may name the item like a heading,
_OPENING = 2.0  # and the votes by which they do
_CLAUSE = re.compile(r"[:;,.(]")
_SPEAKING = 0.7  # a block that says this much of an item may begin it without a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is made once of an outline."""

    wordings: Wordings
    content: Content
    states: States
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document made ready: its lines, how they fit, and where its body stops."""

    document: Document
    start: int
    stop: int
    lines: Sequence[Candidate]
    fit: Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place where something may begin: a candidate line, or (None) a block that speaks of an item by itself."""

    block: int
    row: int | None


def steps(scene: Scene, ready: Prepared) -> tuple[list[Step], Matrix, Matrix]:
    """Every place where something may begin, the evidence from there to the next, and what its first words vote for."""
    named = np.maximum(_highest(scene.fit.items), _highest(scene.fit.merged)).tolist()
    starts = {line.block: row for row, line in enumerate(scene.lines) if _matters(line, named[row])}
    inner = {
        block for row in starts.values() for block in range(scene.lines[row].block, scene.lines[row].last + 1)
    }
    blocks = range(scene.start, scene.stop)
    texts = [_text(scene, starts, inner, block) for block in blocks]
    odds = ready.evidence.odds(texts, [scene.document.blocks[block].sure < 1.0 for block in blocks])
    votes = ahead(ready.wordings.votes([_opener(text) for text in texts]))
    speaks = (_highest(odds) >= _SPEAKING) | ((_highest(votes[:, :-1]) >= _OPENING) & odds.any(axis=1))
    found = [
        Step(block=block, row=starts.get(block))
        for place, block in enumerate(blocks)
        if block in starts or (block not in inner and speaks[place])
    ]
    if not found:
        return [], by_state(odds[:0], ready.states), votes[:0]
    places = [step.block - blocks.start for step in found]
    summed = np.add.reduceat(by_state(odds, ready.states), places, axis=0)
    return found, np.clip(summed, -_TEXT_MOST, _TEXT_MOST), votes[places]


def _highest(table: Matrix) -> Matrix:
    """The highest of each row, never less than nothing."""
    highest: Matrix = table.max(axis=1, initial=0.0)
    return highest


def _matters(line: Candidate, named: float) -> bool:
    """Whether a line that names an item so well may begin or end anything: a plain sentence like no wording does not."""
    short = not is_long(line) and (line.numbered or (line.open and not line.rest))
    bare = line.label is LabelKind.NONE and bool(line.rest)
    return line.sure or short or named >= (GATE_PLAIN if bare else GATE)


def _opener(text: str) -> str:
    """The first words of a text, up to a colon or comma."""
    return " ".join(_CLAUSE.split(text, maxsplit=1)[0].split()[:_OPENER])


def _text(scene: Scene, starts: dict[int, int], inner: set[int], block: int) -> str:
    if block in starts:
        return scene.lines[starts[block]].rest
    return "" if block in inner else scene.document.blocks[block].text

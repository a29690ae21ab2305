"""The body of an invented report: numbered headings, and under each what its state asks for.

Pure: an author, an outline and a manner in, parts of a letter out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.demo import wordings
from pipeline.demo.cast import Author
from pipeline.demo.dice import Dice
from pipeline.demo.manner import Manner, label
from pipeline.demo.nouns import Part, Shape
from pipeline.demo.prose_view import GENERAL, VIEW
from pipeline.demo.prose_work import WORK
from pipeline.demo.slots import fill
from pipeline.model.campaign import Outline, OutlineItem
from pipeline.model.section import State

FULL_WORDS = (
    60  # a full section of the sample has at least this many; twice the default `min_words` of an outline
)
_PROSE = {**WORK, **VIEW}
_FIGURES_UNDER = "1.2.4"


def body(author: Author, outline: Outline, manner: Manner) -> tuple[Part, ...]:
    """Every chapter that the manner leaves standing, numbered."""
    return tuple(_numbered(_chapters(author, outline, manner), manner))


def line(sentences: tuple[str, ...], author: Author, dice: Dice) -> Part:
    """One of the sentences as a paragraph of its own."""
    return Part(shape=Shape.BODY, text=fill(dice.pick(sentences), author.names, dice))


def section(leaf: str, state: State, author: Author, dice: Dice) -> tuple[Part, ...]:
    """What stands below the heading of a leaf in this state; nothing when it is missing."""
    if state is State.THIN:
        return (line(_PROSE.get(leaf, GENERAL).thin, author, dice),)
    if state is State.EMPTY:
        said = dice.pick(wordings.NOTHING)
        return (Part(shape=Shape.BODY, text=said),) if said else ()
    return _full(leaf, author, dice) if state is State.FULL else ()


def _full(leaf: str, author: Author, dice: Dice) -> tuple[Part, ...]:
    prose = _PROSE.get(leaf, GENERAL)
    opening = fill(dice.pick(prose.openings), author.names, dice)
    said = [fill(middle, author.names, dice) for middle in dice.some(prose.middles, dice.between(2, 4))]
    if dice.chance(50):
        said.append(fill(dice.pick(prose.closings), author.names, dice))
    return tuple(_laid_out(opening, said, dice.below(3)))


def _laid_out(opening: str, said: list[str], form: int) -> Iterator[Part]:
    if form == 0:
        yield Part(shape=Shape.BODY, text=" ".join([opening, *said]))
    elif form == 1:
        yield Part(shape=Shape.BODY, text=" ".join([opening, said[0]]))
        yield Part(shape=Shape.BODY, text=" ".join(said[1:]))
    else:
        yield Part(shape=Shape.BODY, text=opening)
        yield from (Part(shape=Shape.BULLET, text=text) for text in said)


def _chapters(author: Author, outline: Outline, manner: Manner) -> Iterator[Part]:
    dice = Dice(manner.voice, "chapters")
    if manner.situation:
        yield Part(shape=Shape.CHAPTER, text=dice.pick(wordings.SITUATION_HEADINGS))
        yield line(wordings.SITUATION, author, dice)
    for item in outline.items:
        yield from _chapter(item, author, manner, dice)
    if manner.outlook:
        yield Part(shape=Shape.CHAPTER, text=dice.pick(wordings.OUTLOOK_HEADINGS))
        yield from (
            Part(shape=Shape.BULLET, text=fill(text, author.names, dice)) for text in wordings.OUTLOOK
        )


def _chapter(item: OutlineItem, author: Author, manner: Manner, dice: Dice) -> Iterator[Part]:
    leaves = {leaf.id: leaf.title for leaf in Outline(items=(item,)).leaves()}
    answered = [leaf for leaf in leaves if manner.state(leaf) is not State.MISSING]
    if answered:
        yield Part(shape=Shape.CHAPTER, text=dice.pick(wordings.HEADINGS.get(item.id, (item.title,))))
    for group in _grouped(answered, manner):
        if item.children:
            yield Part(shape=Shape.HEADING, text=dice.pick(_worded(group, leaves)))
        for leaf in group:
            yield from section(leaf, manner.state(leaf), author, Dice(manner.voice, leaf))
            if leaf == _FIGURES_UNDER and manner.figures and manner.state(leaf) is State.FULL:
                yield figures(dice)


def _grouped(leaves: list[str], manner: Manner) -> list[tuple[str, ...]]:
    """The leaves in the order of the paper, those under one heading together."""
    if manner.swapped and len(leaves) > 1:
        leaves = [leaves[1], leaves[0], *leaves[2:]]
    groups: list[tuple[str, ...]] = []
    for leaf in leaves:
        pair = (groups[-1][-1], leaf) if groups else ("", leaf)
        if manner.merged and pair in wordings.MERGED and {manner.state(one) for one in pair} == {State.FULL}:
            groups[-1] = pair
        else:
            groups.append((leaf,))
    return groups


def _worded(group: tuple[str, ...], titles: dict[str, str]) -> tuple[str, ...]:
    if len(group) == 1:
        return wordings.HEADINGS.get(group[0], (titles[group[0]],))
    return wordings.MERGED[group[0], group[1]]


def _numbered(parts: Iterator[Part], manner: Manner) -> Iterator[Part]:
    chapter = heading = 0
    for part in parts:
        if part.shape is Shape.CHAPTER:
            chapter, heading = chapter + 1, 0
            text = part.text.upper() if manner.capitals else part.text
            yield Part(shape=part.shape, text=text, label=label(manner.numbering, chapter, 0))
        elif part.shape is Shape.HEADING:
            heading += 1
            yield Part(shape=part.shape, text=part.text, label=label(manner.numbering, chapter, heading))
        else:
            yield part


def figures(dice: Dice) -> Part:
    """A table of invented figures, its head row first."""
    chosen = dice.some(wordings.FIGURES, 4)
    rows = [(name, *(str(dice.between(low, high)) for _ in range(3))) for name, low, high in chosen]
    return Part(shape=Shape.TABLE, rows=(wordings.FIGURES_HEAD, *rows))

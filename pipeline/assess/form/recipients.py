"""Kind `form_recipients`: how the items of `Nơi nhận` end, how the copy kept is written, their look where the file says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, sized, slanted, weighed
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import bare, clean, fold

_ENDS = Parameter(name="ends", about="Dấu cuối mỗi nơi nhận.", default=";")
_LAST = Parameter(name="last", about="Dấu cuối nơi nhận cuối cùng.", default=".")
_KEPT = Parameter(name="kept", about="Cách ghi nơi lưu; trống thì không xét.", default="")
_UNDERLINED = Parameter(name="underlined", about="Chữ “Nơi nhận” gạch chân hay không xét.", default=False)
_SLANTED = Parameter(name="slanted", about="Chữ “Nơi nhận” in nghiêng, đậm hay không xét.", default=False)
_WORD_SIZE = Parameter(
    name="word_size", about="Cỡ chữ “Nơi nhận”, từ … đến …; 0 là không xét.", default=(0.0, 0.0)
)
_SIZE = Parameter(name="size", about="Cỡ chữ các nơi nhận, từ … đến …; 0 là không xét.", default=(0.0, 0.0))
# Without marks; letters driven apart are still the words, and the item that says what is kept tells of the list.
_TRACE = re.compile(r"n\s*o\s*i\s*(?:n\s*h\s*a\s*n|g\s*u\s*i)|^\W*luu\b")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Of papers that have the list; that it is missing, where the end was found: who signs, and the name.

    In a PDF the words must stand nowhere, nor an item that says what is kept: a reader may have parted them.
    """
    paper = view.paper
    if not paper.recipients:
        if paper.signature and paper.signer and _has_none(view):
            yield fault("không thấy “Nơi nhận”", paper.signature[0])
        return
    word, *items = view.paper.recipients
    yield from _word(view, word, rule)
    yield from _ended(_items(items), rule)
    for part in items:
        yield from sized("nơi nhận", part, _SIZE.of(rule.parameters))
    kept = _KEPT.of(rule.parameters)
    lines = [part for part in items if fold(part.text).lstrip("- ").startswith("lưu")]
    if kept and lines and kept not in clean(lines[0].text):
        yield fault(f"ghi “{clean(lines[0].text).lstrip('- ')}” (quy định “{kept}, …”)", lines[0])


def _has_none(view: View) -> bool:
    """Whether neither the words nor the item that says what is kept are shown: in a Word file, below its pages."""
    blocks = () if view.is_word else view.document.blocks
    shown = chain((block.text for block in blocks), view.document.furniture)
    lines = chain.from_iterable(text.split("\n") for text in shown)
    return (view.is_word or view.is_whole) and not any(_TRACE.search(bare(line)) for line in lines)


def _word(view: View, word: Part, rule: Check) -> Iterator[Fault]:
    known = view.is_word and word.style.size is not None  # in a PDF the line is a drawing
    if _UNDERLINED.of(rule.parameters) and known and not word.style.underlined:
        yield fault("chữ “Nơi nhận” không gạch chân", word)
    if _SLANTED.of(rule.parameters):
        yield from slanted("chữ “Nơi nhận”", word)
        yield from weighed("chữ “Nơi nhận”", word, bold=True)
    yield from sized("chữ “Nơi nhận”", word, _WORD_SIZE.of(rule.parameters))


def _items(lines: Sequence[Part]) -> list[Part]:
    """The items: those with a hyphen; a line without one goes on the item above."""
    found: list[Part] = []
    for part in lines:
        if found and not part.text.startswith(("-", "+", "–")):
            found[-1] = part
        else:
            found.append(part)
    return found


def _ended(items: Sequence[Part], rule: Check) -> Iterator[Fault]:
    for part in items:
        last = part is items[-1]
        want, name = (_LAST if last else _ENDS).of(rule.parameters), "dòng cuối" if last else "có dòng"
        opens = not last and part.text.endswith(":")  # `- Lãnh đạo Sở:` with items of its own below
        if not (opens or clean(part.text).endswith(want)):
            end = clean(part.text)[-1]
            bare = end.isalnum() or end == ")"
            have = f"thiếu dấu “{want}”" if bare else f"kết thúc bằng “{end}” (quy định “{want}”)"
            yield fault(f"{name} {have}", part)


KIND = form_kind(
    name="form_recipients",
    title="Nơi nhận",
    about="Nơi nhận trình bày không đúng.",
    faults=_faults,
    parameters=(_ENDS, _LAST, _KEPT, _UNDERLINED, _SLANTED, _WORD_SIZE, _SIZE),
)

"""Kind `form_heading`: the words of the Party or of the nation at the head of the paper: spelling, size, weight.

The rule below them is mostly a drawing and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, sized, weighed
from pipeline.model.campaign import Check
from pipeline.model.paper import Part, Regime
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_LINES = Parameter(
    name="lines", about="Các dòng quốc hiệu, tiêu ngữ hoặc tiêu đề.", default=("ĐẢNG CỘNG SẢN VIỆT NAM",)
)
_SIZE = Parameter(name="size", about="Cỡ chữ của dòng đầu, từ … đến ….", default=(15.0, 15.0))
_NEXT_SIZE = Parameter(name="next_size", about="Cỡ chữ của dòng sau, từ … đến ….", default=(13.0, 14.0))

_TOLD, _SURE = 5, 12  # letters that tell the lines apart, and that are found nowhere by chance
_HEAD = 6  # blocks of a Word file; of a PDF the whole page, whose order may be another


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Lines that are missing, spelt in another way, of another size or not bold."""
    for place, line in enumerate(_LINES.of(rule.parameters)):
        size = (_NEXT_SIZE if place else _SIZE).of(rule.parameters)
        found = next((part for part in view.paper.heading if _begins_alike(part.text, line)), None)
        if found is None and not _shows(view, line):
            yield fault(f"không thấy dòng “{line}”")
        elif found is not None and view.is_word:
            yield from _spelt(found, line)
            yield from sized("", found, size)
            yield from weighed("", found, bold=True)


def _begins_alike(text: str, line: str) -> bool:
    return fold(text)[:_TOLD] == fold(line)[:_TOLD]


def _shows(view: View, line: str) -> bool:
    """Whether the words begin anywhere at the head: a PDF may have parted them in two."""
    begins = view.paper.begins
    blocks = view.document.blocks[begins:]
    page = {block.page for block in blocks[:1]}
    shown = blocks[:_HEAD] if view.is_word else tuple(block for block in blocks if block.page in page)
    head = " ".join(block.text for block in (*view.document.first_header, *shown))
    return fold(line)[:_SURE] in fold(head)


def _spelt(part: Part, line: str) -> Iterator[Fault]:
    written = clean(part.text)
    if fold(written) != fold(line) or _case(written) != _case(clean(line)):
        yield fault(f"ghi “{written}” (quy định “{line}”)", part)


def _case(text: str) -> list[bool]:
    return [letter.isupper() for letter in text]


KIND = form_kind(
    name="form_heading",
    title={Regime.PARTY: "Tiêu đề", Regime.STATE: "Quốc hiệu, tiêu ngữ"},
    about="Tiêu đề, quốc hiệu, tiêu ngữ thiếu, viết sai hoặc sai cỡ chữ, kiểu chữ.",
    faults=_faults,
    parameters=(_LINES, _SIZE, _NEXT_SIZE),
)

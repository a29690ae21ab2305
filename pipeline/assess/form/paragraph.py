"""Kind `form_paragraph`: justification, first lines, gaps and lines of the running text, where most of it is set otherwise.

Only paragraphs of more than one line tell anything; lists keep their own indents. A gap is what stands before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import MM, Fault, Range, View, shown, spread, within
from pipeline.model.campaign import Check
from pipeline.model.document import Block, BlockKind, Setting
from pipeline.model.parameter import Parameter

_INDENT = Parameter(name="indent", about="Lùi dòng đầu, từ … đến … mm.", default=(10.0, 12.7))
_INDENT_TOLERANCE = Parameter(name="indent_tolerance", about="Sai số của lùi dòng đầu, mm.", default=1.0)
_GAP = Parameter(name="gap", about="Khoảng cách tối thiểu giữa các đoạn, pt.", default=6.0)
_LINE = Parameter(
    name="line", about="Khoảng cách dòng chính xác, từ … đến … pt; 0 là không giới hạn.", default=(0.0, 0.0)
)
_LINES = Parameter(
    name="lines", about="Giãn dòng, từ … đến … dòng đơn; 0 là không cho phép.", default=(1.0, 1.5)
)
_SHARE = Parameter(name="share", about="Phần lời văn (0 đến 1) từ đó mới nêu.", default=0.5)
_LONG = 100  # characters: a line of 14 pt on A4 holds 70 to 80
_LINE_TOLERANCE = 0.05  # of a line
_FEWEST = 5  # paragraphs that show a habit


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """What most paragraphs have in common; single ones are not spoken of."""
    blocks = [block for block in view.running() if len(block.text) >= _LONG and block.style.setting]
    if len(blocks) < _FEWEST:
        return
    told: tuple[tuple[Callable[[Block, Check], str], str], ...] = (
        (_justified, "căn đều hai lề"),
        (_indented, f"lùi dòng đầu {spread(_INDENT.of(rule.parameters))} mm"),
        (_apart, f"cách đoạn từ {shown(_GAP.of(rule.parameters))} pt"),
        (_lined, _wanted_line(rule)),
    )
    for wrong, want in told:
        found = [said for block in blocks if (said := wrong(block, rule))]
        if len(found) > _SHARE.of(rule.parameters) * len(blocks):
            most = max(sorted(set(found)), key=found.count)
            seen = f"{most}: {found.count(most)}/{len(blocks)} đoạn"
            yield Fault(said=f"{most} (quy định {want})", page=blocks[0].page, seen=seen, measured=True)


def _setting(block: Block) -> Setting:
    return block.style.setting or Setting()


def _justified(block: Block, _rule: Check) -> str:
    return "" if _setting(block).justified else "không căn đều hai lề"


def _indented(block: Block, rule: Check) -> str:
    first = _setting(block).first_line
    if block.kind is BlockKind.LIST_ITEM or first is None:
        return ""
    fits = within(first * MM, _INDENT.of(rule.parameters), _INDENT_TOLERANCE.of(rule.parameters))
    return "" if fits else f"dòng đầu lùi {shown(first * MM)} mm"


def _apart(block: Block, rule: Check) -> str:
    gap = _setting(block).before + _setting(block).after
    return "" if gap + _LINE_TOLERANCE >= _GAP.of(rule.parameters) else f"cách đoạn {shown(gap)} pt"


def _lined(block: Block, rule: Check) -> str:
    setting, exact, lines = _setting(block), _LINE.of(rule.parameters), _LINES.of(rule.parameters)
    if setting.line is not None:
        most: Range = (exact[0], exact[-1] or setting.line)
        return "" if within(setting.line, most, 0.1) else f"giãn dòng {shown(setting.line)} pt"
    multiple = 1.0 if setting.multiple is None else setting.multiple
    if lines[-1] and within(multiple, lines, _LINE_TOLERANCE):
        return ""
    return f"giãn dòng {f'{multiple:.2f}'.rstrip('0').rstrip('.').replace('.', ',')}"


def _wanted_line(rule: Check) -> str:
    exact, lines = _LINE.of(rule.parameters), _LINES.of(rule.parameters)
    if lines[-1]:
        return f"giãn dòng {spread(lines)}"
    return f"giãn dòng chính xác {spread(exact) if exact[-1] else f'từ {shown(exact[0])}'} pt"


KIND = form_kind(
    name="form_paragraph",
    title="Lời văn",
    about="Phần lớn lời văn không căn đều hai lề, hoặc lùi dòng, cách đoạn, giãn dòng không đúng.",
    faults=_faults,
    parameters=(_INDENT, _INDENT_TOLERANCE, _GAP, _LINE, _LINES, _SHARE),
)

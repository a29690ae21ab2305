"""What all kinds of form have in common: the papers they speak of, and one finding for all faults of a rule.

A rule speaks only of papers of its own regime (of either when it names none), and of none that was recognised in
pictures: a scan shows no form reliably.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any

from pipeline.assess.form.view import Fault, View
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.paper import Regime
from pipeline.model.parameter import Parameter

_REGIME = Parameter(
    name="regime", about="Thể thức của Đảng (party) hay của Nhà nước (state); trống là cả hai.", default="",
    valid=lambda regime: regime in tuple(Regime), wanted="party or state in quotes",
)  # fmt: skip
_DIRECT = frozenset(("docx", "pdf"))  # readers of files as they came
_PLACES = 3  # quoted in one finding
_CONVERTED = " (tệp đã được chuyển đổi, số đo có thể lệch)"

Faults = Callable[[View, Check], Iterator[Fault]]


def form_kind(
    *,
    name: str,
    title: str | Mapping[Regime, str],
    about: str,
    faults: Faults,
    parameters: tuple[Parameter[Any], ...],
) -> Kind:
    """The kind that looks for these faults; `title` opens what is said of them, one for all papers or one a regime."""

    @wraps(faults)
    def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
        del campaign
        return _findings(record, rule, title, faults)

    return Kind(
        name=name, about=about, check=check, parameters=(_REGIME, *parameters), group="thể thức", by_paper=True
    )  # fmt: skip


def _findings(
    record: Record, rule: Check, title: str | Mapping[Regime, str], faults: Faults
) -> Iterator[Finding]:
    """One finding for all faults of a rule, or none; its evidence quotes the first places."""
    counting = record.counting
    file = counting.report if counting else None
    if counting is None or file is None or not isinstance(file.reading, Document) or record.paper is None:
        return
    regime = record.paper.regime
    if file.reading.recognised or not regime or _REGIME.of(rule.parameters) not in ("", regime):
        return
    found = list(faults(View(document=file.reading, paper=record.paper), rule))
    if found:
        opening = title if isinstance(title, str) else title[regime]
        said = "; ".join(dict.fromkeys(fault.said for fault in found))
        converted = file.reading.reader not in _DIRECT and any(fault.measured for fault in found)
        yield Finding(
            unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity,
            message=f"{opening}: {said}{_CONVERTED if converted else ''}", file=file.file.name,
            page=next((fault.page for fault in found if fault.page), None), evidence=_quoted(found),
        )  # fmt: skip


def _quoted(found: Sequence[Fault]) -> str:
    places = list(dict.fromkeys(fault.seen for fault in found if fault.seen))
    more = f" | … và {len(places) - _PLACES} chỗ nữa" if len(places) > _PLACES else ""
    return " | ".join(places[:_PLACES]) + more

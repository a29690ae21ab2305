"""What the code makes of a golden case, in the plain values that `expected` is written in.

Defaults are left out, so that a line shows only what matters: a section in order, shared with none, needs no word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from email.utils import parseaddr
from typing import Any

from pipeline.align import align
from pipeline.identify import Sorter
from pipeline.measure import measure
from pipeline.model.campaign import Pinned
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.figure import Figure
from pipeline.model.mail import File
from pipeline.model.section import Section
from pipeline.model.submission import ByHand, Disposition, Received, Role, SortedFile, Submission
from pipeline.read.places import mark_in_document
from pipeline.text.fold import fold
from tests.build.alike import findings
from tests.build.nouns import attached, decision, envelope, message, received
from tests.build.page import page
from tests.golden.case import Case, shipped
from tests.golden.judging import judged
from tests.golden.signing import checked

_WITHOUT_WORDS = frozenset({"missing"})
_ON_ORIGINALITY = frozenset({"copied", "copied_earlier", "copied_known", "names_other_unit"})
_BEGINNING = 40  # letters of the evidence


def answer(case: Case) -> object:
    """What `expected` should say. The first word of a case that is known tells its kind."""
    kind = next(kind for kind in KINDS if kind in case.given)
    return KINDS[kind](case)


def _aligned(case: Case) -> dict[str, Any]:
    outline = shipped().outline
    pinned = Pinned(headings=tuple((item, fold(text)) for item, text in case.given.get("pinned", {}).items()))
    found = align(page(case.given["document"]), outline, pinned)
    leaves = {item.id for item in outline.leaves()}
    told: dict[str, Any] = {s.item: _leaf(s) for s in found.sections if s.item in leaves}
    return {**told, **({"foreign": list(found.foreign)} if found.foreign else {})}


def _leaf(section: Section) -> dict[str, Any]:
    if section.state.value in _WITHOUT_WORDS:
        return {"state": section.state.value}
    told: dict[str, Any] = {"state": section.state.value, "heading": section.heading, "words": section.words}
    if section.shared_with:
        told["shared_with"] = list(section.shared_with)
    if not section.in_order:
        told["in_order"] = False
    return told


def _sorted(case: Case) -> list[dict[str, Any]]:
    rulings = tuple(
        decision(ruling["message"], ruling["field"], ruling["value"])
        for ruling in case.given.get("decisions", ())
    )
    sorter = Sorter(replace(shipped(), decisions=rulings))
    mails = enumerate(case.given["messages"], start=1)
    return [_told(sorter.sort(_received(f"m{number}", mail))) for number, mail in mails]


def _received(name: str, mail: Mapping[str, Any]) -> Received:
    sender_name, sender = parseaddr(mail.get("from", "ai.do@mail.example"))
    head = envelope(sender, mail.get("subject", ""), sender_name=sender_name)
    files = [
        _file(
            f"2.{place}" if facts.get("inside") else f"{place}", facts
        )  # `inside` the mail that is passed on
        for place, facts in enumerate(mail.get("files", ()), start=2)
    ]
    sent = message(
        *files, head=head, text=mail.get("text", ""), forwarded=_forwarded(mail), automatic=mail.get("automatic", "")
    )  # fmt: skip
    facts: Sequence[Mapping[str, Any]] = mail.get("files", ())
    readings = {file.path: _reading(told) for file, told in zip(files, facts, strict=True) if _is_read(told)}
    by_hand = ByHand(unit=mail["by_hand"], by="Lan", note="") if "by_hand" in mail else None
    return received(sent, readings, id_=name, raw=mail.get("bytes", name), by_hand=by_hand)


def _forwarded(mail: Mapping[str, Any]) -> tuple[Any, ...]:
    inner = mail.get("forwarded")
    if not inner:
        return ()
    sender_name, sender = parseaddr(inner.get("from", ""))
    return (envelope(sender, inner.get("subject", ""), sender_name=sender_name, path="2"),)


def _file(path: str, facts: Mapping[str, Any]) -> File:
    content = str(facts.get("content") or f"{facts['name']} {facts.get('page', '')}")
    return attached(facts["name"], path=path, content=content)


def _is_read(facts: Mapping[str, Any]) -> bool:
    return "page" in facts or "unread" in facts


def _reading(facts: Mapping[str, Any]) -> Reading:
    return page(facts["page"]) if "page" in facts else Unread(code=facts["unread"], detail="")


def _told(submission: Submission) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": submission.unit, "disposition": submission.disposition.value}
    if submission.version:
        told["version"] = submission.version
    if submission.files:
        told["files"] = {found.file.name: found.role.value for found in submission.files}
    if submission.disposition in {Disposition.OTHER, Disposition.UNIDENTIFIED, Disposition.DUPLICATE}:
        told["reason"] = submission.reason
    if submission.decided_by:
        told["decided_by"] = submission.decided_by
    return told


def _measured(case: Case) -> list[dict[str, Any]]:
    files = tuple(
        SortedFile(file=_file(str(place), facts), role=Role(facts["role"]), reading=_reading(facts))
        for place, facts in enumerate(case.given["papers"], start=2)
    )
    return [_figure(one) for one in measure(files, shipped().indicators)]


def _figure(one: Figure) -> dict[str, Any]:
    if one.row is None:
        return {"indicator": one.indicator, "found": False}
    told: dict[str, Any] = {
        "indicator": one.indicator,
        "period": one.period,
        "value": one.value,
        "raw": one.raw,
    }
    told |= {"cell": [one.file, one.table, one.row, one.column]}
    if one.confidence < shipped().review_below:
        told["sure"] = False
    return told


def _compared(case: Case) -> dict[str, list[dict[str, Any]]]:
    """What the checks on copied text and other units' names say of each report; they come an hour apart, in their order."""
    parents = case.given.get("parents", {})
    rules = replace(
        shipped(),
        checks=tuple(rule for rule in shipped().checks if rule.kind in _ON_ORIGINALITY),
        units=tuple(replace(unit, parent=parents.get(unit.code, "")) for unit in shipped().units),
    )
    told: dict[str, list[dict[str, Any]]] = {unit: [] for unit in case.given["reports"]}
    for found in findings(rules, *(_pages(case, name) for name in ("reports", "earlier", "known"))):
        begins = found.evidence[:_BEGINNING]
        told[found.unit].append({"check": found.check, "message": found.message, "evidence": begins})
    return told


def _pages(case: Case, name: str) -> dict[str, Document]:
    return {key: page(text) for key, text in case.given.get(name, {}).items()}


def _marked(case: Case) -> dict[str, str]:
    found = {name: mark_in_document(page(text)) for name, text in case.given["marks"].items()}
    return {name: mark.level.value if mark else "" for name, mark in found.items()}


KINDS: Mapping[str, Callable[[Case], object]] = {
    "judged": judged,
    "document": _aligned,
    "messages": _sorted,
    "papers": _measured,
    "reports": _compared,
    "signed": checked,
    "marks": _marked,
}

"""What the reports that count are like, by the rules of kinds that ask for it: all are compared, and the result is kept.

A run in which nothing was read anew, counted anew or ruled anew compares nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline import codec
from pipeline.app import fingerprint
from pipeline.app.office import Office
from pipeline.app.reading import state
from pipeline.app.shelf import Shelf
from pipeline.assess import KINDS
from pipeline.compare import (
    Found,
    Limits,
    Marks,
    Papers,
    between_units,
    mark,
    of_texts,
    with_earlier,
    with_given,
)
from pipeline.model.campaign import Campaign, Check, kin
from pipeline.model.document import Document
from pipeline.model.likeness import Match
from pipeline.model.submission import Submission
from pipeline.ports import Entry

_ASKED: Mapping[str, Callable[[Papers, str, Limits], Found]] = {
    "copied": between_units,
    "copied_earlier": with_earlier,
    "copied_known": with_given,
}
# What makes the papers, compares them, and says how alike they must be; albums are put together by `identify`.
_CODE = (
    "compare", "model", "text", "identify", "assess/alike.py", "assess/copied*.py", "app/likeness.py", "app/shelf.py",
    "app/reading.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A report that counts: its submission without texts, the entry of its message, and how to get its text."""

    submission: Submission
    entry: Entry
    read: Callable[[], Document | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    found: dict[str, tuple[Match, ...]]


def likenesses(
    office: Office, counted: Mapping[str, Counted], shelf: Shelf
) -> Mapping[str, tuple[Match, ...]]:
    """Per unit what its report is like, in the order of the rules; nothing where no rule asks."""
    rules = [rule for rule in office.campaign.checks if rule.kind in _ASKED]
    if not rules:
        return {}
    key = _key(office, counted, shelf)
    if (kept := office.memo.get(key)) is not None:
        return codec.decode(kept, _Kept).found
    found = by_rules(rules, _papers(office, counted, shelf))
    office.memo.put(key, codec.encode(_Kept(found=found)))
    return found


def by_rules(rules: Iterable[Check], papers: Papers) -> dict[str, tuple[Match, ...]]:
    """Per unit what each rule finds its report to be like; rules of other kinds ask nothing."""
    found: defaultdict[str, tuple[Match, ...]] = defaultdict(tuple)
    for rule in rules:
        if rule.kind in _ASKED:
            for unit, matches in _ASKED[rule.kind](papers, rule.id, _limits(rule)).items():
                found[unit] += matches
    return dict(found)


def _key(office: Office, counted: Mapping[str, Counted], shelf: Shelf) -> str:
    """Where the result is kept: by code, rules, and what was read of every paper."""
    digest = hashlib.sha256()
    for unit, one in sorted(counted.items()):
        report = one.submission.report
        digest.update(f"{unit}\0{report.file.path if report else ''}\0{state(office, one.entry)}\0".encode())
    for entry in shelf.entries:
        digest.update(f"{entry.id}\0{state(office, entry)}\0".encode("utf-8", "surrogateescape"))
    return f"likeness/{fingerprint.code(*_CODE)}/{office.campaign.version}/{digest.hexdigest()}"


def _limits(rule: Check) -> Limits:
    return Limits(
        **{parameter.name: parameter.of(rule.parameters) for parameter in KINDS[rule.kind].parameters}
    )


def _papers(office: Office, counted: Mapping[str, Counted], shelf: Shelf) -> Papers:
    reports = {}
    for done, (unit, one) in enumerate(counted.items(), start=1):
        if (document := one.read()) is not None:
            reports[unit] = mark(document)
        office.progress.step("reports compared", done, len(counted))
    earlier: defaultdict[str, dict[str, Marks]] = defaultdict(dict)
    given: dict[str, Marks] = {}
    for text, document in shelf.documents():
        (earlier[text.unit] if text.unit else given)[text.name] = mark(document)
    campaign = office.campaign
    return Papers(
        reports=reports, titles=of_texts(enumerate(titles(campaign))), kin=kin(campaign.units), earlier=earlier,
        given=given,
    )  # fmt: skip


def titles(campaign: Campaign) -> Iterable[str]:
    """What every report may repeat: the campaign's title, and headings as the outline knows them."""
    items = campaign.outline.walk()
    return (
        campaign.title,
        *campaign.outline.foreign,
        *(text for item in items for text in (item.title, *item.aliases)),
    )

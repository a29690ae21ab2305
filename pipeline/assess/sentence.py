"""One Vietnamese sentence that says why a unit's verdict is what it is: the heaviest things first, like with like.

Composed of findings and of nothing else that they do not say; never quotes a paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.assess.registry import KINDS
from pipeline.assess.sections import unread
from pipeline.assess.unapplied import CHECK, GROUP
from pipeline.model import labels
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.finding import Finding, Record, Status, Verdict
from pipeline.model.section import State
from pipeline.text.sentence import capital

_MOST_NAMED = 6  # sections by number; more are counted: a sentence must stay one
_HEAVIEST_FIRST = tuple(Severity)


def explain(record: Record, campaign: Campaign, verdict: Verdict, findings: Sequence[Finding]) -> str:
    """Parts with semicolons between them, without a full stop; never empty."""
    said = dict.fromkeys((*_facts(record, campaign, verdict), *_told(findings, campaign)))
    return capital("; ".join(said) or labels.VERDICT[verdict])


def _facts(record: Record, campaign: Campaign, verdict: Verdict) -> Iterator[str]:
    """What no finding says."""
    if record.counting is None:
        yield "chưa nộp báo cáo"
        return
    if verdict is Verdict.UNREADABLE:
        yield unread(record)
    if verdict is Verdict.COMPLETE:
        yield from _well(record, campaign)
    if record.counting.identification.confidence < campaign.review_below:
        yield "chưa chắc báo cáo là của đơn vị này"


def _well(record: Record, campaign: Campaign) -> Iterator[str]:
    """What is as it should be; sections may be missing where no rule lets them decide."""
    states = {section.item: section.state for section in record.sections}
    whole = all(states[item.id] is State.FULL for item in campaign.outline.leaves() if item.required)
    said = ("đủ các mục" if whole else "", "đúng hạn" if record.status is Status.ON_TIME else "")
    if any(said):
        yield ", ".join(filter(None, said))


def _told(findings: Sequence[Finding], campaign: Campaign) -> Iterator[str]:
    """One part for all findings that say the same, where the heaviest of them stands."""
    rules = {rule.id: rule for rule in campaign.checks}
    told: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: (-_weight(one, rules), _severity(one), _doubtful(one))):
        if _weight(finding, rules) > 0:
            told[finding.brief or _counted(finding, rules)].append(finding)
    for words, same in told.items():
        yield _with_sections(words, same) if same[0].brief else f"{len(same)} {words}"


def _weight(finding: Finding, rules: Mapping[str, Check]) -> float:
    return rules[finding.check].weight if finding.check in rules else 1.0


def _severity(finding: Finding) -> int:
    return _HEAVIEST_FIRST.index(finding.severity)


def _doubtful(finding: Finding) -> bool:
    """What is sure is said before what may be."""
    return finding.brief.startswith(labels.REVIEW)


def _counted(finding: Finding, rules: Mapping[str, Check]) -> str:
    """Under which words a finding is counted: `lưu ý thể thức`."""
    group = GROUP if finding.check == CHECK else KINDS[rules[finding.check].kind].group
    return f"{labels.SEVERITY[finding.severity].lower()} {group}".rstrip()


def _with_sections(brief: str, found: Sequence[Finding]) -> str:
    places = tuple(dict.fromkeys(finding.section for finding in found if finding.section))
    if not places:
        return brief
    if len(places) > _MOST_NAMED:
        return f"{brief} {len(places)} mục"
    return f"{brief} mục {', '.join(places)}"

"""Whether a paper is the report that the campaign asks for, or one on another directive, time or subject."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.identify.paper import Head
from pipeline.identify.periods import Period
from pipeline.identify.references import References
from pipeline.model.campaign import Campaign
from pipeline.model.document import Document

REPORT_TYPES = frozenset({"báo cáo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the campaign asks a report on: its directive and subject, and the time."""

    references: References
    period: Period

    @classmethod
    def of(cls, campaign: Campaign) -> Asked:
        """What this campaign asks."""
        return cls(
            references=References(campaign.references, campaign.title),
            period=Period(campaign.title, campaign.period_from, campaign.period_to),
        )

    def objection(self, document: Document, paper: Head) -> str:
        """Why a paper is no report of this campaign, or empty."""
        references, abstract = self.references, paper.abstract
        others = () if references.named_in(abstract) else references.others_in(abstract)
        if others:
            return f"a report on another directive ({min(others)})"
        if other := self.period.other_in(abstract):
            return other
        if references.named_in(abstract):
            return ""
        text = f"{paper.opening} " + " ".join(block.text for block in document.blocks)
        return "" if references.named_in(text) else self._without_directive(paper)

    def _without_directive(self, paper: Head) -> str:
        """Why a paper that nowhere names the directive is none: its title alone may still be enough."""
        if paper.type not in REPORT_TYPES:
            return "it does not name the directive"
        if act := self.references.act_in(paper.abstract):
            return f"a report on another act ({act}); it does not name the directive"
        if self.references.is_foreign(paper.abstract):
            return "it names neither the directive nor its subject"
        return ""

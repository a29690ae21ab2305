"""The completeness table in the terminal: one line per unit, one sign per section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from pipeline.app.results import Overview, StatusResult
from pipeline.model import labels
from pipeline.model.campaign import Campaign
from pipeline.model.finding import Assessment, Status, Verdict
from pipeline.model.section import Section, State
from pipeline.render.screen import STATE_COLOURS, Screen

_VERDICT_COLOURS = {
    Verdict.COMPLETE: "green", Verdict.INCOMPLETE: "red", Verdict.REVIEW: "yellow",
    Verdict.UNREADABLE: "magenta", Verdict.NOT_SUBMITTED: "bright_black",
}  # fmt: skip


def status(screen: Screen, result: StatusResult, campaign: Campaign) -> None:
    """The completeness table: one line per unit, one sign per section."""
    if screen.as_json:
        screen.json(
            {"campaign": campaign.id, "due_at": campaign.due_at.isoformat(), "units": list(result.units)}
        )
        return
    leaves = [item.id for item in campaign.outline.leaves()]
    table = Table(title=escape(campaign.title), title_justify="left", title_style="bold", header_style="bold")
    for heading in ("Mã", "Đơn vị", "Nộp", *leaves, "Kết luận"):
        table.add_column(
            heading, justify="center" if heading in leaves else "left", no_wrap=heading != "Đơn vị"
        )
    for assessment in result.overview.assessments:
        table.add_row(*_unit_line(assessment, leaves, campaign))
    screen.out.print(table)
    _legend(screen)
    _totals(screen, result.overview)


def _unit_line(one: Assessment, leaves: Sequence[str], campaign: Campaign) -> list[str]:
    sections = {section.item: section for section in one.record.sections}
    arrived = (
        one.record.first_at.astimezone(campaign.timezone).strftime("%d/%m %H:%M")
        if one.record.first_at
        else ""
    )
    late = f" [red]+{one.record.days_late} ngày[/red]" if one.record.status is Status.LATE else ""
    verdict = labels.VERDICT[one.verdict]
    return [
        escape(one.record.unit.code),
        escape(one.record.unit.name),
        arrived + late,
        *(_sign(sections[leaf], campaign.review_below) for leaf in leaves),
        f"[{_VERDICT_COLOURS[one.verdict]}]{verdict}[/]",
    ]


def _sign(section: Section, review_below: float) -> str:
    unsure = "?" if section.confidence < review_below else ""
    return f"[{STATE_COLOURS[section.state]}]{labels.STATE_SIGN[section.state]}{unsure}[/]"


def _legend(screen: Screen) -> None:
    signs = "   ".join(
        f"[{STATE_COLOURS[s]}]{labels.STATE_SIGN[s]}[/] {labels.STATE_SHORT[s]}" for s in State
    )
    screen.out.print(f"{signs}   ? {labels.REVIEW}")


def _totals(screen: Screen, overview: Overview) -> None:
    verdicts = Counter(one.verdict for one in overview.assessments)
    mail = Counter(one.disposition for one in overview.submissions)
    screen.out.print("  ".join(f"{labels.VERDICT[verdict]}: {verdicts[verdict]}" for verdict in Verdict))
    screen.out.print("  ".join(f"{labels.DISPOSITION[kind]}: {count}" for kind, count in mail.items()))

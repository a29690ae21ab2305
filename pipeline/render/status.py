"""The completeness table in the terminal: one line per unit, one sign per section."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from rich.table import Table
from rich.text import Text

from pipeline.app.health import as_json
from pipeline.app.results import Health, Overview, StatusResult
from pipeline.model import labels
from pipeline.model.campaign import Campaign, local_time
from pipeline.model.finding import Assessment, Status, Verdict
from pipeline.model.section import Section, State
from pipeline.render.screen import STATE_COLOURS, Part, Screen, words

_VERDICT_COLOURS = {
    Verdict.COMPLETE: "green", Verdict.INCOMPLETE: "red", Verdict.REVIEW: "yellow",
    Verdict.UNREADABLE: "magenta", Verdict.NOT_SUBMITTED: "bright_black",
}  # fmt: skip


def status(screen: Screen, result: StatusResult, campaign: Campaign, *, why: bool = False) -> None:
    """The completeness table: one line per unit, one sign per section; with `why` each verdict's reason below it."""
    if screen.as_json:
        screen.json(
            {
                "campaign": campaign.id, "due_at": campaign.due_at.isoformat(), "units": list(result.units),
                "explanations": {one.record.unit.code: one.explanation for one in result.overview.assessments},
                "health": as_json(result.health, campaign),
            }
        )  # fmt: skip
        return
    leaves = [item.id for item in campaign.outline.leaves()]
    table = Table(title=words(campaign.title), title_justify="left", title_style="bold", header_style="bold")
    for heading in ("Mã", "Đơn vị", "Nộp", *leaves, "Kết luận"):
        justify: Literal["center", "left"] = "center" if heading in leaves else "left"
        table.add_column(words(heading), justify=justify, no_wrap=heading != "Đơn vị")
    for assessment in result.overview.assessments:
        table.add_row(*_unit_line(assessment, leaves, campaign))
    screen.table(table)
    _legend(screen)
    for one in result.overview.assessments if why else ():
        screen.line((one.record.unit.code, "bold"), f"  {one.explanation}")
    _totals(screen, result.overview)
    _health(screen, result.health, campaign)


def _unit_line(one: Assessment, leaves: Sequence[str], campaign: Campaign) -> list[Text]:
    sections = {section.item: section for section in one.record.sections}
    return [
        words(one.record.unit.code),
        words(one.record.unit.name),
        words(*_arrival(one, campaign)),
        *(words(_sign(sections[leaf], campaign.review_below)) for leaf in leaves),
        words((labels.VERDICT[one.verdict], _VERDICT_COLOURS[one.verdict])),
    ]


def _arrival(one: Assessment, campaign: Campaign) -> tuple[Part, ...]:
    if one.record.first_at is None:
        return ("",)
    arrived = local_time(one.record.first_at, campaign.timezone).strftime("%d/%m %H:%M")
    late = f" +{one.record.days_late} ngày" if one.record.status is Status.LATE else ""
    return arrived, (late, "red")


def _sign(section: Section, review_below: float) -> Part:
    unsure = "?" if section.confidence < review_below else ""
    return f"{labels.STATE_SIGN[section.state]}{unsure}", STATE_COLOURS[section.state]


def _legend(screen: Screen) -> None:
    signs: list[Part] = []
    for state in State:
        signs += [(labels.STATE_SIGN[state], STATE_COLOURS[state]), f" {labels.STATE_SHORT[state]}   "]
    screen.line(*signs, f"? {labels.REVIEW}")


def _totals(screen: Screen, overview: Overview) -> None:
    verdicts = Counter(one.verdict for one in overview.assessments)
    mail = Counter(one.disposition for one in overview.submissions)
    screen.line("  ".join(f"{labels.VERDICT[verdict]}: {verdicts[verdict]}" for verdict in Verdict))
    screen.line("  ".join(f"{labels.DISPOSITION[kind]}: {count}" for kind, count in mail.items()))


def _health(screen: Screen, health: Health, campaign: Campaign) -> None:
    """When mail was last fetched, and what waits; nothing before the first poll."""
    if health.last_poll_at is None:
        return
    went = ("không thành công", "red") if health.error else ("thành công", "green")
    last: list[Part] = [f"Lấy thư lần cuối: {_time(health.last_poll_at, campaign)}, ", went]
    if health.error and health.last_success_at:
        last.append(f" (lần thành công cuối: {_time(health.last_success_at, campaign)})")
    screen.line(*last, f"  chờ tải: {health.waiting}  bị giữ lại: {health.quarantined}")


def _time(at: dt.datetime, campaign: Campaign) -> str:
    return local_time(at, campaign.timezone).strftime("%H:%M %d/%m/%Y")

"""What `decide` did, listed or suggests, as lines for a reviewer or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from pipeline.app.results import DecideResult, Hint, Ruling, Standing, Suggestions
from pipeline.model import labels
from pipeline.model.campaign import Campaign, Decision, local_time
from pipeline.model.change import Change
from pipeline.model.proposal import FOREIGN, Proposal, Source
from pipeline.model.section import State
from pipeline.render import results
from pipeline.render.screen import Screen

_STANDING = {
    Standing.IN_FORCE: ("có hiệu lực", "green"),
    Standing.OVERRULED: ("đã bị thay thế", "bright_black"),
    Standing.GONE: ("không còn đối tượng", "yellow"),
    Standing.NOT_APPLIED: ("chưa áp dụng được", "yellow"),
}
_NO_LINE = "báo cáo đang tính không có dòng nào như vậy"
_LONG = frozenset({("sections", "text")})  # a report's own text: `show` and the tables have it
_NOTHING = "–"


def decided(screen: Screen, result: DecideResult, campaign: Campaign) -> None:
    """Whether the decision was recorded, which cells it changes, and which files were written."""
    screen.failures(result.failures)
    if screen.as_json:
        screen.json(
            {
                "decision": _decision_json(result.decision), "recorded": result.recorded,
                "changes": [asdict(change) for change in result.changes], "busy": result.busy,
                "written": list(map(str, result.written)),
                "failures": [{"item": one.item, "reason": one.reason} for one in result.failures],
            }
        )  # fmt: skip
        return
    told = _decision_line(result.decision, campaign)
    if not result.recorded:
        screen.say(f"Ý kiến này đã có và đang có hiệu lực, không ghi thêm: {told}")
    else:
        screen.say(f"Đã ghi ý kiến: {told}")
        changes = [change for change in result.changes if (change.table, change.column) not in _LONG]
        for change in changes:
            screen.say(_change_line(change))
        if not changes:
            screen.say("Không ô nào trong các bảng thay đổi.")
    if result.busy:
        screen.say("Một lượt chạy khác đang ghi các bảng: lượt sau (poll hoặc table) sẽ đưa ý kiến này vào.")
    results.paths(screen, result.written)


def _change_line(change: Change) -> str:
    labelled = labels.CODED.get((change.table, change.column), {})
    before, after = (_shown(value, labelled) for value in (change.before, change.after))
    column = labels.COLUMNS[change.table][change.column]
    where = " ".join(filter(None, (change.unit, change.row)))
    return f"  {where} · {labels.TABLES[change.table]} · {column}: {before} → {after}"


def _shown(value: object, labelled: object) -> str:
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, bool):
        return labels.YES if value else labels.NO
    return labelled.get(str(value), str(value)) if isinstance(labelled, dict) else str(value)


def listed(screen: Screen, rulings: Sequence[Ruling], campaign: Campaign) -> None:
    """Every decision in the order in which it was taken, and what has become of it."""
    if screen.as_json:
        screen.json(
            [
                {**_decision_json(one.decision), "standing": one.standing.value, "reason": _reason_json(one)}
                for one in rulings
            ]
        )
        return
    if not rulings:
        screen.say("Chưa có ý kiến rà soát nào.")
    for one in rulings:
        words, colour = _STANDING[one.standing]
        reason = _reason(one, campaign)
        told = f" {_decision_line(one.decision, campaign)}"
        screen.line((f"[{words}]", colour), f"{told} ({reason})" if reason else told)


def _reason(ruling: Ruling, campaign: Campaign) -> str:
    if ruling.overruled_by:
        return f"{ruling.overruled_by.by} có ý kiến khác lúc {_when(ruling.overruled_by, campaign)}"
    if ruling.against:
        return ruling.against.vietnamese.removesuffix(".")
    return _NO_LINE if ruling.standing is Standing.NOT_APPLIED else ""


def _reason_json(ruling: Ruling) -> str:
    if ruling.overruled_by:
        return f"{ruling.overruled_by.by} ruled again at {ruling.overruled_by.at.isoformat()}"
    if ruling.against:
        return ruling.against
    return "no line of the report that counts reads so" if ruling.standing is Standing.NOT_APPLIED else ""


def _decision_line(one: Decision, campaign: Campaign) -> str:
    by = f"{one.by}, {_when(one, campaign)}"
    return f"{one.subject} {one.field} = {one.value or _NOTHING} · {by} · {one.note}"


def _when(one: Decision, campaign: Campaign) -> str:
    return local_time(one.at, campaign.timezone).strftime("%d/%m/%Y %H:%M")


def _decision_json(one: Decision) -> dict[str, str]:
    return {
        "at": one.at.isoformat(), "by": one.by, "subject": one.subject, "field": one.field, "value": one.value,
        "note": one.note,
    }  # fmt: skip


def suggested(screen: Screen, found: Suggestions, campaign: Campaign) -> None:
    """Aliases as lines of `outline.yaml` to paste; those with something against them as comments."""
    if screen.as_json:
        screen.json(
            {
                "aliases": [{**asdict(one), "safe": one.safe} for one in found.proposals],
                "hints": [{**_decision_json(one.decision), "heading": one.heading} for one in found.hints],
            }
        )
        return
    titles = {item.id: item.title for item in campaign.outline.walk()}
    if not found.proposals:
        screen.line(
            "# Chưa có cách viết mới: chưa ai cho ý kiến về đề mục (heading), hoặc đề cương đã có các cách viết ấy."
        )
    else:
        screen.line(
            "# Dán các dòng chọn được vào outline.yaml, dưới aliases của đúng mục ấy, rồi chạy tonghop check."
        )
    for item, proposals in groupby(found.proposals, key=lambda one: one.item):
        screen.line(f"# {item}  {titles[item]}")
        for one in proposals:
            for line in _alias_lines(one):
                screen.line(line)
    for hint in found.hints:
        screen.line(_hint_line(hint))


def _alias_lines(one: Proposal) -> Iterator[str]:
    yield f"      {'' if one.safe else '# '}- {_quoted(one.alias)}  # {len(one.units)} đơn vị: {', '.join(one.units)}"
    if one.said:
        yield f"      #     đã có cách viết {_quoted(one.said.text)} (giống {one.said.likeness:.0%})"
    for clash in one.clashes:
        where = (
            "đề mục không thuộc mục nào (not_in_outline)" if clash.item == FOREIGN else f"mục {clash.item}"
        )
        yield f"      #     trùng với {where}: {_quoted(clash.text)} ({_SOURCE[clash.source]}, giống {clash.likeness:.0%})"
    if one.general:
        also = f", mục khác cũng có đủ các chữ này: {', '.join(one.within)}" if one.within else ""
        yield f"      #     quá chung chung, có thể nhận nhầm đề mục khác{also}"


_SOURCE = {
    Source.OUTLINE: "outline.yaml",
    Source.RULING: "ý kiến rà soát khác",
    Source.REPORTS: "đề mục trong các báo cáo",
}


def _hint_line(hint: Hint) -> str:
    one = hint.decision
    found = (
        f"chương trình đọc mục này dưới {_quoted(hint.heading)}" if hint.heading else "không tìm thấy đề mục"
    )
    ruled = labels.STATE_SHORT[State(one.value)]
    return f"# {one.subject}: {one.by} ghi '{ruled}', {found}; nên ghi ý kiến về đề mục (heading)."


def _quoted(text: str) -> str:
    """As YAML in double quotes, which has JSON's escapes."""
    return json.dumps(text, ensure_ascii=False)

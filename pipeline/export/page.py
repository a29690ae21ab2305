"""The page for reviewers: one file that works from a disk, without a network, with every hostile text escaped.

The page allows exactly its own style and script, by digest; nothing that came by mail can add another.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import jinja2
import pandas as pd

from pipeline.export.cells import cut, day_and_time
from pipeline.export.overview import Column, Count, Overview, records
from pipeline.export.page_data import FIELD_MOST, file_line, for_script, page_data, reason
from pipeline.model import labels
from pipeline.model.section import State
from pipeline.model.submission import Disposition

_TO_LOOK_AT = frozenset({Disposition.UNIDENTIFIED.value, Disposition.QUARANTINED.value})
_CHUNK = 2_000  # template pieces joined before each write


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseMessage:
    """A message in the lists below the matrix."""

    id: str
    received: str
    sender: str
    subject: str
    kind: str
    code: str
    reason: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring columns under one heading; no title for a leaf at the top of the outline."""

    title: str
    span: int


def write_page(tables: Mapping[str, pd.DataFrame], view: Overview, stream: BinaryIO) -> None:
    """Write summary.html from cleaned tables. Raises OSError from the stream."""
    loader = jinja2.PackageLoader("pipeline.export")
    env = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # Never filled in, so that the digests hold.
    style, script = (loader.get_source(env, f"summary.{kind}")[0] for kind in ("css", "js"))
    loose = _loose(tables)
    page = env.get_template("summary.html").stream(
        view=view,
        groups=_groups(view.columns),
        to_look_at=[found for found in loose if found.code in _TO_LOOK_AT],
        others=[found for found in loose if found.code not in _TO_LOOK_AT],
        data=for_script(page_data(tables, view)),
        style=style,
        script=script,
        style_digest=_digest(style),
        script_digest=_digest(script),
        labels=labels,
        states=tuple(State),
        bars=(_bar(view.statuses), _bar(view.verdicts)),
    )
    page.enable_buffering(_CHUNK)
    page.dump(stream, encoding="utf-8")


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _groups(columns: tuple[Column, ...]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for place, column in enumerate(columns):
        if column.group and place and columns[place - 1].group == column.group:
            groups[-1] = Group(title=column.group, span=groups[-1].span + 1)
        else:
            groups.append(Group(title=column.group, span=1))
    return tuple(groups)


def _bar(counts: tuple[Count, ...]) -> tuple[tuple[str, float, float], ...]:
    """Parts of a bar: code, left edge and width in percent."""
    total = sum(count.number for count in counts) or 1
    edges = [sum(count.number for count in counts[:place]) * 100 / total for place in range(len(counts) + 1)]
    return tuple(
        (count.code, round(left, 3), round(right - left, 3))
        for count, left, right in zip(counts, edges, edges[1:], strict=False)
    )


def _loose(tables: Mapping[str, pd.DataFrame]) -> list[LooseMessage]:
    """Messages that count for no unit of the roster, and all that wait for somebody; newest first."""
    messages = tables["messages"]
    waiting = messages["disposition"].isin(_TO_LOOK_AT) | ~messages["unit"].isin(tables["units"]["unit"])
    chosen = messages[waiting]
    files = tables["files"][tables["files"]["message"].isin(chosen["message"])]
    lines: dict[str, list[str]] = {}
    for row in records(files):
        lines.setdefault(str(row["message"]), []).append(file_line(row))
    rows = sorted(
        records(chosen), key=lambda row: (str(row["received_at"]), str(row["message"])), reverse=True
    )
    return [_loose_message(row, tuple(lines.get(str(row["message"]), ()))) for row in rows]


def _loose_message(row: dict[str, object], files: tuple[str, ...]) -> LooseMessage:
    code = str(row["disposition"])
    return LooseMessage(
        id=str(row["message"]),
        received=day_and_time(row["received_at"]),
        sender=cut(str(row["sender"]), FIELD_MOST),
        subject=cut(str(row["subject"]), FIELD_MOST),
        kind=labels.CODED["messages", "disposition"].get(code, code),
        code=code,
        reason=reason(row),
        files=files,
    )

"""Model nouns with everything filled in that a test does not care about; each call makes a fresh, valid value.

    campaign(units=(unit("SNV", "Đảng bộ Sở Nội vụ"),))
    received(message(attached("BC.docx"), text="Xin gửi"), {"2": document(block("BÁO CÁO", bold=1.0))})

Nothing here is real: addresses end in `.example`, digests are of the names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from pipeline.model.campaign import Campaign, Decision, Due, MailboxRules, Outline, OutlineItem, Unit
from pipeline.model.document import Block, BlockKind, Document, Reading, Style
from pipeline.model.mail import Arrival, Envelope, File, Message
from pipeline.model.submission import ByHand, Received

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ARRIVED = dt.datetime(2023, 6, 9, 9, 12, tzinfo=ZONE)  # five days before the last day on time
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    "docx": DOCX, "pdf": "application/pdf", "doc": "application/msword", "rtf": "application/rtf", "png": "image/png",
    "jpg": "image/jpeg", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def digest(text: str) -> str:
    """The sha256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- documents


def block(
    text: str,
    *,
    label: str = "",
    bold: float = 0.0,
    level: int | None = None,
    centred: bool = False,
) -> Block:
    """A paragraph; with a `level`, a heading of that style level. `label` is the automatic number."""
    style = Style(bold=bold, level=level, centred=centred)
    kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
    return Block(kind=kind, text=text, label=label, style=style)


def run_in(heading: str, rest: str) -> Block:
    """A paragraph that begins with a bold heading."""
    share = len(heading) / max(len(heading) + len(rest), 1)
    style = Style(bold=share, bold_prefix=len(heading))
    return Block(kind=BlockKind.PARAGRAPH, text=f"{heading} {rest}", style=style)


def table(*rows: tuple[str, ...]) -> Block:
    """A table; a line feed in a cell parts its paragraphs."""
    text = "\n".join(" | ".join(row) for row in rows)
    return Block(kind=BlockKind.TABLE, text=text, rows=rows)


def document(*blocks: Block | str, reader: str = "docx", pages: int | None = 1) -> Document:
    """Blocks in order, numbered from 1; a bare string is a plain paragraph."""
    made = [found if isinstance(found, Block) else block(found) for found in blocks]
    placed = tuple(
        Block(
            kind=found.kind, text=found.text, label=found.label, style=found.style, page=1, paragraph=place,
            rows=found.rows,
        )
        for place, found in enumerate(made, start=1)
    )  # fmt: skip
    return Document(reader=reader, blocks=placed, pages=pages)


# --- campaigns


def item(
    id_: str,
    title: str,
    *children: OutlineItem,
    aliases: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
) -> OutlineItem:
    """One section of an outline, with those below it."""
    return OutlineItem(id=id_, title=title, children=children, aliases=aliases, evidence=evidence)


def outline(*items: OutlineItem, foreign: tuple[str, ...] = ()) -> Outline:
    """An outline of these top items."""
    return Outline(items=items, foreign=foreign)


def unit(
    code: str,
    name: str,
    *,
    aliases: tuple[str, ...] = (),
    emails: tuple[str, ...] = (),
    symbols: tuple[str, ...] = (),
) -> Unit:
    """One line of the roster; its superior is set with `dataclasses.replace`."""
    return Unit(code=code, name=name, aliases=aliases, emails=emails, symbols=symbols)


SNV = unit(
    "SNV", "Đảng bộ Sở Nội vụ", aliases=("Sở Nội vụ",), emails=("vanthu@sonv.example",), symbols=("SNV",)
)
SYT = unit("SYT", "Đảng bộ Sở Y tế", aliases=("Sở Y tế",), emails=("vanthu@soyt.example",), symbols=("SYT",))
TTYT = replace(
    unit(
        "TTYT", "Chi bộ Trung tâm Y tế dự phòng", aliases=("Trung tâm Y tế dự phòng", "TTYTDP"),
        emails=("ttyt@soyt.example",), symbols=("TTYT",),
    ),
    parent="Đảng uỷ Sở Y tế",
)  # fmt: skip
CTK = unit("CTK", "Chi bộ Cục Thống kê tỉnh", aliases=("Cục Thống kê",), emails=("ctk@phutho.example",))
UNITS = (SNV, SYT, TTYT, CTK)


def campaign(
    *,
    units: tuple[Unit, ...] = UNITS,
    references: tuple[str, ...] = ("28-CT/TU", "Chỉ thị 28", "CT 28"),
    sections: Outline | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Campaign:
    """The campaign on directive 28-CT/TU, due before 15 June 2023, with a small roster and outline."""
    return Campaign(
        id="28-ct-tu", name="28-CT/TU", title="Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU",
        agency="Đảng uỷ Khối các cơ quan tỉnh", timezone=ZONE, mailbox=MailboxRules(),
        period_from=dt.date(2020, 7, 7), period_to=dt.date(2023, 6, 30), opens=dt.date(2023, 5, 12),
        due=Due(before=dt.date(2023, 6, 15)), review_below=0.9, references=references,
        outline=sections or outline(item("1", "Kết quả"), item("2", "Kiến nghị")), units=units, checks=(),
        decisions=decisions,
    )  # fmt: skip


def decision(subject: str, field: str, value: str, *, by: str = "Lan", note: str = "đã gọi điện") -> Decision:
    """What a reviewer ruled."""
    return Decision(at=ARRIVED, by=by, subject=subject, field=field, value=value, note=note)


# --- mail


def attached(
    name: str, *, path: str = "2", media_type: str = "", content: str = "", body: bool = False
) -> File:
    """A file of a message; its type goes by the ending of its name, its digest by `content`, else by its name."""
    ending = name.rpartition(".")[2].lower()
    kind = media_type or MEDIA_TYPES.get(ending, "application/octet-stream")
    return File(
        path=path, name=name, raw_name=name, media_type=kind, declared_type=kind, bytes=1000,
        sha256=digest(content or name), body=body,
    )  # fmt: skip


def envelope(
    sender: str = "ai.do@mail.example", subject: str = "", *, sender_name: str = "", path: str = ""
) -> Envelope:
    """Who wrote, about what: somebody unknown about nothing, unless told otherwise."""
    return Envelope(path=path, sender=sender, sender_name=sender_name, subject=subject)


def message(
    *files: File,
    head: Envelope | None = None,
    text: str = "",
    forwarded: tuple[Envelope, ...] = (),
    automatic: str = "",
) -> Message:
    """A mail with these files."""
    return Message(
        envelope=head or envelope(), text=text, files=files, forwarded=forwarded, automatic=automatic
    )


def arrival(uid: str = "1", *, at: dt.datetime = ARRIVED) -> Arrival:
    """A message as the mailbox lists it."""
    return Arrival(account="eml", folder="INBOX", validity="", uid=uid, received_at=at, size=1000)


def received(
    mail: Message | str,
    readings: Mapping[str, Reading] | None = None,
    *,
    id_: str = "m1",
    raw: str = "",
    by_hand: ByHand | None = None,
) -> Received:
    """A message read: `readings` by the path of the file; `raw` stands for its bytes, its id by default.

    A string in the place of the mail says why there is none.
    """
    found, trouble = (None, mail) if isinstance(mail, str) else (mail, "")
    return Received(
        id=id_, arrival=arrival(id_), sha256=digest(raw or id_), message=found,
        readings=tuple((readings or {}).items()), by_hand=by_hand, trouble=trouble,
    )  # fmt: skip

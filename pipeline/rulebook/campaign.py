"""`campaign.yaml`: names, mailbox, dates, thresholds. Never opens the mailbox and never repeats a password."""

from __future__ import annotations

import datetime as dt
import difflib
import zoneinfo
from urllib.parse import unquote, urlsplit

from pipeline.model.campaign import Campaign, Due, DueReading, MailboxRules, Outline
from pipeline.rulebook.calendar import read_calendar
from pipeline.rulebook.fields import Fields, Key
from pipeline.rulebook.mark import read_mark
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Table, parse

REVIEW_BELOW = 0.9  # the plan of the house: nine cells in ten that are not marked must be right

KEYS = {
    "name": Key(example='name: "28-CT/TU"', required=True),
    "title": Key(example='title: "Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU"', required=True),
    "agency": Key(example='agency: "Đảng uỷ Khối các cơ quan tỉnh"', required=True),
    "timezone": Key(example="timezone: Asia/Ho_Chi_Minh", required=True),
    "mailbox": Key(example="mailbox: {url: ..., folders: [INBOX]}"),
    "period": Key(example="period: {from: 2020-07-07, to: 2023-06-30}"),
    "opens": Key(example="opens: 2023-05-12"),
    "due": Key(example="due: {before: 2023-06-15, reading: strict}", required=True),
    "calendar": Key(example="calendar: {off: [2023-09-01], worked: [2024-05-04]}"),
    "review_below": Key(example="review_below: 0.9"),
    "references": Key(example='references: ["28-CT/TU"]'),
}
MAILBOX_KEYS = {
    "url": Key(example="url: imaps://user@host/"),
    "folders": Key(example="folders: [INBOX]"),
    "mark": Key(example='mark: "keyword:tonghop"'),
    "authserv": Key(example="authserv: mx.google.com"),
    "daily_bytes": Key(example="daily_bytes: 2000000000"),
}
PERIOD_KEYS = {
    "from": Key(example="from: 2020-07-07", required=True),
    "to": Key(example="to: 2023-06-30", required=True),
}
DUE_KEYS = {
    "before": Key(example="before: 2023-06-15", required=True),
    "reading": Key(example="reading: strict"),
    "next_working_day": Key(example="next_working_day: true"),
}
SERVER_SCHEMES = ("imaps", "imap+starttls", "imap")
# As their received mails show it; Microsoft's servers give no name of themselves.
_AUTHSERV = {"imap.gmail.com": "mx.google.com", ".office365.com": "-", ".outlook.com": "-"}
LOCAL_SCHEMES = ("maildir", "mbox", "eml")
_FILES = tuple(f"{scheme}:" for scheme in LOCAL_SCHEMES)


def read_campaign(text: str, page: Page) -> Campaign | None:
    """A campaign without outline, units and checks; None, with problems on the page, when the file is no table."""
    root = parse(text, page)
    if not isinstance(root, Table):
        if root is not None:
            page.add(root.line, "the file is not 'key: value' lines", "begin with name:, title:, agency:")
        return None
    fields = Fields(root, KEYS, page)
    period_from, period_to = _period(fields, page)
    campaign = Campaign(
        id="",
        name=fields.text("name"),
        title=fields.text("title"),
        agency=fields.text("agency"),
        timezone=_timezone(fields),
        mailbox=_mailbox(fields, page),
        period_from=period_from,
        period_to=period_to,
        opens=fields.day("opens"),
        due=_due(fields, page),
        review_below=fields.number("review_below", REVIEW_BELOW, at_most=1.0),
        references=fields.texts("references"),
        outline=Outline(items=()),
        units=(),
        checks=(),
    )
    _check_order(campaign, fields)
    return campaign


def _period(fields: Fields, page: Page) -> tuple[dt.date | None, dt.date | None]:
    table = fields.table("period")
    if table is None:
        return None, None
    period = Fields(table, PERIOD_KEYS, page)
    return period.day("from"), period.day("to")


def _due(fields: Fields, page: Page) -> Due:
    table = fields.table("due")
    if table is None:
        return Due(before=dt.date.max)
    due = Fields(table, DUE_KEYS, page)
    before = due.day("before") or dt.date.max
    return Due(
        before=before, reading=due.choice("reading", DueReading.STRICT),
        next_working_day=due.flag("next_working_day", default=False), calendar=read_calendar(fields, page, before),
    )  # fmt: skip


def _check_order(campaign: Campaign, fields: Fields) -> None:
    if campaign.period_from and campaign.period_to and campaign.period_from > campaign.period_to:
        fields.wrong("period", "it ends before it begins", "write the earlier day after from:")
    if campaign.period_from and campaign.period_from >= campaign.due.before:
        fields.wrong("period", "it begins after the deadline", "correct from: of period, or before: of due")
    if campaign.due.before == dt.date.min:
        fields.wrong("due", "the deadline is the first day of the calendar", "correct before: of due")
    elif campaign.opens and campaign.opens > campaign.due.last_day:
        fields.wrong("opens", "it is after the last day on time", "correct opens:, or before: of due")


def _timezone(fields: Fields) -> zoneinfo.ZoneInfo:
    name = fields.text("timezone", "UTC")
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, zoneinfo.available_timezones(), n=1)
        advice = f"write {near[0] if near else 'Asia/Ho_Chi_Minh'}"
        fields.wrong("timezone", f"{shown(name)} is no time zone", advice)
        return zoneinfo.ZoneInfo("UTC")


def _mailbox(fields: Fields, page: Page) -> MailboxRules:
    table = fields.table("mailbox")
    if table is None:
        return MailboxRules()
    mailbox = Fields(table, MAILBOX_KEYS, page)
    url = mailbox.text("url")
    problem = _url_problem(url) if url else None
    if problem:
        mailbox.wrong("url", *problem)
    folders = mailbox.texts("folders") or MailboxRules().folders
    authserv = mailbox.text("authserv", _usual_authserv(url)).lower()
    return MailboxRules(
        url=url, folders=folders, mark=read_mark(mailbox, files=url.startswith(_FILES)), authserv=authserv,
        daily_bytes=mailbox.whole("daily_bytes", 0, at_least=1),
    )  # fmt: skip


def _usual_authserv(url: str) -> str:
    """Under which id the servers of the great providers say who sent a mail; empty for others."""
    host = (urlsplit(url).hostname or "") if url.startswith("imap") and not _url_problem(url) else ""
    return next((known for end, known in _AUTHSERV.items() if host.endswith(end)), "")


def _url_problem(url: str) -> tuple[str, str] | None:
    """What is wrong with a mailbox address, and the advice; neither repeats the address: it may hold a password."""
    scheme, colon, place = url.partition(":")
    if scheme in LOCAL_SCHEMES and place:
        return None
    if scheme not in SERVER_SCHEMES or not colon:
        known = ", ".join(SERVER_SCHEMES + LOCAL_SCHEMES)
        return "not a mailbox address", f"write imaps://user@host/, or begin with one of: {known}"
    try:
        parts = urlsplit(url)
        user, host, port = parts.username, parts.hostname, parts.port
    except ValueError:
        return "host or port cannot be read", "write imaps://user@host:993/, without a password"
    if parts.password is not None or ":" in unquote(user or "") or parts.query or parts.fragment:
        return (
            "it holds a password or options",
            "write user@host alone; the password goes into TONGHOP_MAILBOX_PASSWORD",
        )
    if not user or not host or port == 0:
        return "user or host is missing", "write imaps://user@host/, with %40 for the @ of the user's address"
    return None

"""Mails as bytes: headers, parts and boundaries, the same for the same mail.

Builds with the standard library's old message classes, which write what they are told to and no more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from email import encoders
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from io import BytesIO

from pipeline.demo.nouns import Attachment, Mail

MAILBOX = "sokethongdanchu@dangbokhoi.example"
_SERVER = "mx.dangbokhoi.example"
_TRAVEL = dt.timedelta(seconds=19)  # between sending and arrival


def to_bytes(mail: Mail, seed: int) -> bytes:
    """The mail as it would lie in a mailbox, with CRLF line ends."""
    target = BytesIO()
    policy = compat32.clone(linesep="\r\n")
    BytesGenerator(target, mangle_from_=False, policy=policy).flatten(_message(mail, seed))
    return target.getvalue()


def _message(mail: Mail, seed: int) -> Message:
    key = _key(mail, seed)
    body = _body(mail, key, seed)
    message = Message()
    for name, value in _trace(mail, key):
        message[name] = value
    message["From"] = formataddr(
        (Header(mail.sender_name, "utf-8").encode() if mail.sender_name else "", mail.sender)
    )
    message["To"] = MAILBOX
    message["Subject"] = Header(mail.subject, "utf-8", header_name="Subject").encode()
    message["Date"] = format_datetime(mail.arrived - _TRAVEL)
    message["Message-ID"] = f"<{key[:20]}@{_domain(mail.sender)}>"
    for name, value in (*mail.headers, *body.items()):
        message[name] = value
    message.set_payload(body.get_payload())
    return message


def _key(mail: Mail, seed: int) -> str:
    told = f"{seed}/{mail.unit}/{mail.sender}/{mail.subject}/{mail.arrived.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _trace(mail: Mail, key: str) -> tuple[tuple[str, str], ...]:
    """The path of the mail, the last server first."""
    here = mail.arrived.astimezone(dt.UTC) if mail.utc else mail.arrived
    relay, host = _domain(mail.sender), int(key[:2], 16) % 250 + 1
    last = (
        f"from mail.{relay} (mail.{relay} [203.0.113.{host}])\n\tby {_SERVER} with ESMTPS id {key[:10]};"
        f"\n\t{format_datetime(here)}"
    )
    first = (
        f"from [192.0.2.{host}] by mail.{relay} with ESMTPA id {key[10:18]};"
        f"\n\t{format_datetime(mail.arrived - _TRAVEL)}"
    )
    return ("Received", last), ("Received", first)


def _body(mail: Mail, key: str, seed: int) -> Message:
    said = MIMEText(mail.text, "plain", "utf-8")
    if mail.bounced:
        return _bounce(said, mail.bounced, key)
    parts = [said, *(_attachment(file) for file in mail.attachments)]
    if mail.inner:
        parts.append(MIMEMessage(_message(mail.inner, seed)))
    if len(parts) == 1:
        return said
    return _together("mixed", parts, key)


def _together(kind: str, parts: list[Message], key: str) -> Message:
    whole = MIMEMultipart(kind, boundary=f"=_{key[20:44]}")
    for part in parts:
        whole.attach(part)
    return whole


def _bounce(said: Message, address: str, key: str) -> Message:
    status = Message()
    status["Reporting-MTA"] = f"dns; {_SERVER}"
    recipient = Message()
    recipient["Final-Recipient"] = f"rfc822; {address}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.1.1"
    report = MIMEBase("message", "delivery-status")
    report.set_payload([status, recipient])
    whole = _together("report", [said, report], key)
    whole.set_param("report-type", "delivery-status")
    return whole


def _attachment(file: Attachment) -> Message:
    part = MIMEBase(*file.media_type.split("/", 1))
    part.set_payload(file.data)
    encoders.encode_base64(part)
    if not file.name:
        part["Content-Disposition"] = "attachment"
    elif file.old_name:
        words = Header(file.name, "utf-8").encode().replace("\n", "")
        part.set_param("name", words)
        part["Content-Disposition"] = f'attachment; filename="{words}"'
    else:
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
    return part

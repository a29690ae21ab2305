"""Kind `stamp`: what the frame of a digital signature shows on the page is not what the certificate says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, local_time
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.signature import Signature, Signer
from pipeline.model.submission import Role, SortedFile
from pipeline.text.fold import bare

_HERE = dt.timezone(dt.timedelta(hours=7))
# Between drawing the frame and signing, a person types a password; another clock may be some minutes off.
_SAME_TIME = dt.timedelta(hours=1)
_LEAST_LETTERS = 5  # of a name that may be cut short by its frame

_SIGNER = r"(?:được )?ký (?:số )?bởi|người ký|(?:digitally )?signed by"
_KEYS = {
    "signer": _SIGNER,
    "email": r"e-?mail",
    "organisation": r"cơ quan|tổ chức|đơn vị",
    "time": r"(?:ngày|thời gian|giờ) ký|date",
    "other": r"chức vụ|lý do|địa điểm|reason|location|dn|contact",
}
_KEY = re.compile("|".join(rf"(?P<{name}>\b(?:{key})\b)" for name, key in _KEYS.items()), re.IGNORECASE)
_ANCHOR = re.compile(rf"(?:{_SIGNER})\b", re.IGNORECASE)
_ZONE = r"(?P<zone>Z|[+-]\d{2}[:']?\d{2})?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_DAY = r"(?P<one>\d{1,4})[-./](?P<two>\d{1,2})[-./](?P<three>\d{2,4})"
_TIMES = (re.compile(rf"{_DAY}[ T,]+{_CLOCK}\s*{_ZONE}"), re.compile(rf"{_CLOCK}\s*{_ZONE}[ ,]+{_DAY}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What one frame shows; empty where it shows nothing. `times` are all that its time may be: 3/8 is in August or in March."""

    signer: str = ""
    email: str = ""
    organisation: str = ""
    time: str = ""
    times: tuple[dt.datetime, ...] = ()


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each frame that agrees with no signature of its file in signer, office and time."""
    if record.counting is None:
        return
    for file in record.counting.files:
        if file.role is Role.OTHER:
            continue
        for page, differing in _differing(file):
            what = ", ".join(name for name, _, _ in differing)
            evidence = "; ".join(
                f'{name}: trên trang "{shown}", trong chứng thư "{_told(said, campaign)}"'
                for name, shown, said in differing
            )
            yield Finding(
                unit=record.unit.code, version=record.counting.version, check=rule.id, severity=rule.severity,
                message=f"Khung chữ ký số trên trang khác với chữ ký số: {what}", file=file.file.name,
                page=page, evidence=evidence, brief="khung chữ ký số khác với chữ ký số",
            )  # fmt: skip


Difference = tuple[str, str, str | dt.datetime]


def _told(said: str | dt.datetime, campaign: Campaign) -> str:
    return said if isinstance(said, str) else f"{local_time(said, campaign.timezone):%H:%M:%S %d/%m/%Y}"


def _differing(file: SortedFile) -> Iterator[tuple[int | None, list[Difference]]]:
    """The page of each frame that is not its signature's, and how they differ."""
    signed = [(found, found.signer) for found in file.signed.signatures if found.signer]
    for signature, signer in signed:
        for stamp in stamps(signature.stamp):
            if found := _against(stamp, signature, signer):
                yield signature.page, found
    for stamp in stamps_of(file.reading) if isinstance(file.reading, Document) else ():
        tries = [_against(stamp, signature, signer) for signature, signer in signed]
        if tries and all(tries):
            yield None, min(tries, key=len)


def stamps_of(document: Document) -> tuple[Stamp, ...]:
    """The frames among the lines that a reader set apart from the text."""
    return stamps(document.furniture)


def stamps(lines: Sequence[str]) -> tuple[Stamp, ...]:
    """The frames that lines hold, each from the one that names the signer on."""
    text = "\n".join(lines)
    starts = [found.start() for found in _ANCHOR.finditer(text)]
    return tuple(_stamp(text[start:end]) for start, end in pairwise([*starts, len(text)]))


def _stamp(text: str) -> Stamp:
    parts: dict[str, str] = {}
    keys = list(_KEY.finditer(text))
    for key, end in zip(keys, [*(key.start() for key in keys[1:]), len(text)], strict=True):
        value = " ".join(text[key.end() : end].split()).strip(" :;,-")
        parts.setdefault(str(key.lastgroup), value)
    found = next(filter(None, (form.search(parts.get("time", "")) for form in _TIMES)), None)
    return Stamp(
        signer=parts.get("signer", ""), email=parts.get("email", ""), organisation=parts.get("organisation", ""),
        time=found[0].strip() if found else "", times=tuple(_times(found)) if found else (),
    )  # fmt: skip


def _times(found: re.Match[str]) -> Iterator[dt.datetime]:
    one, two, three = int(found["one"]), int(found["two"]), int(found["three"])
    orders = (
        [(one, two, three)] if len(found["one"]) == len("2020") else [(three, two, one), (three, one, two)]
    )
    zone = _zone(found["zone"] or "")
    for year, month, day in orders:
        try:
            yield dt.datetime(
                year,
                month,
                day,
                int(found["hour"]),
                int(found["minute"]),
                int(found["second"] or 0),
                tzinfo=zone,
            )
        except ValueError:
            continue


def _zone(written: str) -> dt.timezone:
    if not written:
        return _HERE
    if written == "Z":
        return dt.UTC
    digits = re.sub(r"\D", "", written)
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return (
        dt.timezone(-offset if written.startswith("-") else offset)
        if offset < dt.timedelta(days=1)
        else _HERE
    )


def _against(stamp: Stamp, signature: Signature, signer: Signer) -> list[Difference]:
    """In what a frame differs from a signature: what of it, as shown, as the certificate says."""
    found = list[Difference]()
    if not _names(stamp.signer, (signer.name, signer.organisation)):
        found.append(("người ký", stamp.signer, signer.name))
    if not _names(stamp.organisation, _offices(signer)):
        found.append(("cơ quan", stamp.organisation, signer.organisation))
    if signer.email and not _names(stamp.email, (signer.email,)):
        found.append(("email", stamp.email, signer.email))
    said = [at for at in (signature.signed_at, signature.claimed_at) if at]
    if said and stamp.times and not any(abs(at - time) <= _SAME_TIME for at in said for time in stamp.times):
        found.append(("thời gian", stamp.time, said[0]))
    return found


def _offices(signer: Signer) -> Iterable[str]:
    return (signer.organisation, signer.department, signer.name, f"{signer.department}{signer.organisation}")


def _names(shown: str, said: Iterable[str]) -> bool:
    """Whether what is shown may stand for one of the names: a part of it, or more than it; without one to compare, it may."""
    mine, names = _squeezed(shown), [name for name in map(_squeezed, said) if name]
    if not mine or not names:
        return True
    return any(
        mine == name or (min(len(mine), len(name)) >= _LEAST_LETTERS and (mine in name or name in mine))
        for name in names
    )


def _squeezed(name: str) -> str:
    """Letters and digits alone: frames break words (`gov.v n`) and leave marks out."""
    return re.sub(r"[\W_]", "", bare(name))


KIND = Kind(
    name="stamp",
    about="Người ký, cơ quan, email hoặc thời gian in trong khung chữ ký số khác với chứng thư số của tệp.",
    check=check,
    group="chữ ký số",
)

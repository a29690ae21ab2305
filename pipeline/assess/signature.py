"""Kind `signature`: digital signatures that do not hold, or that somebody else made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, Severity, Unit, local_time
from pipeline.model.finding import Finding, Record
from pipeline.model.signature import Integrity, Signature, Signer, Trust
from pipeline.model.submission import Role, SortedFile
from pipeline.sentences.reasons import REASONS
from pipeline.text.fold import fold

# What Party bodies put before the name that their office's certificate has.
_PREFIXES = ("đảng bộ", "đảng uỷ", "đảng ủy", "chi bộ", "chi uỷ", "chi ủy", "cơ quan")
_SAME_NAME = 90.0  # 0-100: a slip or a lost word, not another office
_LEAST_LETTERS = 6  # of a name that may be part of another: shorter ones are
# Hosts of free mail: the same one says nothing of the office.
_ANYBODYS = frozenset(("gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "hotmail.com"))
_MINUTE = "%H:%M %d/%m/%Y"


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Broken signatures and changes after the last one weigh as the rule says, everything else is lighter."""
    if record.counting is None:
        return
    for file in record.counting.files:
        if file.role is not Role.OTHER:
            yield from _of_file(_Told(record, campaign, rule, file), record.unit)


class _Told:
    """Makes findings of one file."""

    def __init__(self, record: Record, campaign: Campaign, rule: Check, file: SortedFile) -> None:
        self.signatures = file.signed.signatures
        self.trouble = file.signed.trouble
        self.severity = rule.severity
        self._record, self._zone, self._rule, self._name = record, campaign.timezone, rule, file.file.name

    def finding(
        self, severity: Severity, message: str, evidence: str, *, page: int | None = None, brief: str = ""
    ) -> Finding:
        """One finding."""
        counting = self._record.counting
        return Finding(
            unit=self._record.unit.code, version=counting.version if counting else 0, check=self._rule.id,
            severity=severity, message=message, file=self._name, page=page, evidence=evidence,
            brief=brief,
        )  # fmt: skip

    def clock(self, time: dt.datetime) -> str:
        """A time as the campaign's clocks show it."""
        return f"{local_time(time, self._zone):{_MINUTE}}"


def _of_file(told: _Told, unit: Unit) -> Iterator[Finding]:
    if told.trouble:
        why = REASONS.in_vietnamese(told.trouble)
        yield told.finding(Severity.NOTE, "Chưa kiểm tra được chữ ký số của tệp", why)
    for place, signature in enumerate(told.signatures):
        if signature.integrity is not Integrity.INTACT:
            yield _unsound(told, signature, told.signatures[place + 1 :])
        if signature.signer and signature.holds:
            yield from _of_certificate(told, signature, signature.signer)
    signers = [signature.signer for signature in told.signatures if signature.signer and signature.holds]
    if signers and not any(_is_of(unit, signer) for signer in signers):
        who = "; ".join(dict.fromkeys(map(_full_name, signers)))
        yield told.finding(Severity.NOTE, "Người ký số không rõ có thuộc đơn vị không", who)


def _unsound(told: _Told, signature: Signature, later: Sequence[Signature]) -> Finding:
    """A signature that does not hold, or over which something was changed."""
    who, why = name_of(signature), REASONS.in_vietnamese(signature.detail)
    if signature.integrity is Integrity.BROKEN:
        message = f"Chữ ký số của {who} không đúng với tệp: tệp bị sửa hoặc hỏng sau khi ký"
        return told.finding(told.severity, message, why, brief="chữ ký số không đúng với tệp")
    if signature.integrity is Integrity.UNKNOWN:
        message = f"Chữ ký số {who} không đọc được hoặc thuộc loại chưa kiểm tra được"
        return told.finding(Severity.WARNING, message, why)
    page = signature.alterations[0].page if signature.alterations else None
    shown = "; ".join(
        f'trang {one.page}: "{one.before}" thành "{one.after}"' for one in signature.alterations
    )
    message = f"Tệp bị thay đổi sau chữ ký số của {who}"
    after = [one for one in later if one.integrity is Integrity.INTACT]
    if after:  # who signed later signed the change as well
        message, severity = f"{message}, trước chữ ký số của {name_of(after[-1])}", Severity.NOTE
    else:
        severity = told.severity
    brief = "" if after else "tệp bị thay đổi sau khi ký số"
    return told.finding(severity, message, shown or why, page=page, brief=brief)


def _of_certificate(told: _Told, signature: Signature, signer: Signer) -> Iterator[Finding]:
    at = signature.signed_at
    if at is not None and not signer.valid_from <= at <= signer.valid_to:
        evidence = f"ký {told.clock(at)}, hiệu lực từ {told.clock(signer.valid_from)} đến {told.clock(signer.valid_to)}"
        message = f"Chứng thư số của {name_of(signature)} không có hiệu lực lúc ký"
        yield told.finding(Severity.WARNING, message, evidence)
    elif signature.trust is Trust.UNKNOWN:
        message = f"Chưa xác nhận được nơi cấp chứng thư số của {name_of(signature)}"
        yield told.finding(Severity.NOTE, message, f"nơi cấp: {signer.issuer}; số: {signer.serial}")


def name_of(signature: Signature) -> str:
    """Whose signature it is, as a message names it."""
    return signature.signer.name if signature.signer and signature.signer.name else signature.field


def _full_name(signer: Signer) -> str:
    parts = (signer.name, signer.department, signer.organisation, signer.email)
    return ", ".join(filter(None, parts))


def _is_of(unit: Unit, signer: Signer) -> bool:
    """Whether a certificate names the unit, or an address of its host."""
    address = signer.email.lower()
    hosts = {mail.lower().rpartition("@")[2] for mail in unit.emails} - _ANYBODYS
    if address and (address in map(str.lower, unit.emails) or address.rpartition("@")[2] in hosts):
        return True
    names = {_core(name) for name in (unit.name, *unit.aliases)}
    said = {_core(part) for part in (signer.name, signer.department, signer.organisation) if part}
    return any(_alike(name, part) for name in names for part in said)


def _core(name: str) -> str:
    """A name without what it begins with in the Party."""
    folded = fold(name)
    while prefix := next((one for one in _PREFIXES if folded.startswith(f"{fold(one)} ")), ""):
        folded = folded[len(prefix) :].strip()
    return folded


def _alike(name: str, said: str) -> bool:
    if min(len(name), len(said)) < _LEAST_LETTERS:
        return name == said
    return name in said or said in name or fuzz.ratio(name, said) >= _SAME_NAME


KIND = Kind(
    name="signature",
    about="Chữ ký số không đúng với tệp, tệp bị sửa sau khi ký, chứng thư hết hạn, hoặc người ký không rõ thuộc đơn vị.",
    check=check,
    group="chữ ký số",
)

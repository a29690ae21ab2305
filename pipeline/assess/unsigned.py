"""Kind `unsigned`: a report that nobody has signed: no digital signature, no scan of a signed paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.assess.stamp import stamps_of
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import Role, SortedFile

_PAPERS = frozenset((Role.REPORT, Role.SIGNED_COPY, Role.UNREADABLE))
# How the block of a signature begins, in capitals, or what its last line says; without marks, which OCR loses.
_SIGNS = re.compile(
    r"\b(?:T/?M|K/?T|T/?L|T/?UQ)[./ ]|\b(?i:da ky|ky ten)\b|"
    r"\b(?:BI THU|CHU TICH|GIAM DOC|CUC TRUONG|VIEN TRUONG|CHANH AN|CHANH VAN PHONG|TRUONG BAN|HIEU TRUONG|"
    r"THU TRUONG|TRUONG PHONG|CHU NHIEM|CHANH THANH TRA)\b"
)
_NO_COPY = "Chưa có bản ký: không có chữ ký số, cũng không có bản quét"
_NO_BLOCK = "Bản quét không thấy phần ký tên"
_FRAME_ALONE = "Trang có khung chữ ký số nhưng tệp không có chữ ký số: bản in lại, hoặc chữ ký đã mất"


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for the counting submission; files that could not be read may be signed, and say so themselves."""
    del campaign
    if record.counting is None:
        return
    papers = [file for file in record.counting.files if file.role in _PAPERS]
    if any(map(_may_be_signed, papers)):
        return
    for file in papers[:1]:
        message, evidence = _why(papers)
        yield Finding(
            unit=record.unit.code, version=record.counting.version, check=rule.id, severity=rule.severity,
            message=message, file=file.file.name, evidence=evidence,
        )  # fmt: skip


def _may_be_signed(file: SortedFile) -> bool:
    """Whether a paper has a digital signature, is a picture of one with the block, or cannot be seen through."""
    if file.signed.signatures or file.signed.trouble:
        return True
    if not isinstance(file.reading, Document) or file.reading.unread_pages:
        return True
    return bool(file.reading.recognised) and _has_block(file.reading)


def _has_block(document: Document) -> bool:
    return any(_SIGNS.search(_without_marks(block.text)) for block in document.blocks)


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _why(papers: list[SortedFile]) -> tuple[str, str]:
    documents = [file.reading for file in papers if isinstance(file.reading, Document)]
    frames = [stamp for document in documents for stamp in stamps_of(document)]
    if frames:
        return _FRAME_ALONE, f"{frames[0].signer} {frames[0].time}".strip()
    return (_NO_BLOCK if any(document.recognised for document in documents) else _NO_COPY), ""


KIND = Kind(
    name="unsigned",
    about="Báo cáo chưa có bản ký: không có chữ ký số, cũng không có bản quét có phần ký tên.",
    check=check,
    group="bản ký",
)

"""Papers for labelled mails: letterheads in every layout, a title, an opening, a text, a closing and who signs.

Everything is invented; what is labelled is whose paper it is, by construction.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import Block, Document, Recognition
from tests.build.nouns import block, document, table
from tests.build.page import filler

PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Việt Trì, ngày 05 tháng 6 năm 2023")
STATE = (
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Phú Thọ, ngày 05 tháng 6 năm 2023",
)  # fmt: skip
ABSTRACT = "Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020 của Ban Thường vụ Tỉnh uỷ"
OPENING = (
    "Thực hiện Kế hoạch số 45-KH/BCĐ ngày 12/5/2023 của Ban Chỉ đạo Đảng uỷ Khối, đơn vị báo cáo như sau:"
)
LAYOUTS = ("table", "lines", "spaces", "cells", "interleaved", "right first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a paper says. `left` are the letterhead's lines with the number; empty, there is no letterhead."""

    left: tuple[str, ...] = ()
    party: bool = False
    type: str = "BÁO CÁO"
    abstract: str = ABSTRACT
    opening: str = OPENING
    texts: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    words: int = 180


def made(sheet: Sheet, layout: str = "table", *, scanned: bool = False) -> Document:
    """The paper as a reader gives it."""
    right = PARTY if sheet.party else STATE
    title = [block(sheet.type, bold=1.0, centred=True)] if sheet.type else []
    title += [block(sheet.abstract, bold=1.0, centred=True)] if sheet.abstract else []
    middle = [sheet.opening, "I. Công tác tuyên truyền, quán triệt", *sheet.texts, filler(sheet.words)]
    blocks = [*_head(sheet.left, right, layout), *title, *middle, *sheet.closing]
    found = document(*(one for one in blocks if one))
    return _recognised(found) if scanned else found


def _head(left: Sequence[str], right: Sequence[str], layout: str) -> list[Block | str]:
    if not left:
        return []
    pairs = [_pair(left, right, row) for row in range(max(len(left), len(right)))]
    if layout == "table":
        return [table(("\n".join(left), "\n".join(right)))]
    if layout == "cells":
        return [table(*pairs)]
    if layout == "spaces":
        return ["          ".join(filter(None, pair)) for pair in pairs]
    if layout == "interleaved":  # a PDF line by line: the gap between the columns is one blank
        return [" ".join(filter(None, pair)) for pair in pairs]
    return [*right, *left] if layout == "right first" else [*left, *right]


def _pair(left: Sequence[str], right: Sequence[str], row: int) -> tuple[str, str]:
    return left[row] if row < len(left) else "", right[row] if row < len(right) else ""


def _recognised(typed: Document) -> Document:
    blocks = tuple(replace(found, sure=0.88) for found in typed.blocks)
    read = (Recognition(page=1, confidence=0.88, uncovered=0.004),)
    return replace(typed, blocks=blocks, reader="ocr", recognised=read)


def signature(dice: random.Random, signer: str = "") -> tuple[str, ...]:
    """Recipients, and who signs: the paper's last lines."""
    posts = ("T/M CHI BỘ", "BÍ THƯ"), ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    head, post = dice.choice(posts)
    recipients = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    return (*recipients, head, signer or post, "Nguyễn Văn A")

"""Targets for what wraps files in mails: winmail.dat, Outlook's mails, signed ones, what lsar prints; labels of scans."""

from __future__ import annotations

from pipeline.parse import listing, msg, packed, smime, tnef
from pipeline.parse.limits import Limits
from pipeline.read.scan.lines import mended

_SMALL = Limits(parts=40, members=20, member_bytes=1 << 20, total_bytes=2 << 20)
_BUDGET = 1 << 19
_DEPTH = 3


def winmail(data: bytes) -> None:
    """Any bytes are opened within their budget, or there is a reason; nothing in it is no silence."""
    found = tnef.open_tnef(b"\x78\x9f\x3e\x22\0\0" + data, _SMALL, _BUDGET)
    _keeps_its_budget(found.members)
    assert found.members or found.text or found.reason


def outlook(data: bytes) -> None:
    """The same for Outlook's mails, however deep."""
    _letter(msg.open_msg(data, _SMALL, _BUDGET, _DEPTH), _DEPTH)


def signed(data: bytes) -> None:
    """A signed value has its content, no content, or a reason why it stayed shut."""
    found = smime.content(data)
    assert found is None or isinstance(found, bytes) or found
    if isinstance(found, bytes):
        assert len(found) <= len(data)
        smime.is_entity(found)


def listings(data: bytes) -> None:
    """What is no listing is an empty one; sizes and places are whole numbers."""
    found = listing.read(data)
    for entry in found.entries:
        assert entry.index >= 0
        assert entry.size is None or entry.size >= 0
        entry.name.encode("utf-8")


def scanned_labels(data: bytes) -> None:
    """A mended label is not mended again, and nothing but its beginning changes."""
    text = data.decode("utf-8", "replace")
    once = mended(text)
    assert mended(once) == once
    assert once[-1:] == text[-1:]


def _letter(letter: msg.Letter, depth: int) -> None:
    _keeps_its_budget(letter.files)
    assert depth >= 0
    assert len(letter.files) + len(letter.mails) <= _SMALL.members
    for _, inner in letter.mails:
        _letter(inner, depth - 1)
    if not (letter.files or letter.mails or letter.text or letter.html):
        assert letter.reason or letter.fields


def _keeps_its_budget(members: tuple[packed.Member, ...]) -> None:
    assert sum(len(member.data) for member in members) <= _BUDGET
    assert len(members) <= _SMALL.members
    assert all(member.data or member.reason is not None for member in members)

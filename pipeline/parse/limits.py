"""How much of a message is looked at. Reaching a limit is always said in the result; it must never pass as fine."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one `unpack`. Sizes are in bytes, `text_characters` in characters.

    Sources (notes on robustness): Dovecot allows 10 000 parts and depth 100, rspamd depth 64, Tika a ratio of 100;
    real report mails stay two orders of magnitude below. `field_bytes` bounds one header field, `header_fields`
    and `header_bytes` all fields of one message or part. `parts` counts every leaf at every depth, `total_bytes`
    everything taken out of archives and nested mails.
    `ratio` is unpacked to packed size, and applies once a member is larger than `ratio_from`.
    """

    parts: int = 1000
    depth: int = 50
    header_fields: int = 10_000
    header_bytes: int = _MIB
    field_bytes: int = 64 * 1024
    members: int = 1000
    archive_depth: int = 3
    member_bytes: int = 64 * _MIB
    total_bytes: int = 200 * _MIB
    ratio: int = 200
    ratio_from: int = _MIB
    text_characters: int = 100_000

"""Media types that programs turn into a .docx first. Apart from their reader, so that the run need not import it."""

from __future__ import annotations

CONVERTED = frozenset((
    "application/msword", "application/rtf", "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template", "application/x-wordml", "application/xml",
))  # fmt: skip

"""All targets by name: those that take bytes, and those that take values of a shape (hypothesis makes them)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.fuzz import files, shaped, texts, wraps

BYTES: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        texts.labels, texts.numerals, texts.fold, texts.old_codes, texts.sheet_text, texts.header_words, texts.file_names,
        files.dates, files.mails, files.archives, files.kinds, files.answers, files.bodies_of_mails, files.word_parts,
        files.web_pages, wraps.winmail, wraps.outlook, wraps.signed, wraps.listings, wraps.scanned_labels,
    )
}  # fmt: skip
SHAPED = shaped.SHAPED

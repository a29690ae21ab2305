"""How a paragraph is set: what it says itself, before what its style says. Never touches runs or text."""

from __future__ import annotations

from functools import lru_cache

from pipeline.model.document import Setting
from pipeline.read.docx.styles import ParagraphLook

_JUSTIFIED = frozenset(("both", "distribute", "thaiDistribute", "lowKashida", "mediumKashida", "highKashida"))


def setting_of(look: ParagraphLook, style: ParagraphLook, *, spaced: bool = False) -> Setting:
    """The setting of a paragraph with these properties in this style; `spaced`: blanks or a tab move its first line."""
    first_line = style.first_line if look.first_line is None else look.first_line
    lined = look if (look.line, look.multiple) != (None, None) else style
    return _setting(
        look.alignment or style.alignment,
        None if spaced else first_line or 0.0,
        style.before if look.before is None else look.before,
        style.after if look.after is None else look.after,
        lined.line,
        lined.multiple,
    )


@lru_cache(maxsize=1024)  # a file has a handful of settings
def _setting(  # noqa: PLR0913, PLR0917 - for the cache
    alignment: str | None,
    first_line: float | None,
    before: float | None,
    after: float | None,
    line: float | None,
    multiple: float | None,
) -> Setting:
    return Setting(
        justified=alignment in _JUSTIFIED,
        first_line=first_line,
        before=before or 0.0,
        after=after or 0.0,
        line=line,
        multiple=multiple,
    )

"""What of a styles part is worth parsing: cut as bytes, before any XML library sees it.

python-docx's own template has a styles part of 350 kB, nine tenths of it table styles, which we do not resolve, and a
list of latent ones. Never changes what is kept; a part written in another way than Word's comes back whole.
"""

from __future__ import annotations

_STYLE, _STYLE_END, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'
_NEXT = _STYLE + _OF_TABLES
_LATENT, _LATENT_END = b"<w:latentStyles", b"</w:latentStyles>"


def needed_styles(blob: bytes) -> bytes:
    """A styles part without its table styles and latent ones, cut out as bytes: much faster than parsing them."""
    kept: list[bytes] = []
    place, begin, end = 0, blob.find(_LATENT), blob.find(_LATENT_END)
    if 0 <= begin < end:
        kept.append(blob[:begin])
        place = end + len(_LATENT_END)
    found = blob.find(_OF_TABLES, place)
    while found >= 0:
        start = blob.rfind(_STYLE, place, found)
        if start >= 0 and b">" not in blob[start:found]:
            kept.append(blob[place:start])
            place = _end_of_style(blob, found)
            while blob.startswith(_NEXT, place):  # they stand together as a rule
                place = _end_of_style(blob, place)
        found = blob.find(_OF_TABLES, max(place, found + 1))
    return b"".join((*kept, blob[place:]))


def _end_of_style(blob: bytes, inside: int) -> int:
    """Where a style ends whose opening tag holds this place; the end of the part if nowhere."""
    opened = blob.find(b">", inside)
    if blob[opened - 1 : opened] == b"/":
        return opened + 1
    end = blob.find(_STYLE_END, opened)
    return end + len(_STYLE_END) if end >= 0 else len(blob)

"""Finds objects that say they are themselves: pdfplumber's parser follows them for ever. Pure."""

from __future__ import annotations

import re

_ALIAS = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\s*(\d{1,9})\s+\d{1,5}\s+R\s*endobj")


def has_reference_loop(data: bytes) -> bool:
    """Whether following plain references (`5 0 obj 7 0 R endobj`) leads back to where it began.

    Only what is written in the open is seen: the limit of time around the reader must hold for the rest.
    """
    aliases = {int(found[1]): int(found[2]) for found in _ALIAS.finditer(data)}
    safe: set[int] = set()
    for start in aliases:
        path: set[int] = set()
        place = start
        while place in aliases and place not in safe:
            if place in path:
                return True
            path.add(place)
            place = aliases[place]
        safe |= path
    return False

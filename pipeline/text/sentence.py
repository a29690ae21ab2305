"""What makes a sentence of words. For people to read; never for comparing."""

from __future__ import annotations


def capital(text: str) -> str:
    """The text with its first letter large; the others as they are, which `str.capitalize` would not leave."""
    return text[:1].upper() + text[1:]

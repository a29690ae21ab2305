"""What makes a sentence of words and days. For people to read; never for comparing."""

from __future__ import annotations

import datetime as dt


def capital(text: str) -> str:
    """The text with its first letter large; the others as they are, which `str.capitalize` would not leave."""
    return text[:1].upper() + text[1:]


def day(date: dt.date) -> str:
    """A day as it is written in Vietnamese sentences: `15/6/2023`."""
    return f"{date.day}/{date.month}/{date.year}"

"""What figures a campaign asks for: the labels of their rows and the headings of their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a column of figures is for, and the headings that say so."""

    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure that units give in tables: the row labels that name it are its title and aliases.

    `unit` is what it is counted in, `unit_aliases` other words for that. `whole` says that it has no decimals. With
    `columns` only columns under those headings count, where a table has one of them. `section` is the outline item that
    it belongs to, empty for none.
    """

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    unit_aliases: tuple[str, ...] = ()
    whole: bool = True
    columns: tuple[Period, ...] = ()
    section: str = ""

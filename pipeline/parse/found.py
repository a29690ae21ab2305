"""What stands in a message, as the walk through it gathers: leaves with their bytes, mails with their header fields."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.mail import File

Fields = tuple[tuple[str, str], ...]  # (lower-case name, value as written), in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A file and its bytes, None when they could not be taken out.

    For the text of a mail `mail` is that mail's path and `group` the set of alternatives that it belongs to.
    """

    file: File
    data: bytes | None
    charset: str = ""
    mail: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The header fields of a mail; `path` is empty for the outer one."""

    path: str
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that stands in a message, in order; the outer mail comes first in `mails`."""

    leaves: tuple[Leaf, ...]
    mails: tuple[Mail, ...]
    defects: tuple[str, ...]

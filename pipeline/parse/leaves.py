"""Every leaf of a message with its exact bytes: parts, nested mails, archive members. Nothing is left out in silence.

What is opened (a nested mail, an archive) gives no leaf of its own; what stays shut is a leaf with a reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from pipeline.model.mail import File
from pipeline.parse import archive, names, sniff, tree, words
from pipeline.parse.limits import Limits

TOO_MANY = "too many parts: this one and all after it were left in the message"
TOO_MUCH = "too much data in one message"
ARCHIVES_TOO_DEEP = "archives nested too deeply"

_NESTED = frozenset(("message/rfc822", "message/global", "message/news"))
_TEXT_TYPES = frozenset(("text/plain", "text/html", "text/enriched", "text/x-amp-html", "text/watch-html"))
# What the bytes of a text may look like: a body that quotes a mail's headers looks like a mail.
_TEXTUAL = frozenset((sniff.TEXT, sniff.HTML, sniff.MAIL, sniff.MHTML, sniff.XML, sniff.EMPTY))
_MAX_DEFECTS = 100

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where in the message we are: part path, depth of all nesting, depth of archives, and whose alternatives."""

    path: str = ""
    depth: int = 0
    archives: int = 0
    mail: str = ""
    group: str = ""


def collect(raw: bytes, limits: Limits) -> Found:
    """Take a message apart; never raises on its content."""
    walk = _Walk(limits)
    walk.mail(raw, _Place())
    defects = tuple(dict.fromkeys(walk.defects))[:_MAX_DEFECTS]
    return Found(leaves=tuple(walk.leaves), mails=tuple(walk.mails), defects=defects)


class _Walk:
    """The leaves gathered so far, and what may still be taken out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.budget = limits.total_bytes
        self.leaves: list[Leaf] = []
        self.mails: list[Mail] = []
        self.defects: list[str] = []
        self.full = False

    def mail(self, raw: bytes, place: _Place) -> None:
        """Parse a mail; its parts continue the path with dots, as IMAP numbers them."""
        root = tree.parse(raw, self.limits, place.depth)
        fields = tuple((name.lower(), value) for name, value in root.items())
        self.mails.append(Mail(path=place.path, fields=fields))
        inside = replace(place, mail=place.path)
        if root.children():
            self._multipart(root, inside)
        else:
            self._part(root, replace(inside, path=_below(place.path, 1)))

    def _multipart(self, part: tree.Part, place: _Place) -> None:
        self._note(part, place.path)
        if part.declared == "multipart/alternative":
            place = replace(place, group=place.path or "alternative")
        for number, child in enumerate(part.children(), start=1):
            here = replace(place, path=_below(place.path, number), depth=child.depth)
            if self.full:
                return
            if child.children():
                self._multipart(child, here)
            else:
                self._part(child, here)

    def _part(self, part: tree.Part, place: _Place) -> None:
        self._note(part, place.path)
        name = names.from_headers(part.field("content-disposition"), part.field("content-type"))
        data = part.octets()
        if part.unsplit:
            self._add(data, place, _Label(name=name, declared=part.declared, reason=part.unsplit))
        elif _is_body(part, name, data):
            self._body(part, data, place)
        else:
            self._content(data, place, _Label(name=name, declared=part.declared))

    def _body(self, part: tree.Part, data: bytes, place: _Place) -> None:
        is_html = part.declared == sniff.HTML or sniff.media_type(data) == sniff.HTML
        media = sniff.EMPTY if not data else sniff.HTML if is_html else sniff.TEXT
        label = _Label(name=names.Name(raw="", shown=""), declared=part.declared)
        file = replace(_file(data, place.path, label), media_type=media, body=True)
        file = replace(file, name=names.nameless(place.path, sniff.extension(media)))
        charset = words.parameters(part.field("content-type")).get("charset", ("", ""))[1]
        self._keep(
            Leaf(file=file, data=data, charset=charset, mail=place.mail, group=place.group or place.path)
        )
        for position, (written, content) in enumerate(tree.uuencoded(data), start=1):
            inside = replace(place, path=f"{place.path}/{position}")
            self._content(content, inside, _Label(name=names.from_archive(written, utf8=False)))

    def _content(self, data: bytes, place: _Place, label: _Label) -> None:
        """A file in the message: opened when it is a mail or an archive, else kept."""
        media = sniff.media_type(data)
        if media == sniff.MAIL or (label.declared in _NESTED and media in _TEXTUAL and data.strip()):
            self._nested(data, place, label)
        elif media == sniff.ZIP:
            self._archive(data, place, label)
        else:
            self._add(data, place, label)

    def _nested(self, data: bytes, place: _Place, label: _Label) -> None:
        if place.depth + 1 >= self.limits.depth:
            self._add(data, place, replace(label, reason=tree.TOO_DEEP))
        elif len(data) > self.budget:
            self._add(data, place, replace(label, reason=TOO_MUCH))
        else:
            self.budget -= len(data)
            self.mail(data, replace(place, depth=place.depth + 1, group=""))

    def _archive(self, data: bytes, place: _Place, label: _Label) -> None:
        if place.archives >= self.limits.archive_depth:
            self._add(data, place, replace(label, reason=ARCHIVES_TOO_DEEP))
            return
        opened = archive.open_zip(data, self.limits, self.budget)
        self.budget -= sum(len(member.data) for member in opened.members)
        if opened.reason:
            self._add(data, place, replace(label, reason=opened.reason))
        for member in opened.members:
            path = f"{place.path}/{member.position}"
            inside = replace(place, path=path, archives=place.archives + 1, depth=place.depth + 1)
            if self.full:
                return
            if member.reason:
                self._add(None, inside, _Label(name=member.name, reason=member.reason))
            else:
                self._content(member.data, inside, _Label(name=member.name))

    def _add(self, data: bytes | None, place: _Place, label: _Label) -> None:
        self._keep(Leaf(file=_file(data, place.path, label), data=data))

    def _keep(self, leaf: Leaf) -> None:
        if self.full:
            return
        self.full = len(self.leaves) >= self.limits.parts
        if self.full:
            leaf = Leaf(file=replace(leaf.file, bytes=0, sha256="", reason=TOO_MANY), data=None)
        self.leaves.append(leaf)

    def _note(self, part: tree.Part, path: str) -> None:
        where = path or "message"
        self.defects.extend(f"{where}: {type(defect).__name__}" for defect in part.defects)
        if part.cut:
            self.defects.append(f"{where}: headers too long, cut")
        if (part.epilogue or "").strip():
            self.defects.append(f"{where}: text after the last part")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What is said of a leaf from outside its bytes."""

    name: names.Name
    declared: str = ""
    reason: str = ""


def _file(data: bytes | None, path: str, label: _Label) -> File:
    media = sniff.media_type(data) if data is not None else sniff.UNKNOWN
    return File(
        path=path,
        name=label.name.shown or names.nameless(path, sniff.extension(media)),
        raw_name=label.name.raw,
        media_type=media,
        declared_type=label.declared,
        bytes=len(data or b""),
        sha256="" if data is None else hashlib.sha256(data).hexdigest(),
        reason=label.reason,
    )


def _is_body(part: tree.Part, name: names.Name, data: bytes) -> bool:
    attached = part.field("content-disposition").strip().lower().startswith("attachment")
    plain = part.declared in _TEXT_TYPES and not name.raw and not attached
    return plain and sniff.media_type(data) in _TEXTUAL


def _below(path: str, number: int) -> str:
    return f"{path}.{number}" if path else str(number)

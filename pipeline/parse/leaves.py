"""Every leaf of a message with its exact bytes: parts, nested mails, archive members. Nothing is left out in silence.

What is opened (a nested mail, an archive) gives no leaf of its own; what stays shut is a leaf with a reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.mail import File
from pipeline.parse import archive, msg, names, packed, smime, sniff, tnef, tree, unar, words
from pipeline.parse.found import Found, Leaf, Mail
from pipeline.parse.limits import Limits

TOO_MANY = "too many parts: this one and all after it were left in the message"
TOO_MUCH = "too much data in one message"
ARCHIVES_TOO_DEEP = "archives nested too deeply"
SELF_EXTRACTING = "self-extracting archive: not opened"

_NESTED = frozenset(("message/rfc822", "message/global", "message/news"))
_TEXT_TYPES = frozenset(("text/plain", "text/html", "text/enriched", "text/x-amp-html", "text/watch-html"))
# What the bytes of a text may look like: a body that quotes a mail's headers looks like a mail.
_TEXTUAL = frozenset((sniff.TEXT, sniff.HTML, sniff.MAIL, sniff.MHTML, sniff.XML, sniff.EMPTY))
_MAX_DEFECTS = 100
_ARCHIVES_SHARE = (
    0.75  # of the parts that may be archives' members: what is attached behind a crowd still counts
)
_ARCHIVES = frozenset((sniff.ZIP, sniff.TNEF, *unar.KINDS))
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
# What a program has in it that is a self-extracting archive: the directory of a zip, the openings of rar and 7z.
_IN_PROGRAMS = (b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where in the message we are: part path, depth of all nesting, depth of archives, and whose alternatives."""

    path: str = ""
    depth: int = 0
    archives: int = 0
    mail: str = ""
    group: str = ""


def collect(raw: bytes, limits: Limits, work: Path | None = None) -> Found:
    """Take a message apart; never raises on its content.

    Archives that need a program are opened in the folder `work`, and kept where it is None.
    """
    walk = _Walk(limits, work)
    walk.mail(raw, _Place())
    defects = tuple(dict.fromkeys(walk.defects))[:_MAX_DEFECTS]
    return Found(leaves=tuple(walk.leaves), mails=tuple(walk.mails), defects=defects)


class _Walk:
    """The leaves gathered so far, and what may still be taken out."""

    def __init__(self, limits: Limits, work: Path | None) -> None:
        self.limits, self.work = limits, work
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
        self._root(root, inside, _below(place.path, 1))

    def _root(self, root: tree.Part, place: _Place, alone: str) -> None:
        """Walk a parsed part; `alone` is the path of one that is no multipart."""
        if root.children():
            self._multipart(root, place)
        else:
            self._part(root, replace(place, path=alone))

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
        elif media in _ARCHIVES:
            self._archive(data, media, place, label)
        elif media == sniff.MSG:
            self._outlook(data, place, label)
        elif media == sniff.PKCS7 or (label.declared in _SEALED and media == sniff.TEXT):
            self._signed(data, place, label)
        elif media == sniff.PROGRAM and any(mark in data for mark in _IN_PROGRAMS):
            self._add(data, place, replace(label, reason=SELF_EXTRACTING))
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

    def _archive(self, data: bytes, media: str, place: _Place, label: _Label) -> None:
        if place.archives >= self.limits.archive_depth:
            self._add(data, place, replace(label, reason=ARCHIVES_TOO_DEEP))
            return
        opened = self._opened(data, media)
        self.budget -= sum(len(member.data) for member in opened.members)
        if opened.reason:
            self._add(data, place, replace(label, reason=opened.reason))
        self.defects.extend(f"{place.path}: {remark}" for remark in opened.remarks)
        if opened.text:
            self._words(opened.text, sniff.TEXT, replace(place, path=f"{place.path}/0"))
        self._members(opened.members, replace(place, archives=place.archives + 1))

    def _opened(self, data: bytes, media: str) -> packed.Opened:
        if media == sniff.ZIP:
            return archive.open_zip(data, self.limits, self.budget)
        if media == sniff.TNEF:
            return tnef.open_tnef(data, self.limits, self.budget)
        return unar.open_packed(data, self.limits, self.budget, self.work)

    def _members(self, members: tuple[packed.Member, ...], place: _Place) -> None:
        for member in members:
            inside = replace(place, path=f"{place.path}/{member.position}", depth=place.depth + 1)
            if self.full:
                return
            if len(self.leaves) >= self.limits.parts * _ARCHIVES_SHARE:
                self._add(None, inside, _Label(name=member.name, reason=TOO_MANY))
                return
            if member.reason:
                self._add(None, inside, _Label(name=member.name, reason=member.reason))
            else:
                self._content(member.data, inside, _Label(name=member.name))

    def _outlook(self, data: bytes, place: _Place, label: _Label) -> None:
        """An Outlook mail: an envelope of its own, and its text and files below its path."""
        if place.depth + 1 >= self.limits.depth:
            self._add(data, place, replace(label, reason=tree.TOO_DEEP))
            return
        letter = msg.open_msg(data, self.limits, self.budget, self.limits.depth - place.depth - 2)
        if letter.reason:
            self._add(data, place, replace(label, reason=letter.reason))
        if letter.reason in {"", packed.TOO_MANY, msg.RTF_UNREAD}:
            self._letter(letter, replace(place, depth=place.depth + 1, group=""))

    def _letter(self, letter: msg.Letter, place: _Place) -> None:
        self.mails.append(Mail(path=place.path, fields=letter.fields))
        self.defects.extend(f"{place.path}: {remark}" for remark in letter.remarks)
        inside = replace(place, mail=place.path, group=place.path)
        self.budget -= len(letter.text) + len(letter.html) + sum(len(file.data) for file in letter.files)
        if letter.text.strip():
            self._words(letter.text, sniff.TEXT, replace(inside, path=f"{place.path}.1"))
        if letter.html.strip():
            self._words(letter.html, sniff.HTML, replace(inside, path=f"{place.path}.2"), letter.charset)
        self._members(letter.files, inside)
        for position, mail in letter.mails:
            below = replace(place, path=f"{place.path}/{position}", depth=place.depth + 1)
            if mail.reason:
                self._add(None, below, _Label(name=names.Name(raw="", shown=""), reason=mail.reason))
            self._letter(mail, below)

    def _words(self, data: bytes, media: str, place: _Place, charset: str = "utf-8") -> None:
        """The text of a mail that stood in no part of its own."""
        file = _file(data, place.path, _Label(name=names.Name(raw="", shown="")))
        name = names.nameless(place.path, sniff.extension(media))
        file = replace(file, media_type=media, name=name, body=True)
        self._keep(
            Leaf(file=file, data=data, charset=charset, mail=place.mail, group=place.group or place.path)
        )

    def _signed(self, data: bytes, place: _Place, label: _Label) -> None:
        """A signed mail, or a file signed by itself, is opened; a signature beside its text is a leaf."""
        found = smime.content(data)
        if found is None or isinstance(found, str):
            self._add(data, place, replace(label, reason=found or ""))
        elif place.depth + 1 >= self.limits.depth:
            self._add(data, place, replace(label, reason=tree.TOO_DEEP))
        elif len(found) > self.budget:
            self._add(data, place, replace(label, reason=TOO_MUCH))
        else:
            self.budget -= len(found)
            inside = replace(place, depth=place.depth + 1)
            if smime.is_entity(found):
                self._root(tree.parse(found, self.limits, inside.depth), inside, f"{place.path}.1")
            else:
                inner = replace(label, name=names.unsigned(label.name), declared="")
                self._content(found, replace(inside, path=f"{place.path}/1"), inner)

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
        if part.odd:
            self.defects.append(f"{where}: {part.odd} lines among the headers that are none")
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

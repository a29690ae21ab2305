"""The texts beside the rules that reports are compared with, as documents: read like mail, by the same shut-in readers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.app import fingerprint
from pipeline.app.office import Office
from pipeline.app.reading import one_received
from pipeline.app.results import Failure
from pipeline.app.trap import Trap
from pipeline.model.campaign import Given
from pipeline.model.document import Block, BlockKind, Document, Unread
from pipeline.model.mail import Arrival
from pipeline.parse.wrap import wrap_file
from pipeline.ports import Entry
from pipeline.read.places import mark_in_document

_PLACE = "given"  # the account and folder of these texts; no row of the ledger has it
_ALWAYS = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same bytes give the same message, whenever it is made
_INSTEAD = "save it again as .docx, or take it out of the folder, then run again"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapped:
    """The message that a file was put into: the digest and the number of its bytes."""

    sha256: str
    bytes: int


class Shelf:
    """All given texts of a campaign. A file that cannot be had is a failure with its name; the others stand."""

    def __init__(self, office: Office, trap: Trap) -> None:
        self._office, self._trap = office, trap
        self._entries: dict[str, Entry] = {}
        for given in office.campaign.given:
            if given.path and (entry := self._entry(given)) is not None:
                self._entries[given.name] = entry

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The messages to be read before documents are asked for."""
        return tuple(self._entries.values())

    def documents(self) -> Iterator[tuple[Given, Document]]:
        """Every text that could be read."""
        for given in self._office.campaign.given:
            if (document := self.document(given)) is not None:
                yield given, document

    def document(self, given: Given) -> Document | None:
        """What was read of a text; None, and a failure, when nothing could be."""
        if not given.path:
            lines = enumerate(given.text.splitlines(), start=1)
            blocks = (Block(kind=BlockKind.PARAGRAPH, text=line, paragraph=at) for at, line in lines)
            return self._unmarked(given, Document(reader="txt", blocks=tuple(blocks)))
        entry = self._entries.get(given.name)
        if entry is None:
            return None
        received = one_received(self._office, entry)
        for _, reading in received.readings:
            if isinstance(reading, Document):
                return reading
        whys = [reading.detail for _, reading in received.readings if isinstance(reading, Unread)]
        self._tell_unread(given, "; ".join(whys) or received.trouble or "nothing in it can be read")
        return None

    def _unmarked(self, given: Given, document: Document) -> Document | None:
        """The document of a text file, unless it has a mark of secrecy: the reader of other files refuses those itself."""
        if (mark := mark_in_document(document)) is None:
            return document
        self._tell_unread(given, mark.detail)
        return None

    def _tell_unread(self, given: Given, why: str) -> None:
        self._tell(given, f"no report can be compared with it: {why}; {_INSTEAD}.")

    def _tell(self, given: Given, reason: str) -> None:
        """A failure, once in a run, however many shelves it has and however often each is asked."""
        if Failure(item=given.name, reason=reason) not in self._trap.failures:
            self._trap.add(given.name, reason)

    def _entry(self, given: Given) -> Entry | None:
        """The file as a message in the store, put there when it is not yet."""
        wrapped = self._kept(given) or self._put(given)
        if wrapped is None:
            return None
        arrival = Arrival(
            account=_PLACE,
            folder=_PLACE,
            validity="",
            uid=given.name,
            received_at=_ALWAYS,
            size=wrapped.bytes,
        )
        return Entry(id=f"{_PLACE}/{given.name}", arrival=arrival, sha256=wrapped.sha256)

    def _kept(self, given: Given) -> _Wrapped | None:
        kept = self._office.memo.get(_key(given))
        wrapped = codec.decode(kept, _Wrapped) if kept else None
        return wrapped if wrapped and self._office.blobs.has(wrapped.sha256) else None

    def _put(self, given: Given) -> _Wrapped | None:
        data = self._content(given)
        if data is None:
            return None
        raw = wrap_file(data, name=Path(given.path).name, by=_PLACE, note="", unit=given.unit, at=_ALWAYS)
        wrapped = _Wrapped(sha256=self._office.blobs.put((raw,)), bytes=len(raw))
        self._office.memo.put(_key(given), codec.encode(wrapped))
        return wrapped

    def _content(self, given: Given) -> bytes | None:
        try:
            data = Path(given.path).read_bytes()
        except OSError as error:
            self._tell(given, f"it cannot be read ({error.strerror}); give the program read access to it.")
            return None
        if hashlib.sha256(data).hexdigest() != given.sha256:
            self._tell(given, "it was changed while the program was at work; run again.")
            return None
        return data


def _key(given: Given) -> str:
    return f"given/{fingerprint.code('parse/wrap.py')}/{given.sha256}/{given.name}"

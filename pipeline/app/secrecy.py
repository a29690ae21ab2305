"""Which files of a message are not to be read for its secrecy, before anything looks into them.

A reviewer's ruling on the message comes first (`yes`: all of it is secret, `no`: nothing is, whatever mark is found); then
what the sender wrote into its subject, into that of a mail in it, and into the names of its files. The name of an archive that
was opened is not known here, and not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from pipeline import codec
from pipeline.app import keys
from pipeline.model.campaign import Campaign
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.mail import File, Message
from pipeline.model.secrecy import CONFIDENTIAL, Mark
from pipeline.ports import Memo
from pipeline.read.marks import level_named, without_level
from pipeline.text.fold import bare, words

FIELD, YES, NO = "confidential", "yes", "no"
_PICTURE = "image/"
_SUBJECT, _FORWARDED = "the subject of the mail", "the subject of a forwarded mail"
# What says of a file that it is a copy: `BC (bản ký).signed.pdf` is of `BC.docx`.
_COPY = frozenset(map(bare, ("signed", "đã", "ký", "bản", "scan", "word", "pdf", "docx", "doc")))


def ruled(campaign: Campaign, message: str) -> str:
    """What the last ruling says of a message's secrecy, by its id; empty where there is none."""
    return rulings(campaign).get(message, "")


def rulings(campaign: Campaign) -> Mapping[str, str]:
    """What the last rulings on secrecy say, by the id of their message: for whoever asks of many."""
    return {one.subject: one.value for one in campaign.decisions if one.field == FIELD}


def withheld(message: Message, ruling: str) -> Mapping[str, Unread]:
    """The files that are not read, by path, and why; `ruling` as `ruled` gives it."""
    if ruling == NO:
        return {}
    papers = keys.papers(message)
    if ruling == YES:
        return {file.path: Unread(code=CONFIDENTIAL, detail="ruled by a reviewer") for file in papers}
    below = dict(_below_marked_mails(message))
    named = {file: level for file in papers if (level := level_named(_stem(file)))}
    copies = {
        file.path: _unread(Mark(level=level, where=f"the name of {file.name}"))
        for file in papers
        for marked, level in named.items()
        if file is marked or _is_copy(file, marked)
    }
    return copies | below


def _below_marked_mails(message: Message) -> Iterator[tuple[str, Unread]]:
    """The paths of papers in a mail whose subject is marked: the message itself, or one that is forwarded in it."""
    for head in (*message.forwarded, message.envelope):
        if level := level_named(head.subject):
            why = _unread(Mark(level=level, where=_FORWARDED if head.path else _SUBJECT))
            places = (f"{head.path}.", f"{head.path}/") if head.path else ("",)
            yield from ((file.path, why) for file in keys.papers(message) if file.path.startswith(places))


def to_read(message: Message, ruling: str) -> Mapping[File, str]:
    """The other papers, each with the key that its reading is kept under."""
    sealed = withheld(message, ruling)
    return {
        file: keys.reading(file, cleared=ruling == NO)
        for file in keys.papers(message)
        if file.path not in sealed
    }


def sealed(memo: Memo, message: Message, ruling: str) -> frozenset[str]:
    """The paths of files that are not read, or in which a mark was found when they were."""
    read = readings(memo, message, ruling).items()
    return frozenset({*withheld(message, ruling), *(file.path for file, found in read if _is_marked(found))})


def readings(memo: Memo, message: Message, ruling: str) -> Mapping[File, Reading]:
    """What was read of the other files; of copies of a marked paper only why they count as marked too.

    Such are its Word file beside the stamped scan, and its other pictures. The memo may hold their text, of a run that died
    or of another mail that has such a file alone.
    """
    found: dict[File, Reading] = dict(_read(memo, message, ruling))
    while copies := dict(_copies(found)):
        found |= copies
    return found


def close_copies(memo: Memo, message: Message, ruling: str) -> None:
    """Wipe from the memo what was read of copies of a marked paper."""
    closed = readings(memo, message, ruling)
    for file, reading in _read(memo, message, ruling).items():
        if isinstance(reading, Document) and closed[file] != reading:
            memo.put(keys.reading(file), codec.encode_reading(closed[file]))
            for page in reading.ocr_pages:
                memo.drop(keys.page(file, page))


def _copies(readings: Mapping[File, Reading]) -> Iterator[tuple[File, Unread]]:
    """Files whose text is there although a copy of them is marked, with that mark."""
    marked = {file: found for file, found in readings.items() if _is_marked(found)}
    for file, reading in readings.items():
        why = next((found for other, found in marked.items() if _is_copy(file, other)), None)
        if isinstance(reading, Document) and why is not None:
            yield file, why


def _read(memo: Memo, message: Message, ruling: str) -> dict[File, Reading]:
    kept = {file: memo.get(key) for file, key in to_read(message, ruling).items()}
    return {file: codec.decode_reading(data) for file, data in kept.items() if data is not None}


def _is_marked(reading: Reading) -> TypeGuard[Unread]:
    return isinstance(reading, Unread) and reading.code == CONFIDENTIAL


def _is_copy(file: File, marked: File) -> bool:
    """Whether two files of one mail are one paper: pictures are its pages, and copies are called alike."""
    if file.media_type.startswith(_PICTURE) and marked.media_type.startswith(_PICTURE):
        return True
    return _plain(file) == _plain(marked) != ""


def _plain(file: File) -> str:
    """A file's name without its ending, its place in an archive, its mark and what says that it is a copy."""
    name = bare(without_level(_stem(file))).replace("_", " ")
    return "".join(word for word in words(name) if word not in _COPY)


def _stem(file: File) -> str:
    return file.name.rpartition(".")[0] or file.name


def _unread(mark: Mark) -> Unread:
    return Unread(code=CONFIDENTIAL, detail=mark.detail)

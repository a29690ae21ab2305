"""A report photographed page by page comes as many pictures: here they are one document. Pure.

Read one by one, the sections on all pictures but the first would look missing. Photos of the meeting that come before
the page with the letterhead are no pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.identify.paper import length_in_words, read_head
from pipeline.model.document import Block, Document, Reading, Recognition, Unread
from pipeline.model.mail import File, Message

PART = "part"  # the code of what stands in the place of a picture whose page is in the document of another
PAGE_OF = "a page of the paper that begins in {name}"
_PICTURE = "image/"
_NO_PAGE = "unsupported"  # what is said of pictures too small to be a page
_BANNER_WORDS = (
    60  # a banner, signs and slogans have fewer; a page that stands before its paper's head has more
)
_NUMBERS = re.compile(r"(\d+)")


def gathered(message: Message, readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Readings by path, those of several pictures of pages made one, in the place of the first.

    Pictures without text count as unread pages. Nothing changes where fewer than two show a page, or none has text.
    """
    pictures = [file for file in message.files if _is_page(file, readings.get(file.path))]
    album = _without_photos(_in_order(pictures), readings, numbered=_is_numbered(pictures))
    if not album[1:] or not any(isinstance(readings[file.path], Document) for file in album):
        return dict(readings)
    first, *others = album
    page = Unread(code=PART, detail=PAGE_OF.format(name=first.name))
    return {
        **readings,
        **{file.path: page for file in others},
        first.path: _merged([(file, readings[file.path]) for file in (first, *others)]),
    }


def _is_page(file: File, reading: Reading | None) -> bool:
    if not file.media_type.startswith(_PICTURE) or reading is None:
        return False
    return isinstance(reading, Document) or reading.code != _NO_PAGE


def _in_order(album: Sequence[File]) -> list[File]:
    """By the numbers in names that differ in nothing else (`IMG_2.jpg` before `IMG_10.jpg`), else as attached."""
    if not _is_numbered(album):
        return list(album)
    return sorted(album, key=lambda file: [int(number) for number in _NUMBERS.split(file.name)[1::2]])


def _is_numbered(album: Sequence[File]) -> bool:
    return len({tuple(_NUMBERS.split(file.name)[::2]) for file in album}) == 1


def _without_photos(album: list[File], readings: Mapping[str, Reading], *, numbered: bool) -> list[File]:
    """The pictures but for those before the paper's head that are no pages of it: with a banner, or no text at all.

    One without text may be a page that was attached in the wrong order: only numbers say that it came before.
    """
    head = next((place for place, file in enumerate(album) if _has_head(readings[file.path])), 0)
    before = (file for file in album[:head] if not _is_photo(readings[file.path], numbered=numbered))
    return [*before, *album[head:]]


def _has_head(reading: Reading) -> bool:
    if not isinstance(reading, Document):
        return False
    paper = read_head(reading)
    return bool(paper.type or paper.symbol)


def _is_photo(reading: Reading, *, numbered: bool) -> bool:
    return length_in_words(reading) < _BANNER_WORDS if isinstance(reading, Document) else numbered


def _merged(parts: Sequence[tuple[File, Reading]]) -> Document:
    blocks: list[Block] = []
    recognised: list[Recognition] = []
    unread: list[int] = []
    remarks: list[str] = []
    pages = 0
    for file, reading in parts:
        if isinstance(reading, Unread):
            pages += 1
            unread.append(pages)
            remarks.append(f"{file.name}: {reading.code}: {reading.detail}")
            continue
        blocks += [
            replace(block, page=(block.page or 1) + pages, paragraph=len(blocks) + place)
            for place, block in enumerate(reading.blocks, start=1)
        ]
        recognised += [replace(found, page=found.page + pages) for found in reading.recognised]
        unread += [number + pages for number in reading.unread_pages]
        remarks += [f"{file.name}: {remark}" for remark in reading.remarks]
        pages += reading.pages or 1
    furniture = (line for _, reading in parts if isinstance(reading, Document) for line in reading.furniture)
    return Document(
        reader="ocr", blocks=tuple(blocks), pages=pages, unread_pages=tuple(unread), recognised=tuple(recognised),
        furniture=tuple(dict.fromkeys(furniture)), remarks=tuple(remarks),
    )  # fmt: skip

"""What of a document nobody could read, or only badly: where an item may stand although it was not found. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.align.carve import Slice
from pipeline.model.campaign import OutlineItem
from pipeline.model.document import Block, Document

# A recognised page whose words are less sure than this on average is a poor witness (pages read well have 0.85 and more).
LEAST_CONFIDENCE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What could not be seen of a document: pages that were not read, pages read badly, and how sure OCR was of each.

    `spans` are the first and the last page where each item may stand.
    """

    unread: frozenset[int]
    poor: frozenset[int]
    sure: Mapping[int, float]
    spans: Mapping[str, tuple[int, int]]

    def hides(self, item: str) -> bool:
        """Whether the item, or the end of its text, may stand on a page that nobody read."""
        return _meets(self.unread, self.spans[item])

    def blurs(self, item: str) -> bool:
        """Whether it may stand on a page of which lines may have been lost."""
        return _meets(self.poor, self.spans[item])

    def legible(self, item: str) -> float:
        """How sure the letters are, 0 to 1, of the worst page where it may stand."""
        first, last = self.spans[item]
        return min((sure for page, sure in self.sure.items() if first <= page <= last), default=1.0)


def blind(document: Document, items: Sequence[OutlineItem], slices: Mapping[str, Slice]) -> Blind:
    """What cannot be seen of a document whose found headings are `slices`."""
    poor = (
        page.page for page in document.recognised if page.lost_lines or page.confidence < LEAST_CONFIDENCE
    )
    return Blind(
        unread=frozenset(document.unread_pages),
        poor=frozenset(poor),
        sure={page.page: page.confidence for page in document.recognised},
        spans=_spans(document, items, slices),
    )


def sureness(blocks: Iterable[Block]) -> float:
    """How sure the reader is of the letters of some blocks together, 0 to 1."""
    weighed = [(block.sure, len(block.text)) for block in blocks]
    letters = sum(length for _, length in weighed)
    return sum(sure * length for sure, length in weighed) / letters if letters else 1.0


def _spans(
    document: Document, items: Sequence[OutlineItem], slices: Mapping[str, Slice]
) -> dict[str, tuple[int, int]]:
    """From the page of the last heading found before an item, or its own, to that of the first one after it."""
    pages = {
        place: slices[item.id].first.page or 1
        for place, item in enumerate(items)
        if item.id in slices and slices[item.id].match.in_order
    }
    last_page = max((*document.unread_pages, document.pages or 1))
    return {
        item.id: (
            max((page for before, page in pages.items() if before <= place), default=1),
            min((page for after, page in pages.items() if after > place), default=last_page),
        )
        for place, item in enumerate(items)
    }


def _meets(pages: frozenset[int], span: tuple[int, int]) -> bool:
    return any(span[0] <= page <= span[1] for page in pages)

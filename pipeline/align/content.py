"""How many words of a section say something: not the outline's own, repeated, nor instructions left from a form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from pipeline.align.candidates import COPIED_WORDS
from pipeline.align.labels import split_label
from pipeline.align.vocabulary import tokens
from pipeline.model.campaign import OutlineItem
from pipeline.text.fold import fold

_SAME = 92.0  # of 100 letters: a line this like a wording of its item repeats it
_FULL = 12  # words from which an alias is the plan's own sentence; a shorter one may be a sub-heading
_BRACKETS = frozenset("([")
_TOLD = re.compile(
    r"[(\[](?:cần )?(?:nêu|ghi|đánh giá|trình bày|báo cáo|phân tích|liệt kê|thống kê|làm) [^()\[\]]*[)\]]\.?"
)


class Content:
    """The title and the fullest wordings of every item, ready to be recognised in the text below it."""

    def __init__(self, items: Sequence[OutlineItem]) -> None:
        self._wordings = tuple(
            tuple(" ".join(tokens(text)) for text in (item.title, *filter(_is_full, item.aliases)))
            for item in items
        )

    def words(self, lines: Sequence[str], items: Sequence[int]) -> int:
        """The words of some lines below a heading of these items, without lines that say nothing of their own."""
        return sum(_count(line) for line in lines if not self._says_nothing(line, items))

    def _says_nothing(self, line: str, items: Sequence[int]) -> bool:
        if len(line.split()) > COPIED_WORDS:
            return False
        if line.lstrip()[:1] in _BRACKETS and _TOLD.fullmatch(fold(line)):
            return True
        spoken = " ".join(tokens(split_label(line)[1]))
        return bool(spoken) and any(
            process.extractOne(spoken, self._wordings[item], scorer=fuzz.ratio, score_cutoff=_SAME)
            for item in items
        )


def _is_full(wording: str) -> bool:
    return len(wording.split()) >= _FULL


def _count(line: str) -> int:
    return sum(word[0].isalnum() or any(map(str.isalnum, word)) for word in line.split())

"""The outline's words: abbreviations spelled out, rare words weighing more than common ones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.align.lexicon import Lexicon
from pipeline.text.fold import fold, words

Matrix = npt.NDArray[np.float64]

# What people write short in headings (domain facts of real reports); values folded like everything compared.
ABBREVIATIONS = {
    "bcđ": "ban chỉ đạo", "qcdc": "quy chế dân chủ", "qc": "quy chế", "dc": "dân chủ", "dccs": "dân chủ cơ sở",
    "cb": "cán bộ", "cc": "công chức", "vc": "viên chức", "cbcc": "cán bộ công chức", "nlđ": "người lao động",
    "cbccvc": "cán bộ công chức viên chức", "cbđv": "cán bộ đảng viên", "đv": "đảng viên", "cq": "cơ quan",
    "ttnd": "thanh tra nhân dân", "mttq": "mặt trận tổ quốc", "kntc": "khiếu nại tố cáo", "tt": "thủ trưởng",
    "tthc": "thủ tục hành chính", "cchc": "cải cách hành chính", "cđ": "công đoàn", "tn": "thanh niên",
    "hnccvc": "hội nghị công chức viên chức", "kk": "khó khăn", "nn": "nguyên nhân", "bhkn": "bài học kinh nghiệm",
}  # fmt: skip
_EXPANSIONS = {key: tuple(fold(value).split()) for key, value in ABBREVIATIONS.items()}

_UNKNOWN = 0.45  # weight of a word that no outline heading has, against 1.0 for the rarest word it has
_COMMON = 0.12  # no word weighs nothing,
_FILLER = 0.06  # but these nearly do: they stand in headings of every kind
_FILLERS = frozenset(
    fold(
        "về một số nét những các việc cụ thể của tại ở trong thời gian qua vừa giai đoạn đơn vị cơ quan và với cho từ đến nay "
        "năm ba bước đầu có là theo trên khi này đó"
    ).split()
)


class Vocabulary:
    """Word weights by how few outline items use a word, and texts as weighted bags over it."""

    def __init__(self, items: Sequence[Iterable[str]], others: Iterable[str] = ()) -> None:
        used = Counter(
            word for variants in items for word in {w for variant in variants for w in tokens(variant)}
        )
        rarest = math.log(1 + len(items))
        self._lexicon = Lexicon(map(tokens, chain(*items, others)))
        self._known = lru_cache(maxsize=1 << 12)(self._mended)
        self._index = {word: place for place, word in enumerate(sorted(used))}
        self._weights = np.array(
            [_weight(word, math.log(1 + len(items) / used[word]) / rarest) for word in sorted(used)],
            dtype=np.float64,
        )

    def bags(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Per text a row of word weights (n × words), and its total weight with unknown words (n)."""
        rows = np.zeros((len(texts), len(self._index)))
        totals = np.zeros(len(texts))
        for row, text in enumerate(texts):
            for word in dict.fromkeys(self.known(text)):
                place = self._index.get(word, -1)
                weight = float(self._weights[place]) if place >= 0 else _weight(word, _UNKNOWN)
                if place >= 0:
                    rows[row, place] = weight
                totals[row] += weight
        return rows, totals

    def known(self, text: str) -> tuple[str, ...]:
        """The words of a text, those that were hurt as the words they are."""
        return self._known(text)

    def _mended(self, text: str) -> tuple[str, ...]:
        return self._lexicon.mended(tokens(text))


def _weight(word: str, weight: float) -> float:
    return _FILLER if word in _FILLERS else max(_COMMON, weight)


def spelled(text: str) -> tuple[str, ...]:
    """Folded words and numbers with abbreviations spelled out."""
    return tuple(chain.from_iterable(map(_spelled, text.split())))


# Folding never looks past a blank, and texts repeat their words: to fold them whole took a tenth of the time of aligning.
@lru_cache(maxsize=1 << 14)
def _spelled(written: str) -> tuple[str, ...]:
    """The same of what stands between two blanks."""
    return tuple(part for word in words(fold(written)) for part in _EXPANSIONS.get(word, (word,)))


@lru_cache(maxsize=1 << 13)
def tokens(text: str) -> tuple[str, ...]:
    """Folded words with abbreviations spelled out; numbers and single letters, which only label, are left out."""
    return tuple(word for word in spelled(text) if len(word) > 1 and not any(map(str.isdigit, word)))

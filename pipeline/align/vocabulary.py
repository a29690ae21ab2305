"""The outline's words: abbreviations spelled out, rare words weighing more than common ones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.text.fold import bare, fold, words

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
_COMMON = 0.12  # no word weighs nothing


def tokens(text: str) -> tuple[str, ...]:
    """Folded words with abbreviations spelled out; numbers and single letters, which only label, are left out."""
    found: list[str] = []
    for word in words(fold(text)):
        if len(word) > 1 and not any(map(str.isdigit, word)):
            found.extend(_EXPANSIONS.get(word, (word,)))
    return tuple(found)


class Vocabulary:
    """Word weights by how few outline items use a word, and texts as weighted bags over it.

    A word with a lost mark (`kinh nghiêm`) counts as the word it is without marks, when that is no other word's.
    """

    def __init__(self, items: Sequence[Iterable[str]]) -> None:
        used = Counter(
            word for variants in items for word in {w for variant in variants for w in tokens(variant)}
        )
        rarest = math.log(1 + len(items))
        self._index = {word: place for place, word in enumerate(sorted(used))}
        self._bare = _only(self._index)
        self._weights = np.array(
            [max(_COMMON, math.log(1 + len(items) / used[word]) / rarest) for word in sorted(used)],
            dtype=np.float64,
        )

    def bags(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Per text a row of word weights (n × words), and its total weight with unknown words (n)."""
        rows = np.zeros((len(texts), len(self._index)))
        totals = np.zeros(len(texts))
        for row, text in enumerate(texts):
            for word in set(tokens(text)):
                place = self._index.get(word, self._bare.get(bare(word), -1))
                weight = float(self._weights[place]) if place >= 0 else _UNKNOWN
                if place >= 0:
                    rows[row, place] = weight
                totals[row] += weight
        return rows, totals


def _only(index: dict[str, int]) -> dict[str, int]:
    """Words without marks that stand for one word only."""
    seen = Counter(bare(word) for word in index)
    return {bare(word): place for word, place in index.items() if seen[bare(word)] == 1}

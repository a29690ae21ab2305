"""Which sets may be nearly alike, among very many: MinHash sketches in bands, the one door to rensa.

What comes out are candidates, never results: each is measured exactly afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

# 32 bands of 3 find sets that share half of their members in 99 of 100 cases, a third in 70; of a copied report one
# paragraph is enough, since the two papers are then compared in full.
_BANDS, _ROWS = 32, 3
_SEED = 28
_BATCH = 10_000  # sets; the library hands sketches over as lists, which take ten times the room of numbers
# In a crowd of equals each is paired with so many after it: enough to link all of them, and to name some for each, where
# all pairs of 5 000 copies would be twelve million.
_NEIGHBOURS = 8
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio

Numbers = NDArray[np.uint64]


def near_pairs(members: NDArray[np.uint32], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of sets, the lower number first; a pair comes once for each band in which it agrees. Empty sets have none.

    `members` are those of all sets, one after another, of which each has as many as `sizes` says.
    """
    full = np.flatnonzero(np.array(sizes, dtype=np.int64))
    if not len(full):
        return
    sketches = _sketches(members, [sizes[number] for number in full.tolist()])
    for band in range(_BANDS):
        keys = np.zeros(len(sketches), dtype=np.uint64)
        for row in range(band * _ROWS, (band + 1) * _ROWS):
            keys = (keys ^ sketches[:, row]) * _SPREAD
        for one, other in _agreeing(keys):
            yield int(full[one]), int(full[other])


def _sketches(members: NDArray[np.uint32], sizes: Sequence[int]) -> Numbers:
    edges = np.concatenate(([0], np.cumsum(sizes))).astype(np.uint64)
    batches = []
    for first in range(0, len(sizes), _BATCH):
        cut = edges[first : first + _BATCH + 1]
        hashes = members[int(cut[0]) : int(cut[-1])].astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, cut - cut[0], _BANDS * _ROWS, _SEED)
        batches.append(np.array(matrix.to_rows(), dtype=np.uint64))
    return np.concatenate(batches)


def _agreeing(keys: Numbers) -> Iterator[tuple[int, int]]:
    """Pairs of equal keys."""
    order = np.argsort(keys, kind="stable")
    held = keys[order]
    edges = np.flatnonzero(np.concatenate(([True], held[1:] != held[:-1], [True])))
    crowded = np.flatnonzero(np.diff(edges) > 1)
    for first, last in zip(edges[crowded].tolist(), edges[crowded + 1].tolist(), strict=True):
        group = order[first:last].tolist()
        for at, one in enumerate(group):
            yield from ((one, other) for other in group[at + 1 : at + 1 + _NEIGHBOURS])

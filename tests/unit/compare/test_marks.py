"""Documents as numbers: which paragraphs count, and which spellings are the same word."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.compare import mark, of_texts
from pipeline.compare.marks import part, shingles
from tests.build.nouns import document, table

LONG = "Cấp uỷ đã họp bàn và ra nghị quyết về việc này"


def test_tables_and_short_lines_are_no_paragraphs() -> None:
    """Places are those of the blocks, from 0."""
    made = mark(document("BÁO CÁO", LONG, table((LONG, LONG)), f"{LONG} trong quý"))
    assert (made.places, made.sizes) == ((1, 3), (12, 14))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cấp uỷ đã họp 12 lần trong năm 2021", "CẤP ỦY đã họp 7 lần trong năm 2022"),
        ("Ky\u0301 kết quy chế với các tổ chức đoàn thể", "Ký kết qui chế với các tổ chức đoàn thể"),
    ],
)
def test_spellings_and_figures_do_not_matter(one: str, other: str) -> None:
    """Case, tone marks, y for i, how letters are put together, and any number."""
    assert of_texts([(0, one)]).words.tolist() == of_texts([(0, other)]).words.tolist()


def test_a_run_of_words_stays_within_its_paragraph() -> None:
    """Twelve words have five runs of eight; the paragraph after them begins anew."""
    both = of_texts([(0, LONG), (1, LONG)])
    runs, owners = shingles(both)
    assert owners.tolist() == [0] * 5 + [1] * 5
    assert np.array_equal(runs[:5], runs[5:])
    assert np.array_equal(part(both, 1).words, part(both, 0).words)

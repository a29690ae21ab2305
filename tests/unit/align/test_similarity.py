"""How well words fit an item: letters and weighted words, halves of merged headings, whole families."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.similarity import Wordings
from pipeline.align.vocabulary import Vocabulary, tokens
from tests.build.nouns import item, outline
from tests.unit.align.outlines import DEEP, FLAT, ids

DEEP_WORDINGS = Wordings(DEEP)


def best(head: str) -> tuple[str, float]:
    """The item that a line fits best, and how well."""
    row = DEEP_WORDINGS.fit([head]).items[0]
    return ids(DEEP)[int(row.argmax())], float(row.max())


def merged(head: str) -> dict[str, float]:
    """The first item of each pair that a line names, and how well."""
    row = DEEP_WORDINGS.fit([head]).merged[0]
    return {name: round(float(score), 2) for name, score in zip(ids(DEEP), row, strict=True) if score > 0}


@pytest.mark.parametrize(
    ("head", "item_id"),
    [
        ("Kế hoạch sản xuất", "1"), ("KẾ HOẠCH SẢN XUẤT", "1"), ("Chăn nuôi", "2.1"), ("Nuôi cá", "2.3"),
        ("thủy sản", "2.3"), ("Về vướng mắc", "3.1"),
    ],
)  # fmt: skip
def test_a_wording_fits_its_item(head: str, item_id: str) -> None:
    """Title or alias, in any case and spelling."""
    found, score = best(head)
    assert found == item_id
    assert score > 0.6


def test_the_very_words_fit_fully() -> None:
    """A title is a perfect fit; other words are none."""
    found, score = best("Kết quả sản xuất")
    assert found == "2"
    assert score == pytest.approx(1.0)
    assert best("Thời tiết hôm qua")[1] < 0.5


def test_words_in_another_order_fit_nearly_as_well() -> None:
    """`Lúa nước, trồng` is the same heading."""
    assert 0.9 < best("Nước lúa trồng")[1] < 1.0


def test_a_lost_mark_costs_little() -> None:
    """A word without its marks is the word, when it is no other's."""
    assert best("Vuong mac")[0] == "3.1"
    assert best("Vuớng mắc")[1] > 0.8


@pytest.mark.parametrize(
    ("head", "pairs"),
    [
        ("Chăn nuôi và trồng lúa", ["2.1"]),
        ("Trồng lúa, nuôi cá", ["2.2"]),
        ("Vướng mắc; đề đạt nguyện vọng", ["3.1"]),
        ("Vướng mắc - đề đạt", ["3.1"]),
        ("Đề đạt và vướng mắc", ["3.1"]),  # swapped, and both to the letter
        ("Chăn nuôi và nuôi cá", []),  # no neighbours
        ("Kế hoạch sản xuất và chăn nuôi", []),  # no siblings
        ("Chăn nuôi gia súc", []),
        ("Nuôi cá và thời tiết", []),
    ],
)
def test_two_neighbours_in_one_heading(head: str, pairs: list[str]) -> None:
    """A heading names a pair only when each of its halves names one of two neighbouring leaves."""
    assert [name for name, score in merged(head).items() if score > 0.5] == pairs


def test_of_ties_the_halves() -> None:
    """`Nguyên nhân của hạn chế và khó khăn` is on causes alone; with `và` in the place of `của` it is on both."""
    wordings = Wordings(outline(item("k", "Khó khăn, hạn chế", aliases=("Hạn chế",)), item("n", "Nguyên nhân", aliases=("Nguyên nhân của hạn chế",))))  # fmt: skip
    of, and_ = wordings.fit(["Nguyên nhân của hạn chế và hạn chế", "Nguyên nhân và hạn chế"]).merged[:, 0]
    assert of == 0.0
    assert and_ > 0.9


def test_all_children_in_one_heading_name_their_parent() -> None:
    """`Chăn nuôi, trồng lúa và nuôi cá` is the chapter; two of three are not."""
    parent = ids(DEEP).index("2")
    whole, part, more = DEEP_WORDINGS.fit(
        [
            "Chăn nuôi, trồng lúa và nuôi cá",
            "Chăn nuôi và trồng lúa",
            "Chăn nuôi, trồng lúa, nuôi cá, giá cả, bão lụt",
        ]
    ).items[:, parent]
    assert whole > 0.9
    assert part < 0.5
    assert 0.5 < more < whole


def test_headings_known_as_foreign() -> None:
    """What the outline lists as nobody's is known by its letters; without a list nothing is."""
    fit = Wordings(FLAT).fit(["LỊCH TRỰC CƠ QUAN", "Chăn nuôi gia súc"])
    assert fit.foreign[0] == pytest.approx(1.0)
    assert fit.foreign[1] < 0.6
    assert DEEP_WORDINGS.fit(["Lịch trực"]).foreign.tolist() == [0.0]


def test_no_lines_no_scores() -> None:
    """An empty document gives empty tables of the right shape."""
    fit = Wordings(FLAT).fit([])
    assert (fit.items.shape, fit.merged.shape, fit.foreign.shape) == ((0, 3), (0, 3), (0,))


def test_depths() -> None:
    """Top items are 1 deep."""
    assert DEEP_WORDINGS.depths == (1, 1, 2, 2, 2, 1, 2, 2)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_scores_are_shares(heads: list[str]) -> None:
    """Whatever the line, every score is between 0 and 1."""
    fit = DEEP_WORDINGS.fit(heads)
    for scores in (fit.items, fit.merged, fit.foreign):
        assert np.all((scores >= 0) & (scores <= 1 + 1e-9))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Hoạt động của BCĐ", "hoạt động của ban chỉ đạo"),
        ("QCDC cơ sở", "quy chế dân chủ cơ sở"),
        ("CT 28, năm 2020", "ct năm"),
        ("BHKN", "bài học kinh nghiệm"),
        ("a b c", ""),
    ],
)
def test_tokens(text: str, found: str) -> None:
    """Abbreviations are spelled out; numbers and single letters say nothing."""
    assert " ".join(tokens(text)) == " ".join(tokens(found))


def test_rare_words_weigh_more() -> None:
    """A word that one item has tells more than one that all have."""
    vocabulary = Vocabulary([["công tác trâu"], ["công tác lúa"], ["công tác cá"]])
    _, totals = vocabulary.bags(["trâu", "công"])
    assert totals[0] > totals[1] > 0


def test_a_word_that_two_share_without_marks_is_neither() -> None:
    """`ban` may be `bản` or `bàn`: without marks it is unknown."""
    vocabulary = Vocabulary([["bản"], ["bàn"], ["đội"]])
    rows, _ = vocabulary.bags(["ban", "doi"])
    assert rows[0].sum() == 0
    assert rows[1].sum() > 0

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
    """Each pair of items that a line names, joined by `+`, and how well."""
    row, names = DEEP_WORDINGS.fit([head]).merged[0], ids(DEEP)
    pairs = [f"{names[one]}+{names[other]}" for one, other in DEEP_WORDINGS.pairs]
    return {pair: float(score) for pair, score in zip(pairs, row, strict=True) if score > 0}


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
        ("Chăn nuôi và trồng lúa", ["2.1+2.2"]),
        ("Chăn nuôi va trồng lúa", ["2.1+2.2"]),  # OCR has lost the mark of `và`
        ("Trồng lúa, nuôi cá", ["2.2+2.3"]),
        ("Vướng mắc; đề đạt nguyện vọng", ["3.1+3.2"]),
        ("Vướng mắc - đề đạt", ["3.1+3.2"]),
        ("VƯỚNG MẮC – ĐỀ ĐẠT", ["3.1+3.2"]),
        ("Đề đạt và vướng mắc", ["3.1+3.2"]),  # swapped, and both to the letter
        ("Chăn nuôi và nuôi cá", ["2.1+2.3"]),  # one between is left out
        ("Kế hoạch sản xuất và chăn nuôi", ["1+2.1"]),  # of different parents, both to the letter
        ("Kế hoạch vụ đông và chăn nuôi", []),  # of different parents, and not to the letter
        ("Kế hoạch sản xuất và nuôi cá", []),  # too far apart
        ("Chăn nuôi gia súc", []),
        ("Nuôi cá và thời tiết", []),
        ("Cưới hỏi và thời tiết", []),
    ],
)
def test_two_items_in_one_heading(head: str, pairs: list[str]) -> None:
    """A heading names a pair only when each of its halves names one of two leaves that stand close together."""
    assert [pair for pair, score in merged(head).items() if score > 0.5] == pairs


def test_a_swap_behind_a_comma_is_no_pair() -> None:
    """A comma lists the words of one item, a stronger cut parts two."""
    assert "3.1+3.2" not in merged("Đề đạt, vướng mắc")


def test_a_line_that_names_one_item_better_than_its_halves_do_is_that_item() -> None:
    """`Chăn nuôi` and `gia súc` are halves of a title, not two items."""
    found = Wordings(outline(item("a", "Trồng lúa và hoa màu"), item("b", "Hoa màu xuất khẩu")))
    assert found.fit(["Trồng lúa và hoa màu"]).merged.max() == 0


def test_the_best_cut_of_many_counts() -> None:
    """`Chăn nuôi của xã, của thôn và trồng lúa nước`: only the second cut parts the items."""
    found = merged("Chăn nuôi, gia súc và trồng lúa nước")
    assert max(found, key=lambda pair: found[pair]) == "2.1+2.2"
    assert found["2.1+2.2"] > 0.9


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "«{}»"])
def test_a_long_title_quoted_says_nothing(quotes: str) -> None:
    """The directive's name stands in headings of every item; a word or two in quotes are the heading's own."""
    quoted = quotes.format("Tiếp tục đẩy mạnh trồng lúa nước trong mọi thôn xóm")
    fit = DEEP_WORDINGS.fit(["Chăn nuôi", f"Chăn nuôi {quoted}", quoted, quotes.format("Trồng lúa")])
    assert fit.items[1].tolist() == fit.items[0].tolist()
    assert {int(row.argmax()) for row in fit.items[2:]} == {ids(DEEP).index("2.2")}


def test_only_lines_that_may_are_cut() -> None:
    """A sentence inside a paragraph is no heading of two items."""
    head = "Chăn nuôi và trồng lúa"
    fit = DEEP_WORDINGS.fit([head, head], [False, True])
    assert fit.merged[0].max() == 0 < fit.merged[1].max()
    assert fit.items[0].tolist() == fit.items[1].tolist()


def test_both_halves_must_vote() -> None:
    """A pair's votes are those of its weaker half, and none where the line is not cut."""
    votes = DEEP_WORDINGS.fit(["Chăn nuôi và trồng lúa", "Trồng lúa và chăn nuôi", "Chăn nuôi"]).merged_votes
    place = DEEP_WORDINGS.pairs.index((2, 3))
    assert votes[0, place] > 0
    assert votes[1, place] == pytest.approx(votes[0, place])
    assert votes[2].tolist() == [0.0] * len(DEEP_WORDINGS.pairs)


def test_pairs_are_leaves_close_together() -> None:
    """Next to each other or with one between; never a chapter."""
    names = ids(DEEP)
    found = ["+".join(names[place] for place in pair) for pair in DEEP_WORDINGS.pairs]
    assert found == [
        "1+2.1", "1+2.2", "2.1+2.2", "2.1+2.3", "2.2+2.3", "2.2+3.1", "2.3+3.1", "2.3+3.2", "3.1+3.2",
    ]  # fmt: skip


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
    """What the outline lists as nobody's is more like that than like any item; without a list nothing is."""
    fit = Wordings(FLAT).fit(["LỊCH TRỰC CƠ QUAN", "Chăn nuôi gia súc"])
    assert fit.foreign[0] > fit.items[0].max()
    assert fit.foreign[1] < fit.items[1].max()
    assert DEEP_WORDINGS.fit(["Lịch trực"]).foreign.tolist() == [0.0]


def test_a_short_line_of_strange_words_is_compared_by_letters() -> None:
    """OCR may have spoilt every word of it; a long one of strange words is prose."""
    spoilt, prose = DEEP_WORDINGS.fit(["Thuỹ săn", "Thuỹ săn năm ấy ở quê nhà tôi thật nhiều"]).items[:, 4]
    assert spoilt > 0.25
    assert prose < spoilt / 2


def test_no_lines_no_scores() -> None:
    """An empty document gives empty tables of the right shape."""
    fit = Wordings(FLAT).fit([])
    assert (fit.items.shape, fit.merged.shape, fit.foreign.shape) == ((0, 3), (0, 3), (0,))
    assert (fit.votes.shape, fit.merged_votes.shape) == ((0, 4), (0, 3))


def test_an_outline_without_items_has_empty_tables() -> None:
    """Every line fits none of none."""
    fit = Wordings(outline()).fit(["Chăn nuôi và trồng lúa"])
    assert (fit.items.shape, fit.merged.shape, fit.foreign.tolist()) == ((1, 0), (1, 0), [0.0])


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

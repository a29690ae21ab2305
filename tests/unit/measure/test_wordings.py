"""Which indicator a label names: slips are forgiven, other words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.labels import read_label
from pipeline.measure.wordings import Match, Wordings
from pipeline.model.indicator import Indicator
from pipeline.text.fold import bare
from tests.unit.measure.asked import ALL, IN_TIME, LETTERS, VISITS

NAMED = Wordings(ALL)
TEXTS = [(one, text) for one in ALL for text in (one.title, *one.aliases)]


def match(label: str, named: Wordings = NAMED) -> Match | None:
    """What a label as written names."""
    return named.match(read_label(label).text)


@pytest.mark.parametrize(("indicator", "text"), TEXTS)
def test_a_wording_names_its_indicator_for_certain(indicator: Indicator, text: str) -> None:
    """As written, in capitals, numbered."""
    for label in (text, text.upper(), f"3. {text}:"):
        assert match(label) == Match(indicator=indicator, sure=1.0)


@pytest.mark.parametrize(("indicator", "text"), TEXTS)
def test_lost_marks_are_nearly_as_good(indicator: Indicator, text: str) -> None:
    """As whole lines without marks come out of old machines."""
    found = match(bare(text))
    assert found is not None
    assert (found.indicator, found.whole) == (indicator, True)
    assert 0.9 <= found.sure < 1


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("Lượt tiếp công dân", VISITS), ("Tổng số các lượt tiếp công dân", VISITS), ("Số lượt công dân được tiếp", VISITS),
        ("Số lượt tiêp công dân", VISITS), ("Số lượt tiếpp công dân", VISITS), ("Số lượt tiếp côngdân", VISITS),
        ("Sô lượt tiếp công dân", VISITS), ("Số đơn thư tiếp nhân", LETTERS), ("Số dơn thưtiếp nhận", LETTERS),
        ("Số đơ thư tiếp nhận", LETTERS), ("Tỉ lệ hồ sơ đã giải quyết đúng hạn", IN_TIME),
    ],
)  # fmt: skip
def test_other_order_fillers_and_one_slip_do_no_harm(label: str, indicator: Indicator) -> None:
    """In whatever word the slip is: the label is whole, and sure enough not to be looked at again."""
    found = match(label)
    assert found is not None
    assert (found.indicator, found.whole) == (indicator, True)
    assert found.sure >= 0.9


@pytest.mark.parametrize(
    "label",
    [
        "Số đơn", "Số lượt tiếp", "Tỷ lệ hồ sơ giải quyết quá hạn", "Hồ sơ giải quyết đúng hạn", "Số hội nghị", "Số", "", "…",
        "Số đoàn thư tiếp nhận", "Số cuộc họp", "Hội nghi CB", "Số lượt tiếp nhận công văn đến của các cơ quan trong dân",
        "Số đơn thư chưa tiếp nhận", "Tỷ lệ đơn thư tiếp nhận",
    ],
)  # fmt: skip
def test_another_word_makes_another_label(label: str) -> None:
    """One word too few or one that turns the meaning, and nothing is named."""
    assert match(label) is None


@pytest.mark.parametrize("label", ["Số lượt tiếp công dân tại trụ sở", "Số đơn thư tiếp nhận qua bưu điện"])
def test_a_label_that_says_more_is_doubtful(label: str) -> None:
    """It may be a part of what is asked for."""
    found = match(label)
    assert found is not None
    assert not found.whole
    assert found.sure < 0.9


def test_of_two_the_one_that_covers_more_is_named() -> None:
    """A label that is one indicator to the word is not a longer version of another."""
    some = Indicator(id="some", title="Đơn thư khiếu nại")
    named = Wordings((LETTERS, Indicator(id="any", title="Đơn thư"), some))
    assert match("Đơn thư khiếu nại", named) == Match(indicator=some, sure=1.0)
    found = match("Đơn thư khiếu nại vượt cấp", named)
    assert found is not None
    assert found.indicator == some


def test_two_that_fit_alike_are_both_doubted() -> None:
    """Fillers alone part the two wordings: the label may be either."""
    named = Wordings((Indicator(id="a", title="Số đơn thư"), Indicator(id="b", title="Tổng số các đơn thư")))
    found = match("Đơn thư", named)
    assert found is not None
    assert found.sure == 0.5


def test_numbers_are_never_slips() -> None:
    """Level 3 is not level 4, nor is 2020 the year after."""
    named = Wordings(
        (
            Indicator(id="a", title="Dịch vụ công trực tuyến mức độ 3"),
            Indicator(id="b", title="Văn bản năm 2020"),
        )
    )
    assert match("Dịch vụ công trực tuyến mức độ 4", named) is None
    assert match("Văn bản năm 2021", named) is None


def test_a_wording_of_fillers_stands_for_itself() -> None:
    """A row called `Tổng số` can be asked for."""
    total = Indicator(id="total", title="Tổng số")
    assert match("Tổng số", Wordings((total,))) == Match(indicator=total, sure=1.0)


def test_many_slips_are_too_many() -> None:
    """One for three words, no more."""
    assert match("Tỷ lệ hộồ sơ giảii quyếtt đúnggg hạn") is None
    found = match("Tỷ lệ hồ sơ giảii quyếtt đúng hạn")
    assert found is not None
    assert 0.8 < found.sure < 0.9


@given(st.sampled_from(TEXTS), st.data())
def test_one_letter_wrong_never_names_another(named: tuple[Indicator, str], data: st.DataObject) -> None:
    """Left out, doubled or changed: the same indicator for sure, or a doubtful match, or none."""
    indicator, text = named
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(["", text[at] * 2, "e", "ộ", " "]))
    found = match(text[:at] + letter + text[at + 1 :])
    assert found is None or found.indicator == indicator or found.sure < 0.9

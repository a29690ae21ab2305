"""Rulings on headings become proposals, each with what speaks against it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.proposal import FOREIGN, Proposal, Source, Used, Wording
from pipeline.propose import propose
from pipeline.text.fold import fold
from tests.build.nouns import item, outline

TREE = outline(
    item("1", "Chăn nuôi gia súc trong các hộ", aliases=("Đàn trâu bò của xã",), evidence=("tiêm phòng",)),
    item(
        "2", "Trồng trọt và những nguyên nhân được mất",
        item("2.1", "Những mặt đã làm được trong vụ lúa"),
        item("2.2", "Những mặt chưa làm được trong vụ lúa"),
        item("2.3", "Nguyên nhân được mất"),
    ),
    item("3", "Công tác thuỷ lợi nội đồng của xã"),
    foreign=("Phương hướng vụ sau", "Lịch trực"),
)  # fmt: skip


def used(item: str, heading: str, *units: str) -> list[Used]:
    """The same ruling for some units."""
    return [Used(item=item, unit=unit, heading=heading) for unit in units or ("SNV",)]


def only(ruled: list[Used], found: list[Used] | None = None) -> Proposal:
    """The one proposal that is made of this."""
    (proposal,) = propose(TREE, ruled, found or [])
    return proposal


def test_spellings_that_read_the_same_are_one_proposal() -> None:
    """In the spelling met first, with each unit once; nothing speaks against words that nobody else has."""
    proposal = only(
        [
            *used("1", "Nghề nuôi trâu trong thôn", "SNV", "SYT"),
            *used("1", "NGHỀ NUÔI  TRÂU TRONG THÔN", "SYT", "CTK"),
        ]
    )
    assert proposal == Proposal(item="1", alias="Nghề nuôi trâu trong thôn", units=("SNV", "SYT", "CTK"))
    assert proposal.safe


def test_proposals_stand_in_the_order_of_the_outline() -> None:
    """Within an item the most used first, then by the alphabet."""
    ruled = [
        *used("3", "Mương máng tưới tiêu hộ"), *used("1", "Nghề nuôi trâu trong thôn"), *used("1", "Chuồng trại hộ", "A", "B"),
        *used("1", "Ao chuồng trong hộ gia súc"),
    ]  # fmt: skip
    assert [(one.item, one.alias) for one in propose(TREE, ruled, [])] == [
        ("1", "Chuồng trại hộ"), ("1", "Ao chuồng trong hộ gia súc"), ("1", "Nghề nuôi trâu trong thôn"),
        ("3", "Mương máng tưới tiêu hộ"),
    ]  # fmt: skip


def test_nothing_ruled_is_nothing_proposed() -> None:
    """Headings that the program found alone speak for nothing."""
    assert propose(TREE, [], used("1", "Nghề nuôi trâu")) == ()


def test_what_an_alias_says_nearly_is_said_already() -> None:
    """A small word more is no other wording; which one says it is named, the closest first."""
    proposal = only(used("1", "Về đàn trâu bò của xã"))
    assert proposal.said == Wording(item="1", text="Đàn trâu bò của xã", likeness=0.92)
    assert not proposal.safe
    exact = only(used("1", "đàn trâu bò của xã")).said
    assert exact is not None
    assert exact.likeness == 1.0


def test_another_items_wording_is_a_clash() -> None:
    """The opposite in nearly the same letters, and headings that belong nowhere."""
    proposal = only(used("2.1", "Những mặt chưa làm được trong vụ lúa"))
    assert [(one.item, one.likeness) for one in proposal.clashes][:1] == [("2.2", 1.0)]
    assert not proposal.safe
    (foreign,) = only(used("3", "Phương hướng của vụ sau")).clashes
    assert (foreign.item, foreign.text, foreign.source) == (FOREIGN, "Phương hướng vụ sau", Source.OUTLINE)


def test_each_item_clashes_once_by_its_closest_wording() -> None:
    """The most alike item first."""
    tree = outline(
        item("1", "Mùa vụ"), item("2", "Gieo cấy lúa xuân muộn", aliases=("Gieo cấy lúa xuân",)), item("3", "Gieo cấy lúa xuân sớm")
    )  # fmt: skip
    (proposal,) = propose(tree, used("1", "Gieo cấy lúa xuân muộn"), [])
    assert [one.item for one in proposal.clashes] == ["2", "3"]
    assert [one.text for one in proposal.clashes] == ["Gieo cấy lúa xuân muộn", "Gieo cấy lúa xuân sớm"]


def test_one_heading_for_two_items_is_a_clash() -> None:
    """Ruled so for one unit and another, or found so in a report; each item is named once, rulings first."""
    heading = "Chuồng trại và mương máng"
    first, second = propose(TREE, [*used("1", heading, "A", "B"), *used("3", heading.upper())], [])
    assert first.clashes == (Wording(item="3", text=heading.upper(), likeness=1.0, source=Source.RULING),)
    assert second.clashes == (Wording(item="1", text=heading, likeness=1.0, source=Source.RULING),)
    (found,) = only(used("1", heading), used("2.3", heading, "A", "B")).clashes
    assert (found.item, found.source) == ("2.3", Source.REPORTS)


def test_what_the_program_found_for_the_same_item_is_no_clash() -> None:
    """It only says that the wording is known."""
    assert only(used("1", "Chuồng trại hộ nuôi"), used("1", "Chuồng trại hộ nuôi")).clashes == ()


def test_few_words_that_another_item_has_too_are_general() -> None:
    """Who has them is named; a chapter's wording that holds its part's words is none."""
    proposal = only(used("1", "Của xã"))
    assert (proposal.general, proposal.within) == (True, ("3",))
    own = only(used("2.3", "Nguyên nhân"))
    assert (own.general, own.within, own.safe) == (False, (), True)


def test_few_words_that_say_nothing_of_the_item_are_general() -> None:
    """Nobody else has them, but neither has the item, in its wordings or evidence."""
    assert only(used("1", "Phần đầu")).general
    assert not only(used("1", "Việc tiêm phòng")).general


def test_more_words_are_general_when_two_others_have_them_all() -> None:
    """One other item is a coincidence."""
    tree = outline(
        item("1", "Mùa vụ"), item("2", "Cả xã cùng ra đồng gặt lúa"), item("3", "Cả xã cùng ra đồng cấy lúa"), item("4", "Hết")
    )  # fmt: skip
    proposals = propose(tree, [*used("1", "Cả xã ra đồng"), *used("4", "Cả xã ra đồng gặt")], [])
    assert [(one.within, one.general) for one in proposals] == [(("2", "3"), True), (("2",), False)]


HEADINGS = st.text(alphabet="aăâbc ôđ1.-", min_size=1, max_size=12).filter(lambda text: bool(fold(text)))


@given(
    st.lists(
        st.builds(
            Used, item=st.sampled_from(["1", "2.1", "3"]), unit=st.sampled_from("ABC"), heading=HEADINGS
        )
    )
)
def test_every_ruling_is_in_one_proposal(ruled: list[Used]) -> None:
    """None is lost, none counts twice, and a heading ruled for two items is safe for neither."""
    made = propose(TREE, ruled, [])
    assert {(one.item, unit, fold(one.alias)) for one in made for unit in one.units} == {
        (one.item, one.unit, fold(one.heading)) for one in ruled
    }
    assert len({(one.item, fold(one.alias)) for one in made}) == len(made)
    items = {
        fold(one.heading): {other.item for other in ruled if fold(other.heading) == fold(one.heading)}
        for one in ruled
    }
    assert not any(one.safe for one in made if len(items[fold(one.alias)]) > 1)

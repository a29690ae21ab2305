"""What holds for every document, however strange."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align import align
from pipeline.align.confidence import EMPTY_WORDS
from pipeline.align.sections import _prepared
from pipeline.model.calibration import Calibration
from pipeline.model.campaign import Outline, OutlineItem
from pipeline.model.document import Block, BlockKind, Document, Style
from pipeline.model.section import Section, State
from tests.build.nouns import block, document, table
from tests.build.page import filler, page
from tests.unit.align.outlines import DEEP, ids

_WORDINGS = [text for item in DEEP.walk() for text in (item.title, *item.aliases)]
_LABELS = st.sampled_from(["", "I.", "1.", "2.1.", "a)", "-", "*", "Phần thứ hai", "(1)"])
_LINES = st.one_of(
    st.sampled_from(
        [*_WORDINGS, "Chăn nuôi và trồng lúa", "Vướng mắc; đề đạt", "BÁO CÁO", "Trên đây là báo cáo", "Nơi nhận:", "Phụ lục",
         "Cưới hỏi", "Phần thứ ba", ""]
    ),
    st.text(max_size=60),
)  # fmt: skip
_STYLES = st.builds(
    Style, bold=st.sampled_from([0.0, 0.4, 1.0]), bold_prefix=st.integers(0, 30), centred=st.booleans(),
    level=st.sampled_from([None, 1, 2]),
)  # fmt: skip
_HEADS = st.builds(
    Block, kind=st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM]), text=_LINES, label=_LABELS,
    style=_STYLES,
)  # fmt: skip
_SAID = ("Đàn lợn lớn nhanh, con giống khoẻ, thức ăn đủ cho cả năm.", "Gieo cấy kịp vụ; năng suất cao hơn hẳn năm trước.",
         "Thả cá giống xuống ao hồ từ tháng tư, sản lượng đã tăng gấp rưỡi so với năm ngoái.")  # fmt: skip
_PLAIN = st.integers(16, 60).map(filler)  # paragraphs that speak of nothing, too long for headings
_TEXTS = st.one_of(
    st.integers(1, 40).map(lambda count: block("chữ " * count + "hết.")), st.sampled_from(_SAID).map(block)
)
_TABLES = st.lists(st.tuples(_LINES, _LINES), min_size=1, max_size=3).map(lambda rows: table(*rows))
DOCUMENTS = st.lists(st.one_of(_HEADS, _TEXTS, _TABLES), max_size=25).map(lambda blocks: document(*blocks))
_EVIDENCE = {
    "2.1": ("con giống", "đàn lợn", "thức ăn"), "2.2": ("gieo cấy", "năng suất"), "2.3": ("cá giống", "ao hồ", "sản lượng"),
}  # fmt: skip


def _told(plan: OutlineItem) -> OutlineItem:
    children = tuple(map(_told, plan.children))
    return replace(plan, children=children, evidence=_EVIDENCE.get(plan.id, ()))


TELLING = Outline(items=tuple(map(_told, DEEP.items)), foreign=("Lịch trực",))
OUTLINES = st.sampled_from([DEEP, TELLING])
_WEIGHTS = st.dictionaries(st.sampled_from(["base", "margin", "fit", "near", "edge"]), st.floats(-9, 9))
LEARNT = st.builds(Calibration, found=_WEIGHTS, missing=_WEIGHTS)
REPORT = st.lists(
    st.tuples(st.sampled_from(_WORDINGS), st.sampled_from(["I.", "1.", "a)", ""]), st.lists(_PLAIN, max_size=4)),
    min_size=1, max_size=9,
)  # fmt: skip
Report = list[tuple[str, str, list[str]]]


def laid_out(report: Report, *behind: str) -> Document:
    """Bold headings with their paragraphs, below a title; what stands behind them comes last."""
    blocks = [block("BÁO CÁO kết quả", bold=1.0)]
    for heading, label, paragraphs in report:
        blocks += [block(heading, label=label, bold=1.0), *map(block, paragraphs)]
    return document(*blocks, *behind)


def leaves(read: Document, of: Outline = TELLING) -> list[Section]:
    """The sections of a document's leaves."""
    names = {leaf.id for leaf in of.leaves()}
    return [section for section in align(read, of).sections if section.item in names]


@given(DOCUMENTS, OUTLINES)
def test_every_item_comes_back_once_in_outline_order(read: Document, of: Outline) -> None:
    """Nothing raises; no item is lost, doubled or moved."""
    assert [section.item for section in align(read, of).sections] == ids(of)


@given(DOCUMENTS, OUTLINES)
def test_the_same_document_gives_the_same_sections(read: Document, of: Outline) -> None:
    """Value in, value out: whether the outline was seen before or not."""
    first = align(read, of)
    _prepared.cache_clear()
    assert align(read, of) == first


@given(DOCUMENTS, LEARNT)
def test_scores_and_confidence_are_shares(read: Document, learnt: Calibration) -> None:
    """Fit and probability are between 0 and 1, whatever was learnt."""
    for section in align(read, TELLING, calibration=learnt).sections:
        assert 0.0 <= section.score <= 1.0
        assert 0.05 <= section.confidence <= 0.99


@given(DOCUMENTS, LEARNT)
def test_what_was_learnt_changes_confidence_alone(read: Document, learnt: Calibration) -> None:
    """Where a section is found does not hang on how sure it is."""
    found, other = align(read, TELLING), align(read, TELLING, calibration=learnt)
    assert found.foreign == other.foreign
    for one, two in zip(found.sections, other.sections, strict=True):
        assert replace(one, confidence=0.0) == replace(two, confidence=0.0)


@given(DOCUMENTS)
def test_states_say_what_was_found(read: Document) -> None:
    """Missing has nothing, empty hardly a word, the others more; what has no heading was found by its text alone."""
    for section in leaves(read):
        if section.state is State.MISSING:
            assert section == Section(item=section.item, state=State.MISSING, confidence=section.confidence)
            continue
        assert section.heading or (section.text and section.score == 0.0)
        assert section.paragraph is not None
        assert section.state is _by_length(section.words)


def _by_length(words: int) -> State:
    """Every item of these outlines asks for thirty words."""
    return State.EMPTY if words <= EMPTY_WORDS else State.THIN if words < 30 else State.FULL


@given(DOCUMENTS)
def test_sharing_is_mutual(read: Document) -> None:
    """Who shares a heading with another is shared with by it, with the same text."""
    by_item = {section.item: section for section in leaves(read)}
    for section in by_item.values():
        for other in section.shared_with:
            assert section.item in by_item[other].shared_with
            assert by_item[other].text == section.text


def _marked(place: int, found: Block) -> Block:
    """A block with a word of its own at its end, a table with one in every cell."""
    if found.kind is not BlockKind.TABLE:
        return replace(found, text=f"{found.text} zqx{place}x")
    rows = tuple(
        tuple(f"{cell} zqx{place}y{row}y{column}x" for column, cell in enumerate(cells))
        for row, cells in enumerate(found.rows)
    )
    return replace(found, rows=rows, text="\n".join(" | ".join(cells) for cells in rows))


@settings(max_examples=200)
@given(DOCUMENTS)
def test_every_block_lands_in_at_most_one_section(read: Document) -> None:
    """A block marked with a word of its own is in one section, or in those that share a heading, and never twice."""
    marked = tuple(_marked(place, found) for place, found in enumerate(read.blocks))
    homes: defaultdict[str, list[Section]] = defaultdict(list)
    for section in leaves(replace(read, blocks=marked)):
        for word in section.text.split():
            if "zqx" in word:
                homes[word[word.index("zqx") :]].append(section)
    for found in homes.values():
        assert len({section.item for section in found}) == len(found)
        first, *others = found
        assert {section.item for section in others} <= set(first.shared_with)


@given(DOCUMENTS)
def test_no_heading_begins_two_sections_that_do_not_share_it(read: Document) -> None:
    """Of the leaves that begin at one paragraph each names all the others."""
    by_place: defaultdict[int, set[str]] = defaultdict(set)
    found = [section for section in leaves(read) if section.paragraph is not None]
    if any(block.kind is BlockKind.TABLE for block in read.blocks):
        return  # the rows of a table all stand at its paragraph
    for section in found:
        by_place[section.paragraph or 0].add(section.item)
    for section in found:
        assert {section.item, *section.shared_with} == by_place[section.paragraph or 0]


@given(REPORT, st.randoms(use_true_random=False), OUTLINES)
def test_the_order_of_paragraphs_that_speak_of_nothing_changes_nothing(
    report: Report, dice: Random, of: Outline
) -> None:
    """Inside a section they may stand in any order: the text follows them, all else stays."""
    shuffled = [
        (heading, label, dice.sample(paragraphs, len(paragraphs))) for heading, label, paragraphs in report
    ]
    found, other = align(laid_out(report), of), align(laid_out(shuffled), of)
    assert [replace(one, text="") for one in found.sections] == [
        replace(one, text="") for one in other.sections
    ]
    for one, two in zip(found.sections, other.sections, strict=True):
        assert sorted(one.text.split("\n")) == sorted(two.text.split("\n"))


@given(REPORT, _PLAIN, OUTLINES)
def test_a_further_paragraph_at_the_end_is_the_last_sections_alone(
    report: Report, more: str, of: Outline
) -> None:
    """It makes the section that it lands in longer, and its chapters; every other state, heading and text stays."""
    marked = f"{more} zqxx"
    short, long = align(laid_out(report), of).sections, align(laid_out(report, marked), of).sections
    grown = {section.item for section in long if "zqxx" in section.text}
    above = {parent for parent, child in _ancestry(of) if child in grown}
    for one, two in zip(short, long, strict=True):
        if two.item in grown:
            assert two.text == f"{one.text}\n{marked}".lstrip("\n")
            assert (
                one.heading == two.heading or one.state is State.MISSING
            )  # its chapter was bare, and is no more
        elif two.item not in above:
            assert replace(one, confidence=0.0) == replace(two, confidence=0.0)


def _ancestry(of: Outline) -> list[tuple[str, str]]:
    """Every item with every leaf below it."""
    return [(found.id, leaf.id) for found in of.walk() for leaf in Outline(items=(found,)).leaves()]


@given(REPORT, _PLAIN, OUTLINES)
def test_a_paragraph_behind_the_closing_sentence_changes_nothing(
    report: Report, more: str, of: Outline
) -> None:
    """The report is over."""
    end = ("Trên đây là báo cáo của xã.", "Nơi nhận:")
    assert align(laid_out(report, *end), of) == align(laid_out(report, *end, more), of)


@given(DOCUMENTS, st.integers(0, 25))
def test_what_stands_below_the_end_changes_nothing(read: Document, cut: int) -> None:
    """Blocks below a signature are no part of the report, whatever they are."""
    above = (block("BÁO CÁO kết quả", bold=1.0), *read.blocks[:cut], block("Nơi nhận:"))
    short, long = document(*above), document(*above, *read.blocks[cut:])
    assert align(short, TELLING).sections == align(long, TELLING).sections


def test_an_annex_does_not_decide_where_the_report_ends() -> None:
    """`Phụ lục` in the middle of a body ends it or not by that body alone, however much stands below the signature."""
    body = (
        "**1. Trồng lúa nước**\n~40\n**2. Thuỷ sản**\n~40\nPhụ lục số liệu kèm theo\n**3. Vướng mắc**\n~40\n",
        "Nơi nhận:\n",
    )
    short, long = (page("**BÁO CÁO NĂM**\n" + "".join(body) + "~20\n" * below) for below in (0, 40))
    assert align(short, DEEP).sections == align(long, DEEP).sections

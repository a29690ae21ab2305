"""What holds for every document, however strange."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align import align
from pipeline.align.sections import EMPTY_WORDS
from pipeline.model.document import Block, BlockKind, Document, Style
from pipeline.model.section import Section, State
from tests.build.nouns import block, document, table
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
_TEXTS = st.integers(1, 40).map(lambda count: block("chữ " * count + "hết."))
_TABLES = st.lists(st.tuples(_LINES, _LINES), min_size=1, max_size=3).map(lambda rows: table(*rows))
DOCUMENTS = st.lists(st.one_of(_HEADS, _TEXTS, _TABLES), max_size=25).map(lambda blocks: document(*blocks))


def leaves(read: Document) -> list[Section]:
    """The sections of a document's leaves."""
    names = {leaf.id for leaf in DEEP.leaves()}
    return [section for section in align(read, DEEP).sections if section.item in names]


@given(DOCUMENTS)
def test_every_item_comes_back_once_in_outline_order(read: Document) -> None:
    """Nothing raises; no item is lost, doubled or moved."""
    assert [section.item for section in align(read, DEEP).sections] == ids(DEEP)


@given(DOCUMENTS)
def test_the_same_document_gives_the_same_sections(read: Document) -> None:
    """Value in, value out."""
    assert align(read, DEEP) == align(read, DEEP)


@given(DOCUMENTS)
def test_scores_and_confidence_are_shares(read: Document) -> None:
    """Fit and probability are between 0 and 1."""
    for section in align(read, DEEP).sections:
        assert 0.0 <= section.score <= 1.0
        assert 0.05 <= section.confidence <= 0.99


@given(DOCUMENTS)
def test_states_say_what_was_found(read: Document) -> None:
    """Missing has neither heading nor words, empty has a heading and hardly a word, the others have words."""
    for section in leaves(read):
        if section.state is State.MISSING:
            assert (section.heading, section.words, section.text, section.shared_with) == ("", 0, "", ())
        elif section.state is State.EMPTY:
            assert section.heading
            assert section.words <= EMPTY_WORDS
        else:
            assert section.state in {State.THIN, State.FULL}
            assert section.heading
            assert section.words > EMPTY_WORDS


@given(DOCUMENTS)
def test_sharing_is_mutual(read: Document) -> None:
    """Who shares a heading with another is shared with by it, with the same text."""
    by_item = {section.item: section for section in leaves(read)}
    for section in by_item.values():
        for other in section.shared_with:
            assert section.item in by_item[other].shared_with
            assert by_item[other].text == section.text


@settings(max_examples=200)
@given(DOCUMENTS)
def test_every_block_lands_in_at_most_one_section(read: Document) -> None:
    """A block marked with a word of its own is in one section, or in those that share a heading, and never twice."""
    marked = tuple(
        found if found.kind is BlockKind.TABLE else replace(found, text=f"{found.text} zqx{place}x")
        for place, found in enumerate(read.blocks)
    )
    homes: defaultdict[str, list[Section]] = defaultdict(list)
    for section in leaves(replace(read, blocks=marked)):
        for word in section.text.split():
            if "zqx" in word:
                homes[word[word.index("zqx") :]].append(section)
    for found in homes.values():
        assert len({section.item for section in found}) == len(found)
        first, *others = found
        assert {section.item for section in others} <= set(first.shared_with)


@given(DOCUMENTS, st.integers(0, 25))
def test_what_stands_below_the_end_changes_nothing(read: Document, cut: int) -> None:
    """Blocks below a signature are no part of the report."""
    above = (block("BÁO CÁO kết quả", bold=1.0), *read.blocks[:cut], block("Nơi nhận:"))
    short, long = document(*above), document(*above, *read.blocks[cut:])
    assert align(short, DEEP).sections == align(long, DEEP).sections

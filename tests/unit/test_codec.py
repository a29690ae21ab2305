"""Nouns survive the way through bytes, and bytes that are no noun are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import codec
from pipeline.codec import CodecError
from pipeline.model.document import Block, BlockKind, Document, Reading, Recognition, Style, Unread
from pipeline.model.mail import Arrival, Envelope, File, Message
from pipeline.model.section import Alignment, Section, State
from pipeline.model.submission import ByHand
from pipeline.ports import Entry

WHOLE = st.integers(min_value=0, max_value=2**53)
PAGE = st.none() | WHOLE
SHARE = st.floats(min_value=0, max_value=1)
TEXTS = st.lists(st.text(max_size=8), max_size=3).map(tuple)
# Offsets of whole minutes: a mail's date knows no others, nor does the ISO form of 2019 that the codec writes.
ZONES = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
TIMES = st.datetimes(timezones=ZONES)


def rows_of(cells: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    """Rows of a table."""
    return st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)


def some(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """A few of them."""
    return st.lists(one, max_size=3).map(tuple)


STYLES = st.builds(
    Style, bold=SHARE, bold_prefix=WHOLE, italic=SHARE, size=st.none() | st.floats(1, 99), level=PAGE,
    indent=st.floats(-500, 500),
)  # fmt: skip
BLOCKS = st.builds(
    Block, kind=st.sampled_from(BlockKind), label=st.text(max_size=4), style=STYLES, page=PAGE, paragraph=WHOLE,
    rows=rows_of(st.text(max_size=5)), sure=SHARE,
)  # fmt: skip
RECOGNITIONS = st.builds(
    Recognition, page=WHOLE, confidence=SHARE, uncovered=SHARE, turned=st.sampled_from((0, 90))
)
DOCUMENTS = st.builds(
    Document, blocks=some(BLOCKS), pages=PAGE, unread_pages=some(WHOLE), recognised=some(RECOGNITIONS), furniture=TEXTS,
    remarks=TEXTS,
)  # fmt: skip
UNREAD = st.builds(Unread, reader=st.text(max_size=4))
FILES = st.builds(File, bytes=WHOLE, body=st.booleans(), reason=st.text(max_size=9))
ENVELOPES = st.builds(Envelope, subject=st.text(), recipients=TEXTS, sent_at=st.none() | TIMES)
MESSAGES = st.builds(
    Message,
    envelope=ENVELOPES,
    files=some(FILES),
    forwarded=some(ENVELOPES),
    automatic=st.text(),
    defects=TEXTS,
)
SECTIONS = st.builds(
    Section, state=st.sampled_from(State), score=SHARE, confidence=SHARE, in_order=st.booleans(), words=WHOLE,
    shared_with=TEXTS, page=PAGE, paragraph=PAGE, text=st.text(),
)  # fmt: skip
ALIGNMENTS = st.builds(Alignment, sections=some(SECTIONS), foreign=TEXTS)
ENTRIES = st.builds(
    Entry, arrival=st.builds(Arrival, received_at=TIMES, size=WHOLE), attempts=WHOLE, quarantined=st.booleans(),
    next_try_at=st.none() | TIMES, by_hand=st.none() | st.builds(ByHand),
)  # fmt: skip
NOUNS = DOCUMENTS | UNREAD | MESSAGES | ALIGNMENTS | ENTRIES


@given(NOUNS)
def test_a_noun_comes_back(noun: object) -> None:
    """Equal to what it was, and written the same again: what is kept by its digest relies on it."""
    written = codec.encode(noun)
    back = codec.decode(written, type(noun))
    assert back == noun
    assert codec.encode(back) == written


@given(DOCUMENTS | UNREAD)
def test_a_reading_comes_back_as_what_it_was(reading: Reading) -> None:
    """A document, or why there is none: never one taken for the other."""
    back = codec.decode_reading(codec.encode_reading(reading))
    assert type(back) is type(reading)
    assert back == reading


@given(st.binary() | st.text().map(str.encode))
def test_other_bytes_are_refused(data: bytes) -> None:
    """With one error, whatever they are."""
    for kind in (Message, Alignment, Document, Entry):
        with pytest.raises(CodecError):
            codec.decode(data, kind)


@given(NOUNS, st.data())
def test_a_cut_noun_is_refused(noun: object, data: st.DataObject) -> None:
    """A worker that died while it wrote, a disk that was full."""
    written = codec.encode(noun)
    cut = data.draw(st.integers(min_value=0, max_value=len(written) - 1))
    with pytest.raises(CodecError):
        codec.decode(written[:cut], type(noun))


@given(ALIGNMENTS, st.data())
def test_a_changed_byte_is_refused_or_gives_the_kind_asked_for(noun: Alignment, data: st.DataObject) -> None:
    """Nothing else comes out, and no other error."""
    written = bytearray(codec.encode(noun))
    place = data.draw(st.integers(min_value=0, max_value=len(written) - 1))
    written[place] = data.draw(st.integers(min_value=0, max_value=255))
    try:
        back = codec.decode(bytes(written), Alignment)
    except CodecError:
        return
    assert isinstance(back, Alignment)


DEEP = 100_000  # far below Python's limit of recursion, and 100 kB are soon written
HOSTILE: Sequence[tuple[bytes, str]] = [
    (b'{"sections":[],"more":' + b"[" * DEEP + b"]" * DEEP + b"}", "recursion"),
    (b'{"sections":[],"foreign":["\xff"]}', "utf-8"),
    (b'{"foreign":[]}', "missing required field `sections`"),
    (b'{"sections":[{"item":"1","state":"half"}]}', "Invalid enum value 'half'"),
    (b'{"sections":[{"item":1,"state":"full"}]}', "Expected `str`, got `int`"),
    (b'{"sections":[]} {"sections":[]}', "malformed"),
    (b"null", "Expected `object`, got `null`"),
]


@pytest.mark.parametrize(("data", "told"), HOSTILE)
def test_bytes_that_are_meant_to_harm_are_refused(data: bytes, told: str) -> None:
    """A worker that a file has taken over may answer anything; the answer is refused with a reason."""
    with pytest.raises(CodecError, match=told):
        codec.decode(data, Alignment)


@pytest.mark.parametrize("data", [b"{}", b'{"document":null,"unread":null}'])
def test_neither_a_document_nor_a_reason_is_no_reading(data: bytes) -> None:
    """One of the two is always there."""
    with pytest.raises(CodecError, match="neither a document nor a reason"):
        codec.decode_reading(data)


def test_a_document_without_blocks_is_still_a_document() -> None:
    """Empty is not unread."""
    empty = Document(reader="docx", blocks=())
    assert codec.decode_reading(codec.encode_reading(empty)) == empty

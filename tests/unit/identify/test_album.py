"""A report photographed page by page: one document, whatever the order in which its pages were attached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify import gathered
from pipeline.identify.album import PART
from pipeline.identify.asked import Asked
from pipeline.identify.roles import sort_files
from pipeline.model.document import Document, Reading, Recognition, Unread
from pipeline.model.submission import Disposition, Identification, Role, Submission
from tests.build.nouns import attached, campaign, message, received
from tests.build.page import page

OURS = Asked.of(campaign())
HEAD = "^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n~140"
BLUR = Unread(code="no_text", detail="page 1: OCR found no words")
LOGO = Unread(code="unsupported", detail="a picture too small to be a page")


def photo(text: str) -> Document:
    """A page as OCR read it in its picture."""
    read = Recognition(page=1, confidence=0.9, uncovered=0.0)
    return replace(
        page(text), reader="ocr", recognised=(read,), furniture=("trang",), remarks=("page 1: read by OCR",)
    )


def readings(**by_name: Reading) -> dict[str, Reading]:
    """What comes of pictures with these names, attached in this order; by name."""
    names = [f"{name}.jpg" for name in by_name]
    mail = message(
        *(attached(name, path=str(place), media_type="image/jpeg") for place, name in enumerate(names))
    )
    found = gathered(mail, {str(place): reading for place, reading in enumerate(by_name.values())})
    return {name.removesuffix(".jpg"): found[str(place)] for place, name in enumerate(names)}


def test_pages_come_in_the_order_of_their_numbers() -> None:
    """Ten after nine, however they were attached; the first one has the text of all, the others say so."""
    found = readings(IMG_10=photo("ba"), IMG_2=photo("một"), IMG_9=photo("hai"))
    whole = found["IMG_2"]
    assert isinstance(whole, Document)
    assert [(block.page, block.paragraph, block.text) for block in whole.blocks] == [
        (1, 1, "một"), (2, 2, "hai"), (3, 3, "ba"),
    ]  # fmt: skip
    assert (whole.pages, whole.ocr_pages, whole.furniture) == (3, (1, 2, 3), ("trang",))
    assert whole.remarks[1] == "IMG_9.jpg: page 1: read by OCR"
    assert found["IMG_9"] == Unread(code=PART, detail="a page of the paper that begins in IMG_2.jpg")


def test_without_numbers_they_come_as_attached() -> None:
    """Names that differ in more than numbers say nothing of an order."""
    found = readings(b2=photo("một"), a1=photo("hai"))
    assert isinstance(found["b2"], Document)
    assert [block.text for block in found["b2"].blocks] == ["một", "hai"]


def test_a_page_that_could_not_be_read_is_an_unread_page() -> None:
    """Even the first: what stood on it must not look missing."""
    found = readings(IMG_1=BLUR, IMG_2=photo("hai"))
    whole = found["IMG_1"]
    assert isinstance(whole, Document)
    assert (whole.unread_pages, whole.blocks[0].page) == ((1,), 2)
    assert whole.remarks[0] == "IMG_1.jpg: no_text: page 1: OCR found no words"


@pytest.mark.parametrize(
    "given",
    [
        {"IMG_1": photo("một")},
        {"IMG_1": photo("một"), "logo": LOGO},
        {"IMG_1": BLUR, "IMG_2": BLUR},
        {},
    ],
)
def test_fewer_than_two_pages_stay_as_they_are(given: dict[str, Reading]) -> None:
    """A logo is no page, and pictures of nothing are no paper."""
    assert readings(**given) == given


def test_other_files_stay_as_they_are() -> None:
    """Word files are no pictures, read or not."""
    mail = message(attached("a.docx", path="1"), attached("b.docx", path="2"), attached("c.jpg", path="3"))
    given: dict[str, Reading] = {"1": page("một"), "3": photo("hai")}
    assert gathered(mail, given) == given


def sorted_roles(*names: str, text: str = HEAD) -> list[tuple[Role, str]]:
    """Roles of pictures that together are a paper beginning with this text."""
    mail = message(
        *(attached(name, path=str(place), media_type="image/jpeg") for place, name in enumerate(names))
    )
    given = {str(place): photo(text if place == 0 else "~150") for place in range(len(names))}
    files, _ = sort_files(received(mail, gathered(mail, given)), mail, OURS)
    return [(file.role, file.reason) for file in files]


def test_all_pictures_of_a_report_are_the_report() -> None:
    """So that a page sent again is seen to be another paper."""
    assert sorted_roles("IMG_1.jpg", "IMG_2.jpg") == [
        (Role.REPORT, ""), (Role.REPORT, "a page of the paper that begins in IMG_1.jpg"),
    ]  # fmt: skip


def test_all_pictures_of_another_paper_are_that() -> None:
    """A photographed plan is no report, on none of its pages."""
    assert {role for role, _ in sorted_roles("1.jpg", "2.jpg", text="**KẾ HOẠCH**\n~200")} == {Role.OTHER}


def test_the_report_of_a_submission_is_the_picture_with_the_text() -> None:
    """Not the one that was attached first."""
    mail = message(
        attached("IMG_2.jpg", path="1", media_type="image/jpeg"),
        attached("IMG_1.jpg", path="2", media_type="image/jpeg"),
    )
    given = received(mail, gathered(mail, {"1": photo("~150"), "2": photo(HEAD)}))
    files, _ = sort_files(given, mail, OURS)
    nobody = Identification(unit="", confidence=0.0, candidates=(), clues=())
    made = Submission(received=given, disposition=Disposition.REPORT, identification=nobody, files=files)
    assert made.report is not None
    assert made.report.file.name == "IMG_1.jpg"


BANNER = "**HỘI NGHỊ SƠ KẾT 3 NĂM THỰC HIỆN CHỈ THỊ 28-CT/TU**"


def test_a_photo_of_the_meeting_before_the_first_page_is_no_page() -> None:
    """Its banner is not the paper's head; one without any text is no unread page, since its number comes first."""
    found = readings(IMG_1=photo(BANNER), IMG_2=BLUR, IMG_3=photo(HEAD), IMG_4=photo("~150"))
    assert (found["IMG_1"], found["IMG_2"]) == (photo(BANNER), BLUR)
    whole = found["IMG_3"]
    assert isinstance(whole, Document)
    assert (whole.pages, whole.unread_pages, whole.blocks[0].text) == (2, (), "BÁO CÁO")
    assert found["IMG_4"] == Unread(code=PART, detail="a page of the paper that begins in IMG_3.jpg")


def test_a_page_before_the_head_is_kept_where_nothing_says_the_order() -> None:
    """Full of text, or unread under a name without a number, it may have been attached too early."""
    found = readings(b=photo("~150"), a=BLUR, c=photo(HEAD))
    whole = found["b"]
    assert isinstance(whole, Document)
    assert (whole.pages, whole.unread_pages) == (3, (2,))


def test_one_page_behind_a_photo_stays_alone() -> None:
    """With the photo left out there is nothing to join."""
    given: dict[str, Reading] = {"IMG_1": photo(BANNER), "IMG_2": photo(HEAD)}
    assert readings(**given) == given


def test_the_photo_has_no_part_in_the_papers_role() -> None:
    """The pages are the report; the photo is told as what it is."""
    mail = message(
        *(attached(f"IMG_{place}.jpg", path=str(place), media_type="image/jpeg") for place in (1, 2, 3))
    )
    given = {"1": photo(BANNER), "2": photo(HEAD), "3": photo("~150")}
    files, _ = sort_files(received(mail, gathered(mail, given)), mail, OURS)
    assert [file.role for file in files] == [Role.OTHER, Role.REPORT, Role.REPORT]
    assert files[0].reason == "the picture holds hardly any text (13 words)"

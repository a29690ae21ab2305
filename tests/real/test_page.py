"""The page in a real Chromium: it works from a disk, by mouse and by keyboard, wide and narrow, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.export.files import export_all
from pipeline.model.finding import BESIDE
from tests.build.frames import campaign, frames
from tests.build.hostile import hostile_frames

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_PATIENCE = 120_000  # milliseconds that a busy machine may take
_WIDE, _PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
_SHOWN = "#grid tbody tr:visible"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The installed browser; a missing one fails."""
    with sync_playwright() as play:
        expect.set_options(timeout=_PATIENCE)
        found = play.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS, timeout=_PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the made-up tables on the disk."""
    folder = tmp_path_factory.mktemp("page")
    export_all(frames(), campaign(), folder)
    return (folder / "summary.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, opened wide; fails in the end on any complaint, and on any request but for the page itself."""
    yield from _opened(browser, address)


def _opened(browser: Browser, address: str) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": _WIDE["width"], "height": _WIDE["height"]})
    complaints: list[str] = []
    requests: list[str] = []
    found.on("console", lambda told: complaints.append(told.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("request", lambda request: requests.append(request.url.partition("#")[0]))
    found.goto(address)
    yield found
    assert complaints == []
    assert requests == [address]
    found.close()


def test_every_unit_is_shown(page: Page) -> None:
    """The matrix opens with all units in the order of the roster."""
    assert page.locator(_SHOWN).count() == 45
    assert page.inner_text("#shown") == "45 đơn vị"


def test_search_needs_no_marks(page: Page) -> None:
    """A name is found with and without Vietnamese marks, and by code."""
    for asked in ("so y te", "Sở Y tế", "SỞ  Y TẾ"):
        page.fill("#q", asked)
        expect(page.locator("#shown")).to_have_text("2/45 đơn vị")
        assert "Sở Y tế" in page.locator(_SHOWN).first.inner_text()
    page.fill("#q", "dv007")
    expect(page.locator("#shown")).to_have_text("1/45 đơn vị")
    page.fill("#q", "không có đâu")
    expect(page.locator("#none")).to_be_visible()


def test_filters_choose_by_status_verdict_and_state(page: Page) -> None:
    """Each choice keeps exactly the units that the tables say; the reset brings all back."""
    tables = frames()
    for field, code in (("status", "late"), ("verdict", "incomplete")):
        page.select_option(f"#f-{field}", code)
        wanted = int((tables["units"][field] == code).sum())
        expect(page.locator("#shown")).to_have_text(f"{wanted}/45 đơn vị")
        page.click("#clear")
        expect(page.locator("#shown")).to_have_text("45 đơn vị")
    leaves = tables["sections"][~tables["sections"]["section"].isin(["1.2", "1.3", "1.4"])]
    wanted = leaves[leaves["state"] == "empty"]["unit"].nunique()
    page.select_option("#f-state", "empty")
    expect(page.locator("#shown")).to_have_text(f"{wanted}/45 đơn vị")
    assert page.locator(_SHOWN).first.locator("[data-st=empty]").count() >= 1


def test_a_card_filters_and_lets_go(page: Page) -> None:
    """A count is a button: once pressed it shows those units, pressed again all of them."""
    card = page.locator("button.card[data-code=late]")
    card.click()
    assert page.locator(_SHOWN).count() == int(card.locator("b").inner_text())
    assert card.get_attribute("aria-pressed") == "true"
    card.click()
    assert page.locator(_SHOWN).count() == 45


def test_columns_sort_both_ways(page: Page) -> None:
    """By name in Vietnamese order, by days late, by completeness and by state, and back."""
    head = page.locator(".heads th")
    head.nth(3).locator("button").click()
    shares = [int(text.strip("%")) for text in page.locator("#grid tbody td:nth-child(4)").all_inner_texts()]
    assert shares == sorted(shares)
    head.nth(3).locator("button").click()
    assert head.nth(3).get_attribute("aria-sort") == "descending"
    assert [
        int(text.strip("%")) for text in page.locator("#grid tbody td:nth-child(4)").all_inner_texts()
    ] == shares[::-1]
    head.nth(5).locator("button").click()
    assert page.locator("#grid tbody td.c[data-s='1.1']").first.get_attribute("data-st") == "full"
    assert page.locator("#grid tbody td.c[data-s='1.1']").last.get_attribute("data-st") == "not_submitted"
    head.nth(0).locator("button").click()
    assert page.locator("#grid tbody .n").first.inner_text() == "Chi bộ Ban Dân tộc"


def test_a_cell_opens_its_text(page: Page) -> None:
    """A click shows heading, place, file and text; the next section is one step away; Escape goes back."""
    page.locator("tr[data-u=DV001] td[data-s='1.2.1']").click()
    panel = page.locator("#panel").inner_text()
    text = frames()["sections"].set_index(["unit", "section"]).loc[("DV001", "1.2.1"), "text"]
    assert str(text) in panel
    assert "1.2.1. LÃNH ĐẠO" in panel
    assert "trang 2, đoạn 121" in panel
    page.click("#panel-on")
    assert page.inner_text("#panel-title").startswith("1.2.2")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.s") == "1.2.2"


def test_a_unit_opens_its_versions_and_findings(page: Page) -> None:
    """A click on the name shows every version with its files, and what the checks found."""
    page.locator("tr[data-u=DV004] th").click()
    panel = page.locator("#panel").inner_text()
    assert "Báo cáo gửi lại · lần 2" in panel
    assert "Phu luc so lieu.xlsx · Phụ lục" in panel
    assert "Số, ký hiệu văn bản viết chưa đúng thể thức." in panel


def test_copied_passages_are_shown_side_by_side(browser: Browser, tmp_path: Path) -> None:
    """Both sides of a pair begin at one height, the other paper's to the right of the report's own."""
    tables = frames(2)
    tables["findings"].loc[len(tables["findings"])] = {
        **dict.fromkeys(tables["findings"].columns, ""), "unit": "DV001", "version": 1, "page": 1, "check": "copied",
        "severity": "warning", "message": "giống", "evidence": f"«ta viết»{BESIDE}«họ viết»: 90%",
    }  # fmt: skip
    export_all(tables, campaign(2), tmp_path)
    for page in _opened(browser, (tmp_path / "summary.html").as_uri()):
        page.locator("tr[data-u=DV001] th").click()
        sides = page.locator("#panel .beside p")
        assert sides.all_inner_texts() == ["«ta viết»", "«họ viết»: 90%"]
        ours, theirs = (sides.nth(place).bounding_box() for place in (0, 1))
        assert ours is not None
        assert theirs is not None
        assert (ours["y"], ours["x"] + ours["width"] < theirs["x"]) == (theirs["y"], True)


def test_the_keyboard_reaches_every_cell(page: Page) -> None:
    """One tab stop leads into the matrix; arrows move; Enter opens, Escape closes and returns."""
    assert page.locator("#grid tbody [tabindex='0']").count() == 1
    page.locator("#grid tbody [tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowDown", *["ArrowRight"] * 5, "Enter"):
        page.keyboard.press(key)
    assert page.inner_text("#panel-title").startswith("1.1 ")
    assert page.inner_text("#panel-over") == "Đảng bộ Sở Nội vụ"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('tr').dataset.u") == "DV003"


def test_the_header_and_the_names_stay_in_sight(page: Page) -> None:
    """Scrolled down in the matrix, the titles of the columns still stand at its top."""
    page.evaluate("document.getElementById('matrix').scrollTop = 900")
    top = page.locator("#matrix").bounding_box()
    head = page.locator(".groups").bounding_box()
    assert top
    assert head
    assert abs(head["y"] - top["y"]) < 3


def test_a_phone_shows_cards_without_sideways_scrolling(page: Page) -> None:
    """At 390 px nothing is wider than the screen, closed or opened, and cells still open."""
    page.set_viewport_size({"width": _PHONE["width"], "height": _PHONE["height"]})
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wide)
    page.locator("tr[data-u=DV002] td[data-s='1.1']").click()
    assert not page.evaluate(wide)
    box = page.locator("#panel").bounding_box()
    assert box
    assert box["width"] <= _PHONE["width"]


def test_paper_has_all_rows_and_no_controls(page: Page) -> None:
    """Printed, a filtered page still shows every unit, and neither fields nor panel."""
    page.select_option("#f-status", "late")
    page.emulate_media(media="print")
    assert page.locator(_SHOWN).count() == 45
    assert page.locator("#controls").is_hidden()


def test_every_printed_page_has_the_titles_of_the_columns(page: Page) -> None:
    """A4 across, and the header of the matrix stands again on its second page."""
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [round(side) for side in paper[1].get_size()] == [842, 595]
    text = paper[1].get_textpage().get_text_range()
    assert "Kết luận" in text
    assert "1.4.2" in text


def test_hostile_mail_stays_text(browser: Browser, tmp_path: Path) -> None:
    """Scripts, markup and overrides from mails are shown, not run, in rows and in the panel."""
    export_all(hostile_frames(), campaign(20), tmp_path)
    for page in _opened(browser, (tmp_path / "summary.html").as_uri()):
        for code in ("DV001", "DV002", "DV003", "DV004", "DV006", "DV007"):
            page.locator(f"tr[data-u={code}] th").click(position={"x": 5, "y": 5})
            page.keyboard.press("Escape")
            page.locator(f"tr[data-u={code}] td[data-s='1.1']").click()
            page.keyboard.press("Escape")
        assert page.title() == "Sơ kết 03 năm Chỉ thị 28-CT/TU – tổng hợp báo cáo"
        assert page.locator("img").count() == 0
        page.set_viewport_size({"width": _PHONE["width"], "height": _PHONE["height"]})
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

"""The page as text: what it holds, and that nothing in it can act."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import page_data
from pipeline.export.cells import CUT_NOTE
from pipeline.export.files import export_all
from pipeline.export.page_data import TEXT_LEAST, TEXT_MOST, for_script, text_limit
from pipeline.model.finding import BESIDE, THEN
from tests.build.frames import Row, campaign, frame, frames
from tests.build.hostile import TEXTS, hostile_frames


def _page(folder: Path) -> str:
    return (folder / "summary.html").read_text(encoding="utf-8")


def _data(page: str) -> dict[str, dict[str, dict[str, dict[str, list[str]]]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, dict[str, dict[str, dict[str, list[str]]]]] = json.loads(found[1])
    return told


@given(
    st.dictionaries(
        st.text(),
        st.lists(
            st.text() | st.sampled_from([text for text in TEXTS if len(text) < 200 and text.isprintable()])
        ),
    )
)
def test_embedded_data_cannot_leave_its_script(value: object) -> None:
    """The JSON reads back as it was and holds nothing that HTML or a script would stop at."""
    told = for_script(value)
    assert json.loads(told) == value
    assert not set("<>&\u2028\u2029") & set(told)


def test_every_unit_has_a_row_and_every_leaf_a_cell(tmp_path: Path) -> None:
    """The matrix stands in the page itself, without a script."""
    export_all(frames(), campaign(), tmp_path)
    page = _page(tmp_path)
    assert len(re.findall(r'<tr data-u="', page)) == 45
    assert len(re.findall(r'<td class="c"', page)) == 45 * 10
    assert '<html lang="vi">' in page
    assert "Tính đến thư nhận lúc <b>18/06/2023 09:04</b>" in page


def test_nothing_hostile_becomes_markup(tmp_path: Path) -> None:
    """Texts of senders stand escaped: two scripts in the page, both its own, and no picture."""
    export_all(hostile_frames(), campaign(20), tmp_path)
    page = _page(tmp_path)
    assert len(re.findall(r"<script", page)) == 2
    assert "<img" not in page
    assert not re.search(r"<[^>]*\sonmouseover=", page)
    assert "{{ 7*7 }}" in page


def test_the_page_points_nowhere(tmp_path: Path) -> None:
    """No address is loaded from, and the policy forbids everything but the page's own style and script."""
    export_all(frames(5), campaign(5), tmp_path)
    page = _page(tmp_path)
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "unsafe-inline" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|https?://""", page)


def test_the_panel_has_what_a_reviewer_asks_for(tmp_path: Path) -> None:
    """A cell tells state, doubt, heading, place, file, sharing and text; a unit its findings and messages."""
    tables = frames(1)
    rows = [dict(row) for row in tables["sections"].to_dict("records")]
    rows[-1] |= {
        "state": "thin",
        "confidence": 0.6,
        "shared_with": "1.3.2|1.3.3",
        "in_order": False,
        "text": "Có.",
    }
    tables["sections"] = frame("sections", [{str(key): value for key, value in row.items()} for row in rows])
    export_all(tables, campaign(1), tmp_path)
    unit = _data(_page(tmp_path))["units"]["DV001"]
    state, sure, heading, place, file, shared, words, order, text = unit["cells"]["1.4.2"]
    assert (state, sure) == ("◐ Sơ sài (cần xem lại)", "60%")
    assert heading.startswith("1.4.2.")
    assert place == "trang 7, đoạn 142"
    assert file.startswith("BC so ket")
    assert (shared, order, text) == ("1.3.2, 1.3.3", "không theo thứ tự đề cương", "Có.")
    assert int(words) > 0
    assert set(unit) == {"name", "facts", "cells", "findings", "messages"}


def test_a_verdict_says_why(tmp_path: Path) -> None:
    """Under it in the row, and in the panel; nothing of it is markup."""
    export_all(frames(2), campaign(2), tmp_path, {"DV001": "Thiếu mục <b>1.1</b>"})
    page = _page(tmp_path)
    assert page.count('class="why"') == 1
    assert '<span class="why">Thiếu mục &lt;b&gt;1.1&lt;/b&gt;</span>' in page
    told = [[list(fact) for fact in unit["facts"]] for unit in _data(page)["units"].values()]
    why = ["Tóm tắt", "Thiếu mục <b>1.1</b>"]
    assert [why in facts for facts in told] == [True, False]


def test_passages_that_are_alike_stand_side_by_side(tmp_path: Path) -> None:
    """Each pair in a row of its own, in place of the quoted evidence; what is no pair stays one text."""
    tables = frames(1)
    base: Row = {"unit": "DV001", "version": 1, "check": "copied", "severity": "warning", "message": "giống"}
    tables["findings"] = frame(
        "findings",
        [
            {**base, "evidence": f"«a b» (trang 2){BESIDE}«a c»: 90%{THEN}«d»{BESIDE}«d»: 100%"},
            {**base, "evidence": f"một{THEN}hai"},
        ],
    )
    export_all(tables, campaign(1), tmp_path)
    copied, other = json.loads(json.dumps(_data(_page(tmp_path))["units"]["DV001"]["findings"]))
    assert (copied["evidence"], copied["beside"]) == (
        "",
        [["«a b» (trang 2)", "«a c»: 90%"], ["«d»", "«d»: 100%"]],
    )
    assert (other["evidence"], other["beside"]) == ("một • hai", [])


def test_long_texts_are_cut_with_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the budget of the page a text ends with the note and the place of the whole."""
    monkeypatch.setattr(page_data, "PAGE_TEXT_BUDGET", 1)
    tables = frames(1)
    tables["sections"]["text"] = "Dài. " * 500
    export_all(tables, campaign(1), tmp_path)
    text = _data(_page(tmp_path))["units"]["DV001"]["cells"]["1.1"][-1]
    assert f"{CUT_NOTE} Toàn văn ở cột text của tables/sections.csv." in text
    assert len(text) < TEXT_LEAST + 80


def test_the_limit_follows_the_number_of_texts() -> None:
    """Few texts are shown whole, many share the budget, none falls under the least."""
    assert text_limit(0) == text_limit(400) == TEXT_MOST
    assert text_limit(50_000) == page_data.PAGE_TEXT_BUDGET // 50_000
    assert text_limit(10_000_000) == TEXT_LEAST


def test_messages_without_a_unit_have_their_own_place(tmp_path: Path) -> None:
    """Unidentified and quarantined messages are listed with reasons; others stand folded below."""
    export_all(frames(5), campaign(5), tmp_path)
    page = _page(tmp_path)
    waiting, _, rest = page[page.index('<section id="messages"') :].partition("<details>")
    assert "Thư cần xem (3)" in waiting
    assert "hai đơn vị cùng khả năng" in waiting
    assert "bao cao (1).docx · Báo cáo" in waiting
    assert "Thư khác, không tính cho đơn vị nào (2)" in rest


def test_a_campaign_without_loose_messages_says_so(tmp_path: Path) -> None:
    """Nothing to look at is told in words, and no empty list is shown."""
    tables = frames(2)
    tables["messages"] = tables["messages"][tables["messages"]["unit"] != ""]
    export_all(tables, campaign(2), tmp_path)
    assert "Không có thư nào chưa rõ đơn vị" in _page(tmp_path)
    assert "<details>" not in _page(tmp_path)


def test_a_cell_without_a_row_must_be_looked_at(tmp_path: Path) -> None:
    """A section that no table tells of is never shown as found or as missing."""
    tables = frames(2)
    tables["sections"] = tables["sections"][tables["sections"]["section"] != "1.1"]
    export_all(tables, campaign(2), tmp_path)
    assert '<td class="c" data-s="1.1" data-st="unreadable" data-r>' in _page(tmp_path)

"""Names are found by their first letters, and by every word that both sides write out."""

from __future__ import annotations

import pytest

from pipeline.identify.names import plain
from pipeline.identify.shortened import Shortened

NAMES = {
    "bệnh viện phục hồi chức năng": "BVPHCN", "sở nông nghiệp và phát triển nông thôn": "SNN", "trường thcs lê lợi": "LL",
    "trường thcs lê lai": "LLAI", "cục qltt": "QLTT", "cục quản lí thị trường": "QLTT", "ban quản lí dự án giao thông": "BQLDA",
    "tòa án nhân dân": "TA", "tand": "TA", "ban dân tộc": "BDT", "sở kế hoạch và đầu tư": "SKHDT",
}  # fmt: skip
SHORTENED = Shortened(NAMES)


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("BV PHỤC HỒI CHỨC NĂNG", {"BVPHCN"}), ("BV PHCN", {"BVPHCN"}), ("SỞ NN & PTNT", {"SNN"}), ("SỞ NNPTNT", {"SNN"}),
        ("TRƯỜNG TRUNG HỌC CƠ SỞ LÊ LỢI", {"LL"}), ("TRƯỜNG THCS LÊ L", set()), ("BQL DA GIAO THÔNG", {"BQLDA"}),
        ("CỤC QUẢN LÝ THỊ TRƯỜNG", {"QLTT"}), ("CỤC QUẢN LÀNG THỊ TRƯỜNG", set()), ("TOÀ ÁN NHÂN DƯỢC", set()),
        ("BV PHỤC HỒI TRÍ NHỚ", set()), ("BAN DT", {"BDT"}), ("BAN ĐT", set()), ("SỞ KH & ĐT", {"SKHDT"}), ("SO KH & DT", {"SKHDT"}), ("SN", set()), ("", set()),
    ],
)  # fmt: skip
def test_short_in_the_line_or_in_the_roster(line: str, units: set[str]) -> None:
    """The letters must be one name's and the words must agree; an abbreviation is no leave for other words."""
    assert SHORTENED.find(plain(line)) == units

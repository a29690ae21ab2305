"""Who issues a paper, from its letterhead's lines: one unit, units together, a stranger, or nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify.letterhead import Letterhead
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from tests.build.nouns import unit

KHOI, UBND = "ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH", "UBND TỈNH PHÚ THỌ"
UNITS = (
    unit("SYT", "Đảng bộ Sở Y tế", aliases=("Sở Y tế",)),
    replace(unit("TTYT", "Chi bộ Trung tâm Y tế dự phòng"), parent="SYT"),
    unit("SNV", "Đảng bộ Sở Nội vụ"),
    unit("LDLD", "Đảng bộ Liên đoàn Lao động tỉnh"),
    unit("BTC", "Chi bộ Ban Tổ chức Tỉnh uỷ"),
    unit("VPUB", "Đảng bộ Văn phòng UBND tỉnh"),
    unit("HCC", "Chi bộ Trung tâm Phục vụ hành chính công"),
    unit("SLD", "Đảng bộ Sở Lao động - Thương binh và Xã hội"),
    unit("CTHUE", "Đảng bộ Cục Thuế tỉnh"),
    unit("HLH", "Chi bộ Hội Liên hiệp Phụ nữ tỉnh"),
)
ROSTER = Roster(UNITS, "Ban Chỉ đạo Đảng uỷ Khối các cơ quan tỉnh Phú Thọ")


def read(*lines: str) -> Letterhead:
    """The letterhead of these lines."""
    return ROSTER.letterheads.read(lines)


def issuer(*lines: str) -> tuple[str, bool]:
    """Its issuer, and whether another writes for it."""
    found = read(*lines).issuer
    return ("+".join(sorted(found.units)), found.acting) if found else ("", False)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((UBND, "SỞ Y TẾ"), "SYT"),
        ((KHOI, "CHI BỘ TRUNG TÂM Y TẾ", "DỰ PHÒNG"), "TTYT"),
        (("SỞ Y TẾ", "TRUNG TÂM", "Y TẾ", "DỰ PHÒNG"), "TTYT"),
        ((UBND, "SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"), "SLD"),
        (("TỈNH UỶ PHÚ THỌ", "BAN TỔ CHỨC"), "BTC"),
        ((UBND, "VĂN PHÒNG"), "VPUB"),
        (("TỔNG CỤC THUẾ CỤC THUẾ TỈNH",), "CTHUE"),
        ((f"{UBND} SỞ NỘI VỤ",), "SNV"),
        (("SỞ Y TẾ TRUNG TÂM Y TẾ DỰ PHÒNG",), "TTYT"),
        (("SỞ Y TẾ", "(DỰ THẢO)"), "SYT"),
        (("BỘ TÀI CHÍNH", "CỤC THUẾ TỈNH"), "CTHUE"),
        (("HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH PHÚ THỌ"), "HLH"),
    ],
)
def test_one_issuer(lines: tuple[str, ...], code: str) -> None:
    """The lowest body named, its name broken, shared out between two levels, or run together with the superior's."""
    assert issuer(*lines) == (code, False)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("ĐẢNG BỘ SỞ Y TẾ", "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ"), "SYT"),
        (("ĐẢNG BỘ SỞ Y TẾ", "BAN CHỈ ĐẠO THỰC HIỆN", "DÂN CHỦ"), "SYT"),
        ((KHOI, "BCĐ THỰC HIỆN QCDC SỞ NỘI VỤ"), "SNV"),
        (("LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG ĐOÀN CƠ QUAN SỞ Y TẾ"), "SYT"),
        (("SỞ Y TẾ", "VĂN PHÒNG"), "SYT"),
        ((UBND, "VĂN PHÒNG SỞ Y TẾ"), "SYT"),
        (("SỞ Y TẾ VĂN PHÒNG",), "SYT"),
        (("HỘI LIÊN HIỆP PHỤ NỮ TỈNH", "BAN THƯỜNG VỤ"), "HLH"),
    ],
)
def test_a_body_that_writes_for_its_unit(lines: tuple[str, ...], code: str) -> None:
    """Boards, unions and rooms: the unit is the issuer, and they are said to act for it."""
    assert issuer(*lines) == (code, True)


@pytest.mark.parametrize(
    "lines",
    [
        (UBND, "SỞ Y TẾ - SỞ NỘI VỤ"), (UBND, "SỞ Y TẾ", "SỞ NỘI VỤ"), ("SỞ Y TẾ -", "SỞ NỘI VỤ"), ("SỞ Y TẾ VÀ SỞ NỘI VỤ",),
    ],
)  # fmt: skip
def test_joint_issuers(lines: tuple[str, ...]) -> None:
    """Two units of one rank, on one line or on two: both are told, and neither is the issuer."""
    found = read(*lines)
    assert set(found.joint) == {"SYT", "SNV"}
    assert found.issuer is None


def test_a_superior_by_the_roster_or_by_its_kind() -> None:
    """A child of another unit under this one is joint; where the roster tells no superior the kind of body decides."""
    assert read("SỞ NỘI VỤ", "TRUNG TÂM Y TẾ DỰ PHÒNG").joint == ("SNV", "TTYT")
    assert read("VĂN PHÒNG UBND TỈNH", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG").above == (
        ("VPUB", "VĂN PHÒNG UBND TỈNH"),
    )
    assert read("SỞ Y TẾ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG").joint == ("SYT", "HCC")


def test_the_superior_is_told_too() -> None:
    """Named over the issuer, it is no second issuer."""
    assert read("SỞ Y TẾ", "TRUNG TÂM Y TẾ DỰ PHÒNG").above == (("SYT", "SỞ Y TẾ"),)


@pytest.mark.parametrize(
    ("lines", "stranger"),
    [
        ((KHOI, "CHI BỘ CÔNG TY CẤP NƯỚC"), "CHI BỘ CÔNG TY CẤP NƯỚC"),
        (("SỞ Y TẾ", "TRUNG TÂM DA LIỄU"), "TRUNG TÂM DA LIỄU"),
        (("SỞ Y TẾ TRUNG TÂM DA LIỄU",), "SỞ Y TẾ TRUNG TÂM DA LIỄU"),
        (("TRUNG TÂM DA LIỄU SỞ Y TẾ",), "TRUNG TÂM DA LIỄU SỞ Y TẾ"),
        ((UBND, "CÔNG ĐOÀN TRUNG TÂM DA LIỄU SỞ Y TẾ"), ""),
        ((KHOI,), ""), (("CÔNG TY CẤP NƯỚC", KHOI), ""), (("BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ",), ""), ((), ""),
    ],
)  # fmt: skip
def test_strangers(lines: tuple[str, ...], stranger: str) -> None:
    """Where the issuer stands there is a body that the roster has not; superiors and boards alone are nobody."""
    found = read(*lines)
    assert found.stranger == stranger
    assert found.issuer is None


def test_a_hurt_name_is_told_from_a_near_one() -> None:
    """How close the line is stands beside the unit."""
    closeness = [
        found.issuer.closeness
        for line in ("SỞ NỘI VH", "SỞ NÔI VU", "SỞ NGOẠI VỤ")
        if (found := read(line)).issuer
    ]
    assert closeness == [Closeness.HURT, Closeness.UNMARKED, Closeness.NEAR]


COMMUNES = Roster(
    (
        unit("DUUBND", "Đảng bộ Uỷ ban nhân dân tỉnh", aliases=("Đảng uỷ UBND tỉnh",)),
        unit("XHC", "Đảng bộ xã Hy Cương", aliases=("UBND xã Hy Cương",)),
        unit("PVT", "Đảng bộ phường Việt Trì", aliases=("UBND phường Việt Trì",)),
        unit("KTHC", "Phòng Kinh tế xã Hy Cương"),
        unit("VHVT", "Phòng Văn hoá - Xã hội phường Việt Trì"),
        unit("VHHC", "Phòng Văn hoá - Xã hội xã Hy Cương"),
    ),
    "Ban Chỉ đạo Đảng uỷ Khối các cơ quan tỉnh Phú Thọ",
)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("ỦY BAN NHÂN DÂN", "XÃ HY CƯƠNG"), "XHC"),
        (("UBND XÃ HY CƯƠNG",), "XHC"),
        (("ĐẢNG BỘ TỈNH PHÚ THỌ", "ĐẢNG UỶ XÃ HY CƯƠNG"), "XHC"),
        (("TỈNH UỶ PHÚ THỌ", "ĐẢNG UỶ UBND TỈNH"), "DUUBND"),
        (("UBND XÃ HY CƯƠNG", "PHÒNG KINH TẾ"), "KTHC"),
        (("UBND PHƯỜNG VIỆT TRÌ", "PHÒNG VĂN HÓA - XÃ HỘI"), "VHVT"),
        (("ỦY BAN NHÂN DÂN", "XÃ HY CƯƠNG", "PHÒNG VĂN HÓA - XÃ HỘI"), "VHHC"),
        (("UBND PHƯỜNG VIỆT TRÌ", "PHÒNG KINH TẾ"), ""),
        (("PHÒNG VĂN HÓA - XÃ HỘI",), ""),
    ],
)
def test_offices_of_communes(lines: tuple[str, ...], code: str) -> None:
    """A committee is the commune's, a room of it has the name of both; what every committee is called is nobody's name."""
    found = COMMUNES.letterheads.read(lines)
    assert "".join(found.issuer.units if found.issuer else ()) == code
    assert found.joint == ()

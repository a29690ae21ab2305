"""Small outlines for these tests: one of leaves, one of chapters with parts."""

from __future__ import annotations

from pipeline.model.campaign import Outline
from tests.build.nouns import item, outline

FLAT = outline(
    item(
        "a",
        "Chăn nuôi gia súc",
        aliases=("Đàn trâu bò",),
        evidence=("con trâu", "con bò", "thức ăn", "tiêm phòng"),
    ),
    item("b", "Trồng lúa nước", evidence=("giống lúa", "gieo cấy", "năng suất")),
    item("c", "Nuôi trồng thuỷ sản", evidence=("cá giống", "ao hồ")),
    foreign=("Lịch trực cơ quan",),
)

DEEP = outline(
    item("1", "Kế hoạch sản xuất"),
    item(
        "2", "Kết quả sản xuất",
        item("2.1", "Chăn nuôi gia súc", aliases=("Chăn nuôi",)),
        item("2.2", "Trồng lúa nước", aliases=("Trồng lúa",)),
        item("2.3", "Thuỷ sản", aliases=("Nuôi cá",)),
    ),
    item("3", "Vướng mắc; đề đạt", item("3.1", "Vướng mắc"), item("3.2", "Đề đạt nguyện vọng", aliases=("Đề đạt",))),
)  # fmt: skip


def ids(of: Outline) -> list[str]:
    """Every item's id, in outline order."""
    return [found.id for found in of.walk()]

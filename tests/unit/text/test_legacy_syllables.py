"""Vietnamese syllables are known by their spelling."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.text.legacy_syllables import is_syllable

GOOD = (
    "Thực hiện Chỉ thị về tăng cường lãnh đạo quản lý quy chế dân chủ ở cơ sở gì giếng giá giữa gìn giải quyết "
    "nghiêm nghĩa khuyết điểm nguyên nhân khuỷu tay tuyên truyền hoạt động ngoài xoong thuở huệ quốc Quỳnh yếu kém ý Ư ạ "
    "được bước người khẳng định chuyển biến khoẻ khỏe hoà hòa uỷ ủy ĐẢNG UỶ PHƯỜNG loắt choắt ngoằn ngoèo"
)
BAD = "được® ®îc Señor très où été garçon für Straße über ntn đợc trờng nc ngh KH zin wa fax cat hap thíchs cac aà đế̀ e1 x bcd"


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables_are_syllables(word: str) -> None:
    """In any case and either normal form."""
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", [*BAD.split(), ""])
def test_other_words_are_none(word: str) -> None:
    """Foreign and damaged words, a stop without its tone, two tones at once."""
    assert not is_syllable(word)

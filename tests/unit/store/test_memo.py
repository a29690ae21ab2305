"""Memoised results: there and right, or not there."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.store.memo import DiskMemo


@given(st.text(st.characters()), st.binary())
def test_a_result_comes_back(key: str, value: bytes) -> None:
    """Any key, any bytes; and another key has nothing."""
    with tempfile.TemporaryDirectory() as folder:
        memo = DiskMemo(Path(folder))
        assert memo.get(key) is None
        memo.put(key, value)
        assert memo.get(key) == value
        assert memo.get(key + "x") is None
        memo.put(key, b"newer")
        assert DiskMemo(Path(folder)).get(key) == b"newer"
        memo.drop(key)
        memo.drop(key)
        assert DiskMemo(Path(folder)).get(key) is None


def entry(folder: Path) -> Path:
    """The one file that a memo with one result has."""
    [path] = [path for path in folder.rglob("*") if path.is_file()]
    return path


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x78\x01"])
def test_a_damaged_result_is_none(tmp_path: Path, damage: bytes) -> None:
    """What a power cut or a failing disk made of a file is never taken for a result."""
    memo = DiskMemo(tmp_path)
    memo.put("key", b"value" * 100)
    entry(tmp_path).write_bytes(damage)
    assert memo.get("key") is None


def test_a_flipped_bit_or_a_missing_end_is_none(tmp_path: Path) -> None:
    """The checksum sees what the eye does not."""
    memo = DiskMemo(tmp_path)
    memo.put("key", os.urandom(500))
    whole = entry(tmp_path).read_bytes()
    flipped = bytes([*whole[:300], whole[300] ^ 1, *whole[301:]])
    for damaged in (whole[:-1], whole[:200], flipped):
        entry(tmp_path).write_bytes(damaged)
        assert memo.get("key") is None


def test_a_result_is_compressed_and_private(tmp_path: Path) -> None:
    """Texts of reports are for this user alone, and take a tenth of their size."""
    DiskMemo(tmp_path).put("key", "báo cáo ".encode() * 1000)
    assert entry(tmp_path).stat().st_size < 1000
    assert oct(entry(tmp_path).stat().st_mode)[-3:] == "600"


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A memo that cannot be kept is said, since the tables would be next."""
    memo = DiskMemo(tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="disk is full"):
        memo.put("key", b"value")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

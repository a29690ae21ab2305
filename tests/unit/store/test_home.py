"""A ledger on a server and the store that belongs to it: tied once, by whoever comes first."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.errors import StoreError
from pipeline.store import home
from tests.fakes import FakeLedger


def test_a_new_ledger_is_tied_to_its_store(tmp_path: Path) -> None:
    """The same word on both sides, private, nothing beside it; and the second time nothing is written."""
    ledger, store = FakeLedger(), tmp_path / "store"
    home.settle(ledger, store, "here")
    (path,) = store.iterdir()
    before = path.stat()
    assert (path.read_text(), before.st_mode & 0o777) == (ledger.fact("store"), 0o600)
    assert len(path.read_text()) == 32
    ledger.steps.taken.clear()
    home.settle(ledger, store, "here")
    assert (path.stat(), ledger.steps.taken) == (before, [])


def test_no_two_stores_have_the_same_word(tmp_path: Path) -> None:
    """Nor may one take the other's ledger: it is told whose place it is, and nothing is written."""
    ledger = FakeLedger()
    home.settle(ledger, tmp_path / "a" / "store", "db/t")
    home.settle(FakeLedger(), tmp_path / "b" / "store", "db/t")
    for other in ("b", "c"):
        told = f"The ledger on db/t belongs to other outputs than {tmp_path / other}: "
        with pytest.raises(StoreError, match=told):
            home.settle(ledger, tmp_path / other / "store", "db/t")
    assert not (tmp_path / "c").exists()


def test_a_run_that_died_before_the_ledger_knew_is_followed(tmp_path: Path) -> None:
    """The word that lies there is taken; so is that of another run that was faster."""
    ledger = FakeLedger()
    (tmp_path / "id").write_text("word")
    home.settle(ledger, tmp_path, "here")
    assert ledger.fact("store") == "word"
    assert home._make(tmp_path) == "word"
    assert [path.name for path in tmp_path.iterdir()] == ["id"]


def test_a_disk_that_refuses_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves nothing."""

    def full(_handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full"):
        home.settle(FakeLedger(), tmp_path, "here")
    assert list(tmp_path.iterdir()) == []

"""A message taken apart in a process of its own, and what is believed of that process's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compute.local import LocalCompute
from pipeline.ports import Compute, Unpacked, UnpackTask


def unpack(compute: Compute, folder: Path, deed: str) -> Unpacked | str:
    """Unpack a raw file that says what the parser is to do."""
    (folder / "raw").write_text(deed, "utf-8")
    [(_, found)] = compute.unpack([UnpackTask(raw=folder / "raw", spool=folder / "spool")])
    return found


def test_a_message_is_unpacked_into_the_spool(compute: LocalCompute, tmp_path: Path) -> None:
    """The message comes back with the place of each of its files; the next call clears that, what a killed job left, no more."""
    found = unpack(compute, tmp_path, "good")
    assert isinstance(found, Unpacked)
    assert found.message.envelope.subject == "báo cáo"
    assert found.spool == (("2", tmp_path / "spool" / "0"),)
    assert found.spool[0][1].read_bytes() == b"x"
    (tmp_path / "spool" / "mine").mkdir()
    (tmp_path / "spool" / "work" / "left").mkdir(parents=True)
    assert unpack(compute, tmp_path, "broken") == "crash: ValueError: no mail"
    assert [path.name for path in (tmp_path / "spool").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("nonsense", "makes no sense"),
        ("large", "OSError"),
        ("link", "announced and not laid"),
        ("nothing", "announced and not laid"),
        ("climb", "announced and not laid"),
        ("stranger", "does not have"),
    ],
)
def test_a_parser_is_not_believed(compute: LocalCompute, tmp_path: Path, deed: str, words: str) -> None:
    """A file that is too large, a link, a path upwards or a file of no message is a reason and not a result."""
    found = unpack(compute, tmp_path, deed)
    assert isinstance(found, str)
    assert words in found


def test_a_spool_that_cannot_be_used_is_a_reason(compute: LocalCompute, tmp_path: Path) -> None:
    """A file where the folder should be is said, not raised."""
    (tmp_path / "spool").write_bytes(b"")
    assert "spool folder cannot be used" in str(unpack(compute, tmp_path, "good"))

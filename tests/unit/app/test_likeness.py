"""Which code a kept likeness is of: all that the papers, their paragraphs and the limits are made by."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.app import fingerprint, likeness


@pytest.mark.parametrize(
    "changed",
    [
        "compare/measure.py",
        "text/fold.py",
        "identify/album.py",
        "assess/alike.py",
        "assess/copied.py",
        "assess/copied_earlier.py",
        "assess/copied_known.py",
        "app/reading.py",
        "app/shelf.py",
    ],
)
def test_a_kept_likeness_is_of_the_code_that_made_it(
    tmp_path: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers put together otherwise have other places; kinds with other defaults tell of other papers."""
    sources = tmp_path / "pipeline"
    shutil.copytree(Path(pipeline.__file__).parent, sources, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "_SOURCES", sources)
    before = fingerprint.code.__wrapped__(*likeness._CODE)
    with (sources / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert fingerprint.code.__wrapped__(*likeness._CODE) != before

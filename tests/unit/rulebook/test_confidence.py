"""`confidence.yaml`: weights learnt from labelled reports, shipped or a campaign's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.calibration import Calibration
from pipeline.rulebook import confidence as reader
from pipeline.rulebook import load
from pipeline.rulebook.problems import Page
from tests.unit.rulebook import folders

SHIPPED = Path(reader.__file__).with_suffix(".yaml")
RIGHT = Calibration(
    found={"base": -0.25, "margin": 0.5},
    missing={"base": 1.0, "near": -2.5},
    told={"fitted": "2026-01-01", "sets": "a, b"},
)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    """What is said of a campaign whose `confidence.yaml` is this."""
    return folders.problems(tmp_path, {"confidence.yaml": text})


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    """Below zero, whole or with a fraction; the other keys are told to people as they stand."""
    folder = folders.write(tmp_path, {"confidence.yaml": folders.CONFIDENCE})
    assert load(folder).calibration == RIGHT


def test_without_a_file_of_its_own_a_campaign_has_the_shipped_weights(tmp_path: Path) -> None:
    """They come with the program and have no mistake."""
    page = Page(SHIPPED)
    shipped = reader.read_confidence(SHIPPED.read_text(encoding="utf-8"), page)
    assert page.told() == ()
    assert load(folders.write(tmp_path)).calibration == shipped
    assert shipped is not None
    assert "base" in shipped.found
    assert "base" in shipped.missing


def test_a_campaigns_own_file_wins(tmp_path: Path) -> None:
    """It takes the place of the shipped one, and taken away again leaves it."""
    shipped = load(folders.write(tmp_path)).calibration
    own = load(folders.write(tmp_path, {"confidence.yaml": folders.CONFIDENCE})).calibration
    assert own == RIGHT != shipped
    assert load(folders.write(tmp_path, {"confidence.yaml": None})).calibration == shipped


def test_the_version_follows_what_confidence_was_learnt(tmp_path: Path) -> None:
    """Other weights are other rules: every result names those that it was made by."""
    shipped = load(folders.write(tmp_path)).version
    own = load(folders.write(tmp_path, {"confidence.yaml": folders.CONFIDENCE})).version
    other = load(
        folders.write(tmp_path, {"confidence.yaml": folders.CONFIDENCE.replace("0.5", "0.6")})
    ).version
    assert len({shipped, own, other}) == 3
    assert load(folders.write(tmp_path, {"confidence.yaml": SHIPPED.read_bytes()})).version == shipped


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "confidence.yaml:1: the file is empty; write its keys"),
        ("- found", "confidence.yaml:1: the file is not 'key: value' lines; begin with found: and missing:"),
        ("\njust words", "confidence.yaml:2: the file is not 'key: value' lines"),
        ("found: {base: 1\n", "confidence.yaml:2: this is not YAML"),
        ("found: {base: 1}", "confidence.yaml:1: key 'missing' is missing or has no value; write missing: {base"),
        ("missing: {base: 1}", "confidence.yaml:1: key 'found' is missing or has no value; write found: {base"),
        ("found: {}\nmissing:\n", "confidence.yaml:2: key 'missing' is missing or has no value"),
        ("found: {}\nmissing: 3\n", "confidence.yaml:2: missing: the value is not keys with values; write missing:"),
        ("found: {}\nmissing: [1]\n", "confidence.yaml:2: missing: the value is not keys with values"),
        ("found: {}\nmissing:\n  base: much\n", "confidence.yaml:3: base: 'much' is no number from -1000 to 1000; write"),
        ("found: {}\nmissing:\n  base: 1001\n", "confidence.yaml:3: base: '1001' is no number from -1000 to 1000"),
        ("found: {}\nmissing:\n  base: -1001\n", "confidence.yaml:3: base: '-1001' is no number"),
        ("found: {}\nmissing:\n  base: nan\n", "confidence.yaml:3: base: 'nan' is no number"),
        ("found: {}\nmissing:\n  base: 1e3\n", "confidence.yaml:3: base: '1e3' is no number"),
        ("found: {}\nmissing:\n  base: [1]\n", "confidence.yaml:3: base: the value is not a single value"),
        ("found: {}\nmissing:\n  base:\n", "confidence.yaml:3: key 'base' is missing or has no value"),
        ("found:\n  base: 1\n  base: 2\nmissing: {}\n", "confidence.yaml:3: key 'base' again, first on line 2"),
        ("found: {}\nfound: {}\nmissing: {}\n", "confidence.yaml:2: key 'found' again, first on line 1"),
        ("found: &a {}\nmissing: {}\n", "confidence.yaml:1: anchor &a; write the text out"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    """And nothing else is told of the same file."""
    (problem,) = mistakes(tmp_path, text)
    assert problem.startswith(told)


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    """With those of the other files, line by line."""
    text = "found:\n  base: much\n  margin: 0.3\n  fit:\nmissing:\n  near: 5000\n"
    wrong = {
        "confidence.yaml": text,
        "outline.yaml": folders.OUTLINE.replace("min_words: 20", "min_words: -1"),
    }
    told = folders.problems(tmp_path, wrong)
    assert [problem.split(": ")[0] for problem in told] == [
        "outline.yaml:6", "confidence.yaml:2", "confidence.yaml:4", "confidence.yaml:6",
    ]  # fmt: skip


def test_what_is_for_people_may_be_anything(tmp_path: Path) -> None:
    """Keys beside the two tables are kept when they are a word or a figure, and are no mistake otherwise."""
    text = "found: {}\nmissing: {}\nright: 0.97\nnotes: [one, two]\nby: {name: Lan}\n"
    folder = folders.write(tmp_path, {"confidence.yaml": text})
    assert load(folder).calibration == Calibration(found={}, missing={}, told={"right": "0.97"})


@pytest.mark.parametrize("weight", ["1000", "-1000", "0", "-0.001"])
def test_every_weight_within_bounds_is_taken(tmp_path: Path, weight: str) -> None:
    """Either way up to a thousand."""
    text = f"found: {{base: {weight}}}\nmissing: {{}}\n"
    assert load(folders.write(tmp_path, {"confidence.yaml": text})).calibration.found == {
        "base": float(weight)
    }

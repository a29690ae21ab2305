"""Golden cases: one folder, one `case.yaml`, what is given and what a reader of it expects.

    about: One sentence: what this case holds the code to.
    document: |                # an align case: lines as in tests/build/page.py
      **1. Công tác tuyên truyền**
      ~45
    pinned: {"1.1": Công tác tuyên truyền}   # what reviewers ruled of headings, if anything
    expected:                  # every leaf of the outline, and the headings that answer none
      "1.1": {state: full, heading: Công tác tuyên truyền, words: 45}

    papers: [...]              # a case of figures: files by name, role and page
    expected:                  # one line per figure, or that an indicator was not found

    reports: {SYT: ..., SNV: ...}            # a case of originality: the reports by unit, in order of arrival
    parents: {CDYT: SYT}                     # superiors, where that matters
    earlier: {SYT: ...}                      # reports of a former round by unit; known: {name: ...} texts that all were sent
    expected:                  # by unit, the findings

    unit: SNV                  # or a case of signatures: files with what is known of theirs (tests/golden/signing.py)
    signed: [...]
    expected:                  # what each kind of check says

    marks: {name: lines, ...}  # papers, by what they show
    expected: {name: MẬT}      # the mark of secrecy of each, empty for none

    judged: |                  # a case of checks: one report and when it came, see judging.py
    expected: {verdict: complete, explanation: "Đủ các mục, đúng hạn", findings: []}

    messages: [...]            # or an identify case: mails in order of arrival
    expected:                  # one line per mail

`TONGHOP_GOLDEN=write` (`make golden`) writes `expected` again and touches nothing else; read the diff before you
commit it. In CI that variable makes `test_guard.py` fail.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from pipeline import rulebook
from pipeline.model.campaign import Campaign

FOLDER = Path(__file__).parent / "cases"
SWITCH = "TONGHOP_GOLDEN"
_RULES = Path(__file__).parents[2] / "rules" / "28-ct-tu"
_WIDTH = 4096  # one leaf, one line, however long its heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One folder: `given` is everything in the file but `about` and `expected`."""

    name: str
    about: str
    given: Mapping[str, Any]
    expected: object


def names() -> list[str]:
    """The folders, in order."""
    return sorted(path.parent.name for path in FOLDER.glob("*/case.yaml"))


def load(name: str) -> Case:
    """One case as plain values."""
    raw: dict[str, Any] = _yaml("safe").load((FOLDER / name / "case.yaml").read_text(encoding="utf-8"))
    about, expected = raw.pop("about"), raw.pop("expected", None)
    return Case(name=name, about=about, given=raw, expected=expected)


def write(path: Path, answer: object) -> None:
    """Put the answer in the place of `expected`; every other line of the file stays as it is."""
    yaml = _yaml("rt")
    raw = yaml.load(path.read_text(encoding="utf-8"))
    raw["expected"] = _styled(answer, depth=0)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(raw, file)


def writing(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this run writes golden files."""
    return environment.get(SWITCH) == "write"


def in_ci(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether nobody will read the diff of this run."""
    return environment.get("CI", "").lower() in {"true", "1", "yes"}


@cache
def shipped() -> Campaign:
    """The campaign that comes with the program: golden cases hold its wordings and roster too."""
    return rulebook.load(_RULES)


def _yaml(kind: str) -> YAML:
    yaml = YAML(typ=kind)
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _styled(value: object, *, depth: int) -> object:
    """Plain values as they are written: one line per entry of the top, flow style inside it."""
    if isinstance(value, Mapping):
        mapping = CommentedMap({key: _styled(inner, depth=depth + 1) for key, inner in value.items()})
        if depth:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq([_styled(inner, depth=depth + 1) for inner in value])
        if depth:
            sequence.fa.set_flow_style()
        return sequence
    return value

"""One clerk's wordings and answers, from which reports are made: see `banks/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "banks"
Answers = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Headings by item, headings of two items (`a+b`), answers by leaf, and what stands around them.

    `full` answers are lists of paragraphs, `subheads` lists of groups of (heading, text), `foreign` of (heading, text).
    """

    voice: str
    headings: Answers
    merged: Answers
    full: Answers
    thin: Answers
    empty: Sequence[str]
    subheads: Answers
    foreign: Sequence[Sequence[str]]
    openings: Sequence[str]
    closings: Sequence[str]


def load(name: str) -> Bank:
    """The bank of this name."""
    return Bank(**YAML(typ="safe", pure=True).load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))

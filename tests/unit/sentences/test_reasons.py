"""Every reason has its Vietnamese: known by what the program says, by its own template and by no other."""

from __future__ import annotations

import ast
import re
import string
from functools import cache

import pytest

from pipeline.sentences.reasons import REASONS, libraries
from pipeline.sentences.sentence import Template
from tests.build.desk import ROOT

_TEXTS = {"why": "damaged archive", "where": "letterhead", "one": "damaged archive"}
_LEAST = 6  # letters of a piece that tells one template from another
_BETWEEN = re.compile(r"[:;,] | pages, ")  # where the program puts pieces together
_OF_A_LIBRARY = "Defect"  # how the names of its defects end
_OURS = [template for template in REASONS.templates if template not in libraries.REASONS]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _filled(template: Template) -> tuple[str, str]:
    """A sentence of a template in both languages: values that are reasons are real ones."""
    names = _fields(template.english)
    values = {name: _TEXTS.get(name, "7") for name in names}
    said = {name: REASONS.in_vietnamese(value) if name in _TEXTS else value for name, value in values.items()}
    return template.english.format(**values), template.vietnamese.format(**said)


@pytest.mark.parametrize("template", REASONS.templates, ids=lambda one: one.english)
def test_a_reason_is_known_by_its_own_template(template: Template) -> None:
    """None hides behind one that is tried before it; no value is lost in Vietnamese."""
    english, vietnamese = _filled(template)
    assert REASONS.in_vietnamese(english) == vietnamese
    assert _fields(template.english) == _fields(template.vietnamese)


@pytest.mark.parametrize("template", _OURS, ids=lambda one: one.english)
def test_the_program_says_what_stands_here(template: Template) -> None:
    """A reason that is worded anew must be worded anew here as well."""
    texts = [words for words, _, _, _ in string.Formatter().parse(template.english)]
    pieces = {piece.strip(" :;,()") for text in texts for piece in _BETWEEN.split(text)} - {_OF_A_LIBRARY}
    assert not {piece for piece in pieces if len(piece) >= _LEAST and piece not in _said()}


@cache
def _said() -> str:
    """Every text of the program, those of the sentences left out: f-strings piece by piece."""
    texts = [
        node.value
        for file in sorted((ROOT / "pipeline").rglob("*.py"))
        if "sentences" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join(texts)

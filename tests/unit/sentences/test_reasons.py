"""Every reason has its Vietnamese: known by what the program says, by its own template and by no other."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

import pytest

from pipeline.sentences.reasons import REASONS, libraries
from pipeline.sentences.sentence import Template
from tests.build.desk import ROOT

_TEXTS = {"why": "damaged archive", "where": "letterhead", "one": "damaged archive"}
_LEAST = 6  # letters of a piece that tells one template from another
_BETWEEN = re.compile(r"[:;,] | pages, ")  # where the program puts pieces together
_OF_A_LIBRARY = "Defect"  # how the names of its defects end
_STAGES = ("identify", "parse", "read", "compute")  # where reasons are given
_SENTENCE = re.compile(r"[\w ,.;:()×%'…/-]+")
_ENGLISH = re.compile(
    r"\b(?:the|an?|of|not?|its?|is|in|by|to|than|was|were|with|and|that|for|more|only|another|could|cannot|too|did)\b"
)
_NO_REASONS = {
    # pieces of reasons, which are known whole
    "the report seems to be written in the mail itself (7 words)", "7: save it as a file and take it in by hand",
    "a report on another period", "a report on other years", "a report on another year", "of an unknown number of",
    "not opened, install unar", "not opened, no folder to work in", "7: read by OCR7, 7 sure", "the file is encrypted",
    "the file has no bytes", "the file has no text", "the file has no content", "the file asks for a password",
    "the archive's members are encrypted", "the document is protected by a password",
    # what ends within the program, or is told to operators
    "7 is no disposition; use one of: 7", "7 is no unit of the roster; see units.csv", "tables longer than the file",
    "a stream is longer than its file", "a stream is cut off", "a value is longer than what is there", "requires a password",
    "the time a file was taken in at must carry its zone", "it would wait for something outside", "scans and photos",
    "it could fetch from the network while it is converted, and nothing here prevents it: install bubblewrap", "rar and 7z",
    "Landlock was refused (7)", "the filter was refused (7)", "a file was laid that the message does not have",
    "a file was announced and not laid",
}  # fmt: skip
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


def test_every_reason_stands_here() -> None:
    """English sentences of the stages that give reasons; one that is none, or a piece of one, is named above."""
    found = {
        text
        for stage in _STAGES
        for file in sorted((ROOT / "pipeline" / stage).rglob("*.py"))
        for text in _sentences(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert {text for text in found if REASONS.in_vietnamese(text) == text} == _NO_REASONS


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Texts that read like English, each value in them a 7; docstrings are none."""
    nodes = list(ast.walk(tree))
    told = {node.value for node in nodes if isinstance(node, ast.Expr)}
    within = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)} - {
        node for node in nodes if isinstance(node, ast.JoinedStr)
    }
    for node in nodes:
        if node not in told and node not in within and isinstance(node, (ast.Constant, ast.JoinedStr)):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
            if (
                text.isascii()
                and len(text.split()) > 2
                and _SENTENCE.fullmatch(text)
                and _ENGLISH.search(text)
            ):
                yield text

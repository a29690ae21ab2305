"""The parts of a paper: its head as identification weighs it, and the whole taken apart by its form."""

from __future__ import annotations

from pipeline.identify.paper.closing import signed_for
from pipeline.identify.paper.dissect import dissect
from pipeline.identify.paper.head import Head, length_in_words, read_head, symbol_parts

__all__ = ["Head", "dissect", "length_in_words", "read_head", "signed_for", "symbol_parts"]

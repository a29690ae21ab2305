"""PDF: text pages to lines, tables and paragraphs; pages whose text cannot be believed are asked for as pictures."""

from __future__ import annotations

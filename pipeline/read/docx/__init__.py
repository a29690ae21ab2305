"""Word documents (.docx): styles, numbering, tables and fonts as Word shows them, to a Document."""

from __future__ import annotations

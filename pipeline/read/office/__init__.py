"""Older and other office formats, through LibreOffice or smaller converters; HTML and MHTML directly."""

from __future__ import annotations

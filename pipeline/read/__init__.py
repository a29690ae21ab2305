"""Readers: the bytes of one kind of file in, a Document out. One third-party library per file; no stage of the core."""

from __future__ import annotations

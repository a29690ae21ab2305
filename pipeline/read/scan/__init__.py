"""Pages as pictures: scans, photographs and faxes, made straight, cleaned, and recognised by Tesseract."""

from __future__ import annotations

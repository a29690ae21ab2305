"""What libraries say of a file that is damaged in one of the common ways; all else that they say stays as it is."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

REASONS = (
    Template("File is not a zip file", "tệp bị cắt cụt hoặc không phải tệp zip"),
    Template("Failed to load document (PDFium: Data format error).", "PDFium không mở được vì sai định dạng"),
    Template("the file (pdfplumber: {error})", "pdfplumber cũng không mở được ({error})"),
)

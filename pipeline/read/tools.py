"""The programs and data of this machine that readers can use, looked for and never started.

What is missing is no error: the files that need it say so, and are read again once it is there.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.read.kinds import Family
from pipeline.sentences import machine as say

PREFIX = "TESSDATA_PREFIX"
VIETNAMESE, TURNS = "vie", "osd"  # Tesseract's models: the letters, and which way a page lies
PACKAGES: Mapping[str, str] = {VIETNAMESE: "tesseract-ocr-vie", TURNS: "tesseract-ocr-osd"}
_TESSDATA = Path("/usr/share/tesseract-ocr")
_NEEDED: Mapping[Family, tuple[str, ...]] = {
    Family.MAIL: ("unar", "lsar"),
    Family.WORD: (),
    Family.OFFICE: ("soffice", "prlimit", "bwrap", "unshare", "antiword", "doc2docx"),
    Family.PAGES: (VIETNAMESE, TURNS),
    Family.OTHER: (),
}


def tessdata(language: str) -> Path | None:
    """The folder that holds Tesseract's model of a language: the one that TESSDATA_PREFIX names, else Debian's."""
    named = os.environ.get(PREFIX)
    folders = [Path(named)] if named else sorted(_TESSDATA.glob("*/tessdata"), reverse=True)
    return next((folder for folder in folders if (folder / f"{language}.traineddata").is_file()), None)


def advice() -> Mapping[str, str]:
    """What each kind of file needs on this machine → what to install; empty where all is there."""
    lacks = {
        "scans and photos": "" if tessdata(VIETNAMESE) else say.INSTALL(package=PACKAGES[VIETNAMESE]),
        "pages that lie": "" if tessdata(TURNS) else say.INSTALL(package=PACKAGES[TURNS]),
        "rar and 7z": "" if shutil.which("unar") and shutil.which("lsar") else say.INSTALL(package="unar"),
    }
    return {"docx, pdf, zip": "", **lacks}


@cache
def there(family: Family) -> str:
    """The tools of a family that this machine has, as one word: part of the key of what was read with them."""
    return "+".join(name for name in _NEEDED[family] if _has(name)) or "-"


def _has(name: str) -> bool:
    if name in PACKAGES:
        return tessdata(name) is not None
    return bool(shutil.which(name) or (name == "doc2docx" and importlib.util.find_spec(name)))

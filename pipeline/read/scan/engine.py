"""The one door to Tesseract: a picture of text in, rows of words with boxes and confidences out.

In process, through tesserocr: 0.79 instead of 1.09 processor seconds a page by the program, and 0.04 instead of 0.13
for a single line, as nothing is started and the model stays loaded. tesserocr starts no thread of its own, but it is C
code fed with hostile pictures: call it in a worker process with limits of time and memory, never in the program's own.

The model is `vie` alone: `vie+eng` reads 2.5-4 times worse, larger models cost 1.2-1.4 times as much and gain nothing.
It lacks `ỵ`, the en dash and the bullet: no setting brings them back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean
from typing import Protocol

import tesserocr
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.read.tools import PACKAGES, TURNS, VIETNAMESE, tessdata

# OSD was right about every full page in all 4 turns (128 tries); its only mistakes, on a nearly empty page, had
# confidences under 5, and under 3 it has nothing to go by.
LEAST_TURN_CONFIDENCE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its box in pixels, from the picture's top left corner; `sure` from 0 to 1.

    Without text it is ink that was not read.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of words, left to right, on one baseline: `base` at `x`, rising or falling by `slope` per pixel.

    `height` is from the baseline to the top of small letters, in pixels.
    """

    words: tuple[Word, ...]
    x: float
    base: float
    slope: float
    height: float

    def base_at(self, x: float) -> float:
        """The baseline's height below `x`."""
        return self.base + (x - self.x) * self.slope

    @property
    def sure(self) -> float:
        """The mean confidence of its words."""
        return fmean(word.sure for word in self.words)


class Engine(Protocol):
    """What reads letters in a picture."""

    def rows(self, image: Image.Image, dpi: float, *, single: bool = False) -> tuple[Row, ...]:
        """The lines found, in reading order; `single` says that the picture holds one line only."""
        ...

    def turn(self, image: Image.Image, dpi: float) -> int:
        """By how many degrees the page must be turned clockwise to stand upright; 0 as well when it cannot tell."""
        ...


def _folder(name: str) -> str:
    """The folder that holds a model, as tesserocr wants it: with a stroke at its end. Empty when there is none."""
    found = tessdata(name)
    return f"{found}/" if found else ""


class Tesseract:
    """Tesseract with the Vietnamese model; UnreadableError `unsupported` when that is not installed."""

    def rows(self, image: Image.Image, dpi: float, *, single: bool = False) -> tuple[Row, ...]:
        """See Engine."""
        api = _reader(_folder(VIETNAMESE))
        mode = tesserocr.PSM.SINGLE_LINE if single else tesserocr.PSM.SINGLE_COLUMN
        api.SetPageSegMode(mode)
        _show(api, image, dpi)
        api.Recognize()
        try:
            return tuple(_rows(api))
        finally:
            api.Clear()

    def turn(self, image: Image.Image, dpi: float) -> int:
        """See Engine."""
        folder = _folder(TURNS)
        if not folder:
            return 0
        with tesserocr.PyTessBaseAPI(path=folder, lang=TURNS, psm=tesserocr.PSM.OSD_ONLY) as api:
            _show(api, image, dpi)
            found = api.DetectOrientationScript()
        if not found or found["orient_conf"] < LEAST_TURN_CONFIDENCE:
            return 0
        return -int(found["orient_deg"]) % 360


@lru_cache(maxsize=1)
def _reader(folder: str) -> tesserocr.PyTessBaseAPI:
    if not folder:
        raise UnreadableError("unsupported", f"OCR is not installed: install {PACKAGES[VIETNAMESE]}")
    return tesserocr.PyTessBaseAPI(path=folder, lang=VIETNAMESE, oem=tesserocr.OEM.LSTM_ONLY)


def _show(api: tesserocr.PyTessBaseAPI, image: Image.Image, dpi: float) -> None:
    """Hand over the grey values themselves: an image would be written and read again as a file."""
    grey = image if image.mode == "L" else image.convert("L")
    api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    api.SetSourceResolution(round(dpi))


def _rows(api: tesserocr.PyTessBaseAPI) -> Iterator[Row]:
    found = api.GetIterator()
    line, word = tesserocr.RIL.TEXTLINE, tesserocr.RIL.WORD
    if found is None or found.Empty(line):  # without a row, asking for its size ends the process
        return
    while True:
        (x0, y0), (x1, y1) = found.Baseline(line) or ((0, 0), (1, 0))
        sizes = found.RowAttributes()
        height = sizes["row_height"] - sizes["ascenders"] + sizes["descenders"]
        words = []
        while True:
            words.append(_word(found))
            last = found.IsAtFinalElement(line, word)
            more = found.Next(word)
            if last or not more:
                break
        seen = tuple(word for word in words if word is not None)
        if seen:
            slope = (y1 - y0) / max(x1 - x0, 1)
            yield Row(words=seen, x=x0, base=y0, slope=slope, height=height)
        if not more:
            return


def _word(found: tesserocr.PyResultIterator) -> Word | None:
    word = tesserocr.RIL.WORD
    box = found.BoundingBox(word)
    if found.Empty(word) or box is None:
        return None
    text = found.GetUTF8Text(word).strip()
    x0, top, x1, bottom = box
    sure = found.Confidence(word) / 100
    return Word(text=text, x0=x0, top=top, x1=x1, bottom=bottom, sure=sure) if text else None

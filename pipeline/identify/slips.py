"""Whether a name was hurt on its way into a file, or is another body's name.

A line that differs from a name in a letter is that name only where what differs is no word: `KHUYẾN NÔG` is khuyến
nông, `KHUYẾN CÔNG` is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from pipeline.identify.bodies import kind_of
from pipeline.text.fold import unmarked
from pipeline.text.legacy_syllables import is_syllable

# Of a name's letters, one in so many may be wrong (at least one). Two slips in `tài nguyên và môi trường` are no
# other name; two in `sở y tế` are.
_LETTERS_PER_SLIP = 12
# A word that is wrong and still a word is a slip only in a name so long that no other body's differs in a letter, or
# in the words for the kind of body, where it would make no kind: `TƯỜNG CAO ĐẲNG Y TẾ`.
_LONG = 6
_LEAST_LETTERS = 3  # of a word in which one letter may be wrong: `mỹ` is no slip for `lý`
# Spellings that `is_syllable` lets pass and no Vietnamese writes: `ci`, `ko`, `nghơ`.
_MISSPELT = re.compile(r"c[iey]|g[ey]|gii|k[aou]|q(?!u)|ngh?$|ngh[^ie]|ng[iey]|gh[^ie]")


def letters_of(name: str) -> str:
    """The bare letters of a plain name. Glued words hide whether a y may be an i."""
    return unmarked(name).replace(" ", "").replace("y", "i")


def is_slip(line: str, name: str, wrong: int) -> bool:
    """Whether a plain line is the plain name with so many letters wrong, and no other name."""
    if not wrong:
        return keeps_its_marks(line, name)
    slips = max(1, len(letters_of(name)) // _LETTERS_PER_SLIP)
    return wrong <= slips and _is_no_other_word(line.split(), name.split())


def keeps_its_marks(line: str, name: str) -> bool:
    """Whether a plain line with the letters of a plain name has marks that are lost ones, and no others.

    `ĐÔNG SƠN` may be đồng sơn, `ĐỒNG SƠN` is not đông sơn. One word may be marked wrong in a long name (`TRUYỂN THÔNG`),
    or in the words for the kind of body.
    """
    words, meant = line.split(), name.split()
    if len(words) != len(meant):
        return not any(_marked_more(line.replace(" ", ""), name.replace(" ", "")))
    kind = len(kind_of(name).split())
    wrong = [
        place for place, word in enumerate(words) if place >= kind and any(_marked_more(word, meant[place]))
    ]
    return len(wrong) <= (len(meant) >= _LONG)


def _marked_more(word: str, meant: str) -> Iterator[bool]:
    """Letter by letter, whether the first word has a mark that the second has not."""
    for letter, other in zip(_letters(word), _letters(meant), strict=False):
        yield not set(letter) - {"y", "i"} <= set(other)


def _letters(word: str) -> list[str]:
    """Each letter with its marks; a bar through the d counts as one."""
    found: list[str] = []
    for sign in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _is_no_other_word(line: list[str], name: list[str]) -> bool:
    """Whether every word that is wrong is hurt: it is none, or nobody would put it there."""
    if len(line) != len(name):
        return False
    wrong = [place for place, word in enumerate(line) if unmarked(word) != unmarked(name[place])]
    kind = kind_of(" ".join(name)).split()
    return all(
        _is_hurt(line[place], name[place], long=len(name) >= _LONG or place < len(kind)) for place in wrong
    )


def _is_hurt(word: str, meant: str, *, long: bool) -> bool:
    return not _is_word(word) or (
        long and len(meant) >= _LEAST_LETTERS and OSA.distance(unmarked(word), unmarked(meant)) <= 1
    )


def _is_word(word: str) -> bool:
    return is_syllable(word) and not _MISSPELT.match(unmarked(word))

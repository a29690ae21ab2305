"""Kind `form_abbreviations`: an abbreviation that the paper itself explains in brackets, used before that.

Only this: whether one that is never explained is known to all its readers, no program can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter, has_group
from pipeline.text.fold import clean, words

_SAID = Parameter(
    name="explained_pattern", about="Cách giải thích chữ viết tắt; nhóm đầu là chữ ấy.",
    default=r"\((?i:sau đây )?(?i:xin )?(?i:được )?(?i:(?:gọi|viết) tắt(?: là)?|gọi (?:chung )?là):?\s*[\"“]?([A-ZĐ]{2,}[A-ZĐ.&]*)[\"”]?\)",
    valid=has_group, wanted="a regular expression with a group",
)  # fmt: skip
_BARE = re.compile(r"\(([A-ZĐ]{2,12})\)")
_WORD = 10  # characters of a word and the blank behind it, at most


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """One fault for each abbreviation that stands in a paragraph above the one that explains it."""
    blocks = [(block, clean(block.text)) for block in view.body()]
    explained = re.compile(_SAID.of(rule.parameters))
    known: set[str] = set()
    for place, (_, text) in enumerate(blocks):
        for short in filter(None, (*(one[1] for one in explained.finditer(text)), *_initials(text))):
            # Not in `45-KH/BCĐ`, where it is part of a symbol.
            used = re.compile(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])")
            first = next((block for block, above in blocks[:place] if used.search(above)), None)
            if first is not None and short not in known:
                said = f"{short} dùng trước khi giải thích"
                yield Fault(said=said, page=first.page, seen=first.text[:80])
            known.add(short)


def _initials(text: str) -> Iterator[str]:
    """What stands in brackets by itself, where it is the first letters of the words before: `Ban Chỉ đạo (BCĐ)`."""
    for found in _BARE.finditer(text):
        short = found[1]
        before = words(text[max(0, found.start() - _WORD * len(short)) : found.start()])[-len(short) :]
        if short == "".join(normalize("NFD", word)[0].upper() for word in before):
            yield short


KIND = form_kind(
    name="form_abbreviations",
    title="Viết tắt",
    about="Chữ viết tắt được dùng trước chỗ giải thích.",
    faults=_faults,
    parameters=(_SAID,),
)

"""Sentences with slots: `{unit}` is a name, `{3-9}` a figure, `{a|b}` one of several wordings.

Knows nothing of reports; draws only from the dice it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.demo.dice import Dice

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_THOUSAND = 1000
_OLD_TONES = {"ủy": "uỷ", "Ủy": "Uỷ", "ỦY": "UỶ", "óa": "oá", "ÓA": "OÁ", "òa": "oà", "ÒA": "OÀ", "úy": "uý"}


def fill(sentence: str, names: Mapping[str, str], dice: Dice) -> str:
    """The sentence with every slot filled; KeyError for a name that is not given."""
    return _SLOT.sub(lambda found: _value(found[1], names, dice), sentence)


def old_tones(text: str) -> str:
    """The same text in the other common placement of tone marks (ủy → uỷ)."""
    for new, old in _OLD_TONES.items():
        text = text.replace(new, old)
    return text


def _value(slot: str, names: Mapping[str, str], dice: Dice) -> str:
    if "|" in slot:
        return dice.pick(slot.split("|"))
    if limits := _RANGE.fullmatch(slot):
        return _figure(dice.between(int(limits[1]), int(limits[2])))
    return names[slot]


def _figure(value: int) -> str:
    text = str(value)
    return f"{text[:-3]}.{text[-3:]}" if value >= _THOUSAND else text

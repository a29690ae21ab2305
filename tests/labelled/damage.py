"""What happens to a name on its way into a file: typists, OCR and broken text layers, each with its own dice."""

from __future__ import annotations

import random
import unicodedata

# What OCR at 200 dpi makes of small marks: the hook or tone above a circumflex goes first (ổ → ô), then the tone alone.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LOOKS_LIKE = {
    "O": "0",
    "I": "l",
    "B": "8",
    "Đ": "D",
    "Ư": "U",
    "Ơ": "O",
    "N": "M",
    "C": "G",
    "H": "N",
    "E": "F",
}
_NEXT_KEY = {
    "A": "S",
    "O": "P",
    "N": "M",
    "T": "Y",
    "H": "J",
    "C": "V",
    "I": "U",
    "G": "H",
    "U": "I",
    "E": "R",
}


def letter_lost(text: str, dice: random.Random) -> str:
    """One letter of a word of three or more is gone."""
    place = dice.choice(_inner(text))
    return text[:place] + text[place + 1 :]


def letters_swapped(text: str, dice: random.Random) -> str:
    """Two neighbours in a word change places (`TRUYÊNF`)."""
    places = [p for p in _inner(text) if text[p + 1 : p + 2].isalpha() and text[p] != text[p + 1]]
    if not places:
        return letter_lost(text, dice)
    place = dice.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def letter_doubled(text: str, dice: random.Random) -> str:
    """A key pressed twice."""
    place = dice.choice(_inner(text))
    return text[:place] + text[place] + text[place:]


def wrong_key(text: str, dice: random.Random) -> str:
    """A key beside the right one."""
    places = [p for p in _inner(text) if text[p] in _NEXT_KEY]
    if not places:
        return letter_lost(text, dice)
    place = dice.choice(places)
    return text[:place] + _NEXT_KEY[text[place]] + text[place + 1 :]


def marks_lost(text: str, dice: random.Random, share: float = 0.35) -> str:
    """Of this share of the words the tone is gone, as OCR loses it; at least of one word."""
    words = text.split(" ")
    marked = [place for place, word in enumerate(words) if _toneless(word) != word]
    hit = [place for place in marked if dice.random() < share] or marked[:1]
    return " ".join(_toneless(word) if place in hit else word for place, word in enumerate(words))


def bare(text: str) -> str:
    """No mark at all, as in a mail from an old telephone."""
    loose = unicodedata.normalize("NFD", text)
    kept = "".join(letter for letter in loose if not unicodedata.combining(letter))
    return kept.replace("Đ", "D").replace("đ", "d")


def misread(text: str, dice: random.Random) -> str:
    """OCR on a poor scan: a mark lost in some words, and one letter read as one that looks like it."""
    blurred = marks_lost(text, dice, 0.3)
    places = [place for place, letter in enumerate(blurred) if letter in _LOOKS_LIKE]
    if not places:
        return blurred
    place = dice.choice(places)
    return blurred[:place] + _LOOKS_LIKE[blurred[place]] + blurred[place + 1 :]


def glued(text: str, dice: random.Random) -> str:
    """A blank lost between two words."""
    gaps = [place for place, letter in enumerate(text) if letter == " "]
    place = dice.choice(gaps)
    return text[:place] + text[place + 1 :]


def spaced(text: str, _dice: random.Random) -> str:
    """Letters driven apart for looks: `S Ở  Y  T Ế`."""
    return "  ".join(" ".join(word) for word in text.split(" "))


def decomposed(text: str, _dice: random.Random) -> str:
    """Marks as characters of their own, tones on the other vowel."""
    return unicodedata.normalize("NFD", text.replace("UỶ", "ỦY").replace("OÀ", "ÒA").replace("OÁ", "ÓA"))


def broken(text: str, dice: random.Random) -> tuple[str, str]:
    """The line cut in two after some word, as a narrow cell cuts it."""
    words = text.split(" ")
    place = dice.randrange(max(1, len(words) // 2), len(words))
    return " ".join(words[:place]), " ".join(words[place:])


def _inner(text: str) -> list[int]:
    """Places of letters inside words of three letters or more, where typing slips."""
    places: list[int] = []
    start = 0
    for word in text.split(" "):
        if len(word) > 2 and word.isalpha():
            places += range(start + 1, start + len(word) - 1)
        start += len(word) + 1
    return places or [1]


def _toneless(word: str) -> str:
    loose = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in loose if letter not in _TONES))

"""A sentence that is said in two languages, and the template that makes it. Knows no sentence of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """The languages that a sentence is said in; the value is what `--lang` takes."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


class Sentence(str):
    """A text in English, as which it passes everywhere, with the same in Vietnamese beside it.

    Without Vietnamese of its own it is what somebody else wrote (a server, the system): the same in both languages.
    """

    __slots__ = ("vietnamese",)
    vietnamese: str

    def __new__(cls, english: str = "", vietnamese: str | None = None) -> Self:
        """Both texts, or one for both."""
        made = super().__new__(cls, english)
        made.vietnamese = str(in_vietnamese(english) if vietnamese is None else vietnamese)
        return made

    def said_in(self, language: Language) -> str:
        """The text in one of the languages."""
        return self.vietnamese if language is Language.VIETNAMESE else str(self)

    def changed(self, change: Callable[[str], str]) -> Sentence:
        """The same change made to both texts."""
        return Sentence(change(str(self)), change(self.vietnamese))


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence before its values are known: both languages name the same values, each in its own order and form."""

    english: str
    vietnamese: str

    def __call__(self, **values: object) -> Sentence:
        """The sentence with these values; those that are sentences themselves are said in the same language."""
        beside = {name: in_vietnamese(value) for name, value in values.items()}
        return Sentence(self.english.format(**values), self.vietnamese.format(**beside))


def in_vietnamese(value: object) -> object:
    """The Vietnamese of a sentence; anything else as it is."""
    return value.vietnamese if isinstance(value, Sentence) else value


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """Several texts as one."""
    between, each = Sentence(separator), tuple(map(Sentence, parts))
    return Sentence(between.join(each), between.vietnamese.join(one.vietnamese for one in each))


def said_by(error: BaseException) -> Sentence:
    """What an error says: the sentence it was raised with, else its text as it is."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Sentence) else Sentence(str(error))

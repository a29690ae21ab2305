"""Nouns to bytes and back (JSON, checked against the dataclass on the way in). The one door to msgspec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from pipeline.model.document import Attempt, Document, Reading, Unread, Wanted

Noun = TypeVar("Noun")


class CodecError(ValueError):
    """The bytes are not what they claim to be."""


def encode(noun: object) -> bytes:
    """A dataclass as JSON bytes, the same for the same value."""
    return msgspec.json.encode(noun)


def decode(data: bytes, kind: type[Noun]) -> Noun:
    """JSON bytes as the dataclass `kind`; CodecError when they do not fit its fields, whatever else they hold."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _EitherReading:
    document: Document | None = None
    unread: Unread | None = None
    wanted: Wanted | None = None


def encode_reading(attempt: Attempt) -> bytes:
    """A document, or why there is none, or what is wanted first, as JSON bytes."""
    if isinstance(attempt, Document):
        return encode(_EitherReading(document=attempt))
    if isinstance(attempt, Wanted):
        return encode(_EitherReading(wanted=attempt))
    return encode(_EitherReading(unread=attempt))


def decode_attempt(data: bytes) -> Attempt:
    """The opposite of `encode_reading`; CodecError when the bytes hold none of the three."""
    either = decode(data, _EitherReading)
    found = either.document or either.unread or either.wanted
    if found is None:
        raise CodecError("neither a document nor a reason")
    return found


def decode_reading(data: bytes) -> Reading:
    """The same where nothing more is wanted: CodecError when something is."""
    found = decode_attempt(data)
    if isinstance(found, Wanted):
        raise CodecError("not read to its end")
    return found

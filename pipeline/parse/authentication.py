"""`Authentication-Results` fields (RFC 8601) to what each server says of the sender. Never decides whom to believe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import authres

from pipeline.model.mail import Authentication
from pipeline.parse import words
from pipeline.parse.found import Fields

_FIELD = "authentication-results"
_MAX_FIELDS = 10  # each server on the way adds one; a sender may add any number
_MAX_LENGTH = 4000  # characters; real ones stay under 1 500
_MAX_RESULTS = 20  # of one field
_MAX_WORD = 100
_NAMELESS = "-"
# Whom a result speaks of, by method, in the order of how well it is known.
_SUBJECTS = {
    "dmarc": (("header", "from"),),
    "dkim": (("header", "d"), ("header", "i")),
    "spf": (("smtp", "mailfrom"), ("smtp", "helo")),
}


def authentication(fields: Fields) -> tuple[Authentication, ...]:
    """The results of the topmost field of each server, in order; a field that cannot be understood says nothing."""
    found: dict[str, tuple[Authentication, ...]] = {}
    written = [value for name, value in fields if name == _FIELD and len(value) <= _MAX_LENGTH]
    for value in written[:_MAX_FIELDS]:
        text = words.one_line(words.unfold(value))
        # Microsoft's servers give no name of themselves: their first part is a result already.
        if "=" in text.partition(";")[0]:
            text = f"{_NAMELESS}; {text}"
        server = _word(text.partition(";")[0].partition(" ")[0])
        if server not in found:
            found[server] = tuple(_results(server, text))
    return tuple(result for results in found.values() for result in results)


def _results(server: str, text: str) -> Iterator[Authentication]:
    try:
        results = authres.core_features().parse_value(text).results
    except (authres.AuthResError, RecursionError, ValueError):
        return
    for one in results[:_MAX_RESULTS]:
        method = _word(one.method)
        if method in _SUBJECTS:
            yield Authentication(
                server=server, method=method, result=_word(one.result), domain=_domain(method, one)
            )


def _domain(method: str, result: Any) -> str:
    told = {(_word(each.type), _word(each.name)): _word(each.value) for each in result.properties}
    named = next((told[subject] for subject in _SUBJECTS[method] if told.get(subject)), "")
    return named.rpartition("@")[2]


def _word(text: str | None) -> str:
    return words.one_line(text or "").lower()[:_MAX_WORD]

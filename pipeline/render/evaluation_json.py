"""Every figure of an evaluation as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.app.results import EvaluationResult

_DIGITS = 6  # more than any of these figures can mean


def told(result: EvaluationResult) -> object:
    """The evaluation's fields under their own names, floats cut to a few digits, and the files written."""
    return {**_rounded(asdict(result.evaluation)), "written": [str(path) for path in result.written]}


def _rounded(fields: dict[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: object) -> object:
    match value:
        case float():
            return round(value, _DIGITS)
        case dict():
            return _rounded(value)
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value

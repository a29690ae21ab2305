"""The kinds of checks with their parameters, and the rules of a campaign that use them, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.app.kinds import UsedKind
from pipeline.model import labels
from pipeline.model.campaign import Check, Decides
from pipeline.model.parameter import Parameter
from pipeline.render.screen import Screen

_TYPES: Mapping[type, str] = {
    bool: "true hoặc false",
    int: "số nguyên",
    float: "số",
    str: "văn bản",
    tuple: "danh sách",
}
_DECIDES = {
    Decides.INCOMPLETE: "làm báo cáo thành thiếu nội dung",
    Decides.REVIEW: "làm báo cáo thành cần xem lại",
    Decides.NOTHING: "không đổi kết luận",
}


def kinds(screen: Screen, found: Sequence[UsedKind]) -> None:
    """Each kind: what it finds, what may be set, and the rules that name it."""
    if screen.as_json:
        screen.json([_kind_json(one) for one in found])
        return
    for one in found:
        group = f" ({one.kind.group})" if one.kind.group else ""
        screen.line((one.kind.name, "bold"), f"{group}: {one.kind.about}")
        for parameter in one.kind.parameters:
            screen.line(_parameter_line(parameter))
        for rule in one.rules:
            screen.line(("    tiêu chí ", "green"), "; ".join(_rule_parts(rule, one)))
        if not one.rules:
            screen.line(("    đợt này không dùng", "bright_black"))


def _parameter_line(parameter: Parameter[Any]) -> str:
    kind = _TYPES[type(parameter.default)]
    return f"    {parameter.name} ({kind}, mặc định {_value(parameter.default)}): {parameter.about}"


def _rule_parts(rule: Check, used: UsedKind) -> Iterator[str]:
    yield f"{rule.id}: {labels.SEVERITY[rule.severity].lower()}"
    yield _DECIDES[rule.decides or used.kind.decides]
    yield f"trọng số {rule.weight:g}"
    if rule.valid_from:
        yield f"từ {rule.valid_from:%d/%m/%Y}"
    if rule.valid_to:
        yield f"đến {rule.valid_to:%d/%m/%Y}"
    if rule.source:
        yield f"căn cứ {rule.source}"
    yield from (f"{name} = {_value(value)}" for name, value in rule.parameters.items())


def _value(value: object) -> str:
    """As it is written in `checks.yaml`."""
    return json.dumps(value, ensure_ascii=False)


def _kind_json(one: UsedKind) -> dict[str, object]:
    return {
        "kind": one.kind.name, "about": one.kind.about, "group": one.kind.group, "decides": one.kind.decides.value,
        "parameters": [
            {"name": p.name, "about": p.about, "type": p.expected, "default": p.default} for p in one.kind.parameters
        ],
        "rules": [_rule_json(rule, one) for rule in one.rules],
    }  # fmt: skip


def _rule_json(rule: Check, used: UsedKind) -> dict[str, object]:
    return {
        "id": rule.id, "severity": rule.severity.value, "weight": rule.weight,
        "decides": (rule.decides or used.kind.decides).value, "source": rule.source,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None, "parameters": dict(rule.parameters),
    }  # fmt: skip

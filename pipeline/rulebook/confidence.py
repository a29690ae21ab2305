"""`confidence.yaml`: the weights that confidence was learnt with. One is shipped; a campaign may have its own (`make fit`)."""

from __future__ import annotations

from pipeline.model.calibration import SIGNS, Calibration
from pipeline.rulebook.fields import Fields, Key
from pipeline.rulebook.problems import Page
from pipeline.rulebook.tree import Scalar, Table, parse

_WEIGHT = 1000.0  # no sign weighs more, either way
KEYS = {
    "found": Key(example="found: {base: -0.5, margin: 0.3}", required=True),
    "missing": Key(example="missing: {base: 0.5, margin: 0.4}", required=True),
}


def read_confidence(text: str, page: Page) -> Calibration | None:
    """The weights; None, with problems on the page, when the file is no table of them. Other keys are for people."""
    root = parse(text, page)
    if not isinstance(root, Table):
        if root is not None:
            page.add(root.line, "the file is not 'key: value' lines", "begin with found: and missing:")
        return None
    fields = Fields(root, KEYS, page, open_ended=True)
    told = {
        key: node.text for key, node in root.entries.items() if key not in KEYS and isinstance(node, Scalar)
    }
    return Calibration(
        found=_weights(fields, "found", page), missing=_weights(fields, "missing", page), told=told
    )


def _weights(fields: Fields, name: str, page: Page) -> dict[str, float]:
    table = fields.table(name)
    if table is None:
        return {}
    signs = {sign: Key(example=f"{sign}: 0.3", required=sign in table.lines) for sign in sorted(SIGNS)}
    weights = Fields(table, signs, page)
    return {
        sign: weights.number(sign, 0.0, at_least=-_WEIGHT, at_most=_WEIGHT)
        for sign in SIGNS & table.entries.keys()
    }

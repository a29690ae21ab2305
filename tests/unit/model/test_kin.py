"""Who stands above and below whom in a roster."""

from __future__ import annotations

from pipeline.model.campaign import Unit, kin


def test_kin_are_all_above_and_below_and_none_beside() -> None:
    """Through any number of steps; a superior outside the roster, and a circle, are no trouble."""
    parents = {"A": "", "B": "A", "C": "B", "D": "A", "E": "outside", "F": "G", "G": "F"}
    found = kin(Unit(code=code, name=code, parent=parent) for code, parent in parents.items())
    assert {unit: "".join(sorted(those)) for unit, those in found.items()} == {
        "A": "BCD", "B": "AC", "C": "AB", "D": "A", "E": "", "F": "G", "G": "F",
    }  # fmt: skip

"""The rules that come with the program: they load, and no wording fits two sections."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path

from rapidfuzz.fuzz import token_sort_ratio

from pipeline.assess import CHECK_KINDS
from pipeline.measure.labels import read_label
from pipeline.measure.wordings import Wordings
from pipeline.model.campaign import Campaign
from pipeline.rulebook import load
from pipeline.text.fold import fold

_FOLDER = Path(__file__).parents[3] / "rules" / "28-ct-tu"
# Above this likeness (0 to 100) a heading matches the one wording as well as the other.
_ALIKE = 85


def _shipped() -> Campaign:
    return load(_FOLDER, check_kinds=CHECK_KINDS)


def test_the_shipped_rules_load() -> None:
    """The first campaign has the dates of its plan and the example roster."""
    campaign = _shipped()
    assert campaign.id == "28-ct-tu"
    assert campaign.due_at.isoformat() == "2023-06-14T23:59:59+07:00"
    assert campaign.opens == dt.date(2023, 5, 12)
    assert len(campaign.units) == 50
    assert campaign.decisions == ()


def test_the_outline_has_the_ids_of_the_plan() -> None:
    """Ids are public: they stand in tables and decisions."""
    ids = "1.1 1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.3 1.3.1 1.3.2 1.3.3 1.4 1.4.1 1.4.2"
    assert " ".join(item.id for item in _shipped().outline.walk()) == ids


def test_every_leaf_is_rich_in_wordings() -> None:
    """15 wordings and 12 phrases of evidence at the least; every one once."""
    for item in _shipped().outline.leaves():
        assert 15 <= len(item.aliases) == len(set(map(fold, item.aliases))), item.id
        assert 12 <= len(item.evidence) == len(set(map(fold, item.evidence))), item.id


def test_no_wording_fits_two_sections() -> None:
    """An alias decides: none is more alike to another section's wordings, or to a foreign heading."""
    outline = _shipped().outline
    wordings = [(item.id, fold(text)) for item in outline.walk() for text in (item.title, *item.aliases)]
    wordings += [("not_in_outline", fold(text)) for text in outline.foreign]
    alike = [
        (first, second)
        for first, second in combinations(wordings, 2)
        if first[0] != second[0] and token_sort_ratio(first[1], second[1]) > _ALIKE
    ]
    assert alike == []


def test_no_wording_names_two_indicators() -> None:
    """Each wording, as a label, names its own indicator alone, with its words in full."""
    indicators = _shipped().indicators
    named = Wordings(indicators)
    for one in indicators:
        for text in (one.title, *one.aliases):
            match = named.match(read_label(text).text)
            assert match is not None
            assert (match.indicator.id, match.whole, match.sure) == (one.id, True, 1.0), text


def test_the_example_roster_writes_to_nobody() -> None:
    """Every address is under a domain that cannot exist."""
    assert all(email.endswith("phutho.example") for unit in _shipped().units for email in unit.emails)

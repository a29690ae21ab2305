"""A small campaign and its sample mailbox, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.demo import DemoSummary, build_mailbox
from pipeline.model.campaign import Campaign
from tests.build import desk
from tests.build.desk import Desk

UNITS = 6


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with a roster of six."""
    return desk.write_rules(tmp_path_factory.mktemp("rules"), units=UNITS)


@pytest.fixture(scope="session")
def campaign(rules: Path) -> Campaign:
    """The small campaign."""
    return desk.campaign(rules)


@pytest.fixture(scope="session")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample mailbox lies."""
    return tmp_path_factory.mktemp("box")


@pytest.fixture(scope="session")
def summary(box: Path, campaign: Campaign) -> DemoSummary:
    """The small campaign's sample mailbox, built."""
    return build_mailbox(box, campaign)


@pytest.fixture(scope="module")
def place(rules: Path, box: Path, summary: DemoSummary, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample mailbox, polled; for tests that leave it as it is."""
    assert summary.mails
    made = Desk(rules=rules, outputs=tmp_path_factory.mktemp("polled"), mailbox=f"eml:{box}")
    assert made.run("poll").code == 0
    return made

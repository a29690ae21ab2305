"""One folder of rules to one campaign. The only place that knows which files make a campaign."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.model.campaign import Campaign, Given, Outline
from pipeline.model.indicator import Indicator
from pipeline.rulebook.campaign import read_campaign
from pipeline.rulebook.checks import Kinds, read_checks
from pipeline.rulebook.confidence import read_confidence
from pipeline.rulebook.decisions import FILE as DECISIONS
from pipeline.rulebook.decisions import read_decisions
from pipeline.rulebook.given import read_given
from pipeline.rulebook.indicators import read_indicators
from pipeline.rulebook.outline import read_outline
from pipeline.rulebook.problems import Page, Problems
from pipeline.rulebook.roots import read_roots
from pipeline.rulebook.source import Source, read
from pipeline.rulebook.units import read_units

CAMPAIGN, OUTLINE, UNITS, CHECKS = "campaign.yaml", "outline.yaml", "units.csv", "checks.yaml"
CONFIDENCE, INDICATORS = "confidence.yaml", "indicators.yaml"
RULE_FILES = (CAMPAIGN, OUTLINE, UNITS, CHECKS, INDICATORS)
OPTIONAL = frozenset({INDICATORS, DECISIONS})
_SHIPPED = Path(__file__).with_name(CONFIDENCE)  # for campaigns that were not fitted on reports of their own
VERSION_DIGITS = 12  # 48 bits: enough to tell the versions of one folder apart, short enough to read aloud


def load(folder: Path, *, check_kinds: Kinds | None = None) -> Campaign:
    """The campaign that a folder holds; its id is the folder's name.

    `check_kinds` maps each kind of check to the names of its parameters; without it every kind is let through.
    Raises RulesError with every mistake of all files, each as `file:line: what is wrong; what to write instead`.
    `version` is a digest of the rule files, roots and given texts that are there and of what confidence was learnt, not of
    the decisions.
    """
    problems = Problems()
    if not folder.is_dir():
        page = problems.page(folder)
        page.add(
            1,
            "there is no such folder of rules",
            "correct the campaign's name, or copy another campaign's folder",
        )
        problems.raise_any()
    pages = {name: problems.page(folder / name) for name in (*RULE_FILES, DECISIONS)}
    own = folder / CONFIDENCE
    pages[CONFIDENCE] = problems.page(own if own.exists() else _SHIPPED)
    sources = {name: read(page, optional=name in OPTIONAL) for name, page in pages.items()}
    campaign = _assemble(pages, {name: source.text for name, source in sources.items()}, check_kinds)
    given = read_given(folder, problems, [unit.code for unit in campaign.units] if campaign else [])
    roots = read_roots(folder, problems)
    problems.raise_any()
    if campaign is None:
        raise AssertionError("a campaign is missing although no problem was told")
    version = _version(sources, roots, given)
    return dataclasses.replace(campaign, id=folder.absolute().name, version=version, roots=roots, given=given)


def _assemble(
    pages: Mapping[str, Page],
    texts: Mapping[str, str | None],
    check_kinds: Kinds | None,
) -> Campaign | None:
    """Read every file that has a text, whatever is wrong in the others."""
    given = {name: text for name, text in texts.items() if text is not None}
    campaign = read_campaign(given[CAMPAIGN], pages[CAMPAIGN]) if CAMPAIGN in given else None
    outline = read_outline(given[OUTLINE], pages[OUTLINE]) if OUTLINE in given else Outline(items=())
    units = read_units(given[UNITS], pages[UNITS]) if UNITS in given else ()
    checks = read_checks(given[CHECKS], pages[CHECKS], check_kinds) if CHECKS in given else ()
    indicators = _indicators(given, pages[INDICATORS], outline)
    decisions = read_decisions(given.get(DECISIONS, ""), pages[DECISIONS])
    learnt = read_confidence(given[CONFIDENCE], pages[CONFIDENCE]) if CONFIDENCE in given else None
    if campaign is None or learnt is None:
        return None
    return dataclasses.replace(
        campaign, outline=outline, units=units, checks=checks, decisions=decisions, indicators=indicators,
        calibration=learnt,
    )  # fmt: skip


def _indicators(given: Mapping[str, str], page: Page, outline: Outline) -> tuple[Indicator, ...]:
    sections = [item.id for item in outline.walk() if item.id]
    return read_indicators(given[INDICATORS], page, sections) if INDICATORS in given else ()


def _version(sources: Mapping[str, Source], roots: Sequence[bytes], given: Sequence[Given]) -> str:
    digest = hashlib.sha256()
    for name in (*RULE_FILES, CONFIDENCE):
        if sources[name].text is not None:
            digest.update(hashlib.sha256(sources[name].data).digest())
    for root in roots:
        digest.update(hashlib.sha256(root).digest())
    for text in given:
        digest.update(f"{text.name}\0{text.sha256}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:VERSION_DIGITS]

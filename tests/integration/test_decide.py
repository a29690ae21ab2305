"""A reviewer's decisions through the real command line, on the shipped rules."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from pipeline.store.lock import FileLock
from tests.build import desk, reports
from tests.build.desk import CAMPAIGN, Desk

UNIT, OTHER = "VPTU", "BTCTU"
BY = ("--by", "Lê Thị Bích", "--note", "đã đọc báo cáo")
READERS = 5  # decisions at once


@pytest.fixture(scope="module")
def polled(rules: Path, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A polled desk with two units' reports."""
    folder = tmp_path_factory.mktemp("decide")
    box = folder / "box"
    box.mkdir()
    for number, code in enumerate((UNIT, OTHER), start=1):
        (box / f"{number}.eml").write_bytes(reports.report_mail(campaign, code))
    made = Desk(rules=rules, outputs=folder / "outputs", mailbox=f"eml:{box}")
    assert made.run("poll").code == 0
    return made


@pytest.fixture
def place(polled: Desk, tmp_path: Path) -> Desk:
    """A copy of the polled desk with rules of its own."""
    shutil.copytree(polled.rules, tmp_path / "rules")
    copied = polled.copied(tmp_path / "outputs")
    return Desk(rules=tmp_path / "rules", outputs=copied.outputs, mailbox=polled.mailbox)


def lines(place: Desk) -> list[dict[str, str]]:
    """The lines of decisions.csv, as any program reads them."""
    with (place.rules / CAMPAIGN / "decisions.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def row(place: Desk, table: str, **named: str) -> desk.Row:
    """The one row of a table with these cells."""
    (found,) = (one for one in place.table(table) if named.items() <= one.items())
    return found


def remove_from_roster(place: Desk, code: str) -> None:
    """As the office does when a unit is merged into another."""
    roster = place.rules / CAMPAIGN / "units.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(line for line in lines if code not in line), encoding="utf-8")


def heading_of(place: Desk, section: str, unit: str = UNIT) -> str:
    """Under which line a section was read."""
    return row(place, "sections", unit=unit, section=section)["heading"]


def kept(place: Desk) -> desk.Tree:
    """Rules, outputs and store; not what can be made again, which may be looked up for an answer."""
    files = {**desk.tree(place.rules), **desk.tree(place.outputs)}
    return {name: file for name, file in files.items() if "/derived/" not in name}


def test_a_heading_is_decided_and_read_from_there(place: Desk) -> None:
    """Typed with a label and in capitals; only this unit's rows change, and the row says who decided."""
    others = [one for one in place.table("sections") if one["unit"] != UNIT]
    heading = heading_of(place, "1.2.2")
    ran = place.tonghop("decide", f"{UNIT}/1.2.1", "heading", f"- {heading.upper()}", *BY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Đã ghi ý kiến: {UNIT}/1.2.1 heading = - {heading.upper()} · Lê Thị Bích")
    assert f"  {UNIT} 1.2.1 · Nội dung · Đề mục trong báo cáo: " in ran.out
    section = row(place, "sections", unit=UNIT, section="1.2.1")
    assert (section["heading"], section["confidence"]) == (heading, "1.0")
    assert row(place, "units", unit=UNIT)["decided_by"] == "Lê Thị Bích"
    assert [one for one in place.table("sections") if one["unit"] != UNIT] == others
    (line,) = lines(place)
    assert line["value"] == f"'- {heading.upper()}"
    assert place.run("poll") == desk.Ran(code=0, out="", err="")


def test_a_state_a_unit_and_a_disposition_are_decided(place: Desk) -> None:
    """Each with its own subject; `--json` tells the same in codes."""
    first = row(place, "messages", unit=UNIT)["message"]
    told = json.loads(place.run("decide", f"{UNIT}/1.1", "state", "empty", *BY, "--json").out)
    assert told["recorded"]
    assert {"table": "sections", "unit": UNIT, "row": "1.1", "column": "state", "before": "full", "after": "empty"} in told["changes"]  # fmt: skip
    assert place.run("decide", first, "unit", OTHER, *BY).code == 0
    assert row(place, "messages", message=first)["unit"] == OTHER
    assert place.run("decide", first, "disposition", "other", *BY).code == 0
    assert row(place, "messages", message=first)["disposition"] == "other"
    assert [line["field"] for line in lines(place)] == ["state", "unit", "disposition"]


def test_the_same_decision_again_writes_nothing(place: Desk) -> None:
    """And says so."""
    arguments = ("decide", f"{UNIT}/1.1", "state", "thin", *BY)
    assert place.run(*arguments).code == 0
    before = kept(place)
    ran = place.run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Ý kiến này đã có và đang có hiệu lực, không ghi thêm: ")
    assert kept(place) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((f"{UNIT}/1.1", "state", "good", *BY), "No state 'good': use one of full, thin"),
        ((f"{UNIT}/7", "state", "full", *BY), "No section '7' in the outline"),
        (("XYZ/1.1", "heading", "x", *BY), "No unit 'XYZ' in the roster"),
        (("m1", "unit", UNIT, *BY), "No message 'm1' in the ledger"),
        ((f"{UNIT}/1.1", "heading", "Trồng rừng", *BY), "that can be a heading reads 'Trồng rừng'"),
        (("BNCTU/1.1", "heading", "", *BY), "BNCTU has no report that was read"),
        ((f"{UNIT}/1.1", "state", "full"), "--by NAME and --note TEXT"),
        ((f"{UNIT}/1.1", "--list"), "--list and --suggest only look"),
    ],
)
def test_what_makes_no_sense_ends_with_2(place: Desk, arguments: tuple[str, ...], says: str) -> None:
    """One sentence, and not a byte is written."""
    before = kept(place)
    ran = place.run("decide", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert kept(place) == before


def test_a_broken_line_of_decisions_ends_with_4(place: Desk) -> None:
    """File and line are told, and nothing is added below it."""
    path = place.rules / CAMPAIGN / "decisions.csv"
    path.write_text("at,by,subject,field,value,note\nhôm qua,Lan,X,unit,,\n", encoding="utf-8")
    ran = place.run("decide", f"{UNIT}/1.1", "state", "thin", *BY)
    assert ran.code == 4
    assert "decisions.csv:2: at: 'hôm qua' is no time with a time zone" in ran.err
    assert len(lines(place)) == 1


def test_decisions_at_once_lose_nothing(place: Desk) -> None:
    """Processes that decide at the same moment: a line each, none torn; the tables have them all after a run."""
    excel = "\ufeffat;by;subject;field;value;note\r\n2023-06-20T09:30:00+07:00;Mai;BNCTU/1.1;state;thin;\r\n"
    (place.rules / CAMPAIGN / "decisions.csv").write_bytes(excel.rstrip().encode())
    sections = [leaf["section"] for leaf in place.table("sections") if leaf["unit"] == UNIT][-READERS:]
    started = [
        place.start("decide", f"{UNIT}/{section}", "state", "thin", "--by", f"Người {n}", "--note", "x; y")
        for n, section in enumerate(sections)
    ]
    ran = [desk.ended(process) for process in started]
    assert [(one.code, one.err) for one in ran] == [(0, "")] * READERS
    written = (place.rules / CAMPAIGN / "decisions.csv").read_bytes()
    assert written.startswith(excel.encode())
    assert (written.count(b"\r\n"), written.count(b"\n")) == (2 + READERS, 2 + READERS)
    listed = json.loads(place.run("decide", "--list", "--json").out)
    assert {(one["subject"], one["note"]) for one in listed[1:]} == {
        (f"{UNIT}/{one}", "x; y") for one in sections
    }
    assert place.run("poll").code == 0
    deciders = row(place, "units", unit=UNIT)["decided_by"].split(", ")
    assert deciders == sorted(f"Người {n}" for n in range(READERS))


def test_a_ruling_without_its_words_ends_with_2(place: Desk) -> None:
    """What is missing is named, and not a byte is written."""
    before = kept(place)
    for given, missing in (((f"{UNIT}/1.1", "state"), "VALUE"), ((), "SUBJECT, FIELD, VALUE")):
        ran = place.tonghop("decide", *given, *BY)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(f"required: {missing}\n")
    assert kept(place) == before


@pytest.mark.parametrize("options_at", [0, 1, 2, 3])
def test_options_may_stand_anywhere(place: Desk, options_at: int) -> None:
    """Before, between and behind the words of the ruling."""
    words = (f"{UNIT}/1.1", "state", "thin")
    ran = place.run("decide", *words[:options_at], *BY, *words[options_at:])
    assert (ran.code, ran.err) == (0, "")
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == "thin"


def test_a_value_that_begins_with_a_dash(place: Desk) -> None:
    """Behind two dashes it is no option."""
    places = ("--rules", str(place.rules), "--outputs", str(place.outputs))
    ran = desk.run("decide", CAMPAIGN, *places, *BY, "--", f"{UNIT}/1.1", "heading", "-Trồng rừng")
    assert (ran.code, ran.out) == (2, "")
    assert "that can be a heading reads '-Trồng rừng'" in ran.err


def test_a_decision_on_what_is_no_more_stops_no_run(place: Desk) -> None:
    """It is left out and named, by every run that makes the tables and by `check`; the other decisions hold."""
    place.run("decide", f"{UNIT}/1.1", "state", "thin", *BY)
    place.run("decide", "BDVTU/1.1", "state", "full", *BY)
    remove_from_roster(place, "BDVTU")
    ran = place.run("table")
    assert ran.code == 1
    assert "decisions.csv, BDVTU/1.1 state by Lê Thị Bích at " in ran.err
    assert "No unit 'BDVTU' in the roster of 28-ct-tu: see units.csv; the decision is left out" in ran.err
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == "thin"
    checked = place.run("check", "--json")
    assert checked.code == 4
    (step,) = (one for one in json.loads(checked.out) if one["step"] == "decisions")
    assert (step["ok"], "BDVTU/1.1" in step["sentence"]) == (False, True)


def test_a_heading_ruled_later_ends_a_state_ruled_before(place: Desk) -> None:
    """The section is read anew from there; the other way round both hold."""
    before = row(place, "sections", unit=UNIT, section="1.1")
    place.run("decide", f"{UNIT}/1.1", "state", "missing", *BY)
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == "missing"
    said = row(place, "findings", unit=UNIT, section="1.1")["message"]
    assert said.startswith("Thiếu mục 1.1")
    assert said.endswith(", theo ý kiến của Lê Thị Bích")
    place.run("decide", f"{UNIT}/1.1", "heading", before["heading"], *BY)
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == before["state"]
    place.run("decide", f"{UNIT}/1.1", "state", "missing", *BY)
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == "missing"


def test_beside_a_poll_the_decision_is_recorded_and_the_next_run_shows_it(place: Desk) -> None:
    """Exit code 0, as for any run that finds another: it is said, and nothing is lost."""
    before = place.written()
    with FileLock(place.folder / "store" / "lock").hold():
        ran = place.tonghop("decide", f"{UNIT}/1.1", "state", "thin", *BY)
        assert (ran.code, ran.err) == (0, "")
        assert "Một lượt chạy khác đang ghi các bảng" in ran.out
        assert (len(lines(place)), place.written()) == (1, before)
    assert place.run("poll").code == 0
    assert row(place, "sections", unit=UNIT, section="1.1")["state"] == "thin"


def test_decisions_are_listed_with_what_became_of_them(place: Desk) -> None:
    """In force, overruled, and of a unit that the roster no longer has."""
    place.run("decide", f"{UNIT}/1.1", "state", "thin", *BY)
    place.run("decide", f"{UNIT}/1.1", "state", "empty", *BY)
    place.run("decide", "BDVTU/1.1", "state", "full", *BY)
    remove_from_roster(place, "BDVTU")
    ran = place.run("decide", "--list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.partition("]")[0] for line in ran.out.splitlines()] == [
        "[đã bị thay thế", "[có hiệu lực", "[không còn đối tượng",
    ]  # fmt: skip


def test_what_is_suggested_can_be_pasted(place: Desk) -> None:
    """The lines go below the item's aliases as they are, comments and all: the rules still pass."""
    path = place.rules / CAMPAIGN / "outline.yaml"
    before = path.read_bytes()
    heading = heading_of(place, "1.4.1")
    clash = heading_of(place, "1.3.2", OTHER)
    assert place.run("decide", f"{UNIT}/1.4.2", "heading", heading, *BY).code == 0
    assert place.run("decide", f"{OTHER}/1.3.1", "heading", clash, *BY).code == 0
    outline = path.read_text(encoding="utf-8")
    ran = place.run("decide", "--suggest")
    assert (ran.code, ran.err, path.read_bytes()) == (0, "", before)
    pasted = [line for line in ran.out.splitlines() if line.startswith(" ")]
    assert any(line.lstrip().startswith("# - ") for line in pasted)
    at = outline.index('      - id: "1.4.2"')
    at = outline.index("aliases:\n", at) + len("aliases:\n")
    text = "".join(f"    {line}\n" for line in pasted)
    path.write_text(outline[:at] + text + outline[at:], encoding="utf-8")
    assert place.run("status").code == 0
    told = json.loads(place.run("decide", "--suggest", "--json").out)
    assert {one["item"] for one in told["aliases"]} == {"1.3.1", "1.4.2"}

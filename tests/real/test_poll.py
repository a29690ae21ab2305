"""A whole campaign through the real command line and a real IMAP server with TLS: filled, polled, polled again, corrected."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.demo import DemoSummary, build_mailbox
from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from pipeline.model.submission import Disposition
from pipeline.settings import PASSWORD
from tests.build import desk, reports
from tests.build.desk import ROOT, Desk, Ran, Row, Tree
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot

SURE = 0.9  # a cell of this confidence says that it needs no second look
WRONG_AT_MOST = 0.01  # of the leaf states; none was wrong when this was written (0 of 500)
NOTHING = Ran(code=0, out="", err="")
JUNK = "Spam"

ServerState = dict[str, tuple[str, list[str]]]


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """The campaign as it is shipped, with its whole roster."""
    return desk.campaign(ROOT / "rules")


@pytest.fixture(scope="module")
def sample(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoSummary]:
    """The sample mailbox as a folder, and the truth about it."""
    box = tmp_path_factory.mktemp("sample")
    return box, build_mailbox(box, campaign)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A server of this module's own: the story goes on from test to test."""
    with Dovecot() as started:
        yield started


@pytest.fixture(scope="module")
def filled(server: Dovecot, sample: tuple[Path, DemoSummary]) -> ServerState:
    """The state of the server when all mails have arrived when the truth says, some already marked by people."""
    box, summary = sample
    marks = {2: ("\\Seen",), 3: ("\\Flagged",), 5: ("\\Seen", "\\Answered")}
    for uid, mail in enumerate(summary.mails, 1):
        raw = (box / mail.file).read_bytes()
        assert server.append(raw, mail.arrived, flags=marks.get(uid, ())) == uid
    server.append((box / summary.mails[0].file).read_bytes(), folder=JUNK)
    return _state(server)


def _state(server: Dovecot) -> ServerState:
    r"""What another client sees of each folder: the count, and every message's flags (not `\Recent`) and date."""
    found = {}
    with server.signed_in() as client:
        for folder in ("INBOX", JUNK):
            _, counts = client.status(folder, "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)")
            client.select(folder, readonly=True)
            _, lines = client.fetch("1:*", "(UID FLAGS INTERNALDATE)")
            found[folder] = (
                str(counts),
                [str(line).replace("\\\\Recent", "").replace(" )", ")") for line in lines],
            )
    return found


@pytest.fixture(scope="module")
def place(server: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Where the story's outputs are."""
    return desk_at(server, tmp_path_factory.mktemp("outputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one poll said, and what there was after it."""

    ran: Ran
    outputs: Tree
    server: ServerState
    tables: Mapping[str, list[Row]]


def _act(place: Desk, server: Dovecot) -> Act:
    ran = place.tonghop("poll")
    tables = {name: place.table(name) for name in desk.TABLES}
    return Act(ran=ran, outputs=desk.tree(place.outputs), server=_state(server), tables=tables)


@pytest.fixture(scope="module")
def first(place: Desk, server: Dovecot, filled: ServerState) -> Act:
    """The first poll of the filled mailbox."""
    assert filled
    return _act(place, server)


@pytest.fixture(scope="module")
def second(place: Desk, server: Dovecot, first: Act) -> Act:
    """The second poll, with nothing new."""
    assert first
    return _act(place, server)


@pytest.fixture(scope="module")
def incomplete(sample: tuple[Path, DemoSummary]) -> str:
    """A unit whose first report lacks sections."""
    return next(mail.unit for mail in sample[1].mails if mail.scene == "sections missing")


@pytest.fixture(scope="module")
def third(place: Desk, server: Dovecot, campaign: Campaign, second: Act, incomplete: str) -> Act:
    """The poll after that unit has sent its whole report."""
    assert second
    arrived = campaign.due_at - dt.timedelta(hours=2)
    server.append(reports.report_mail(campaign, incomplete, at=arrived), arrived)
    return _act(place, server)


def test_the_first_poll_takes_everything_in(first: Act, sample: tuple[Path, DemoSummary]) -> None:
    """Exit code 0, no complaint; as many rows as messages on the server, one of them in the spam folder."""
    count = len(sample[1].mails) + 1
    assert (first.ran.code, first.ran.err) == (0, "")
    assert first.ran.out.startswith(
        f"{count} new messages, {count} fetched; {count} rows for {count} on the server.\nwrote "
    )
    assert len(first.tables["messages"]) == count


def test_the_tables_tell_the_truth_of_every_unit(first: Act, sample: tuple[Path, DemoSummary]) -> None:
    """Every unit is there, in the order of the roster, with its true status."""
    told = [(row["unit"], row["status"]) for row in first.tables["units"]]
    assert told == [(unit.unit, unit.status) for unit in sample[1].units]


def test_the_tables_tell_the_truth_of_every_section(first: Act, sample: tuple[Path, DemoSummary]) -> None:
    """At most one in a hundred is wrong, and where one is, the cell says that it is not sure."""
    rows = {(row["unit"], row["section"]): row for row in first.tables["sections"]}
    truth = {(unit.unit, leaf): state for unit in sample[1].units for leaf, state in unit.states}
    wrong = [rows[key] for key, state in truth.items() if rows[key]["state"] != state]
    assert len(wrong) <= WRONG_AT_MOST * len(truth), wrong
    assert [row for row in wrong if float(row["confidence"]) >= SURE] == []


def test_the_tables_tell_the_truth_of_every_mail(first: Act, sample: tuple[Path, DemoSummary]) -> None:
    """Whose it is, what it is, when it came (INTERNALDATE, to the second)."""
    mails = sample[1].mails
    rows = [row for row in first.tables["messages"] if row["folder"] == "INBOX"]
    told = {int(row["uid"]): (row["unit"], dt.datetime.fromisoformat(row["received_at"])) for row in rows}
    assert told == {uid: (mail.unit, mail.arrived) for uid, mail in enumerate(mails, 1)}
    # Of two mails with the same bytes and time either may be the copy.
    kinds = Counter((row["unit"], row["disposition"]) for row in rows)
    assert kinds == Counter((mail.unit, str(mail.kind)) for mail in mails)


def test_a_copy_in_the_spam_folder_is_told_as_one(first: Act, sample: tuple[Path, DemoSummary]) -> None:
    """The spam folder is read without being asked for; the same bytes count once."""
    (copy,) = (row for row in first.tables["messages"] if row["folder"] != "INBOX")
    assert (copy["folder"], copy["disposition"], copy["unit"]) == (JUNK, "duplicate", sample[1].mails[0].unit)


@pytest.mark.parametrize("act", ["first", "second"])
def test_a_poll_leaves_the_mailbox_as_it_was(
    act: str, filled: ServerState, request: pytest.FixtureRequest
) -> None:
    r"""Counts, dates and flags of every message, `\Seen` too, in the inbox and in the junk folder."""
    played: Act = request.getfixturevalue(act)
    assert played.server == filled


def test_the_second_poll_is_silent_and_writes_nothing(first: Act, second: Act) -> None:
    """Nothing is printed; no file below the outputs has other bytes or another time."""
    assert second.ran == NOTHING
    assert second.outputs == first.outputs


def test_a_corrected_report_changes_the_rows_of_its_unit_alone(
    second: Act, third: Act, incomplete: str
) -> None:
    """In units, sections and findings; in messages and files there is one more."""
    assert (third.ran.code, third.ran.err) == (0, "")
    for name in ("units", "sections", "findings"):
        before, after = second.tables[name], third.tables[name]
        assert [row for row in after if row["unit"] != incomplete] == [
            row for row in before if row["unit"] != incomplete
        ]
        assert [row for row in after if row["unit"] == incomplete] != [
            row for row in before if row["unit"] == incomplete
        ]
    for name in ("messages", "files"):
        assert [row for row in third.tables[name] if row in second.tables[name]] == second.tables[name]
    assert len(third.tables["messages"]) == len(second.tables["messages"]) + 1


def test_a_corrected_report_is_version_2(third: Act, incomplete: str) -> None:
    """The unit is complete now, by the report of its second version."""
    (row,) = (row for row in third.tables["units"] if row["unit"] == incomplete)
    assert (row["version"], row["verdict"], row["missing"], row["errors"]) == ("2", "complete", "0", "0")
    (mail,) = (row for row in third.tables["messages"] if row["version"] == "2" and row["unit"] == incomplete)
    assert mail["disposition"] == Disposition.CORRECTION


def test_the_first_version_is_still_shown(place: Desk, third: Act, incomplete: str) -> None:
    """`show` lists both versions, and says which one counts."""
    assert third
    told = json.loads(place.run("show", incomplete, "--json").out)
    versions = [(one["version"], one["counts"]) for one in told["versions"] if one["version"]]
    assert versions == [(1, False), (2, True)]
    assert {one["state"] for one in told["sections"]} == {State.FULL}
    lines = place.run("show", incomplete).out.splitlines()
    assert any("lần 1  Báo cáo" in line and "đang tính" not in line for line in lines)
    assert any("lần 2  Báo cáo gửi lại" in line and "đang tính" in line for line in lines)


def test_a_wrong_password_is_one_sentence_without_it(place: Desk, server: Dovecot, third: Act) -> None:
    """Exit code 5; the password is nowhere, neither on the screen nor below the outputs."""
    secret = "sai-hoàn-toàn-4711"  # noqa: S105 -- made up, and wrong
    ran = desk_at(server, place.outputs, **{PASSWORD: secret}).tonghop("poll", "-v")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("The server localhost did not let user in ")
    assert secret not in ran.err
    assert "4711" not in ran.err
    assert desk.tree(place.outputs) == third.outputs


def test_a_server_that_is_down_ends_with_5_after_the_tables(
    place: Desk, server: Dovecot, third: Act, tmp_path: Path
) -> None:
    """What was stored before is in the tables again, with the same bytes."""
    assert third
    here = place.copied(tmp_path / "outputs")
    before = here.written()
    for path in here.folder.glob("tables/*"):
        path.unlink()
    server.stop()
    try:
        ran = here.tonghop("poll")
    finally:
        server.start()
    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert ran.err.startswith("Nothing answers at localhost")
    assert here.written() == before

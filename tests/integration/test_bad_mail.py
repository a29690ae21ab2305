"""Every bad thing that a mail can bring, beside a good one: each ends in a row that says why, and the good one is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from tests.build import desk, mail, pdf, reports
from tests.build.desk import Desk, Ran, Row

ROSTER = 12
GOOD, NO_HEADERS = "VPTU", "TCT"
HOSTILE = "SNV"
LOCKED_WITH = "khoi-45"
EVIL = "\x1b[2J\x9b31m\u202ecod"  # clears the screen, turns it red, and turns a name round

# name of the mail → unit that sends it, and the words that its row in `files` must hold
UNREADABLE = {
    "a docx cut in half": ("BTGTU", "corrupt: "),
    "a pdf cut short": ("BDVTU", "corrupt: "),
    "a docx with a password": ("BNCTU", "password: "),
    "a pdf with a password": ("DPTTH", "password: "),
    "an empty file": ("UBKTTU", "empty: "),
}


def _mails(campaign: Campaign) -> dict[str, bytes]:
    paper = pdf.Para("Báo cáo sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU")
    whole = reports.report_file(campaign, GOOD)
    files: dict[str, mail.Attachment] = {
        "a docx cut in half": ("bc.docx", whole[: len(whole) // 2], reports.WORD),
        "a pdf cut short": ("bc.pdf", pdf.pdf([paper])[:300]),
        "a docx with a password": ("bc.docx", mail.ole("EncryptedPackage", "EncryptionInfo"), reports.WORD),
        "a pdf with a password": ("bc.pdf", pdf.pdf([paper], password=LOCKED_WITH)),
        "an empty file": ("bc.docx", b"", reports.WORD),
    }
    made = {name: reports.unit_mail(campaign, UNREADABLE[name][0], file) for name, file in files.items()}
    letter: mail.Attachment = ("bc.docx", b"Day la mot tep van ban.\n" * 9, reports.WORD)
    bare = mail.build_mail(
        sender=next(unit.emails[0] for unit in campaign.units if unit.code == NO_HEADERS),
        sent_at=None,
        message_id=None,
        received_at=reports.EARLY,
        attachments=[(reports.NAME, reports.report_file(campaign, NO_HEADERS), reports.WORD)],
    )
    evil: mail.Attachment = (f"[red]{EVIL}.docx", reports.report_file(campaign, HOSTILE), reports.WORD)
    return made | {
        "commands for a terminal": reports.unit_mail(campaign, HOSTILE, evil),
        "good": reports.report_mail(campaign, GOOD),
        "not a docx": reports.unit_mail(campaign, "BTCTU", letter),
        "nothing attached": reports.unit_mail(campaign, "BPT"),
        "no date and no message-id": bare,
        "no bytes at all": b"",
        "no mail": bytes(range(256)) * 20,
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose mailbox holds one good mail and all the bad ones."""
    folder = tmp_path_factory.mktemp("bad")
    rules, box = desk.write_rules(folder / "rules", units=ROSTER), folder / "box"
    box.mkdir()
    for name, raw in _mails(desk.campaign(rules)).items():
        (box / f"{name}.eml").write_bytes(raw)
    return Desk(rules=rules, outputs=folder / "outputs", mailbox=f"eml:{box}")


@pytest.fixture(scope="module")
def polled(place: Desk) -> Ran:
    """The mailbox, polled once."""
    return place.run("poll")


@pytest.fixture(scope="module")
def messages(place: Desk, polled: Ran) -> dict[str, Row]:
    """The rows of `messages` by the name of the mail."""
    assert polled.out
    return {Path(row["uid"].rpartition("@")[0]).stem: row for row in place.table("messages")}


@pytest.fixture(scope="module")
def units(place: Desk, polled: Ran) -> dict[str, Row]:
    """The rows of `units` by code."""
    assert polled.out
    return {row["unit"]: row for row in place.table("units")}


def _file(place: Desk, message: Row) -> Row:
    (found,) = (
        row
        for row in place.table("files")
        if row["message"] == message["message"] and row["reason"] != "text of the message"
    )
    return found


def test_every_mail_has_a_row(messages: dict[str, Row], place: Desk) -> None:
    """As many rows as mails, whatever is wrong with them."""
    assert len(messages) == len(list(Path(place.mailbox.removeprefix("eml:")).iterdir()))


def test_the_good_one_is_read(units: dict[str, Row], messages: dict[str, Row]) -> None:
    """Neighbours change nothing."""
    assert (units[GOOD]["status"], units[GOOD]["verdict"]) == ("on_time", "complete")
    assert messages["good"]["disposition"] == "report"


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_report_that_cannot_be_read(
    name: str, place: Desk, messages: dict[str, Row], units: dict[str, Row]
) -> None:
    """The file's row says why, and the unit counts as one that sent something: unreadable is not missing."""
    unit, why = UNREADABLE[name]
    assert (messages[name]["disposition"], messages[name]["unit"]) == ("report", unit)
    file = _file(place, messages[name])
    assert file["role"] == "unreadable"
    assert file["reason"].startswith(why)
    assert (units[unit]["status"], units[unit]["verdict"]) == ("on_time", "unreadable")
    states = {row["state"] for row in place.table("sections") if row["unit"] == unit}
    assert states == {"unreadable"}


def test_a_text_named_docx_counts_as_sent_and_unreadable(
    place: Desk, messages: dict[str, Row], units: dict[str, Row]
) -> None:
    """It calls itself a paper: the unit has sent something, which nobody could read."""
    file = _file(place, messages["not a docx"])
    assert (file["role"], file["reason"]) == ("unreadable", "unsupported: no reader for text/plain")
    assert (units["BTCTU"]["status"], units["BTCTU"]["verdict"]) == ("on_time", "unreadable")


def test_a_mail_without_a_file_has_a_row_with_the_reason(messages: dict[str, Row]) -> None:
    """It is known whose it is, and that no report is in it."""
    row = messages["nothing attached"]
    assert (row["disposition"], row["unit"]) == ("other", "BPT")
    assert row["reason"]


def test_a_mail_without_date_and_message_id_counts_like_any_other(
    messages: dict[str, Row], units: dict[str, Row]
) -> None:
    """The arrival decides, and identity needs no Message-ID."""
    row = messages["no date and no message-id"]
    assert (row["message_id"], row["sent_at"], row["disposition"]) == ("", "", "report")
    assert row["received_at"] == "2023-06-05T09:30:00+07:00"
    assert (units[NO_HEADERS]["status"], units[NO_HEADERS]["verdict"]) == ("on_time", "complete")


def test_a_mail_of_no_bytes_is_quarantined(messages: dict[str, Row], polled: Ran) -> None:
    """It has a row, is named once on standard error, and the run says by its exit code that something failed."""
    row = messages["no bytes at all"]
    assert row["disposition"] == "quarantined"
    assert row["reason"].startswith("corrupt: the message is empty")
    assert polled.err == f"{row['message']}: {row['reason']}\n"
    assert polled.code == 1


def test_bytes_that_are_no_mail_are_unidentified(messages: dict[str, Row]) -> None:
    """They have a row with the reason."""
    assert messages["no mail"]["disposition"] == "unidentified"
    assert messages["no mail"]["reason"]


def test_a_name_that_commands_a_terminal_is_shown_harmlessly(place: Desk, units: dict[str, Row]) -> None:
    """What looks like markup is literal, and no control reaches the tables, the screen or the JSON."""
    assert units[HOSTILE]["verdict"] == "complete"
    for ran in (place.run("show", HOSTILE), place.run("show", HOSTILE, "--json"), place.run("status")):
        assert not set(ran.out) & set("\x1b\x9b\u202e")
    assert "[red]" in place.run("show", HOSTILE).out
    assert "[red]" in units[HOSTILE]["report"]


def test_the_next_poll_is_silent_about_all_of_it(place: Desk, polled: Ran) -> None:
    """What failed is in the tables; cron is not told again."""
    assert polled.code == 1
    before = desk.tree(place.outputs)
    assert place.run("poll") == Ran(code=0, out="", err="")
    assert desk.tree(place.outputs) == before

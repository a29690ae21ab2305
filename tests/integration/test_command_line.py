"""Arguments, exit codes and the shapes of what is printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.assess import CHECK_KINDS
from tests.build import desk
from tests.build.desk import CAMPAIGN, ROOT, SHIELDS, TOOLS, Desk
from tests.unit.mailbox.scripted import PASSWORD, ScriptedServer

COMMANDS = ("check", "poll", "extract", "retry", "table", "status", "show", "decide", "evaluate", "demo")
HEAVY = (
    "pandas", "numpy", "pyarrow", "lxml", "docx", "pdfplumber", "pypdfium2", "mailparser", "sqlalchemy", "imapclient",
    "keyring", "jinja2", "xlsxwriter", "ruamel", "rich", "msgspec", "rapidfuzz", "reportlab", "tenacity",
)  # fmt: skip
MISTAKES = (
    ("campaign.yaml", "timezone: Asia/Ho_Chi_Minh", "timezone: Asia/Hanoi"),
    ("campaign.yaml", "reading: strict", "reading: very strict"),
    ("campaign.yaml", "review_below: 0.9", "review_below: nine"),
    ("checks.yaml", "kind: deadline", "kind: dead_line"),
    ("units.csv", "vanthu@btctu.phutho.example", "vanthu at btctu.phutho.example"),
)


@pytest.fixture
def broken(tmp_path: Path) -> Desk:
    """Rules with five mistakes in three files."""
    made = Desk(rules=desk.write_rules(tmp_path / "rules"), outputs=tmp_path / "outputs")
    for name, right, wrong in MISTAKES:
        path = made.rules / CAMPAIGN / name
        text = path.read_text(encoding="utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return made


@pytest.fixture
def desk_of(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Desk]:
    """Makes a desk for a mailbox URL, on a machine without a keyring."""
    monkeypatch.setattr("pipeline.app.wire.keyring_password", lambda _account: None)
    return lambda mailbox: Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=mailbox)


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_help_is_fast(arguments: tuple[str, ...]) -> None:
    """No command's help waits for a library that only its work needs."""
    script = (
        "import atexit, sys; from pipeline import cli; "
        "atexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)); "
        "cli.main(sys.argv[1:])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments, "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.startswith("usage: tonghop")
    assert set(ran.stderr.split()) & set(HEAVY) == set()


@pytest.mark.parametrize("arguments", [(), ("poll",), ("sing", CAMPAIGN), ("poll", CAMPAIGN, "--loud")])
def test_arguments_that_make_no_sense_end_with_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The parser says what is missing."""
    with pytest.raises(SystemExit) as caught:
        cli.run(arguments)
    assert caught.value.code == 2
    assert "usage: tonghop" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [("poll",), ("status",), ("show", "VPTU"), ("check",), ("extract",), ("table",)]
)
def test_five_mistakes_in_the_rules_are_five_lines(command: tuple[str, ...], broken: Desk) -> None:
    """Exit code 4; every mistake at once, each with file and line, and nothing is written."""
    ran = broken.run(*command)
    assert (ran.code, ran.out) == (4, "")
    lines = ran.err.splitlines()
    assert len(lines) == 5
    files = [Path(line.partition(":")[0]).name for line in lines]
    assert files == ["campaign.yaml", "campaign.yaml", "campaign.yaml", "units.csv", "checks.yaml"]
    assert all(line.split(":")[1].isdigit() for line in lines)
    assert not broken.outputs.exists()


def test_an_unknown_campaign_ends_with_2_and_names_the_known_ones(place: Desk, tmp_path: Path) -> None:
    """Also where there are no campaigns at all."""
    ran = desk.run("status", "29-ct-tu", "--rules", str(place.rules), "--outputs", str(tmp_path / "out"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"No campaign '29-ct-tu' in {place.rules}: there are 28-ct-tu.\n"
    ran = desk.run(
        "status", "29-ct-tu", "--rules", str(tmp_path / "none"), "--outputs", str(tmp_path / "out")
    )
    assert (ran.code, ran.out) == (2, "")
    assert "there are no campaigns; see --rules" in ran.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_unit_ends_with_2(place: Desk) -> None:
    """One sentence that says where units are."""
    ran = place.run("show", "NOBODY")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "No unit 'NOBODY' in the roster of 28-ct-tu: see units.csv.\n"


def test_verbose_adds_the_traceback(place: Desk) -> None:
    """Only then."""
    ran = place.run("show", "NOBODY", "-v")
    assert ran.code == 2
    assert "Traceback" in ran.err
    assert "Traceback" not in place.run("show", "NOBODY").err


@pytest.mark.parametrize(
    ("mailbox", "code", "says"),
    [
        ("ftp://somewhere/", 2, "A mailbox URL begins with imaps://"),
        ("imaps://user@localhost:1/", 3, "There is no password for the mailbox of user@localhost:1"),
        ("eml:/nowhere/at/all", 5, "There is no folder /nowhere/at/all"),
    ],
)
def test_a_mailbox_that_cannot_be_used_has_its_exit_code(
    mailbox: str, code: int, says: str, desk_of: Callable[[str], Desk]
) -> None:
    """`poll` ends with the code of the error, `check` with the same, naming the step."""
    bad = desk_of(mailbox)
    polled, checked = bad.run("poll"), bad.run("check")
    assert (polled.code, polled.err.count("\n")) == (code, 1)
    assert says in polled.err
    assert checked.code == code
    (failed,) = (line for line in checked.out.splitlines() if line.startswith("failed"))
    assert says in failed


def test_what_a_server_wants_read_stands_beside_the_error(
    place: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that greets with an alert and then lets nobody in: two lines, and no secret in either."""
    monkeypatch.setenv("TONGHOP_MAILBOX_PASSWORD", PASSWORD)
    refusal = {"LOGIN": b"TAG NO [AUTHENTICATIONFAILED] no\r\n"}
    with ScriptedServer({**refusal}, greeting=b"* OK [ALERT] We close on Sunday\r\n") as server:
        port = server.address.port
        ran = replace(place, mailbox=f"imap://user@127.0.0.1:{port}/").run("poll")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.endswith(", and the password.\nThe server says: We close on Sunday\n")


def test_rules_without_a_mailbox_are_told_to_name_one(tmp_path: Path) -> None:
    """The mistake is in the rules: exit code 4, with the file."""
    made = Desk(rules=desk.write_rules(tmp_path / "rules", units=2), outputs=tmp_path / "outputs")
    path = made.rules / CAMPAIGN / "campaign.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "url:" not in line), encoding="utf-8")
    ran = made.run("poll")
    assert ran.code == 4
    assert ran.err.endswith("campaign.yaml: no mailbox url; add one, or give --mailbox\n")


def test_check_names_its_steps(place: Desk, tmp_path: Path) -> None:
    """For a folder source: rules, the folder, the store, the readers; as lines and as JSON."""
    ran = place.run("check")
    assert (ran.code, ran.err) == (0, "")
    (disk,) = re.findall(r"^ok     disk: [\d,]+ GiB are free\.$", ran.out, re.MULTILINE)
    assert ran.out.splitlines() == [
        "ok     rules: 6 units, 10 sections, due before 2023-06-15.",
        "ok     folder INBOX: 12 messages in INBOX.",
        f"ok     store: {place.folder} can be written.",
        disk,
        "ok     clock: No mail has come from the future.",
        "ok     readers: The readers start and answer.",
        *(f"ok     reader {tool}: It can be used." for tool in TOOLS),
        *(f"ok     confinement {shield}: It holds." for shield in SHIELDS),
    ]
    told = json.loads(place.run("check", "--json").out)
    assert [step["step"] for step in told] == [
        "rules", "folder INBOX", "store", "disk", "clock", "readers", *(f"reader {tool}" for tool in TOOLS),
        *(f"confinement {shield}" for shield in SHIELDS),
    ]  # fmt: skip
    assert {tuple(step) for step in told} == {("step", "ok", "sentence")}
    assert tmp_path


def test_status_shows_every_unit(place: Desk) -> None:
    """A line for each unit with a sign for each section, a legend, and sums of units and mails."""
    ran = place.run("status")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    for unit, verdict in (("VPTU", "Đủ nội dung"), ("BNCTU", "Thiếu nội dung"), ("BDVTU", "Chưa nộp")):
        (line,) = (line for line in lines if f" {unit} " in line)
        assert verdict in line
    assert "● Đủ   ◐ Sơ sài   ○ Để trống   ✕ Thiếu   ▨ Không đọc được   – Chưa nộp   ? cần xem lại" in lines
    assert "\x1b" not in ran.out


def test_status_says_why_when_it_is_asked_to(place: Desk) -> None:
    """One line a unit, below the table."""
    quiet, told = place.run("status"), place.run("status", "-v")
    assert told.code == 0
    assert "BDVTU  Chưa nộp báo cáo" in told.out.splitlines()
    assert "Chưa nộp báo cáo" not in quiet.out


def test_checks_lists_every_kind(place: Desk) -> None:
    """With the campaign's rules, and without a mailbox or any output."""
    ran = place.run("checks")
    assert (ran.code, ran.err) == (0, "")
    assert [
        re.split(r" \(|:", line, maxsplit=1)[0] for line in ran.out.splitlines() if line[0] != " "
    ] == list(CHECK_KINDS)
    told = json.loads(place.run("checks", "--json").out)
    assert [one["kind"] for one in told] == list(CHECK_KINDS)
    assert {rule["id"] for one in told for rule in one["rules"]} >= {"deadline", "required_sections"}


def test_the_json_of_status_is_the_units_table(place: Desk) -> None:
    """Its shape is a contract: campaign, deadline, the rows of `units` with numbers as numbers, why, and how polls go."""
    told = json.loads(place.run("status", "--json").out)
    assert list(told) == ["campaign", "due_at", "units", "explanations", "health"]
    assert list(told["explanations"]) == [unit["unit"] for unit in told["units"]]
    assert told["explanations"]["BDVTU"] == "Chưa nộp báo cáo"
    assert told["health"] == json.loads((place.folder / "health.json").read_text(encoding="utf-8"))
    assert (told["campaign"], told["due_at"]) == (CAMPAIGN, "2023-06-14T23:59:59+07:00")
    rows = place.table("units")
    assert [list(unit) for unit in told["units"]] == [list(row) for row in rows]
    for unit, row in zip(told["units"], rows, strict=True):
        assert {name: "" if value is None else str(value) for name, value in unit.items()} == row


def test_the_json_of_show_is_a_contract(place: Desk) -> None:
    """Keys and their kinds, at every level."""
    told = json.loads(place.run("show", "VPTU", "--json").out)
    assert _shape(told) == {
        "unit": "str", "name": "str", "status": "str", "verdict": "str", "completeness": "float",
        "confidence": "float", "explanation": "str",
        "versions": [{
            "message": "str", "received_at": "str", "disposition": "str", "version": "NoneType", "counts": "bool",
            "reason": "str", "by": "str", "note": "str",
            "clues": [{"source": "str", "unit": "str", "weight": "float", "evidence": "str"}],
            "files": [{"path": "str", "name": "str", "role": "str", "sha256": "str"}],
        }],
        "sections": [{
            "section": "str", "state": "str", "heading": "str", "confidence": "float", "page": "NoneType",
            "paragraph": "int", "shared_with": [], "text": "str",
        }],
        "findings": [{"check": "str", "severity": "str", "message": "str", "section": "str"}],
        "copies": [],
    }  # fmt: skip
    finding = json.loads(place.run("show", "BNCTU", "--json").out)["findings"][0]
    assert _shape(finding) == {"check": "str", "severity": "str", "message": "str", "section": "str"}
    assert [version["version"] for version in told["versions"]] == [None, 1]


def _shape(value: Any) -> object:
    """The names of types in the place of values; of a list only the first."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value[:1]]
    return type(value).__name__


def test_show_tells_versions_sections_and_findings(place: Desk) -> None:
    """A unit with gaps, and one that sent nothing."""
    ran = place.run("show", "BNCTU")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("BNCTU  Chi bộ Ban Nội chính Tỉnh uỷ\nĐúng hạn; Thiếu nội dung; 70%\n")
    assert "lần 1  Báo cáo  thư" in ran.out
    assert "← đang tính" in ran.out
    assert "✕ 1.2.3 " in ran.out
    assert "Lỗi: " in ran.out
    assert place.run("show", "BDVTU").out.startswith(
        "BDVTU  Chi bộ Ban Dân vận Tỉnh uỷ\nChưa nộp; Chưa nộp; 0%\n"
    )


def test_quiet_leaves_errors_only(place: Desk) -> None:
    """Files written are not told."""
    assert place.run("table", "-q") == desk.Ran(code=0, out="", err="")
    assert place.run("table").out.count("wrote ") == 14


def test_the_demo_builds_polls_and_shows(tmp_path: Path, rules: Path) -> None:
    """Below outputs/demo alone, afresh each time; the campaign's own outputs are not touched."""
    outputs = tmp_path / "outputs"
    (outputs / "demo").mkdir(parents=True)
    (outputs / "demo" / "old").write_text("from an earlier demo")
    ran = desk.run("demo", "--rules", str(rules), "--outputs", str(outputs))
    assert (ran.code, ran.err) == (0, "")
    assert "VPTU" in ran.out
    assert "12 new messages, 12 fetched; 12 rows for 12 on the server." in ran.out
    assert [path.name for path in outputs.iterdir()] == ["demo"]
    assert sorted(path.name for path in (outputs / "demo").iterdir()) == [CAMPAIGN, "mail"]

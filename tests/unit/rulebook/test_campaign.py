"""`campaign.yaml`: each mistake gives its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.campaign import DueReading
from pipeline.rulebook import load
from tests.unit.rulebook import folders

_CASES = [
    ("opens:", "open:", 9, "unknown key 'open'; write 'opens'"),
    ("opens:", "zzz:", 9, "unknown key 'zzz'; use one of: agency, calendar, due,"),
    ('name: "28-CT/TU"', "", 2, "key 'name' is missing or has no value; write name:"),
    ('name: "28-CT/TU"', "name:", 1, "key 'name' is missing or has no value"),
    ('name: "28-CT/TU"', 'name: ""', 1, "name: an empty text; write name:"),
    ('name: "28-CT/TU"', "name: [a]", 1, "name: the value is not a single value; write name:"),
    (
        'name: "28-CT/TU"',
        "name: 1.10",
        1,
        "name: '1.10' without quotes is a number, date or truth value; write it in quotes",
    ),
    ('name: "28-CT/TU"', "name: no", 1, "name: 'no' without quotes is a number, date or truth value"),
    ('name: "28-CT/TU"', "name: 2023-06-15", 1, "name: '2023-06-15' without quotes"),
    ("2023-05-12", "12/05/2023", 9, "opens: '12/05/2023' is no date; write year-month-day"),
    ("2023-05-12", "2023-13-40", 9, "opens: '2023-13-40' is no date"),
    ("2023-05-12", "20230512", 9, "opens: '20230512' is no date"),
    ("2023-05-12", "[1]", 9, "opens: the value is not a single value"),
    ("2023-05-12", "2023-06-15", 9, "opens: it is after the last day on time; correct opens:"),
    ("to: 2023-06-30", "to: 2020-07-06", 8, "period: it ends before it begins; write the earlier day"),
    ("from: 2020-07-07", "from: 2023-06-20", 8, "period: it begins after the deadline; correct from:"),
    ("from: 2020-07-07, ", "", 8, "key 'from' is missing or has no value; write from: 2020-07-07"),
    (
        "period: {from: 2020-07-07, to: 2023-06-30}",
        "period: 2020",
        8,
        "period: the value is not keys with values",
    ),
    (
        "due: {before: 2023-06-15, reading: strict}",
        "due: 2023-06-15",
        10,
        "due: the value is not keys with values",
    ),
    ("reading: strict", "reading: strikt", 10, "reading: unknown reading 'strikt'; write 'strict'"),
    ("before: 2023-06-15", "before: 0001-01-01", 10, "due: the deadline is the first day of the calendar"),
    (
        "Asia/Ho_Chi_Minh",
        "Asia/Ho_Chi_Min",
        4,
        "timezone: 'Asia/Ho_Chi_Min' is no time zone; write Asia/Ho_Chi_Minh",
    ),
    ("Asia/Ho_Chi_Minh", "../../etc/passwd", 4, "timezone: '../../etc/passwd' is no time zone; write "),
    ("Asia/Ho_Chi_Minh", "Asia", 4, "timezone: 'Asia' is no time zone"),
    ("0.8", "1.5", 11, "review_below: '1.5' is no number from 0 to 1; write review_below: 0.9"),
    ("0.8", "-0.1", 11, "review_below: '-0.1' is no number from 0 to 1"),
    ("0.8", ".nan", 11, "review_below: '.nan' is no number from 0 to 1"),
    ("0.8", "90%", 11, "review_below: '90%' is no number from 0 to 1"),
    ('["28-CT/TU", "28 - CT/TU"]', "28-CT/TU", 12, "references: the value is not a list; write references:"),
    ('"28 - CT/TU"]', "[a]]", 12, "references: an entry is not a text; write each entry as"),
    ("[INBOX, ", "[INBOX, 2023, ", 7, "folders: '2023' without quotes is a number"),
    *(
        (
            "  folders:",
            f"  daily_bytes: {value}\n  folders:",
            7,
            f"daily_bytes: '{value}' is no whole number, 1 or more; write daily_bytes: 2000000000",
        )
        for value in ("0", "-1", "2 GB", "1.5", "2_000", "2e9")
    ),
    (
        "  folders:",
        "  passwort: geheim\n  folders:",
        7,
        "unknown key 'passwort'; use one of: authserv, daily_bytes, folders, mark, url",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), _CASES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    """What is wrong and what to write stand on one line, with the place."""
    text = folders.CAMPAIGN.replace(old, new)
    assert text != folders.CAMPAIGN
    found = folders.problems(tmp_path, {"campaign.yaml": text})
    assert any(problem.startswith(f"campaign.yaml:{line}: {told}") for problem in found), found


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("imaps://lan:geheim@host/", "url: it holds a password or options; write user@host alone"),
        ("imaps://lan%3Ageheim@host/", "url: it holds a password"),
        ("imaps://lan@host/?password=geheim", "url: it holds a password"),
        ("imaps://lan:ge/heim@host/", "url: host or port cannot be read"),
        ("imaps://lan@[host/", "url: host or port cannot be read; write imaps://user@host:993/"),
        ("imaps://host/", "url: user or host is missing; write imaps://user@host/, with %40"),
        ("imaps://lan@/", "url: user or host is missing"),
        ("pop3://lan:geheim@host/", "url: not a mailbox address; write imaps://user@host/"),
        ("lan@host", "url: not a mailbox address"),
        ("maildir:", "url: not a mailbox address"),
    ],
)
def test_a_wrong_mailbox_address_is_refused_unseen(tmp_path: Path, url: str, told: str) -> None:
    """The advice names no part of the address, since a part may be a password."""
    text = folders.CAMPAIGN.replace("imaps://bao%40example.org@imap.example.org/", f'"{url}"')
    (problem,) = folders.problems(tmp_path, {"campaign.yaml": text})
    assert problem.startswith(f"campaign.yaml:6: {told}")
    assert "heim" not in problem


def test_a_budget_of_bytes_a_day_may_be_large(tmp_path: Path) -> None:
    """More than a machine word of old; without one there is no limit."""
    text = folders.CAMPAIGN.replace("  folders:", "  daily_bytes: 2500000000\n  folders:")
    assert load(folders.write(tmp_path, {"campaign.yaml": text})).mailbox.daily_bytes == 2_500_000_000
    assert load(folders.write(tmp_path, {})).mailbox.daily_bytes == 0


@pytest.mark.parametrize(
    "url", ["maildir:/srv/mail", "eml:thu", "imap+starttls://lan@host:143/", "imap://lan@127.0.0.1/"]
)
def test_every_kind_of_mailbox_address_is_accepted(tmp_path: Path, url: str) -> None:
    """Servers and folders alike."""
    text = folders.CAMPAIGN.replace("imaps://bao%40example.org@imap.example.org/", url)
    assert load(folders.write(tmp_path, {"campaign.yaml": text})).mailbox.url == url


def test_opening_on_the_last_day_is_in_order_when_read_leniently(tmp_path: Path) -> None:
    """The day X itself is on time then."""
    text = folders.CAMPAIGN.replace("2023-05-12", "2023-06-15").replace("strict", "lenient")
    assert load(folders.write(tmp_path, {"campaign.yaml": text})).due.reading is DueReading.LENIENT


def test_texts_over_several_lines_become_one(tmp_path: Path) -> None:
    """A title may be folded in the file."""
    text = folders.CAMPAIGN.replace('"Sơ kết 3 năm"', ">\n  Sơ kết\n  3 năm\n")
    assert load(folders.write(tmp_path, {"campaign.yaml": text})).title == "Sơ kết 3 năm"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "campaign.yaml:1: the file is empty; write its keys"),
        ("- a\n", "campaign.yaml:1: the file is not 'key: value' lines; begin with name:"),
        ("name: a\nname: b\n", "campaign.yaml:2: key 'name' again, first on line 1; keep one of the two"),
        ("name: [a\n", "campaign.yaml:2: this is not YAML (expected ',' or ']'"),
        ("name:\n\t- a\n", "campaign.yaml:2: this is not YAML (found character '\\t'"),
        ("name: a\n---\nname: b\n", "campaign.yaml:2: this is not YAML (but found another document)"),
        ("name: *a\n", "campaign.yaml:1: this is not YAML (found undefined alias 'a')"),
        ("name: &a b\ntitle: *a\n", "campaign.yaml:1: anchor &a; write the text out at each place"),
        (
            "name: !!python/name:os.system a\n",
            "campaign.yaml:1: tag 'tag:yaml.org,2002:python/name:os.system'; write the value",
        ),
        (
            'name: "a\\ud800"\n',
            "campaign.yaml:1: an escaped control character in the text; delete the escape",
        ),
        (
            'name: a\ntitle: "\\UFFFFFFFF"\n',
            "campaign.yaml:2: an escape \\U that stands for no character; delete it",
        ),
        (
            'name: a\ntitle: "\\U00110000"\n',
            "campaign.yaml:2: an escape \\U that stands for no character; delete it",
        ),
        ("name: a\n? [b]\n: c\n", "campaign.yaml:2: a key that is no single word; write 'key: value'"),
        ("<<: {a: b}\n", "campaign.yaml:1: a key that is no single word"),
        ("name: a\ntitle: b\x85c\ufffed", "campaign.yaml:2: control character"),
        ("name: a\ntitle: \u0080", "campaign.yaml:2: a character that YAML forbids; delete it"),
        ("name: " + "[" * 600, "campaign.yaml:1: the values are nested too deep; write sections"),
    ],
)
def test_broken_yaml_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    """No text expands, runs, hides a second value or ends in a traceback."""
    found = folders.problems(tmp_path, {"campaign.yaml": text})
    assert any(problem.startswith(told) for problem in found), found


def test_a_bomb_of_aliases_does_not_expand(tmp_path: Path) -> None:
    """Ten levels of ten references would be ten thousand million values."""
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 11))
    found = folders.problems(tmp_path, {"campaign.yaml": "l0: &l0 [a]\n" + levels})
    assert sum("anchor &" in problem for problem in found) == 11


@pytest.mark.parametrize(
    ("url", "authserv"),
    [
        ("imaps://a%40gmail.com@imap.gmail.com/", "mx.google.com"),
        ("imaps://a@outlook.office365.com:993/", "-"),
        ("imaps://a@mail.example.org/", ""),
        ("imaps://a@imap.gmail.com.example/", ""),
        ("imaps://a@imap.gmail.com/\n  authserv: MX.example.org", "mx.example.org"),
        ("eml:imap.gmail.com", ""),
    ],
)
def test_whose_word_on_senders_is_believed(tmp_path: Path, url: str, authserv: str) -> None:
    """The great providers' own servers, or the one that is named; nobody else's."""
    text = folders.CAMPAIGN.replace("imaps://bao%40example.org@imap.example.org/", url)
    assert load(folders.write(tmp_path, {"campaign.yaml": text})).mailbox.authserv == authserv

"""What `check` says of rules, store, machine and decisions, in Vietnamese."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.check import check
from pipeline.app.results import Step
from pipeline.app.wire import Place, now, open_office
from pipeline.compute import landlock
from pipeline.compute.local import LocalCompute
from pipeline.errors import RulesError, SettingsError, StoreError, UsageError
from pipeline.model.campaign import Decision
from pipeline.rulebook.decision_file import append_decision
from pipeline.sentences.sentence import said_by
from pipeline.settings import CA_FILE, LEDGER, PASSWORD, PASSWORD_FILE, WORKERS
from pipeline.store.disk import trouble
from tests.build import desk
from tests.build.desk import CAMPAIGN, ROOT
from tests.build.nouns import arrival


def _place(tmp_path: Path, rules: Path = ROOT / "rules") -> Place:
    (tmp_path / "mails").mkdir(exist_ok=True)
    return Place(
        campaign=CAMPAIGN, rules=rules, outputs=tmp_path / "out", mailbox=f"eml:{tmp_path / 'mails'}"
    )


def _told(place: Place, environment: Mapping[str, str] | None = None) -> tuple[dict[str, Step], int]:
    steps, code = check(place, environment=environment or {})
    return {step.name: step for step in steps}, code


def test_all_is_well(tmp_path: Path) -> None:
    """Every step has a sentence of its own in each language."""
    steps, code = _told(_place(tmp_path))
    assert code == 0
    assert {name for name, step in steps.items() if step.sentence == step.sentence.vietnamese} == set()
    told = {name: step.sentence.vietnamese for name, step in steps.items()}
    assert told["rules"].endswith(" đơn vị, 10 mục đề cương, hạn nộp trước ngày 15/06/2023.")
    assert told["folder INBOX"] == "Có 0 thư trong INBOX."
    assert told["store"] == f"Ghi được vào {tmp_path / 'out' / CAMPAIGN}."
    assert told["disk"].startswith("Ổ đĩa còn trống ")
    assert told["clock"] == "Không có thư nào đến từ tương lai."
    assert told["readers"] == "Các bộ đọc khởi động và trả lời được."
    assert told["reader libreoffice"] == "Dùng được."
    assert told["confinement seccomp"] == "Có hiệu lực."


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a poll ends for want of room."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage._replace(free=300 << 20))
    steps, code = _told(_place(tmp_path))
    assert (steps["disk"].ok, code) == (False, SettingsError.exit_code)
    assert steps["disk"].sentence.vietnamese == (
        "Ổ đĩa chỉ còn trống 300 MiB: hãy dọn bớt, nếu không sẽ không lưu được thư mới."
    )


def test_a_clock_that_is_behind(tmp_path: Path) -> None:
    """By when a server says that mail came."""
    place = _place(tmp_path)
    office = open_office(place)
    later = now() + dt.timedelta(minutes=90, seconds=30)
    office.ledger.listed([replace(arrival("1"), validity="7", received_at=later)])
    office.ledger.close()
    steps, _ = _told(place)
    assert not steps["clock"].ok
    assert steps["clock"].sentence.vietnamese == (
        "Đồng hồ máy này chậm 90 phút so với máy chủ thư: hãy chỉnh lại (timedatectl set-ntp true)."
    )


def _decide(rules: Path, subject: str) -> None:
    made = Decision(
        at=dt.datetime(2023, 6, 20, tzinfo=dt.UTC), by="Lan", subject=subject, field="state", value="thin", note="x"
    )  # fmt: skip
    append_decision(rules / CAMPAIGN, made)


def test_decisions_that_stand_and_that_are_about_what_is_gone(tmp_path: Path) -> None:
    """The line in the file, why, and what to do."""
    rules = desk.write_rules(tmp_path / "rules")
    place = _place(tmp_path, rules)
    _decide(rules, "VPTU/1.1")
    steps, code = _told(place)
    assert (steps["decisions"].sentence.vietnamese, code) == (
        "Có 1 ý kiến rà soát, đối tượng của ý kiến nào cũng còn.", 0,
    )  # fmt: skip
    _decide(rules, "XYZ/1.1")
    steps, code = _told(place)
    assert code == RulesError.exit_code
    assert steps["decisions"].sentence.vietnamese == (
        "decisions.csv, XYZ/1.1 state do Lan ghi lúc 2023-06-20T00:00:00+00:00: danh sách của đợt 28-ct-tu không có "
        "đơn vị 'XYZ': hãy xem units.csv; ý kiến này không được áp dụng; nếu ghi nhầm, hãy xoá dòng đó."
    )


def test_readers_that_do_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason in brackets."""
    why = "crash: no process could be started"
    monkeypatch.setattr(LocalCompute, "unpack", lambda _self, tasks: iter([(tasks[0], why)]))
    steps, _ = _told(_place(tmp_path))
    assert steps["readers"].sentence.vietnamese.startswith(f"Bộ đọc không chạy được ({why}): hãy xem")


def test_tools_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with what to install."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr("platform.machine", lambda: "abacus")
    steps, code = _told(_place(tmp_path))
    told = {name: step.sentence.vietnamese for name, step in steps.items() if "Missing" in step.sentence}
    assert code == 0
    assert told == {
        "reader scans and photos": "Còn thiếu: hãy cài tesseract-ocr-vie.",
        "reader pages that lie": "Còn thiếu: hãy cài tesseract-ocr-osd.",
        "reader rar and 7z": "Còn thiếu: hãy cài unar.",
        "reader libreoffice": "Còn thiếu: hãy cài libreoffice-writer-nogui.",
        "reader sandbox": "Còn thiếu: hãy cài bubblewrap và cho phép không gian tên của người dùng (user namespaces): tệp .odt phải chờ.",
        "reader msdoc2docx": "Còn thiếu: hãy cài util-linux, trong đó có prlimit.",
        "reader antiword": "Còn thiếu: hãy cài antiword.",
        "confinement landlock": "Còn thiếu: cần Linux 5.13 trở lên có bật Landlock (khởi động với lsm=landlock,…) để giấu các tệp khác khỏi bộ đọc.",
        "confinement seccomp": "Còn thiếu: chưa biết số hiệu lời gọi hệ thống của abacus.",
    }


@pytest.mark.parametrize(
    ("environment", "vietnamese"),
    [
        ({WORKERS: "many"}, "TONGHOP_WORKERS đang là 'many': hãy ghi số tệp đọc cùng lúc, từ 1 trở lên."),
        ({CA_FILE: "no.pem"}, "TONGHOP_MAILBOX_CA_FILE trỏ tới no.pem, không phải là tệp: hãy ghi"),
        ({PASSWORD_FILE: "no"}, "TONGHOP_MAILBOX_PASSWORD_FILE trỏ tới no nhưng không đọc được: hãy sửa"),
        ({PASSWORD: "x", "TONGHOP_MAILBOX_OAUTH_FILE": "o"}, "TONGHOP_MAILBOX_OAUTH_FILE và TONGHOP_MAILBOX_PASSWORD cùng được đặt: hãy"),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense(tmp_path: Path, environment: dict[str, str], vietnamese: str) -> None:
    """Every step that needs them says so."""
    steps, code = _told(_place(tmp_path), environment)
    assert code == SettingsError.exit_code
    assert steps["mailbox"].sentence.vietnamese.startswith(vietnamese)
    assert steps["store"].sentence.vietnamese.startswith(vietnamese)


@pytest.mark.parametrize(
    ("url", "vietnamese"),
    [
        (
            "http://x",
            "TONGHOP_LEDGER không bắt đầu bằng postgresql://: hãy ghi postgresql://user@host/database, hoặc để trống",
        ),
        ("postgresql://u:p@h/d", "TONGHOP_LEDGER có chứa mật khẩu"),
        (
            "postgresql://u@h/d?x=1",
            "TONGHOP_LEDGER có tham số khác ngoài host, sslmode, sslrootcert: hãy ghi",
        ),
        ("postgresql://127.0.0.1:1/d", "Sổ theo dõi trên 127.0.0.1/d, schema "),
    ],
)
def test_a_ledger_that_is_not_there(tmp_path: Path, url: str, vietnamese: str) -> None:
    """Its URL, or the server."""
    steps, _ = _told(_place(tmp_path), {LEDGER: url})
    assert not steps["store"].ok
    assert steps["store"].sentence.vietnamese.startswith(vietnamese)


def test_a_ledger_that_is_none(tmp_path: Path) -> None:
    """A file of another kind lies in its place."""
    place = _place(tmp_path)
    open_office(place).ledger.close()
    (file,) = (tmp_path / "out").rglob("ledger.sqlite")
    file.write_bytes(b"no ledger" * 1000)
    steps, code = _told(place)
    assert code == StoreError.exit_code
    assert steps["store"].sentence.vietnamese == (
        f"Sổ theo dõi {file}: tệp này không phải là sổ: hãy khôi phục từ bản sao lưu, hoặc chuyển tệp đi chỗ khác rồi chạy lại poll."
    )


def test_outputs_that_cannot_be_made(tmp_path: Path) -> None:
    """A file is in the way; and what a disk that is full or read-only says."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    steps, _ = _told(_place(tmp_path))
    assert steps["store"].sentence.vietnamese.endswith("; hãy kiểm tra ổ đĩa, rồi chạy lại.")
    full = said_by(trouble(Path("x"), OSError(errno.ENOSPC, "full"))).vietnamese
    assert full == "x: ổ đĩa đã đầy: hãy dọn bớt, rồi chạy lại (không mất gì đã lưu)."


def test_a_mailbox_that_nobody_named(tmp_path: Path) -> None:
    """In the rules: the file stands before it, as before any mistake in them."""
    rules = desk.write_rules(tmp_path / "rules")
    file = rules / CAMPAIGN / "campaign.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "url:" not in line), encoding="utf-8")
    steps, code = _told(replace(_place(tmp_path, rules), mailbox=""))
    assert code == RulesError.exit_code
    assert steps["mailbox"].sentence == f"{file}: no mailbox url; add one, or give --mailbox"
    assert steps["mailbox"].sentence.vietnamese.startswith(
        f"{file}: chưa có địa chỉ hộp thư (mailbox url); hãy ghi"
    )


def test_a_url_that_is_none_ends_with_the_code_of_usage(tmp_path: Path) -> None:
    """As in English."""
    steps, code = _told(replace(_place(tmp_path), mailbox="http://x"))
    assert code == UsageError.exit_code
    assert steps["mailbox"].sentence.vietnamese.startswith("Địa chỉ hộp thư phải bắt đầu bằng imaps://")

"""The writer of `decisions.csv`: whole lines, beside others, in files that anything may have saved."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import datetime as dt
import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import BusyError, RulesError, StoreError
from pipeline.model.campaign import Decision
from pipeline.rulebook import DecisionFile, append_decision, as_written, decision_file
from pipeline.store.lock import FileLock
from tests.fakes import FakeDecisions, FakeLock
from tests.unit.rulebook import folders

HANOI = dt.timezone(dt.timedelta(hours=7))
RULING = Decision(
    at=dt.datetime(2023, 6, 21, 8, 0, tzinfo=HANOI), by="Lan", subject="SNV/2.2", field="state", value="full", note="đã xem"
)  # fmt: skip
HEADER = ("at", "by", "subject", "field", "value", "note")
FIRST = ("2023-06-20T09:30:00+07:00", "Hoa", "SNV/2.1", "heading", "- Kết quả; tồn tại", "=1")
SIGNS = "=+-@＝＋－＠"
ARMED = ["=1+1", "+84", "-", "- Kết quả", "@SUM(A1)", "＝1", "＠a", "'=1", "''+1", "'''@", "=" * 9]
QUOTED = ["'", "'tên'", "''"]
ODD = SIGNS + "',;\t\"\r\n |\u0301\u00e9\u037e\u200d\ufeff\uf0b7\u00a0\u2028aÁđ"


def there(folder: Path) -> DecisionFile:
    """The file of a folder, with a lock that nobody else has."""
    return DecisionFile(folder, FakeLock())


def saved(separator: str, ending: str, mark: str, *, ended: bool) -> bytes:
    """A file with one decision as some program saved it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=ending).writerows([HEADER, FIRST])
    written = text.getvalue() if ended else text.getvalue().removesuffix(ending)
    return (mark + written).encode()


SAVED = st.builds(
    saved, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), ended=st.booleans()
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ARMED + QUOTED), st.text(alphabet=ODD, max_size=12), st.text(max_size=20))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAVED, st.tuples(TEXTS, TEXTS, TEXTS))
def test_whatever_is_decided_is_read_back_the_same(
    tmp_path: Path, before: bytes, texts: tuple[str, str, str]
) -> None:
    """In any file: what was there stays byte for byte, and the new line is read as what it was to say."""
    by, value, note = texts
    ruling = dataclasses.replace(RULING, by=f"L{by}", value=value, note=note)
    folder = folders.write(tmp_path, {"decisions.csv": before})
    (first,) = there(folder).read()
    append_decision(folder, ruling)
    assert there(folder).read() == (first, as_written(ruling))
    assert (folder / "decisions.csv").read_bytes().startswith(before)


@given(TEXTS)
def test_what_is_written_is_settled(text: str) -> None:
    """Written once or twice, it is the same text."""
    once = as_written(dataclasses.replace(RULING, value=text))
    assert as_written(once) == once


@pytest.mark.parametrize(
    "text", [*ARMED, *QUOTED, "Kết quả đạt được", "\uf0b7 Tồn tại", "1.2. “Dân chủ” – công khai…"]
)
def test_plain_text_is_written_as_it_is(text: str) -> None:
    """Nothing that a reader of a page sees is changed."""
    assert as_written(dataclasses.replace(RULING, value=text)).value == text


def test_letters_that_nobody_sees_are_left_out() -> None:
    """A soft hyphen or a joiner inside a word does not part it; letters that met are joined."""
    ruling = dataclasses.replace(RULING, value="quán\u00adtriệt", note="e\u200d\u0301 \u202etxt")
    assert (as_written(ruling).value, as_written(ruling).note) == ("quántriệt", "é txt")


@pytest.mark.parametrize("text", ARMED)
def test_a_spreadsheet_runs_nothing(tmp_path: Path, text: str) -> None:
    """No cell of a line begins with a sign that it takes for a formula's."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    append_decision(folder, dataclasses.replace(RULING, value=text, by=text, note=text))
    with (folder / "decisions.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple(SIGNS))] == []
    (found,) = there(folder).read()
    assert {found.value, found.by, found.note} == {text}


def test_what_a_person_wrote_is_read_as_it_stands(tmp_path: Path) -> None:
    """A heading with its dash, typed into the file by hand, has no apostrophe and needs none."""
    folder = folders.write(tmp_path, {"decisions.csv": saved(",", "\n", "", ended=True)})
    assert [(one.value, one.note) for one in there(folder).read()] == [("- Kết quả; tồn tại", "=1")]


@pytest.mark.parametrize(("ending", "ended"), [("\n", True), ("\n", False), ("\r\n", True), ("\r\n", False)])
def test_line_ends_are_those_of_the_file(tmp_path: Path, ending: str, *, ended: bool) -> None:
    """One kind in one file, and one line for each decision."""
    folder = folders.write(tmp_path, {"decisions.csv": saved(";", ending, "\ufeff", ended=ended)})
    append_decision(folder, RULING)
    data = (folder / "decisions.csv").read_bytes()
    assert data.count(b"\n") == 3
    assert data.count(b"\r") == (3 if ending == "\r\n" else 0)
    assert data.startswith("\ufeffat".encode())


def test_the_same_ruling_is_added_once(tmp_path: Path) -> None:
    """By whom and why belong to it; what was overruled meanwhile may be ruled again."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    book = there(folder)
    later = dataclasses.replace(RULING, at=RULING.at + dt.timedelta(days=1), value=" full\n")
    assert [book.add(RULING), book.add(RULING), book.add(later)] == [True, False, False]
    assert book.add(dataclasses.replace(RULING, by="Hoa"))
    assert book.add(dataclasses.replace(RULING, note="đã gọi"))
    assert book.add(dataclasses.replace(RULING, value="thin", note="đã gọi"))
    assert book.add(dataclasses.replace(RULING, note="đã gọi"))
    assert [one.value for one in book.read()] == ["full", "full", "full", "thin", "full"]


RULINGS = st.builds(
    Decision, at=st.just(RULING.at), by=st.sampled_from(["Lan", "Hoa"]), subject=st.sampled_from(["SNV/1", "SYT/1"]),
    field=st.sampled_from(["state", "heading"]), value=st.sampled_from(["", "full", "=x"]), note=st.sampled_from(["a", "b"]),
)  # fmt: skip


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RULINGS, max_size=8))
def test_the_fake_does_what_the_file_does(tmp_path: Path, rulings: list[Decision]) -> None:
    """What is added, what is not, and what is there afterwards."""
    folder = folders.write(tmp_path, {"decisions.csv": b""})
    book, fake = there(folder), FakeDecisions()
    assert [book.add(one) for one in rulings] == [fake.add(one) for one in rulings]
    assert book.read() == fake.read()


def test_lines_that_cannot_be_understood_are_told_and_nothing_is_added(tmp_path: Path) -> None:
    """With file and line, before anything is written."""
    text = "at,by,subject,field,value,note\nhôm qua,Lan,SNV,unit,,\n"
    folder = folders.write(tmp_path, {"decisions.csv": text})
    for act in (there(folder).read, lambda: there(folder).add(RULING)):
        with pytest.raises(RulesError, match=r"decisions.csv:2: at: 'hôm qua' is no time"):
            act()
    assert (folder / "decisions.csv").read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_has_no_decisions(tmp_path: Path) -> None:
    """It is made by the first."""
    assert there(folders.write(tmp_path, {"decisions.csv": None})).read() == ()


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not half a line, and nothing beside it."""
    folder = folders.write(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(StoreError, match=r"No space left on device"):
        append_decision(folder, RULING)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_rights_and_links_stay(tmp_path: Path) -> None:
    """Who may read a shared file may read it afterwards, and a link leads where it led."""
    shared = tmp_path / "shared.csv"
    shared.write_bytes(saved(",", "\n", "", ended=True))
    shared.chmod(0o664)
    folder = folders.write(tmp_path, {"decisions.csv": None})
    (folder / "decisions.csv").symlink_to(shared)
    append_decision(folder, RULING)
    assert (folder / "decisions.csv").is_symlink()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o664
    assert len(there(folder).read()) == 2


def test_what_a_killed_run_left_beside_is_written_over(tmp_path: Path) -> None:
    """Half a file under the other name is none."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    (folder / ".decisions.csv.new").write_text("at,by,sub", encoding="utf-8")
    append_decision(folder, RULING)
    assert there(folder).read() == (RULING,)
    assert not (folder / ".decisions.csv.new").exists()


def test_a_file_that_nobody_could_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules are read up to a size."""
    folder = folders.write(tmp_path)
    monkeypatch.setattr(decision_file, "MAX_BYTES", 100)
    with pytest.raises(StoreError, match="would have more than 100 bytes; shorten the note"):
        append_decision(folder, RULING)
    assert (folder / "decisions.csv").read_text(encoding="utf-8") == folders.DECISIONS


@dataclasses.dataclass
class Reluctant:
    """A lock that another has for some tries."""

    tries: int

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """As the port says."""
        self.tries -= 1
        if self.tries >= 0:
            raise BusyError("Another run is at work.")
        yield


def test_who_finds_another_writing_waits(tmp_path: Path) -> None:
    """A decision is not refused because somebody else decides at that moment."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    assert DecisionFile(folder, Reluctant(tries=3)).add(RULING)
    assert there(folder).read() == (RULING,)


def test_who_waits_for_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an error, since the decision is not recorded: never the quiet end of a run that finds another at work."""
    monkeypatch.setattr(decision_file, "_PATIENCE", 0.0)
    folder = folders.write(tmp_path, {"decisions.csv": None})
    with (
        FileLock(folder / "turn").hold(),
        pytest.raises(StoreError, match=r"has held .*decisions.csv for 0 sec"),
    ):
        DecisionFile(folder, FileLock(folder / "turn")).add(RULING)
    assert there(folder).read() == ()

"""Archives that need a program: opened by unar with limits; names lead nowhere, and what stays shut says why."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.app.worker import unpack as handle
from pipeline.codec import decode
from pipeline.compute.orders import Parcel
from pipeline.parse import leaves, listing, packed, unar
from pipeline.parse.limits import Limits
from pipeline.parse.mail import unpack
from pipeline.programs import run as programs
from tests.build import archives, wraps
from tests.build import mail as build

NAME = "Báo cáo.docx"
GOOD = build.package() + b"\0" * 3000
MEMBERS = {f"Hồ sơ/{NAME}": GOOD, "phụ lục.txt": b"phu luc " * 20}
FULL = Limits()


def _open(
    data: bytes, work: Path, limits: Limits = FULL, budget: int = 1 << 30
) -> tuple[str, list[tuple[str, int, str]]]:
    opened = unar.open_packed(data, limits, budget, work)
    assert not list(work.iterdir()), "nothing is left in the folder"
    return opened.reason, [(member.name.shown, len(member.data), member.reason) for member in opened.members]


@pytest.mark.parametrize(
    "data", [archives.rar4(MEMBERS), archives.rar5(MEMBERS), archives.seven(MEMBERS), archives.tar(MEMBERS)]
)
def test_members_come_out_exactly(data: bytes, tmp_path: Path) -> None:
    """Rar of both kinds, 7z in one solid block and tar give names without folders and the very bytes."""
    opened = unar.open_packed(data, Limits(), 1 << 30, tmp_path / "work")
    assert opened.reason == ""
    assert [(member.name.shown, member.data) for member in opened.members] == [
        (NAME, GOOD),
        ("phụ lục.txt", MEMBERS["phụ lục.txt"]),
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_single_files_come_out(pack: object, tmp_path: Path) -> None:
    """gzip, bzip2 and xz hold one file; a docx within stays whole, though it is a zip."""
    assert callable(pack)
    mail = build.build_mail(attachments=[("a.docx.gz", pack(GOOD))])
    taken = unpack(mail, work=tmp_path)
    assert dict(taken.contents)["2/1"] == GOOD
    assert taken.message.files[1].name == "part-2-1.docx"


def test_a_packed_tar_is_opened_twice(tmp_path: Path) -> None:
    """`.tar.gz` is an archive within an archive."""
    taken = unpack(
        build.build_mail(attachments=[("a.tgz", archives.tar(MEMBERS, packed=True))]), work=tmp_path
    )
    assert dict(taken.contents)["2/1/1"] == GOOD


@pytest.mark.parametrize("name", ["../../x", "/abs/x", "a/../../x", "\u202ex"])
@pytest.mark.parametrize("pack", [archives.rar4, archives.rar5, archives.seven, archives.tar])
def test_names_lead_nowhere(pack: object, name: str, tmp_path: Path) -> None:
    """Members go to standard output by number: whatever path a name claims, nothing is written there."""
    assert callable(pack)
    work = tmp_path / "a" / "b" / "work"
    assert _open(pack({name: b"1"}), work) == ("", [("x", 1, "")])
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "b", "work"]


def test_links_are_no_files(tmp_path: Path) -> None:
    """A link is a row with a reason, and is never followed."""
    data = archives.tar({"a.txt": b"1"}, links={"l": "/etc/passwd"})
    assert _open(data, tmp_path) == ("", [("l", 0, packed.NO_FILE), ("a.txt", 1, "")])


def test_encrypted_members_are_told(tmp_path: Path) -> None:
    """All members: the archive is the row. Some: they are rows beside the others."""
    some = archives.rar4({"a.txt": b"1", "b.txt": b"2"}, encrypted=["a.txt"])
    assert _open(some, tmp_path) == ("", [("a.txt", 0, packed.ENCRYPTED), ("b.txt", 1, "")])
    assert _open(archives.rar4({"a.txt": b"1"}, encrypted=["a.txt"]), tmp_path) == (packed.ENCRYPTED, [])


def test_damage_costs_one_member(tmp_path: Path) -> None:
    """The program says nothing of a wrong checksum; it is checked here, and the others come out."""
    for data in (archives.rar5(MEMBERS), archives.rar4(MEMBERS), archives.seven(MEMBERS)):
        reason, rows = _open(data.replace(b"phu luc phu", b"phu luc Phu", 1), tmp_path)
        assert (reason, rows) == ("", [(NAME, len(GOOD), ""), ("phụ lục.txt", 0, packed.DAMAGED)])


def test_sizes_that_lie_are_damage(tmp_path: Path) -> None:
    """A header that promises more than there is does not pass as a whole file."""
    assert _open(archives.rar4({"a": b"1" * 50}, sizes=500), tmp_path) == ("", [("a", 0, packed.DAMAGED)])


def test_one_lie_does_not_cost_the_others(tmp_path: Path) -> None:
    """Where lengths do not add up, each member is taken out by a run of its own."""
    true, liar = archives.rar4({"b": b"2" * 30}), archives.rar4({"a": b"1" * 50}, sizes=80)
    head, end = 20, 7  # bytes of an archive's opening, and of its end
    assert _open(liar[:-end] + true[head:], tmp_path) == ("", [("a", 0, packed.DAMAGED), ("b", 30, "")])


def test_what_cannot_be_listed_is_a_row(tmp_path: Path) -> None:
    """Empty, cut off and locked archives are told apart."""
    assert _open(archives.rar5({}), tmp_path) == (packed.EMPTY, [])
    assert _open(archives.seven(MEMBERS)[:40], tmp_path) == (packed.DAMAGED, [])
    assert _open(archives.rar4(MEMBERS)[:300], tmp_path)[1] == [(NAME, 0, packed.DAMAGED)]
    end = programs.End(
        code=2, late=False, printed=b"", complaint="This archive requires a password to unpack."
    )
    assert unar._shut(end, listing.Listing()) == packed.ENCRYPTED
    late = programs.End(code=-9, late=True, printed=b"", complaint="")
    assert unar._shut(late, listing.Listing()) == unar.TOO_SLOW


def test_bombs_are_stopped(tmp_path: Path) -> None:
    """A file that unpacks to far more than it holds is stopped by what is written, not by what it says."""
    bomb = gzip.compress(b"\0" * 30_000_000)
    assert _open(bomb, tmp_path)[1] == [("", 0, packed.BOMB)]
    assert _open(archives.rar4({"a": b"1"}, sizes=1 << 30), tmp_path, Limits(member_bytes=1 << 31))[1] == [
        ("a", 0, packed.BOMB)
    ]


def test_limits_hold(tmp_path: Path) -> None:
    """Members, their size and the whole are bounded."""
    data = archives.rar5({"a": b"1" * 500, "b": b"2", "c": b"3"})
    assert _open(data, tmp_path, Limits(members=2, member_bytes=100)) == (
        packed.TOO_MANY,
        [("a", 0, packed.TOO_LARGE), ("b", 1, "")],
    )
    assert _open(data, tmp_path, budget=10)[1] == [("a", 0, packed.TOO_LARGE), ("b", 1, ""), ("c", 1, "")]


def test_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members for which no time is left are rows that say so."""
    monkeypatch.setattr(unar, "_TOTAL_SECONDS", 0.0)
    assert _open(archives.rar5(MEMBERS), tmp_path) == (unar.TOO_SLOW, [])
    case = unar._Case(archives.rar5(MEMBERS), tmp_path, Limits(), 1000)
    assert case.alone(listing.Entry(index=0, name="a")) == unar.TOO_SLOW


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (programs.End(code=-9, late=True, printed=b"", complaint=""), unar.TOO_SLOW),
        (programs.End(code=2, late=False, printed=b"", complaint="requires a password"), packed.ENCRYPTED),
    ],
)
def test_runs_that_end_badly_are_told(
    end: programs.End, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member that took too long, and one that turns out to be locked."""
    case = unar._Case(archives.rar5(MEMBERS), tmp_path, Limits(), 1000)
    monkeypatch.setattr(case, "run", lambda *_: end)
    assert case.alone(listing.Entry(index=0, name="a")) == reason


def test_without_the_program_an_archive_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row says what to install; without a folder it says that."""
    data = archives.rar5(MEMBERS)
    assert unpack(build.build_mail(attachments=[("a.rar", data)])).message.files[1].reason == (
        f"rar: {unar.NO_FOLDER}"
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not unar.available()
    file = unpack(build.build_mail(attachments=[("a.rar", data)]), work=tmp_path).message.files[1]
    assert (file.reason, file.bytes) == ("rar: not opened, install unar", len(data))


def test_listings_are_never_believed() -> None:
    """Whatever is printed, the listing is made of checked values or empty."""
    for odd in (b"", b"[]", b'{"lsarContents": 1}', b"[" * 100_000, b"\xff"):
        assert listing.read(odd) == listing.Listing()
    items = [
        1,
        {"XADIsDirectory": 1},
        {"XADFileName": "a"},
        {"XADIndex": True},
        {"XADIndex": 3, "XADFileSize": -1},
    ]
    said = listing.read(json.dumps({"lsarContents": items, "lsarError": 1}).encode())
    assert said == listing.Listing(entries=(listing.Entry(index=3, name=""),))
    huge = b'{"lsarContents": [{"XADIndex": 1, "XADFileSize": ' + b"9" * 5000 + b"}]}"
    assert listing.read(huge).entries == (listing.Entry(index=1, name=""),)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["lsarContents", "XADIndex", "XADFileName", "XADFileSize"]), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_listing_is_survived(printed: bytes) -> None:
    """Law: no output of the program makes the reader of listings raise."""
    assert listing.read(printed).entries is not None


@given(st.sampled_from([archives.rar4(MEMBERS), archives.rar5(MEMBERS), archives.seven(MEMBERS)]), st.data())
@settings(max_examples=10)
def test_any_damage_is_survived(whole: bytes, data: st.DataObject) -> None:
    """Law: an archive with bytes changed behind its signature opens or says why, and never raises."""
    spoiled = bytearray(whole[: data.draw(st.integers(10, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        spoiled[data.draw(st.integers(8, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    opened = unpack_in_place(bytes(spoiled))
    assert opened.members or opened.reason


def unpack_in_place(data: bytes) -> packed.Opened:
    """Open in a folder that goes away; hypothesis allows no `tmp_path`."""
    import tempfile  # noqa: PLC0415 - needed here alone

    with tempfile.TemporaryDirectory() as folder:
        return unar.open_packed(data, Limits(), 100_000, Path(folder))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rar", archives.rar5({NAME: GOOD})),
        ("a.7z", archives.seven({NAME: GOOD})),
        ("winmail.dat", wraps.winmail({NAME: GOOD})),
        ("thu.msg", wraps.compound(wraps.msg(files={NAME: GOOD}))),
        (f"{NAME}.p7m", wraps.signed(GOOD)),
    ],
)
def test_the_worker_lays_what_was_wrapped(name: str, data: bytes, tmp_path: Path) -> None:
    """A mail with a wrapped report gives a leaf with the report's exact bytes, and the folder holds nothing else."""
    (tmp_path / "raw").write_bytes(build.build_mail(attachments=[(name, data)]))
    spool = tmp_path / "spool"
    spool.mkdir()
    parcel = decode(handle({"raw": str(tmp_path / "raw"), "spool": str(spool)}), Parcel)
    laid = dict(parcel.laid)
    assert (spool / laid["2/1"]).read_bytes() == GOOD
    assert sorted(path.name for path in spool.iterdir()) == sorted(laid.values())


def test_nested_archives_stop_at_the_limit(tmp_path: Path) -> None:
    """Kinds of archives count together."""
    data = archives.seven(
        {"a.rar": archives.rar5({"b.zip": build.zip_of({"c.rar": archives.rar5({"d": b"1"})})})}
    )
    files = unpack(build.build_mail(attachments=[("a.7z", data)]), work=tmp_path).message.files
    assert [(file.path, file.reason) for file in files[1:]] == [("2/1/1/1", leaves.ARCHIVES_TOO_DEEP)]

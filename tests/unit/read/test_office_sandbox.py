"""Outside programs are cut off from the network and our files, limited, and ended for good."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.programs.run import cut_off, run
from pipeline.read.office import doc as office_doc_module
from pipeline.read.office import soffice as office_soffice
from pipeline.read.office.reader import Converted, Limits, Source, convert, read_converted
from tests.build import office, word

LIMITS = Limits(wall_seconds=60.0)
MARKS = ("HANG", "CRASH", "HALF", "BAD", "SLOW")

# Stands for LibreOffice where it must misbehave on demand: what it does with a file follows from words in it.
FAKE = """#!/bin/sh
echo "$@" >> {log}
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out=$2; shift ;;
    --convert-to) shift ;;
    -*) ;;
    *) files="$files $1" ;;
  esac
  shift
done
mkdir -p "$out"
for file in $files; do
  made=$out/$(basename "${{file%.*}}").docx
  if grep -q HALF "$file"; then head -c 100 {good} > "$made"; sleep 600; fi
  if grep -q HANG "$file"; then sleep 600 & echo $! >> {log}.pids; wait; fi
  if grep -q CRASH "$file"; then exit 139; fi
  if grep -q SLOW "$file"; then exit 137; fi
  if ! grep -q BAD "$file"; then cp {good} "$made"; fi
done
"""


class Listener:
    """A server on loopback that notes whoever connects."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.calls: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens, as a URL without a path."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            said = b"connected"
            with caller:
                with contextlib.suppress(OSError):  # who hangs up has called, too
                    said = caller.recv(200)
                self.calls.append(said)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(60)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener for one test."""
    found = Listener()
    yield found
    found.close()


def calling(address: str) -> dict[str, tuple[bytes, str]]:
    """Files of every kind that ask for things from this address."""
    relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = word.Xml(
        f'<w:r><w:pict><v:shape><v:imagedata r:link="x" xmlns:r="{relationships}"/></v:shape></w:pict></w:r>'
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{relationships}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for name, kind in (("x", "image"), ("y", "attachedTemplate"))
    )
    field = '{\\field{\\*\\fldinst INCLUDEPICTURE "%s/r.png" \\\\d}{\\fldrslt x}}{\\*\\template %s/t.dot}'
    body = office.odt_body(
        "chữ", more=office.picture(f"{address}/p.png") + office.linked_section(f"{address}/s.odt")
    )
    page = (
        f'<link rel=stylesheet href="{address}/c"><p>chữ<img src="{address}/i.gif"><iframe src="{address}/f">'
    )
    return {
        "html": (page.encode(), "text/html"),
        "odt": (office.odt(body), office.ODT_TYPE),
        "fodt": (office.flat_odt(body), office.XML_TYPE),
        "rtf": (office.rtf("chữ", more=field % (address, address)), office.RTF_TYPE),
        "docx": (
            word.docx(word.p("chữ", link), parts=word.Parts(links=links)),
            office.DOCX_TYPE,
        ),
    }


def converted(
    folder: Path, files: dict[str, tuple[bytes, str]], limits: Limits = LIMITS
) -> dict[str, Converted]:
    """What becomes of files in one batch."""
    sources = []
    for name, (data, media_type) in files.items():
        path = folder / f"source {name}"
        path.write_bytes(data)
        sources.append(Source(path=path, media_type=media_type))
    return dict(zip(files, convert(sources, folder / "out", limits=limits), strict=True))


def test_no_conversion_opens_a_connection(listener: Listener, tmp_path: Path) -> None:
    """Pictures, style sheets, frames, sections and templates on a server are not asked for, and the text is read."""
    for found in converted(tmp_path, calling(listener.address)).values():
        assert read_converted(found).blocks[0].text.startswith("chữ")
    assert listener.calls == []


def test_the_listener_would_have_seen_it(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the cut the same page does call: so the test above proves something."""
    monkeypatch.setattr(office_soffice, "cut_off", lambda _folder: ("env",))
    converted(tmp_path, {"html": calling(listener.address)["html"]})
    assert listener.calls


def test_settings_are_a_second_wall(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even without the cut, no document of a word processor calls."""
    monkeypatch.setattr(office_soffice, "cut_off", lambda _folder: ("env",))
    files = calling(listener.address)
    converted(tmp_path, {name: files[name] for name in ("odt", "fodt", "rtf", "docx")})
    assert listener.calls == []


def test_a_program_sees_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files outside its folder, our environment and other processes are out of its sight; its folder is not."""
    monkeypatch.setenv("TONGHOP_MAILBOX_PASSWORD", "geheim")
    (tmp_path / "secret").write_text("geheim")
    folder = tmp_path / "work"
    folder.mkdir()
    words = cut_off(folder)
    assert words is not None
    script = f"cat {tmp_path}/secret /proc/{os.getpid()}/environ; env; echo x > {folder}/mine; echo x > /usr/x; echo done"
    end = run((*words, "sh", "-c", script), folder, LIMITS, seconds=60)
    assert (end.code, b"geheim" in end.printed, end.printed.endswith(b"done\n")) == (0, False, True)
    assert (folder / "mine").exists()
    assert "usr/x" in end.complaint


HOGS = {
    "writes without end": ("head -c 20000000 /dev/zero > big", Limits(file_bytes=1 << 20)),
    "computes without end": ("while :; do :; done", Limits(cpu_seconds=1)),
    "takes all memory": ("tail /dev/zero", Limits(memory_bytes=64 << 20)),
}


@pytest.mark.parametrize(("script", "limits"), HOGS.values(), ids=HOGS)
def test_limits_end_a_program(script: str, limits: Limits, tmp_path: Path) -> None:
    """A program that goes past a limit fails; it does not go on."""
    end = run(("sh", "-c", script), tmp_path, limits, seconds=60)
    assert end.code != 0
    assert not end.late


def test_a_limit_that_is_stricter_already_stays(tmp_path: Path) -> None:
    """A limit of this process is not raised for a program."""
    script = (
        "import resource, sys, pathlib; resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99));"
        "from pipeline.programs.run import run; from pipeline.read.office.nouns import Limits;"
        "end = run(('sh', '-c', 'ulimit -n'), pathlib.Path(sys.argv[1]), Limits(), seconds=60);"
        "print(end.printed.decode())"
    )
    end = run(
        ("env", f"PYTHONPATH={Path.cwd()}", sys.executable, "-c", script, str(tmp_path)),
        tmp_path,
        LIMITS,
        seconds=60,
    )
    assert end.printed.split() == [b"99"]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with the fake LibreOffice and `unshare` but without bubblewrap; the path of the fake's log."""
    tools, log, good = tmp_path / "tools", tmp_path / "log", tmp_path / "good.docx"
    tools.mkdir()
    good.write_bytes(word.docx(word.p("tốt")))
    for name in ("sh", "true", "cp", "mkdir", "grep", "sleep", "basename", "head", "prlimit", "unshare"):
        (tools / name).symlink_to(shutil.which(name) or name)
    (tools / "soffice").write_text(FAKE.format(log=log, good=good))
    (tools / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    return log


def five(mark: str) -> dict[str, tuple[bytes, str]]:
    """Five files, the middle one marked."""
    return {str(number): (office.rtf(mark if number == 2 else "x"), office.RTF_TYPE) for number in range(5)}


OUTCOMES = {
    "HANG": ("time", 5, 3.0),
    "HALF": ("time", 5, 3.0),
    "SLOW": ("time", 5, 60.0),
    "CRASH": ("crash", 5, 60.0),
    "BAD": ("corrupt", 1, 60.0),
}


@pytest.mark.parametrize(("mark", "expected"), OUTCOMES.items(), ids=OUTCOMES)
def test_what_breaks_a_batch_breaks_no_other_file(
    mark: str, expected: tuple[str, int, float], fake: Path, tmp_path: Path
) -> None:
    """After a hang or a crash the rest is converted one by one; a file that is merely refused costs no second run."""
    code, _, wall = expected
    found = converted(tmp_path, five(mark), Limits(wall_seconds=wall, each_more=0))
    reasons = {name: one.reason.code if one.reason else "" for name, one in found.items()}
    assert reasons == {"0": "", "1": "", "2": code, "3": "", "4": ""}
    runs = len(fake.read_text().splitlines())
    assert runs == (1 if mark == "BAD" else 1 + 3)  # the batch, then the marked one and the two after it


def test_nothing_of_a_hung_program_is_left(fake: Path, tmp_path: Path) -> None:
    """Its children die with it."""
    converted(tmp_path, {"0": (office.rtf("HANG"), office.RTF_TYPE)}, Limits(wall_seconds=1.0))
    assert fake.with_name("log.pids").exists()
    deadline = time.monotonic() + 10
    while any(_is_ours(fake, entry) for entry in Path("/proc").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_is_ours(fake, entry) for entry in Path("/proc").iterdir())


def _is_ours(fake: Path, entry: Path) -> bool:
    """Whether a process is a fake LibreOffice of this test, or was started by one (it has the same home)."""
    try:
        return str(fake.parent).encode() in (entry / "environ").read_bytes() and entry.name != str(
            os.getpid()
        )
    except OSError:
        return False


def test_a_batch_ends_when_its_time_is_used_up(fake: Path, tmp_path: Path) -> None:
    """All runs together have a limit: what no time is left for is told so, without another run."""
    found = converted(tmp_path, five("HANG"), Limits(total_seconds=3.0, each_more=0))
    reasons = [one.reason.code if one.reason else "" for one in found.values()]
    assert reasons == ["", "", "time", "time", "time"]
    assert len(fake.read_text().splitlines()) == 1


def test_where_the_network_cannot_be_cut_only_safe_kinds_are_opened(fake: Path, tmp_path: Path) -> None:
    """A .doc and an .rtf with their filter forced on them; the others are told what to install."""
    (tmp_path / "tools" / "unshare").unlink()
    files = {
        "doc": (office.doc_head(), office.DOC_TYPE),
        "doc of Word 95": (office.doc_head(magic=b"\xdc\xa5"), office.DOC_TYPE),
        "rtf": (office.rtf("x"), office.RTF_TYPE),
        "odt": (office.odt(office.odt_body("x")), office.ODT_TYPE),
        "html": (b"<p>x", "text/html"),
    }
    found = converted(tmp_path, files)
    assert {name for name, one in found.items() if one.docx} == {"doc", "rtf"}
    refused = found["odt"].reason
    assert refused is not None
    assert (refused.code, refused.detail) == ("unsupported", office_soffice.NO_CUT)
    calls = fake.read_text().splitlines()
    assert ["--infilter=MS Word 97" in calls[0], "--infilter=Rich Text Format" in calls[1]] == [True, True]


def test_a_cut_that_does_not_work_is_none(fake: Path, tmp_path: Path) -> None:
    """An `unshare` that fails, hangs or cannot start counts as absent."""
    tool = fake.parent / "tools" / "unshare"
    for text in ("#!/bin/sh\nexit 1\n", "no program"):
        tool.unlink()
        tool.write_text(text)
        tool.chmod(0o755)
        assert cut_off(tmp_path) is None


def test_a_link_is_no_result(tmp_path: Path) -> None:
    """What a program that was taken over leaves in the place of a result is not followed."""
    good = tmp_path / "good.docx"
    good.write_bytes(word.docx(word.p("tốt")))
    (tmp_path / "0.docx").symlink_to(good)
    (tmp_path / "folder").symlink_to(tmp_path)
    assert office_soffice.is_docx(good)
    assert not office_soffice.is_docx(tmp_path / "0.docx")
    assert not office_soffice.is_docx(tmp_path / "folder" / "good.docx")
    assert not office_soffice.is_docx(tmp_path)


def test_the_fallback_has_its_time(tmp_path: Path) -> None:
    """A .doc for which no time is left is told so."""
    path = tmp_path / "0.doc"
    path.write_bytes(office.doc_head())
    made = office_doc_module.with_msdoc2docx(path, LIMITS, seconds=0)
    assert not isinstance(made, Path)
    assert made.code == "time"

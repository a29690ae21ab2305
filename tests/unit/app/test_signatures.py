"""Signatures of the files of messages: each checked once, kept, and never in the way of a report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.app import worker
from pipeline.app.extract import extract
from pipeline.app.poll import poll
from pipeline.app.reading import one_received, read_new
from pipeline.app.results import Failure
from pipeline.app.retry import retry, waiting
from pipeline.app.trap import Trap
from pipeline.model.document import Unread
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.model.signature import UNSIGNED, Integrity, Signature, Signed
from pipeline.ports import SignedTask
from tests.build import pdf, reports, signed
from tests.fakes import Letter
from tests.unit.app.world import World, campaign

FOUND = Signed(signatures=(Signature(field="Signature1", signer=None, integrity=Integrity.INTACT),))
PLAIN = pdf.pdf([pdf.Para("BÁO CÁO", centred=True), pdf.Para("Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU")])
ONCE = signed.sign(PLAIN)


@dataclass
class Verifier:
    """Answers as told, and remembers what it was asked."""

    answer: Signed = FOUND
    asked: list[SignedTask] = field(default_factory=list)

    def __call__(self, task: SignedTask) -> Signed:
        """The answer."""
        self.asked.append(task)
        return self.answer


@pytest.fixture
def verifier() -> Verifier:
    """One that finds a signature in whatever it is given."""
    return Verifier()


@pytest.fixture
def world(tmp_path: Path, verifier: Verifier) -> World:
    """Two mails with the same signed PDF, the first with an unsigned one beside it."""
    made = World(folder=tmp_path)
    made.compute.verifier = verifier
    mails = (
        reports.unit_mail(campaign(), "VPTU", ("BC.pdf", ONCE), ("Du thao.pdf", PLAIN)),
        reports.unit_mail(campaign(), "BTCTU", ("BC.pdf", ONCE)),
    )
    made.mailbox.folders["INBOX"] = [Letter(uid=str(uid), raw=raw) for uid, raw in enumerate(mails, 1)]
    return made


def signatures(world: World, uid: str) -> dict[str, Signed]:
    """What is known of the signatures in a message, by the name of the file."""
    received = one_received(world.office(), world.entry(uid))
    assert received.message is not None
    return {file.name: received.signatures(file.path) for file in received.message.files if not file.body}


def test_a_signed_file_is_looked_at_once(world: World, verifier: Verifier) -> None:
    """However many mails carry it; a file that says nothing of a signature is not looked at, and is known to have none."""
    assert poll(world.office()).failures == ()
    assert [task.sha256 for task in verifier.asked] == [verifier.asked[0].sha256]
    assert signatures(world, "1") == {"BC.pdf": FOUND, "Du thao.pdf": UNSIGNED}
    assert signatures(world, "2") == {"BC.pdf": FOUND}
    poll(world.office())
    assert len(verifier.asked) == 1


def test_new_roots_have_it_looked_at_again(world: World, verifier: Verifier) -> None:
    """Chains that could not be checked may now be; the file itself is not read again."""
    poll(world.office())
    office = replace(world.office(), campaign=replace(campaign(), roots=(b"DER",), version="mới"))
    world.steps.taken.clear()
    poll(office)
    assert [task.roots for task in verifier.asked] == [(), (b"DER",)]
    assert "compute.read" not in world.steps.taken


def test_a_file_that_is_read_afresh_is_looked_at_afresh(world: World, verifier: Verifier) -> None:
    """A person asked for it."""
    poll(world.office())
    entries = world.ledger.entries()
    read_new(world.office(), entries, Trap(), again={entries[0].sha256})
    assert len(verifier.asked) == 2


def test_what_could_not_be_checked_is_said_and_loses_no_report(world: World, verifier: Verifier) -> None:
    """The run does not fail for it, and does not try for ever."""
    verifier.answer = Signed(signatures=(), trouble="corrupt: no end of file")
    assert poll(world.office()).failures == ()
    poll(world.office())
    assert signatures(world, "2") == {"BC.pdf": verifier.answer}
    assert len(verifier.asked) == 1
    assert "BC.pdf" in world.written()["tables/files.csv"].decode("utf-8-sig")


def test_a_check_that_failed_for_a_reason_of_ours_is_told_and_tried_again(
    world: World, verifier: Verifier
) -> None:
    """By the run, in what waits, and by those that try again; a run of itself does not."""
    verifier.answer = Signed(signatures=(), trouble="time: nothing done in 60 s")
    why = "signatures not checked: time: nothing done in 60 s"
    assert poll(world.office()).failures == (Failure(item="BC.pdf", reason=why),)
    assert poll(world.office()).failures == ()
    assert [(held.name, held.error) for held in waiting(world.office()).files] == [("BC.pdf", why)] * 2
    extract(world.office(), everything=True)
    assert len(verifier.asked) == 2
    verifier.answer = FOUND
    retry(world.office())
    assert len(verifier.asked) == 3
    assert waiting(world.office()).files == ()
    assert signatures(world, "2") == {"BC.pdf": FOUND}


def test_the_signatures_of_a_secret_are_not_looked_at(world: World, verifier: Verifier) -> None:
    """By its name, or by a mark that its reader found: what was changed in it would be told."""
    named = reports.unit_mail(campaign(), "VPTU", ("MẬT - BC.pdf", ONCE))
    marked = reports.unit_mail(campaign(), "BTCTU", ("BC.pdf", signed.sign(PLAIN)))
    world.mailbox.folders["INBOX"] = [Letter(uid="1", raw=named), Letter(uid="2", raw=marked)]
    world.compute.reader = lambda _: Unread(code=CONFIDENTIAL, detail="MẬT, page 1")
    assert poll(world.office()).failures == ()
    assert verifier.asked == []
    assert signatures(world, "1") == {"MẬT - BC.pdf": UNSIGNED}
    assert signatures(world, "2") == {"BC.pdf": UNSIGNED}


def test_the_worker_checks_a_file(tmp_path: Path) -> None:
    """With the roots that came as letters; getting ready is part of it."""
    (tmp_path / "0").write_bytes(ONCE)
    worker._prepare_signatures()
    answer = worker.verify({"path": str(tmp_path / "0"), "roots": signed.authority().der.hex()})
    (found,) = codec.decode(answer, Signed).signatures
    assert (found.integrity, found.trust) == ("intact", "trusted")

"""Desks whose mailbox is on a real server."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import CA_FILE, PASSWORD
from tests.build.desk import ROOT, Desk
from tests.real.dovecot import Dovecot


def desk_at(server: Dovecot, outputs: Path, **environment: str) -> Desk:
    """The shipped campaign at the mailbox of the server's present user; `environment` overrules the usual one."""
    usual = {PASSWORD: server.password, CA_FILE: str(server.cafile)}
    return Desk(
        rules=ROOT / "rules", outputs=outputs, mailbox=server.url, environment={**usual, **environment}
    )

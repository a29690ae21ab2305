"""Where messages come from: an IMAP server, or files. Must never write to a mailbox, nor keep a message.

imapclient is imported only when a server's URL is opened.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.mailbox.again import ONCE, Persistence
from pipeline.mailbox.check import Step, SteppedMailbox, check_mailbox
from pipeline.mailbox.folder import FolderMailbox
from pipeline.mailbox.trouble import FetchError, Kind, Stage, StepError
from pipeline.mailbox.url import WHERE_SECRETS_GO, FolderAddress, ServerAddress, parse_url
from pipeline.ports import Clock

__all__ = [
    "ONCE",
    "FetchError",
    "FolderAddress",
    "Kind",
    "Persistence",
    "ServerAddress",
    "Stage",
    "Step",
    "StepError",
    "SteppedMailbox",
    "check_mailbox",
    "open_mailbox",
    "parse_url",
]


def open_mailbox(
    url: str,
    *,
    password: str | None,
    ca_file: Path | None,
    clock: Clock,
    persistence: Persistence = ONCE,
) -> SteppedMailbox:
    """A mailbox by its URL. Nothing is connected or read yet: that is for the first call of the mailbox.

    `persistence` is how often a server that is busy or breaks the line is tried again within one call.

    UsageError for a URL that is none, SettingsError when a server is named and no password is given.
    """
    address = parse_url(url)
    if isinstance(address, FolderAddress):
        return FolderMailbox(address, clock=clock)
    if not password:
        raise SettingsError(f"There is no password for the mailbox of {address.account}: {WHERE_SECRETS_GO}.")
    from pipeline.mailbox.imap import Access  # noqa: PLC0415 -- only who needs a server pays for its library
    from pipeline.mailbox.server import ImapMailbox, Limits  # noqa: PLC0415 -- the same

    access = Access(password=password, ca_file=ca_file)
    return ImapMailbox(address, access, clock=clock, limits=Limits(persistence=persistence))

"""Where messages come from: an IMAP server, or files. Must never write to a mailbox but a mark that was asked for, nor keep a message.

imapclient is imported only when a server's URL is opened.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.mailbox.again import ONCE, Persistence
from pipeline.mailbox.check import Step, SteppedMailbox, check_mailbox
from pipeline.mailbox.folder import FolderMailbox
from pipeline.mailbox.grant_file import GrantFile
from pipeline.mailbox.token import GrantTokens, Tokens
from pipeline.mailbox.trouble import FetchError, Kind, Stage, StepError
from pipeline.mailbox.url import FolderAddress, ServerAddress, parse_url
from pipeline.ports import Clock
from pipeline.sentences import mailbox as say

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


def open_mailbox(  # noqa: PLR0913 -- a keyword for each thing that an operator sets
    url: str,
    *,
    password: str | None,
    ca_file: Path | None,
    clock: Clock,
    oauth_file: Path | None = None,
    persistence: Persistence = ONCE,
) -> SteppedMailbox:
    """A mailbox by its URL. Nothing is connected or read yet: that is for the first call of the mailbox.

    `persistence` is how often a server that is busy or breaks the line is tried again within one call.

    UsageError for a URL that is none, SettingsError when a server is named and neither a password nor an OAuth file
    that can be used.
    """
    address = parse_url(url)
    if isinstance(address, FolderAddress):
        return FolderMailbox(address, clock=clock)
    tokens = _tokens(oauth_file, clock) if oauth_file else None
    if not password and tokens is None:
        raise SettingsError(say.NO_PASSWORD(account=address.account, where=say.WHERE_SECRETS_GO()))
    from pipeline.mailbox.imap import Access  # noqa: PLC0415 -- only who needs a server pays for its library
    from pipeline.mailbox.server import ImapMailbox, Limits  # noqa: PLC0415 -- the same

    access = Access(password=password or "", ca_file=ca_file, tokens=tokens)
    return ImapMailbox(address, access, clock=clock, limits=Limits(persistence=persistence))


def _tokens(path: Path, clock: Clock) -> Tokens:
    file = GrantFile(path)
    file.read()  # what is wrong with it should not wait for a server
    return GrantTokens(file, clock=clock)

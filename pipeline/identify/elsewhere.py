"""Reports that are not among a message's files: written in the mail itself, lying behind a link, or of another time.

Nothing is fetched: a link is a stranger's, and a person decides whether to follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.identify import forwards
from pipeline.identify.periods import is_other_time
from pipeline.identify.references import References
from pipeline.model.mail import Message
from pipeline.model.submission import Elsewhere
from pipeline.text.fold import bare, words

_REPORT_WORDS = 120  # of a mail's own text: covering notes have fewer, the shortest reports more
_LINK = re.compile(r"https?://([a-z0-9.-]+)", re.IGNORECASE)
# Where offices leave files that are too large for a mail, and what their phones share by.
_SHARES = tuple(f".{host}" for host in (
    "drive.google.com", "docs.google.com", "photos.app.goo.gl", "1drv.ms", "onedrive.live.com", "sharepoint.com", "dropbox.com",
    "we.tl", "wetransfer.com", "zalo.me", "zadn.vn", "zaloapp.com", "fshare.vn", "mediafire.com", "mega.nz", "icloud.com",
))  # fmt: skip
_REPORT = re.compile(r"\b(bao cao|bc)\b")


def find_elsewhere(
    message: Message, references: References, objections: Iterable[str] = ()
) -> tuple[Elsewhere, str]:
    """Where the report of a message without one seems to be, and what to do; NOWHERE when nothing speaks of one.

    `objections` are why its files are no reports.
    """
    own = forwards.part(message).own
    about = f"{message.envelope.subject}\n{own}"
    if references.named_in(about) and any(map(is_other_time, objections)):
        return Elsewhere.OTHER_TIME, ""
    if not (_REPORT.search(bare(about)) or references.named_in(about)):
        return Elsewhere.NOWHERE, ""
    size = len(words(_LINK.sub(" ", own)))
    if size >= _REPORT_WORDS and references.named_in(own):
        told = f"the report seems to be written in the mail itself ({size} words)"
        return Elsewhere.TEXT, f"{told}: save it as a file and take it in by hand"
    hosts = (found[1].lower() for found in _LINK.finditer(message.text))
    shares = dict.fromkeys(host for host in hosts if f".{host}".endswith(_SHARES))
    if shares:
        return (
            Elsewhere.LINK,
            f"a link only ({', '.join(shares)}): download the report and take it in by hand",
        )
    return Elsewhere.NOWHERE, ""

"""The sample mailbox of `tonghop demo`: invented reports of real-looking units, with the truth about each of them.

What it makes is for trying out and testing; nothing in it was said by anybody.
"""

from __future__ import annotations

from pipeline.demo.mails import build_mailbox
from pipeline.demo.nouns import DemoSummary, MailTruth, UnitTruth

__all__ = ["DemoSummary", "MailTruth", "UnitTruth", "build_mailbox"]

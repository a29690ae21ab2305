"""What each command is asked for on the command line, in the words of its help. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.sentences.sentence import Language

_DAY = 1440  # minutes


def campaign(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """Which campaign, required where there is no default, and where its rules and outputs are."""
    parser.add_argument(
        "campaign", metavar="CAMPAIGN", nargs="?" if default else None, default=default,
        help="folder name below --rules",
    )  # fmt: skip
    parser.add_argument("--rules", type=Path, default=Path("rules"), metavar="DIR", help="default: ./rules")
    parser.add_argument(
        "--outputs", type=Path, default=Path("outputs"), metavar="DIR", help="default: ./outputs"
    )


def nothing(parser: argparse.ArgumentParser) -> None:
    """No arguments but those of every command."""
    del parser


def mailbox(parser: argparse.ArgumentParser) -> None:
    """Which mailbox."""
    parser.add_argument("--mailbox", default="", metavar="URL", help="instead of the campaign's own")


def check(parser: argparse.ArgumentParser) -> None:
    """Which mailbox, and in which language to say what was found."""
    mailbox(parser)
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=Language.ENGLISH.value,
        help="language of the sentences, default: en; mistakes in the rules, which are told before any step, and what a "
        "server or the system says itself stay as they are",
    )


def poll(parser: argparse.ArgumentParser) -> None:
    """Which mailbox, and whether to write."""
    mailbox(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what is new; write nothing")


def watch(parser: argparse.ArgumentParser) -> None:
    """Which mailbox, and how often to look where mail is not announced."""
    mailbox(parser)
    parser.add_argument(
        "--every",
        type=_minutes,
        default=5.0,
        metavar="MINUTES",
        help="the longest time between two polls; default: 5",
    )


def extract(parser: argparse.ArgumentParser) -> None:
    """What to read again, or which file to take in."""
    parser.add_argument("--unit", default="", metavar="CODE", help="one unit only")
    parser.add_argument(
        "--all",
        action="store_true",
        help="every file: what is not read yet, or was given up for want of time or memory",
    )
    parser.add_argument("--file", type=Path, metavar="PATH", help="take this file in for --unit")
    parser.add_argument("--by", default="", metavar="NAME", help="who takes the file in")
    parser.add_argument("--note", default="", metavar="TEXT", help="why")


def retry(parser: argparse.ArgumentParser) -> None:
    """Which messages to try again; from which mailbox."""
    mailbox(parser)
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="a message's id, right after CAMPAIGN; without any, list what waits",
    )
    parser.add_argument("--all", action="store_true", help="try everything again that waits")


def show(parser: argparse.ArgumentParser) -> None:
    """Which unit."""
    parser.add_argument("unit", metavar="UNIT", help="the unit's code")


def evaluate(parser: argparse.ArgumentParser) -> None:
    """Which labels against which tables, and what to write of it."""
    parser.add_argument("truth", type=Path, metavar="TRUTH", help="folder of labels (see rules/LABELLING.md)")
    parser.add_argument("tables", type=Path, metavar="OUTPUTS", help="outputs/<campaign>/tables")
    parser.add_argument(
        "--threshold",
        type=_share,
        default=0.9,
        metavar="SHARE",
        help="confidence from which a cell is sure; default: 0.9",
    )
    parser.add_argument(
        "--charts", type=Path, metavar="FOLDER", help="draw reliability.svg and risk-coverage.svg"
    )
    parser.add_argument("--wrong", type=_file, metavar="FILE.csv", help="write the wrong cells")


def _file(text: str) -> Path:
    if not Path(text).name:
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a file")
    return Path(text)


def _minutes(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= _DAY:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes up to a day")
    return found


def _share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return found


def decide(parser: argparse.ArgumentParser) -> None:
    """What is ruled, by whom and why; or which view of the rulings."""
    ruling = (
        parser.add_argument("subject", metavar="SUBJECT", help="a message's id, UNIT/SECTION or UNIT"),
        parser.add_argument("field", metavar="FIELD", help="unit, disposition, state, heading or due"),
        parser.add_argument(
            "value",
            metavar="VALUE",
            help='what it is; "" for a heading: nowhere; after -- one that begins with -; for due the last day on time',
        ),
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who decides")
    parser.add_argument("--note", default="", metavar="TEXT", help="why")
    views = parser.add_mutually_exclusive_group()
    look = partial(views.add_argument, action=_Look, nargs=0, default=False, instead_of=ruling)
    look("--list", help="show every decision and what became of it")
    look("--suggest", help="propose aliases from decided headings")


class _Look(argparse.Action):
    """An option that asks for a view: what is otherwise required is not.

    Positional arguments that are optional in themselves (`nargs="?"`) would have to stand before all options.
    """

    def __init__(self, *args: Any, instead_of: Sequence[argparse.Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._instead_of = instead_of

    def __call__(self, _parser: object, namespace: argparse.Namespace, *_: object) -> None:
        """Switch the view on."""
        setattr(namespace, self.dest, True)
        for action in self._instead_of:
            action.required = False

"""The command line: arguments → a use case → `render` → an exit code. One short function per command.

Importing this module, and `--help`, load nothing heavy: each command imports what it needs.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pipeline import arguments
from pipeline.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_SOME_FAILED, BusyError, TonghopError, UsageError
from pipeline.sentences.sentence import Language

if TYPE_CHECKING:
    from pipeline.app.office import Office
    from pipeline.app.wire import Place
    from pipeline.ports import Progress
    from pipeline.render.screen import Screen

_WITH_DEFAULT = {"demo": "28-ct-tu"}  # commands that can do without a campaign's name
_WITHOUT_CAMPAIGN = {"evaluate"}  # commands that know nothing of campaigns, only of folders

Command = Callable[[argparse.Namespace, "Screen"], int]


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter is shown its number
            stream.reconfigure(errors="backslashreplace")
    # Our matrices are small: a second thread costs as much again and is no faster. Set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(argv: Sequence[str]) -> int:
    """Run one command; returns its exit code. Every error becomes one sentence on standard error."""
    args = _parser().parse_args(argv)
    from pipeline.render.screen import Screen

    screen = Screen(as_json=args.json, quiet=args.quiet)
    command: Command = args.command
    try:
        return command(args, screen)
    except BusyError as busy:
        screen.say(str(busy))
        return busy.exit_code
    except TonghopError as error:
        for sentence in (str(error), *getattr(error, "__notes__", ())):
            screen.complain(sentence)
        if args.verbose:
            traceback.print_exc()
        return error.exit_code
    except KeyboardInterrupt:
        screen.complain("Interrupted; run the same command again to go on.")
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tonghop", description="Gather the reports that units e-mail, and tabulate what is in them."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (command, says, ask) in _COMMANDS.items():
        sub = commands.add_parser(name, help=says, description=says)
        if name not in _WITHOUT_CAMPAIGN:
            arguments.campaign(sub, default=_WITH_DEFAULT.get(name))
        sub.add_argument("--json", action="store_true", help="print JSON")
        sub.add_argument("-q", "--quiet", action="store_true", help="print errors only")
        more = "print tracebacks of errors; with status, why each verdict"
        sub.add_argument("-v", "--verbose", action="store_true", help=more)
        sub.set_defaults(command=command)
        ask(sub)
    return parser


def _place(args: argparse.Namespace) -> Place:
    from pipeline.app.wire import Place

    return Place(
        campaign=args.campaign, rules=args.rules, outputs=args.outputs, mailbox=getattr(args, "mailbox", "")
    )


@contextmanager
def _office(args: argparse.Namespace, screen: Screen) -> Iterator[Office]:
    """The campaign's office, with progress bars when a person watches; closed at the end."""
    from pipeline.app.wire import open_office, rehearsal
    from pipeline.render.screen import Bars

    place = _place(args)
    watched = sys.stderr.isatty() and not args.quiet and not args.json
    with ExitStack() as stack:
        if getattr(args, "dry_run", False):
            place = stack.enter_context(rehearsal(place))
        bars = stack.enter_context(closing(Bars(screen.err))) if watched else None
        office = open_office(place, progress=bars)
        stack.enter_context(closing(office.ledger))
        yield office


def _check(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.check import check
    from pipeline.render import results

    steps, code = check(_place(args))
    results.steps(screen, steps, Language(args.lang))
    return code


def _poll(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.poll import poll
    from pipeline.render import results

    with _office(args, screen) as office:
        result = poll(office, dry_run=args.dry_run)
    results.poll(screen, result)
    return EXIT_SOME_FAILED if result.failures else EXIT_DONE


def _watch(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.stop import Stop
    from pipeline.app.watch import Watch
    from pipeline.app.wire import now
    from pipeline.programs.systemd import Service
    from pipeline.render import watch as view

    watch = Watch(
        open_office=partial(_opened, _place(args)), every=args.every * 60, tell=partial(view.turn, screen),
        stop=Stop(), service=Service(os.environ), clock=now,
    )  # fmt: skip
    if watch.run() == signal.SIGINT:
        raise KeyboardInterrupt
    return EXIT_DONE


@contextmanager
def _opened(place: Place, progress: Progress) -> Iterator[Office]:
    from pipeline.app.wire import open_office

    office = open_office(place, progress=progress)
    with closing(office.ledger):
        yield office


def _extract(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.extract import HandIn, extract, take_in
    from pipeline.render import results

    with _office(args, screen) as office:
        if args.file is None:
            result = extract(office, unit=args.unit, everything=args.all)
        elif args.unit and args.by and args.note:
            result = take_in(office, HandIn(unit=args.unit, file=args.file, by=args.by, note=args.note))
        else:
            raise UsageError("To take a file in, give --unit CODE, --by NAME and --note TEXT as well.")
    results.written(screen, result)
    return EXIT_SOME_FAILED if result.failures else EXIT_DONE


def _retry(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.retry import retry, waiting
    from pipeline.render import retry as view

    if args.ids and args.all:
        raise UsageError("Give ids, or --all for everything that waits; not both.")
    with _office(args, screen) as office:
        if not args.ids and not args.all:
            view.waiting(screen, waiting(office))
            return EXIT_DONE
        result = retry(office, args.ids)
    view.tried(screen, result)
    return EXIT_SOME_FAILED if result.failures else EXIT_DONE


def _table(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.views import table
    from pipeline.render import results

    with _office(args, screen) as office:
        result = table(office)
    results.written(screen, result)
    return EXIT_SOME_FAILED if result.failures else EXIT_DONE


def _status(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.views import status
    from pipeline.render import status as view

    with _office(args, screen) as office:
        result = status(office)
    view.status(screen, result, office.campaign, why=args.verbose)
    return EXIT_DONE


def _show(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.views import show
    from pipeline.render import unit as view

    with _office(args, screen) as office:
        result = show(office, args.unit)
    view.unit(screen, result, office.campaign)
    return EXIT_DONE


def _checks(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.kinds import kinds
    from pipeline.render import kinds as view

    view.kinds(screen, kinds(_place(args)))
    return EXIT_DONE


def _decide(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.decide import Decide, decide
    from pipeline.app.rulings import rulings, suggest
    from pipeline.render import decisions as view

    given = (args.subject, args.field, args.value)
    if (args.list or args.suggest) and any(part is not None for part in given):
        raise UsageError("--list and --suggest only look: give no SUBJECT, FIELD and VALUE with them.")
    with _office(args, screen) as office:
        if args.list:
            view.listed(screen, rulings(office), office.campaign)
            return EXIT_DONE
        if args.suggest:
            view.suggested(screen, suggest(office), office.campaign)
            return EXIT_DONE
        asked = Decide(subject=args.subject, field=args.field, value=args.value, by=args.by, note=args.note)
        result = decide(office, asked)
    view.decided(screen, result, office.campaign)
    return EXIT_SOME_FAILED if result.failures else EXIT_DONE


def _demo(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.demo import demo
    from pipeline.render import results
    from pipeline.render import status as view

    shown = demo(_place(args))
    view.status(screen, shown.status, shown.campaign)
    results.poll(screen, shown.poll)
    return EXIT_DONE


def _evaluate(args: argparse.Namespace, screen: Screen) -> int:
    from pipeline.app.evaluate import Labels, evaluate
    from pipeline.render import evaluation as view

    result = evaluate(
        Labels(
            truth=args.truth,
            tables=args.tables,
            threshold=args.threshold,
            charts=args.charts,
            wrong=args.wrong,
        )
    )
    view.evaluation(screen, result)
    return EXIT_DONE


_COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": (_check, "Look whether rules, mailbox, store and readers are in order.", arguments.check),
    "poll": (_poll, "Take in new messages and bring the tables up to date.", arguments.poll),
    "watch": (_watch, "Poll, stay connected, and poll again when mail comes.", arguments.watch),
    "extract": (_extract, "Read stored files again, or take in a corrected file.", arguments.extract),
    "retry": (
        _retry,
        "List what could not be fetched or read and waits for a person, or try it again.",
        arguments.retry,
    ),
    "table": (_table, "Write every output again.", arguments.nothing),
    "status": (_status, "Show the completeness table.", arguments.nothing),
    "show": (_show, "Show one unit: versions, sections, findings, sources.", arguments.show),
    "decide": (
        _decide,
        "Record a reviewer's decision; list decisions, or what the rules can learn.",
        arguments.decide,
    ),
    "checks": (_checks, "List the kinds of checks and the rules that use them.", arguments.nothing),
    "evaluate": (
        _evaluate,
        "Hold the tables against labelled reports: how right is the program?",
        arguments.evaluate,
    ),
    "demo": (_demo, "Build a sample mailbox, poll it, and show the table.", arguments.nothing),
}

"""Whose message it is: the paper that counts, the letters beside it and the mail itself, weighed together.

A letterhead that names two units, a second report of another unit, or a body outside the roster leaves the unit empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.identify.clues import BESIDE, letterhead_clues, message_clues, paper_clues
from pipeline.identify.letterhead import Letterhead
from pipeline.identify.paper import Head
from pipeline.identify.roles import SECOND_REPORT
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from pipeline.identify.unit import weigh
from pipeline.model.document import Document
from pipeline.model.mail import Message
from pipeline.model.submission import Clue, Identification, Role, SortedFile

# Whose letterhead counts: the report's, else that of a letter or annex beside one that could not be read.
_SPEAKING = (Role.REPORT, Role.COVER_LETTER, Role.ANNEX, Role.SIGNED_COPY, Role.OTHER)
_BEARING = frozenset({Role.REPORT, Role.UNREADABLE, Role.ANNEX})


def identify(
    message: Message,
    files: Sequence[SortedFile],
    papers: Mapping[str, Head],
    roster: Roster,
    *,
    forged: bool = False,
) -> Identification:
    """Exactly one unit of the roster, or none and why not. `forged`: the sender's address is not to be believed."""
    bearing = tuple(found.file.path for found in files if found.role in _BEARING)
    clues = [*message_clues(message, roster, bearing, forged=forged)]
    read = [found for found in files if found.file.path in papers and isinstance(found.reading, Document)]
    main = next((found for role in _SPEAKING for found in read if found.role is role), None)
    if main is None:
        return weigh(clues)
    heads = {found.file.path: roster.letterheads.read(papers[found.file.path].issuers) for found in read}
    own = heads[main.file.path].issuer
    several = _several(own.units if own else frozenset(), _others(read, heads))
    bearer = _bearer(main, read, heads, papers)
    head, paper = heads[bearer], papers[bearer]
    clues += _of_papers(main, read, {**heads, main.file.path: head}, papers, roster)
    nearly = head.issuer is not None and head.issuer.closeness is Closeness.NEAR
    only = head.issuer.units if nearly and head.issuer else frozenset[str]()
    return weigh(clues, objection=_objection(head, paper) or several, only=only)


def _bearer(
    main: SortedFile, read: Sequence[SortedFile], heads: Mapping[str, Letterhead], papers: Mapping[str, Head]
) -> str:
    """The file under whose letterhead the report stands: its signed copy where what was typed has none."""
    copies = [found for found in read if found.role is Role.SIGNED_COPY]
    for path in (found.file.path for found in (main, *copies)):
        head = heads[path]
        if head.issuer or head.joint or (head.stranger and papers[path].headed):
            return path
    return main.file.path


def _of_papers(
    main: SortedFile, read: Sequence[SortedFile], heads: Mapping[str, Letterhead], papers: Mapping[str, Head], roster: Roster
) -> Iterator[Clue]:  # fmt: skip
    for found in read:
        path = found.file.path
        if found is main and isinstance(found.reading, Document):
            yield from paper_clues(papers[path], heads[path], found.reading, roster)
        elif found.role is Role.COVER_LETTER:
            yield from letterhead_clues(heads[path], BESIDE)


def _others(read: Sequence[SortedFile], heads: Mapping[str, Letterhead]) -> frozenset[str]:
    """The units whose report lies beside the one that was taken, be it nearly a copy: units copy from each other."""
    beside = (found for found in read if found.role is Role.SIGNED_COPY or found.reason == SECOND_REPORT)
    issuers = (heads[found.file.path].issuer for found in beside)
    return frozenset().union(
        *(issuer.units for issuer in issuers if issuer and issuer.closeness is not Closeness.NEAR)
    )


def _several(own: frozenset[str], others: frozenset[str]) -> str:
    """Two units at least, of which the report's own is none of the others': one letterhead near to two names is one report."""
    if others and len(own | others) > 1 and not others & own:
        return f"reports of several units in one message: {', '.join(sorted(own | others))}"
    return ""


def _objection(head: Letterhead, paper: Head) -> str:
    if head.joint:
        return f"a joint letterhead: {', '.join(head.joint)}"
    if head.stranger and paper.headed:
        return f"the letterhead names a body outside the roster: {head.stranger}"
    return ""

"""Death at every durable step: the same command again ends as if nobody had died, and after it nothing is written.

Each death is that of a real process, at a failpoint of the program. Run with `-s` to see how many there were.
"""

from __future__ import annotations

import ast
import os
import queue
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from pipeline.failpoint import DEAD
from tests.build.desk import ROOT, Ran
from tests.build.mortal import Mortal
from tests.build.stories import BY, COLD, MOVED_TO, InFile, OnServer, Story, World
from tests.real.dovecot import Dovecot

NOTHING = Ran(code=0, out="", err="")
KINDS = ("sqlite", "postgresql")
NOWHERE = "nowhere"  # a point that no process reaches: all points are counted on the way to it
COMMON = ("ledger.", "blob.kept", "output.named", "tables.")

EARLY = Story(name="early", command=("poll",), box="growing", grows=True, points=())
STORIES = {
    "sqlite": (
        Story(name="poll", command=("poll",), each=("ledger.",)),
        EARLY,
        Story(name="more", command=("poll",), after="early", box="growing", points=(*COMMON, "blob.named")),
        Story(name="table", command=("table",), after="poll", points=("output.named", "tables.", "ledger.")),
        Story(name="hand", command=("extract", "--unit", "BTCTU", "--file", "FILE", *BY), after="poll", points=COMMON),
        Story(name="afresh", command=("extract", "--unit", "VPTU"), after="poll", points=("memo.",)),
        Story(
            name="decide", command=("decide", "VPTU/1.1", "state", "thin", *BY), after="poll",
            points=("decision.", "output.named", "tables."),
        ),
        Story(name="keyword", command=("poll",), box="keyword", mark="keyword:tonghop", points=("mark.",)),
        Story(name="move", command=("poll",), box="move", mark=f"move:{MOVED_TO}", points=("mark.", "tables.")),
    ),
    "postgresql": (
        Story(name="poll", command=("poll",), points=(*COMMON, "home."), each=("ledger.",)),
        EARLY,
        Story(name="more", command=("poll",), after="early", box="growing", points=COMMON),
        Story(name="hand", command=("extract", "--unit", "BTCTU", "--file", "FILE", *BY), after="poll", points=COMMON),
        Story(name="move", command=("poll",), box="move", mark=f"move:{MOVED_TO}", points=("mark.kept",)),
    ),
}  # fmt: skip


class Theatre:
    """Plays stories of one kind of ledger, some at a time, and counts deaths."""

    def __init__(self, world: World, actors: queue.Queue[Mortal]) -> None:
        self._world, self._actors = world, actors
        self._played: dict[str, tuple[Mapping[str, int], dict[str, object]]] = {}

    def play(self, story: Story) -> tuple[int, dict[str, list[str]]]:
        """Undisturbed first, then with a death at each point: how many deaths, and what was wrong after which."""
        counts, end = self.undisturbed(story)
        deaths = [f"{point}:{k}" for point, count in counts.items() for k in _times(story, point, count)]
        with ThreadPoolExecutor(1 if story.mark else self._actors.maxsize) as pool:
            wrong = pool.map(lambda death: (death, self._died(story, death, end)), deaths)
            return len(deaths), {death: faults for death, faults in wrong if faults}

    def undisturbed(self, story: Story) -> tuple[Mapping[str, int], dict[str, object]]:
        """How often each point is passed when nobody dies, and what is there afterwards; played once."""
        if story.name not in self._played:
            if story.after and story.after not in self._played:
                self.undisturbed(next(one for one in STORIES["sqlite"] if one.name == story.after))
            self._played[story.name] = self._to_the_end(story)
        return self._played[story.name]

    def _to_the_end(self, story: Story) -> tuple[Mapping[str, int], dict[str, object]]:
        place, actor = self._world.place(story), self._actors.get()
        try:
            life = actor.run(place, self._command(story), fail_at=NOWHERE)
            assert (life.ran.code, life.ran.err) == (0, "")
            self._world.ends[story.name] = place
            end = {**self._world.state(place), **self._world.server_state(story)}
            assert actor.run(place, ("poll",)).ran == NOTHING
        finally:
            self._actors.put(actor)
        if story.grows:
            self._world.grow()
        return life.reached, end

    def _died(self, story: Story, death: str, end: Mapping[str, object]) -> list[str]:
        """What was wrong after this death; nothing, if all is well."""
        place, actor = self._world.place(story, death), self._actors.get()
        try:
            died = actor.run(place, self._command(story), fail_at=death).ran
            again = actor.run(place, self._command(story)).ran
            state = {**self._world.state(place), **self._world.server_state(story)}
            before = {**self._world.stamps(place), **self._world.server_state(story)}
            last = actor.run(place, ("poll",)).ran
            after = {**self._world.stamps(place), **self._world.server_state(story)}
        finally:
            self._actors.put(actor)
        self._world.forget(place)
        faults = [f"it ended with {died.code}: {died.err}"] if died.code != DEAD else []
        faults += [f"the next run: {again.code} {again.err}"] if (again.code, again.err) != (0, "") else []
        faults += [f"other than undisturbed: {name}" for name in _differing(state, end)]
        faults += [f"the last run: {last}"] if last != NOTHING else []
        return faults + [f"written by the last run: {name}" for name in _differing(before, after)]

    def _command(self, story: Story) -> tuple[str, ...]:
        return tuple(str(self._world.file) if word == "FILE" else word for word in story.command)


def _times(story: Story, point: str, count: int) -> list[int]:
    """At which of the times that a point is passed to die there."""
    if not point.startswith(story.points):
        return []
    if story.each and point.startswith(story.each):
        return list(range(1, count + 1))
    return [(count + 1) // 2] if point.startswith(COLD) else sorted({1, count})


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def actors() -> Iterator[queue.Queue[Mortal]]:
    """Parents of mortal processes, as many as there are processors."""
    many = min(4, os.cpu_count() or 1)
    waiting: queue.Queue[Mortal] = queue.Queue(many)
    with ExitStack() as stack:
        for _ in range(many):
            waiting.put(stack.enter_context(Mortal()))
        yield waiting


Stage = Callable[[str], Theatre]


@pytest.fixture(scope="module")
def stage(
    actors: queue.Queue[Mortal], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Stage:
    """The theatre of a kind of ledger; each opens once."""
    opened: dict[str, Theatre] = {}

    def open_(kind: str) -> Theatre:
        if kind not in opened:
            ledgers = InFile() if kind == "sqlite" else OnServer(request.getfixturevalue("postgres"))
            server: Dovecot = request.getfixturevalue("_dovecot_server")
            opened[kind] = Theatre(World(tmp_path_factory.mktemp(kind), ledgers, server), actors)
        return opened[kind]

    return open_


@pytest.mark.parametrize(
    ("kind", "story"),
    [
        pytest.param(kind, story, id=f"{kind}-{story.name}")
        for kind in KINDS
        for story in STORIES[kind]
        if story.points
    ],
)
def test_whoever_dies_is_finished_by_the_next_run(
    kind: str, story: Story, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows, blobs and tables as undisturbed; and the poll after that is silent and writes nothing."""
    deaths, wrong = stage(kind).play(story)
    with capsys.disabled():
        print(f"\n{kind}: {deaths} deaths in `tonghop {story.command[0]}` ({story.name})")  # noqa: T201 -- the count is to be seen
    assert wrong == {}
    assert deaths > 0


def test_every_failpoint_of_the_program_is_died_at(stage: Stage) -> None:
    """A new point has to be passed by a story above; and no two places of the program share a name."""
    found = [name for path in sorted((ROOT / "pipeline").rglob("*.py")) for name in _points(path)]
    assert len(found) == len(set(found))
    died = {
        point
        for kind in KINDS
        for story in STORIES[kind]
        for point, count in stage(kind).undisturbed(story)[0].items()
        if _times(story, point, count)
    }
    assert set(found) == died


def _points(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reach":
            (name,) = node.args
            assert isinstance(name, ast.Constant), f"{path}:{node.lineno}: the name of a point is a literal"
            yield str(name.value)

"""The house rules that no linter knows, as tests: sizes, names, docstrings, doors, and what the README must name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from pipeline import cli, errors, settings
from pipeline.assess import CHECK_KINDS

ROOT = Path(__file__).parents[2]
LONGEST_MODULE, LONGEST_FUNCTION = (
    300,
    40,
)  # lines; the books that we learn from keep nine functions in ten under 48
NAMELESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
HEAVY = {"pandas", "numpy", "pyarrow", "sqlalchemy", "imapclient", "docx", "pdfplumber", "lxml", "xlsxwriter"}
SAMPLES = "pipeline/demo/"  # makes sample papers, with the libraries that read and write them
SUPPRESSED = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?!: [A-Z0-9, ]+ --? \w|\[[\w, -]+\] {1,2}# \w).*")
# Folders that only one machine has. Nothing of this repository needs one: tests are given theirs by pytest.
PLACES = re.compile(r"(?<![\w.])/(?:home|root|tmp|work)/\w+")
HOSTS = re.compile(r"pypi\.org|npm[j]s|python[h]osted", re.IGNORECASE)


def of_ours(*folders: str) -> list[str]:
    """The Python files below these folders, as paths from the root."""
    return sorted(path.relative_to(ROOT).as_posix() for f in folders for path in (ROOT / f).rglob("*.py"))


@cache
def tree(path: str) -> ast.Module:
    """A file as Python sees it."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def test_no_module_is_too_long() -> None:
    """What needs more lines is two things. A test's list of cases may be long; its functions may not."""
    lengths = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in of_ours("pipeline")
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    """Neither ours nor a test's, with its signature and docstring."""
    long = [
        f"{path}:{node.lineno} {node.name} has {lines} lines"
        for path in of_ours("pipeline", "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_a_drawer() -> None:
    """What has no better name has no place yet."""
    paths = of_ours("pipeline", "tests")
    assert [path for path in paths if NAMELESS & set(re.split(r"[/_.]", path))] == []


def test_every_module_says_what_lives_in_it() -> None:
    """Packages too."""
    assert [path for path in of_ours("pipeline", "tests") if not ast.get_docstring(tree(path))] == []


def test_all_code_begins_with_the_future() -> None:
    """A module that is more than its docstring imports annotations first."""
    begins = {
        path: tree(path).body[bool(ast.get_docstring(tree(path))) :] for path in of_ours("pipeline", "tests")
    }
    first = {path: ast.unparse(body[0]) for path, body in begins.items() if body}
    assert {path for path, line in first.items() if line != "from __future__ import annotations"} == set()


def test_every_suppressed_complaint_has_its_reason() -> None:
    """Beside it, on the same line, after the code of the rule."""
    bare = [
        f"{path}:{number} {found[0]}"
        for path in of_ours("pipeline", "tests")
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if (found := SUPPRESSED.search(line)) and path != "tests/unit/test_house.py"
    ]
    assert bare == []


# --- doors


def ruff() -> dict[str, object]:
    """The linter's section of pyproject.toml."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = read["tool"]["ruff"]["lint"]
    assert isinstance(found, dict)
    return found


def doors() -> dict[str, list[str]]:
    """Each banned library → where the ban is lifted, of the places that its own message names."""
    banned, lifted = ruff()["flake8-tidy-imports"], ruff()["per-file-ignores"]
    assert isinstance(banned, dict)
    assert isinstance(lifted, dict)
    places = [path for path, codes in lifted.items() if "TID251" in codes and path.startswith("pipeline/")]
    named = {
        library: re.findall(r"pipeline/[\w./]*", ban["msg"]) for library, ban in banned["banned-api"].items()
    }
    return {
        library: [place for place in places if any(fnmatch(path, place) for path in paths)]
        for library, paths in named.items()
    }


@cache
def imported(path: str) -> frozenset[str]:
    """The top-level names of what a module imports, wherever in it."""
    nodes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [
        [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for node in nodes
    ]
    return frozenset(name.partition(".")[0] for several in names for name in several)


@pytest.mark.parametrize("library", doors())
def test_a_library_has_one_door(library: str) -> None:
    """The ban is lifted in one place, the one its message names, and the library is used there and nowhere else."""
    (door,) = doors()[library]
    users = [path for path in of_ours("pipeline") if library in imported(path)]
    assert [path for path in users if fnmatch(path, door)] != []
    assert [path for path in users if not fnmatch(path, door) and not path.startswith(SAMPLES)] == []


def test_no_door_stands_open_for_nothing() -> None:
    """Every place where a ban is lifted is the door of some library."""
    lifted = ruff()["per-file-ignores"]
    assert isinstance(lifted, dict)
    places = {path for path, codes in lifted.items() if "TID251" in codes and path.startswith("pipeline/")}
    assert places == {place for found in doors().values() for place in found}


@pytest.mark.parametrize("arguments", [["--help"], ["poll", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Who asks for help waits for no table, no database and no mailbox."""
    command = [sys.executable, "-X", "importtime", "-m", "pipeline", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "usage: tonghop" in done.stdout
    assert "pipeline" in loaded
    assert loaded & HEAVY == set()


# --- what the README must name


def readme(path: str = "README.md") -> str:
    """A page that people read."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_readme_names_every_command_and_no_other() -> None:
    """Each has a row in its table, in the order of `--help`."""
    table = readme().partition("| command |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(cli._COMMANDS)


def exit_codes(root: type[errors.TonghopError]) -> set[int]:
    """The exit code of an error and of all that are kinds of it."""
    return {root.exit_code}.union(*map(exit_codes, root.__subclasses__()))


def test_the_readme_names_every_exit_code_and_no_other() -> None:
    """Scripts around a cron job rely on them."""
    paragraph = re.sub(r"\s+", " ", readme().partition("Exit codes:")[2].partition(". ")[0])
    told = {int(part.split()[0]) for part in paragraph.split("·")}
    ours = {errors.EXIT_DONE, errors.EXIT_SOME_FAILED, errors.EXIT_INTERRUPTED}
    assert told == exit_codes(errors.TonghopError) | ours == {0, 1, 2, 3, 4, 5, 6, 130}


@pytest.mark.parametrize(
    "name",
    [
        "PASSWORD",
        "PASSWORD_FILE",
        "OAUTH_FILE",
        "CA_FILE",
        "WORKERS",
        "LEDGER",
        "LEDGER_PASSWORD",
        "LEDGER_PASSWORD_FILE",
    ],
)
def test_the_readme_names_every_variable(name: str) -> None:
    """A setting that nobody knows of is not there."""
    assert f"`{getattr(settings, name)}`" in readme()


@pytest.mark.parametrize("kind", CHECK_KINDS)
def test_every_kind_of_check_is_documented(kind: str) -> None:
    """In the README, or in that of the first campaign."""
    assert f"`{kind}`" in readme() + readme("rules/28-ct-tu/README.md")


# --- what belongs to one machine


def texts() -> Iterator[tuple[str, str]]:
    """Every file of the repository that is text, with its path: what git ignores is left out, git is not needed."""
    lines = readme(".gitignore").splitlines()
    ignored = [line.strip("/") for line in lines if line[:1] not in {"", "#", "!"}]
    kept = {line[1:] for line in lines if line.startswith("!")}
    waiting = [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            inside = path.relative_to(ROOT).as_posix()
            if path.name == ".git":
                continue
            if inside not in kept and any(fnmatch(path.name, p) or fnmatch(inside, p) for p in ignored):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file() and b"\0" not in (data := path.read_bytes()):
                yield inside, data.decode("utf-8", "replace")


@pytest.mark.parametrize("pattern", [PLACES, HOSTS], ids=["places", "hosts"])
def test_nothing_points_to_one_machine(pattern: re.Pattern[str]) -> None:
    """No home or scratch folder of somebody's, no address of a package index: both are the reader's own."""
    found = [f"{path}: {hit[0]}" for path, text in texts() for hit in pattern.finditer(text)]
    assert found == []

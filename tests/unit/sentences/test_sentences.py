"""Every sentence has its twin: the same values in both languages, and none is written past the templates."""

from __future__ import annotations

import ast
import copy
import importlib
import pickle
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import sentences
from pipeline.errors import MailboxError, RulesError
from pipeline.sentences import steps
from pipeline.sentences.sentence import Language, Sentence, Template, joined, said_by
from tests.build.desk import ROOT, SHIELDS, TOOLS

# Who may meet `check`, and what they raise. A file here that only a poll can make fail is left out, with the reason.
HEARD = (
    "pipeline/app/check.py",
    "pipeline/app/wire.py",
    "pipeline/settings.py",
    "pipeline/mailbox",
    "pipeline/store",
)
POLL_ALONE = {
    "pipeline/store/blobs.py": "stores bytes",
    "pipeline/store/ledger.py": "stores rows",
    "pipeline/store/listing.py": "stores rows",
}
ERRORS = {
    "GrantError", "LookupError", "MailboxError", "NoBearerError", "NoSuchFolderError", "SettingsError", "StepError", "StoreError",
    "TokenError", "UsageError",
}  # fmt: skip
CAMPAIGNS_NAME = {"No campaign {} in {}: {}."}  # told before any step
VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


def templates() -> Iterator[tuple[str, Template]]:
    """Every template of the package by its name."""
    for module in pkgutil.iter_modules(sentences.__path__):
        for name, value in vars(importlib.import_module(f"pipeline.sentences.{module.name}")).items():
            if isinstance(value, Template):
                yield f"{module.name}.{name}", value


def fields(text: str) -> set[str]:
    """The names of the values in a template."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def bare(text: str) -> str:
    """The words of a template without its values."""
    return "".join(words for words, _, _, _ in string.Formatter().parse(text))


ALL = dict(templates())


def test_there_are_templates() -> None:
    """Those of every module: the tests below look at something."""
    assert {name.partition(".")[0] for name in ALL} == {
        "decisions", "ledger", "machine", "mailbox", "oauth", "settings", "steps",
    }  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_both_languages_name_the_same_values(name: str) -> None:
    """Nothing that a reader of one may know is kept from the reader of the other."""
    assert fields(ALL[name].english) == fields(ALL[name].vietnamese)


@pytest.mark.parametrize("name", ALL)
def test_the_vietnamese_is_vietnamese(name: str) -> None:
    """Wherever the English has words: with its marks, and another text."""
    english, vietnamese = bare(ALL[name].english), bare(ALL[name].vietnamese)
    if any(letter.isalpha() for letter in english):
        assert VIETNAMESE & set(vietnamese.lower())
        assert vietnamese != english
    else:
        assert vietnamese == english or any(letter.isalpha() for letter in vietnamese)


def heard() -> list[Path]:
    """The files whose errors `check` may show."""
    places = [ROOT / place for place in HEARD]
    files = {file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])}
    return sorted(file for file in files if file.relative_to(ROOT).as_posix() not in POLL_ALONE)


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file, by the name of what is called."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def written(node: ast.expr) -> str | None:
    """The text that stands at a place of the code, with `{}` for its values; None when it comes from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
    return None


@pytest.mark.parametrize("file", heard(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_error_that_check_meets_is_written_in_one_language(file: Path) -> None:
    """An error is raised with a sentence from a template, never with a text beside it."""
    texts = {written(arg) for name, call in calls(file) if name in ERRORS for arg in call.args}
    assert {text for text in texts if text} - CAMPAIGNS_NAME == set()


def test_what_only_a_poll_meets_is_still_there() -> None:
    """A file that is gone or has become clean needs no exception."""
    texts = {
        place: [written(arg) for name, call in calls(ROOT / place) if name in ERRORS for arg in call.args]
        for place in POLL_ALONE
    }
    assert [place for place, found in texts.items() if not any(found)] == []


def test_templates_are_made_in_one_place() -> None:
    """And no sentence is written where it is said."""
    outside = [file for file in (ROOT / "pipeline").rglob("*.py") if "sentences" not in file.parts]
    made = [(file.name, name) for file in outside for name, _ in calls(file) if name == "Template"]
    told = [
        (file.name, written(call.args[0])) for file in outside for name, call in calls(file)
        if name == "Sentence" and call.args and written(call.args[0])
    ]  # fmt: skip
    assert (made, told) == ([], [])


# --- how sentences behave

LOST = Template("{what} is lost ({why}).", "Mất {what} ({why}).")
LATE = Template("it is late", "đã muộn")


def test_a_sentence_is_its_english_text() -> None:
    """With the Vietnamese beside it, and values that are sentences in the same language."""
    told = LOST(what="{x}", why=LATE())
    assert told == "{x} is lost (it is late)."
    assert told.said_in(Language.ENGLISH) == str(told)
    assert type(told.said_in(Language.ENGLISH)) is str
    assert told.said_in(Language.VIETNAMESE) == "Mất {x} (đã muộn)."


def test_what_others_wrote_is_the_same_in_both() -> None:
    """A sentence made of a sentence keeps its Vietnamese."""
    assert Sentence("NO bad").vietnamese == "NO bad"
    assert Sentence(LATE()).vietnamese == "đã muộn"


def test_a_change_is_made_to_both() -> None:
    """So is joining, whose separator may be a sentence too."""
    assert LATE().changed(str.upper).vietnamese == "ĐÃ MUỘN"
    both = joined(Template(" and ", " và ")(), [LATE(), "x"])
    assert (both, both.vietnamese) == ("it is late and x", "đã muộn và x")


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda told: pickle.loads(pickle.dumps(told))])  # noqa: S301 -- our own
def test_a_copy_has_both(copied: object) -> None:
    """Errors may be handed to other processes."""
    assert callable(copied)
    told = copied(LATE())
    assert (told, told.vietnamese) == ("it is late", "đã muộn")


def test_an_error_says_what_it_was_raised_with() -> None:
    """Its text is English, as ever; one without a sentence says its text in both languages."""
    error = MailboxError(LATE())
    assert (str(error), said_by(error).vietnamese) == ("it is late", "đã muộn")
    assert said_by(OSError(2, "No such file")).vietnamese == "[Errno 2] No such file"
    assert said_by(KeyError()).vietnamese == ""
    rules = RulesError((LATE(), "units.csv:2: no code"))
    assert str(rules) == "it is late\nunits.csv:2: no code"
    assert said_by(rules).vietnamese == "đã muộn\nunits.csv:2: no code"


@pytest.mark.parametrize(
    ("name", "vietnamese"),
    [
        ("sign in", "đăng nhập"), ("ca file", "tệp chứng thư"), ("folder Báo cáo", "thư mục Báo cáo"), ("strange", "strange"),
        ("reader scans and photos", "bộ đọc bản quét và ảnh"), ("confinement landlock", "cách ly landlock"),
    ],
)  # fmt: skip
def test_steps_have_labels(name: str, vietnamese: str) -> None:
    """What a step is about keeps its own name where it has no other."""
    assert (steps.label(name), steps.label(name).vietnamese) == (name, vietnamese)


@pytest.mark.parametrize(
    "name", [*(f"reader {one}" for one in TOOLS), *(f"confinement {one}" for one in SHIELDS)]
)
def test_every_tool_has_a_label(name: str) -> None:
    """No English word stands in it, but names of programs and file types."""
    words = set(steps.label(name).vietnamese.split())
    assert words & {"reader", "confinement", "and", "that", "scans", "photos", "pages", "sandbox"} == set()

"""Kind `form_recipients`: how the items of `Nơi nhận` end, how the copy kept is written, their look where the file says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, sized, slanted, weighed
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_ENDS = Parameter(name="ends", about="Dấu cuối mỗi nơi nhận.", default=";")
_LAST = Parameter(name="last", about="Dấu cuối nơi nhận cuối cùng.", default=".")
_KEPT = Parameter(name="kept", about="Cách ghi nơi lưu; trống thì không xét.", default="")
_UNDERLINED = Parameter(name="underlined", about="Chữ “Nơi nhận” gạch chân hay không xét.", default=False)
_SLANTED = Parameter(name="slanted", about="Chữ “Nơi nhận” in nghiêng, đậm hay không xét.", default=False)
_WORD_SIZE = Parameter(
    name="word_size", about="Cỡ chữ “Nơi nhận”, từ … đến …; 0 là không xét.", default=(0.0, 0.0)
)
_SIZE = Parameter(name="size", about="Cỡ chữ các nơi nhận, từ … đến …; 0 là không xét.", default=(0.0, 0.0))


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Of papers that have the list; that it is missing, of Word files whose end was found: who signs, and the name."""
    paper = view.paper
    if not paper.recipients:
        if view.is_word and paper.signature and paper.signer:
            yield fault("không thấy “Nơi nhận”", paper.signature[0])
        return
    word, *items = view.paper.recipients
    yield from _word(word, rule)
    yield from _ended(_items(items), rule)
    for part in items:
        yield from sized("nơi nhận", part, _SIZE.of(rule.parameters))
    kept = _KEPT.of(rule.parameters)
    lines = [part for part in items if fold(part.text).lstrip("- ").startswith("lưu")]
    if kept and lines and kept not in clean(lines[0].text):
        yield fault(f"ghi “{clean(lines[0].text).lstrip('- ')}” (quy định “{kept}, …”)", lines[0])


def _word(word: Part, rule: Check) -> Iterator[Fault]:
    if _UNDERLINED.of(rule.parameters) and word.style.size is not None and not word.style.underlined:
        yield fault("chữ “Nơi nhận” không gạch chân", word)
    if _SLANTED.of(rule.parameters):
        yield from slanted("chữ “Nơi nhận”", word)
        yield from weighed("chữ “Nơi nhận”", word, bold=True)
    yield from sized("chữ “Nơi nhận”", word, _WORD_SIZE.of(rule.parameters))


def _items(lines: Sequence[Part]) -> list[Part]:
    """The items: those with a hyphen; a line without one goes on the item above."""
    found: list[Part] = []
    for part in lines:
        if found and not part.text.startswith(("-", "+", "–")):
            found[-1] = part
        else:
            found.append(part)
    return found


def _ended(items: Sequence[Part], rule: Check) -> Iterator[Fault]:
    for part in items:
        last = part is items[-1]
        want, name = (_LAST if last else _ENDS).of(rule.parameters), "dòng cuối" if last else "có dòng"
        opens = not last and part.text.endswith(":")  # `- Lãnh đạo Sở:` with items of its own below
        if not (opens or clean(part.text).endswith(want)):
            end = clean(part.text)[-1]
            bare = end.isalnum() or end == ")"
            have = f"thiếu dấu “{want}”" if bare else f"kết thúc bằng “{end}” (quy định “{want}”)"
            yield fault(f"{name} {have}", part)


KIND = form_kind(
    name="form_recipients",
    title="Nơi nhận",
    about="Nơi nhận trình bày không đúng.",
    faults=_faults,
    parameters=(_ENDS, _LAST, _KEPT, _UNDERLINED, _SLANTED, _WORD_SIZE, _SIZE),
)

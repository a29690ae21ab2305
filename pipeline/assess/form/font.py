"""Kind `form_font`: font, size and colour of the running text, by the share of its letters. Tables are not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, Range, View, shown, spread, within
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter

_FONTS = Parameter(
    name="fonts", about="Phông chữ được dùng; trống là phông Unicode nào cũng được.", default=("",)
)
_LEGACY = Parameter(
    name="legacy",
    about="Phông của bảng mã cũ bắt đầu bằng.",
    default=(".Vn", "VNI-", "VN-", "UNI-", "ABC", "VNtimes"),
)
_SIZE = Parameter(name="size", about="Cỡ chữ lời văn, từ … đến ….", default=(13.0, 14.0))
_SHARE = Parameter(name="share", about="Phần lời văn sai (0 đến 1) từ đó mới nêu.", default=0.1)
_COLOURED = Parameter(name="coloured", about="Phần lời văn có màu từ đó mới nêu.", default=0.02)

# Up to a quarter of full light in red, green and blue: Word's own "Lighter 25%" of black, and what pages of the web are pasted with.
_NEARLY_BLACK = re.compile(r"(?:[0-3][0-9a-f]|40){3}", re.IGNORECASE)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Fonts, sizes and colours that more of the text has than the rule lets pass."""
    if not view.is_word:
        return
    fonts, sizes, colours = Counter[str](), Counter[str](), Counter[str]()
    for block in view.running():
        fonts[block.style.font] += len(block.text)
        colours[block.style.colour] += len(block.text)
        sizes["" if _fits(block.style.size, _SIZE.of(rule.parameters)) else shown(block.style.size or 0)] += (
            len(block.text)
        )
    allowed = [name for name in _FONTS.of(rule.parameters) if name]
    right = {font for font in fonts if _is_allowed(font, allowed, _LEGACY.of(rule.parameters))}
    share = _SHARE.of(rule.parameters)
    want = " hoặc ".join(allowed) or "phông Unicode"
    yield from _wrong(
        "phông", {font: n for font, n in fonts.items() if font not in right}, want, share * fonts.total()
    )
    sizes_want = spread(_SIZE.of(rule.parameters))
    yield from _wrong(
        "lời văn cỡ", {size: n for size, n in sizes.items() if size}, sizes_want, share * sizes.total()
    )
    least = _COLOURED.of(rule.parameters) * colours.total()
    seen = {colour: n for colour, n in colours.items() if colour and not _NEARLY_BLACK.fullmatch(colour)}
    yield from _wrong("chữ màu", seen, "màu đen", least)


def _fits(size: float | None, allowed: Range) -> bool:
    return size is None or within(size, allowed)


def _is_allowed(font: str, allowed: Sequence[str], legacy: Sequence[str]) -> bool:
    """A font that the file does not name is taken for right; names are the same in small letters."""
    name = font.casefold()
    if allowed:
        return not name or name in map(str.casefold, allowed)
    return not name.startswith(tuple(map(str.casefold, legacy)))


def _wrong(name: str, found: Mapping[str, int], want: str, least: float) -> Iterator[Fault]:
    """One fault when what is wrong adds up to enough letters, named from the most on."""
    if sum(found.values()) > least:
        most = sorted(found, key=lambda one: (-found[one], one))
        yield Fault(
            said=f"{name} {', '.join(most)} (quy định {want})",
            seen=", ".join(f"{name} {one}: {found[one]} ký tự" for one in most),
            measured=True,
        )


KIND = form_kind(
    name="form_font",
    title="Phông chữ",
    about="Phông chữ, cỡ chữ, màu chữ của lời văn không đúng.",
    faults=_faults,
    parameters=(_FONTS, _LEGACY, _SIZE, _SHARE, _COLOURED),
)

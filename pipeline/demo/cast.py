"""Who writes: a roster unit, with the names, titles and symbols that its papers and mails use.

Works with any roster: a unit without kind, symbol, alias or address gets what a stranger would guess from its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.demo.dice import Dice
from pipeline.demo.wordings import GIVEN, MIDDLES, SURNAMES
from pipeline.model.campaign import Campaign, Unit
from pipeline.text.fold import bare, clean

_BODY = re.compile(r"^(Đảng bộ|Đảng ủy|Đảng uỷ|Chi bộ|Chi ủy|Chi uỷ)(?: bộ phận)?[:\s]+", re.IGNORECASE)
_ABOVE_ALL = re.compile(r"Đảng (?:bộ|ủy|uỷ) Khối[^,;.]*", re.IGNORECASE)
_NOT_ADDRESS = re.compile(r"[^a-z0-9]+")
_HEADS = (
    ("Sở", "Giám đốc Sở"),
    ("Trường", "Hiệu trưởng"),
    ("Toà", "Chánh án"),
    ("Tòa", "Chánh án"),
    ("Viện", "Viện trưởng"),
    ("Đài", "Giám đốc Đài"),
    ("Báo", "Tổng Biên tập"),
    ("Thanh tra", "Chánh Thanh tra"),
    ("Văn phòng", "Chánh Văn phòng"),
    ("Cục", "Cục trưởng"),
    ("Chi cục", "Chi cục trưởng"),
    ("Ban", "Trưởng Ban"),
    ("Trung tâm", "Giám đốc Trung tâm"),
)
_OF_THE_STATE = ("Sở", "Thanh tra", "Văn phòng UBND", "Văn phòng Uỷ ban", "Văn phòng Ủy ban", "Ban Dân tộc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A unit as its own papers call it. `address` is where its mails come from."""

    code: str
    name: str
    short: str
    org: str
    symbol: str
    state_symbol: str
    head: str
    parent: str
    address: str
    of_the_state: bool

    @property
    def names(self) -> dict[str, str]:
        """What fills the slots of the sentences."""
        return {"unit": self.short, "org": self.org, "sym": self.symbol, "head": self.head}


def author(unit: Unit, campaign: Campaign) -> Author:
    """The unit as an author of papers and mails."""
    name = clean(unit.name) or clean(unit.code)
    branch = "chi b" in f"{unit.kind} {name}".lower().replace("_", " ")
    short = _BODY.sub("", name) or name
    return Author(
        code=unit.code,
        name=name,
        short=short,
        org="Chi bộ" if branch else "Đảng ủy",
        symbol="CB" if branch else "ĐU",
        state_symbol=clean(unit.symbols[0]) if unit.symbols else clean(unit.code),
        head=next((title for start, title in _HEADS if short.startswith(start)), "Thủ trưởng cơ quan"),
        parent=_parent(unit, campaign),
        address=unit.emails[0] if unit.emails else made_address(name, "hopthu.example"),
        of_the_state=short.startswith(_OF_THE_STATE),
    )


def stranger() -> Author:
    """Somebody whose paper names no unit at all."""
    return Author(
        code="",
        name="cơ quan",
        short="cơ quan",
        org="Chi bộ",
        symbol="CB",
        state_symbol="",
        head="Thủ trưởng",
        parent="",
        address="hoamai.2023@hopthu.example",
        of_the_state=False,
    )


def made_address(name: str, domain: str) -> str:
    """An address in ASCII made of a name: `Sở Y tế` → `soyte@…`; `vanthu` when nothing of the name is left."""
    return f"{_NOT_ADDRESS.sub('', bare(name))[:40] or 'vanthu'}@{domain}"


def person(dice: Dice) -> str:
    """The name of an invented person."""
    return f"{dice.pick(SURNAMES)} {dice.pick(MIDDLES)} {dice.pick(GIVEN)}"


def _parent(unit: Unit, campaign: Campaign) -> str:
    above = next(
        (clean(other.name) for other in campaign.units if unit.parent and other.code == unit.parent), ""
    )
    found = _ABOVE_ALL.search(clean(campaign.agency))
    above_all = _BODY.sub("Đảng bộ ", found[0]).strip() if found else "Đảng bộ Khối các cơ quan tỉnh"
    return above or above_all

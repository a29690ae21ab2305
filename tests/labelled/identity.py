"""Several hundred mails with the truth of whose they are, over a roster of confusable units (`roster.csv`).

A mail is made at the level where `identify` works: a Message and the Documents that readers made of its files. Half
of the units, and of each list of wordings the part behind `|`, are held out: nobody looks at them while mending.
Cases were written before the code answered any of them; a case's truth follows from how it is made.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.campaign import Unit
from pipeline.model.document import Reading, Unread
from pipeline.model.mail import Envelope, Message
from pipeline.model.submission import Received
from tests.build.nouns import attached, envelope, message, received
from tests.labelled import damage
from tests.labelled.papers import LAYOUTS, Sheet, made, signature

ROSTER = Path(__file__).parent / "roster.csv"
NOBODY = ""
PER_TRAIT = 12  # cases of a trait in each half
SCAN = Unread(code="no_text", detail="no page has text")
KHOI = "ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH"
UBND = "UBND TỈNH PHÚ THỌ"
STRANGERS = (
    "TRUNG TÂM Y TẾ HUYỆN LÂM THAO", "PHÒNG CÔNG CHỨNG SỐ 3", "BỆNH VIỆN ĐA KHOA KHU VỰC THỊ XÃ PHÚ THỌ",
    "CHI CỤC THUẾ KHU VỰC VIỆT TRÌ", "TRUNG TÂM XÚC TIẾN DU LỊCH", "HỘI NGƯỜI CAO TUỔI TỈNH", "SỞ DU LỊCH",
    "TRƯỜNG CAO ĐẲNG CÔNG NGHIỆP THỰC PHẨM", "BAN QUẢN LÝ DỰ ÁN CÔNG TRÌNH THUỶ LỢI", "CHI CỤC QUẢN LÝ THUẾ",
)  # fmt: skip
MORE_STRANGERS = (
    "TRUNG TÂM KHUYẾN HỌC", "CHI CỤC THỐNG KÊ HUYỆN HẠ HOÀ", "BỆNH VIỆN SẢN NHI", "HỘI LÀM VƯỜN TỈNH", "SỞ NGOẠI THƯƠNG",
    "TRUNG TÂM Y TẾ THÀNH PHỐ VIỆT TRÌ", "TRƯỜNG TRUNG CẤP NGHỀ", "BẢO HIỂM XÃ HỘI HUYỆN TAM NÔNG", "QUỸ PHÒNG CHỐNG THIÊN TAI",
    "CÔNG TY CỔ PHẦN CẤP NƯỚC PHÚ THỌ", "TRƯỜNG THPT HÙNG VƯƠNG", "KHO BẠC NHÀ NƯỚC THANH BA",
)  # fmt: skip
SHORT = (
    ("TRUNG TÂM", "TT"), ("BỆNH VIỆN", "BV"), ("CAO ĐẲNG", "CĐ"), ("BAN QUẢN LÝ", "BQL"), ("DỰ ÁN", "DA"),
    ("NÔNG NGHIỆP", "NN"), ("PHÁT TRIỂN NÔNG THÔN", "PTNT"), ("LIÊN HIỆP", "LH"), ("HỢP TÁC XÃ", "HTX"), ("TOÀ ÁN NHÂN DÂN", "TAND"),
    ("KIỂM SÁT NHÂN DÂN", "KSND"), ("TÀI NGUYÊN", "TN"), ("GIÁO DỤC", "GD"), ("KẾ HOẠCH HOÁ GIA ĐÌNH", "KHHGĐ"),
    ("MẶT TRẬN TỔ QUỐC", "MTTQ"), ("UỶ BAN", "UB"), ("CÔNG NGHỆ", "CN"), ("THÔNG TIN", "TT"), ("KHOA HỌC", "KH"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mail, whose it is (`NOBODY`: it must go to a reviewer), and what makes it hard."""

    name: str
    trait: str
    unit: str
    mail: Received
    held_out: bool


def roster() -> tuple[Unit, ...]:
    """The units, as `units.csv` lists them."""
    with ROSTER.open(encoding="utf-8") as file:
        return tuple(
            Unit(
                code=row["code"], name=row["name"], kind=row["kind"], parent=row["parent"], aliases=_cut(row["aliases"]),
                emails=_cut(row["emails"]), symbols=_cut(row["symbols"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def is_held_out(code: str) -> bool:
    """Half of the units, by their code alone."""
    return hashlib.sha256(code.encode()).digest()[0] % 2 == 1


class Scene:
    """A unit and the dice of its case, with the names and neighbours that a recipe needs."""

    def __init__(self, unit: Unit, dice: random.Random, units: dict[str, Unit]) -> None:
        self.unit, self.dice, self.units = unit, dice, units
        self.held_out = is_held_out(unit.code)
        self.parent = units.get(unit.parent)
        self.office = unit.name.split(" ", 2)[2]

    def some(self, *wordings: str, more: tuple[str, ...] = ()) -> str:
        """One of the wordings; those of `more` come in held-out cases alone."""
        return self.dice.choice([*wordings, *more] if self.held_out else list(wordings))

    def other(self) -> Unit:
        """A unit that this one could be taken for, else any: never its own parent or child."""
        kin = [u for u in self.units.values() if u.code not in (self.unit.code, self.unit.parent)]
        kin = [u for u in kin if u.parent != self.unit.code and u.emails]
        near = [u for u in kin if office_of(u).split()[:1] == self.office.split()[:1]]
        return self.dice.choice(near if len(near) > 1 and self.dice.random() < 0.6 else kin)

    def peer(self) -> Unit:
        """Another unit of the same rank: neither is part of the other."""
        return self.dice.choice([u for u in self.units.values() if is_high(u) and u.code != self.unit.code])

    def address(self) -> str:
        """An address that the roster lists for the unit, or one of nobody's where it lists none."""
        return self.dice.choice(self.unit.emails) if self.unit.emails else self.free()

    def free(self) -> str:
        """A private address."""
        return f"{self.dice.choice(('lan', 'hung', 'vp', 'ptc', 'hoa'))}.{self.dice.randrange(90)}@freemail.example"

    def body(self) -> str:
        """What the unit's Party body is called."""
        if self.unit.kind == "chi_bo":
            return self.some("CHI BỘ", more=("CHI UỶ", "CHI BỘ:"))
        return self.some("ĐẢNG BỘ", "ĐẢNG UỶ", "ĐẢNG ỦY", more=("BAN CHẤP HÀNH ĐẢNG BỘ", "BCH ĐẢNG BỘ"))

    def number(self, tail: str) -> str:
        """A number line, often with the number left blank."""
        return self.some(
            f"Số 12-BC/{tail}", f"Số      -BC/{tail}", f"Số: 45/BC-{tail}", more=(f"Số…./BC-{tail}",)
        )

    def above(self) -> str:
        """The line above the issuer's."""
        if self.parent is not None and self.dice.random() < 0.8:
            return office_of(self.parent).upper()
        return self.some(KHOI, UBND, more=("ĐẢNG UỶ KHỐI CÁC CƠ QUAN", "TỈNH UỶ PHÚ THỌ"))

    def spoken(self) -> str:
        """The unit as a mail or a sentence names it."""
        return self.dice.choice([self.unit.name, self.office, *self.unit.aliases])

    def party(self, line: str = "") -> tuple[str, ...]:
        """A Party letterhead."""
        return KHOI, line or f"{self.body()} {self.office.upper()}", "*", self.number("CB")

    def state(self, line: str = "") -> tuple[str, ...]:
        """A State letterhead, with the unit's symbol in the number when it has one."""
        tail = self.dice.choice(self.unit.symbols) if self.unit.symbols else "VP"
        return self.above(), line or self.office.upper(), self.number(tail)

    def head(self) -> tuple[str, ...]:
        """A letterhead of either regime; of a unit that shares its office's name, the one that says the body."""
        return self.party() if self.unit.code in TWINS or self.dice.random() < 0.5 else self.state()

    def neutral(self) -> str:
        """A subject that names nobody."""
        return self.some(
            "Báo cáo sơ kết CT 28", "báo cáo", "Gửi BC", more=("V/v báo cáo thực hiện Chỉ thị 28", "")
        )


TWINS = {"DKQDB", "CBBD", "DBDL", "CBDL"}  # a Party committee and one of its cells, with one office's name


_HIGH = {"Sở", "Ban", "Hội", "Liên", "Uỷ", "Cục", "Toà", "Viện", "Thanh", "Văn", "Tỉnh", "Bảo", "Kho", "Ngân"}


def is_high(unit: Unit) -> bool:
    """Whether a unit stands directly below the province."""
    return not unit.parent and unit.code not in TWINS and office_of(unit).split()[0] in _HIGH


def office_of(unit: Unit) -> str:
    """The unit's name without its Party body."""
    return unit.name.split(" ", 2)[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands in a mail beside its subject and files. Files hang on the `inner` mail unless they are `beside` it."""

    name: str = ""
    text: str = ""
    inner: tuple[Envelope, ...] = ()
    beside: bool = False


Made = tuple[str, Message, tuple[Reading, ...]]
Recipe = Callable[[Scene], Made]
RECIPES: dict[str, Recipe] = {}


def recipe(made_by: Recipe) -> Recipe:
    """A trait and how its mails are made; the trait is the function's name."""
    RECIPES[made_by.__name__.replace("_", " ").strip()] = made_by
    return made_by


def _sent(
    truth: str, sender: str, subject: str, *pages: tuple[str, Reading], around: Around = Around()
) -> Made:
    """A mail with these files, and whose it is."""
    below = f"{around.inner[0].path}." if around.inner and not around.beside else ""
    files = tuple(
        attached(file, path=f"{below}{place}", content=f"{file}{place}")
        for place, (file, _) in enumerate(pages, 2)
    )
    head = envelope(sender, subject, sender_name=around.name)
    sent = message(*files, head=head, text=around.text, forwarded=around.inner)
    return truth, sent, tuple(reading for _, reading in pages)


def cases(per_trait: int = PER_TRAIT) -> tuple[Case, ...]:
    """All of them, always the same; so many of each trait in each half."""
    from tests.labelled import recipes  # noqa: F401, PLC0415 - it fills RECIPES, and needs this module to do so

    return tuple(
        found for trait, made_by in RECIPES.items() for found in _of_trait(trait, made_by, per_trait)
    )


def _of_trait(trait: str, made_by: Recipe, per_trait: int) -> Iterator[Case]:
    units = {unit.code: unit for unit in roster()}
    for held_out in (False, True):
        dice = random.Random(f"{trait} {held_out}")  # noqa: S311 - the same cases on every run
        pool = [unit for unit in units.values() if is_held_out(unit.code) is held_out and _fits(trait, unit)]
        for number in range(per_trait):
            scene = Scene(dice.choice(pool), dice, units)
            truth, sent, readings = made_by(scene)
            name = f"{trait} {number} {scene.unit.code}"
            found = received(sent, {f.path: r for f, r in zip(sent.files, readings, strict=True)}, id_=name)
            yield Case(name=name, trait=trait, unit=truth, mail=found, held_out=held_out)


def _fits(trait: str, unit: Unit) -> bool:
    """Traits that need a parent, an address, or twins take units that have them; others leave the twins out."""
    if "twin" in trait:
        return unit.code in TWINS
    if "parent" in trait and not unit.parent:
        return False
    if "in two lines" in trait:
        return office_of(unit).endswith(("Tỉnh uỷ", "UBND tỉnh"))
    if "joint" in trait and not is_high(unit):
        return False
    needs_address = any(words in trait for words in ("own address", "forward", "mail text"))
    return unit.code not in TWINS and (bool(unit.emails) or not needs_address)


def sheet(scene: Scene, left: tuple[str, ...], *, closing: str = "", texts: tuple[str, ...] = ()) -> Sheet:
    """A report under this letterhead."""
    last = (closing, *signature(scene.dice)) if closing else signature(scene.dice)
    return Sheet(left=left, party="Số 12-" in " ".join(left), texts=texts, closing=last)


def report(scene: Scene, left: tuple[str, ...] = (), **more: object) -> Reading:
    """The same as a reading, in some layout that a letterhead survives whole."""
    layout = scene.dice.choice(LAYOUTS[:3])
    return made(sheet(scene, left, **more), layout)  # type: ignore[arg-type]  # the words of `sheet`


def file_of(scene: Scene) -> str:
    """A file name that names nobody."""
    return scene.some("BC so ket CT28.docx", "bao cao.docx", "Báo cáo (1).docx", more=("bc_28_final.docx",))


def broken_head(scene: Scene, spoil: Callable[[str, random.Random], str]) -> tuple[str, ...]:
    """A letterhead whose issuer's line is damaged."""
    left = list(scene.head())
    left[1] = spoil(left[1], scene.dice)
    return tuple(left)


def named_file(unit: Unit, dice: random.Random) -> str:
    """A file name with a unit's name in it, as offices write them."""
    name = damage.bare(office_of(unit))
    return dice.choice((f"BC_so_ket_CT28_{name.replace(' ', '_')}.docx", f"BC CT28 {name.upper()}.docx"))

"""A unit plays its scene: the report is written, made into files and sent, with what comes after; and the truth of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, replace

from pipeline.demo import envelopes
from pipeline.demo.cast import Author, made_address, person
from pipeline.demo.dice import Dice
from pipeline.demo.faces import Faces
from pipeline.demo.letters import annex, cover, decomposed, in_old_tones, report
from pipeline.demo.manner import Manner, Numbering, Regime
from pipeline.demo.nouns import Attachment, Layout, Letter, Mail, UnitTruth
from pipeline.demo.paper import pdf
from pipeline.demo.scenes import After, Scene, Way, When
from pipeline.demo.word import docx
from pipeline.model.campaign import Campaign
from pipeline.model.finding import Status
from pipeline.model.section import State
from pipeline.model.submission import Disposition

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
_FORMATS = {WORD: "docx", PDF: "pdf", ZIP: "zip"}
_LOCKED_WITH = "khoi-45"
_EARLIEST = 22  # days before the deadline on which the first reports come
_LATEST = 11  # days after it
_SATURDAY = 5
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What all units write with. Without `faces` there are no PDFs: Word files take their place."""

    campaign: Campaign
    seed: int
    faces: Faces | None

    def can_play(self, scene: Scene) -> Scene:
        """The scene, or the nearest one that can be played without PDFs."""
        if self.faces:
            return scene
        stead = {Way.LOCKED: Way.DAMAGED, Way.PAIR: Way.PLAIN}.get(scene.way, scene.way)
        return replace(scene, as_pdf=False, way=stead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The mails of one unit, and what the tables should say of it."""

    mails: tuple[Mail, ...]
    truth: UnitTruth


def deliver(author: Author, scene: Scene, shop: Workshop) -> Delivery:
    """The mails of a unit that plays this scene."""
    scene = shop.can_play(scene)
    dice = Dice(shop.seed, author.code, scene.name)
    arrived = moment(scene.when, shop.campaign, dice)
    manner = _manner(author, scene, shop, dice)
    letter = _write(author, manner, scene, shop.campaign, arrived)
    files = _files(author, letter, scene, shop, dice)
    first = _sent(author, scene, files, arrived, dice)
    mails = (first, *_after(author, scene, shop, manner, first))
    return Delivery(mails=mails, truth=_truth(author, scene, shop, manner, first))


def moment(when: When, campaign: Campaign, dice: Dice) -> dt.datetime:
    """A time of arrival, in the campaign's zone."""
    due = campaign.due_at
    if when is When.LAST_HOUR:
        return due - dt.timedelta(minutes=dice.between(2, 25), seconds=dice.below(60))
    days = {When.EARLY: -dice.between(1, _EARLIEST), When.DUE_DAY: 1, When.LATE: dice.between(2, _LATEST)}[
        when
    ]
    day = due.date() + dt.timedelta(days=days)
    if day.weekday() >= _SATURDAY and when is not When.DUE_DAY:
        day += dt.timedelta(days=2 if when is When.LATE else -2)
    day = max(day, campaign.opens or day)
    clock = dt.time(dice.between(7, 16), dice.below(60), dice.below(60))
    return dt.datetime.combine(day, clock, campaign.timezone)


def _manner(author: Author, scene: Scene, shop: Workshop, dice: Dice) -> Manner:
    leaves = shop.campaign.outline.leaves()
    countable = (Numbering.ROMAN, Numbering.DECIMAL)
    return Manner(
        voice=f"{shop.seed}/{scene.voice or author.code}",
        states=tuple((leaves[place].id, state) for place, state in scene.gaps if place < len(leaves)),
        numbering=dice.pick(countable if scene.layout is Layout.AUTO else tuple(Numbering)),
        regime=_regime(author, dice),
        capitals=dice.chance(70),
        merged=scene.merged,
        swapped=scene.swapped,
        figures=scene.figures,
        situation=dice.chance(25),
        outlook=dice.chance(25),
    )


def _regime(author: Author, dice: Dice) -> Regime:
    if author.of_the_state and dice.chance(50):
        return Regime.STATE
    return Regime.COMMITTEE if dice.chance(20) else Regime.PARTY


def _write(author: Author, manner: Manner, scene: Scene, campaign: Campaign, arrived: dt.datetime) -> Letter:
    written = arrived.date() - dt.timedelta(days=Dice(author.code, arrived).between(1, 4))
    letter = report(author, campaign.outline, manner, written)
    if scene.decomposed:
        return decomposed(letter)
    return in_old_tones(letter) if Dice(author.code, "tones").chance(40) else letter


def _files(
    author: Author, letter: Letter, scene: Scene, shop: Workshop, dice: Dice
) -> tuple[Attachment, ...]:
    naming = scene.way in {Way.DAMAGED, Way.LOCKED}
    ending = "pdf" if scene.as_pdf else "docx"
    name = "" if scene.way is Way.NAMELESS else envelopes.file_name(author, dice, ending, naming=naming)
    made = Attachment(
        name=name,
        data=_data(letter, scene, shop),
        media_type=PDF if scene.as_pdf else WORD,
        old_name=dice.chance(30),
    )
    return (*_beside(author, letter, scene, shop), _zipped(made) if scene.way is Way.ZIPPED else made)


def _data(letter: Letter, scene: Scene, shop: Workshop) -> bytes:
    if scene.as_pdf and shop.faces:
        return pdf(letter, shop.faces, locked_with=_LOCKED_WITH if scene.way is Way.LOCKED else "")
    data = docx(letter, scene.layout)
    return data[: len(data) // 2] if scene.way is Way.DAMAGED else data


def _beside(author: Author, letter: Letter, scene: Scene, shop: Workshop) -> tuple[Attachment, ...]:
    """What travels with the report in the same mail."""
    if scene.way is Way.COVERED:
        told = docx(cover(author, letter.dated), Layout.BOLD)
        return (Attachment(name="CV gửi báo cáo sơ kết.docx", data=told, media_type=WORD),)
    if scene.way is Way.PAIR and shop.faces:
        name = f"BC so ket 28 {author.symbol}_signed.pdf"
        return (Attachment(name=name, data=pdf(letter, shop.faces), media_type=PDF),)
    return ()


def _zipped(file: Attachment) -> Attachment:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo(file.name, _ZIP_TIME), file.data)
    return Attachment(name="Ho so bao cao.zip", data=target.getvalue(), media_type=ZIP)


def _sent(
    author: Author, scene: Scene, files: tuple[Attachment, ...], arrived: dt.datetime, dice: Dice
) -> Mail:
    naming = scene.way in {Way.DAMAGED, Way.LOCKED} or author.address.endswith("hopthu.example")
    mail = Mail(
        scene=scene.name,
        unit=author.code,
        kind=Disposition.REPORT,
        sender=author.address,
        sender_name=author.short if dice.chance(60) else "",
        subject=envelopes.subject(author, dice, naming=naming),
        text=envelopes.text(author, dice),
        arrived=arrived,
        attachments=files,
        utc=scene.when is When.LAST_HOUR,
    )
    if scene.way is Way.STRANGER:
        return _by_a_stranger(mail, dice)
    return _forwarded_whole(mail, dice) if scene.way is Way.FORWARDED else mail


def _by_a_stranger(mail: Mail, dice: Dice) -> Mail:
    name = person(dice)
    return replace(
        mail,
        sender=made_address(name, "hopthu.example"),
        sender_name=name,
        subject="Gửi báo cáo sơ kết",
        text="Kính gửi đồng chí, tôi gửi báo cáo của cơ quan từ hộp thư cá nhân do hộp thư công vụ đang lỗi.\n",
        attachments=tuple(replace(file, name="Bao cao so ket.docx") for file in mail.attachments),
    )


def _forwarded_whole(mail: Mail, dice: Dice) -> Mail:
    name = person(dice)
    return replace(
        mail,
        sender=made_address(name, "dangbokhoi.example"),
        sender_name=name,
        subject=f"Fwd: {mail.subject}",
        text="Chuyển tiếp báo cáo đơn vị gửi nhầm vào hộp thư cá nhân.\n",
        attachments=(),
        arrived=mail.arrived + dt.timedelta(minutes=35),
        inner=mail,
    )


def _after(author: Author, scene: Scene, shop: Workshop, manner: Manner, first: Mail) -> tuple[Mail, ...]:
    """What the unit sends after the first mail."""
    if scene.after is After.AGAIN:
        return (replace(first, kind=Disposition.DUPLICATE),)
    next_day = replace(first, arrived=first.arrived + dt.timedelta(hours=23, minutes=11))
    if scene.after is After.FORWARDED:
        return (replace(next_day, kind=Disposition.DUPLICATE, subject=f"Fwd: {first.subject}"),)
    if scene.after is After.ANNEX:
        return (_annex_mail(author, next_day),)
    if scene.after is After.CORRECTION:
        whole = replace(scene, gaps=(), name="correction")
        letter = _write(author, replace(manner, states=()), whole, shop.campaign, next_day.arrived)
        files = _files(author, letter, whole, shop, Dice(shop.seed, author.code, "correction"))
        return (_correction_mail(author, replace(next_day, attachments=files)),)
    return ()


def _annex_mail(author: Author, mail: Mail) -> Mail:
    sheet = docx(annex(author, mail.arrived.date()), Layout.BOLD)
    return replace(
        mail,
        scene="annex",
        kind=Disposition.SUPPLEMENT,
        subject=f"Bổ sung phụ lục số liệu - {author.short}",
        text="Đơn vị gửi bổ sung biểu số liệu kèm theo báo cáo đã gửi.\n",
        attachments=(Attachment(name="Phu luc so lieu.docx", data=sheet, media_type=WORD),),
    )


def _correction_mail(author: Author, mail: Mail) -> Mail:
    return replace(
        mail,
        scene="correction",
        kind=Disposition.CORRECTION,
        subject=f"Thay thế báo cáo đã gửi - {author.short}",
        text="Đơn vị gửi lại báo cáo đã bổ sung đủ các mục theo đề cương, thay cho bản gửi hôm trước.\n",
    )


def _truth(author: Author, scene: Scene, shop: Workshop, manner: Manner, first: Mail) -> UnitTruth:
    """What the tables should say once everything has arrived; the first arrival decides about the deadline."""
    campaign = shop.campaign
    states = {leaf.id: manner.state(leaf.id) for leaf in campaign.outline.leaves()}
    if scene.way in {Way.DAMAGED, Way.LOCKED}:
        states = dict.fromkeys(states, State.UNREADABLE)
    if scene.after is After.CORRECTION:
        states = dict.fromkeys(states, State.FULL)
    return UnitTruth(
        unit=author.code,
        status=Status.LATE if first.arrived > campaign.due_at else Status.ON_TIME,
        states=tuple(states.items()),
        scene=scene.name,
        formats=tuple(_FORMATS[file.media_type] for file in (first.inner or first).attachments),
    )

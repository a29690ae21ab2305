"""Builds the sample mailbox: a folder of .eml files for a campaign, and the truth about each mail and unit.

Invented from the roster up: it reads nothing but the campaign it is given and the fonts of the machine, and the same
seed gives the same bytes. It must never be taken for mail that came from anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.demo.cast import author
from pipeline.demo.deliveries import Delivery, Workshop, deliver
from pipeline.demo.dice import Dice
from pipeline.demo.faces import FAMILIES, Family, find_faces
from pipeline.demo.nouns import DemoSummary, Mail, MailTruth, UnitTruth
from pipeline.demo.others import others
from pipeline.demo.post import to_bytes
from pipeline.demo.scenes import scene
from pipeline.errors import StoreError
from pipeline.model.campaign import Campaign, Unit
from pipeline.model.finding import Status
from pipeline.model.section import State
from pipeline.model.submission import Disposition

MOST_SENDERS = (
    46  # with the mails around them that makes about sixty mails: what two people open in a morning
)
_SILENT = 3  # units that send nothing, where the roster is big enough
_NO_FONT = (
    "No serif font with Vietnamese letters was found, so the sample holds Word files only; "
    "install Times New Roman, Tinos, Noto Serif or DejaVu Serif for PDFs."
)


def build_mailbox(
    folder: Path, campaign: Campaign, *, seed: int = 45, families: Sequence[Family] = FAMILIES
) -> DemoSummary:
    """Write the sample mailbox of a campaign into `folder` (made if need be) and say what it holds.

    Units come from the campaign's roster, of any size. `families` are the fonts to try for PDFs; without any, the
    reports are Word files and a remark says so. Raises StoreError when the folder cannot be written.
    """
    shop = Workshop(campaign=campaign, seed=seed, faces=find_faces(families))
    cast = Dice(seed, "cast").shuffled(campaign.units)
    count = _senders(len(cast))
    deliveries = _deliveries(cast[:count], shop)
    around = others(
        [author(unit, campaign) for unit in cast[:count]],
        [author(unit, campaign) for unit in cast[count:]],
        shop,
    )
    mails = _sorted([*(mail for one in deliveries for mail in one.mails), *around])
    _write(folder, mails, seed)
    return DemoSummary(
        mails=tuple(_truth(place, mail) for place, mail in enumerate(mails, 1)),
        units=_units(campaign, deliveries),
        remarks=() if shop.faces else (_NO_FONT,),
    )


def _senders(units: int) -> int:
    """How many of so many units send a report: of three units two, of fifty all but four."""
    return min(MOST_SENDERS, units - min(_SILENT, units // 3))


def _deliveries(cast: Sequence[Unit], shop: Workshop) -> tuple[Delivery, ...]:
    leaves = len(shop.campaign.outline.leaves())
    return tuple(
        deliver(author(unit, shop.campaign), scene(place, leaves, Dice(shop.seed, unit.code, "scene")), shop)
        for place, unit in enumerate(cast)
    )


def _sorted(mails: Iterable[Mail]) -> tuple[Mail, ...]:
    """In order of arrival; a mail that came twice, the copy second."""
    return tuple(
        sorted(mails, key=lambda mail: (mail.arrived, mail.kind is Disposition.DUPLICATE, mail.sender))
    )


def _name(place: int) -> str:
    return f"{place:03d}.eml"


def _write(folder: Path, mails: Sequence[Mail], seed: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place, mail in enumerate(mails, 1):
            (folder / _name(place)).write_bytes(to_bytes(mail, seed))
    except OSError as error:
        raise StoreError(
            f"the sample mailbox cannot be written to {folder}: choose another folder"
        ) from error


def _truth(place: int, mail: Mail) -> MailTruth:
    return MailTruth(
        file=_name(place), unit=mail.unit, kind=mail.kind, scene=mail.scene, arrived=mail.arrived
    )


def _units(campaign: Campaign, deliveries: Iterable[Delivery]) -> tuple[UnitTruth, ...]:
    told = {delivery.truth.unit: delivery.truth for delivery in deliveries}
    nothing = tuple((leaf.id, State.NOT_SUBMITTED) for leaf in campaign.outline.leaves())
    return tuple(
        told.get(unit.code, UnitTruth(unit=unit.code, status=Status.NOT_SUBMITTED, states=nothing))
        for unit in campaign.units
    )

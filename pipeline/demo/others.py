"""Mails that are in every such mailbox and are not the report asked for, and one report that nobody can place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.demo.cast import Author, person, stranger
from pipeline.demo.deliveries import WORD, Workshop, moment
from pipeline.demo.dice import Dice
from pipeline.demo.letters import invitation, monthly, other_campaign, report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Attachment, Layout, Letter, Mail
from pipeline.demo.post import MAILBOX
from pipeline.demo.scenes import When
from pipeline.demo.word import docx
from pipeline.model.submission import Disposition

_AUTOMATIC = (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))


def others(senders: Sequence[Author], silent: Sequence[Author], shop: Workshop) -> tuple[Mail, ...]:
    """The other mails; thanks and the monthly report come from units that send no report, where there are any."""
    dice = Dice(shop.seed, "others")
    known = tuple(senders) or (stranger(),)
    quiet = tuple(silent) or known
    at = [moment(When.EARLY, shop.campaign, dice) for _ in range(8)]
    return (
        _thanks(quiet[0], at[0]),
        _question(dice.pick(known), at[1]),
        _away(dice.pick(known), at[2]),
        _bounce(at[3]),
        _invitation(dice.pick(known), at[4]),
        _monthly(quiet[-1], at[5]),
        _other_campaign(dice.pick(known), at[6]),
        _unplaced(shop, at[7]),
    )


def _plain(author: Author, scene: str, subject: str, text: str, at: dt.datetime) -> Mail:
    return Mail(
        scene=scene,
        unit=author.code,
        kind=Disposition.OTHER,
        sender=author.address,
        sender_name=author.short if author.code else "",
        subject=subject,
        text=text,
        arrived=at,
    )


def _with(mail: Mail, name: str, letter: Letter, kind: Disposition = Disposition.OTHER) -> Mail:
    file = Attachment(name=name, data=docx(letter, Layout.BOLD), media_type=WORD)
    return Mail(
        scene=mail.scene,
        unit=mail.unit,
        kind=kind,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        text=mail.text,
        arrived=mail.arrived,
        attachments=(file,),
    )


def _thanks(author: Author, at: dt.datetime) -> Mail:
    text = "Cảm ơn đồng chí đã gửi kế hoạch. Cơ quan đã nhận được và đang triển khai, sẽ gửi báo cáo sau.\n"
    return _plain(author, "thanks", "Re: Gửi Kế hoạch số 45-KH/BCĐ", text, at)


def _question(author: Author, at: dt.datetime) -> Mail:
    text = (
        "Kính gửi đồng chí,\nĐề cương chi tiết kèm theo kế hoạch cơ quan tôi chưa mở được, nhờ đồng chí gửi lại giúp.\n"
        f"Xin cảm ơn!\n{person(Dice(author.code, 'question'))}\n"
    )
    return _plain(author, "question", "Hỏi về đề cương báo cáo sơ kết", text, at)


def _away(author: Author, at: dt.datetime) -> Mail:
    return Mail(
        scene="automatic reply",
        unit=author.code,
        kind=Disposition.OTHER,
        sender=author.address,
        sender_name="",
        subject="Trả lời tự động: Đôn đốc gửi báo cáo sơ kết",
        text="Tôi đi công tác đến hết tuần, sẽ trả lời thư sau khi về cơ quan.\n",
        arrived=at,
        headers=_AUTOMATIC,
    )


def _bounce(at: dt.datetime) -> Mail:
    lost = "vanthu.cu@hopthu.example"
    return Mail(
        scene="bounce",
        unit="",
        kind=Disposition.OTHER,
        sender=f"MAILER-DAEMON@{MAILBOX.rpartition('@')[2]}",
        sender_name="Mail Delivery System",
        subject="Undelivered Mail Returned to Sender",
        text=f"<{lost}>: mailbox does not exist.\n",
        arrived=at,
        headers=(("Auto-Submitted", "auto-replied"),),
        bounced=lost,
    )


def _invitation(author: Author, at: dt.datetime) -> Mail:
    mail = _plain(
        author, "invitation", f"Giấy mời dự hội nghị - {author.short}", "Trân trọng kính mời.\n", at
    )
    return _with(mail, "Giay moi hoi nghi.docx", invitation(author, at.date()))


def _monthly(author: Author, at: dt.datetime) -> Mail:
    subject = f"Báo cáo tháng {at.month} - {author.short}"
    mail = _plain(author, "monthly report", subject, "Cơ quan gửi báo cáo tháng.\n", at)
    return _with(mail, f"BC thang {at.month}.docx", monthly(author, at.date()))


def _other_campaign(author: Author, at: dt.datetime) -> Mail:
    subject = f"BC 2 năm thực hiện Kết luận 01-KL/TW - {author.short}"
    mail = _plain(author, "other campaign", subject, "Gửi báo cáo theo hướng dẫn của Ban Tuyên giáo.\n", at)
    return _with(mail, "BC Ket luan 01.docx", other_campaign(author, at.date()))


def _unplaced(shop: Workshop, at: dt.datetime) -> Mail:
    """A full report without letterhead, name or known address."""
    nobody = stranger()
    letter = report(nobody, shop.campaign.outline, Manner(voice=f"{shop.seed}/nobody"), at.date())
    mail = _plain(nobody, "unidentified", "báo cáo", "gửi báo cáo ạ\n", at)
    return _with(mail, "bao cao.docx", letter, Disposition.UNIDENTIFIED)

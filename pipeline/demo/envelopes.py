"""What stands on the outside of the sample's mails: subjects, texts, file names, as units really write them.

Kinds of names seen in real mailboxes: signed exports, a space before the dot, `(1)`, capitals without marks, drafts.
"""

from __future__ import annotations

import re

from pipeline.demo.cast import Author, person
from pipeline.demo.dice import Dice
from pipeline.demo.slots import fill
from pipeline.text.fold import bare

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60  # letters of a unit's name in a file name; mail systems cut longer ones

_NAMING = (
    "Báo cáo sơ kết 3 năm thực hiện CT 28-CT/TU - {unit}",
    "V/v gửi báo cáo sơ kết Chỉ thị 28 ({unit})",
    "{unit}: BC 3 năm thực hiện dân chủ ở cơ sở",
    "bao cao so ket 3 nam chi thi 28 - {bare}",
)
_SUBJECTS = (*_NAMING, "Gửi BC sơ kết 28-CT/TU", "Re: Kế hoạch 45-KH/BCĐ", "Báo cáo theo KH 45 của BCĐ")
_TEXTS = (
    "Kính gửi Ban Chỉ đạo,\n\n{org} {unit} xin gửi báo cáo sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU theo Kế hoạch số 45-KH/BCĐ.\n\nTrân trọng!\n{person}\nVăn phòng - {unit}\n",
    "Kính gửi đồng chí,\nTôi gửi báo cáo của {unit}, nhờ đồng chí xác nhận giúp khi nhận được.\nXin cảm ơn!\n{person}\n",
    "Dear đ/c,\nEm gửi file báo cáo ạ. Bản có dấu đơn vị chuyển sau qua đường công văn.\n\n--\n{person}\n{unit}\nĐT: 0210 000 00{10-99}\n",
    "{unit} gửi báo cáo.\n",
)
_FILES = (
    "Báo cáo sơ kết 3 năm CT28 - {unit}",
    "BC-SK-28CT-{code}",
    "bao cao so ket 28 {bare}",
    "BAO CAO 3 NAM CHI THI 28 {BARE} ",
    "bc dan chu (1)",
    "Dự thảo BC sơ kết 28-CT_TU (lần 2)",
    "BC {code} 3 nam chi thi 28 ban cuoi",
)
_SIGNED = ("{12-98}-BC-{code}_signed", "{12-98}BC-{sym}.signed", "BC 28 {unit} ban ky")


def names(author: Author, dice: Dice) -> dict[str, str]:
    """What fills the slots of subjects, texts and file names."""
    plain = bare(author.short)
    return {
        **author.names,
        "code": author.code,
        "bare": plain,
        "BARE": plain.upper(),
        "person": person(dice),
    }


def subject(author: Author, dice: Dice, *, naming: bool) -> str:
    """A subject; `naming` wants one that says which unit writes."""
    return fill(dice.pick(_NAMING if naming else _SUBJECTS), names(author, dice), dice)


def text(author: Author, dice: Dice) -> str:
    """The few lines above the attachment."""
    return fill(dice.pick(_TEXTS), names(author, dice), dice)


def file_name(author: Author, dice: Dice, ending: str, *, naming: bool = False) -> str:
    """A file name with this ending; `naming` wants one that says which unit wrote it."""
    patterns = _FILES[:1] if naming else (_SIGNED if ending == "pdf" and dice.chance(50) else _FILES)
    short = {name: value[:_LONGEST_NAME] for name, value in names(author, dice).items()}
    return f"{_NOT_IN_NAMES.sub('-', fill(dice.pick(patterns), short, dice))}.{ending}"

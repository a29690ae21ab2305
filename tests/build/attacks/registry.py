"""All attacks by name. A new kind is one module beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from tests.build.attacks import (
    archive_files,
    mails,
    office_files,
    pdf_files,
    picture_files,
    strange_files,
    word_files,
)
from tests.build.attacks.attack import Attack

_KINDS = (mails, word_files, pdf_files, picture_files, archive_files, office_files, strange_files)
ATTACKS: Mapping[str, Attack] = {attack.name: attack for kind in _KINDS for attack in kind.attacks()}

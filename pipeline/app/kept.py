"""Results of pure stages, kept by what they were made of and by the code that made them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from pipeline import codec
from pipeline.app import fingerprint
from pipeline.app.office import Office

Noun = TypeVar("Noun")


def kept(
    office: Office, stage: str, made_of: tuple[object, ...], kind: type[Noun], make: Callable[[], Noun]
) -> Noun:
    """What a stage made of these nouns under the campaign's rules, made now where it is not known."""
    digests = "/".join(hashlib.sha256(codec.encode(given)).hexdigest() for given in made_of)
    key = f"{stage}/{fingerprint.code(stage, 'model', 'text')}/{office.campaign.version}/{digests}"
    if (known := office.memo.get(key)) is not None:
        return codec.decode(known, kind)
    found = make()
    office.memo.put(key, codec.encode(found))
    return found

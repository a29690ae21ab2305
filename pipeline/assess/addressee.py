"""Kind `addressed_to`: `Kính gửi`, or else `Nơi nhận`, names the body that asked for the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import bare, fold

BODIES = Parameter(
    name="bodies",
    about="các cách gọi cơ quan nhận báo cáo, có dấu hay không dấu; không nêu thì là agency của campaign.yaml, kể cả khi thiếu tên tỉnh hoặc viết tắt",
    default=(),
)
_AS_ABOVE = "nhu tren"  # recipients `như trên`, without anybody above: the paper does not say who
_LETTERS = {
    "uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "tinh uy": "tu", "dang uy": "du", "ban chi dao": "bcd", "quy che dan chu": "qcdc",
}  # fmt: skip
_PROVINCE = fold("tỉnh")
_LEAST = 2  # words of a body's name
_LETTERS_LEAST = 3  # of one written by its first letters: two fit too much


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when the paper names recipients, and none of them is that body; nothing of what a machine read."""
    report = read_report(record)
    if report is None or record.paper is None or report.recognised:
        return
    named = (*record.paper.addressees, *record.paper.recipients)
    text = bare(" ".join(part.text for part in named))
    bodies = BODIES.of(rule.parameters) or (campaign.agency, _without_place(campaign.agency))
    items = record.paper.recipients[1:]  # below the word, which alone names nobody
    unnamed = not record.paper.addressees and (not items or _AS_ABOVE in text)
    if not unnamed and not any(_named(body, text) for body in bodies):
        shown = " / ".join(part.text for part in named)
        where = "Kính gửi" if record.paper.addressees else "Nơi nhận"
        yield report.finding(rule, f"{where} không nêu {bodies[0]}", evidence=shown, page=None)


def _named(body: str, text: str) -> bool:
    """Whether a text without marks names the body, as it is written or with letters for the usual words on either side."""
    name = bare(body)
    if name in text or re.search(rf"\b{re.escape(_lettered(name))}\b", _lettered(text)):
        return True
    letters = "".join(word[0] for word in re.findall(r"\w+", name))  # `BTCTU`, `Ban TCTU`
    return any(
        len(short) >= _LETTERS_LEAST and re.search(rf"\b{short}\b", text) for short in (letters, letters[1:])
    )


def _lettered(text: str) -> str:
    for words, letters in _LETTERS.items():
        text = text.replace(words, letters)
    return text


def _without_place(agency: str) -> str:
    """The name without the province at its end, which units of the same province leave out."""
    words = agency.split()
    while len(words) > _LEAST and (words[-1].istitle() or words[-1] == "-"):
        words.pop()
    left = words[:-1] if fold(words[-1]) == _PROVINCE else words
    return " ".join(left if len(left) >= _LEAST else words)


KIND = Kind(
    name="addressed_to",
    about="Kính gửi hoặc Nơi nhận của báo cáo không nêu cơ quan yêu cầu báo cáo.",
    check=check,
    parameters=(BODIES,),
    group="thể thức",
)

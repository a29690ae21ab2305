"""Kind `states_form`: the report says in which form the review was held, a meeting or in writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import bare, fold, unmarked

FORMS = Parameter(
    name="forms",
    about="các cách nói về hình thức sơ kết; có một trong số đó thì đạt, có dấu hay không dấu; … là vài từ khác trong cùng câu",
    default=(
        "hội nghị sơ kết",
        "hội nghị … để sơ kết",
        "hội nghị … đánh giá … năm thực hiện",
        "hội nghị tổng kết … năm thực hiện",
        "hội nghị nhằm sơ kết",
        "hội nghị trực tuyến sơ kết",
        "không tổ chức hội nghị",
        "không mở hội nghị",
        "họp sơ kết",
        "họp … để sơ kết",
        "sơ kết … bằng văn bản",
        "sơ kết … hình thức",
        "sơ kết … hội nghị",
        "sơ kết … lồng ghép",
        "đã lồng ghép … sơ kết",
        "hình thức sơ kết",
        "sơ kết … tham dự",
        "sơ kết … đại biểu",
        "sơ kết … hội trường",
        "sơ kết … trực tuyến",
        "sơ kết … cuộc họp",
        "sơ kết … phiên họp",
        "sơ kết … sinh hoạt",
    ),
)
_GAP = 12  # words that a form may have at its `…`: `3 năm thực hiện Chỉ thị số 28-CT/TU` has nine
_BETWEEN = rf"(?:[^\w.;]+\w+){{0,{_GAP}}}?[^\w.;]+"


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when none of the wordings stands in the report.

    Marks count in paragraphs that have them, unless OCR read them: `phối hợp` without marks would be a meeting.
    """
    del campaign
    report = read_report(record)
    if report is None:
        return
    texts = [fold(block.text) for block in report.document.blocks]
    whole = " ".join(texts)
    lost = " ".join(plain for text in texts if (plain := unmarked(text)) == text or report.recognised)
    forms = FORMS.of(rule.parameters)
    if not any(_says(whole, fold(form)) or _says(lost, bare(form)) for form in forms):
        yield report.finding(
            rule, "Báo cáo không nêu hình thức sơ kết (hội nghị hay bằng văn bản)", page=None
        )


def _says(text: str, form: str) -> bool:
    pieces = (re.escape(piece.strip()) for piece in form.split("…"))
    return re.search(rf"\b{_BETWEEN.join(pieces)}\b", text) is not None


KIND = Kind(
    name="states_form",
    about="Báo cáo không nêu sơ kết bằng hội nghị hay bằng văn bản.",
    check=check,
    parameters=(FORMS,),
    group="nội dung",
)

"""How right the program is, in the terminal: what it is in Vietnamese, beside the name that the figure has in the JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table

from pipeline.app.results import EvaluationResult
from pipeline.model import labels
from pipeline.model.evaluation import Evaluation, Group, Share, Summary, WrongCell
from pipeline.model.labelled import Absence
from pipeline.model.section import State
from pipeline.render import evaluation_json
from pipeline.render.screen import STATE_COLOURS, Part, Screen, words

_WRONG_SHOWN = 20  # cells that fit on a screen; --wrong writes all of them
_NOTHING = "–"
_SIDES = {"labels": "Nhãn", "tables": "Bảng"}


def evaluation(screen: Screen, result: EvaluationResult) -> None:
    """A short report, or every figure as JSON."""
    if screen.as_json:
        screen.json(evaluation_json.told(result))
        return
    found = result.evaluation
    screen.table(_figures(found))
    screen.table(_states(found.summary))
    screen.table(_confusion(found))
    screen.table(_groups(found))
    _mails_units_files(screen, found)
    _wrong(screen, found.wrong)
    _left_out(screen, found)
    for path in result.written:
        screen.say(f"wrote {path}")


def _table(title: str, *headings: str, left: int = 1) -> Table:
    """A table whose first columns hold words, which may be broken, and whose others hold numbers, which never are."""
    table = Table(title=words(title), title_justify="left", title_style="bold", header_style="bold")
    for place, heading in enumerate(headings):
        if place < left:
            table.add_column(words(heading), overflow="fold")
        else:
            table.add_column(words(heading), justify="right", no_wrap=True)
    return table


def _row(table: Table, *cells: Part) -> None:
    table.add_row(*(words(cell) for cell in cells))


def _figures(found: Evaluation) -> Table:
    title = f"Đối chiếu với nhãn: {found.summary.cells} ô của {found.labelled_units} đơn vị"
    table = _table(title, "Số đo", "Tên", "Giá trị", left=2)
    for figure in (*_correctness(found.summary), *_confidence(found)):
        _row(table, *figure)
    return table


def _correctness(one: Summary) -> Iterator[tuple[str, str, str]]:
    yield "Đúng tình trạng", "state_accuracy", _of(one.right, one.cells, one.state_accuracy)
    yield "F1 trung bình các tình trạng", "state_macro_f1", _share(one.state_macro_f1)
    yield "Có nội dung (đủ hoặc sơ sài)", "presence_f1", _share(one.presence_f1)
    yield "Không có nội dung (thiếu hoặc để trống)", "absence_f1", _share(one.absence_f1)
    yield "Nội dung tìm được trùng với nhãn", "text_overlap_f1", _share(one.text_overlap_f1)


def _confidence(found: Evaluation) -> Iterator[tuple[str, str, str]]:
    sure = found.summary.sure
    if sure:
        since = f"tin cậy từ {found.threshold:g}"
        yield f"Ô chắc chắn ({since})", "coverage", _of(sure.cells, found.summary.cells, sure.coverage)
        yield "Sai mà chắc chắn", "wrong", _of(sure.wrong, sure.cells, sure.wrong_share)
    if found.calibration:
        yield "Độ tin cậy lệch trung bình", "expected_error", f"{found.calibration.expected_error:.4f}"
        yield "Điểm Brier (0 là tốt nhất)", "brier", f"{found.calibration.brier:.4f}"
        yield "Log loss (0 là tốt nhất)", "log_loss", f"{found.calibration.log_loss:.4f}"
    if found.risk:
        yield "Diện tích sai – tin (0 là tốt nhất)", "area", f"{found.risk.area:.4f}"


def _states(one: Summary) -> Table:
    table = _table("Từng tình trạng", "Tình trạng", "precision", "recall", "f1", "support")
    for state in one.states:
        figures = (_share(state.precision), _share(state.recall), _share(state.f1), str(state.support))
        _row(table, (f"{_sign(state.state)} ({state.state})", STATE_COLOURS[state.state]), *figures)
    return table


def _confusion(found: Evaluation) -> Table:
    """A row for each labelled state; the signs above the columns are those before the states in the rows."""
    counts = {(one.expected, one.found): one.cells for one in found.confusion}
    said = [state for state in (*State, None) if any(column is state for _, column in counts)]
    heads = ("không có dòng" if state is None else labels.STATE_SIGN[state] for state in said)
    table = _table("Nhãn (hàng) và bảng (cột)", "Nhãn", *heads)
    for expected in State:
        if any(row is expected for row, _ in counts):
            cells = (_count(counts.get((expected, state), 0), right=state is expected) for state in said)
            _row(table, (_sign(expected), STATE_COLOURS[expected]), *cells)
    return table


def _count(number: int, *, right: bool) -> Part:
    return "" if not number else (str(number), "green" if right else "red")


def _groups(found: Evaluation) -> Table:
    """By format, trait and section; of the traits, which are many, only those with a wrong cell."""
    table = _table(
        "Theo định dạng, đặc điểm, mục", "Nhóm", "Ô", "Sai", "Đúng", "presence", "absence", "text", "Sai chắc"
    )
    wrong = [one for one in found.traits if one.summary.right < one.summary.cells]
    for kind, groups in (("Định dạng", found.formats), ("Đặc điểm", wrong), ("Mục", found.sections)):
        if groups:
            table.add_section()
            _row(table, (kind, "bold"))
        for one in groups:
            _row(table, f"  {one.name}", *_group(one))
    if found.traits:
        table.caption = words(f"{len(found.traits) - len(wrong)} đặc điểm khác không có ô nào sai.")
        table.caption_justify = "left"
    return table


def _group(one: Group) -> Iterable[Part]:
    summary = one.summary
    wrong = summary.cells - summary.right
    return (
        str(summary.cells),
        (str(wrong), "red" if wrong else ""),
        f"{summary.right / summary.cells:.1%}",  # a group has a cell, or it would not be there
        _share(summary.presence_f1),
        _share(summary.absence_f1),
        _share(summary.text_overlap_f1),
        str(summary.sure.wrong) if summary.sure else _NOTHING,
    )


def _mails_units_files(screen: Screen, found: Evaluation) -> None:
    if mails := found.messages:
        screen.line(
            f"Thư: {mails.messages}; mất (lost) {mails.lost}; đúng phân loại (disposition_accuracy) "
            f"{_share(mails.disposition_accuracy)}. Thư của đơn vị: {mails.of_units}; sai đơn vị (wrong_unit) "
            f"{mails.wrong_unit}; chưa rõ đơn vị (unidentified) {mails.unidentified}."
        )
    if units := found.units:
        screen.line(
            f"Đơn vị: {units.units}; đúng thời hạn nộp (status_accuracy) {_share(units.status_accuracy)}; đúng kết luận "
            f"(verdict_accuracy) {_share(units.verdict_accuracy)}."
        )
    if files := found.files:
        screen.line(
            f"Tệp: {files.files}; mất (lost) {files.lost}; đúng vai trò (role_accuracy) {_share(files.role_accuracy)}."
        )


def _wrong(screen: Screen, wrong: Sequence[WrongCell]) -> None:
    if not wrong:
        return
    title = f"Ô sai: {len(wrong)}, chắc chắn nhất đứng trước"
    table = _table(title, "Mã đơn vị", "Mục", "Nhãn", "Bảng", "Tin cậy", "Tệp", "Trang", left=6)
    for one in wrong[:_WRONG_SHOWN]:
        certain = _NOTHING if one.confidence is None else f"{one.confidence:.3f}"
        page = str(one.page or "")
        _row(table, one.unit, one.section, _sign(one.expected), _sign(one.found), certain, one.file, page)
    screen.table(table)
    if len(wrong) > _WRONG_SHOWN:
        screen.line(f"… và {len(wrong) - _WRONG_SHOWN} ô nữa: --wrong FILE.csv ghi tất cả.")


def _left_out(screen: Screen, found: Evaluation) -> None:
    """What was not judged, and why."""
    left = found.left_out
    if left.not_submitted:
        other = f"; trong đó bảng ghi khác: {left.sent_after_all} ô" if left.sent_after_all else ""
        screen.line(f"Không tính {left.not_submitted} ô của đơn vị chưa nộp{other}.")
    if left.unlabelled:
        screen.line(f"Không tính {left.unlabelled} dòng chưa ghi tình trạng (state).")
    if found.no_row:
        screen.line((f"{found.no_row} ô có nhãn không có dòng nào trong bảng: tính là sai.", "red"))
    for one in found.absent:
        screen.line(f"{_SIDES[one.side]} không có {_place(one)}: bỏ qua những số cần đến.")


def _place(one: Absence) -> str:
    return f"cột {one.column} của {one.file}" if one.column else one.file


def _sign(state: State | None) -> str:
    return "(không có dòng)" if state is None else f"{labels.STATE_SIGN[state]} {labels.STATE_SHORT[state]}"


def _of(part: int, whole: int, share: Share) -> str:
    return f"{part}/{whole}" if share is None else f"{part}/{whole} ({share:.1%})"


def _share(value: Share) -> str:
    return _NOTHING if value is None else f"{value:.4f}"

"""How the mails of each trait are made. A recipe gives the truth, the message, and the readings of its files."""

from __future__ import annotations

from tests.build.nouns import envelope
from tests.labelled import damage
from tests.labelled.identity import (
    KHOI,
    MORE_STRANGERS,
    NOBODY,
    SCAN,
    SHORT,
    STRANGERS,
    UBND,
    Around,
    Made,
    Scene,
    _sent,
    broken_head,
    file_of,
    named_file,
    office_of,
    recipe,
    report,
    sheet,
)
from tests.labelled.papers import LAYOUTS, Sheet, made

# --- the paper says it


@recipe
def letterhead_and_own_address(s: Scene) -> Made:
    """The plain case."""
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, s.head())))


@recipe
def free_mail(s: Scene) -> Made:
    """A private address with a person's name: the letterhead alone."""
    name = s.some("Nguyễn Thị Lan", "", "Văn thư", more=("Phòng Hành chính",))
    return _sent(
        s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, s.head())), around=Around(name=name)
    )


@recipe
def board_below_the_body(s: Scene) -> Made:
    """`ĐẢNG BỘ X / BAN CHỈ ĐẠO …`."""
    board = s.some(
        "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ", "BCĐ THỰC HIỆN DÂN CHỦ", more=("BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ",)
    )  # fmt: skip
    left = (f"{s.body()} {s.office.upper()}", board, "*", s.number("BCĐ"))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def board_of_the_office_in_one_line(s: Scene) -> Made:
    """`BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ CƠ QUAN X`, `BCĐ THỰC HIỆN QCDC X`."""
    board = s.some(
        "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ", "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ CƠ QUAN", "BCĐ THỰC HIỆN QCDC",
        more=("BAN CHỈ ĐẠO QCDC", "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ Ở CƠ SỞ"),
    )  # fmt: skip
    left = (KHOI, f"{board} {s.office.upper()}", s.number("BCĐ"))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def board_above_the_office(s: Scene) -> Made:
    """The board's name broken before the office's."""
    board = s.some("BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ", "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ")
    left = (KHOI, board, s.office.upper(), s.number("BCĐ"))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def union_of_the_office(s: Scene) -> Made:
    """The union writes, below the union of the province, which is a unit itself."""
    above = s.some(
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG ĐOÀN VIÊN CHỨC TỈNH", more=("LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ THỌ",)
    )
    union = s.some(
        "CÔNG ĐOÀN CƠ QUAN", "CÔNG ĐOÀN CƠ SỞ", more=("CĐCS", "BAN CHẤP HÀNH CÔNG ĐOÀN", "CÔNG ĐOÀN")
    )
    left = (above, f"{union} {s.office.upper()}", s.number("CĐ"))
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def office_writes_on_behalf(s: Scene) -> Made:
    """`SỞ X / VĂN PHÒNG`: a part of the unit that has no name of its own."""
    part = s.some(
        "VĂN PHÒNG",
        "PHÒNG TỔ CHỨC - HÀNH CHÍNH",
        more=("PHÒNG TỔ CHỨC CÁN BỘ", "THANH TRA", "BAN THANH TRA NHÂN DÂN"),
    )
    left = (s.office.upper(), part, s.number("VP"))
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def the_other_word_for_the_body(s: Scene) -> Made:
    """A chi bộ that calls itself đảng bộ, or the reverse: there is no other such unit."""
    body = "ĐẢNG BỘ" if s.unit.kind == "chi_bo" else "CHI BỘ"
    return _sent(
        s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, s.party(f"{body} {s.office.upper()}")))
    )


@recipe
def twins_by_their_body(s: Scene) -> Made:
    """Committee and cell of one office: the word before the name tells them apart."""
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, s.party())))


@recipe
def twins_without_their_body(s: Scene) -> Made:
    """The office's bare name is that of both."""
    left = (UBND, office_of(s.unit).upper(), s.number("VP"))
    return _sent(NOBODY, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def province_added_or_dropped(s: Scene) -> Made:
    """`SỞ Y TẾ TỈNH PHÚ THỌ`, `BAN TÔN GIÁO TỈNH`, `HỘI LUẬT GIA`."""
    office = s.office.upper().removesuffix(" TỈNH").removesuffix(" PHÚ THỌ")
    tail = s.some(" TỈNH PHÚ THỌ", " TỈNH", more=(" PHÚ THỌ", " TỈNH PHÚ THỌ"))
    if office.endswith(("TỈNH UỶ", "TỈNH ĐOÀN", "BÁO")):
        tail = " PHÚ THỌ"
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, s.state(office + tail))))


@recipe
def short_forms(s: Scene) -> Made:
    """Words of the name written short, in ways that the roster does not list."""
    line = s.office.upper()
    for long, short in s.dice.sample(SHORT, len(SHORT)):
        if long in line and line != (cut := line.replace(long, short)):
            line = cut
            break
    line = line.replace(" VÀ ", " & ") if s.dice.random() < 0.6 else line
    left = s.state(line)
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def listed_alias(s: Scene) -> Made:
    """The letterhead has one of the roster's spellings, in capitals."""
    spelling = s.dice.choice([*s.unit.aliases, s.office])
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, s.state(spelling.upper()))))


# --- the letterhead is hurt


@recipe
def split_over_lines(s: Scene) -> Made:
    """The name broken over two lines, in one cell."""
    above, line, *rest = s.head()
    first, second = damage.broken(line, s.dice)
    return _sent(
        s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, tuple(filter(None, (above, first, second, *rest)))))
    )  # fmt: skip


@recipe
def split_over_cells(s: Scene) -> Made:
    """The same, each line in a row of the table."""
    above, line, *rest = s.head()
    first, second = damage.broken(line, s.dice)
    left = tuple(filter(None, (above, first, second, *rest)))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), made(sheet(s, left), "cells")))


@recipe
def columns_run_together(s: Scene) -> Made:
    """Line by line, the nation's words behind the issuer's with one blank between."""
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), made(sheet(s, s.head()), "interleaved")))


@recipe
def lines_run_together(s: Scene) -> Made:
    """Superior and issuer in one line, as OCR and some PDFs give them."""
    above, line, *rest = s.head()
    left = (f"{above} {line}", *rest)
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def stranger_behind_its_parent_in_one_line(s: Scene) -> Made:
    """The same with a body off the roster below the unit, or a unit's name behind a body of its own."""
    assert s.parent is not None
    part = s.some(
        "TRUNG TÂM DA LIỄU", "BAN QUẢN LÝ DỰ ÁN SỐ 9", more=("TRƯỜNG TRUNG CẤP SỐ 1", "NHÀ KHÁCH HÙNG VƯƠNG")
    )
    office = office_of(s.parent).upper()
    line = s.dice.choice((f"{office} {part}", f"{part} {office}"))
    address = s.parent.emails[0] if s.dice.random() < 0.5 else s.free()
    return _sent(NOBODY, address, s.neutral(), (file_of(s), report(s, (UBND, line, s.number("VP")))))


@recipe
def columns_in_any_order(s: Scene) -> Made:
    """Right column first, or cell by cell."""
    layout = s.dice.choice(LAYOUTS[3:4] + LAYOUTS[5:])
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), made(sheet(s, s.head()), layout)))


@recipe
def typing_slip(s: Scene) -> Made:
    """One letter lost, doubled, swapped or wrong."""
    slip = s.dice.choice(
        (damage.letter_lost, damage.letter_doubled, damage.letters_swapped, damage.wrong_key)
    )
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, broken_head(s, slip))))


@recipe
def two_letters_lost(s: Scene) -> Made:
    """In one name; the mail names nobody, but comes from the unit."""
    left = broken_head(s, lambda text, dice: damage.letter_lost(damage.letter_lost(text, dice), dice))
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def marks_lost_by_ocr(s: Scene) -> Made:
    """A scan: tones gone from a third of the words."""
    left = broken_head(s, damage.marks_lost)
    return _sent(
        s.unit.code, s.free(), s.neutral(), ("scan.pdf", made(sheet(s, left), "lines", scanned=True))
    )


@recipe
def letters_misread_by_ocr(s: Scene) -> Made:
    """A poor scan: marks lost and one letter taken for another."""
    left = broken_head(s, damage.misread)
    return _sent(
        s.unit.code, s.free(), s.neutral(), ("scan.pdf", made(sheet(s, left), "lines", scanned=True))
    )


@recipe
def no_marks_at_all(s: Scene) -> Made:
    """The letterhead without any mark."""
    left = broken_head(s, lambda text, _: damage.bare(text))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def blanks_lost_or_won(s: Scene) -> Made:
    """Words glued together, or letters driven apart."""
    spoil = s.dice.choice((damage.glued, damage.glued, damage.spaced))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, broken_head(s, spoil))))


@recipe
def decomposed_letters(s: Scene) -> Made:
    """Marks as characters of their own, tones on the other vowel."""
    return _sent(
        s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, broken_head(s, damage.decomposed)))
    )


# --- the mail comes from elsewhere


@recipe
def parent_writes_from_its_address(s: Scene) -> Made:
    """The sở's secretariat sends the chi cục's paper, and names itself."""
    assert s.parent is not None
    address = s.parent.emails[0] if s.parent.emails else s.free()
    name = s.some(f"Văn thư {office_of(s.parent)}", office_of(s.parent), "")
    subject = s.some(
        s.neutral(),
        f"{office_of(s.parent)} gửi báo cáo",
        more=(f"BC đơn vị trực thuộc {office_of(s.parent)}",),
    )
    return _sent(s.unit.code, address, subject, (file_of(s), report(s, s.head())), around=Around(name=name))


@recipe
def parent_s_address_and_a_damaged_letterhead(s: Scene) -> Made:
    """The same, and the letterhead has a slip."""
    assert s.parent is not None
    address = s.parent.emails[0] if s.parent.emails else s.free()
    slip = s.dice.choice((damage.letter_lost, damage.marks_lost, damage.letters_swapped))
    return _sent(s.unit.code, address, s.neutral(), (file_of(s), report(s, broken_head(s, slip))))


@recipe
def parent_s_letterhead_line_names_it_too(s: Scene) -> Made:
    """`SỞ X / CHI CỤC Y`, from a private address, the text full of the sở's name."""
    assert s.parent is not None
    above = office_of(s.parent)
    texts = tuple(f"Được sự quan tâm của lãnh đạo {above}, đơn vị đã triển khai." for _ in range(3))
    left = (above.upper(), s.office.upper(), s.number("VP"))
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left, texts=texts)))


@recipe
def neighbour_s_address(s: Scene) -> Made:
    """Sent from another unit's mailbox, with that unit's name as the sender."""
    other = s.other()
    return _sent(
        s.unit.code, other.emails[0], s.neutral(), (file_of(s), report(s, s.head())), around=Around(name=s.some("", office_of(other)))
    )  # fmt: skip


@recipe
def forwarded_with_letterhead(s: Scene) -> Made:
    """Another unit forwards the mail as an attachment."""
    other = s.other()
    inner = envelope(s.address(), f"Báo cáo của {s.spoken()}", path="3")
    return _sent(
        s.unit.code,
        other.emails[0],
        "Fwd: Báo cáo",
        (file_of(s), report(s, s.head())),
        around=Around(inner=(inner,)),
    )


@recipe
def forwarded_scan(s: Scene) -> Made:
    """The same with a scan that nobody can read: the inner mail is all there is."""
    other = s.other()
    inner = envelope(s.address(), f"Báo cáo của {s.spoken()}", path="3", sender_name=s.some("", s.office))
    subject = f"Fwd: Báo cáo của {s.spoken()}" if s.dice.random() < 0.5 else "Fwd: Báo cáo sơ kết"
    return _sent(s.unit.code, other.emails[0], subject, ("BC.pdf", SCAN), around=Around(inner=(inner,)))


@recipe
def forwarded_in_the_text(s: Scene) -> Made:
    """A client that quotes the mail's head in the text."""
    other = s.other()
    quoted = s.some(
        f"---------- Forwarded message ---------\nFrom: {s.office} <{s.address()}>\nDate: Mon, 5 Jun 2023\nSubject: Báo cáo sơ kết {s.spoken()}\nTo: x@y.example\n",
        f"________________________________\nTừ: {s.office} <{s.address()}>\nĐã gửi: 05 Tháng Sáu 2023\nTới: x@y.example\nChủ đề: Báo cáo {s.spoken()}\n",
        more=(
            f"-------- Thư được chuyển tiếp --------\nChủ đề: BC sơ kết {s.spoken()}\nNgày: 5/6/2023\nNgười gửi: {s.address()}\nNgười nhận: x@y.example\n",
        ),
    )
    text = f"Chuyển tiếp để tổng hợp.\n\n{quoted}\nKính gửi báo cáo."
    return _sent(
        s.unit.code, other.emails[0], "Fwd: Báo cáo sơ kết", ("BC.pdf", SCAN), around=Around(text=text)
    )


@recipe
def own_address_beside_another_unit_s_mail(s: Scene) -> Made:
    """The unit passes on what it was asked, with its own scan attached to its own mail."""
    other = s.other()
    inner = envelope(other.emails[0], f"Đôn đốc báo cáo - {office_of(other)}", path="9")
    return _sent(
        s.unit.code,
        s.address(),
        "Fwd: Đôn đốc báo cáo",
        ("BC.pdf", SCAN),
        around=Around(inner=(inner,), beside=True),
    )


@recipe
def own_address_in_answer_to_another_unit(s: Scene) -> Made:
    """A reply that quotes a neighbour's mail, a scan attached."""
    other = s.other()
    text = f"Gửi lại báo cáo.\n\nVào 5/6/2023, {office_of(other)} <{other.emails[0]}> đã viết:\n> Đề nghị gửi {office_of(other)}\n"
    return _sent(s.unit.code, s.address(), "Re: Báo cáo sơ kết", ("BC.pdf", SCAN), around=Around(text=text))


@recipe
def office_of_the_province_in_two_lines(s: Scene) -> Made:
    """`TỈNH UỶ PHÚ THỌ / BAN TỔ CHỨC`, `UBND TỈNH PHÚ THỌ / VĂN PHÒNG`."""
    office = s.office.upper()
    for above, line in ((UBND, " UBND TỈNH"), ("TỈNH UỶ PHÚ THỌ", " TỈNH UỶ")):
        if office.endswith(line):
            left = (above, office.removesuffix(line), s.number("VP"))
            return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), report(s, left)))
    raise AssertionError(office)


# --- other words mislead


@recipe
def subject_names_another_unit(s: Scene) -> Made:
    """A subject reused from a neighbour's mail."""
    subject = s.some("Fwd: Báo cáo của {}", "BC sơ kết CT28 - {}", more=("Re: {} gửi báo cáo",)).format(
        office_of(s.other())
    )
    sender = s.address() if s.dice.random() < 0.5 else s.free()
    return _sent(s.unit.code, sender, subject, (file_of(s), report(s, s.head())))


@recipe
def file_name_of_another_unit(s: Scene) -> Made:
    """A neighbour's file written over."""
    sender = s.address() if s.dice.random() < 0.5 else s.free()
    return _sent(s.unit.code, sender, s.neutral(), (named_file(s.other(), s.dice), report(s, s.head())))


@recipe
def subject_and_file_of_another_unit(s: Scene) -> Made:
    """Both, from a private address: the letterhead against two."""
    other = s.other()
    return _sent(
        s.unit.code, s.free(), f"Báo cáo của {office_of(other)}", (named_file(other, s.dice), report(s, s.head()))
    )  # fmt: skip


@recipe
def text_full_of_other_units(s: Scene) -> Made:
    """References, recipients and guides name others."""
    others = [office_of(s.other()) for _ in range(4)]
    texts = (
        f"Thực hiện hướng dẫn của {others[0]}, đơn vị phối hợp với {others[1]} và {others[2]}.",
        f"Theo đề nghị của {others[3]}, {others[0]} và {others[1]} đã kiểm tra.",
    )
    left = s.head()
    paper = sheet(s, left, texts=texts)
    end = ("Nơi nhận:", f"- {others[0]} (b/c);", f"- {others[1]};", f"- {others[2]};", "- Lưu: VT.")
    paper = Sheet(
        left=left,
        party=paper.party,
        opening=f"Thực hiện Công văn của {others[0]}, đơn vị báo cáo:",
        texts=texts,
        closing=end,
    )
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), made(paper)))


@recipe
def signed_by_the_head_of_another_body(s: Scene) -> Made:
    """The board's chairman is the director of a neighbour."""
    other = office_of(s.other())
    closing = (
        "Nơi nhận:",
        "- Như trên;",
        f"- {other};",
        "TM. BAN CHỈ ĐẠO",
        "TRƯỞNG BAN",
        f"GIÁM ĐỐC {other.upper()}",
        "Trần Văn B",
    )
    paper = Sheet(left=s.head(), closing=closing)
    return _sent(s.unit.code, s.free(), s.neutral(), (file_of(s), made(paper)))


@recipe
def another_unit_s_guide_is_attached(s: Scene) -> Made:
    """The guide that the report follows comes along."""
    other = office_of(s.other()).upper()
    guide = Sheet(
        left=(UBND, other, "Số: 77/HD-VP"),
        type="HƯỚNG DẪN",
        abstract="Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU",
    )
    return _sent(
        s.unit.code, s.free(), s.neutral(), ("Huong dan.docx", made(guide)), (file_of(s), report(s, s.head()))
    )


@recipe
def plan_of_the_agency_is_attached(s: Scene) -> Made:
    """The plan itself comes back with the report."""
    plan = Sheet(
        left=(KHOI, "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ", "*", "Số 45-KH/BCĐ"), party=True, type="KẾ HOẠCH"
    )
    return _sent(
        s.unit.code, s.free(), s.neutral(), ("KH 45.docx", made(plan)), (file_of(s), report(s, s.head()))
    )


# --- there is no letterhead


@recipe
def closing_sentence_and_own_address(s: Scene) -> Made:
    """No letterhead: the last sentence and the mail agree."""
    closing = s.some(
        "Trên đây là báo cáo của {}./.", more=("Trên đây là báo cáo kết quả của {}, kính trình.",)
    )
    return _sent(
        s.unit.code, s.address(), s.neutral(), (file_of(s), report(s, closing=closing.format(s.spoken())))
    )


@recipe
def own_address_alone(s: Scene) -> Made:
    """A report without a name, from a listed address."""
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s)))


@recipe
def scan_from_own_address(s: Scene) -> Made:
    """A scan that nobody can read."""
    return _sent(s.unit.code, s.address(), "Báo cáo sơ kết", ("scan0001.pdf", SCAN))


@recipe
def subject_and_file_name_alone(s: Scene) -> Made:
    """Private address, scan: subject and file name agree."""
    return _sent(
        s.unit.code, s.free(), f"Báo cáo sơ kết của {s.office}", (named_file(s.unit, s.dice).replace("docx", "pdf"), SCAN)
    )  # fmt: skip


@recipe
def covering_letter_and_a_scan(s: Scene) -> Made:
    """The letter has the letterhead, the report cannot be read."""
    letter = Sheet(
        left=s.head(),
        type="",
        abstract="V/v gửi báo cáo sơ kết Chỉ thị 28",
        opening="Kính gửi: Đảng uỷ Khối",
        words=20,
    )
    return _sent(
        s.unit.code, s.free(), s.neutral(), ("CV gui bao cao.docx", made(letter)), ("BC ky.pdf", SCAN)
    )


@recipe
def names_in_the_mail_text(s: Scene) -> Made:
    """The clerk signs with the unit's name, from its address; the paper names nobody."""
    text = s.some(
        "Kính gửi BCĐ, {} gửi báo cáo sơ kết ạ.", more=("Em gửi anh báo cáo.\n--\nVăn thư {}\nĐT: 0210",)
    ).format(s.spoken())
    return _sent(s.unit.code, s.address(), s.neutral(), (file_of(s), report(s)), around=Around(text=text))


# --- nobody's


@recipe
def no_clue_at_all(s: Scene) -> Made:
    """Private address, no name anywhere."""
    return _sent(NOBODY, s.free(), s.neutral(), (file_of(s), report(s)))


@recipe
def stranger_with_a_number(s: Scene) -> Made:
    """A body outside the roster, from a private address."""
    stranger = s.some(*STRANGERS, more=MORE_STRANGERS)
    above = s.dice.choice((KHOI, UBND, office_of(s.unit).upper()))
    return _sent(NOBODY, s.free(), s.neutral(), (file_of(s), report(s, (above, stranger, s.number("VP")))))


@recipe
def stranger_without_a_number(s: Scene) -> Made:
    """The same, its number line lost."""
    stranger = s.some(*STRANGERS, more=MORE_STRANGERS)
    return _sent(NOBODY, s.free(), s.neutral(), (file_of(s), report(s, (UBND, stranger))))


@recipe
def stranger_through_its_parent(s: Scene) -> Made:
    """A part of a unit that owes no report of its own, from the unit's address: its paper is not the unit's."""
    part = s.some(
        "TRUNG TÂM DA LIỄU",
        "TRƯỜNG THPT VIỆT TRÌ",
        "ĐOÀN QUY HOẠCH",
        more=("CHI CỤC PHÒNG CHỐNG HIV/AIDS", "BAN QUẢN LÝ BẾN XE"),
    )
    body = s.dice.choice(("", "CHI BỘ "))
    left = (
        f"{s.body() + ' ' if body else ''}{s.office.upper()}",
        f"{body}{part}",
        s.number("CB" if body else "VP"),
    )
    return _sent(NOBODY, s.address(), s.neutral(), (file_of(s), report(s, left)))


@recipe
def stranger_one_word_off(s: Scene) -> Made:
    """A unit's name with one word of another meaning: never that unit."""
    words = s.office.upper().split(" ")
    taken = {office_of(unit).upper() for unit in s.units.values()} | {
        a.upper() for u in s.units.values() for a in u.aliases
    }
    while True:
        place = s.dice.randrange(1, len(words)) if len(words) > 1 else 0
        changed = [*words]
        changed[place] = s.dice.choice(
            ("HUYỆN", "RỪNG", "BIỂN", "MỸ", "NHI", "THUẾ", "LÀNG", "KHÁCH", "TRUNG", "DƯỢC")
        )
        if changed[place] != words[place] and " ".join(changed) not in taken:
            break
    return _sent(
        NOBODY, s.free(), s.neutral(), (file_of(s), report(s, (UBND, " ".join(changed), s.number("VP"))))
    )


@recipe
def joint_letterhead(s: Scene) -> Made:
    """Two units of one rank issue one paper: a person decides."""
    one, other = s.office.upper(), office_of(s.peer()).upper()
    lines = s.dice.choice(((f"{one} - {other}",), (one, other), (f"{one} -", other)))
    if s.held_out and s.dice.random() < 0.3:
        lines = (f"{one} VÀ {other}",)
    left = (UBND, *lines, "Số: 12/BCLN")
    sender = s.address() if s.dice.random() < 0.5 else s.free()
    return _sent(NOBODY, sender, s.neutral(), (file_of(s), report(s, left)))


@recipe
def address_against_subject_and_file(s: Scene) -> Made:
    """A scan from one unit's own address whose subject and file name are another's."""
    other = s.other()
    return _sent(
        NOBODY, other.emails[0], f"Báo cáo của {s.office}", (named_file(s.unit, s.dice).replace("docx", "pdf"), SCAN)
    )  # fmt: skip


@recipe
def reports_of_two_units_in_one_mail(s: Scene) -> Made:
    """One mail cannot be filed under both."""
    other = s.other()
    theirs = Sheet(
        left=(UBND, office_of(other).upper(), "Số: 9/BC-VP"),
        texts=("Một văn bản khác hẳn, không trùng câu nào với văn bản kia.",),
        words=150,
    )
    sender = s.address() if s.dice.random() < 0.5 else s.free()
    return _sent(NOBODY, sender, s.neutral(), ("BC 1.docx", report(s, s.head())), ("BC 2.docx", made(theirs)))


@recipe
def name_of_an_agency_alone(s: Scene) -> Made:
    """Only superiors are named: the agency, the province, the Party committee."""
    above = s.some("TỈNH UỶ PHÚ THỌ", KHOI, UBND)
    closing = s.some("Trên đây là báo cáo của Đảng uỷ.", "Trên đây là báo cáo của cơ quan.")
    return _sent(
        NOBODY, s.free(), s.neutral(), (file_of(s), report(s, (above, s.number("ĐU")), closing=closing))
    )


@recipe
def scan_and_one_mention(s: Scene) -> Made:
    """A scan from a private address whose text thanks some unit: a lone weak clue."""
    return _sent(
        NOBODY,
        s.free(),
        s.neutral(),
        ("scan.pdf", SCAN),
        around=Around(text=f"Báo cáo gửi kèm, bản giấy đã gửi {s.office}."),
    )

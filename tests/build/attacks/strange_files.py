"""Files that are not what they are called, and texts that are hard to look at."""

from __future__ import annotations

from collections.abc import Iterator

from tests.build import mail, word
from tests.build.attacks import office_files, pdf_files, picture_files, word_files
from tests.build.attacks.attack import DOCX, PDF, Attack, Make, files

_SHOWN = "Đoạn 7 của báo cáo sơ kết"
_RIGHT_TO_LEFT = "\u202e\u2066\u2067\u200f"

_TEXTS: dict[str, Make | bytes] = {
    "text: NUL everywhere": b"B\0a\0o\0 \0c\0\0\0a\0o\0" * 9_000,
    "text: every control": bytes(range(32)) * 3_000,
    "text: turned round": (f"Báo cáo {_RIGHT_TO_LEFT}oác oáB " * 3_000).encode(),
    "text: for a terminal": b"\x1b]0;evil\x07\x1b[2J\x1b[31mBao cao\x9b5n" * 3_000,
    "text: half letters": "Báo cáo \ud83d \udc00".encode("utf-8", "surrogatepass") * 3_000,
    "text: one line of 10 MB": lambda _: b"a" * 10_000_000,
    "text: a million lines": lambda _: b"a\n" * 1_000_000,
    "text: marks on marks": ("a" + "\u0301\u0323" * 50_000).encode(),
    "text: no characters": "\ufffe\uffff\ufdd0\U0010ffff".encode() * 9_000,
    "text: in UTF-16 by half": "Báo cáo".encode("utf-16-le")[:-1],
    "text: in UTF-32": ("Báo cáo " * 99).encode("utf-32"),
    "text: one byte": b"\xff",
    "text: nothing": b"",
}  # fmt: skip


def _controls_in_word() -> bytes:
    signs = "".join(
        chr(code) for code in (*range(0x7F, 0xA0), 0x202E, 0x2066, 0xFEFF, 0xFFFD, 0xE000, 0x200F)
    )
    return word.docx(
        word.p(f"trước{signs}sau"), word.p(word.run(word.Xml(f"<w:t>{'&#x202E;' * 999}cuối</w:t>")))
    )


def attacks() -> Iterator[Attack]:
    """All of them; a good file under a wrong name must be read."""
    yield from files(_TEXTS, file="bao cao.txt", declared="text/plain")
    yield Attack(name="text: controls in a Word file", make=lambda _: _controls_in_word(), text="cuối")
    for file, declared in (("a.pdf", PDF), ("a.jpg", "image/jpeg"), ("a.zip", "application/zip"), ("a.exe", "x"),
                           ("a.txt", "text/plain"), ("a", "message/rfc822x"), ("a.html", "text/html")):  # fmt: skip
        name = f"wrong name: a Word file as {file}, {declared}"
        yield Attack(
            name=name,
            make=lambda _: word_files.report(),
            file=file,
            declared=declared,
            text=_SHOWN,
            codes=frozenset(),
        )
    for file, declared in (("a.docx", DOCX), ("a.doc", "application/msword"), ("a.png", "image/png")):
        name = f"wrong name: a PDF as {file}, {declared}"
        yield Attack(
            name=name,
            make=lambda _: pdf_files.report(1),
            file=file,
            declared=declared,
            text=_SHOWN,
            codes=frozenset(),
        )
    yield from files(_WRONG, file="bao cao.docx", declared=DOCX)
    yield from files(
        {f"{name}, as a PDF": make for name, make in _WRONG.items()}, file="bao cao.pdf", declared=PDF
    )


_WRONG: dict[str, Make | bytes] = {
    "wrong name: a program": b"MZ" + bytes(9_000),
    "wrong name: a picture": lambda _: picture_files.png_claiming(9, 9),
    "wrong name: an archive": lambda _: mail.zip_of({"a.txt": b"abc"}),
    "wrong name: a mail": lambda _: mail.build_mail(),
    "wrong name: an RTF": lambda _: office_files.rtf("Bao cao"),
    "wrong name: a page": b"<html><p>Bao cao",
    "wrong name: an Excel file": lambda _: mail.package("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "wrong name: a lock file": b"\x05admin".ljust(162, b"\0"),
}  # fmt: skip

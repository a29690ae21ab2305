"""Vietnamese in the codes from before Unicode: text → TCVN3 or VNI, and files whose fonts have these codes.

TCVN3 is glibc's (`iconv`); VNI is written out from the chart «Bảng đối chiếu encoding các bộ chữ hiện hành với Unicode»
(scribd.com/document/23311958), which has ỵ as xvnkb's table has it too. Neither is taken from our own code.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import lru_cache

from tests.build.pdf_raw import raw

# One vowel a row: without a tone, then sắc, huyền, hỏi, ngã, nặng; the signs as the codes stand in Windows' Latin-1.
VNI_CHART = """
a a     á aù    à aø    ả aû    ã aõ    ạ aï
ă aê    ắ aé    ằ aè    ẳ aú    ẵ aü    ặ aë
â aâ    ấ aá    ầ aà    ẩ aå    ẫ aã    ậ aä
e e     é eù    è eø    ẻ eû    ẽ eõ    ẹ eï
ê eâ    ế eá    ề eà    ể eå    ễ eã    ệ eä
i i     í í     ì ì     ỉ æ     ĩ ó     ị ò
o o     ó où    ò oø    ỏ oû    õ oõ    ọ oï
ô oâ    ố oá    ồ oà    ổ oå    ỗ oã    ộ oä
ơ ô     ớ ôù    ờ ôø    ở ôû    ỡ ôõ    ợ ôï
u u     ú uù    ù uø    ủ uû    ũ uõ    ụ uï
ư ö     ứ öù    ừ öø    ử öû    ữ öõ    ự öï
y y     ý yù    ỳ yø    ỷ yû    ỹ yõ    ỵ î
đ ñ
A A     Á AÙ    À AØ    Ả AÛ    Ã AÕ    Ạ AÏ
Ă AÊ    Ắ AÉ    Ằ AÈ    Ẳ AÚ    Ẵ AÜ    Ặ AË
Â AÂ    Ấ AÁ    Ầ AÀ    Ẩ AÅ    Ẫ AÃ    Ậ AÄ
E E     É EÙ    È EØ    Ẻ EÛ    Ẽ EÕ    Ẹ EÏ
Ê EÂ    Ế EÁ    Ề EÀ    Ể EÅ    Ễ EÃ    Ệ EÄ
I I     Í Í     Ì Ì     Ỉ Æ     Ĩ Ó     Ị Ò
O O     Ó OÙ    Ò OØ    Ỏ OÛ    Õ OÕ    Ọ OÏ
Ô OÂ    Ố OÁ    Ồ OÀ    Ổ OÅ    Ỗ OÃ    Ộ OÄ
Ơ Ô     Ớ ÔÙ    Ờ ÔØ    Ở ÔÛ    Ỡ ÔÕ    Ợ ÔÏ
U U     Ú UÙ    Ù UØ    Ủ UÛ    Ũ UÕ    Ụ UÏ
Ư Ö     Ứ ÖÙ    Ừ ÖØ    Ử ÖÛ    Ữ ÖÕ    Ự ÖÏ
Y Y     Ý YÙ    Ỳ YØ    Ỷ YÛ    Ỹ YÕ    Ỵ Î
Đ Ñ
"""
_CELLS = VNI_CHART.split()
VNI_SIGNS = dict(zip(_CELLS[::2], _CELLS[1::2], strict=True))
VN3_CAPITALS = "ĂÂÊÔƠƯĐ"
_HIGH = range(0xA1, 0xFF)


@lru_cache(maxsize=1)
def tcvn3_codes() -> dict[str, str]:
    """Letter → sign, for the letters of TCVN 5712 VN3: all small ones, and the capitals without a tone."""
    codes = bytes(_HIGH)
    done = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-32LE"],
        input=b"".join(
            bytes([code, 0x20]) for code in codes
        ),  # a blank after each: tones by themselves join nothing
        capture_output=True,
        check=True,
    )
    letters = done.stdout.decode("utf-32-le").split(" ")[: len(codes)]
    found = dict(zip(letters, map(chr, codes), strict=True))
    return {letter: sign for letter, sign in found.items() if letter.islower() or letter in VN3_CAPITALS}


def tcvn3(text: str) -> str:
    """Text as it stands in a .Vn font; capitals with a tone are left, for the code has none."""
    codes = tcvn3_codes()
    return "".join(codes.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    """Text as it stands in a VNI font."""
    return "".join(VNI_SIGNS.get(letter, letter) for letter in text)


def legacy_pdf(
    *pages: Sequence[tuple[str, str]], unicode_of: dict[int, int] | None = None, rules: str = ""
) -> bytes:
    """A PDF of simple fonts with Windows' codes, which are not embedded: one (font, line in its code) after the other.

    `unicode_of` are entries of every font's ToUnicode map, `rules` are more operators for every page.
    """
    fonts = list(dict.fromkeys(font for page in pages for font, _ in page))
    first = 3 + 2 * len(pages)
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(len(pages)))
    named = " ".join(f"/F{place} {first + 1 + place} 0 R" for place in range(len(fonts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for place, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * place} 0 R "
            f"/Resources << /Font << {named} >> >> >>".encode()
        )
        objects.append(_stream(_content(page, fonts, rules)))
    objects.append(_stream(_map(unicode_of or {})))
    objects += [
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font.replace(' ', '#20')} /Encoding /WinAnsiEncoding "
        f"/FontDescriptor << /Type /FontDescriptor /FontName /{font.replace(' ', '#20')} /Flags 32 /FontBBox [0 0 9 9] >> "
        f"{f'/ToUnicode {first} 0 R' if unicode_of else ''} >>".encode()
        for font in fonts
    ]
    return raw(objects)


def _content(page: Sequence[tuple[str, str]], fonts: list[str], rules: str) -> bytes:
    shown = (
        f"/F{fonts.index(font)} 11 Tf <{line.encode('cp1252').hex()}> Tj T* "  # no escapes needed
        for font, line in page
    )
    return f"BT 18 TL 60 780 Td {''.join(shown)}ET {rules}".encode()


def _map(unicode_of: dict[int, int]) -> bytes:
    rows = "\n".join(f"<{code:02X}> <{target:04X}>" for code, target in unicode_of.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(unicode_of)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)

"""PDFs written by hand, object by object: what no library would write."""

from __future__ import annotations

from collections.abc import Sequence


def raw(objects: Sequence[bytes]) -> bytes:
    """A PDF of hand-written objects, numbered from 1; the first is the catalog."""
    made, offsets, start = [b"%PDF-1.4\n"], [], len(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(start)
        made.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start += len(made[-1])
    made.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made += [b"%010d 00000 n \n" % offset for offset in offsets]
    data = b"".join(made)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def pages_without_type(texts: Sequence[str], bare: int) -> bytes:
    """One line of ASCII text and a small ruled table a page; the page at place `bare` has no /Type."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(texts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(texts)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>",
    ]
    rules = b" ".join(b"80 %d m 300 %d l S" % (y, y) for y in (600, 620, 640))
    rules += b" " + b" ".join(b"%d 600 m %d 640 l S" % (x, x) for x in (80, 190, 300))
    for place, text in enumerate(texts):
        kind = b"" if place == bare else b"/Type /Page "
        content = b"BT /F1 12 Tf 80 700 Td (%s) Tj ET " % text.encode()
        content += (
            b"BT /F1 9 Tf 85 625 Td (mot) Tj 110 0 Td (hai) Tj -110 -20 Td (ba) Tj 110 0 Td (bon) Tj ET "
            + rules
        )
        objects.append(
            b"<< %s/Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (kind, 5 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return raw(objects)


def self_reference() -> bytes:
    """The page tree is an object that says it is itself: one reader never comes back from it."""
    return raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R"])

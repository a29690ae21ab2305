"""Mails that are attacks themselves. The good report lies in each, behind the attack where that can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.build import mail
from tests.build.attacks.attack import DOCX, Attack, Bait

GOOD_NAME = "bao cao tot.docx"
_HEAD = b"From: a@b.example\r\nSubject: bao cao\r\nMIME-Version: 1.0\r\n"
_TEXT = mail.part("text/plain", b"Xin gui.\n")
_LONG = 60_000


def good_part(good: bytes) -> bytes:
    """The report as a part."""
    return mail.attachment((GOOD_NAME, good, mail.Options(media_type=DOCX)))


def beside(*parts: bytes) -> Callable[[Bait], bytes]:
    """A mail of these parts and then the report."""
    return lambda bait: _HEAD + mail.multipart("mixed", [*parts, good_part(bait.good)])


def headed(*lines: bytes) -> Callable[[Bait], bytes]:
    """A mail with these header lines on top."""
    return lambda bait: b"\r\n".join(lines) + b"\r\n" + beside(_TEXT)(bait)


def attached(disposition: str) -> Callable[[Bait], bytes]:
    """A mail with a part of this Content-Disposition before the report."""
    return beside(mail.part("text/x-note", b"x", headers=[f"Content-Disposition: {disposition}"]))


def bounded(boundary: bytes, used: bytes = b"", *, closed: bool = True) -> Callable[[Bait], bytes]:
    """A mail with a boundary as written here; `used` is the one between its parts."""

    def make(bait: Bait) -> bytes:
        line = b"--" + (used or boundary.strip(b'"'))
        body = b"\r\n".join((line, _TEXT, line, good_part(bait.good), line + b"--" if closed else b""))
        return _HEAD + b"Content-Type: multipart/mixed; boundary=" + boundary + b"\r\n\r\n" + body

    return make


def _nested_same(bait: Bait) -> bytes:
    inner = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + _TEXT + b"\r\n--x--"
    parts = b"\r\n".join((b"--x", inner, b"--x", good_part(bait.good), b"--x--"))
    return _HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + parts


def _junk_in_base64(bait: Bait) -> bytes:
    part = good_part(bait.good)
    head, blank, body = part.partition(b"\r\n\r\n")
    return _HEAD + mail.multipart("mixed", [_TEXT, head + blank + body.replace(b"\r\n", b"!\0 \r\n")])


def _late(parts: Sequence[bytes]) -> Callable[[Bait], bytes]:
    return lambda bait: _HEAD + mail.multipart("mixed", [*parts, good_part(bait.good)])


def _early(parts: Sequence[bytes]) -> Callable[[Bait], bytes]:
    return lambda bait: _HEAD + mail.multipart("mixed", [good_part(bait.good), *parts])


def _html(more: str) -> Callable[[Bait], bytes]:
    return lambda bait: beside(mail.part("text/html", more.format(http=bait.http).encode(), encoding="8bit"))(
        bait
    )


def _in_mails(levels: int) -> bytes:
    inner = b"Subject: trong cung\r\n\r\nhet\r\n"
    for _ in range(levels):
        inner = b"Subject: x\r\n" + mail.part("message/rfc822", inner)
    return mail.part("message/rfc822", inner)


def _external(bait: Bait) -> bytes:
    kind = f'message/external-body; access-type=URL; URL="{bait.http}/x.docx"'
    local = f'message/external-body; access-type=local-file; name="{bait.secret}"'
    inner = b"Content-Type: application/msword\r\n\r\n"
    return beside(mail.part(kind, inner, encoding=""), mail.part(local, inner, encoding=""))(bait)


def _no_type_twice(bait: Bait) -> bytes:
    twice = (
        b"Content-Type: text/plain\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    )
    return beside(twice + b"Content-Transfer-Encoding: 7bit\r\n\r\n%PDF-1.4")(bait)


_BOMB_NAME = "".join(f"; filename*{number}*=a" for number in range(20_000))
_WORDS = "".join("=?utf-8?B?YQ==?= " for _ in range(20_000))

_REACHABLE: dict[str, Callable[[Bait], bytes]] = {
    "mail: 500 levels of parts": beside(mail.deep(500)),
    "mail: 500 levels of mails": beside(mail.matryoshka(500)),
    "mail: 20 levels of mails in base64": beside(_in_mails(20)),
    "mail: 20 000 parts behind the report": _early([mail.part("text/plain", b"a", encoding="")] * 20_000),
    "mail: 100 000 header fields": headed(b"X-A: b\r\n" * 100_000 + b"X-B: c"),
    "mail: one header of 5 MB": headed(b"X-A: " + b"a" * 5_000_000),
    "mail: one header folded 100 000 times": headed(b"X-A: b" + b"\r\n c" * 100_000),
    "mail: 20 000 Received fields": headed(*[b"Received: from a by b; Mon, 5 Jun 2023 10:00:00 +0700"] * 20_000),
    "mail: punycode subject": headed(b"Subject: =?punycode?q?" + b"a" * 300_000 + b"?="),
    "mail: 20 000 encoded words": headed(b"Subject: " + _WORDS.encode()),
    "mail: encoded words in encoded words": headed(b"Subject: " + b"=?utf-8?b?" * 20_000 + b"?=" * 20_000),
    "mail: sender of open brackets": headed(b"From: " + b"<" * _LONG),
    "mail: sender of signs at": headed(b"From: " + b"a@" * _LONG),
    "mail: sender of quotes and comments": headed(b'From: "' + b'\\"(' * _LONG),
    "mail: 20 000 recipients": headed(b"To: " + b", ".join(b"a%d@b.c" % number for number in range(20_000))),
    "mail: group of groups": headed(b"To: " + b"a:" * _LONG + b";" * _LONG),
    "mail: date of brackets": headed(b"Date: " + b"(" * _LONG),
    "mail: date of the year 10 to the 9": headed(b"Date: Mon, 5 Jun 1000000000 10:00:00 +9999"),
    "mail: message-id of brackets": headed(b"Message-ID: <[" * 9_000),
    "mail: bare carriage returns": headed(b"Subject: a\rX-Evil: b\rBcc: c@d"),
    "mail: a field named like the parser's own": headed(b"Parse: x", b"Mail: y", b"Headers: z", b"__class__: w"),
    "mail: type of semicolons": beside(b"Content-Type: text/plain" + b";" * 120_000 + b"\r\n\r\nx"),
    "mail: type of quotes": beside(b'Content-Type: x/y; name="' + b'" ' * 30_000 + b"\r\n\r\nx"),
    "mail: type without a subtype": beside(b"Content-Type: /\r\n\r\nx", b"Content-Type: ;;;\r\n\r\nx"),
    "mail: two types and two encodings": _no_type_twice,
    "mail: charset punycode": beside(mail.part("text/plain; charset=punycode", b"a-" * 100_000)),
    "mail: charset idna, base64, zip, rot13": beside(
        *(mail.part(f"text/plain; charset={name}", b"YQ==" * 999) for name in ("idna", "base64", "zip", "rot13", "uu"))
    ),
    "mail: charset punycode in 8 bits": beside(
        mail.part("text/plain; charset=punycode", b"a-\xe1" * 100_000, encoding="8bit")
    ),
    "mail: charset of no letters": beside(mail.part("text/plain; charset=w\udce1\udcff", b"b\xe1o", encoding="8bit")),
    "mail: charset with NUL and a path": beside(mail.part('text/plain; charset="../\0x"', b"x")),
    "mail: 20 000 segments of a name": attached(f"attachment{_BOMB_NAME}"),
    "mail: segment 99 999 999 999": attached("attachment; filename*99999999999*=utf-8''a; filename*-1*=b"),
    "mail: segment charset punycode": attached(f"attachment; filename*0*=punycode''{'a-' * _LONG}"),
    "mail: a name of 1 MB": attached(f'attachment; filename="{"a" * 1_000_000}.docx"'),
    "mail: a name of percent signs": attached(f"attachment; filename*=utf-8''{'%' * _LONG}"),
    "mail: a boundary like a pattern": bounded(b'"(.*+)+$[a-z]"'),
    "mail: a boundary within a boundary": bounded(b"x", closed=False),
    "mail: a boundary never closed": bounded(b"never", closed=False),
    "mail: base64 with junk": _junk_in_base64,
    "mail: unknown encoding": beside(mail.part("application/x", b"abc", encoding="x-secret")),
    "mail: 100 000 uuencoded beginnings": beside(
        mail.part("text/plain", b"begin 644 a\nM\n" * 100_000, encoding="7bit")
    ),
    "mail: one line of 10 MB": beside(mail.part("text/plain", b"a" * 10_000_000, encoding="7bit")),
    "mail: a body of NUL": beside(mail.part("text/plain", b"\0" * 100_000, encoding="8bit")),
    "mail: 300 000 levels of HTML": _html("<div>" * 300_000),
    "mail: HTML of comments": _html("<!-- -->" * 300_000),
    "mail: HTML that fetches": _html(
        '<base href="{http}/"><link rel=stylesheet href="{http}/c"><img src="{http}/i"><iframe src="{http}/f"></iframe>'
        '<script src="{http}/s"></script><meta http-equiv=refresh content="0;{http}/m"><object data="{http}/o"></object>'
    ),
    "mail: bodies that lie elsewhere": _external,
    "mail: a piece of a mail": beside(mail.part('message/partial; id="x"; number=1; total=9', b"Subject: a\n\nb")),
    "mail: delivery report of 20 000 blocks": beside(
        mail.part("message/delivery-status", b"Action: failed\n\n" * 20_000, encoding="7bit")
    ),
    "mail: signed by nobody": beside(
        mail.multipart("signed", [_TEXT, mail.part("application/pgp-signature", b"\xff")])
    ),
    "mail: a multipart without boundary inside": beside(b"Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\na\r\n--x--"),
    "mail: a multipart that is base64": beside(mail.part("multipart/mixed; boundary=y", b"--y\r\n\r\na\r\n--y--")),
    "mail: a digest of nothing": beside(mail.multipart("digest", [b"", b"\r\n", b""])),
    "mail: mark of UTF-8 on top": lambda bait: b"\xef\xbb\xbf" + beside(_TEXT)(bait),
    "mail: line feeds alone": lambda bait: beside(_TEXT)(bait).replace(b"\r\n", b"\n"),
    "mail: postman's line on top": lambda bait: b"From a@b Mon Jun  5 10:00:00 2023\r\n" + beside(_TEXT)(bait),
    "mail: header without a colon": headed(b"X-A: b\r\nno colon here\r\nX-C: d"),
    "mail: NUL in headers": headed(b"Subject: a\0b\r\nX-\0: \0\r\nFrom: \0@\0"),
}  # fmt: skip

_UNREACHABLE: dict[str, Callable[[Bait], bytes]] = {
    "mail: the same boundary inside": _nested_same,
    "mail: a boundary of 5 000 letters": bounded(b"b" * 5_000),
    "mail: 20 000 parts before the report": _late([mail.part("text/plain", b"a", encoding="")] * 20_000),
    "mail: 500 levels around the report": lambda bait: mail.deep(500) + good_part(bait.good),
    "mail: no boundary at all": lambda bait: (
        _HEAD + b"Content-Type: multipart/mixed\r\n\r\n--x\r\n" + good_part(bait.good)
    ),
    "mail: two boundaries": bounded(b"x; boundary=y", b"y"),
    "mail: an empty boundary": bounded(b'""', b""),
    "mail: a boundary never used": bounded(b"x", b"y"),
    "mail: the report behind the end": lambda bait: (
        _HEAD + mail.multipart("mixed", [_TEXT]) + b"\r\n" + good_part(bait.good)
    ),
    "mail: carriage returns alone": lambda bait: beside(_TEXT)(bait).replace(b"\r\n", b"\r"),
    "mail: all in UTF-16": lambda bait: beside(_TEXT)(bait).decode("latin-1").encode("utf-16"),
    "mail: NUL between all bytes": lambda bait: b"\0".join(
        bytes([octet]) for octet in beside(_TEXT)(bait)[:90_000]
    ),
    "mail: blanks alone": lambda _: b" \r\n\t" * 1000,
    "mail: only the report, encoded twice": lambda bait: (
        _HEAD + mail.part("application/x", mail._encoded(bait.good, "base64"))
    ),
}

# What a sender may call a file: the file is a report, and must be read whatever its name is.
_NAMES = {
    "climbs": "../../../../evil.docx", "climbs on Windows": "..\\..\\evil.docx", "absolute": "/etc/cron.d/evil",
    "drive": "C:\\Windows\\evil.docx", "device": "CON.docx", "dash": "--help.docx", "NUL": "a\0b.docx",
    "turned round": "bao\u202excod.exe", "long": "d" * 5_000 + ".docx", "dots": "...", "marks": "a" + "\u0301" * 5_000,
    "formula": "=cmd|' /C calc'!A0.docx", "markup": "<script>alert(1)</script>.docx", "escape": "\x1b[2J\x9b31m.docx",
    "lone surrogate": "\ud83d.docx", "template": "{{ 7*7 }}{% raw %}.docx", "shell": "$(touch evil);`id`|x.docx",
    "line feed": "a\nX-Evil: b.docx", "nothing": "", "another ending": "bao cao.exe", "number of the spool": "0",
}  # fmt: skip


def _named(name: str) -> Callable[[Bait], bytes]:
    def make(bait: Bait) -> bytes:
        # Percent-encoded: nothing else gets every one of these through a header.
        escaped = "".join(f"%{octet:02X}" for octet in name.encode("utf-8", "surrogatepass"))
        head = f"Content-Disposition: attachment; filename*=utf-8''{escaped}"
        part = mail.part("application/octet-stream", bait.good, headers=[head])
        return _HEAD + mail.multipart("mixed", [_TEXT, part])

    return make


def attacks() -> Iterator[Attack]:
    """All of them."""
    for name, make in _REACHABLE.items():
        yield Attack(name=name, make=make, whole=True)
    for name, make in _UNREACHABLE.items():
        yield Attack(name=name, make=make, whole=True, reachable=False)
    for name, written in _NAMES.items():
        yield Attack(name=f"name: {name}", make=_named(written), whole=True)

"""`roots/`: certificates that those of signers may be traced to, one or more a file (.pem, .crt, .cer). None is no mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.rulebook.problems import Page, Problems

FOLDER = "roots"
SUFFIXES = frozenset((".pem", ".crt", ".cer"))
MOST_BYTES = 1_000_000  # of one file; a certificate has two thousand
_PEM = b"-----BEGIN "  # what stands before it is for people: `openssl x509 -text` writes the certificate out


def read_roots(folder: Path, problems: Problems) -> tuple[bytes, ...]:
    """The certificates (DER) of all files of a campaign's `roots/`, by name; what is none becomes a problem."""
    place = folder / FOLDER
    if not place.is_dir():
        return ()
    try:
        files = sorted(path for path in place.iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError as error:
        page = problems.page(place)
        page.add(1, f"the folder cannot be read ({error.strerror})", "give the program read access to it")
        return ()
    found = (root for path in files for root in _certificates(path, problems.page(path)))
    return tuple(dict.fromkeys(found))


def _certificates(path: Path, page: Page) -> Iterator[bytes]:
    # Most campaigns have no such folder, and need not wait for the library.
    from cryptography import x509  # noqa: PLC0415 -- 60 ms
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 -- the same

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
        found = (
            x509.load_pem_x509_certificates(data) if _PEM in data else [x509.load_der_x509_certificate(data)]
        )
    except OSError as error:
        page.add(1, f"the file cannot be read ({error.strerror})", "give the program read access to it")
        return
    except ValueError:
        page.add(1, "the file holds no certificate", "save it from the authority again, as PEM or DER")
        return
    yield from (one.public_bytes(Encoding.DER) for one in found)

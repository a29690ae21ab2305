"""Certificates that signers are traced to: in either form, from any program, and what is wrong with them is told."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.rulebook import load
from tests.build import signed
from tests.unit.rulebook import folders


def test_roots_are_read_in_either_form_each_once(tmp_path: Path) -> None:
    """PEM with several, DER, by the name of the file; what is no certificate file is left alone."""
    folder = folders.write(tmp_path)
    before = load(folder)
    one, other = signed.authority("Một"), signed.authority("Hai")
    (folder / "roots").mkdir()
    (folder / "roots" / "b.pem").write_bytes(b"\n" + other.pem + one.pem)
    (folder / "roots" / "a.crt").write_bytes(one.der)
    (folder / "roots" / "README.md").write_text("gốc", "utf-8")
    after = load(folder)
    assert (before.roots, after.roots) == ((), (one.der, other.der))
    assert before.version != after.version


def test_what_stands_before_a_certificate_is_passed_over(tmp_path: Path) -> None:
    """Programs write it out for people, and editors put a mark of their own first."""
    folder, root = folders.write(tmp_path), signed.authority()
    (folder / "roots").mkdir()
    told = "\ufeffCertificate:\n    Data:\n        Issuer: CN = Gốc\n".encode()
    (folder / "roots" / "ca.pem").write_bytes(told + root.pem)
    assert load(folder).roots == (root.der,)


def test_a_folder_of_roots_that_is_closed_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not taken for an empty one."""
    (folders.write(tmp_path) / "roots").mkdir()
    listed = Path.iterdir

    def closed(place: Path) -> Iterator[Path]:
        if place.name == "roots":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
        return listed(place)

    monkeypatch.setattr(Path, "iterdir", closed)
    assert folders.problems(tmp_path, {}) == [
        "roots:1: the folder cannot be read (Permission denied); give the program read access to it"
    ]


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nxx\n", b"0\x82\x01"])
def test_a_root_that_is_no_certificate_is_a_mistake(tmp_path: Path, content: bytes) -> None:
    """With its file named."""
    (folders.write(tmp_path) / "roots").mkdir()
    assert folders.problems(tmp_path, {"roots/ca.pem": content}) == [
        "roots/ca.pem:1: the file holds no certificate; save it from the authority again, as PEM or DER"
    ]


def test_a_root_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    """A folder, for instance."""
    (folders.write(tmp_path) / "roots" / "ca.pem").mkdir(parents=True)
    assert folders.problems(tmp_path, {}) == [
        "roots/ca.pem:1: the file cannot be read (Is a directory); give the program read access to it"
    ]

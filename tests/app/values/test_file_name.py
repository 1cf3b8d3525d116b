"""Names of files: fit for every disk, honest about what they are."""

from __future__ import annotations

import pytest

from app.values.file_name import MOST, ending, is_program, kept_name, media_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Contrat signé.pdf", "Contrat signé.pdf"),
        ("  a   b .pdf ", "a b.pdf"),
        ("../../etc/passwd", "-.-etc-passwd"),
        ('a/b\\c:d*e?f"g<h>i|j.txt', "a-b-c-d-e-f-g-h-i-j.txt"),
        ("line\nbreak\0.txt", "linebreak.txt"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("CON.txt", "_CON.txt"),
        ("con", "_con"),
        ("trailing.exe. .", "trailing.exe"),
        ("...", "-"),
        ("", "-"),
    ],
)
def test_a_name_is_fit_for_every_disk(given: str, kept: str) -> None:
    assert kept_name(given) == kept
    assert kept_name(kept) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = kept_name("é" * 300 + ".docx")
    assert len(name) == MOST
    assert name.endswith("é.docx")
    assert len(kept_name("x" * 300)) == MOST


@pytest.mark.parametrize(
    "name", ["setup.EXE", "a.pdf.js", "run.sh", "x.lnk", "x.command", "Mail.app", "x.exe.", "x.vbs "]
)
def test_a_program_is_known(name: str) -> None:
    assert is_program(name)


@pytest.mark.parametrize("name", ["a.pdf", "exe", "a.exe.pdf", "a.docx", "a.sh.txt", "js", ".sh.png"])
def test_a_document_is_no_program(name: str) -> None:
    assert not is_program(name)


def test_endings_and_types() -> None:
    assert [ending(name) for name in ("A.PDF", "a", "a. b", ".bashrc", "a.tar.gz")] == [".pdf", "", "", "", ".gz"]
    assert [media_type(name) for name in ("A.PDF", "x.png", "x.zzz")] == [
        "application/pdf", "image/png", "application/octet-stream",
    ]  # fmt: skip

"""A PDF is on the disk whole, or the old one still is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.documents.saving import save
from app.errors import BookError, FileRefused


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for content in (b"old", b"new"):
        save(content, path)
        assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_that_is_open_in_another_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does: the new name is refused while the old file is open, in words of the system's language."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileRefused, match="“a.pdf” cannot be written: another program has it open"):  # noqa: RUF043
        save(b"new", path)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="does not exist"):
        save(b"new", tmp_path / "gone" / "a.pdf")

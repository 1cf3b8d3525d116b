"""A second book, to carry records into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.store.book import Book


@pytest.fixture
def other(template: Path, tmp_path: Path, home: Path) -> Iterator[Book]:
    """Another new book of the same shop; backups of both stay in this test's own folder."""
    with closing(Book.open(Path(shutil.copyfile(template, tmp_path / "other.clientele")))) as opened:
        yield opened

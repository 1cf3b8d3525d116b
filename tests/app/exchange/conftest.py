"""A second book, to carry records into, and cards brought into the first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.exchange import importing
from app.store.book import Book
from tests.app.exchange.desk import Import


@pytest.fixture
def other(template: Path, tmp_path: Path, home: Path) -> Iterator[Book]:
    """Another new book of the same shop; backups of both stay in this test's own folder."""
    with closing(Book.open(Path(shutil.copyfile(template, tmp_path / "other.clientele")))) as opened:
        yield opened


@pytest.fixture
def bring(book: Book, home: Path, tmp_path: Path) -> Import:
    """Import cards into `book`: `bring(card(...), update=True)`."""

    def _bring(*cards: str, **options: Any) -> importing.Report:
        path = tmp_path / "cards.vcf"
        path.write_text("".join(cards), encoding="utf-8", newline="")
        return importing.import_vcards(book, path, **options)

    return _bring

"""Books for the tests: one is founded for the whole run, each test gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import subjects
from app.clients import records
from app.clients.model import Client
from app.company.founding import Shop, found
from app.store.book import Book

Save = Callable[..., int]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    subjects.load()
    path = tmp_path_factory.mktemp("template") / "Cave des Tilleuls.clientele"
    found(path, Shop("Cave des Tilleuls"))
    return path


@pytest.fixture
def book_path(template: Path, tmp_path: Path) -> Path:
    """A new book of a French shop, closed."""
    return Path(shutil.copyfile(template, tmp_path / template.name))


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """A new book of a French shop, open."""
    opened = Book.open(book_path)
    yield opened
    opened.close()


@pytest.fixture
def save(book: Book) -> Save:
    """Save one client, as a step of its own, and return its id: `save(company_name="Le Dîner")`."""

    def _save(client: Client | None = None, **values: object) -> int:
        with book.write("Save") as writing:
            return records.save(writing.session, client or Client(**values))

    return _save

"""A bare window with an open book, for tests of one page or dialog: no navigation, no menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMainWindow

from app import subjects
from app.clients import records
from app.clients.model import Client
from app.company.facts import ShopFacts
from app.company.founding import Shop, found
from app.settings import Settings
from app.store.book import Book
from ui.actions import Actions
from ui.jobs import Jobs
from ui.shell import Shell


@dataclass
class Rig:
    """`said` are the toasts, `opened` the records that were opened, `explained` the errors shown."""

    window: QMainWindow
    book: Book
    shell: Shell
    said: list[tuple[Any, ...]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    explained: list[Exception] = field(default_factory=list)

    def rows(self, query: str, *values: Any) -> list[Any]:
        """What the book holds now."""
        db = self.book.rows()
        try:
            return db.execute(query, values).fetchall()
        finally:
            db.close()

    def close(self) -> None:
        self.shell.jobs.close()
        self.window.close()
        self.book.close()


def make_rig(path: Path, clients: Callable[[], list[Client]] = list, *, shop: Shop | None = None) -> Rig:
    """A new book at `path` with these clients, and a window on it."""
    subjects.load()
    shop = shop or Shop("Cave des Tilleuls", street="5 rue des Tilleuls", postcode="21000", city="Dijon")
    found(path, shop)
    book = Book.open(path)
    made = clients()
    if made:
        with book.write("clients") as writing:
            for client in made:
                records.save(writing.session, client)
    return rig_on(book, shop)


def rig_on(book: Book, shop: Shop) -> Rig:
    """A window on an open book."""
    window = QMainWindow()
    window.resize(1440, 900)
    facts = ShopFacts(shop.name, shop.city, shop.country, shop.language)
    shell = Shell(Jobs(book, window), Settings(), Actions(window), facts)
    rig = Rig(window, book, shell)
    shell.toast = lambda *words, **more: rig.said.append(words)
    shell.open_record = lambda client_id, **more: rig.opened.append(client_id)
    shell.explain = rig.explained.append
    shell.jobs.failed.connect(shell.explain)
    return rig

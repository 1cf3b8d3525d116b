"""The page of a paper, and the hands on it: what the journeys that sell have in common."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.catalog import records as catalogue
from app.catalog.model import Product
from app.company.model import TaxRate
from app.sales import choosing, editing
from app.sales.model import PaperLine
from ui.sales.paper_prints import render
from ui.start import Program
from ui.window import MainWindow

TODAY = date.today()
AUBERGE, BISTROT, BRASSERIE, COMITE = 1, 2, 3, 4


class Counter:
    """The page of a paper, and the hands on it."""

    def __init__(self, qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> None:
        self.qtbot, self.program, self.window, self.settle = qtbot, program, window, settle

    @property
    def page(self) -> Any:
        return self.window.page()

    @property
    def draft(self) -> Any:
        return self.page.editor.draft

    def write(self, work: Callable[[Any], Any]) -> Any:
        assert self.program.jobs is not None
        with self.program.jobs.book.write("Test", kind="final") as writing:
            return work(writing.session)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        assert self.program.jobs is not None
        with contextlib.closing(self.program.jobs.book.rows()) as db:
            return db.execute(sql, values).fetchall()

    def run(self, key: str) -> None:
        assert self.window.actions_[key].isEnabled(), f"{key} is not served"
        self.window.actions_.run(key)
        self.settle()

    def open(self, **options: Any) -> None:
        self.window.show_named("paper", **options)
        self.settle()

    def keys(self, *keys: Any) -> None:
        """Type into whatever has the focus: texts, or keys."""
        for key in keys:
            focused = QApplication.focusWidget() or self.window.focusWidget()
            assert focused is not None
            if isinstance(key, str):
                self.qtbot.keyClicks(focused, key)
            elif isinstance(key, tuple):
                self.qtbot.keyClick(focused, key[0], key[1])
            else:
                self.qtbot.keyClick(focused, key)
            self.settle()

    def box(self, path: str) -> Any:
        fields = self.page.fields if path in self.page.fields.boxes else self.page.more_fields
        return fields.boxes[path]

    def choose(self, path: str, words: str) -> None:
        field = self.box(path).input
        field.setCurrentIndex(field.findText(words))
        assert field.currentText() == words
        field.activated.emit(field.currentIndex())
        self.settle()

    def texts(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    def paper(self, kind: str, client_id: int = AUBERGE, quantity: int = 10) -> int:
        """An issued paper with two products."""

        def work(session: Any) -> int:
            desk = editing.begin(session, kind=kind, client_id=client_id, today=TODAY)
            for name in ("Marsannay", "Fixin"):
                product = session.scalars(select(Product).where(Product.name == name)).one()
                line = PaperLine()
                choosing.put_product(line, product, desk)
                line.quantity = Decimal(quantity)
                desk.draft.lines.append(line)
            return int(editing.issue(session, desk.draft, today=TODAY, render=render).paper_id)

        return int(self.write(work))


def at_the_counter(counter: Counter) -> Counter:
    """With three products in the list, and the window in front."""

    def fill(session: Any) -> None:
        rate = session.scalars(select(TaxRate).order_by(TaxRate.position)).first()
        for number, (name, price) in enumerate((("Marsannay", "14.50"), ("Fixin", "38"), ("Livraison", "12")), 1):
            product = Product(code=f"P{number:04}", name=name, price=Decimal(price), unit="bottle", tax_rate_id=rate.id)
            catalogue.save(session, product)

    counter.write(fill)
    counter.window.show()
    counter.window.activateWindow()
    counter.settle()
    return counter

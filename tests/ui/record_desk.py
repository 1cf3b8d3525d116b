"""The page of one record over a real book, and the hands that use it: typing, leaving fields, answering questions."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app import subjects
from app.clients import lifecycle, records
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientCompany,
    ConsentEvent,
    Contact,
    ContactLink,
    CustomField,
    CustomOption,
    Email,
    Phone,
)
from app.company.founding import Shop, found
from app.company.model import Person
from app.company.records import choice
from app.store.book import Book
from tests.ui.rig import Rig, rig_on
from ui.clients.record import RecordPage
from ui.clients.section import Section
from ui.widgets.buttons import Button

TODAY = date(2026, 11, 12)
Found = TypeVar("Found", bound=QWidget)


@dataclass
class Desk:
    """`page` shows the record `client_id` of a brasserie; `other` is a second client."""

    qtbot: QtBot
    rig: Rig
    page: RecordPage
    client_id: int
    other: int

    def settle(self) -> None:
        """Wait until nothing is on its way, and every section is shown."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self._is_busy(), timeout=60_000)
            self.qtbot.wait(5)
        tab = self.page.tab()
        if hasattr(tab, "settle"):
            tab.settle()
        self.qtbot.wait(1)

    def _is_busy(self) -> bool:
        """Acts on a record wait for each other: between two of them no job is on its way."""
        editor = self.page.editor
        return self.rig.shell.jobs.busy or editor._acting or bool(editor._waiting)

    def open(self, client_id: int = 0, **how: Any) -> None:
        self.page.open(client_id or self.client_id, **how)
        self.settle()

    def run(self, key: str) -> None:
        """A command of the menu, if it is served now."""
        assert self.rig.shell.actions[key].isEnabled(), f"{key} is not served"
        self.rig.shell.actions.run(key)
        self.settle()

    def section(self, key: str) -> Any:
        """A section of the tab in front."""
        return next(each for each in self.page.tab().sections if isinstance(each, Section) and each.key == key)

    def edit(self, tab: str = "details") -> None:
        self.page.go_to(tab)
        self.run("edit")

    def box(self, path: str) -> Any:
        """The field at `path` of the tab in front."""
        forms = (section.form for section in self.page.tab().sections if getattr(section, "form", None))
        return next(box for form in forms if (box := form.widget(path)) is not None)

    def core(self, path: str) -> QWidget:
        box = self.box(path)
        return getattr(box, "input", box).core()

    def type(self, path: str, text: str) -> None:
        """Write into a field in place of what is there, and leave it."""
        core: Any = self.core(path)
        core.setFocus()
        getattr(core, "lineEdit", lambda: core)().selectAll()
        self.qtbot.keyClick(core, Qt.Key.Key_Delete)
        if text:
            self.qtbot.keyClicks(core, text)
        self.qtbot.keyClick(core, Qt.Key.Key_Tab)

    def choose(self, path: str, words: str) -> None:
        """Take an entry of a list by its words, as with the keyboard."""
        combo = self.box(path).input
        combo.setCurrentIndex(combo.findText(words))
        assert combo.currentText() == words, f"{words} is not offered"
        combo.activated.emit(combo.currentIndex())

    def save(self) -> None:
        self.run("save")

    def rows(self, query: str, *values: Any) -> list[Any]:
        return self.rig.rows(query, *values)

    def cell(self, query: str, *values: Any) -> Any:
        return self.rig.rows(query, *values)[0][0]

    def said(self) -> list[str]:
        """The words of the toasts."""
        return [entry[0] for entry in self.rig.said]


def in_dialog(act: Callable[[Any], object]) -> None:
    """Do `act(dialog)` in the dialog that is about to open, and close it if it is still there."""

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(20, meet)
            return
        try:
            act(dialog)
        finally:
            # A test that failed in the dialog must not wait in it for ever.
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(20, meet)


def press(dialog: QWidget, verb: str) -> None:
    """Press a button by its words."""
    next(button for button in dialog.findChildren(Button) if button.text() == verb).click()


def answer(verb: str) -> None:
    """Press `verb` in the question that is about to be asked."""
    in_dialog(lambda dialog: press(dialog, verb))


def fill(dialog: Any, **texts: str) -> None:
    """Write into fields of a contact's or an address's dialog; `__` stands for the slash of a path."""
    for name, text in texts.items():
        box = dialog.form.widget(dialog._start + name.replace("__", "/"))
        box.input.core().setFocus()
        if hasattr(box.input, "setEditText"):
            box.input.setEditText(text)
        else:
            box.input.setText(text)
        box.input.edited.emit()
        box.input.left.emit()


def _brasserie() -> Client:
    claire = Contact(civility="Mme", first_name="Claire", last_name="Fournier", phones=[Phone(text="03 53 01 24 60")])
    claire.emails.append(Email(text="compta@brasserie-theatre.example"))
    hugo = Contact(first_name="Hugo", last_name="Marchand")
    return Client(
        company_name="Brasserie du Théâtre",
        siren="123456782",
        siret="12345678200010",
        note="Ne livre pas le lundi.",
        website="www.brasserie-theatre.example",
        phones=[Phone(text="03 53 01 24 60")],
        addresses=[
            Address(house_number="4", street="place du Théâtre", postcode="21000", city="Dijon", country="FR"),
            Address(
                house_number="2", street="rue du Temple", postcode="21000", city="Dijon", country="FR", is_delivery=True
            ),
        ],
        links=[
            ContactLink(contact=claire, function="Gérante", is_main=True, is_billing=True),
            ContactLink(contact=hugo, function="Chef"),
        ],
        consents=[ConsentEvent(channel="email", granted=True, given_on=date(2025, 3, 12), source="Formulaire")],
        blocks=[
            Block(kind="orders", from_on=date(2026, 11, 9), until_on=date(2026, 11, 30), comment="Jusqu'au virement")
        ],
        companies=[ClientCompany(company_id=1, credit_limit=Decimal(4000))],
    )


SHOP = Shop("Cave des Tilleuls", language="en")


@cache
def _template() -> bytes:
    """The book that every desk begins with, made once."""
    subjects.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shop.clientele")
        found(path, SHOP)
        book = Book.open(path)
        with book.write("clients") as writing:
            _fill(writing.session)
        book.close()
        return path.read_bytes()


def _fill(session: Any) -> None:
    session.add_all([Person(name="Marie Tilleul"), Person(name="Paul Renard", position=1)])
    brasserie = _brasserie()
    brasserie.category_id = choice(session, "category", "Restaurant").id
    client_id = records.save(session, brasserie)
    records.save(session, Client(company_name="Groupe Bellevue"))
    lifecycle.tag(session, [client_id], "CHR")
    lifecycle.find_tag(session, "Noël")
    kinds = ("date", "yes_no", "several", "link", "amount", "text")
    own = [
        CustomField(label="Jour de fermeture", kind="choice"),
        CustomField(label="Couverts", kind="number", position=1),
    ]
    own += [CustomField(label=kind, kind=kind, position=2) for kind in kinds]
    session.add_all(own)
    session.flush()
    lists = [each for each in own if each.kind in ("choice", "several")]
    session.add_all(CustomOption(field_id=each.id, label=label) for each in lists for label in ("Dimanche", "Lundi"))


def make_desk(qtbot: QtBot, folder: Path) -> Desk:
    """A book of two clients, its page open on the first."""
    path = folder / "shop.clientele"
    path.write_bytes(_template())
    rig = rig_on(Book.open(path), SHOP)
    rig.shell.today = lambda: TODAY  # type: ignore[method-assign]
    page = RecordPage(rig.shell)
    page.page_changed.connect(lambda: rig.shell.actions.serve(page.handlers()))
    rig.window.setCentralWidget(page)
    rig.window.resize(1216, 836)
    qtbot.addWidget(rig.window)
    with qtbot.waitExposed(rig.window):
        rig.window.show()
    rig.window.activateWindow()
    desk = Desk(qtbot, rig, page, client_id=1, other=2)
    desk.open(ids=array("q", [2, 1]))
    return desk

"""Statements for many clients: who gets one, in which order and how many files, and who has to be left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.accounts.stating import Wanted
from app.errors import Problem
from app.i18n import N_, plural
from ui.accounts.statement_drawing import EVERYBODY
from ui.text import tr, translator, trn
from ui.widgets.accessible import set_tip
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice
from ui.widgets.labels import LinkLabel, Paragraph, text_label
from ui.widgets.toggles import Radio

MOST_NAMED = 8
_HAVING = {
    "balance": N_("With a balance"),
    "owing": N_("Who owe money"),
    "overdue": N_("With something overdue"),
    "any": N_("All with an account"),
}
_ORDERS = {"name": N_("Name"), "postcode": N_("Postcode, then name")}


class StatementBatch(QWidget):
    """`changed` when others get one; `record_wanted(client_id)` for a name that cannot be printed."""

    changed = Signal()
    record_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._from, self._having = Choice(), Choice([(key, tr(words)) for key, words in _HAVING.items()])
        self._by = Choice([(key, tr(words)) for key, words in _ORDERS.items()])
        for label, field in (
            (tr("Clients"), self._from),
            (tr("Who gets one"), self._having),
            (tr("Sorted by"), self._by),
        ):
            column.addWidget(FieldBox(label, field))
            field.edited.connect(self.changed)
        self._one, self._each = Radio(tr("One file for all")), Radio(tr("One file each"))
        files = QButtonGroup(self)
        for radio in (self._one, self._each):
            files.addButton(radio)
            column.addWidget(radio)
        self._one.setChecked(True)
        self.count = text_label("", "body", "text2")
        column.addWidget(self.count)
        self._out = QVBoxLayout()
        self._out.setSpacing(4)
        column.addLayout(self._out)

    def begin(self, client_ids: Sequence[int], kept: dict[str, str]) -> None:
        """For these clients, or everybody where none were chosen; `kept` are the choices of the last time."""
        self._chosen = list(client_ids)
        options: list[tuple[str, str]] = [("all", tr("Everybody who is not archived"))]
        if self._chosen:
            chosen = plural("The {count} client chosen", "The {count} clients chosen")
            options.insert(0, ("chosen", trn(chosen, len(self._chosen))))
        self._from.set_options(options)
        self._from.set_value(options[0][0])
        self._having.set_value(kept.get("having") if kept.get("having") in _HAVING else "balance")
        self._by.set_value(kept.get("by") if kept.get("by") in _ORDERS else "name")
        (self._each if kept.get("files") == "each" else self._one).setChecked(True)

    def asked(self) -> list[int]:
        """Whose statements: ids, or `[EVERYBODY]`."""
        return self._chosen if self._from.value() == "chosen" else [EVERYBODY]

    def wanted(self) -> Wanted:
        """Which of them, in which order."""
        return Wanted(self._having.value() or "balance", self._by.value() or "name")

    def separate(self) -> bool:
        """Whether each client gets a file of their own."""
        return self._each.isChecked()

    def kept(self) -> dict[str, str]:
        """What to remember for the next time."""
        return {"having": self.wanted().having, "by": self.wanted().by, "files": "each" if self.separate() else "one"}

    def show_count(self, clients: int, pages: int, *, known: bool) -> None:
        """How many there are; the pages are counted in the background until they are `known`."""
        people = trn(plural("{count} client", "{count} clients"), clients)
        sheets = trn(plural("{count} page", "{count} pages"), pages) if known else tr("counting the pages…")
        self.count.setText(tr("{clients}, {pages}", clients=people, pages=sheets))

    def show_left_out(self, found: Sequence[tuple[int, str, Problem]]) -> None:
        """Name those whose statement holds a character that cannot be printed, with the way to their record."""
        while self._out.count():
            old = self._out.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not found:
            return
        words = plural("{count} cannot be printed and is left out:", "{count} cannot be printed and are left out:")
        self._out.addWidget(Paragraph(trn(words, len(found)), "label", "amber"))
        for number, name, problem in found[:MOST_NAMED]:
            link = LinkLabel(name, "alert-triangle", style="label")
            set_tip(link, tr(problem.message, **problem.parameters))
            link.clicked.connect(lambda _=False, number=number: self.record_wanted.emit(number))
            self._out.addWidget(link)
        if len(found) > MOST_NAMED:
            more = translator().number(len(found) - MOST_NAMED)
            self._out.addWidget(text_label(tr("and {count} more", count=more), "label", "text3"))

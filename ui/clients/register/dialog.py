"""A client completed from the public registers: find the company, compare, and take what is ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.clients.opened import Opened
from app.exchange.register import comparing
from app.exchange.register.company import Registered
from ui.clients import reading
from ui.clients.register.comparison import Comparison
from ui.clients.register.lookup import LookupPanel
from ui.clients.register.paste import PastePanel
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import Separator

if TYPE_CHECKING:
    from app.clients.model import Client
    from ui.shell import Shell

Taken = Callable[[Registered, frozenset[str]], object]


class RegisterDialog(Dialog):
    """`done(found, keys)` gets the company and the fields to take. Use `open()`; it deletes itself."""

    def __init__(self, shell: Shell, parent: QWidget, draft: Client, opened: Opened, done: Taken) -> None:
        """`draft` is what the record says now, `opened` the words of its lists."""
        super().__init__(parent, tr("Complete from the register"), width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._done = draft, done
        self._found: Registered | None = None
        term = draft.siret or draft.siren or reading.name_of(draft)
        self.paste, self.lookup = PastePanel(term), LookupPanel(shell, term)
        self.comparison = Comparison(opened)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sources())
        self._stack.addWidget(self.comparison)
        self.body.addWidget(self._stack)
        self.add_cancel()
        self._back = self.add_button(Button(tr("Back"), "chevron-left"))
        self._go = self.add_button(Button("", "check", kind="primary", keys="Ctrl+Enter"), main=True)
        self._connect()
        self._show_step(0)

    def _sources(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.paste)
        column.addWidget(Separator())
        column.addWidget(self.lookup, 1)
        return page

    def _connect(self) -> None:
        self.paste.read.connect(self._choose)
        self.lookup.chosen.connect(self._choose)
        self.lookup.accepted.connect(self._go_on)
        self.lookup.ready.connect(self._focus_first)
        self.comparison.ticked.connect(self._word)
        self._back.clicked.connect(lambda: self._show_step(0))
        self._go.clicked.connect(self._go_on)

    def _focus_first(self, has_list: bool) -> None:
        (self.lookup.search if has_list else self.paste.text.core()).setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize_in_place(self.size().expandedTo(self.sizeHint()))

    def _fit(self) -> None:
        """As high as the comparison wants to be."""
        more = self.comparison.wanted_height() - self.comparison.height()
        self.resize_in_place(self.size() + QSize(0, max(more, 0)))

    def _choose(self, found: Registered | None) -> None:
        self._found = found
        self._word()

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._back.setVisible(step == 1)
        self._word()

    def _word(self) -> None:
        comparing_now = self._stack.currentIndex() == 1
        self._go.setText(tr("Take these") if comparing_now else tr("Compare"))
        self._go.setEnabled(bool(self.comparison.keys()) if comparing_now else self._found is not None)

    def _go_on(self) -> None:
        if self._found is None:
            return
        if self._stack.currentIndex() == 1:
            self._done(self._found, self.comparison.keys())
            self.accept()
            return
        other = self._draft.siren if comparing.is_another(self._draft, self._found) else ""
        self.comparison.show_company(self._found, comparing.differences(self._draft, self._found), other)
        self._show_step(1)
        QTimer.singleShot(0, self, self._fit)
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

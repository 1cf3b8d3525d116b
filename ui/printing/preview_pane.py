"""The preview of every PDF of the program: pages, their number, the zoom, and the recipient where there are many."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import FileRefused
from app.i18n import N_
from ui.jobs import Jobs
from ui.printing.page_view import PageView
from ui.printing.pixels import Pdf, read
from ui.text import tr, translator
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Panel, text_label
from ui.widgets.menus import Menu

_ZOOMS: dict[Any, str] = {"page": N_("Whole page"), "width": N_("Page width")}


class PreviewPane(Panel):
    """`show_content(bytes)`; `shown` when its pages are measured, None where there are none to be shown.

    `step_wanted(by)`: the next recipient.
    """

    shown = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("sunk", "", parent)
        self._jobs = jobs
        self.view = PageView(jobs)
        self.empty = EmptyState("file-text", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._recipient_row())
        column.addWidget(self._page_row())
        column.addWidget(self._stack, 1)
        self.view.moved.connect(self._show_page)
        self.view.zoomed.connect(self._show_zoom)
        self._show_page(0, 0)
        self._show_zoom()

    def _recipient_row(self) -> QWidget:
        self._who = QWidget()
        row = QHBoxLayout(self._who)
        row.setContentsMargins(20, 12, 20, 0)
        self.previous = Button(tr("Previous"), "chevron-left")
        self.next = Button(tr("Next"), "chevron-right")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self._name = ElidedLabel("", weight=600)
        self._place = text_label("", "label", "text2")
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for label in (self._name, self._place):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            middle.addWidget(label)
        row.addWidget(self.previous)
        row.addLayout(middle, 1)
        row.addWidget(self.next)
        self._who.hide()
        return self._who

    def _page_row(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 6, 12, 0)
        row.setSpacing(4)
        self._page = text_label("", "body", "text2")
        self._up = IconButton("chevron-up", tr("Previous page"), keys="PgUp", small=True)
        self._down = IconButton("chevron-down", tr("Next page"), keys="PgDown", small=True)
        self._up.clicked.connect(lambda: self.view.go_to(self.view.page() - 1))
        self._down.clicked.connect(lambda: self.view.go_to(self.view.page() + 1))
        smaller = IconButton("zoom-out", tr("Smaller"))
        self._zoom = Button("", kind="quiet", chevron=True)
        larger = IconButton("zoom-in", tr("Larger"))
        smaller.clicked.connect(lambda: self.view.step_zoom(-1))
        larger.clicked.connect(lambda: self.view.step_zoom(1))
        self._zoom.clicked.connect(self._choose_zoom)
        row.addWidget(self._page)
        row.addWidget(self._up)
        row.addWidget(self._down)
        row.addStretch(1)
        for part in (smaller, self._zoom, larger):
            row.addWidget(part)
        return bar

    # ---- what is shown ----

    def show_content(self, content: bytes) -> None:
        """Show this PDF, in place of the one before once its pages are known."""
        self._jobs.pages(self, lambda: _read(content), self._take, key=f"pdf {id(self)}")

    def _take(self, pdf: Pdf | FileRefused) -> None:
        if isinstance(pdf, FileRefused):
            self.show_words("alert-triangle", tr("This file cannot be shown"), tr(pdf.message))
            self.shown.emit(None)
            return
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(pdf)
        self.shown.emit(pdf)

    def show_words(self, icon: str, title: str, text: str = "") -> None:
        """Say why there is no page."""
        self.view.show_pdf(None)
        self.empty.set_words(icon, title, text)
        self._stack.setCurrentWidget(self.empty)

    def show_recipient(self, name: str, number: int, count: int) -> None:
        """One of many; `number` counts from 1. A single one needs no words."""
        self._who.setVisible(count > 1)
        self._name.setText(name)
        shown = translator().number
        self._place.setText(tr("{number} of {count}", number=shown(number), count=shown(count)))
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < count)

    def words(self) -> str:
        """What is said of the page: for tests."""
        return self._page.text()

    def _show_page(self, number: int, pages: int) -> None:
        self._page.setText(tr("Page {number} of {pages}", number=number, pages=pages) if pages else "")
        for button, on in ((self._up, number > 1), (self._down, number < pages)):
            button.setVisible(pages > 1)
            button.setEnabled(on)

    # ---- zoom ----

    def _show_zoom(self) -> None:
        zoom = self.view.zoom()
        percent = tr("{percent} %", percent=round(self.view.factor() * 100))
        self._zoom.setText(tr(_ZOOMS[zoom]) if isinstance(zoom, str) else percent)
        self._zoom.setAccessibleName(tr("Zoom: {zoom}", zoom=self._zoom.text()))

    def _choose_zoom(self) -> None:
        menu = Menu(self)
        for zoom, words in _ZOOMS.items():
            menu.add(tr(words), partial(self.view.set_zoom, zoom))
        menu.addSeparator()
        for factor in (0.5, 1.0, 1.5, 2.0):
            shown = tr("{percent} %", percent=round(factor * 100))
            menu.add(shown, partial(self.view.set_zoom, factor))
        menu.open_under(self._zoom)


def _read(content: bytes) -> Pdf | FileRefused:
    try:
        return read(content)
    except FileRefused as refused:
        return refused

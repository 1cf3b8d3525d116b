"""The preview of every PDF of the program: pages, their number, the zoom, a search, the recipient where there are many.

Where one PDF holds the pages of many recipients, `show_recipients` says where each begins; where each has a PDF of
their own, the page that made them answers `step_wanted`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import FileRefused
from app.i18n import N_
from ui.jobs import Jobs
from ui.printing.find_bar import FindBar
from ui.printing.page_view import PageView
from ui.printing.pixels import Pdf, read
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Panel, text_label
from ui.widgets.menus import Menu

NARROW = 400
_ZOOMS: dict[Any, str] = {
    "page": N_("Whole page"),
    "width": N_("Page width"),
    "actual": N_("Actual size"),
}


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
        self.find_bar = FindBar(jobs, self.view)
        self.find_bar.closed.connect(self.view.setFocus)
        self._recipients: Sequence[tuple[str, int]] = ()
        self.empty = EmptyState("file-text", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._recipient_row())
        column.addWidget(self._page_row())
        column.addWidget(self.find_bar)
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
        self.next = Button(tr("Next"), chevron="chevron-right")
        self.previous.setAccessibleName(tr("Previous"))
        self.next.setAccessibleName(tr("Next"))
        self.previous.clicked.connect(partial(self.step, -1))
        self.next.clicked.connect(partial(self.step, 1))
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
        self.find_button = IconButton("search", tr("Find in these pages"), keys="Ctrl+F")
        self.find_button.clicked.connect(self.open_find)
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
        for part in (self.find_button, smaller, self._zoom, larger):
            row.addWidget(part)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the arrows say enough."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(NARROW)
        self.previous.setText(tr("Previous") if wide else "")
        self.next.setText(tr("Next") if wide else "")
        self._zoom.setVisible(wide)

    # ---- what is asked of it ----

    def open_find(self) -> None:
        """Look for a text in the pages."""
        if self.view.pdf() is not None:
            self.find_bar.open()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands that a page with this pane serves."""
        if self.view.pdf() is None:
            return {}
        found: dict[str, Callable[[], None]] = {"find": self.open_find}
        if len(self._recipients) > 1:
            found |= {"previous": partial(self.step, -1), "next": partial(self.step, 1)}
        return found

    def add_keys(self, dialog: QWidget) -> None:
        """The same by keys, in a dialog that no page is in front of."""
        for keys, act in (
            ("Ctrl+F", self.open_find),
            ("Ctrl+PgUp", partial(self.step, -1)),
            ("Ctrl+PgDown", partial(self.step, 1)),
        ):
            QShortcut(QKeySequence(keys), dialog).activated.connect(act)

    def step(self, by: int) -> None:
        """The pages of the next recipient, or of the one before."""
        if not self._recipients:
            self.step_wanted.emit(by)
            return
        at = min(max(self._recipient_at() + by, 0), len(self._recipients) - 1)
        self.view.go_to(self._recipients[at][1])

    def _recipient_at(self) -> int:
        return max(bisect_right([first for _name, first in self._recipients], self.view.page()) - 1, 0)

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
        self.find_bar.look_again()
        self.shown.emit(pdf)

    def show_words(self, icon: str, title: str, text: str = "") -> None:
        """Say why there is no page."""
        self.view.show_pdf(None)
        self.empty.set_words(icon, title, text)
        self._stack.setCurrentWidget(self.empty)

    def show_recipients(self, recipients: Sequence[tuple[str, int]]) -> None:
        """Whose pages these are: the names, each with the first page of theirs, from 0, in the order of the pages."""
        self._recipients = recipients
        self._follow_recipient()

    def _follow_recipient(self) -> None:
        if self._recipients:
            at = self._recipient_at()
            self.show_recipient(self._recipients[at][0], at + 1, len(self._recipients))

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
        self.find_button.setEnabled(pages > 0)
        self._follow_recipient()

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

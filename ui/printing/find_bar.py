"""Looking for a text in the pages that are shown: found as one types, marked, and stepped through."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.jobs import Jobs
from ui.printing.page_view import PageView
from ui.printing.text_search import MOST, STRETCH, Hit, find
from ui.text import tr, translator
from ui.widgets.accessible import announce
from ui.widgets.buttons import IconButton
from ui.widgets.labels import text_label
from ui.widgets.search_box import SearchBox

TOGETHER_MS = 150  # letters that come close after each other are one search
WIDE = 260


class FindBar(QWidget):
    """`open`, `step`; it looks in the pages of `view` from the first to the last, and shows the first hit at once.

    `closed` when it is put away.
    """

    closed = Signal()

    def __init__(self, jobs: Jobs, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._view = jobs, view
        self._hits: list[Hit] = []
        self._at = -1
        self._asked = ""
        self._looking = False
        self._timer = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._timer.timeout.connect(self._begin)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 12, 0)
        row.setSpacing(4)
        self.box = SearchBox(tr("Find in these pages"))
        self.box.setFixedWidth(WIDE)
        self.said = text_label("", "body", "text2")
        self.previous = IconButton("chevron-up", tr("Previous place"), keys="Shift+F3", small=True)
        self.next = IconButton("chevron-down", tr("Next place"), keys="F3", small=True)
        close = IconButton("x", tr("Close the search"), keys="Esc", small=True)
        row.addWidget(self.box)
        row.addSpacing(8)
        for part in (self.previous, self.next, self.said):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(close)
        self.box.textChanged.connect(lambda _: self._timer.start())
        self.box.submitted.connect(partial(self.step, 1))
        self.previous.clicked.connect(partial(self.step, -1))
        self.next.clicked.connect(partial(self.step, 1))
        close.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Show it, with the text of the last time chosen to be typed over."""
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        self._begin()

    def close_bar(self) -> None:
        """Put it away, and the marks with it."""
        self._timer.stop()
        self._asked, self._hits, self._at = "", [], -1
        self._view.show_hits(())
        self.hide()
        self.closed.emit()

    def look_again(self) -> None:
        """The pages are others: the same text in them."""
        if self.isVisible():
            self._asked = ""
            self._begin()

    def hits(self) -> list[Hit]:
        """What was found so far."""
        return list(self._hits)

    def step(self, by: int) -> None:
        """The next place or the one before; after the last comes the first."""
        if self._timer.isActive():
            self._timer.stop()
            self._begin()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def _begin(self) -> None:
        text, pdf = self.box.text().strip(), self._view.pdf()
        if text == self._asked and text:
            return
        self._asked, self._hits, self._at = text, [], -1
        self._view.show_hits(())
        self._looking = bool(text) and pdf is not None
        if self._looking:
            self._look(0)
        self._show()

    def _look(self, first: int) -> None:
        text, pdf = self._asked, self._view.pdf()
        if pdf is not None:
            pages = range(first, min(first + STRETCH, pdf.pages))
            work: Callable[[], list[Hit]] = partial(find, pdf, text, pages)
            self._jobs.pages(self, work, partial(self._take, pdf, text, pages.stop), key=f"find {id(self)}")

    def _take(self, pdf: object, text: str, reached: int, found: list[Hit]) -> None:
        shown = self._view.pdf()
        if shown is not pdf or shown is None or text != self._asked:
            return
        self._hits += found
        self._looking = reached < shown.pages and len(self._hits) < MOST
        if self._at < 0 and self._hits:
            here = self._view.page()
            self._at = next((number for number, hit in enumerate(self._hits) if hit.page >= here), 0)
        self._show()
        if self._looking:
            self._look(reached)

    def _show(self) -> None:
        self._view.show_hits(self._hits, self._at)
        for button in (self.previous, self.next):
            button.setEnabled(len(self._hits) > 1)
        self.said.setText(self._words())
        if self._asked and not self._looking:
            announce(self, self.said.text())

    def _words(self) -> str:
        shown = translator().number
        if not self._asked:
            return ""
        if self._hits:
            return tr("{number} of {count}", number=shown(self._at + 1), count=shown(len(self._hits)))
        return tr("Looking…") if self._looking else tr("Not found")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() == Qt.Key.Key_F3:
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

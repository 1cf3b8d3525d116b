"""The palette itself: a field, what it finds, and the keys that lead through it. It lies over the window it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from app.clients.search import Facets, Query, Row, facets, first_page, load_rows
from app.sales import search as papers
from app.sales.search import PaperQuery, PaperRow
from ui.palette.finding import COMMAND_SIGN, PAPER_SIGN, PER_GROUP, Finder
from ui.palette.lines import Group, Line, matching
from ui.palette.recent import recent
from ui.palette.rows import LineList
from ui.shell import Shell
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.accessible import announce
from ui.widgets.labels import KeyCap, Separator, text_label
from ui.widgets.painting import draw_box
from ui.widgets.pills import Badge
from ui.widgets.symbols import symbol

WIDTH = 720
HIGHEST = 640
MOST_PAPERS = 12


class _Field(QLineEdit):
    """The keys of the list are pressed here."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFrame(False)
        self.setFont(theme.font("section", 400))
        self.setPlaceholderText(tr("A client, a command, a setting, a question…"))
        self.setAccessibleName(tr("Find anything"))

    def event(self, event: QEvent) -> bool:
        """Tab too is ours: Qt would move the focus."""
        if event.type() == QEvent.Type.KeyPress and self._palette.pressed(event):  # type: ignore[arg-type]
            return True
        return super().event(event)


class _Sheet(QFrame):
    """The rounded surface; its foot is a shade darker."""

    foot: QWidget | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.radius("big")
        draw_box(painter, self.rect(), fill="surface", line="line2", radius=radius)
        if self.foot is not None:
            painter.setClipRect(self.rect().adjusted(0, self.foot.y(), 0, 0))
            draw_box(painter, self.rect(), fill="alt", line="line2", radius=radius)


class Palette(QWidget):
    """Use `open()`; it deletes itself when it closes."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._shell = shell
        self._finder = Finder(shell)
        self._facets: Facets | None = None
        self._clients: list[Row] = []
        self._papers: list[PaperRow] = []
        self._about: Line | None = None
        self._searched = ""
        self._before = parent.window().focusWidget()
        self._field = _Field(self)
        self._field.textChanged.connect(self._ask)
        self._list = LineList()
        self._list.itemClicked.connect(self._on_click)
        self._build()
        parent.window().installEventFilter(self)
        shell.jobs.rows(self, facets, self._take_facets)

    def _build(self) -> None:
        self._sheet = _Sheet(self)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 20, 14)
        top.setSpacing(12)
        top.addWidget(symbol("search", "accent", 22))
        top.addWidget(self._field, 1)
        self._scope = Badge(tr("In this file"))
        top.addWidget(self._scope)
        column.addLayout(top)
        column.addWidget(Separator())
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 4, 8, 8)
        self._nothing = text_label(tr("Nothing found."), "body", "text2")
        self._nothing.setContentsMargins(12, 16, 12, 16)
        self._nothing.hide()
        middle.addWidget(self._nothing)
        middle.addWidget(self._list, 1)
        column.addLayout(middle, 1)
        column.addWidget(Separator())
        self._sheet.foot = self._foot()
        column.addWidget(self._sheet.foot)

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        told = ((("↑", "↓"), tr("choose")), ((tr("Enter"),), tr("open")), ((tr("Tab"),), tr("more for it")))
        for caps, words in told:
            for cap in caps:
                row.addWidget(KeyCap(cap))
            row.addWidget(text_label(words, "label", "text2"))
            row.addSpacing(10)
        row.addStretch(1)
        for words, sign in ((tr("commands only:"), COMMAND_SIGN), (tr("documents only:"), PAPER_SIGN)):
            row.addWidget(text_label(words, "label", "text2"))
            row.addWidget(KeyCap(sign))
        return foot

    # ---- what is found ----

    def open(self) -> None:
        """Show it over its window, the caret in the field."""
        self.setGeometry(self.parentWidget().rect())
        self._ask("")
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_facets(self, found: Facets) -> None:
        self._facets = found

    def _ask(self, text: str) -> None:
        """Look for what is typed; what the book says comes a moment later, and everything is shown at once then."""
        if self._about is not None:
            self._show()
            return
        jobs, today = self._shell.jobs, self._shell.today()
        if text.startswith((COMMAND_SIGN, PAPER_SIGN)):
            self._clients, self._papers = [], []
            if text.startswith(PAPER_SIGN):
                self._ask_papers(text.removeprefix(PAPER_SIGN), follow=False)
            else:
                self._show()
        elif text.strip():
            query = Query(tab="everywhere", text=text)
            jobs.rows(self, lambda db: first_page(db, query, today)[:PER_GROUP], self._take_clients, key="palette")
            self._ask_papers(text, follow=True)
        else:
            self._papers = []
            lately = recent(self._shell.settings, jobs.book.path)
            jobs.rows(self, lambda db: load_rows(db, lately, today), self._take_clients, key="palette")

    def _ask_papers(self, text: str, *, follow: bool) -> None:
        """Documents by their number, or the latest ones of the clients found; they come after the clients."""
        query, today, most = PaperQuery(text=text.strip()), self._shell.today(), MOST_PAPERS
        work = lambda db: papers.first_page(db, query, today, most)  # noqa: E731 - one question
        self._shell.jobs.rows(self, work, self._take_papers, key="palette", follow=follow)

    def _take_papers(self, rows: list[PaperRow]) -> None:
        self._papers = rows
        self._show()

    def _take_clients(self, rows: list[Row]) -> None:
        self._clients = rows
        self._show()

    def _show(self) -> None:
        text = self._field.text()
        if self._about is not None:
            groups = [Group(tr("For {name}", name=self._about.title), matching(self._about.actions, text))]
        elif text.startswith(COMMAND_SIGN):
            text = text[1:]
            groups = [Group(tr("Commands"), matching(self._finder.commands(), text))]
        elif text.startswith(PAPER_SIGN):
            text = text.removeprefix(PAPER_SIGN)
            groups = [Group(tr("Documents"), tuple(self._finder.paper(row) for row in self._papers))]
        elif text.strip():
            groups = self._finder.found(text, self._clients, self._papers, self._facets)
        else:
            groups = self._finder.suggested(self._clients)
        self._list.show_groups(groups, text)
        self._nothing.setVisible(not any(group.lines for group in groups))
        self._list.setVisible(any(group.lines for group in groups))
        self._place()
        line = self._list.line()
        announce(self._field, line.title if line else self._nothing.text())

    # ---- keys and mouse ----

    def pressed(self, event: QKeyEvent) -> bool:
        """The keys of the list; True when one was ours."""
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Down: lambda: self._list.step(1),
            Qt.Key.Key_Up: lambda: self._list.step(-1),
            Qt.Key.Key_PageDown: lambda: self._list.step(PER_GROUP),
            Qt.Key.Key_PageUp: lambda: self._list.step(-PER_GROUP),
            Qt.Key.Key_Return: self._choose,
            Qt.Key.Key_Enter: self._choose,
            Qt.Key.Key_Tab: self._show_actions,
            Qt.Key.Key_Backtab: self._leave_actions,
            Qt.Key.Key_Escape: self._escape,
        }
        act = acts.get(event.key())
        if act is None:
            return event.key() == Qt.Key.Key_Backspace and not self._field.text() and self._leave_actions()
        act()
        line = self._list.line()
        if line is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            announce(self._field, line.title)
        return True

    def _choose(self) -> None:
        line = self._list.line()
        if line is not None:
            self.close()
            QTimer.singleShot(0, line.run)

    def _on_click(self, item: QListWidgetItem) -> None:
        if self._list.line_of(item) is not None:
            self._choose()

    def _show_actions(self) -> None:
        line = self._list.line()
        if line is not None and line.actions:
            self._about, self._searched = line, self._field.text()
            self._field.setPlaceholderText(tr("What to do with {name}?", name=line.title))
            self._field.clear()
            self._show()

    def _leave_actions(self) -> bool:
        if self._about is None:
            return False
        self._about = None
        self._field.setPlaceholderText(tr("A client, a command, a setting, a question…"))
        self._field.setText(self._searched)
        self._show()
        return True

    def _escape(self) -> None:
        if not self._leave_actions():
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close()

    # ---- place ----

    def _place(self) -> None:
        """In the upper middle of the window, as high as what was found."""
        room = self.rect()
        width = min(theme.px(WIDTH), room.width() - 48)
        top = max(24, room.height() // 8)
        frame = self._sheet.foot.sizeHint().height() + self._field.sizeHint().height() + 48
        most = min(theme.px(HIGHEST), room.height() - top - 24) - frame
        self._list.setFixedHeight(max(0, min(self._list.sizeHint().height(), most)))
        self._sheet.layout().activate()
        height = self._sheet.layout().totalSizeHint().height()
        self._sheet.setGeometry(QRect((room.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("dim"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(color("shadow"))
        for spread in range(12, 0, -3):
            shade.setAlpha(10)
            painter.setBrush(shade)
            around = self._sheet.geometry().adjusted(-spread, -spread + 6, spread, spread + 6)
            painter.drawRoundedRect(around, theme.radius("big") + spread, theme.radius("big") + spread)

    def closeEvent(self, event: Any) -> None:
        super().closeEvent(event)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

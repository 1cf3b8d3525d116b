"""A list of kept files, of a client or of the shop, with all that can be done with them. Files can be dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.activity import files
from app.activity.files import FileRow
from app.i18n import N_
from ui.activity.files_acts import FilesActs
from ui.activity.files_table import COLUMNS, sum_words
from ui.activity.signing_acts import SigningActs
from ui.shell import Shell
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Panel
from ui.widgets.menus import Menu
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from app.store.history import Changes


class DropSheet(QWidget):
    """Lies over the list while files are held above it, and says what happens when they are let go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("paperclip", tr("Drop the files to keep them in this record")))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color("surface"))
        painter.setPen(QPen(color("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(color("sel"))
        edge, radius = theme.px(16), theme.radius("big")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)


class FilesPanel(QWidget):
    """`client_id` is whose files these are: None the shop's own, 0 nobody's yet. `counted` tells how many there are.

    `names` are those who could sign, `email` where to send: whoever shows the panel says.
    """

    counted = Signal(object)
    empty_words = N_("Drop contracts, photos or scans here. Statements that you print are kept by themselves.")

    def __init__(self, shell: Shell, client_id: int | None = 0) -> None:
        super().__init__()
        self.shell, self.client_id = shell, client_id
        self.rows: list[FileRow] = []
        self._wanted = 0
        self.acts, self.signing = FilesActs(self), SigningActs(self)
        self.list = RecordTable(COLUMNS, tr("Files"))
        self.list.show_sort("date", descending=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(self.list, 1)
        self.sheet = DropSheet(self)
        self.setAcceptDrops(True)
        self._connect()
        self._let_act()

    # Building

    def _top(self) -> QWidget:
        top = Panel("surface")
        row = self.tools = QHBoxLayout(top)
        row.setContentsMargins(24, 14, 24, 12)
        row.setSpacing(8)
        self.sums = ElidedLabel("", "body", "text2")
        row.addWidget(self.sums, 1)
        self.open_button = Button(tr("Open"), "external-link", keys="Enter")
        self.copy_button = IconButton("download", tr("Save a copy…"))
        self.preview_button = IconButton("eye", tr("Preview"))
        self.rename_button = IconButton("pencil", tr("Rename…"), keys="F2")
        self.remove_button = IconButton("trash", tr("Remove"), keys="Del")
        self.add_button = Button(tr("Add files…"), "plus", kind="primary")
        self.row_acts: tuple[tuple[Button, Callable[[FileRow], None]], ...] = (
            (self.preview_button, self.acts.preview),
            (self.rename_button, self.acts.rename),
            (self.remove_button, self.acts.remove),
            (self.copy_button, self.acts.save_copy),
            (self.open_button, self.acts.open),
        )
        for button, _act in self.row_acts:
            row.addWidget(button)
        self.more_button = IconButton("dots", tr("More commands"), kind="secondary")
        row.addWidget(self.more_button)
        row.addSpacing(8)
        row.addWidget(self.add_button)
        return top

    def _connect(self) -> None:
        for button, act in self.row_acts:
            button.clicked.connect(partial(self._with_row, act))
        self.add_button.clicked.connect(self.acts.choose)
        self.more_button.clicked.connect(lambda: self.menu().open_under(self.more_button))
        self.list.opened.connect(self.acts.open)
        self.list.link_activated.connect(lambda row, _key: self.acts.open(row))
        self.list.menu_wanted.connect(self._open_menu)
        self.list.selection_changed.connect(lambda _row: self._let_act())
        for widget in (self.list.view, self.add_button, *(button for button, _act in self.row_acts)):
            widget.installEventFilter(self)
        self.shell.jobs.changed.connect(self._on_changes)

    def _with_row(self, act: Callable[[FileRow], None], _checked: bool = False) -> None:
        row = self.list.current()
        if row is not None:
            act(row)

    def menu(self) -> Menu:
        """What can be done with the row in front."""
        menu, row = Menu(self), self.list.current()
        if row is None:
            return menu
        menu.add(tr("Open"), partial(self.acts.open, row), icon="external-link", keys="Return")
        if self.acts.can_preview(row):
            menu.add(tr("Preview"), partial(self.acts.preview, row), icon="eye")
        menu.add(tr("Save a copy…"), partial(self.acts.save_copy, row), icon="download")
        menu.addSeparator()
        self.signing.add_to(menu, row)
        menu.addSeparator()
        menu.add(tr("Rename…"), partial(self.acts.rename, row), icon="pencil", keys="F2")
        menu.add(tr("Remove"), partial(self.acts.remove, row), icon="trash", keys="Del", danger=True)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        self.menu().exec(place)

    # Showing

    def show_owner(self, client_id: int | None) -> None:
        """The files of this client, read again."""
        if client_id != self.client_id:
            self.counted.emit(None)
            self.client_id = client_id
            self._show([])
        self._read()

    def email(self) -> str:
        """Where an e-mail to the owner of these files goes."""
        return ""

    def signer(self) -> str:
        """Who would sign."""
        return ""

    def _read(self) -> None:
        client_id = self.client_id
        if client_id != 0:
            work = lambda db: (client_id, files.of_client(db, client_id))  # noqa: E731 - a question
            self.shell.jobs.rows(self, work, self._take, key="files tab")

    def _take(self, found: tuple[int | None, list[FileRow]]) -> None:
        client_id, rows = found
        if client_id == self.client_id:
            self._show(rows)

    def _show(self, rows: list[FileRow]) -> None:
        self.rows = rows
        self.counted.emit(len(rows) or None)
        self.sums.setText(sum_words(rows) if rows else "")
        if not rows:
            choose = Button(tr("Add files…"), "plus", kind="primary")
            choose.clicked.connect(self.acts.choose)
            self.list.set_empty("paperclip", self.empty_title(), tr(self.empty_words), [choose])
        self.add_button.setVisible(bool(rows))
        self.list.show_rows(rows)
        if self._wanted in [row.id for row in rows]:
            self.list.choose(self._wanted)
            self._wanted = 0
        elif rows and self.list.current() is None:
            self.list.view.set_current_row(0)
        self._let_act()

    def empty_title(self) -> str:
        """What stands where no files are."""
        return tr("No files in this record yet")

    def _let_act(self) -> None:
        row = self.list.current()
        for button, _act in self.row_acts:
            button.setVisible(bool(self.rows))
            button.setEnabled(row is not None)
        self.more_button.setVisible(bool(self.rows))
        self.more_button.setEnabled(row is not None)
        self.preview_button.setEnabled(row is not None and self.acts.can_preview(row))

    def go_to(self, file_id: int) -> None:
        """Make this file the current one, now or once it is in the list."""
        self._wanted = file_id
        if any(row.id == file_id for row in self.rows):
            self._show(self.rows)

    def _on_changes(self, changes: Changes) -> None:
        if self.client_id != 0 and changes.touches("kept_file"):
            self._read()

    # Keys and dropping

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Del are about the file here, and not about the record."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        act = {Qt.Key.Key_F2: self.acts.rename, Qt.Key.Key_Delete: self.acts.remove}.get(Qt.Key(event.key()))
        if act is None or self.list.current() is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._with_row(act)
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.sheet.resize(self.size())
            self.sheet.show()
            self.sheet.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.sheet.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.sheet.hide()
        event.acceptProposedAction()
        self.acts.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.resize(self.size())

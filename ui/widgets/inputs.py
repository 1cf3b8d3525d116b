"""Fields one types or chooses in: `LineInput`, `TextArea`, `Choice`.

Every input of the kit speaks the same few words, so that a form can treat them alike: `value()`, `set_value(v)`
(silent), `edited` (the person changed it), `left` (the focus went), `set_state`, `set_changed`, `set_read_only`,
`core()` (what takes the focus) and `problem()` (what was typed cannot be read).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from ui.theme import theme
from ui.widgets.field_look import EDGE, ICON, STATUS_ICONS, FieldLook
from ui.widgets.line_input import LineInput
from ui.widgets.painting import draw_icon, draw_text

__all__ = ["Choice", "LineInput", "TextArea"]


class _Text(QPlainTextEdit):
    def __init__(self, owner: TextArea) -> None:
        super().__init__(owner)
        self._owner = owner
        self.entered = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered = True
        self._owner.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.update()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._owner.left.emit()


class TextArea(FieldLook, QFrame):
    """Several lines of plain text, `lines` of them shown at least, growing with what is written up to `most` lines."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, text: str = "", *, lines: int = 3, most: int = 12, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._edit = _Text(self)
        self._edit.setPlaceholderText(placeholder)
        self._quiet = False
        inside = QVBoxLayout(self)
        inside.setContentsMargins(EDGE, 8, 4, 8)
        inside.addWidget(self._edit)
        self.setFocusProxy(self._edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(text)
        self._edit.textChanged.connect(self._on_text)

    def core(self) -> QWidget:
        return self._edit

    def text(self) -> str:
        """All of the text as it stands."""
        return self._edit.toPlainText()

    def value(self) -> str:
        """The text without blank space at its ends."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show `value` without `edited`."""
        self._quiet = True
        self._edit.setPlainText(value or "")
        self._quiet = False
        self._edit.entered = False
        self.updateGeometry()

    def insert(self, text: str) -> None:
        """Write `text` at the cursor; on a line of its own at the end while nobody has put the cursor anywhere."""
        if not self._edit.entered:
            self._edit.moveCursor(QTextCursor.MoveOperation.End)
            text = f"\n{text}" if self.text() else text
        self._edit.insertPlainText(text)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        """Still selectable."""
        self._edit.setReadOnly(read_only)
        self.update()

    def _on_text(self) -> None:
        self.updateGeometry()
        if not self._quiet:
            self.edited.emit()

    def sizeHint(self) -> QSize:
        step = self._edit.fontMetrics().lineSpacing()
        rows = min(max(int(self._edit.document().size().height()), self._lines), self._most)
        return QSize(theme.px(240), rows * step + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_field(QPainter(self), read_only=self._edit.isReadOnly())


class Choice(FieldLook, QComboBox):
    """One of a list, found by typing its first letters; with `free=True` also any text of one's own.

    `options` are `(value, text)`. `value()` is the chosen value, or the text itself when it is free.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        options: Sequence[tuple[Any, str]] = (),
        *,
        free: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._free, self._read_only = free, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.setView(QListView(self))
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if free:
            self._make_free()
        self.setPlaceholderText(placeholder)
        self.set_options(options)
        self.activated.connect(lambda _: self.edited.emit())

    def _make_free(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line, completer = self.lineEdit(), self.completer()
        line.setFrame(False)
        line.installEventFilter(self)
        line.textEdited.connect(lambda _: self.edited.emit())
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.popup().setProperty("popup", True)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Another list; the value stays if it is still there."""
        kept = self.value() if self.count() else None
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.set_value(kept)

    def value(self) -> Any:
        """None (or "" where free text is allowed) when nothing is chosen."""
        if not self._free:
            return self.currentData()
        typed = self.currentText().strip()
        found = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self.itemData(found) if found >= 0 and typed else typed

    def set_value(self, value: Any) -> None:
        """Show `value` without `edited`; one that is not in the list shows nothing, or itself where text is free."""
        index = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        self.setCurrentIndex(index)
        if self._free:
            self.setEditText(self.itemText(index) if index >= 0 else value or "")
            self.lineEdit().setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Shown, not to be changed."""
        self._read_only = read_only
        if self._free:
            self.lineEdit().setReadOnly(read_only)
        self.update()

    def setPlaceholderText(self, text: str) -> None:
        super().setPlaceholderText(text)
        if self._free:
            self.lineEdit().setPlaceholderText(text)

    def sizeHint(self) -> QSize:
        texts = (self.itemText(row) for row in range(self.count()))
        widest = max(map(theme.metrics("body").horizontalAdvance, texts), default=0)
        return QSize(min(max(widest, theme.px(48)) + 2 * EDGE + theme.px(28), theme.px(320)), theme.height("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.height("field"))

    def showPopup(self) -> None:
        if not self._read_only:
            super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._read_only and event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_field(painter, read_only=self._read_only)
        side = theme.px(ICON)
        mark = QRect(self.width() - EDGE - side, 0, side, self.height())
        draw_icon(painter, mark, "lock" if self._read_only else "chevron-down", "text2", side)
        right = mark.x() - 8
        if self._state in STATUS_ICONS:
            draw_icon(painter, QRect(right - side, 0, side, self.height()), *STATUS_ICONS[self._state], side)
            right -= side + 8
        if not self._free:
            text = self.currentText() or self.placeholderText()
            token = "text" if self.currentText() and self.isEnabled() else "text3"
            draw_text(painter, QRect(EDGE, 0, right - EDGE, self.height()), text, token=token)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt lays the text out anew at every change of the list, over our frame and chevron."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            place = QRect(EDGE - 2, 2, self.width() - 2 * EDGE - theme.px(ICON) - 4, self.height() - 4)
            if self.lineEdit().geometry() != place:
                self.lineEdit().setGeometry(place)
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

"""The text of a letter being written: keys, paste and tables; the bar above it is in `rich_bar`.

Nothing that is pasted or dropped opens a file or an address: it is read as words by `app.values.pasted`, and Qt itself
is given an empty picture whatever it asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.values import pasted
from app.values.rich_text import MOST_LETTERS, Paragraph, Run, Table, Text, from_json, plain, to_json
from ui.widgets import rich_document
from ui.widgets.rich_chips import FieldChips
from ui.widgets.rich_document import FIELD, LINE, Look, list_at, table_at

OWN_TEXT = "application/x-clientele-text"
_EMPTY = QTextCharFormat()


class RichEdit(QTextEdit):
    """`edited` by hand; `full`: something was too long, not all is there; `field_opened(place)` by F2 or the mouse."""

    edited = Signal()
    left = Signal()
    full = Signal()
    field_opened = Signal(int)
    look_pressed = Signal(str)

    def __init__(self, label: Callable[[Run], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self._quiet = False
        self._look = Look()
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(24)
        self.chips = FieldChips(self, label)
        self.document().documentLayout().registerHandler(FIELD, self.chips)
        self.document().setDefaultFont(self._look.font())
        self.document().contentsChanged.connect(self._on_contents)

    # The text

    def value(self) -> Text:
        """What is written."""
        return rich_document.read(self.document())

    def set_value(self, text: Text) -> None:
        """Show `text` without `edited`; there is nothing to undo."""
        self._quiet = True
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(rich_document.block_format(Paragraph(), self._look))
        rich_document.insert(cursor, text, self._look)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setCurrentCharFormat(_EMPTY)
        self._quiet = False

    def look(self) -> Look:
        """Typeface and size."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Another typeface or size: the same text, with nothing to undo."""
        if look != self._look:
            text, place = self.value(), self.textCursor().position()
            self._look = look
            self.document().setDefaultFont(look.font())
            self.set_value(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def repaint_chips(self) -> None:
        """The fields are called otherwise now, or the theme is another."""
        self.document().setDefaultFont(self._look.font())
        self.document().markContentsDirty(0, self.document().characterCount())

    def room(self) -> int:
        """How many letters more there may be."""
        return MOST_LETTERS - self.document().characterCount()

    def insert(self, text: Text) -> None:
        """Put `text` where the cursor is."""
        cursor = self.textCursor()
        rich_document.insert(cursor, text, self._look)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_field(self, run: Run) -> None:
        """A merge field where the cursor is, in the look of the words before it."""
        around = replace(rich_document.run_of(self.currentCharFormat()), text="", field="", variants=())
        self.insert((Paragraph((replace(around, field=run.field, variants=run.variants),)),))
        self.setCurrentCharFormat(rich_document.char_format(around, self._look))

    def replace_field(self, place: int, run: Run) -> None:
        """Another field in place of the one at `place`."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.insert_field(run)

    def insert_table(self, columns: int, rows: int) -> None:
        """An empty table; the cursor goes into its first cell."""
        cursor = self.textCursor()
        if table_at(cursor) is not None:
            return
        cursor.beginEditBlock()
        cell = Paragraph()
        rich_document.insert_table(cursor, Table(tuple((cell,) * columns for _row in range(rows))), self._look)
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        table = table_at(cursor)
        if table is not None:
            self.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    # Paste and drop

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words only: neither pictures nor files."""
        if source.hasUrls() and not source.hasHtml() and not source.hasFormat(OWN_TEXT):
            return not any(url.isLocalFile() for url in source.urls())
        return source.hasFormat(OWN_TEXT) or source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in the words of what was pasted or dropped."""
        text = self.read_mime(source)
        if text:
            self.insert(text)

    def read_mime(self, source: QMimeData) -> Text:
        """Read as words, as many as there is room for: see `app.values.pasted`."""
        if not self.canInsertFromMimeData(source) or self.isReadOnly():
            return ()
        if source.hasFormat(OWN_TEXT):
            text = from_json(bytes(source.data(OWN_TEXT).data()).decode("utf-8", "replace"))
        elif source.hasHtml():
            text = pasted.from_html(source.html())
        else:
            text = pasted.from_plain(source.text())
        room = self.room()
        if pasted.letters(text) > room:
            text = pasted.first(text, max(0, room))
            self.full.emit()
        return text

    def createMimeDataFromSelection(self) -> QMimeData:
        """The text with its fields for this program, the words alone for others."""
        found = QMimeData()
        text = self.selection()
        found.setData(OWN_TEXT, to_json(text).encode())
        found.setText(plain(text))
        return found

    def selection(self) -> Text:
        """What is selected."""
        copied = QTextEdit()
        copied.document().setUndoRedoEnabled(False)
        QTextCursor(copied.document()).insertFragment(self.textCursor().selection())
        return rich_document.read(copied.document())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is loaded from anywhere: no file, no share, no address."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing

    # Keys

    def event(self, event: QEvent) -> bool:
        """The keys of the look are ours, whatever the window does with them elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _look_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes from cell to cell; Enter in a cell is a new line of it, in an empty entry the end of the list."""
        if name := _look_key(event):
            self.look_pressed.emit(name)
        elif event.text().isprintable() and event.text() and self.room() <= 0 and not self.textCursor().hasSelection():
            self.full.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            self._enter(event)
        elif event.key() == Qt.Key.Key_F2 and (place := self._field_beside()) is not None:
            self.field_opened.emit(place)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and table_at(self.textCursor()) is not None:
            self._step_cell(back=event.key() == Qt.Key.Key_Backtab)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab leaves the text, but not a table: see `keyPressEvent`."""
        return False if table_at(self.textCursor()) is not None else super().focusNextPrevChild(next)

    def _enter(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif table_at(cursor) is not None:
            cursor.insertText(LINE)
            self.setTextCursor(cursor)
        elif list_at(cursor) and not cursor.block().text():
            self.set_list("")
        else:
            super().keyPressEvent(event)

    def _step_cell(self, *, back: bool) -> None:
        table = self.textCursor().currentTable()
        cell = table.cellAt(self.textCursor())
        number = cell.row() * table.columns() + cell.column() + (-1 if back else 1)
        if number < 0:
            return
        if number >= table.rows() * table.columns() and not self.isReadOnly():
            table.appendRows(1)
        found = table.cellAt(number // table.columns(), number % table.columns())
        if found.isValid():
            self.setTextCursor(found.firstCursorPosition())

    def set_list(self, kind: str) -> None:
        """Make the paragraphs in the selection entries of a list; with "" they are paragraphs again."""
        cursor = self.textCursor()
        if table_at(cursor) is not None:
            return
        cursor.beginEditBlock()
        if kind:
            cursor.createList(rich_document.list_format(kind))
        blocks = self._blocks(cursor)
        for block in blocks:
            inside = QTextCursor(block)
            if not kind and list_at(inside):
                block.textList().remove(block)
            look = block.blockFormat()
            look.setIndent(0)
            model = rich_document.block_format(Paragraph(list=kind), self._look)
            look.setTopMargin(model.topMargin())
            inside.setBlockFormat(look)
        cursor.endEditBlock()

    def _blocks(self, cursor: QTextCursor) -> list[Any]:
        document = self.document()
        block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
        found = [block]
        while block != last and block.isValid():
            block = block.next()
            found.append(block)
        return found

    # Mouse and focus

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a field: what it says can be changed."""
        place = self.field_at(event.position().toPoint())
        if place is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.field_opened.emit(place)

    def field_at(self, point: Any) -> int | None:
        """Where in the text the field under the mouse stands."""
        near = self.cursorForPosition(point).position()
        for place in (near - 1, near):
            if place >= 0 and self.document().characterAt(place) == rich_document.OBJECT:
                return place
        return None

    def _field_beside(self) -> int | None:
        """Where the field before or behind the cursor stands."""
        here = self.textCursor().position()
        places = (place for place in (here - 1, here) if self.document().characterAt(place) == rich_document.OBJECT)
        return next(places, None)

    def field(self, place: int) -> Run | None:
        """The field at `place` of the text."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place + 1)
        found = rich_document.run_of(cursor.charFormat())
        return found if found.field else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._restyle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._restyle()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def _restyle(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.update()

    def _on_contents(self) -> None:
        if not self._quiet:
            self.edited.emit()


_CONTROL = Qt.KeyboardModifier.ControlModifier
_LOOK_KEYS = {Qt.Key.Key_B: "bold", Qt.Key.Key_I: "italic", Qt.Key.Key_U: "underline"}


def _look_key(event: QKeyEvent) -> str:
    """The look that a key turns on and off."""
    return _LOOK_KEYS.get(Qt.Key(event.key()), "") if event.modifiers() == _CONTROL else ""

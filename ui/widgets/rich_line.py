"""One line of plain text in which merge fields stand: the title of a letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.values.rich_text import Paragraph, Run, Text, from_marked, paragraphs, plain
from ui.theme import font, theme
from ui.widgets.field_look import EDGE, FieldLook
from ui.widgets.rich_document import Look
from ui.widgets.rich_edit import RichEdit

_LOOKS = (Qt.Key.Key_B, Qt.Key.Key_I, Qt.Key.Key_U)


class _Line(RichEdit):
    """Neither paragraphs nor looks."""

    def __init__(self, label: Callable[[Run], str], parent: QWidget) -> None:
        super().__init__(label, parent)
        self.setLineWrapMode(RichEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = Look(gaps=False)
        self.document().setDefaultFont(font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() in _LOOKS and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            event.accept()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted stands in one line, without any look."""
        text = self.read_mime(source)
        if text:
            self.insert(as_line(text))


def as_line(text: Text) -> Text:
    """All of `text` as one paragraph of words and fields."""
    runs: list[Run] = []
    for paragraph in paragraphs(text):
        runs += [Run(" ")] if runs else []
        runs += [Run(" ".join(run.text.split("\n")), field=run.field, variants=run.variants) for run in paragraph.runs]
    return (Paragraph(tuple(runs)),) if runs else ()


class RichLine(FieldLook, QFrame):
    """An input of the kit: its value is text with the fields in braces."""

    edited = Signal()
    left = Signal()

    def __init__(self, label: Callable[[Run], str], *, most: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.edit = _Line(label, self)
        self.edit.document().setDocumentMargin(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.edited.connect(self.edited)
        self.edit.left.connect(self.left)
        self._show_middle()

    def core(self) -> QWidget:
        return self.edit

    def value(self) -> str:
        """The line, fields in braces."""
        return " ".join(plain(self.edit.value()).split())

    def set_value(self, value: str) -> None:
        """Show `value` without `edited`."""
        self.edit.set_value(as_line(from_marked(" ".join((value or "").split()))))
        self._show_middle()

    def insert_field(self, run: Run) -> None:
        """A field at the cursor."""
        self.edit.insert_field(run)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        """Still to be read and copied."""
        self.edit.setReadOnly(read_only)
        self.update()

    def _show_middle(self) -> None:
        """The words stand in the middle of the frame, with a chip between them or without."""
        self.edit.setFixedHeight(theme.height("field") - 6)
        block, words = self.edit.document().firstBlock(), theme.metrics("body")
        self.edit.document().documentLayout().blockBoundingRect(block)  # lays it out
        line = block.layout().lineAt(0)
        base = (self.edit.height() + words.ascent() - words.descent()) / 2
        frame = self.edit.document().rootFrame().frameFormat()
        frame.setTopMargin(max(0.0, base - line.ascent()) if line.isValid() else 0.0)
        self.edit.document().rootFrame().setFrameFormat(frame)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.height("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.height("field"))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_field(QPainter(self), read_only=self.edit.isReadOnly())

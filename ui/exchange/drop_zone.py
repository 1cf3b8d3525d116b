"""The place where a file is dropped, with a button for those who would rather choose it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.text import tr
from ui.theme import color, theme
from ui.widgets.buttons import Button
from ui.widgets.empty_state import IconDisc
from ui.widgets.labels import Paragraph


class DropZone(QWidget):
    """`dropped(list[Path])`; `choose_wanted`: the button was pressed."""

    dropped = Signal(list)
    choose_wanted = Signal()

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(theme.px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(IconDisc("file-import"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for words, style, tone in ((title, "section", "text"), (text, "body", "text2")):
            line = Paragraph(words, style, tone)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addSpacing(8)
        self.button = Button(tr("Choose a file…"), "folder-open", kind="primary")
        self.button.clicked.connect(self.choose_wanted)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("accent" if self._over else "line2"), 2 if self._over else 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("sel" if self._over else "alt"))
        radius = theme.radius("big")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

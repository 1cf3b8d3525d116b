"""A page that scrolls, and the divider between two areas."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from ui.theme import color

MARGIN = 24


class Page(QScrollArea):
    """A column that scrolls up and down: put things into `page.body`. The field with the focus is always in sight."""

    def __init__(self, *, margin: int = MARGIN, gap: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("page", True)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(gap)
        self.setWidget(self._inside)

    def reveal(self, widget: QWidget, *, margin: int = MARGIN) -> None:
        """Scroll as little as needed to have `widget` wholly in sight."""
        self.ensureWidgetVisible(widget, 0, margin)

    def scroll_to(self, widget: QWidget) -> None:
        """Scroll so that `widget` is at the top."""
        top = widget.mapTo(self._inside, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - self.body.contentsMargins().top()))


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color("accent" if self.hasFocus() or self.underMouse() else "line"))
        line = self.contentsRect()
        upright = self.orientation() == Qt.Orientation.Horizontal
        painter.drawLine(line.topLeft(), line.bottomLeft() if upright else line.topRight())


class Splitter(QSplitter):
    """Two areas with a hair line between; a line one point wide can be taken hold of a little beside it too."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

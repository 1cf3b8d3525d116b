"""The lines of a paper as they are seen: where each cell is, titles, painting, what is under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.sales.line_model import BIN, COLUMNS, NAME, RIGHT, LineModel
from ui.sales.line_painter import END_GAP, GAP, LinePainter
from ui.sales.paper_editor import PaperEditor
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.accessible import plain_tip
from ui.widgets.painting import draw_text

_NARROW = 960


class _Titles(QHeaderView):
    def __init__(self, view: LinesTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(24))

    def sizeHint(self) -> QSize:
        return QSize(0, theme.height("thead"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, color("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), color("line"))
        side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
        align = side | Qt.AlignmentFlag.AlignVCenter
        words = self._view.lines.title(section)
        room = rect.adjusted(GAP, 0, -GAP, 0)
        draw_text(painter, room, words, style="label", weight=600, token="text2", align=align)


class LinesTable(QTableView):
    """Only painted; `lines_view` adds the hands."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self.editor = editor
        self.lines = LineModel(editor)
        self.hovered = self.hovered_bin = -1
        self._look()
        self.setModel(self.lines)
        self.titles = _Titles(self)
        self.setHorizontalHeader(self.titles)
        self.setAccessibleName(tr("Lines"))

    def editing(self) -> bool:
        """Whether a field lies over a cell."""
        return False

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.height("row"))

    # Places

    def cell(self, row: int, column: int) -> QRect:
        """The room of a cell in the viewport; a text line's words take the whole width."""
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        line = self.lines.line(row)
        if column == NAME and line is not None and line.kind == "text":
            width = self.columnViewportPosition(BIN) - left
        return QRect(left, self.rowViewportPosition(row), width, self.rowHeight(row))

    def bin_place(self, row: int) -> QRect:
        """Where the bin of a line is."""
        return self.cell(row, BIN).adjusted(0, 0, -END_GAP, 0)

    def rows_in(self, area: QRect) -> range:
        """The rows that lie in a part of the viewport."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.lines.rowCount() - 1) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.viewport().width() < theme.px(_NARROW)
        widths = [theme.px(look.narrow if narrow else look.wide) for look in COLUMNS]
        widths[NAME] = max(theme.px(120), self.viewport().width() - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.height("thead") + 3 * theme.height("row"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        row = self.rowAt(spot.y())
        in_bin = row if row >= 0 and self.columnAt(spot.x()) == BIN else -1
        if (row, in_bin) != (self.hovered, self.hovered_bin):
            self.hovered, self.hovered_bin = row, in_bin
            self.viewport().update()
        tip = tr("Delete the line") if in_bin >= 0 and self.lines.line(row) is not None else ""
        self.viewport().setToolTip(tip or plain_tip(self._whole_text(row, self.columnAt(spot.x()))))

    def _whole_text(self, row: int, column: int) -> str:
        if row < 0 or column != NAME:
            return self.lines.why(row, column)
        return "\n".join(filter(None, (self.lines.text(row, NAME), self.lines.under(row)[0])))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = self.hovered_bin = -1
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.editor.desk is not None:
            LinePainter(self, QPainter(self.viewport())).paint(event.rect())

"""The titles of a table in our own look: a click sorts, the box at the left ticks everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.text import tr
from ui.theme import color, icon, theme
from ui.widgets.painting import draw_check, draw_text
from ui.widgets.table_painter import END_GAP, GAP

if TYPE_CHECKING:
    from ui.widgets.table_view import TableView

TICK_MARGIN = 24


def own_viewport(view: QWidget) -> QWidget:
    """To hand out one made by Qt, PySide would build every class of widgets there is, only to know which it is."""
    viewport = QWidget(view)
    viewport.setMouseTracking(True)
    return viewport


class TableHeader(QHeaderView):
    """The first section is the margin, where the boxes stand."""

    sorted_by = Signal(str)
    tick_all = Signal()

    def __init__(self, view: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setViewport(own_viewport(self))
        self._view = view
        self.sort, self.descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(48) if view.tickable else theme.px(TICK_MARGIN - GAP // 2))
        self.sectionClicked.connect(self._clicked)
        # Without a model of its own the header asks every cell of a column whether it is selected.
        self.setModel(view.table)
        self.setSelectionModel(QItemSelectionModel(view.table, self))

    def _clicked(self, section: int) -> None:
        if section == 0:
            if self._view.tickable:
                self.tick_all.emit()
        elif key := self._view.table.columns[section - 1].sorts:
            self.sorted_by.emit(key)

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """The arrow beside the title by which the list is sorted."""
        if (sort, descending) != (self.sort, self.descending):
            self.sort, self.descending = sort, descending
            self.viewport().update()

    def reset(self) -> None:
        """Other rows are no reason to lay out and paint the titles anew."""
        if self.count() != self._view.table.columnCount():
            super().reset()

    def sizeHint(self) -> QSize:
        return QSize(0, theme.height("thead"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, color("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if section == 0:
            if self._view.tickable:
                draw_check(painter, rect.adjusted(theme.px(TICK_MARGIN), 0, 0, 0), self._view.ticks_state())
            return
        column = self._view.table.columns[section - 1]
        gap = END_GAP if section == self._view.last_section else 0
        inside = rect.adjusted(GAP // 2, 0, -GAP // 2 - gap, 0)
        sorted_here = bool(column.sorts) and column.sorts == self.sort
        arrow = theme.px(18) if sorted_here else 0
        title = tr(column.title)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        room = inside.adjusted(0, 0, -arrow, 0)
        draw_text(
            painter, room, title, style="label", weight=600, token="text2", align=side | Qt.AlignmentFlag.AlignVCenter
        )
        if sorted_here:
            width = min(theme.metrics("label", 600).horizontalAdvance(title), room.width())
            left = room.right() if column.right else room.left() + width + 2
            where = QRect(left, rect.center().y() - 8, 16, 16)
            icon("chevron-down" if self.descending else "chevron-up", "text2", 16).paint(painter, where)

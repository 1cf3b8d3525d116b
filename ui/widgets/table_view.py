"""The view of every long table: one row is current, any number are ticked, a click on a link follows it.

Ticks are ours, not Qt's selection: "select all" of a million rows is a flag, and Shift with the arrows extends it.
"""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import plain_tip
from ui.widgets.painting import CheckState, laid_out
from ui.widgets.table_header import TICK_MARGIN, TableHeader, own_viewport
from ui.widgets.table_model import Column, Index, TableModel
from ui.widgets.table_painter import END_GAP, GAP, TablePainter
from ui.widgets.type_ahead import TypeAhead

_TICK_WIDTH = 60


class TableView(QTableView):
    """Keys: arrows move, Enter opens, letters go to the row that begins so; Space ticks and Shift extends, where rows
    are `tickable`. `opened` and `current_changed` get the id of a row, `link_wanted` also the key of its column.
    """

    opened = Signal(int)
    current_changed = Signal(int)
    ticks_changed = Signal()
    menu_wanted = Signal(QPoint)
    link_wanted = Signal(int, str)

    def __init__(self, table: TableModel, parent: QWidget | None = None, *, tickable: bool = False) -> None:
        super().__init__(parent)
        self.setViewport(own_viewport(self))
        self.table, self.tickable = table, tickable
        self.compact = False
        self.hovered, self.hovered_link = -1, ""
        self.mouse_was_used = False
        self._ticked: set[int] = set()
        self._anchor = -1
        self.last_section = 0
        self._look()
        self.setModel(table)
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.type_ahead: TypeAhead | None = TypeAhead(self)
        table.columns_changed.connect(self.lay_columns)
        # Everything in it is painted by us: what lies behind is not painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_compact(compact=False)
        self.lay_columns()

    def set_compact(self, *, compact: bool) -> None:
        """One line a row instead of two."""
        self.compact = compact
        self.verticalHeader().setDefaultSectionSize(theme.height("rowCompact" if compact else "row"))
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        TablePainter(self, QPainter(self.viewport())).paint(event.rect())

    def row_height(self) -> int:
        """Of every row."""
        return self.verticalHeader().defaultSectionSize()

    def row_place(self) -> tuple[int, int]:
        """Left edge and width of every row in the viewport."""
        return -self.header.offset(), self.header.length()

    def tick_place(self) -> tuple[int, int]:
        """Left edge and width of where the boxes stand."""
        return theme.px(TICK_MARGIN) - self.header.offset(), theme.px(_TICK_WIDTH) - theme.px(TICK_MARGIN)

    def shown_columns(self) -> list[tuple[Column, int, int]]:
        """Each column that has room, with its left edge and the width for its words."""
        found = []
        for section, column in enumerate(self.table.columns, 1):
            width = self.header.sectionSize(section)
            if width:
                gap = END_GAP if section == self.last_section else 0
                found.append((column, self.header.sectionViewportPosition(section), width - gap))
        return found

    def rows_in(self, area: QRect) -> range:
        """The rows that lie in a part of the viewport."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else len(self.table.ids) - 1) + 1)

    # Lines and ticks

    def current_row(self) -> int:
        return self.currentIndex().row()

    def current_id(self) -> int | None:
        """The client under the cursor."""
        number = self.current_row()
        return self.table.ids[number] if 0 <= number < len(self.table.ids) else None

    def set_current_row(self, number: int) -> None:
        if 0 <= number < len(self.table.ids):
            self.setCurrentIndex(self.table.index(number, 1))

    def is_ticked(self, number: int) -> bool:
        return bool(self._ticked) and self.table.ids[number] in self._ticked

    def ticked(self) -> array[int]:
        """The ticked clients, in the order of the list."""
        if len(self._ticked) >= len(self.table.ids):
            return self.table.ids[:]
        return array("q", (number for number in self.table.ids if number in self._ticked))

    def ticks(self) -> int:
        return len(self._ticked)

    def ticks_state(self) -> CheckState:
        if not self._ticked:
            return "off"
        return "on" if len(self._ticked) >= len(self.table.ids) else "some"

    def tick_all(self) -> None:
        """Tick the whole search."""
        self._ticked = set(self.table.ids)
        self._tell()

    def untick(self) -> None:
        self._ticked.clear()
        self._tell()

    def keep_ticks(self) -> None:
        """After a new search only what it still shows stays ticked."""
        if self._ticked:
            self._ticked &= set(self.table.ids)
            self._tell()

    def toggle(self, number: int) -> None:
        """Tick a line, or no longer."""
        self._ticked ^= {self.table.ids[number]}
        self._anchor = number
        self._tell()

    def lay_columns(self) -> None:
        """Give each column what it needs and the widest what is left; who leaves for want of room: `Column.leaves`."""
        letter = theme.metrics("body").averageCharWidth()
        title = theme.metrics("label", 600).horizontalAdvance
        columns = self.table.columns
        wanted = [max(column.width * letter, title(tr(column.title)) + theme.px(28)) for column in columns]
        margin = theme.px(_TICK_WIDTH if self.tickable else TICK_MARGIN - GAP // 2)
        room = self.viewport().width() - margin - END_GAP
        hidden: set[int] = set()
        for place in sorted(range(1, len(columns)), key=lambda place: (columns[place].leaves, place), reverse=True):
            if sum(wanted) - sum(wanted[number] for number in hidden) <= room:
                break
            hidden.add(place)
        shown = sum(width for place, width in enumerate(wanted) if place not in hidden)
        self.last_section = max(place for place in range(len(columns)) if place not in hidden) + 1
        widest = max((place for place in range(len(columns)) if place not in hidden), key=lambda at: columns[at].width)
        wanted[self.last_section - 1] += END_GAP
        self.header.resizeSection(0, margin)
        self.header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for place, width in enumerate(wanted):
            self.header.setSectionHidden(place + 1, place in hidden)
            self.header.resizeSection(place + 1, width + (max(0, room - shown) if place == widest else 0))
        self.header.viewport().update()

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _tell(self) -> None:
        self.viewport().update()
        self.header.viewport().update()
        self.ticks_changed.emit()

    def _open(self, number: int) -> None:
        if 0 <= number < len(self.table.ids):
            self.opened.emit(self.table.ids[number])

    def _extend(self, number: int) -> None:
        start = self._anchor if self._anchor >= 0 else self.current_row()
        low, high = sorted((max(0, start), number))
        self._ticked |= set(self.table.ids[low : high + 1])
        self._anchor = start
        self._tell()

    def keyboardSearch(self, search: str) -> None:
        """See `type_ahead`; where there is none the letters go to the page, which has a search box for them."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        number = self.current_id()
        if number is not None:
            self.current_changed.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.mouse_was_used = False
        number, key = self.current_row(), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(number)
        elif key == Qt.Key.Key_Space and self.tickable and number >= 0:
            self.toggle(number)
        elif key == Qt.Key.Key_A and self.tickable and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tick_all()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_current_row(0 if key == Qt.Key.Key_Home else len(self.table.ids) - 1)
        elif self.type_ahead is None or not self.type_ahead.take(event):
            super().keyPressEvent(event)
        if shift and self.tickable and key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._anchor = number if self._anchor < 0 else self._anchor
            self._extend(self.current_row())
        elif not shift and key != Qt.Key.Key_Shift:
            self._anchor = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse_was_used = True
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        link = self._link_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and link:
            self.set_current_row(index.row())
            self.link_wanted.emit(self.table.ids[index.row()], link)
            return
        modifiers = event.modifiers()
        shift = modifiers & Qt.KeyboardModifier.ShiftModifier
        if self.tickable and event.button() == Qt.MouseButton.LeftButton and shift:
            self._extend(index.row())
        elif (
            self.tickable
            and event.button() == Qt.MouseButton.LeftButton
            and (index.column() == 0 or modifiers & Qt.KeyboardModifier.ControlModifier)
        ):
            self.toggle(index.row())
        if index.column() != 0 or not self.tickable:
            self.set_current_row(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click on a box is a click; anywhere else two of them open the row."""
        index = self.indexAt(event.position().toPoint())
        if self.tickable and index.column() == 0:
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._open(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self.hover(self.rowAt(place.y()), self._link_at(place))

    def leaveEvent(self, event: QEvent) -> None:
        self.hover(-1)

    def hover(self, number: int, link: str = "") -> None:
        """The mouse is over this row, and on the link of this column."""
        if (number, link) == (self.hovered, self.hovered_link):
            return
        rows = {self.hovered, number}
        self.hovered, self.hovered_link = number, link
        viewport = self.viewport()
        for each in rows:
            viewport.update(0, self.rowViewportPosition(each), viewport.width(), self.row_height())
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def _cell_at(self, place: QPoint) -> tuple[Column, int, int] | None:
        found = (each for each in self.shown_columns() if each[1] <= place.x() < each[1] + each[2])
        return next(found, None) if self.rowAt(place.y()) >= 0 else None

    def _link_at(self, place: QPoint) -> str:
        """The column whose link is at `place`: on its words, not beside them."""
        cell = self._cell_at(place)
        row = self.table.row(self.rowAt(place.y())) if cell is not None and cell[0].link else None
        if cell is None or row is None:
            return ""
        column, left, width = cell
        left, room = left + GAP // 2, width - GAP
        _words, wide, cut = laid_out(column.first(row), room, "body", 500, column.right)
        wide = room if cut else wide
        start = left + room - wide if column.right else left
        return column.key if start <= place.x() < start + wide else ""

    def viewportEvent(self, event: QEvent) -> bool:
        """What is cut is read whole in the tip."""
        if isinstance(event, QHelpEvent) and not self.viewport().toolTip():
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, place: QPoint) -> str:
        """What the mouse is told there: the tip of the column, or the lines of a cell that are cut."""
        cell = self._cell_at(place)
        row = self.table.row(self.rowAt(place.y())) if cell is not None else None
        if cell is None or row is None:
            return ""
        column, _left, width = cell
        if column.tip is not None and (tip := column.tip(row)):
            return tip
        lines = [column.first(row), "" if column.second is None or self.compact else column.second(row)]
        looks = (("body", 500 if column.link else column.weight), ("small", None))
        cut = any(laid_out(text, width - GAP, *look)[2] for text, look in zip(lines, looks, strict=True))
        return "\n".join(line for line in lines if line) if cut else ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        else:
            self.set_current_row(self.indexAt(event.pos()).row())
            self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.mouse_was_used = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if self.current_row() < 0:
            self.set_current_row(0)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_columns()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down only: a long row must not slide sideways under the arrow keys."""
        sideways = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(sideways)

"""The table of clients: one row is current (the preview follows it), any number are ticked (the bar serves them).

Ticks are ours, not Qt's selection: "select all" of a million rows is a flag, and Shift with the arrows extends it.
"""

from __future__ import annotations

from array import array

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.clients.columns import Column
from ui.clients.list_model import Index, ListModel
from ui.clients.list_painter import END_GAP, GAP, ListPainter, star_place
from ui.shell import Shell
from ui.text import tr
from ui.theme import color, icon, theme
from ui.widgets.painting import CheckState, draw_check, draw_text

_TICK_WIDTH, _TICK_MARGIN = 60, 24


def _viewport(view: QWidget) -> QWidget:
    """To hand out one made by Qt, PySide would build every class of widgets there is, only to know which it is."""
    viewport = QWidget(view)
    viewport.setMouseTracking(True)
    return viewport


class ListHeader(QHeaderView):
    """Titles in our own look; a click sorts, the box at the left ticks everything."""

    sorted_by = Signal(str)
    tick_all = Signal()

    def __init__(self, view: ListView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setViewport(_viewport(self))
        self._view = view
        self.sort, self.descending = "name", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(48))
        self.sectionClicked.connect(self._clicked)

    def _clicked(self, section: int) -> None:
        if section == 0:
            self.tick_all.emit()
        elif key := self._view.list_model.columns[section - 1].sort:
            self.sorted_by.emit(key)

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """The arrow beside the title by which the list is sorted."""
        if (sort, descending) != (self.sort, self.descending):
            self.sort, self.descending = sort, descending
            self.viewport().update()

    def reset(self) -> None:
        """Other rows are no reason to lay out and paint the titles anew."""
        if self.count() != self._view.list_model.columnCount():
            super().reset()

    def sizeHint(self) -> QSize:
        return QSize(0, theme.height("thead"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, color("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if section == 0:
            draw_check(painter, rect.adjusted(theme.px(_TICK_MARGIN), 0, 0, 0), self._view.ticks_state())
            return
        column = self._view.list_model.columns[section - 1]
        gap = END_GAP if section == self._view.last_section else 0
        inside = rect.adjusted(GAP // 2, 0, -GAP // 2 - gap, 0)
        sorted_here = bool(column.sort) and column.sort == self.sort
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


class ListView(QTableView):
    """Keys: arrows move, Space ticks, Shift extends, Enter opens. `opened` gets a client's id."""

    opened = Signal(int)
    current_changed = Signal(int)
    ticks_changed = Signal()
    menu_wanted = Signal(QPoint)
    star_wanted = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(_viewport(self))
        self.list_model = ListModel(shell)
        self.compact = False
        self.hovered = -1
        self.can_star = True
        self.star_chosen = False  # the mouse is on the star of the row it is over
        self.mouse_was_used = False
        self._ticked: set[int] = set()
        self._anchor = -1
        self.last_section = 0
        self._look()
        self.setModel(self.list_model)
        self.header = ListHeader(self)
        self.setHorizontalHeader(self.header)
        # Without a model of its own the header asks every cell of a column whether it is selected.
        self.header.setSelectionModel(QItemSelectionModel(self.list_model, self.header))
        self.list_model.columns_changed.connect(self.lay_columns)
        # Everything in it is painted by us: what lies behind is not painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.set_compact(compact=False)
        self.lay_columns()

    def set_compact(self, *, compact: bool) -> None:
        """One line a row instead of two."""
        self.compact = compact
        self.verticalHeader().setDefaultSectionSize(theme.height("rowCompact" if compact else "row"))
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        ListPainter(self, QPainter(self.viewport())).paint(event.rect())

    def row_height(self) -> int:
        """Of every row."""
        return self.verticalHeader().defaultSectionSize()

    def row_place(self) -> tuple[int, int]:
        """Left edge and width of every row in the viewport."""
        return -self.header.offset(), self.header.length()

    def tick_place(self) -> tuple[int, int]:
        """Left edge and width of where the boxes stand."""
        return theme.px(_TICK_MARGIN) - self.header.offset(), theme.px(_TICK_WIDTH) - theme.px(_TICK_MARGIN)

    def shown_columns(self) -> list[tuple[Column, int, int]]:
        """Each column that has room, with its left edge and the width for its words."""
        found = []
        for section, column in enumerate(self.list_model.columns, 1):
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
        return range(first, (last if last >= 0 else len(self.list_model.ids) - 1) + 1)

    # Lines and ticks

    def current_row(self) -> int:
        return self.currentIndex().row()

    def current_id(self) -> int | None:
        """The client under the cursor."""
        number = self.current_row()
        return self.list_model.ids[number] if 0 <= number < len(self.list_model.ids) else None

    def set_current_row(self, number: int) -> None:
        if 0 <= number < len(self.list_model.ids):
            self.setCurrentIndex(self.list_model.index(number, 1))

    def is_ticked(self, number: int) -> bool:
        return bool(self._ticked) and self.list_model.ids[number] in self._ticked

    def ticked(self) -> array[int]:
        """The ticked clients, in the order of the list."""
        if len(self._ticked) >= len(self.list_model.ids):
            return self.list_model.ids[:]
        return array("q", (number for number in self.list_model.ids if number in self._ticked))

    def ticks(self) -> int:
        return len(self._ticked)

    def ticks_state(self) -> CheckState:
        if not self._ticked:
            return "off"
        return "on" if len(self._ticked) >= len(self.list_model.ids) else "some"

    def tick_all(self) -> None:
        """Tick the whole search."""
        self._ticked = set(self.list_model.ids)
        self._tell()

    def untick(self) -> None:
        self._ticked.clear()
        self._tell()

    def keep_ticks(self) -> None:
        """After a new search only what it still shows stays ticked."""
        if self._ticked:
            self._ticked &= set(self.list_model.ids)
            self._tell()

    def toggle(self, number: int) -> None:
        """Tick a line, or no longer."""
        self._ticked ^= {self.list_model.ids[number]}
        self._anchor = number
        self._tell()

    def lay_columns(self) -> None:
        """Give each column what it needs and the name what is left; what does not fit is left out, figures first."""
        letter = theme.metrics("body").averageCharWidth()
        title = theme.metrics("label", 600).horizontalAdvance
        columns = self.list_model.columns
        wanted = [max(column.width * letter, title(tr(column.title)) + theme.px(28)) for column in columns]
        room = self.viewport().width() - theme.px(_TICK_WIDTH) - END_GAP
        hidden: set[int] = set()
        for place in sorted(range(1, len(columns)), key=lambda place: (columns[place].figure, place), reverse=True):
            if sum(wanted) - sum(wanted[number] for number in hidden) <= room:
                break
            hidden.add(place)
        shown = sum(width for place, width in enumerate(wanted) if place not in hidden)
        self.last_section = max(place for place in range(len(columns)) if place not in hidden) + 1
        wanted[self.last_section - 1] += END_GAP
        self.header.resizeSection(0, theme.px(_TICK_WIDTH))
        self.header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for place, width in enumerate(wanted):
            self.header.setSectionHidden(place + 1, place in hidden)
            self.header.resizeSection(place + 1, width + (max(0, room - shown) if place == 0 else 0))
        self.header.viewport().update()

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(tr("Clients"))

    def _tell(self) -> None:
        self.viewport().update()
        self.header.viewport().update()
        self.ticks_changed.emit()

    def _open(self, number: int) -> None:
        if 0 <= number < len(self.list_model.ids):
            self.opened.emit(self.list_model.ids[number])

    def _extend(self, number: int) -> None:
        start = self._anchor if self._anchor >= 0 else self.current_row()
        low, high = sorted((max(0, start), number))
        self._ticked |= set(self.list_model.ids[low : high + 1])
        self._anchor = start
        self._tell()

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
        elif key == Qt.Key.Key_Space and number >= 0:
            self.toggle(number)
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tick_all()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_current_row(0 if key == Qt.Key.Key_Home else len(self.list_model.ids) - 1)
        else:
            super().keyPressEvent(event)
        if shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._anchor = number if self._anchor < 0 else self._anchor
            self._extend(self.current_row())
        elif not shift and key != Qt.Key.Key_Shift:
            self._anchor = -1

    def keyboardSearch(self, search: str) -> None:
        """Typing on the list goes to the search box, which the page sees to."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse_was_used = True
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        if event.button() == Qt.MouseButton.LeftButton and self._on_star(event.position().toPoint()):
            self.star_wanted.emit(self.list_model.ids[index.row()])
            return
        modifiers = event.modifiers()
        if event.button() == Qt.MouseButton.LeftButton and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._extend(index.row())
        elif event.button() == Qt.MouseButton.LeftButton and (
            index.column() == 0 or modifiers & Qt.KeyboardModifier.ControlModifier
        ):
            self.toggle(index.row())
        if index.column() != 0:
            self.set_current_row(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a star are two clicks; anywhere else they open the record."""
        if self._on_star(event.position().toPoint()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._hover(self.rowAt(place.y()), on_star=self._on_star(place))

    def leaveEvent(self, event) -> None:
        self._hover(-1)

    def _on_star(self, place: QPoint) -> bool:
        number = self.rowAt(place.y())
        star = star_place(self, number) if self.can_star and number >= 0 else None
        return star is not None and star.contains(place)

    def _hover(self, number: int, *, on_star: bool = False) -> None:
        if (number, on_star) == (self.hovered, self.star_chosen):
            return
        rows = {self.hovered, number}
        self.hovered, self.star_chosen = number, on_star
        viewport = self.viewport()
        for each in rows:
            viewport.update(0, self.rowViewportPosition(each), viewport.width(), self.row_height())
        row = self.list_model.row(number) if on_star else None
        viewport.setToolTip("" if row is None else tr("Take the star away") if row.starred else tr("Star"))
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if on_star else Qt.CursorShape.ArrowCursor)

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
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down only: a long row must not slide sideways under the arrow keys."""
        sideways = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(sideways)

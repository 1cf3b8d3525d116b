"""The table of clients: the rows of every long table, with a star behind a name that a click sets or clears."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.clients.list_model import ListModel
from ui.clients.list_painter import ListPainter, star_place
from ui.shell import Shell
from ui.text import tr
from ui.widgets.table_view import TableView


class ListView(TableView):
    """Letters go to the search box of the page. `star_wanted` gets the id of a client."""

    star_wanted = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.list_model = ListModel(shell)
        self.can_star = True
        self.star_chosen = False  # the mouse is on the star of the row it is over
        super().__init__(self.list_model, parent, tickable=True)
        self.type_ahead = None
        self.header.show_sort("name", descending=False)
        self.setAccessibleName(tr("Clients"))

    def paintEvent(self, event: QPaintEvent) -> None:
        ListPainter(self, QPainter(self.viewport())).paint(event.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._on_star(place):
            self.mouse_was_used = True
            self.star_wanted.emit(self.list_model.ids[self.rowAt(place.y())])
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a star are two clicks."""
        if self._on_star(event.position().toPoint()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._choose_star(on_star=self._on_star(event.position().toPoint()))

    def hover(self, number: int, link: str = "") -> None:
        if number != self.hovered:
            self._choose_star(on_star=False)
        super().hover(number, link)

    def _on_star(self, place: QPoint) -> bool:
        number = self.rowAt(place.y())
        star = star_place(self, number) if self.can_star and number >= 0 else None
        return star is not None and star.contains(place)

    def _choose_star(self, *, on_star: bool) -> None:
        if on_star == self.star_chosen:
            return
        self.star_chosen = on_star
        viewport = self.viewport()
        viewport.update(0, self.rowViewportPosition(self.hovered), viewport.width(), self.row_height())
        row = self.list_model.row(self.hovered) if on_star else None
        viewport.setToolTip("" if row is None else tr("Take the star away") if row.starred else tr("Star"))
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if on_star else Qt.CursorShape.ArrowCursor)

"""A long table with all that stands round it: its rows, the words at its foot, and what is said while it is empty.

Rows are any named tuples with an `id`. Either all ids are given and the rows arrive by hundreds as they are looked at
(`show_ids`), or a short list is given as a whole (`show_rows`), which then sorts itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Panel, text_label
from ui.widgets.table_model import Column, Load, TableModel, own_id
from ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from app.store.history import Changes


class RecordTable(QWidget):
    """`opened`, `link_activated` and `selection_changed` carry rows; the last one None where no row is current.

    `sorted_by(name, descending)` asks the page to read in another order; a list given as a whole sorts itself.
    """

    opened = Signal(object)
    link_activated = Signal(object, str)
    selection_changed = Signal(object)
    ticks_changed = Signal()
    sorted_by = Signal(str, bool)
    menu_wanted = Signal(QPoint)

    def __init__(  # noqa: PLR0913 - where the rows come from, and how they are called
        self,
        columns: Sequence[Column],
        name: str,
        *,
        jobs: Jobs | None = None,
        load: Load | None = None,
        identity: Callable[[Any], int] = own_id,
        tickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table; `load(connection, ids)` reads rows on the lane of lists."""
        super().__init__(parent)
        self._identity = identity
        self._given: list[Any] | None = None
        self._untold = False
        self.table = TableModel(columns, jobs=jobs, load=load, identity=identity)
        holder = QWidget(self)
        self._body = QStackedLayout(holder)
        self.view = TableView(self.table, holder, tickable=tickable)
        self.view.setAccessibleName(name)
        self.view.set_compact(compact=all(column.second is None for column in columns))
        self.empty = EmptyState("list", "")
        self._body.addWidget(self.view)
        self._body.addWidget(self.empty)
        self._foot = Panel("alt", "top", self)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(24, 0, 24, 0)
        self._foot_row.setSpacing(16)
        self._foot.setMinimumHeight(theme.height("footer"))
        self._foot.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(holder, 1)
        column.addWidget(self._foot)
        self.setFocusProxy(self.view)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.opened.connect(lambda number: self._tell(self.opened, number))
        view.current_changed.connect(lambda _number: self._tell_current())
        self.table.arrived.connect(lambda: self._tell_current() if self._untold else None)
        view.ticks_changed.connect(self.ticks_changed)
        view.menu_wanted.connect(self.menu_wanted)
        view.link_wanted.connect(lambda number, key: self._tell(self.link_activated, number, key))
        view.header.sorted_by.connect(self._sort)
        view.header.tick_all.connect(lambda: view.untick() if view.ticks() else view.tick_all())

    def _tell_current(self) -> None:
        """Now, or again when the row has arrived."""
        row = self.current()
        self._untold = row is None
        self.selection_changed.emit(row)

    def _tell(self, signal: Any, number: int, *more: str) -> None:
        row = self.table.known(number)
        if row is not None:
            signal.emit(row, *more)

    # What it shows

    def show_ids(self, ids: array[int], first: Iterable[Any] = ()) -> None:
        """These rows, in this order; `first` are those that have been read already. The current row stays current."""
        self._given = None
        self._show(ids, first)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """These rows, all of them here, in the order that was chosen by a title."""
        self._given = list(rows)
        self._show_given()

    def follow(self, changes: Changes, *tables: str) -> None:
        """Read again the rows in sight that were written; the ids of `tables` are those of the rows.

        Which rows there are, and in what order, only the page knows: it asks anew and calls `show_ids`.
        """
        if changes.everything:
            self.table.forget_all()
        for name in tables:
            self.table.forget(changes.ids.get(name, ()))

    def show_sort(self, name: str, *, descending: bool = False) -> None:
        """Mark the column by which the rows are sorted; a list given as a whole is sorted so."""
        self.view.header.show_sort(name, descending=descending)
        if self._given is not None:
            self._show_given()

    def set_foot(self, *parts: str | tuple[str, str]) -> None:
        """The words at the foot, each alone or with its colour token; none hides it."""
        while self._foot_row.count():
            if (old := self._foot_row.takeAt(0).widget()) is not None:
                old.deleteLater()
        for part in parts:
            text, tone = (part, "text2") if isinstance(part, str) else part
            self._foot_row.addWidget(text_label(text, "label", tone, weight=500))
        self._foot_row.addStretch(1)
        self._foot.setVisible(bool(parts))

    def foot(self) -> str:
        """What stands at the foot."""
        labels = (self._foot_row.itemAt(place).widget() for place in range(self._foot_row.count()))
        return "  ".join(label.text() for label in labels if label is not None)

    def set_empty(self, icon: str, title: str, text: str = "", buttons: Sequence[Button] = ()) -> None:
        """What is said when there are no rows."""
        self.empty.set_words(icon, title, text)
        self.empty.set_buttons(buttons)

    # What is chosen

    def current(self) -> Any:
        """The current row; None where there is none, or it has not arrived."""
        number = self.view.current_id()
        return None if number is None else self.table.known(number)

    def ticked(self) -> array[int]:
        """The ids of the ticked rows, in the order of the table."""
        return self.view.ticked()

    def targets(self) -> array[int]:
        """What a command is about: the ticked rows, else the current one."""
        if self.view.ticks():
            return self.view.ticked()
        current = self.view.current_id()
        return array("q", [] if current is None else [current])

    def choose(self, number: int) -> None:
        """Make the row with this id the current one."""
        if number in self.table.ids:
            self.view.set_current_row(self.table.ids.index(number))

    def _sort(self, name: str) -> None:
        header = self.view.header
        descending = header.sort == name and not header.descending
        self.show_sort(name, descending=descending)
        self.sorted_by.emit(name, descending)

    def _show_given(self) -> None:
        rows, header = list(self._given or ()), self.view.header
        order = next((c.order for c in self.table.columns if c.order is not None and c.sorts == header.sort), None)
        if order is not None:
            rows.sort(key=order, reverse=header.descending)
        self._show(array("q", map(self._identity, rows)), rows)

    def _show(self, ids: array[int], rows: Iterable[Any]) -> None:
        before, row = self.view.current_id(), self.view.current_row()
        scrolled = self.view.verticalScrollBar().value()
        self.table.show(ids, rows)
        self.view.keep_ticks()
        self._body.setCurrentWidget(self.view if ids else self.empty)
        if before is not None and ids:
            self.view.set_current_row(ids.index(before) if before in ids else min(row, len(ids) - 1))
            self.view.verticalScrollBar().setValue(scrolled)
        elif not ids:
            self.selection_changed.emit(None)

"""The list's model: an array of ids, and rows that arrive when they are looked at.

A hundred thousand clients cost 800 kB. A row that has not arrived yet is None and is painted grey.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from app.clients.search import Row, load_rows
from ui.clients.columns import COLUMNS, Column, spoken
from ui.shell import Shell
from ui.text import tr

PAGE = 100
_MOST_PAGES = 60
Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel):
    """Rows of the clients in `ids`, in that order, under the columns in `columns`."""

    columns_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.ids: array[int] = array("q")
        self.columns: list[Column] = [column for column in COLUMNS if column.shown]
        self._rows: dict[int, Row] = {}
        self._stale: set[int] = set()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def row(self, number: int) -> Row | None:
        """The row on line `number`; asked for in the background when it is not here yet."""
        client_id = self.ids[number]
        found = self._rows.get(client_id)
        if found is None or client_id in self._stale:
            self._want(number // PAGE)
        return found

    def known(self, client_id: int) -> Row | None:
        """The row of a client, if it has arrived."""
        return self._rows.get(client_id)

    def show(self, ids: array[int], rows: Iterable[Row]) -> None:
        """A new search: everything anew."""
        self.beginResetModel()
        self.ids = ids
        self._rows = {row.id: row for row in rows}
        self._stale.clear()
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()

    def extend(self, ids: array[int]) -> None:
        """All ids of the search whose first ones are shown already."""
        shown = len(self.ids)
        if ids[:shown] != self.ids:
            self.show(ids, list(self._rows.values()))
        elif len(ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()

    def put(self, rows: Iterable[Row]) -> None:
        """Fresh rows, repainted where they are in sight."""
        fresh = {row.id: row for row in rows}
        self._rows.update(fresh)
        self._stale.difference_update(fresh)
        self._repaint()

    def forget(self, ids: Iterable[int]) -> None:
        """Rows that were written: painted as they were until they are here again, for a grey line would flash."""
        self._stale.update(client_id for client_id in ids if client_id in self._rows)
        self._asked.clear()
        self._repaint()

    def forget_all(self) -> None:
        """Every row is asked for again."""
        self.forget(list(self._rows))

    def _repaint(self) -> None:
        if len(self.ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns)))

    def set_columns(self, keys: Iterable[str]) -> None:
        """Show these columns, in the order of the declaration; the name is always there."""
        wanted = {"name", *keys}
        self.beginResetModel()
        self.columns = [column for column in COLUMNS if column.key in wanted]
        self.endResetModel()
        self.columns_changed.emit()

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            self._soon.start()

    def _ask(self) -> None:
        if len(self._rows) > _MOST_PAGES * PAGE:
            self._rows.clear()
            self._asked.clear()
        for page in sorted(self._wanted):
            self._asked.add(page)
            numbers = list(self.ids[page * PAGE : (page + 1) * PAGE])
            today = self._shell.today()
            self._shell.jobs.rows(self, partial(load_rows, ids=numbers, today=today), self.put)
        self._wanted.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = 0) -> Any:
        """Text for screen readers and tool tips only: the delegate paints from `row`."""
        if role in (Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value):
            row = self._rows.get(self.ids[index.row()])
            if row is None:
                return ""
            return spoken(row) if index.column() < 2 else self.columns[index.column() - 1].first(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole.value and orientation == Qt.Orientation.Horizontal and section:
            return tr(self.columns[section - 1].title)
        return None

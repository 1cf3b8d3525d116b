"""The model of every long table: an array of ids, and rows that arrive when they are looked at.

A hundred thousand rows cost 800 kB. A row that has not arrived yet is None and is painted grey.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from ui.jobs import Jobs
from ui.text import tr

PAGE = 100
_MOST_PAGES = 60
Index = QModelIndex | QPersistentModelIndex
Load = Callable[[Any, list[int]], Iterable[Any]]


class Column(NamedTuple):
    """What a column says of a row, and how it looks; only `key`, `title` (marked), `width` and `first` are needed.

    `width` is in average letters. `tone` and `second_tone` give the colour token of the two lines, `badge` the kind of
    a badge that the first line stands in, `tip` what the mouse is told. A `link` is followed by a click. `sort` is what
    `sorted_by` asks a query for; `order` sorts a list that is here as a whole. Where room is short, columns with the
    greatest `leaves` go first, those further right before others.
    """

    key: str
    title: str
    width: int
    first: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    sort: str = ""
    order: Callable[[Any], Any] | None = None
    right: bool = False
    weight: int | None = None
    tone: Callable[[Any], str] | None = None
    second_tone: Callable[[Any], str] | None = None
    badge: Callable[[Any], str] | None = None
    link: bool = False
    tip: Callable[[Any], str] | None = None
    leaves: int = 0
    shown: bool = True

    @property
    def sorts(self) -> str:
        """The name of the order that a click on the title asks for; empty where it asks for none."""
        return self.sort or (self.key if self.order is not None else "")


def own_id(row: Any) -> int:
    """Rows are known by their `id`."""
    number: int = row.id
    return number


class TableModel(QAbstractTableModel):
    """Rows of the ids in `ids`, in that order, under `columns`.

    `load(connection, ids)` reads rows in the background; without it all rows are given with `show`.
    """

    columns_changed = Signal()
    arrived = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        jobs: Jobs | None = None,
        load: Load | None = None,
        identity: Callable[[Any], int] = own_id,
    ) -> None:
        super().__init__()
        self._jobs, self._load, self._identity = jobs, load, identity
        self.ids: array[int] = array("q")
        self.columns: list[Column] = [column for column in columns if column.shown]
        self._rows: dict[int, Any] = {}
        self._stale: set[int] = set()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def row(self, number: int) -> Any:
        """The row on line `number`; None where it is not here yet: it is asked for in the background."""
        known_as = self.ids[number]
        found = self._rows.get(known_as)
        if found is None or known_as in self._stale:
            self._want(number // PAGE)
        return found

    def known(self, number: int) -> Any:
        """The row with this id, if it has arrived."""
        return self._rows.get(number)

    def show(self, ids: array[int], rows: Iterable[Any] = ()) -> None:
        """Other rows: everything anew."""
        self.beginResetModel()
        self.ids = ids
        self._rows = {self._identity(row): row for row in rows}
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

    def put(self, rows: Iterable[Any]) -> None:
        """Fresh rows, repainted where they are in sight."""
        fresh = {self._identity(row): row for row in rows}
        self._rows.update(fresh)
        self._stale.difference_update(fresh)
        self._repaint()
        self.arrived.emit()

    def forget(self, ids: Iterable[int]) -> None:
        """Rows that were written: painted as they were until they are here again, for a grey line would flash."""
        if self._load is None:
            return
        self._stale.update(number for number in ids if number in self._rows)
        self._asked.clear()
        self._repaint()

    def forget_all(self) -> None:
        """Every row is asked for again."""
        self.forget(list(self._rows))

    def show_columns(self, columns: Iterable[Column]) -> None:
        """Other columns."""
        self.beginResetModel()
        self.columns = list(columns)
        self.endResetModel()
        self.columns_changed.emit()

    def spoken(self, row: Any) -> str:
        """The line as a screen reader says it: every column that has something to say."""
        said = [text for column in self.columns for text in (column.first(row), column.second and column.second(row))]
        return ", ".join(text for text in said if text)

    def _repaint(self) -> None:
        if len(self.ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns)))

    def _want(self, page: int) -> None:
        if self._load is not None and page not in self._asked:
            self._wanted.add(page)
            self._soon.start()

    def _ask(self) -> None:
        if self._jobs is None:
            return
        if len(self._rows) > _MOST_PAGES * PAGE:
            self._rows.clear()
            self._asked.clear()
        for page in sorted(self._wanted):
            self._asked.add(page)
            numbers = list(self.ids[page * PAGE : (page + 1) * PAGE])
            self._jobs.rows(self, partial(self._read, numbers), self.put)
        self._wanted.clear()

    def _read(self, ids: list[int], db: Any) -> Iterable[Any]:
        return self._load(db, ids) if self._load is not None else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = 0) -> Any:
        """Text for screen readers only: the painter asks for `row`."""
        if role in (Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value):
            row = self._rows.get(self.ids[index.row()])
            if row is None:
                return ""
            return self.spoken(row) if index.column() < 2 else self.columns[index.column() - 1].first(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole.value and orientation == Qt.Orientation.Horizontal and section:
            return tr(self.columns[section - 1].title)
        return None

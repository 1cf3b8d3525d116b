"""The list's model: the rows of the clients found, under the columns that the owner chose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.clients.search import Row, load_rows
from ui.clients.columns import COLUMNS, spoken
from ui.shell import Shell
from ui.widgets.table_model import TableModel


class ListModel(TableModel):
    """Rows of clients."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(COLUMNS, jobs=shell.jobs, load=self._lines)
        self._shell = shell

    def _lines(self, db: Any, ids: list[int]) -> list[Row]:
        return load_rows(db, ids, self._shell.today())

    def set_columns(self, keys: Iterable[str]) -> None:
        """Show these columns, in the order of the declaration; the name is always there."""
        wanted = {"name", *keys}
        self.show_columns(column for column in COLUMNS if column.key in wanted)

    def spoken(self, row: Row) -> str:
        return spoken(row)

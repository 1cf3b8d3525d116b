"""A list of papers that follows a query: what the page of all papers and the record of one client have in common.

Every keystroke runs at once and overtakes the one before: first the lines in sight, then all ids, then their sums.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.i18n import plural
from app.sales import search
from app.sales.search import PaperQuery, PaperRow, Total
from ui.sales.papers_commands import PapersCommands
from ui.sales.papers_table import sums, table_lines
from ui.shell import Shell
from ui.text import tr, trn
from ui.widgets.record_table import RecordTable
from ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.store.history import Changes

_AROUND = 20  # rows above and below those in sight that are kept when the list is read again


class PapersList(RecordTable):
    """Shows `query`. `found` with every answer; `row_changed`: other commands mean something now."""

    found = Signal()
    row_changed = Signal()

    def __init__(self, shell: Shell, columns: Sequence[Column], *, tickable: bool = False) -> None:
        super().__init__(columns, tr("Documents"), jobs=shell.jobs, load=search.load_rows, tickable=tickable)
        self.shell = shell
        self.query = PaperQuery()
        self.totals: list[Total] = []
        self._key = f"papers{id(self)}"
        self.commands = PapersCommands(self, self)
        self.show_sort(self.query.sort, descending=True)
        self.opened.connect(self.commands.open)
        self.link_activated.connect(self.commands.follow)
        self.menu_wanted.connect(self.commands.open_menu)
        self.selection_changed.connect(lambda _row: self.row_changed.emit())
        self.sorted_by.connect(self._sort_by)

    def row(self) -> PaperRow | None:
        """The current line."""
        found: PaperRow | None = self.current()
        return found

    def ask(self, query: PaperQuery, *, keep: bool = False) -> None:
        """Show the papers of `query`; `keep` holds the line and the ticks, as after a change."""
        self.query = query
        today, jobs = self.shell.today(), self.shell.jobs
        self.show_sort(query.sort, descending=query.descending)
        if not keep:
            jobs.rows(self, lambda db: search.first_page(db, query, today), self._show_first, key=self._key)
        jobs.rows(self, lambda db: search.all_ids(db, query, today), self._show_all, key=self._key, follow=not keep)
        jobs.rows(self, lambda db: search.totals(db, query, today), self._show_totals, key=self._key, follow=True)

    def refresh(self, changes: Changes) -> None:
        """Read again what was written."""
        if changes.touches("paper", "entry", "open_item", "allocation"):
            self.table.forget_all()
        else:
            self.follow(changes, "paper")
        self.ask(self.query, keep=True)

    def _show_first(self, rows: list[PaperRow]) -> None:
        self.show_ids(array("q", (row.id for row in rows)), rows)
        self.view.set_current_row(0)
        self.view.scrollToTop()
        self.found.emit()

    def _show_all(self, ids: array[int]) -> None:
        if ids != self.table.ids:
            self.show_ids(ids, self._in_sight())
        self.found.emit()

    def _in_sight(self) -> Iterable[PaperRow]:
        """What would flash grey if it were asked for again."""
        rows = self.view.rows_in(self.view.viewport().rect())
        ids = self.table.ids[max(0, rows.start - _AROUND) : rows.stop + _AROUND]
        return [row for number in ids if (row := self.table.known(number)) is not None]

    def _show_totals(self, totals: list[Total]) -> None:
        self.totals = totals
        self.set_foot(*sums(totals, self.query.kinds))
        self.found.emit()

    def _sort_by(self, name: str, descending: bool) -> None:
        self.ask(replace(self.query, sort=name, descending=descending))

    def write_table(self, path: Path, ids: Sequence[int]) -> None:
        """The papers of `ids` as a table that a spreadsheet opens."""

        def work(book: Any, progress: Any) -> int:
            import contextlib

            from app.exchange.table_file import write_table

            with contextlib.closing(book.rows()) as db:
                write_table(path, table_lines(search.load_rows(db, ids)))
            return len(ids)

        self.shell.jobs.long(self, tr("Export documents"), work, self._written, lane="long")

    def _written(self, count: int) -> None:
        self.shell.toast(trn(plural("{count} document written", "{count} documents written"), count))


def kinds_of(tab: str) -> tuple[str, ...]:
    """The kinds that a tab shows."""
    return () if tab == "all" else (tab,)

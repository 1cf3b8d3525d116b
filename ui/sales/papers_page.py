"""The page of all papers: a tab for each kind, search, chips, the list, and the bar for what is ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.sales import search
from app.sales.search import PaperQuery, PaperRow
from ui.sales.paper_recovery import KeptOffers
from ui.sales.papers_commands import new_menu
from ui.sales.papers_head import ALL, PapersBar, PapersHead, PapersTools
from ui.sales.papers_list import PapersList, kinds_of
from ui.sales.papers_table import COLUMNS, money
from ui.shell import Shell
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.message_bars import MessageBars

if TYPE_CHECKING:
    from app.store.history import Changes


class PapersPage(QWidget):
    """`open()` comes back to what was shown; with `kind`, `status` or `text` it shows these from the start."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.period = ""
        self._outdated = True
        self.head, self.tools = PapersHead(shell, self), PapersTools(self)
        self.list = PapersList(shell, COLUMNS, tickable=True)
        self.list.view.type_ahead = None  # letters go to the search box
        self.bar = PapersBar(self)
        self.messages = MessageBars()
        self.offers = KeptOffers(shell, self.messages, self)
        self.tabs, self.search_box, self.chips = self.head.tabs, self.tools.search_box, self.tools.chips
        self.front = self.list.view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in self.zones():
            column.addWidget(part, int(part is self.list))
        self.offers.wanted.connect(lambda kept: shell.show_page("paper", kind=kept.paper.kind, kept=kept))
        self._connect()

    def _connect(self) -> None:
        self.tabs.changed.connect(lambda key: self._ask(kinds=kinds_of(key)))
        self.search_box.textChanged.connect(lambda text: self._ask(text=text))
        for signal in (self.search_box.stepped_down, self.search_box.submitted):
            signal.connect(lambda: self.list.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.chips.changed.connect(lambda values: self._ask(**values))
        self.chips.period_chosen.connect(self._choose_period)
        self.tools.clear.clicked.connect(lambda: self._choose_period("", None, None, status=""))
        self.head.export.clicked.connect(self.export)
        self.list.found.connect(self._show_found)
        self.list.row_changed.connect(self.page_changed)
        self.list.ticks_changed.connect(self._show_ticks)
        self.bar.together_wanted.connect(self.list.commands.together)
        self.bar.export_wanted.connect(self.export)
        self.bar.all_wanted.connect(self.list.view.tick_all)
        self.bar.none_wanted.connect(self.list.view.untick)
        self.shell.jobs.changed.connect(self._on_changes)

    # What it shows

    def open(self, *, kind: str = "", status: str = "", text: str = "", query: PaperQuery | None = None) -> None:
        """Show what was shown before, read again where something changed; or another search."""
        if query is None and not (kind or status or text):
            query = self.list.query
        found = query or PaperQuery(kinds=kinds_of(kind or ALL), status=status, text=text)
        if found != self.list.query or self._outdated:
            self._show(found)
        self.offers.ask(new=True)

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"query": self.list.query}

    def _ask(self, **values: Any) -> None:
        self._show(replace(self.list.query, **values))

    def _show(self, query: PaperQuery) -> None:
        self._outdated = False
        if (query.from_on, query.to_on) != (self.list.query.from_on, self.list.query.to_on) and not self.period:
            self.period = "own"
        for widget, put in ((self.tabs, self._put_tab), (self.search_box, self._put_text)):
            widget.blockSignals(True)
            put(query)
            widget.blockSignals(False)
        self.chips.show_query(query, self.period)
        self.tools.clear.setVisible(bool(query.status or query.from_on or query.to_on))
        self.list.ask(query)
        self.shell.jobs.rows(self, search.counts, self.head.show_counts, key="paper counts")

    def _put_tab(self, query: PaperQuery) -> None:
        self.tabs.set_current(query.kinds[0] if len(query.kinds) == 1 else ALL)

    def _put_text(self, query: PaperQuery) -> None:
        if self.search_box.text() != query.text:
            self.search_box.setText(query.text)

    def _choose_period(self, period: str, first: Any, last: Any, **more: Any) -> None:
        self.period = period
        self._ask(from_on=first, to_on=last, **more)

    def _show_found(self) -> None:
        query = self.list.query
        if query.text or query.status or query.from_on or query.to_on:
            clear = Button(tr("Clear the search"), "x", kind="primary")
            clear.clicked.connect(self._clear)
            title = tr("No document matches “{text}”", text=query.text) if query.text else ""
            self.list.set_empty("search-off", title or tr("No document matches these filters"), "", [clear])
        else:
            new = Button(tr("New document"), "plus", kind="primary", chevron=True)
            new.clicked.connect(lambda: new_menu(self.shell, self).open_under(new))
            text = tr("Write a quote, an order or an invoice: the rest follows from it.")
            self.list.set_empty("file-invoice", tr("No documents yet"), text, [new])
        self.page_changed.emit()

    def _clear(self) -> None:
        self.period = ""
        self._ask(text="", status="", from_on=None, to_on=None)

    def _show_ticks(self) -> None:
        ticks = self.list.view.ticks()
        self.bar.show_count(ticks, len(self.list.table.ids))
        self.bar.sum.setText("")
        if ticks:
            ids = list(self.list.ticked())
            self.shell.jobs.rows(self, lambda db: search.load_rows(db, ids), self._show_sum, key="papers ticked")

    def _show_sum(self, rows: list[PaperRow]) -> None:
        sums: dict[str, int] = {}
        for row in rows:
            sign = -1 if row.kind == "credit_note" else 1
            sums[row.currency] = sums.get(row.currency, 0) + sign * row.gross
        self.bar.sum.setText(" · ".join(money(units, currency) for currency, units in sums.items()))

    def _on_changes(self, changes: Changes) -> None:
        if not changes.touches("paper", "entry", "open_item", "allocation", "client"):
            return
        self._outdated = not self.isVisible()
        if self.isVisible():
            self.list.refresh(changes)
            self.shell.jobs.rows(self, search.counts, self.head.show_counts, key="paper counts")

    # What the window asks

    def title(self) -> str:
        """For the window's title."""
        return tr("Quotes & invoices")

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.head, self.tools, self.messages, self.list, self.bar]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves now."""
        return {
            **self.list.commands.handlers(),
            "back": self.shell.back,
            "find": self._find,
            "select_all": self.list.view.tick_all,
            "export": self.export,
        }

    def export(self) -> None:
        """The ticked papers, or all that were found, as a table for a spreadsheet."""
        from ui.widgets.dialogs import save_file

        ids = self.list.ticked() or self.list.table.ids
        path = save_file(self, tr("Export documents"), [(tr("Table (CSV)"), "*.csv")])
        if path is not None:
            self.list.write_table(path, ids)

    def _find(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on the list go to the search box; Esc unticks, then empties it."""
        if event.key() == Qt.Key.Key_Escape and self.list.view.ticks():
            self.list.view.untick()
        elif event.key() == Qt.Key.Key_Escape and self.search_box.text():
            self.search_box.clear()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _CONTROL:
            self.search_box.setFocus()
            self.search_box.insert(event.text())
        else:
            super().keyPressEvent(event)


_CONTROL = Qt.KeyboardModifier.ControlModifier

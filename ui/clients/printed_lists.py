"""Clients on paper: the list as it is shown, the phone book, the sheet of one client. All go through the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.clients import search
from app.clients.chunks import chunks
from app.i18n import N_, plural
from ui.clients import figures
from ui.printing.making import show_made
from ui.shell import Shell
from ui.text import tr, translator, trn

if TYPE_CHECKING:
    from app.clients.search import Row
    from ui.clients.list_page import ListPage

MOST_SHEETS = 500  # of clients in one go: more is no reading for anybody

_TABS = {
    "clients": N_("Clients"),
    "prospects": N_("Prospects"),
    "all": N_("Clients and prospects"),
    "archived": N_("Archived clients"),
    "bin": N_("Bin"),
}


def print_list(page: ListPage) -> None:
    """The ticked clients, else all that the search finds, with the columns chosen."""
    from app.documents.listing import Column, Heading, make

    shell, query, ticked, today = page.shell, page.query, list(page.view.ticked()), page.shell.today()
    shown = page.view.list_model.columns
    words, title = translator(), tr(_TABS.get(query.tab, _TABS["all"]))
    columns = [Column(tr(column.title), column.right) for column in shown]
    subtitle = " · ".join(part for part in (query.text.strip(), words.date(today, "long")) if part)

    def work(book: Any, progress: Any) -> bytes:
        from app.accounts.search import owed, owed_by

        db, file = book.rows(), BytesIO()
        try:
            ids = ticked or list(search.all_ids(db, query, today))
            sums = owed_by(db, ids) if ticked else [(each.currency, each.balance) for each in owed(db, query, today)]
            totals = [(trn(plural("{count} client", "{count} clients"), len(ids)), "")]
            totals += [(tr("Owed"), figures.amount(units, currency)) for currency, units in sums if units]
            heading = Heading(title, subtitle, shell.shop.name, tuple(totals))
            rows = _rows(db, ids, today, [(column.first, column.second) for column in shown])
            make(rows, len(ids), columns, heading, file, words, progress)
        finally:
            db.close()
        return file.getvalue()

    show_made(shell, page.window(), tr("Making the list…"), work, heading=title, kind="list")


def _rows(db: Any, ids: Sequence[int], today: Any, cells: Sequence[Any]) -> Iterator[list[tuple[str, str]]]:
    for chunk in chunks(ids):
        for row in search.load_rows(db, list(chunk), today):
            yield [(first(row), _second(second, row)) for first, second in cells]


def _second(second: Callable[[Row], str] | None, row: Row) -> str:
    return second(row) if second is not None else ""


def print_phone_book(page: ListPage) -> None:
    """The ticked clients, else all that the search finds, in name order, with their numbers and contacts."""
    from dataclasses import replace

    from app.documents import phone_book

    shell, today, words = page.shell, page.shell.today(), translator()
    ticked = set(page.view.ticked())
    query = replace(page.query, sort="name", descending=False)
    title = tr("Phone book")

    def work(book: Any, progress: Any) -> bytes:
        db, file = book.rows(), BytesIO()
        try:
            ids = [number for number in search.all_ids(db, query, today) if not ticked or number in ticked]
            progress.begin(N_("Making the pages"))
            entries = partial(phone_book.read, db, ids, words)
            phone_book.make(entries, title, shell.shop.name, file, words, progress)
        finally:
            db.close()
        return file.getvalue()

    show_made(shell, page.window(), tr("Making the phone book…"), work, heading=title, kind="phone_book")


def print_sheets(shell: Shell, parent: QWidget, client_ids: Sequence[int]) -> None:
    """One page for each of these clients."""
    ids, today, words = list(client_ids)[:MOST_SHEETS], shell.today(), translator()
    if not ids:
        shell.toast(tr("Choose a client first: click their line in the list."))
        return

    def work(book: Any, progress: Any) -> bytes:
        from app.documents import client_sheet

        progress.begin(N_("Making the pages"), len(ids))
        with book.read() as session:
            return client_sheet.make(session, ids, today, words, progress)

    title = tr("Client sheet") if len(ids) == 1 else tr("Client sheets")
    show_made(shell, parent, tr("Making the sheets…"), work, heading=title, kind="client_sheet")

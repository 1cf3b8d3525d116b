"""A section of the tab Account: it shows the account that was read with the record, and again whenever money moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout

from app.accounts.overview import ClientAccount
from ui.accounts.account_tables import TallTable
from ui.clients.editor import Editor
from ui.clients.section import Section
from ui.widgets.labels import Card, LinkLabel
from ui.widgets.menus import Menu


class AccountSection(Section):
    """A section that shows the account; it is made anew whenever that was read again."""

    def __init__(self, editor: Editor, key: str, title: str) -> None:
        super().__init__(editor, key, title, pencil=False)
        self.answers = (key,)
        self.shell = editor.shell
        self._shown: ClientAccount | None = None
        editor.money.arrived.connect(self.refresh)

    def show_record(self) -> None:
        super().show_record()
        self.refresh()

    def account(self) -> ClientAccount | None:
        """The account, once it is that of the record in front."""
        found = self.editor.money.account
        return found if found is not None and found.client_id == self.editor.client_id else None

    def refresh(self) -> None:
        """Show the account as it was read last."""
        found = self.account()
        if found is not None and found is not self._shown:
            self._shown = found
            clear(self.body)
            self.fill(found)

    def fill(self, account: ClientAccount) -> None:
        """Everything of the section."""
        raise NotImplementedError

    def add_table(self, table: TallTable, fill_menu: Callable[[Menu, Any], None] | None) -> None:
        """A table in a frame; `fill_menu(menu, row)` says what can be done with a row."""
        frame = Card(margin=1)
        frame.body.addWidget(table)
        self.body.addWidget(frame)
        if fill_menu is not None:
            table.menu_wanted.connect(partial(self._open_menu, table, fill_menu))

    def _open_menu(self, table: TallTable, fill_menu: Callable[[Menu, Any], None], at: QPoint) -> None:
        row = table.current()
        if row is not None:
            menu = Menu(table)
            fill_menu(menu, row)
            if menu.actions():
                menu.exec(at)

    def tool(self, words: str, icon: str, act: Callable[[], object]) -> LinkLabel:
        """A link at the right of the heading."""
        link = LinkLabel(words, icon)
        link.clicked.connect(lambda _on: act())
        self.tools.addWidget(link)
        return link


def clear(column: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while column.count():
        item = column.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())  # type: ignore[arg-type]

"""What can be done with a line of an account, the same from every table: open it, match, write off, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.accounts.overview import Behind
from ui.accounts.payment_matching import ask_match, ask_write_off
from ui.accounts.payment_reversal import ask_reversal
from ui.text import tr
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from ui.shell import Shell

CANCELLED = ("payment", "refund", "write_off", "opening")


def open_entry(shell: Shell, parent: QWidget, entry_id: int, behind: Behind) -> None:
    """Its paper, or else the entry with what it is matched with."""
    if behind.paper_id is not None:
        shell.show_page("paper", paper_id=behind.paper_id)
    elif entry_id:
        from ui.accounts.payment_details import show_entry

        show_entry(shell, parent, entry_id)


def add_debt(menu: Menu, shell: Shell, parent: QWidget, *, entry_id: int, behind: Behind, client_id: int) -> None:
    """What can be done with an open invoice."""
    menu.add(tr("Open"), lambda: open_entry(shell, parent, entry_id, behind), icon="external-link")
    if behind.paper_id is not None:
        paper_id = behind.paper_id
        menu.add(tr("Record a payment of it"), lambda: shell.record_payment(paper_id=paper_id), icon="cash")
    else:
        menu.add(tr("Record a payment"), lambda: shell.record_payment(client_id=client_id), icon="cash")
    menu.add(tr("Match with a credit…"), lambda: ask_match(shell, parent, entry_id), icon="link")
    menu.addSeparator()
    menu.add(tr("Write off…"), lambda: ask_write_off(shell, parent, entry_id), icon="circle-x")


def add_credit(menu: Menu, shell: Shell, parent: QWidget, *, entry_id: int, behind: Behind, client_id: int) -> None:
    """What can be done with a credit of which something is left."""
    menu.add(tr("Open"), lambda: open_entry(shell, parent, entry_id, behind), icon="external-link")
    menu.add(tr("Match with invoices…"), lambda: ask_match(shell, parent, entry_id), icon="link")
    pay_back = tr("Pay it back…")
    menu.add(pay_back, lambda: shell.record_payment(client_id=client_id, way="refund"), icon="receipt-refund")


def add_cancel(menu: Menu, shell: Shell, parent: QWidget, *, entry_id: int, number: str) -> None:
    """Cancel what no paper stands behind."""
    menu.addSeparator()
    words = tr("Cancel {number}…", number=number) if number else tr("Cancel it…")
    menu.add(words, lambda: ask_reversal(shell, parent, entry_id), icon="arrow-back-up", danger=True)

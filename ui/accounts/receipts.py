"""The receipt of a payment: shown as it prints, from wherever the payment stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from ui.text import tr
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from ui.shell import Shell

KINDS = ("payment", "refund")


class Paid(NamedTuple):
    """The payment a receipt is of."""

    entry_id: int
    number: str
    client_id: int
    client_name: str


def show_receipt(shell: Shell, parent: QWidget, paid: Paid, *, copy: bool = False, start: bool = False) -> None:
    """Show the receipt, over the page or dialog `parent`; `start`: and ask for the printer at once.

    It can be kept in the record of the client.
    """
    from app.documents.file_names import file_name
    from ui.printing.preview_dialog import PreviewDialog

    def work(session: Any) -> bytes:
        from app.documents.receipts import Wanted, render

        return render(session, Wanted(paid.entry_id, copy=copy))

    name = file_name(tr("Payment receipt"), paid.number, paid.client_name)
    PreviewDialog(shell, parent.window(), work, name, start=start, client_id=paid.client_id).open()


def add_receipt(menu: Menu, shell: Shell, parent: QWidget, paid: Paid) -> None:
    """The receipt, and another one that is marked as a copy."""
    menu.add(tr("Receipt…"), lambda: show_receipt(shell, parent, paid), icon="file-check")
    menu.add(tr("Duplicate of the receipt…"), lambda: show_receipt(shell, parent, paid, copy=True), icon="copy")

"""The copy of a statement that stays with the record of its client: whether it is wanted, and making it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from app.errors import AppError, Cancelled
from app.i18n import N_
from ui.shell import Shell
from ui.text import tr
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exchange.statement_files import Order
    from ui.accounts.statement_page import StatementPage

_REMEMBERED = "copies"


class KeepCopy(CheckBox):
    """Ticked until she unticks it; remembered on this computer."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(tr("Keep a copy in the record"))
        self._shell = shell
        self.clicked.connect(self._remember)

    def begin(self, *, many: bool) -> None:
        """For one client, or for `many`."""
        self.setText(tr("Keep a copy in each record") if many else tr("Keep a copy in the record"))
        self.setChecked(self._shell.settings.remembered("statements").get(_REMEMBERED) is not False)
        self.setEnabled(not self._shell.jobs.book.read_only)

    def is_wanted(self) -> bool:
        """Whether what is printed now is kept."""
        return self.isEnabled() and self.isChecked()

    def _remember(self, on: bool) -> None:
        self._shell.settings.remembered("statements")[_REMEMBERED] = on
        self._shell.settings.save()


def keep_copies(page: StatementPage, order: Order, client_ids: Sequence[int], way: str) -> None:
    """Keep the pages of each of these clients, in the background, where that is wanted."""
    if not page.copies.is_wanted() or not client_ids:
        return
    order, shell = replace(order, client_ids=tuple(client_ids)), page.shell

    def draw(book: Any, progress: Any) -> Any:
        from app.exchange.statement_keeping import draw_each

        with book.read() as session:
            return draw_each(session, order, progress)

    def keep(copies: Any) -> None:
        shell.jobs.write(page, N_("Keep copies of statements"), partial(_keep, copies, order, way))

    def refused(error: AppError | Cancelled) -> None:
        if isinstance(error, Cancelled):
            shell.toast(tr("Stopped: no copies were kept."))
        else:
            shell.explain(error)

    shell.jobs.long(page, tr("Keeping copies in the records…"), draw, keep, refused=refused, lane="long")


def _keep(copies: Any, order: Order, way: str, session: Any) -> int:
    from app.exchange.statement_keeping import keep_each

    return keep_each(session, copies, order.period, way)

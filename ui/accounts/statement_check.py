"""The line that compares the page with the account: it says so when they agree, and in red when they do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.text import tr, translator
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from app.documents.agreement import Figures


def show_agreement(bar: MessageBar, figures: Sequence[Figures]) -> None:
    """Say for each currency whether balance and overdue of the page are those of the account."""
    money = translator().money
    wrong = [each for each in figures if not each.agrees]
    if wrong:
        each = wrong[0]
        words = tr(
            "The page says {page}, the account {account}. Check the file (Tools menu) before you send it.",
            page=money(each.balance, each.currency),
            account=money(each.stored_balance, each.currency),
        )
        bar.set_message("error", words, strong=tr("Does not agree with the account."))
    elif figures:
        said = [
            tr(
                "balance {balance}, overdue {overdue}",
                balance=money(each.balance, each.currency),
                overdue=money(each.overdue, each.currency),
            )
            for each in figures
        ]
        bar.set_message("info", tr("Agrees with the account: {figures}.", figures="; ".join(said)))
    bar.setVisible(bool(figures))

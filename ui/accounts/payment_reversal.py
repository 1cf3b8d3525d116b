"""Cancelling a payment or another entry: what it would free is shown first, and the reason is asked for.

Nothing goes away: a counter-entry answers, and what was matched is open again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.accounts import desk
from app.accounts.desk import Seen
from app.accounts.payments import reverse
from app.i18n import N_
from ui.accounts.payment_words import money
from ui.text import tr
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Card, ElidedLabel, Paragraph, text_label
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.shell import Shell

MOST_NAMED = 8


def ask_reversal(shell: Shell, parent: QWidget | None, entry_id: int) -> None:
    """Read what it is matched with, then ask."""
    if shell.may_write():
        shell.jobs.rows(
            shell.jobs, lambda db: desk.see(db, entry_id), lambda seen: _ask(shell, parent, seen), key="reversal"
        )


def _ask(shell: Shell, parent: QWidget | None, seen: Seen | None) -> None:
    if seen is None:
        return
    number = seen.number or tr(seen.label)
    title = tr("Cancel {number}?", number=number)
    dialog = Question(parent, title, tr("Cancel {number}", number=number), partial(_cancel, shell, seen))
    dialog.cancel.setText(tr("Keep it"))
    dialog.button.set_icon("arrow-back-up")
    dialog.button.set_kind("danger")
    dialog.body.addWidget(Paragraph(title, "section"))
    amount = money(abs(seen.amount), seen.currency)
    text = tr("A counter-entry of {amount} is written; both stay in the account.", amount=amount)
    dialog.body.addWidget(Paragraph(text, "body", "text2"))
    if seen.matches:
        dialog.body.addWidget(_freed(seen))
    else:
        dialog.body.addWidget(Paragraph(tr("It is matched with nothing: nothing else changes."), "body", "text2"))
    reason = TextArea(lines=2)
    dialog.add("reason", tr("Why"), reason, needed=tr("Say why, for your accountant."))
    dialog.begin()


def _freed(seen: Seen) -> Card:
    """What is open again afterwards, line by line."""
    card = Card(fill="amberSoft", line="amberLine", margin=12)
    card.body.setSpacing(2)
    card.body.addWidget(text_label(tr("Open again afterwards"), "label", "text2", weight=600))
    for match in seen.matches[:MOST_NAMED]:
        amount = money(match.amount, seen.currency)
        words = tr("{number}: {amount}", number=match.number or tr(match.label), amount=amount)
        card.body.addWidget(ElidedLabel(words))
    if len(seen.matches) > MOST_NAMED:
        more = tr("and {count} more", count=len(seen.matches) - MOST_NAMED)
        card.body.addWidget(text_label(more, "label", "text2"))
    return card


def _cancel(shell: Shell, seen: Seen, reason: str) -> None:
    today = shell.today()

    def work(session: Any) -> None:
        reverse(session, seen.id, on=today, reason=reason)

    said = tr("{number} is cancelled.", number=seen.number or tr(seen.label))
    shell.jobs.write(None, N_("Cancel an entry"), work, lambda _none: shell.toast(said), kind="final")

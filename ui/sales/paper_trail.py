"""What became of a paper: what was made from it, what paid it, and its history."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.words import KINDS as ENTRY_KINDS
from app.i18n import N_
from app.sales.editing import Desk, Settled, Tie
from app.sales.kinds import title
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import LinkLabel, Paragraph, text_label

if TYPE_CHECKING:
    from ui.sales.paper_editor import PaperEditor

MOST = 6
EVENTS = {
    "created": N_("Created"),
    "changed": N_("Changed"),
    "issued": N_("Issued as {note}"),
    "carried_on": N_("Carried on as {note}"),
    "printed": N_("Printed"),
    "saved": N_("Saved as PDF"),
    "sent": N_("Sent"),
    "closed": N_("Closed: {note}"),
    "opened": N_("Opened again"),
    "accepted": N_("Accepted by the client"),
    "refused": N_("Refused by the client"),
    "undecided": N_("Neither accepted nor refused"),
    "reopened": N_("Taken back to draft"),
    "paid": N_("Paid"),
}


def tie_words(tie: Tie) -> str:
    """How another paper is tied to this one."""
    name = tr(title(tie.kind, deposit=tie.deposit))
    whole = f"{name} {tie.number}" if tie.number else tr("{name}, draft", name=name)
    if tie.how == "copy":
        return tr("Copy of {document}", document=whole) if tie.before else tr("Copied to {document}", document=whole)
    return tr("Made from {document}", document=whole) if tie.before else whole


def event_words(kind: str, note: str) -> str:
    """What happened."""
    return tr(EVENTS[kind], note=note) if kind in EVENTS else " ".join(filter(None, (kind, note)))


class PaperTrail(QWidget):
    """`tie_wanted(paper_id)` and `account_wanted` follow what is clicked."""

    tie_wanted = Signal(int)
    account_wanted = Signal()

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self.editor = editor
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.links: list[LinkLabel] = []

    def show_desk(self, desk: Desk) -> None:
        """The papers and payments of this one."""
        while self._column.count():
            row = self._column.takeAt(0).widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        self.links = []
        ties = desk.ties
        if desk.draft.state == "issued":
            for each in desk.settled[:MOST]:
                self._add(self._settled_words(each, desk), self._settled_act(each))
        for tie in ties[:MOST]:
            self._add(tie_words(tie), partial(self.tie_wanted.emit, tie.id))
        if desk.draft.closed_on is not None:
            day = translator().date(desk.draft.closed_on)
            words = tr("Closed on {day}: {reason}", day=day, reason=desk.draft.closed_reason)
            self._column.addWidget(Paragraph(words, "body", "text2"))
        self.setVisible(bool(self._column.count()))

    def _settled_words(self, each: Settled, desk: Desk) -> str:
        kind = tr(ENTRY_KINDS[each.kind]) if each.kind in ENTRY_KINDS else each.kind
        amount = translator().money(each.amount, desk.draft.currency)
        name = " ".join(filter(None, (kind, each.number)))
        return tr("{name}, {day}: {amount}", name=name, day=translator().date(each.dated_on), amount=amount)

    def _settled_act(self, each: Settled) -> partial[None]:
        if each.paper_id is not None:
            return partial(self.tie_wanted.emit, each.paper_id)
        return partial(self.account_wanted.emit)

    def _add(self, words: str, act: partial[None]) -> None:
        link = LinkLabel(words)
        link.clicked.connect(lambda: act())  # noqa: PLW0108 - without the "checked" Qt sends
        self.links.append(link)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(link)
        row.addStretch(1)
        self._column.addWidget(holder)


def show_history(parent: QWidget, desk: Desk) -> None:
    """Who did what to this paper, and when, newest first."""
    dialog = Dialog(parent, tr("History of this document"), width=520)
    dialog.body.setSpacing(10)
    words = translator()
    for event in desk.events:
        local = event.at.astimezone() if event.at.tzinfo else event.at
        head = " · ".join(filter(None, (_when(local), event.who)))
        dialog.body.addWidget(text_label(event_words(event.kind, event.note), "body", weight=500, wrap=True))
        dialog.body.addWidget(text_label(head, "small", "text3"))
    for settled in desk.settled:
        amount = words.money(settled.amount, desk.draft.currency)
        kind = tr(ENTRY_KINDS.get(settled.kind, N_("Payment")))
        line = tr("{kind} {number}: {amount}", kind=kind, number=settled.number, amount=amount)
        dialog.body.addWidget(text_label(line, "body", weight=500))
        dialog.body.addWidget(text_label(words.date(settled.dated_on), "small", "text3"))
    dialog.body.addStretch(1)
    close = dialog.add_button(Button(tr("Close"), kind="primary"), main=True)
    close.clicked.connect(dialog.accept)
    dialog.exec()
    dialog.deleteLater()


def _when(moment: datetime) -> str:
    return translator().moment(moment)

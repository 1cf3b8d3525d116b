"""The title row of a paper: the way back, what it is and in which state, what it was made from, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from app.i18n import N_
from app.sales.editing import Desk
from app.sales.kinds import KINDS, title
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import LinkLabel, Panel, text_label
from ui.widgets.pills import Badge

if TYPE_CHECKING:
    from datetime import date

    from ui.sales.paper_editor import PaperEditor

_FROM = {
    "quote": N_("from quote {number}"),
    "order": N_("from order {number}"),
    "delivery": N_("from delivery note {number}"),
    "invoice": N_("from invoice {number}"),
    "proforma": N_("from pro forma {number}"),
    "credit_note": N_("from credit note {number}"),
    "purchase": N_("from purchase order {number}"),
}
_ISSUE = {
    "quote": N_("Issue the quote"),
    "order": N_("Issue the order"),
    "delivery": N_("Issue the delivery note"),
    "invoice": N_("Issue the invoice"),
    "credit_note": N_("Issue the credit note"),
    "proforma": N_("Issue the pro forma"),
    "purchase": N_("Issue the purchase order"),
}


def name_of(desk: Desk) -> str:
    """What a paper is called: "New invoice", "Draft quote ...", "Invoice FA-2026-0419"."""
    draft = desk.draft
    if not draft.id:
        return tr(KINDS[draft.kind].new)
    return " ".join(filter(None, (tr(title(draft.kind, deposit=draft.deposit)), draft.number)))


def state_of(desk: Desk, today: date) -> tuple[str, str, str | None]:
    """The badge of a paper: words, kind of badge, icon."""
    draft = desk.draft
    if draft.state == "draft":
        return tr("Draft"), "amber", None
    if draft.closed_on is not None:
        return tr("Closed"), "neutral", "archive"
    if draft.outcome:
        good = draft.outcome == "accepted"
        return (tr("Accepted"), "green", "check") if good else (tr("Refused"), "red", "x")
    if draft.kind == "invoice" and desk.left is not None:
        return _owed(desk, today)
    if draft.progress:
        return _carried_on(draft.kind, done=draft.progress == "done")
    return tr("Issued"), "client", None


def _carried_on(kind: str, *, done: bool) -> tuple[str, str, str | None]:
    if kind in ("order", "delivery"):
        return (tr("Invoiced"), "green", "check") if done else (tr("Partly invoiced"), "amber", None)
    if kind == "invoice":
        return (tr("Credited"), "green", "check") if done else (tr("Partly credited"), "client", None)
    return (tr("Done"), "green", "check") if done else (tr("Partly done"), "client", None)


def _owed(desk: Desk, today: date) -> tuple[str, str, str | None]:
    if not desk.left:
        return tr("Paid"), "green", "check"
    if desk.draft.due_on is not None and desk.draft.due_on < today:
        return tr("Overdue"), "red", "clock-exclamation"
    return (tr("Part paid"), "client", None) if desk.left < desk.draft.gross else (tr("Issued"), "client", None)


class PaperTitle(Panel):
    """`tie_wanted(paper_id)`: show the paper this was made from."""

    tie_wanted = Signal(int)

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__("surface", "bottom")
        self._editor, self._narrow, self._source = editor, False, 0
        self._can_turn = False
        run = editor.shell.actions.run
        self.back = LinkLabel(tr("Back"), "chevron-left")
        self.back.clicked.connect(lambda: run("back"))
        self.heading = text_label("", "pageTitle")
        self.heading.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.badge = Badge("", "amber")
        self.source = LinkLabel("", weight=400)
        self.source.clicked.connect(lambda: self.tie_wanted.emit(self._source))
        self.more_sources = text_label("", "body", "text3")
        self.preview = Button(tr("Preview"), "eye")
        self.preview.clicked.connect(lambda: run("preview_paper"))
        self.save = Button(tr("Save draft"), keys="Ctrl+S")
        self.save.clicked.connect(lambda: run("save"))
        self.next = Button(tr("Turn into…"), "arrows-exchange")
        self.pay = Button(tr("Record a payment"), "cash", kind="primary")
        self.pay.clicked.connect(lambda: run("new_payment"))
        self.issue = Button("", "check", kind="primary", keys="Ctrl+Enter")
        self.issue.clicked.connect(lambda: run("issue"))
        self.more = IconButton("dots", tr("More actions"), kind="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addSpacing(8)
        for widget in (self.heading, self.badge, self.source, self.more_sources):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.preview, self.save, self.next, self.pay, self.issue, self.more):
            row.addWidget(button)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.height("bar"))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.height("bar"))

    def show_desk(self, desk: Desk, today: date, *, is_open: bool) -> None:
        """This paper, in this state."""
        draft = desk.draft
        self.heading.setText(name_of(desk))
        self.heading.setAccessibleName(name_of(desk))
        self.badge.set(*state_of(desk, today))
        sources = [tie for tie in desk.ties if tie.before and tie.how != "copy"]
        self._source = sources[0].id if sources else 0
        if sources:
            self.source.setText(tr(_FROM[sources[0].kind], number=sources[0].number))
        self.more_sources.setText(tr("and {count} more", count=len(sources) - 1) if len(sources) > 1 else "")
        self.issue.setText(tr(_ISSUE[draft.kind]))
        self.save.setVisible(is_open)
        self.issue.setVisible(is_open)
        issued = draft.state == "issued"
        turns = KINDS[draft.kind].turns_into
        self.next.setText(tr("Make a credit note") if turns == ("credit_note",) else tr("Turn into…"))
        self._can_turn = issued and bool(turns) and draft.closed_on is None
        self.pay.setVisible(issued and draft.kind == "invoice" and bool(desk.left))
        self._give_way()

    def name_back(self) -> None:
        """The way back by the name of the page it leads to."""
        name = "" if self._narrow else self._editor.shell.back_title()
        self.back.setText(name or tr("Back"))
        self.back.updateGeometry()
        self._give_way()

    def show_width(self, *, narrow: bool) -> None:
        """Where room is short, the keys are left out."""
        self._narrow = narrow
        self.name_back()
        self.save.set_keys(None if narrow else "Ctrl+S")
        self.issue.set_keys(None if narrow else "Ctrl+Enter")
        self._give_way()

    def _give_way(self) -> None:
        """The number of a paper is never cut: what it was made from goes first, then words that a menu has too."""
        for widget in (self.source, self.more_sources):
            widget.setVisible(bool(self._source and widget.text()) and not self._narrow)
        self.next.setVisible(self._can_turn)
        self._spell_preview(spelt=not self._narrow)
        for shorten in (
            lambda: (self.source.hide(), self.more_sources.hide()),
            lambda: self._spell_preview(spelt=False),
            lambda: self.back.setText(""),
            self.next.hide,
        ):
            self.layout().invalidate()
            if self.layout().sizeHint().width() <= self.width():
                return
            shorten()

    def _spell_preview(self, *, spelt: bool) -> None:
        self.preview.setText(tr("Preview") if spelt else "")
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.setToolTip("" if spelt else tr("Preview"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.name_back()

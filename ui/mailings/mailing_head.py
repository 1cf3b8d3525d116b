"""The head of a mailing: the way back, its name, its state, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import plural
from app.mailings.plan import Plan
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel
from ui.widgets.menus import Menu
from ui.widgets.pills import Badge

Act = tuple[str, str, Callable[[], object]]
_MARGIN, _GAP, _NAME = 24, 8, 340  # a longer name is cut before the buttons go


class MailingHead(Panel):
    """`menu_acts` gives the lines of the menu at the right."""

    back_wanted = Signal()
    rename_wanted = Signal()
    labels_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("surface", "bottom")
        self.menu_acts: Callable[[], Sequence[Act]] = list
        self._has_labels = True
        self.back = LinkLabel("", "chevron-left")
        self.name = ElidedLabel("", "pageTitle")
        self.rename = IconButton("pencil", tr("Rename…"), small=True)
        self.badge = Badge(tr("Draft"), "amber")
        self.labels = Button(tr("Labels for these"), "layout-grid")
        self.pdf = Button(tr("Save as PDF"), "file-type-pdf")
        self.print = Button("", "printer", kind="primary", keys="Ctrl+P")
        self.more = IconButton("dots", tr("More"), kind="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        row.setSpacing(_GAP)
        row.addWidget(self.back)
        row.addSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.rename)
        row.addWidget(self.badge)
        row.addSpacing(8)
        for button in (self.labels, self.pdf, self.print, self.more):
            row.addWidget(button)
        self.back.clicked.connect(self.back_wanted)
        self.rename.clicked.connect(self.rename_wanted)
        self.labels.clicked.connect(self.labels_wanted)
        self.pdf.clicked.connect(self.pdf_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.more.clicked.connect(lambda: self.menu().open_under(self.more))

    def show_plan(self, plan: Plan, count: int, *, read_only: bool) -> None:
        """The name and the state; `count` letters would be printed."""
        self.name.setText(plan.name)
        if plan.is_printed:
            day = translator().date(plan.printed_at.date()) if plan.printed_at else ""
            self.badge.set(tr("Printed on {day}", day=day), "green", "check")
        else:
            self.badge.set(tr("Draft"), "amber")
        self.rename.setVisible(not read_only or plan.is_printed)
        self._has_labels = plan.kind != "letter"
        self.show_count(plan, count)

    def show_count(self, plan: Plan, count: int) -> None:
        """How many letters would be printed."""
        if plan.is_printed:
            words = tr("Print again")
        elif plan.kind == "letter":
            words = tr("Print")
        else:
            words = trn(plural("Print {count} letter", "Print {count} letters"), count)
        self.print.setText(words)
        self.print.updateGeometry()
        written = plan.kind in ("mailing", "letter") and count > 0
        self.pdf.setEnabled(written)
        self.print.setEnabled(written and not (plan.is_printed and not plan.pdf))
        self.fit()

    def menu(self) -> Menu:
        """What is done seldom."""
        menu = Menu(self)
        for words, icon, act in self.menu_acts():
            if words:
                menu.add(words, act, icon=icon, danger=icon == "trash")
            else:
                menu.addSeparator()
        return menu

    def fit(self) -> None:
        """Where there is little room the name comes before buttons that are in the menu as well."""
        others = (self.back, self.rename, self.badge, self.print, self.more)
        room = self.width() - 2 * _MARGIN - 12 - min(self.name.sizeHint().width(), theme.px(_NAME))
        room -= sum(part.sizeHint().width() + _GAP for part in others)
        for button, wanted in ((self.pdf, True), (self.labels, self._has_labels)):
            room -= button.sizeHint().width() + _GAP
            button.setVisible(wanted and room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

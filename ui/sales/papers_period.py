"""The period of a list of papers: this month, this quarter, this year, last year, days of one's own, or all."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.menus import Menu
from ui.widgets.typed_inputs import DateInput

Span = tuple[date | None, date | None]
PERIODS = (
    ("month", N_("This month")),
    ("quarter", N_("This quarter")),
    ("year", N_("This year")),
    ("last_year", N_("Last year")),
)


def span(period: str, today: date) -> Span:
    """The first and the last day of a period; without end on either side where it has none."""
    month = (today.month - 1) // 3 * 3 + 1
    first, last = {
        "month": (today.replace(day=1), _after(today.replace(day=1), 1)),
        "quarter": (date(today.year, month, 1), _after(date(today.year, month, 1), 3)),
        "year": (date(today.year, 1, 1), date(today.year + 1, 1, 1)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year, 1, 1)),
    }.get(period, (None, None))
    return first, last - timedelta(days=1) if last else None


def _after(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


class PeriodDialog(Dialog):
    """Asks for the first and the last day; either may be left out."""

    def __init__(self, parent: QWidget, now: Span) -> None:
        super().__init__(parent, tr("Own dates"), width=440)
        row = QHBoxLayout()
        self._first, self._last = DateInput(now[0]), DateInput(now[1])
        self._boxes = FieldBox(tr("From"), self._first), FieldBox(tr("Until"), self._last)
        for box in self._boxes:
            row.addWidget(box)
        self.body.addLayout(row)
        self.add_cancel()
        self.add_button(Button(tr("Show"), kind="primary", keys="Ctrl+Enter"), main=True).clicked.connect(self._accept)
        self._first.setFocus()

    def span(self) -> Span:
        """The days."""
        return self._first.value(), self._last.value()

    def _accept(self) -> None:
        if all(box.problem() is None for box in self._boxes):
            self.accept()


class PeriodChip(FilterChip):
    """`chosen(period, first, last)`; `period` is empty for all, "own" for days of one's own."""

    chosen = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Period"), "calendar", drop_down=True, parent=parent)
        self.opened.connect(self._open)
        self.cleared.connect(lambda: self.chosen.emit("", None, None))
        self._now: Span = (None, None)

    def show_period(self, period: str, now: Span) -> None:
        """Say which period is chosen."""
        self._now = now
        words = dict(PERIODS).get(period)
        if words:
            self.set_values([tr(words)])
        else:
            self.set_values([_words(*now)] if any(now) else [])

    def _open(self) -> None:
        menu = Menu(self)
        for key, words in PERIODS:
            menu.add(tr(words), partial(self._choose, key))
        menu.add(tr("All"), lambda: self.chosen.emit("", None, None))
        menu.addSeparator()
        menu.add(tr("Own dates…"), self._ask)
        menu.open_under(self)

    def _choose(self, period: str) -> None:
        self.chosen.emit(period, *span(period, Shell.today()))

    def _ask(self) -> None:
        dialog = PeriodDialog(self, self._now)
        if dialog.exec():
            self.chosen.emit("own", *dialog.span())


def _words(first: date | None, last: date | None) -> str:
    show = translator().date
    if first and last:
        return tr("{first} to {last}", first=show(first), last=show(last))
    return tr("since {day}", day=show(first)) if first else tr("until {day}", day=show(last or date.max))

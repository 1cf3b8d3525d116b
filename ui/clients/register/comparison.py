"""A record and a register side by side: one row for each field that differs, and a tick for what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.clients.fields import CATALOGUE
from app.clients.opened import Opened
from app.exchange.register.company import Registered
from app.exchange.register.comparing import ADDRESS, Difference
from app.values.address import place, street_line
from app.values.identifiers import naf_label, show_siren
from ui.clients import reading
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.field_box import DASH
from ui.widgets.labels import Paragraph, Separator, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page
from ui.widgets.toggles import CheckBox

_LABEL_WIDTH = 190
_RING = 4  # round a tick that has the focus
_DOWN = 4  # so that a value stands on the line of its tick


class Comparison(Page):
    """`ticked` when a tick changed. What the record lacks is ticked beforehand, unless it is another company."""

    ticked = Signal()

    def __init__(self, opened: Opened) -> None:
        super().__init__(margin=_RING, gap=12)
        self._opened = opened
        self._ticks: dict[str, CheckBox] = {}
        self._shown: QWidget | None = None
        self._is_other = False

    def wanted_height(self) -> int:
        """How high it must be to show all of it at once."""
        return self.widget().heightForWidth(self.viewport().width())

    def keys(self) -> frozenset[str]:
        """The fields to take."""
        return frozenset(key for key, tick in self._ticks.items() if tick.isChecked())

    def show_company(self, found: Registered, rows: Sequence[Difference], other: str) -> None:
        """Show what differs; `other` is the SIREN of the record where it is that of another company."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._ticks.clear()
        self._is_other = bool(other)
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Paragraph(found.name or found.number, "section"))
        column.addWidget(Paragraph(self._about(found), "label", "text2"))
        if other:
            warning = tr("This is another company: the record has the SIREN {siren}.", siren=show_siren(other))
            column.addWidget(MessageBar("warning", warning))
        if rows:
            column.addLayout(self._grid(rows))
        else:
            column.addWidget(MessageBar("ok", tr("The record already says what the register says.")))
        column.addStretch(1)
        self.body.addWidget(self._shown)
        self.ticked.emit()

    def _about(self, found: Registered) -> str:
        created = tr("Founded on {day}", day=translator().date(found.created_on)) if found.created_on else ""
        return " · ".join(filter(None, (found.number, found.city, created)))

    def _grid(self, rows: Sequence[Difference]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, theme.px(_LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, words in enumerate((tr("Take"), tr("Now"), tr("In the register"))):
            grid.addWidget(text_label(words, "label", "text3"), 0, column)
        for number, row in enumerate(rows, 1):
            self._add_row(grid, 2 * number, row)
        return grid

    def _add_row(self, grid: QGridLayout, line: int, row: Difference) -> None:
        label = tr("Address") if row.key == ADDRESS else tr(CATALOGUE[row.key].label)
        now, found = self._words(row.key, row.now), self._words(row.key, row.found)
        tick = self._ticks[row.key] = CheckBox(label)
        tick.setChecked(row.is_gap and not self._is_other)
        tick.setAccessibleDescription(tr("Now: {now}. In the register: {found}", now=now or DASH, found=found))
        tick.toggled.connect(lambda _: self.ticked.emit())
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Separator(), line - 1, 0, 1, 3)
        grid.addWidget(tick, line, 0, top)
        for column, words, tone in ((1, now, "text2" if now else "text3"), (2, found, "text")):
            value = QVBoxLayout()
            value.setContentsMargins(0, _DOWN, 0, _DOWN)
            value.addWidget(Paragraph(words or DASH, "body", tone), 0, top)
            grid.addLayout(value, line, column)

    def _words(self, key: str, value: Any) -> str:
        if key == "naf" and value:
            return " ".join((value, naf_label(value, translator().language)))
        if key != ADDRESS:
            return reading.words(self._opened, CATALOGUE[key], value)
        if value is None:
            return ""
        town = " ".join(filter(None, (place(value), value.cedex)))
        parts = (value.building, street_line(value), value.locality, town)
        return ", ".join(value.free_block.split("\n") if value.free_block else filter(None, parts))

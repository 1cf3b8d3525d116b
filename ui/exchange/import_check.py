"""The second step of an import: every card and what it will do, and the few things to decide before it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.importing import DUPLICATE, ENCODINGS, GROUP, NEW, REFUSED, STATES, UPDATE, Doubt, Options, Plan
from ui.exchange.import_card import ImportCard
from ui.exchange.import_items import CHOOSABLE, ImportList, ImportRow, piece_row
from ui.text import tr
from ui.theme import theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice
from ui.widgets.labels import Panel, Paragraph, text_label
from ui.widgets.page import Splitter
from ui.widgets.tabs import TabBar
from ui.widgets.toggles import Segmented, Switch

ALL, PROBLEMS = "all", "problems"
_SAMPLES = 3


class CheckStep(QWidget):
    """`counted`: how many will come in is another number. `replan(Options)`, `reread(encoding)`: decided otherwise.

    `card_wanted` asks for a look at a card of the plan: `card.show_card` takes the answer.
    """

    counted = Signal()
    card_wanted = Signal(object)
    replan = Signal(object)
    reread = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._doubt: Doubt | None = None
        self._quiet = False
        self.list = ImportList()
        self.list.items.changed.connect(self.counted)
        self.list.current_changed.connect(self._show_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._options())
        column.addWidget(self._encoding_bar())
        self.tabs = TabBar([(ALL, tr("All"))], tr("What the cards will do"))
        for state in (NEW, UPDATE, DUPLICATE, GROUP):
            self.tabs.add(state, tr(STATES[state]))
        self.tabs.add(PROBLEMS, tr("Not understood"))
        self.tabs.changed.connect(self._show_tab)
        held = QHBoxLayout()
        held.setContentsMargins(12, 4, 12, 0)
        held.addWidget(self.tabs)
        column.addLayout(held)
        self.card = ImportCard()
        both = Splitter()
        both.addWidget(self.list)
        both.addWidget(self.card)
        both.setStretchFactor(0, 1)
        both.setSizes([1000, theme.width("preview")])
        column.addWidget(both, 1)

    def _options(self) -> QWidget:
        bar = Panel("alt", "bottom")
        flow = FlowLayout(bar, gap=24, row_gap=8)
        flow.setContentsMargins(24, 12, 24, 12)
        self.update_known = Switch(tr("Bring known records up to date"))
        self.update_known.toggled.connect(self._on_update)
        flow.addWidget(self.update_known)
        choices = [("in", tr("Bring in")), ("out", tr("Leave out"))]
        self.duplicates = Segmented(choices, tr("Possible duplicates"), small=True)
        self.duplicates.set_value("in")
        self.duplicates.changed.connect(self._on_duplicates)
        flow.addWidget(_named(tr("Possible duplicates"), self.duplicates))
        self.tag = Choice(free=True, placeholder=tr("No tag"))
        self.tag.setAccessibleName(tr("Tag for all of them"))
        self.tag.setFixedWidth(theme.px(180))
        flow.addWidget(_named(tr("Tag for all of them"), self.tag))
        return bar

    def _encoding_bar(self) -> QWidget:
        self._encodings = Panel("amberSoft", "bottom")
        row = QHBoxLayout(self._encodings)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label(tr("Some letters may look wrong. Do these lines read well?"), "body", weight=600))
        self._samples = Paragraph("", "body", "text2")
        words.addWidget(self._samples)
        row.addLayout(words, 1)
        self.encoding = Choice([(name, tr(label)) for name, label in ENCODINGS.items()])
        self.encoding.setAccessibleName(tr("Encoding of the file"))
        self.encoding.edited.connect(self._on_encoding)
        row.addWidget(self.encoding)
        self._encodings.hide()
        return self._encodings

    # ---- what it shows ----

    def set_tags(self, names: Sequence[str]) -> None:
        """The tags there are."""
        kept = self.tag.value()
        self.tag.set_options([(name, name) for name in names])
        self.tag.set_value(kept or "")

    def show_plan(self, plan: Plan) -> None:
        """Show what a plan will do."""
        self._plan = plan
        self.list.items.left_out.clear()
        self._quiet = True
        self.update_known.setChecked(plan.options.update)
        self._quiet = False
        counts = plan.counts
        self.tabs.set_count(ALL, len(plan.items))
        for state in (NEW, UPDATE, DUPLICATE, GROUP):
            self.tabs.set_count(state, counts[state] or None)
        problems = counts[REFUSED] + plan.reading.not_understood_count + len(plan.reading.photos_refused)
        self.tabs.set_count(PROBLEMS, problems or None, "red")
        self._on_duplicates(self.duplicates.value())
        self._show_tab(self.tabs.current())

    def show_doubt(self, doubt: Doubt | None, encoding: str | None) -> None:
        """Ask about the encoding, with the text in question as it reads in the one supposed."""
        self._doubt = doubt
        self._encodings.setVisible(doubt is not None)
        if doubt is not None:
            self.encoding.set_value(encoding or doubt.encoding)
            self._preview()

    def _preview(self) -> None:
        if self._doubt is not None:
            lines = self._doubt.preview(self.encoding.value())[:_SAMPLES]
            self._samples.setText("\n".join(line.strip()[: 2 * 60] for line in lines))

    def _show_tab(self, key: str) -> None:
        if self._plan is None:
            return
        items = self._plan.items
        if key == ALL:
            self.list.items.show_rows(items)
        elif key == PROBLEMS:
            self.list.items.show_rows(self._problems())
        else:
            self.list.items.show_rows([item for item in items if item.state == key])
        self.list.begin()

    def _show_card(self, row: ImportRow | None) -> None:
        if row is None or row.item is None:
            self.card.show_nothing(row.why if row is not None else "")
        else:
            self.card_wanted.emit(row.item)

    def _problems(self) -> list[Any]:
        reading = self._plan.reading if self._plan else None
        refused: list[Any] = [item for item in self._plan.items if item.state == REFUSED] if self._plan else []
        pieces: list[ImportRow] = []
        if reading is not None:
            pieces = [piece_row(piece) for piece in (*reading.not_understood, *reading.photos_refused)]
        return refused + pieces

    # ---- what is decided ----

    def coming_in(self) -> int:
        """How many cards will do something."""
        if self._plan is None:
            return 0
        counts = self._plan.counts
        return sum(counts[state] for state in CHOOSABLE) - len(self.left_out()) + counts[GROUP]

    def left_out(self) -> set[int]:
        """The numbers of the cards that do not come in."""
        return self.list.items.left_out

    def tag_name(self) -> str:
        """The tag for all that comes in."""
        return str(self.tag.value() or "").strip()

    def _on_update(self, on: bool) -> None:
        if not self._quiet:
            self.replan.emit(Options(update=on))

    def _on_duplicates(self, choice: str) -> None:
        """Leave every possible duplicate out, or take them all in; single ones are chosen in the list."""
        if self._plan is None:
            return
        alike = {item.card for item in self._plan.items if item.state == DUPLICATE}
        self.list.items.left_out -= alike
        if choice == "out":
            self.list.items.left_out |= alike
        self.list.viewport().update()
        self.counted.emit()

    def _on_encoding(self) -> None:
        self._preview()
        self.reread.emit(self.encoding.value())


def _named(label: str, part: QWidget) -> QWidget:
    """A label and what it is about."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(text_label(label, "body", "text2"))
    row.addWidget(part)
    return held

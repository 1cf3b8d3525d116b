"""What stands round the list of papers: its head with a tab for each kind, the tools above it, the bar below it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, plural
from app.sales.kinds import KINDS
from app.sales.search import PaperQuery
from ui.sales.papers_commands import new_menu
from ui.sales.papers_period import PeriodChip
from ui.sales.papers_table import titles
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import LinkLabel, Panel, text_label
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import TabBar

ALL = "all"
STATUS = (
    ("draft", N_("Drafts"), "pencil"),
    ("unpaid", N_("To pay"), "cash"),
    ("overdue", N_("Overdue"), "clock-exclamation"),
    ("to_invoice", N_("To invoice"), "file-invoice"),
    ("open_quotes", N_("Open quotes"), "file-text"),
)


class PapersHead(Panel):
    """The title, what can be done with all of it, and a tab for each kind."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__("surface", "bottom", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(text_label(tr("Quotes & invoices"), "title"))
        row.addStretch()
        self.export = Button(tr("Export"), "file-export", kind="quiet")
        self.new = Button(tr("New"), "plus", kind="primary", chevron=True)
        self.new.clicked.connect(lambda: new_menu(shell, self).open_under(self.new))
        row.addWidget(self.export)
        row.addWidget(self.new)
        column.addLayout(row)
        self.tabs = TabBar([(ALL, tr("All")), *titles()], tr("Kinds of document"))
        column.addWidget(self.tabs)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many there are of each kind."""
        for key in [ALL, *KINDS]:
            self.tabs.set_count(key, sum(counts.values()) if key == ALL else counts.get(key, 0))


class StatusChips(QWidget):
    """The chips of state and period. `changed` carries what they change in a query; at most one state is on."""

    changed = Signal(dict)
    period_chosen = Signal(str, object, object)

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=8)
        self.period = PeriodChip()
        self.period.chosen.connect(self.period_chosen)
        flow.addWidget(self.period)
        self.chips: dict[str, FilterChip] = {}
        for key, words, icon in STATUS:
            chip = self.chips[key] = FilterChip(tr(words), icon)
            chip.switched.connect(partial(self._switch, key))
            flow.addWidget(chip)

    def _switch(self, key: str, on: bool) -> None:
        self.changed.emit({"status": key if on else ""})

    def show_query(self, query: PaperQuery, period: str) -> None:
        """Bring the chips in line."""
        self.period.show_period(period, (query.from_on, query.to_on))
        for key, chip in self.chips.items():
            chip.set_on(query.status == key)


class PapersTools(Panel):
    """The search and the chips."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("surface", parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(10)
        row = QHBoxLayout()
        self.search_box = SearchBox(
            tr("Number, client, their order number…"), keys="Ctrl+F", name=tr("Search the documents")
        )
        self.search_box.setMinimumWidth(theme.px(280))
        self.search_box.setMaximumWidth(theme.px(460))
        row.addWidget(self.search_box, 1)
        row.addStretch(1)
        column.addLayout(row)
        row = QHBoxLayout()
        self.chips = StatusChips()
        self.clear = LinkLabel(tr("Clear the filters"))
        row.addWidget(self.chips, 1)
        row.addWidget(self.clear)
        column.addLayout(row)


class PapersBar(Panel):
    """Absent while nothing is ticked: how many are, and what can be done with them together."""

    together_wanted = Signal()
    export_wanted = Signal()
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("sel", "top", parent)
        self.setMinimumHeight(theme.height("bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._count = text_label("", "card", "accent2")
        self.sum = text_label("", "small", "text2")
        words.addWidget(self._count)
        words.addWidget(self.sum)
        row.addLayout(words)
        row.addSpacing(8)
        for text, icon, signal in (
            (tr("Invoice together"), "file-invoice", self.together_wanted),
            (tr("Export"), "file-export", self.export_wanted),
        ):
            button = Button(text, icon)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        self._all = LinkLabel("")
        self._all.clicked.connect(self.all_wanted)
        row.addWidget(self._all)
        close = IconButton("x", tr("Untick all"))
        close.clicked.connect(self.none_wanted)
        row.addWidget(close)
        self.hide()

    def show_count(self, ticked: int, found: int) -> None:
        """`ticked` of the `found` papers."""
        self.setVisible(ticked > 0)
        self._count.setText(trn(plural("{count} document selected", "{count} documents selected"), ticked))
        self._all.setText(tr("Select all ({count})", count=translator().number(found)))
        self._all.setVisible(ticked < found)

"""What stands round the list on the Clients page: its head with the tabs, the tools above it, the words at its foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.accounts.search import Owed
from app.clients.search import PAGE, Query
from app.i18n import plural
from ui.actions import icon_of
from ui.clients.figures import amount
from ui.clients.filters import FilterBar
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import LinkLabel, Panel, text_label
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import TabBar

_COMMANDS: tuple[tuple[str, Kind, str | None], ...] = (
    ("import", "quiet", None),
    ("export", "quiet", None),
    ("new_client", "primary", "Ctrl+N"),
)


class ListHead(Panel):
    """The title, the great commands, and the tabs."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__("surface", "bottom", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        self.heading = text_label(tr("Clients"), "title")
        row.addWidget(self.heading)
        row.addStretch()
        for key, kind, shown in _COMMANDS:
            button = Button(shell.actions[key].text().replace("…", ""), icon_of(key), keys=shown)
            button.set_kind(kind)
            button.clicked.connect(partial(shell.actions.run, key))
            row.addWidget(button)
        column.addLayout(row)
        self.tabs = TabBar(
            [("clients", tr("Clients")), ("prospects", tr("Prospects")), ("all", tr("All"))], tr("Clients")
        )
        self.archived = LinkLabel("")
        self.tabs.side.addWidget(self.archived)
        column.addWidget(self.tabs)


class ListTools(Panel):
    """The search, what to do with it, and the filters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("surface", parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(10)
        row = QHBoxLayout()
        self.search_box = SearchBox(
            tr("Name, phone, e-mail, town, invoice no.…"), keys="Ctrl+F", name=tr("Search the clients")
        )
        self.search_box.setMinimumWidth(theme.px(280))
        self.search_box.setMaximumWidth(theme.px(460))
        row.addWidget(self.search_box, 3)
        row.addStretch(1)
        self.keep_button = Button(tr("Save this search"), "bookmark")
        self.columns_button = Button(tr("Columns"), "columns-3", kind="quiet")
        self.preview_button = Button(tr("Preview"), "layout-sidebar-right", kind="quiet")
        self.preview_button.setCheckable(True)
        for button in (self.keep_button, self.columns_button, self.preview_button):
            row.addWidget(button)
        column.addLayout(row)
        self.offer = LinkLabel("", "file-invoice")
        self.offer.hide()
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.filters = FilterBar()
        column.addWidget(self.filters)


class ListFoot(Panel):
    """How many clients the list shows, and what they owe together, each currency on its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("alt", "top", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        self._words = text_label("", "label", "text2")
        row.addWidget(self._words)
        self._owed = QHBoxLayout()
        self._owed.setSpacing(16)
        row.addLayout(self._owed)
        row.addStretch()
        self.setMinimumHeight(theme.height("footer"))

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def owed(self) -> str:
        """What it says of money."""
        labels = (self._owed.itemAt(place).widget() for place in range(self._owed.count()))
        return "  ".join(label.text() for label in labels if isinstance(label, QLabel))

    def show_owed(self, sums: list[Owed]) -> None:
        """The clients who owe, how much, and how much of it is late."""
        while (item := self._owed.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for each in sums:
            if not each.clients:
                continue
            words = plural("{count} owes money · {amount}", "{count} owe money · {amount}")
            said = trn(words, each.clients, amount=amount(each.balance, each.currency))
            self._owed.addWidget(text_label(said, "label", "text2", weight=500))
            if each.overdue:
                late = tr("of which overdue {amount}", amount=amount(each.overdue, each.currency))
                self._owed.addWidget(text_label(late, "label", "red", weight=600))

    def show_count(self, query: Query, found: int, total: int, *, complete: bool) -> None:
        """`found` of the `total` in the tab of `query`; `complete` once all of them are known."""
        if not complete and found >= PAGE:
            self._words.setText(tr("More than {count} clients", count=translator().number(found)))
        elif query.filtered or query.text:
            of = translator().number(total)
            text = trn(plural("{count} client found of {total}", "{count} clients found of {total}"), found, total=of)
            self._words.setText(text)
        else:
            self._words.setText(trn(plural("{count} client", "{count} clients"), found))

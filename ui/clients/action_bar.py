"""The bar at the foot of the list while clients are ticked: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import plural
from ui.clients.figures import amount
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import LinkLabel, Panel, text_label

_LIVE = ("vcard", "tag", "star", "archive")
_BUTTONS = {"archived": ("vcard", "unarchive"), "bin": ("undelete", "erase")}


class ActionBar(Panel):
    """Absent while nothing is ticked."""

    all_wanted = Signal()
    none_wanted = Signal()
    menu_wanted = Signal(QWidget)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("sel", "top", parent=parent)
        self.setMinimumHeight(theme.height("bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        self._count = text_label("", "card", "accent2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._count)
        self._owed = text_label("", "small", "text2")
        self._owed.hide()
        words.addWidget(self._owed)
        row.addLayout(words)
        row.addSpacing(8)
        self._buttons: dict[str, Button] = {}
        for key, icon, text in (
            ("vcard", "address-book", tr("vCard")),
            ("tag", "tag", tr("Tag")),
            ("star", "star", tr("Star")),
            ("archive", "archive", tr("Archive")),
            ("unarchive", "archive-off", tr("Restore")),
            ("undelete", "restore", tr("Bring back")),
            ("erase", "trash", tr("Delete for good…")),
        ):
            button = self._buttons[key] = Button(text, icon)
            button.clicked.connect(lambda _checked=False, key=key: shell.actions.run(key))
            row.addWidget(button)
        more = IconButton("dots", tr("More commands"), kind="secondary")
        more.clicked.connect(lambda: self.menu_wanted.emit(more))
        row.addWidget(more)
        row.addStretch()
        self._all = LinkLabel("")
        self._all.clicked.connect(self.all_wanted)
        row.addWidget(self._all)
        close = IconButton("x", tr("Untick all"))
        close.clicked.connect(self.none_wanted)
        row.addWidget(close)

    def show_commands(self, tab: str) -> None:
        """Those that mean something on this tab of the list."""
        for key, button in self._buttons.items():
            button.setVisible(key in _BUTTONS.get(tab, _LIVE))

    def owed(self) -> str:
        """What it says of money."""
        return self._owed.text()

    def show_owed(self, sums: list[tuple[str, int]]) -> None:
        """What the ticked clients owe, a currency each."""
        amounts = " · ".join(amount(units, currency) for currency, units in sums)
        self._owed.setText(tr("they owe {amounts}", amounts=amounts) if sums else "")
        self._owed.setVisible(bool(sums))

    def show_count(self, ticked: int, found: int) -> None:
        """`ticked` of the `found` clients."""
        self.setVisible(ticked > 0)
        self._count.setText(trn(plural("{count} client selected", "{count} clients selected"), ticked))
        self._all.setText(tr("Select all ({count})", count=translator().number(found)))
        self._all.setVisible(ticked < found)

"""The bar at the foot of the list while clients are ticked: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, plural
from ui.clients.figures import amount
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import LinkLabel, Panel, text_label

_LIVE = ("labels", "new_mailing", "print", "vcard", "tag", "star", "archive")
_EDGES = 90  # margins, and the gaps between what always stays
_LOOKS = {
    "labels": ("layout-grid", N_("Labels")),
    "new_mailing": ("mail", N_("Mailing")),
    "print": ("printer", N_("Print")),
    "vcard": ("address-book", N_("vCard")),
    "tag": ("tag", N_("Tag")),
    "star": ("star", N_("Star")),
    "archive": ("archive", N_("Archive")),
    "unarchive": ("archive-off", N_("Restore")),
    "undelete": ("restore", N_("Bring back")),
    "erase": ("trash", N_("Delete for good…")),
}
_BUTTONS = {"archived": ("vcard", "unarchive"), "bin": ("undelete", "erase")}


class ActionBar(Panel):
    """Absent while nothing is ticked."""

    all_wanted = Signal()
    none_wanted = Signal()
    menu_wanted = Signal(QWidget)
    print_wanted = Signal(QWidget)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("sel", "top", parent=parent)
        self.setMinimumHeight(theme.height("bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._words_part())
        row.addSpacing(8)
        self._shown: tuple[str, ...] = _LIVE
        self._buttons: dict[str, Button] = {}
        for key, (icon, text) in _LOOKS.items():
            button = self._buttons[key] = Button(tr(text), icon, chevron=key == "print")
            button.clicked.connect(lambda _checked=False, key=key: self._run(shell, key))
            row.addWidget(button)
        self._more = IconButton("dots", tr("More commands"), kind="secondary")
        self._more.clicked.connect(lambda: self.menu_wanted.emit(self._more))
        row.addWidget(self._more)
        row.addStretch()
        self._all = LinkLabel("")
        self._all.clicked.connect(self.all_wanted)
        row.addWidget(self._all)
        self._close = IconButton("x", tr("Untick all"))
        self._close.clicked.connect(self.none_wanted)
        row.addWidget(self._close)

    def _words_part(self) -> QWidget:
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self._count, self._owed = text_label("", "card", "accent2"), text_label("", "small", "text2")
        self._owed.hide()
        words.addWidget(self._count)
        words.addWidget(self._owed)
        return self._words

    def show_commands(self, tab: str) -> None:
        """Those that mean something on this tab of the list."""
        self._shown = _BUTTONS.get(tab, _LIVE)
        self._make_room()

    def _run(self, shell: Shell, key: str) -> None:
        if key == "print":
            self.print_wanted.emit(self._buttons[key])
        else:
            shell.actions.run(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """As many buttons as there is room for, the first ones first; all of them are in the menu "..." too."""
        always = [self._words, self._more, self._close, *(() if self._all.isHidden() else (self._all,))]
        room = self.width() - sum(part.sizeHint().width() for part in always) - theme.px(_EDGES)
        for key, button in self._buttons.items():
            wanted = key in self._shown
            room -= button.sizeHint().width() + theme.px(8) if wanted else 0
            button.setVisible(wanted and room >= 0)

    def owed(self) -> str:
        """What it says of money."""
        return self._owed.text()

    def show_owed(self, sums: list[tuple[str, int]]) -> None:
        """What the ticked clients owe, a currency each."""
        amounts = " · ".join(amount(units, currency) for currency, units in sums)
        self._owed.setText(tr("they owe {amounts}", amounts=amounts) if sums else "")
        self._owed.setVisible(bool(sums))
        self._make_room()

    def show_count(self, ticked: int, found: int) -> None:
        """`ticked` of the `found` clients."""
        self.setVisible(ticked > 0)
        self._count.setText(trn(plural("{count} client selected", "{count} clients selected"), ticked))
        self._all.setText(tr("Select all ({count})", count=translator().number(found)))
        self._all.setVisible(ticked < found)
        self._make_room()

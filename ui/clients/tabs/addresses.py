"""The section Addresses: where the client is, and what each place is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients import drafts, rules
from app.clients.model import Address, Client
from app.i18n import N_
from app.values import address as addresses
from ui.clients.address_dialog import USES, AddressDialog
from ui.clients.editor import Editor
from ui.clients.section import Section, row_of
from ui.clients.table_grid import Column, RowCell, TableGrid
from ui.text import tr, translator
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.menus import Menu
from ui.widgets.pills import Badge

MAP = "https://www.openstreetmap.org"
ICONS = {"is_default": "star", "is_invoice": "file-invoice", "is_delivery": "truck", "is_quote": "file-text"}


class AddressesSection(Section):
    """A row for each address; a dialog for its parts."""

    answers = ("addresses",)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "addresses", tr("Addresses"), pencil=False)
        self.adder = Button(tr("Add an address"), "plus", small=True)
        self.adder.clicked.connect(self.add)
        self.tools.addWidget(self.adder)
        self.table = TableGrid((Column(tr("Address"), 6), Column(tr("Used for"), 4), Column("")), tr("Addresses"))
        self._none = text_label(tr("No address yet."), "body", "text3")
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        editor.edited.connect(self._on_edited)

    def show_record(self) -> None:
        super().show_record()
        found = self.editor.draft.addresses
        if self.table.begin([drafts.plain(address) for address in found], self.editor.name):
            for place in range(len(found)):
                self.table.add_row(self._row(place))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    def _row(self, place: int) -> list[QWidget | None]:
        address = self.editor.draft.addresses[place]
        words = AddressWords(self.editor, address, partial(self.edit, place), partial(self._menu, place))
        copy = IconButton("copy", tr("Copy this address"), small=True)
        copy.clicked.connect(partial(copy_address, self.editor, address))
        map_ = IconButton("map", tr("Show on a map, in the browser"), small=True)
        map_.clicked.connect(partial(show_on_map, address))
        more = IconButton("dots", tr("Actions for this address"), small=True)
        more.clicked.connect(lambda: self._menu(place).open_under(more))
        return [words, use_badges(self.editor.draft, address), row_of(copy, map_, more, gap=2)]

    def count(self) -> int | None:
        return len(self.editor.draft.addresses) or None

    def _on_edited(self, path: str) -> None:
        if path in ("", "addresses") and self.editor.editing:
            self.show_record()

    # Acts

    def add(self) -> None:
        """A new address; the record goes into edit mode."""
        self.editor.begin()
        AddressDialog(self, self.editor, None).exec()

    def edit(self, place: int) -> None:
        """Everything about one address."""
        self.editor.begin()
        AddressDialog(self, self.editor, place).exec()

    def set_use(self, place: int, use: str, on: bool) -> None:
        """What an address is for; there is always exactly one default."""

        def change(draft: Client) -> None:
            if use == "is_default":
                for other, each in enumerate(draft.addresses):
                    each.is_default = other == place
            else:
                setattr(draft.addresses[place], use, on)

        said = tr("{use}: {address}.", use=tr(USES[use]), address=self._short(place))
        self.editor.act(N_("Use of an address of {name}"), change, said=said)

    def remove(self, place: int) -> None:
        """Take an address away; papers keep their own copy."""
        said = tr("The address {address} is taken away.", address=self._short(place))
        self.editor.act(N_("Remove an address of {name}"), lambda draft: draft.addresses.pop(place), said=said)

    def _short(self, place: int) -> str:
        address = self.editor.draft.addresses[place]
        return address.label or addresses.place(address, home_country=self.editor.opened.country)

    def _menu(self, place: int) -> Menu:
        address = self.editor.draft.addresses[place]
        menu = Menu(self)
        menu.add(tr("Edit…"), partial(self.edit, place), icon="pencil")
        menu.add(tr("Copy"), partial(copy_address, self.editor, address), icon="copy")
        menu.add(tr("Show on a map, in the browser"), partial(show_on_map, address), icon="map")
        menu.addSeparator()
        for use, words in USES.items():
            action = menu.add(tr(words), partial(self.set_use, place, use, not getattr(address, use)), icon=None)
            action.setCheckable(True)
            action.setChecked(getattr(address, use))
            action.setEnabled(not (use == "is_default" and address.is_default))
        menu.addSeparator()
        gone = menu.add(tr("Remove"), partial(self.remove, place), icon="trash", danger=True)
        if address.is_default:
            gone.setEnabled(False)
            gone.setToolTip(tr("The default address stays: make another one the default first."))
        return menu

    def focus(self, path: str) -> bool:
        steps = path.split("/")
        if path == "addresses/new":
            self.add()
        elif len(steps) > 1 and steps[1].isdigit() and self.editor.editing:
            self.edit(int(steps[1]))
        else:
            return False
        return True


class AddressWords(RowCell):
    """The lines of an address, its name in bold before them."""

    def __init__(
        self, editor: Editor, address: Address, opened: Callable[[], object], menu: Callable[[], Menu]
    ) -> None:
        super().__init__(opened, menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(0)
        if address.label:
            column.addWidget(text_label(address.label, "body", weight=600))
        text = ", ".join(printed(editor, address))
        column.addWidget(Paragraph(text or tr("Empty address")))
        self.setAccessibleName(text)


def printed(editor: Editor, address: Address) -> list[str]:
    """The lines of an address as one reads them."""
    return addresses.lines(address, home_country=editor.opened.country, language=translator().language)


def use_badges(draft: Client, address: Address) -> QWidget:
    """What an address is for; among several, which one invoices go to."""
    place = QWidget()
    flow = FlowLayout(place, gap=6, row_gap=4)
    flow.setContentsMargins(0, 8, 0, 8)
    for use, words in USES.items():
        if getattr(address, use):
            flow.addWidget(Badge(tr(words), "client" if use == "is_default" else "neutral", ICONS[use]))
    if len(draft.addresses) > 1 and address is rules.address_for(draft, "is_invoice"):
        flow.addWidget(Badge(tr("Invoices go here"), "green", "check"))
    return place


def copy_address(editor: Editor, address: Address) -> None:
    """Name and lines on the clipboard, as for an envelope."""
    QGuiApplication.clipboard().setText("\n".join([editor.name, *printed(editor, address)]))
    editor.shell.toast(tr("The address is copied."))


def show_on_map(address: Address) -> None:
    """Open OpenStreetMap in the browser: the place where it is known, else a search for the address."""
    QDesktopServices.openUrl(QUrl(map_link(address)))


def map_link(address: Address) -> str:
    """The page of OpenStreetMap for an address."""
    if address.latitude and address.longitude:
        north, east = quote(address.latitude), quote(address.longitude)
        return f"{MAP}/?mlat={north}&mlon={east}#map=17/{north}/{east}"
    street = (address.house_number, address.number_suffix, address.street)
    parts = (*street, address.postcode, address.city, address.country)
    return f"{MAP}/search?query={quote(' '.join(filter(None, parts)))}"

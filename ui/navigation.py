"""The navigation at the left: the shop, "Find anything", the places, saved searches, and whether all is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.company.facts import ShopFacts
from app.i18n import N_
from app.values.person import initials
from ui.actions import shown_keys
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.accessible import PlainWords, plain_tip
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import ElidedLabel, Panel, text_label
from ui.widgets.menus import Menu
from ui.widgets.page import Page
from ui.widgets.painting import draw_box, draw_icon, draw_keycap, draw_text, keycap_size
from ui.widgets.pills import Avatar
from ui.widgets.symbols import Symbol, symbol

NARROW = 64
# The places in groups: the title of a group, and the key of each place, its icon and its words.
PLACES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("", (("clients", "users", N_("Clients")),)),
    (
        N_("Sell"),
        (
            ("papers", "file-invoice", N_("Quotes & invoices")),
            ("payments", "cash", N_("Payments")),
            ("products", "bottle", N_("Products & prices")),
        ),
    ),
    (N_("Reach & report"), (("mailings", "mail", N_("Mailings & labels")),)),
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NavItem(PlainWords, KeyboardRing, QAbstractButton):
    """One place or saved search; `count` at the right, a menu under the right mouse button."""

    menu_wanted = Signal()

    def __init__(self, icon: str, text: str, *, keys: str = "") -> None:
        super().__init__()
        self._icon, self._keys, self._count, self._on, self._narrow = icon, keys, "", False, False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _place: self.menu_wanted.emit())
        self.setToolTip(plain_tip(f"{text} ({keys})" if keys else text))

    def set_on(self, on: bool) -> None:
        """Whether this is where one is."""
        self._on = on
        self.update()

    def set_count(self, count: int | None) -> None:
        self._count = "" if count is None else translator().number(count)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.height("nav"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._on or self.underMouse():
            draw_box(painter, self.rect(), fill="sel" if self._on else "sunk", radius=theme.radius("button"))
        token = "accent2" if self._on else "text2"
        side = theme.px(20)
        left = (self.width() - side) // 2 if self._narrow else theme.px(10)
        draw_icon(painter, QRect(left, 0, side, self.height()), self._icon, token, 20)
        if self._narrow:
            return
        room = self.rect().adjusted(theme.px(40), 0, -theme.px(10), 0)
        if self._count:
            width = theme.metrics("small", 500).horizontalAdvance(self._count)
            draw_text(
                painter,
                room,
                self._count,
                style="small",
                weight=500,
                token=token if self._on else "text3",
                align=_RIGHT,
            )
            room.adjust(0, 0, -width - theme.px(8), 0)
        draw_text(painter, room, self.text(), weight=500, token="accent2" if self._on else "text")

    def enterEvent(self, event) -> None:
        self.update()

    def leaveEvent(self, event) -> None:
        self.update()


def _group_title(text: str) -> QLabel:
    title = text_label(text, "label", "text3")
    title.setContentsMargins(10, 16, 0, 4)
    return title


class FindButton(KeyboardRing, QAbstractButton):
    """Looks like a search field and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(tr("Find anything…"))
        self.setAccessibleName(tr("Find anything"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.height("field"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(
            painter, self.rect().adjusted(0, 0, -1, -1), fill="surface", line="line2", radius=theme.radius("button")
        )
        draw_icon(painter, QRect(theme.px(10), 0, theme.px(18), self.height()), "search", "text3", 18)
        keys = shown_keys("palette")
        size = keycap_size(keys)
        if self.width() < theme.px(120):
            return
        cap = QRect(self.width() - size.width() - 8, (self.height() - size.height()) // 2, size.width(), size.height())
        draw_keycap(painter, cap, keys)
        draw_text(painter, self.rect().adjusted(theme.px(34), 0, -size.width() - 14, 0), self.text(), token="text3")


class Saved(NamedTuple):
    """A saved search in the navigation."""

    number: int
    name: str


class Navigation(Panel):
    """Signals say where one wants to go; the window goes there."""

    place_wanted = Signal(str)
    search_wanted = Signal(int)
    search_dropped = Signal(int)
    palette_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", "right", parent=parent)
        self._items: dict[str, NavItem] = {}
        self._saved: dict[int, NavItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 9, 0)
        column.setSpacing(2)
        self._face = Avatar("", "shop", theme.px(32))
        self._name = ElidedLabel("", "card")
        self._city = ElidedLabel("", "small", "text3")
        column.addLayout(self._shop_row())
        self.find_button = FindButton()
        self.find_button.clicked.connect(self.palette_wanted)
        column.addSpacing(8)
        column.addWidget(self.find_button)
        column.addSpacing(8)
        self.new_button = NavItem("plus", tr("New…"))
        self.new_button.clicked.connect(self.new_wanted)
        column.addWidget(self.new_button)
        self._titles: list[QWidget] = []
        for title, places in PLACES:
            if title:
                self._titles.append(_group_title(tr(title)))
                column.addWidget(self._titles[-1])
            for key, icon, text in places:
                column.addWidget(self._item(key, icon, tr(text), shown_keys(key)))
        self._searches_title = _group_title(tr("Saved searches"))
        column.addWidget(self._searches_title)
        self._searches = Page(margin=0, gap=2)
        self._searches.setProperty("nav", True)
        column.addWidget(self._searches, 1)
        column.addWidget(self._item("settings", "settings", tr("Settings"), shown_keys("settings")))
        column.addWidget(self._item("help", "help-circle", tr("Help"), shown_keys("help")))
        column.addSpacing(6)
        column.addWidget(self._state_row())
        self.set_narrow(False)

    def set_shop(self, shop: ShopFacts, picture=None) -> None:
        """The shop's name, town and logo."""
        self._face.set_record(initials(shop.name), "shop", picture)
        self._name.setText(shop.name)
        self._city.setText(shop.city)

    def set_current(self, place: str, search: int | None = None) -> None:
        """Mark where one is."""
        for key, item in self._items.items():
            item.set_on(key == place and search is None)
        for number, item in self._saved.items():
            item.set_on(number == search)

    def set_count(self, place: str, count: int) -> None:
        self._items[place].set_count(count)

    def set_searches(self, searches: list[Saved]) -> None:
        """The saved searches, in their order."""
        body = self._searches.body
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self._saved = {}
        for search in searches:
            item = NavItem("bookmark", search.name)
            item.clicked.connect(lambda _checked=False, number=search.number: self.search_wanted.emit(number))
            item.menu_wanted.connect(lambda item=item, number=search.number: self._search_menu(item, number))
            self._saved[search.number] = item
            body.addWidget(item)
        body.addStretch()
        self._searches_title.setVisible(bool(searches) and not self._narrow)

    def set_search_count(self, number: int, count: int) -> None:
        if number in self._saved:
            self._saved[number].set_count(count)

    def set_state(self, text: str, *, ok: bool = True) -> None:
        """ "All saved · backup 08:12", or what is wrong."""
        self._state.setText(text)
        self._state_icon.set_icon("circle-check" if ok else "alert-circle", "green" if ok else "red")

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, for small windows."""
        self._narrow = narrow
        self.setFixedWidth(theme.px(NARROW) if narrow else theme.width("nav"))
        for item in (self.new_button, *self._items.values(), *self._saved.values()):
            item.set_narrow(narrow)
        for widget in (self._name, self._city, self._state):
            widget.setVisible(not narrow)
        for title in self._titles:
            title.setVisible(not narrow)
        self._searches_title.setVisible(bool(self._saved) and not narrow)

    def _item(self, key: str, icon: str, text: str, keys: str) -> NavItem:
        item = NavItem(icon, text, keys=keys)
        item.clicked.connect(lambda: self.place_wanted.emit(key))
        self._items[key] = item
        return item

    def _shop_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._face)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._city)
        row.addLayout(names, 1)
        return row

    def _state_row(self) -> QWidget:
        foot = Panel("bg", "top")
        foot.setMinimumHeight(theme.height("footer"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(8)
        self._state_icon: Symbol = symbol("circle-check", "green", 16)
        self._state = ElidedLabel(tr("All saved"), "small", "text3")
        row.addWidget(self._state_icon)
        row.addWidget(self._state, 1)
        return foot

    def _search_menu(self, item: NavItem, number: int) -> None:
        menu = Menu(self)
        drop: Callable[[], None] = lambda: self.search_dropped.emit(number)  # noqa: E731 - a slot
        menu.add(tr("Remove this search"), drop, icon="trash")
        menu.open_under(item)

"""The chips above the list: each narrows the search; together they mean "and", values within one mean "or"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clients.search import Query
from app.i18n import N_, plural
from ui.text import tr, trn
from ui.widgets.chips import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import LinkLabel
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from app.clients.search import Facets

_SWITCHES = (
    ("has_email", N_("Has e-mail"), "mail"),
    ("key_account", N_("Key account"), "star"),
    ("owes", N_("Owes money"), "currency-euro"),
    ("overdue", N_("Overdue"), "clock-exclamation"),
    ("starred", N_("Starred"), "star-filled"),
    ("blocked", N_("Orders blocked"), "lock"),
)
_ICONS = {key: icon for key, _words, icon in _SWITCHES}
# Where one line is too short for all chips, these wait behind "More…", from the first on; one that is on stays.
_GIVE_WAY = ("blocked", "starred", "overdue", "key_account", "has_email", "owes")
_LISTS = (("categories", N_("Category")), ("tags", N_("Tag")), ("cities", N_("Town")))
# Filters that need no chip: (field, words, icon) of a condition in the menu of "More…".
_READY = (("nurturing", N_("Nurturing"), "flag"), ("on_watch", N_("Under watch"), "eye"))
_GAP = 8
_MINE = N_("My clients")


class FilterBar(QWidget):
    """Shows and changes the filters of one `Query`. `changed` carries the new one; `more_wanted` opens the builder."""

    changed = Signal(object)
    more_wanted = Signal()
    cities_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._facets: Facets | None = None
        self._who: Callable[[], str] = str
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        chips = QWidget()
        self._flow = FlowLayout(chips, gap=_GAP)
        self._lists = {key: self._list_chip(key, tr(title)) for key, title in _LISTS}
        self._switches = {key: self._switch_chip(key, tr(title), icon) for key, title, icon in _SWITCHES}
        self._mine = FilterChip(tr(_MINE), "user")
        self._mine.switched.connect(lambda on: self._set(owner=self._me() if on else None))
        self._flow.addWidget(self._mine)
        self._more = LinkLabel(tr("More…"), "adjustments-horizontal")
        self._more.clicked.connect(self._open_more)
        self._flow.addWidget(self._more)
        self._clear = LinkLabel(tr("Clear the filters"))
        self._clear.clicked.connect(lambda: self.changed.emit(replace(self._query.cleared(), text=self._query.text)))
        row.addWidget(chips, 1)
        row.addWidget(self._clear)

    def chips(self) -> list[FilterChip]:
        """The chips in their order, for Alt+1 to Alt+6."""
        return [*self._lists.values(), *self._switches.values()]

    def set_facets(self, facets: Facets, who: Callable[[], str]) -> None:
        """What the lists offer now; `who` tells the name of the person at this computer."""
        self._facets, self._who = facets, who
        self._show_mine()
        self.show_query(self._query)

    def _me(self) -> int | None:
        people = self._facets.people if self._facets else ()
        return next((number for number, name in people if name == self._who()), None)

    def _show_mine(self) -> None:
        """The chip "My clients" needs a chosen person and more than one of them."""
        several = self._facets is not None and len(self._facets.people) > 1
        self._mine.setVisible(several and self._me() is not None)

    def showEvent(self, event: QShowEvent) -> None:
        """The settings may have put another person at this computer."""
        super().showEvent(event)
        self._show_mine()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Put away as many chips as it takes for the others to stand on one line."""
        clear = self._clear.sizeHint().width() + self.layout().spacing() if self._query.filtered else 0
        room = self.width() - clear
        always = [*self._lists.values(), self._more, *([] if self._mine.isHidden() else [self._mine])]
        shown = [*always, *self._switches.values()]
        taken = sum(each.sizeHint().width() + _GAP for each in shown) - _GAP
        for key in _GIVE_WAY:
            chip = self._switches[key]
            stays = taken <= room or getattr(self._query, key)
            chip.setVisible(stays)
            taken -= 0 if stays else chip.sizeHint().width() + _GAP

    def _open_more(self) -> None:
        """The chips that have been put away, and the builder of conditions; at once where it is all there is."""
        away = {key: chip for key, chip in self._switches.items() if chip.isHidden()}
        menu = Menu(self)
        for key, chip in away.items():
            menu.add(chip.text(), partial(self._set, **{key: True}), icon=_ICONS[key])
        for field, words, icon in _READY:
            line = menu.add(tr(words), partial(self._flip_ready, field), icon=icon)
            line.setCheckable(True)
            line.setChecked(any(each.field == field for each in self._query.conditions))
        menu.addSeparator()
        menu.add(tr("More filters…"), self.more_wanted.emit, icon="adjustments-horizontal")
        menu.open_under(self._more)

    def _flip_ready(self, field: str) -> None:
        """A condition made beforehand: on, or off again."""
        from app.clients.conditions import Condition

        kept = tuple(each for each in self._query.conditions if each.field != field)
        added = () if len(kept) < len(self._query.conditions) else (Condition(field, "yes"),)
        self._set(conditions=(*kept, *added))

    def show_query(self, query: Query) -> None:
        """Bring the chips in line with `query`."""
        self._query = query
        for key, chip in self._lists.items():
            chip.set_values(self._words(key, getattr(query, key)))
        for key, chip in self._switches.items():
            chip.set_on(getattr(query, key))
        self._mine.set_on(query.owner is not None)
        count = len(query.conditions)
        self._more.setText(trn(plural("{count} more filter", "{count} more filters"), count) if count else tr("More…"))
        self._clear.setVisible(query.filtered)
        self._give_way()

    def _list_chip(self, key: str, title: str) -> FilterChip:
        chip = FilterChip(title, drop_down=True)
        chip.opened.connect(lambda: self._choose(key))
        chip.cleared.connect(lambda: self._set(**{key: ()}))
        self._flow.addWidget(chip)
        return chip

    def _switch_chip(self, key: str, title: str, icon: str) -> FilterChip:
        chip = FilterChip(title, icon)
        chip.switched.connect(lambda on: self._set(**{key: on}))
        self._flow.addWidget(chip)
        return chip

    def choose_city(self, cities: list[tuple[str, int]]) -> None:
        """The towns that were asked for: open their list."""
        self._open("cities", [(city, city) for city, _number in cities])

    def _choose(self, key: str) -> None:
        if key == "cities":
            self.cities_wanted.emit()
        else:
            self._open(key, self._entries(key))

    def _open(self, key: str, entries: list[tuple[Any, str]]) -> None:
        from ui.clients.choice_popup import ChoicePopup

        popup = ChoicePopup(self, entries, getattr(self._query, key), lambda values: self._set(**{key: tuple(values)}))
        popup.open_under(self._lists[key])

    def _entries(self, key: str) -> list[tuple[Any, str]]:
        if self._facets is None:
            return []
        if key == "cities":
            return []
        return [(entry[0], entry[1]) for entry in getattr(self._facets, key)]

    def _words(self, key: str, values: tuple[Any, ...]) -> list[str]:
        names = dict(self._entries(key))
        return [names[value] if value in names else str(value) for value in values]

    def _set(self, **values: Any) -> None:
        self._query = replace(self._query, **values)
        self.show_query(self._query)
        self.changed.emit(self._query)

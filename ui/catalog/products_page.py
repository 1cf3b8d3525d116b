"""The page of products: what is sold, at which price and tax; found, made, changed, taken off offer."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalog import records, rules, search
from app.catalog.search import Query, Row
from app.i18n import N_, plural
from ui.catalog.product_dialog import copy_product, edit_product, new_product
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import confirm
from ui.widgets.inputs import Choice
from ui.widgets.labels import Panel, text_label
from ui.widgets.menus import Menu
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.store.history import Changes

_ON_OFFER = ((True, N_("On offer")), (False, N_("No longer on offer")), (None, N_("All")))


def _price(value: Decimal | None) -> str:
    return "" if value is None else translator().number(value, 4 if value != round(value, 2) else 2)


COLUMNS = (
    Column("code", N_("Code"), 9, lambda row: row.code, sort="code", tone=lambda _: "text2", leaves=2),
    Column("name", N_("Name"), 34, lambda row: row.name, sort="name", weight=600),
    Column("family", N_("Family"), 14, lambda row: row.family, sort="family", leaves=4),
    Column("container", N_("Container"), 13, lambda row: row.container, sort="container", leaves=5),
    Column("unit", N_("Unit"), 9, lambda row: row.unit, sort="unit", leaves=3),
    Column("price", N_("Price excl. tax"), 12, lambda row: "" if row.with_tax else _price(row.price), sort="price",
           right=True),
    Column("with_tax", N_("Price incl. tax"), 12, lambda row: _price(row.price) if row.with_tax else "", sort="price",
           right=True),
    Column("tax", N_("VAT"), 8, lambda row: row.tax, sort="tax", leaves=1),
    Column("cost", N_("Cost"), 9, lambda row: _price(row.cost), sort="cost", right=True, tone=lambda _: "text2",
           leaves=7),
    Column("active", N_("State"), 14, lambda row: tr("On offer") if row.active else tr("Off"),
           badge=lambda row: "green" if row.active else "neutral", leaves=2),
)  # fmt: skip


class ProductsPage(QWidget):
    """`open()` comes back to what was shown; `open(text=...)` looks for something."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.query = Query()
        self._wanted: int | None = None
        self.search_box = SearchBox(tr("Code, name, container…"), keys="Ctrl+F", name=tr("Search the products"))
        self.family, self.kind = Choice(), Choice([("", tr("Goods and services"))])
        self.offer = Choice([(value, tr(words)) for value, words in _ON_OFFER])
        self.list = RecordTable(COLUMNS, tr("Products"), jobs=shell.jobs, load=search.load_rows, tickable=True)
        self.list.view.type_ahead = None
        self.list.show_sort("name")
        self.front = self.list.view
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = Panel("surface")
        row = QHBoxLayout(self.head)
        row.setContentsMargins(24, 16, 24, 4)
        row.addWidget(text_label(tr("Products & prices"), "title"))
        row.addStretch(1)
        self.new = Button(tr("New product"), "plus", kind="primary")
        row.addWidget(self.new)
        self.tools = Panel("surface")
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(24, 8, 24, 12)
        line.setSpacing(8)
        self.search_box.setMaximumWidth(theme.px(420))
        line.addWidget(self.search_box, 4)
        self.kind.set_options([("", tr("Goods and services")), *((key, tr(words)) for key, words in rules.KINDS)])
        for field, name in ((self.family, tr("Family")), (self.kind, tr("Kind")), (self.offer, tr("On offer"))):
            field.setAccessibleName(name)
            field.setMaximumWidth(theme.px(200))
            line.addWidget(field, 3)
        line.addStretch()
        self._show_families([])
        self.kind.set_value("")
        self.offer.set_value(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tools)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.search_box.textChanged.connect(lambda text: self._ask(text=text))
        for signal in (self.search_box.stepped_down, self.search_box.submitted):
            signal.connect(lambda: self.list.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.family.edited.connect(lambda: self._ask(family_id=self.family.value()))
        self.kind.edited.connect(lambda: self._ask(kind=self.kind.value()))
        self.offer.edited.connect(lambda: self._ask(active=self.offer.value()))
        self.list.sorted_by.connect(lambda name, descending: self._ask(sort=name, descending=descending))
        self.list.opened.connect(lambda row: self._edit(row.id))
        self.list.selection_changed.connect(lambda _: self.page_changed.emit())
        self.list.ticks_changed.connect(self.page_changed)
        self.list.menu_wanted.connect(self._open_menu)
        self.shell.jobs.changed.connect(self._on_changes)

    # What the window asks

    def title(self) -> str:
        """For the window's title."""
        return tr("Products & prices")

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.head, self.tools, self.list]

    def open(self, *, text: str = "") -> None:
        """Show the list, read again."""
        if text:
            self.search_box.setText(text)
        self._ask()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands that mean something now."""
        found: dict[str, Callable[[], None]] = {
            "find": lambda: self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "select_all": self.list.view.tick_all,
        }
        targets, row = self.list.targets(), self.list.current()
        if row is not None:
            found |= {"open": partial(self._edit, row.id), "edit": partial(self._edit, row.id)}
            found["copy"] = partial(copy_product, self.shell, self, row.id, self._choose)
        if targets:
            found |= {"archive": partial(self._switch, on=False), "delete": self.delete}
            if self.query.active is not True:
                found["unarchive"] = partial(self._switch, on=True)
        return found

    # The list

    def _ask(self, **values: Any) -> None:
        self.query = query = replace(self.query, **values)
        self.shell.jobs.rows(self, lambda db: search.all_ids(db, query), self._show, key="products")
        self.shell.jobs.rows(self, search.families, self._show_families, key="families")

    def _show(self, ids: array[int]) -> None:
        query = self.query
        if query != Query(sort=query.sort, descending=query.descending):
            clear = Button(tr("Clear the filters"), "x", kind="primary")
            clear.clicked.connect(self.clear)
            self.list.set_empty("search-off", tr("No product found"), tr("No product matches these filters."), [clear])
        else:
            new = Button(tr("New product"), "plus", kind="primary")
            new.clicked.connect(self.add)
            text = tr("What you sell, with its price and tax. A line of an invoice can make one too.")
            self.list.set_empty("bottle", tr("No products yet"), text, [new])
        self.list.show_ids(ids)
        self.list.set_foot(trn(plural("{count} product", "{count} products"), len(ids)))
        if self._wanted is not None:
            self.list.choose(self._wanted)
            self._wanted = None
        elif ids and self.list.view.current_id() is None:
            self.list.view.set_current_row(0)
        self.page_changed.emit()

    def _show_families(self, families: list[tuple[int, str, int]]) -> None:
        self.family.set_options([(None, tr("All families")), *((number, label) for number, label, _count in families)])
        self.family.set_value(self.query.family_id)

    def clear(self) -> None:
        """Every product on offer."""
        self.search_box.clear()
        self.kind.set_value("")
        self.offer.set_value(True)
        self._ask(text="", family_id=None, kind="", active=True)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("product", "choice", "tax_rate"):
            self.list.follow(changes, "product")
            self._ask()

    # Acts

    def add(self) -> None:
        """A new product."""
        new_product(self.shell, self, then=self._choose)

    def _choose(self, row: Row) -> None:
        self._wanted = row.id
        self._ask()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, product_id: int) -> None:
        if self.shell.may_write():
            edit_product(self.shell, self, product_id, self._choose)

    def _switch(self, *, on: bool) -> None:
        ids = list(self.list.targets())
        work = partial(records.switch, product_ids=ids, on=on)
        many = plural("{count} product is on offer again", "{count} products are on offer again")
        off = plural("{count} product is no longer offered", "{count} products are no longer offered")
        said = trn(many if on else off, len(ids))
        label = N_("Offer products again") if on else N_("No longer offer products")
        self._write(label, work, said)

    def delete(self) -> None:
        """Products that stand on no paper; for others the reason is said."""
        ids = list(self.list.targets())
        question = trn(plural("Delete {count} product?", "Delete {count} products?"), len(ids))
        effect = tr("Products that stand on documents cannot be deleted; take them off offer instead.")
        if confirm(self, question, effect, tr("Delete"), danger=True):
            said = trn(plural("{count} product deleted", "{count} products deleted"), len(ids))
            work = partial(records.delete, product_ids=ids)
            self._write(N_("Delete products"), work, said)

    def _write(self, label: str, work: Callable[[Any], object], said: str) -> None:
        done = lambda _: self.shell.toast(said, undo=True)  # noqa: E731 - an answer
        self.shell.jobs.write(self, label, work, done, refused=self.shell.explain)

    def _open_menu(self, spot: QPoint) -> None:
        menu = Menu(self)
        for key in ("edit", "copy", "archive", "unarchive", "delete"):
            if self.shell.actions[key].isEnabled():
                menu.addAction(self.shell.actions[key])
        menu.exec(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text() and not event.modifiers():
            self.search_box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search_box.insert(event.text())
        else:
            super().keyPressEvent(event)

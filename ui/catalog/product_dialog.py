"""The dialog in which a product is made, changed or copied; a line of a paper opens it too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.catalog import records, rules, search
from app.catalog.model import Product
from app.catalog.records import FAMILIES
from app.company import taxes
from app.company.model import TaxRate
from app.company.records import choice, choices, entries
from app.errors import AppError, Problem
from app.i18n import N_
from ui.jobs import problems_of
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Answer, Dialog, ask
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, TextArea
from ui.widgets.labels import Paragraph
from ui.widgets.line_input import LineInput
from ui.widgets.toggles import Switch
from ui.widgets.typed_inputs import AmountInput

Then = Callable[[Any], object]


class Opened(NamedTuple):
    """A product with the lists it chooses from; families and rates as (id, words)."""

    draft: Product
    families: list[tuple[int, str]]
    rates: list[tuple[int, Any]]


def new_product(shell: Shell, parent: QWidget, *, text: str = "", then: Then | None = None) -> None:
    """A new product, called `text`; `then` gets its row."""
    if shell.may_write():
        _open(shell, parent, partial(_begin, text=text), then)


def edit_product(shell: Shell, parent: QWidget, product_id: int, then: Then | None = None) -> None:
    """A product of the list."""
    _open(shell, parent, partial(_read, product_id=product_id), then)


def copy_product(shell: Shell, parent: QWidget, product_id: int, then: Then | None = None) -> None:
    """A new product like this one."""
    if shell.may_write():
        _open(shell, parent, partial(_copy, product_id=product_id), then)


def _open(shell: Shell, parent: QWidget, work: Callable[[Any], Opened], then: Then | None) -> None:
    shell.jobs.read(parent, work, lambda opened: ProductDialog(shell, parent, opened, then).open())


def _begin(session: Any, *, text: str) -> Opened:
    return _with_lists(session, Product(name=text, code=records.next_code(session)))


def _read(session: Any, *, product_id: int) -> Opened:
    return _with_lists(session, records.draft(session, product_id))


def _copy(session: Any, *, product_id: int) -> Opened:
    return _with_lists(session, records.copy(session, product_id))


def _with_lists(session: Any, draft: Product) -> Opened:
    families = [(each.id, each.label) for each in choices(session, FAMILIES.where["list"])]
    rates = [
        (row.id, taxes.Rate(row.country, row.name, row.percent, row.second_name, row.second_percent))
        for row in entries(session, TaxRate)
        if row.active or row.id == draft.tax_rate_id
    ]
    if draft.tax_rate_id is None and not draft.id and rates:
        draft.tax_rate_id = rates[0][0]
    return Opened(draft, families, rates)


class ProductDialog(Dialog):
    """Every field of a product. What is wrong stands at its field; nothing closes before it is in the file."""

    def __init__(self, shell: Shell, parent: QWidget, opened: Opened, then: Then | None) -> None:
        new = not opened.draft.id
        super().__init__(parent, tr("New product") if new else tr("Product"), width=640)
        self.shell, self.draft, self._then, self._owner = shell, opened.draft, then, parent
        self.boxes: dict[str, FieldBox] = {}
        self.body.addWidget(Paragraph(tr("New product") if new else opened.draft.name, "section"))
        self._build(opened)
        self._fill()
        self.add_cancel()
        self.save = self.add_button(
            Button(tr("Create") if new else tr("Save"), "check", kind="primary", keys="Ctrl+Enter"), main=True
        )
        self.save.clicked.connect(self.store)
        self.finished.connect(lambda _: self.deleteLater())

    def _build(self, opened: Opened) -> None:
        words, grid = translator(), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        money = self.shell.shop.currency
        families = [("", "—"), *opened.families]
        rates = [(number, taxes.label(rate, words)) for number, rate in opened.rates]
        sign = words.money(Decimal(0), money).replace("0", "").strip(" ,.\xa0\u202f")
        self._put(grid, 0, 0, 2, "name", FieldBox(tr("Name"), LineInput(max_length=200), required=True))
        self._put(grid, 0, 2, 1, "code", FieldBox(tr("Code"), LineInput(max_length=40)))
        self._put(grid, 1, 0, 1, "kind", FieldBox(tr("Kind"), Choice([(k, tr(w)) for k, w in rules.KINDS])))
        self._put(grid, 1, 1, 1, "family_id", FieldBox(tr("Family"), Choice(families, free=True)))
        self._put(grid, 1, 2, 1, "unit", FieldBox(tr("Unit"), LineInput(placeholder=tr("bottle, hour…"))))
        self._put(grid, 2, 0, 1, "price", FieldBox(tr("Price"), AmountInput(unit=sign, finer=True)))
        self._put(grid, 2, 1, 1, "tax_rate_id", FieldBox(tr("VAT"), Choice(rates)))
        self._put(grid, 2, 2, 1, "cost", FieldBox(tr("Cost, for yourself"), AmountInput(unit=sign, finer=True)))
        self._put(grid, 3, 0, 1, "container", FieldBox(tr("Container"), LineInput(placeholder=tr("75 cl, case of 6…"))))
        self.with_tax = Switch(tr("Price with tax"))
        self.active = Switch(tr("On offer"))
        grid.addWidget(self.with_tax, 3, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.active, 3, 2, Qt.AlignmentFlag.AlignBottom)
        self._put(grid, 4, 0, 3, "description", FieldBox(tr("Description"), TextArea(lines=2, most=6)))
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _put(self, grid: QGridLayout, row: int, column: int, span: int, name: str, box: FieldBox) -> None:
        self.boxes[name] = box
        grid.addWidget(box, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column, 1)

    def _fill(self) -> None:
        for name, box in self.boxes.items():
            value = getattr(self.draft, name)
            box.input.set_value("" if value is None and name == "family_id" else value)
        self.with_tax.setChecked(self.draft.with_tax)
        self.active.setChecked(self.draft.active)
        first = "price" if self.draft.name else "name"
        core = self.boxes[first].input.core()
        core.setFocus(Qt.FocusReason.OtherFocusReason)
        core.selectAll()

    def _take(self) -> str:
        """Put the fields into the draft; the family as typed is handed back."""
        draft, values = self.draft, {name: box.input.value() for name, box in self.boxes.items()}
        family = values.pop("family_id")
        for name, value in values.items():
            setattr(draft, name, Decimal(0) if name == "price" and value is None else value)
        draft.with_tax, draft.active = self.with_tax.isChecked(), self.active.isChecked()
        draft.family_id = family if isinstance(family, int) else None
        return family if isinstance(family, str) else ""

    def is_changed(self) -> bool:
        """Whether closing would lose something typed."""
        return any(
            (box.input.value() or "") != (getattr(self.draft, name) or "")
            for name, box in self.boxes.items()
            if name != "price" or box.input.value()
        )

    def store(self) -> None:
        """Check, and write it."""
        if any(box.input.problem() for box in self.boxes.values()):
            self._focus_wrong()
            return
        family = self._take()
        rules.tidy(self.draft)
        if self._show(rules.check(self.draft)):
            return
        self.save.setEnabled(False)
        label = N_("New product") if not self.draft.id else N_("Edit a product")
        work = partial(_store, draft=self.draft, family=family)
        self.shell.jobs.write(self, label, work, self._stored, refused=self._refused)

    def _stored(self, number: int) -> None:
        then, shell, parent = self._then, self.shell, self._owner
        self.accept()
        if then is not None:
            shell.jobs.rows(parent, lambda db: search.load_rows(db, [number]), lambda rows: then(rows[0]))

    def _refused(self, error: AppError) -> None:
        self.save.setEnabled(True)
        if not self._show(problems_of(error)):
            self.set_foot(tr(error.message, **error.parameters))

    def _show(self, problems: Any) -> bool:
        by_name: dict[str, Problem] = {problem.path: problem for problem in reversed(list(problems))}
        for name, box in self.boxes.items():
            box.set_problem(by_name.get(name))
        if by_name:
            self._focus_wrong()
        return bool(by_name)

    def _focus_wrong(self) -> None:
        wrong = next((box for box in self.boxes.values() if box.problem() is not None), None)
        if wrong is not None:
            wrong.focus()

    def reject(self) -> None:
        """Asks first where something was typed into an old product."""
        if self.draft.id and self.is_changed():
            answers = (Answer("stay", tr("Stay")), Answer("drop", tr("Don’t save"), "danger"))
            effect = tr("What you changed is lost if you do not save it.")
            if ask(self, tr("Leave this product?"), effect, answers) == "stay":
                return
        super().reject()


def _store(session: Any, *, draft: Product, family: str) -> int:
    if family:
        draft.family_id = choice(session, FAMILIES.where["list"], family).id
    return records.save(session, draft)

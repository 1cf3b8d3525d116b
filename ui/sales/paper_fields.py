"""The fields of the head of a paper, as its kind needs them: six in sight, the others behind "More fields"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import N_
from app.sales.editing import Desk, Place
from app.sales.kinds import KINDS
from ui.sales.line_fields import PercentField
from ui.text import tr
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.typed_inputs import DateInput, NumberInput

if TYPE_CHECKING:
    from ui.sales.paper_editor import PaperEditor

_DATED = {
    "quote": N_("Quote date"),
    "order": N_("Order date"),
    "delivery": N_("Delivery note date"),
    "invoice": N_("Invoice date"),
    "credit_note": N_("Credit note date"),
}
LABELS = {
    "payment_term_id": N_("Payment"),
    "due_on": N_("Due date"),
    "valid_until": N_("Valid until"),
    "delivery_on": N_("Delivery on"),
    "delivery": N_("Delivery address"),
    "means_id": N_("Payment by"),
    "carrier_id": N_("Carrier"),
    "order_number": N_("Their order no."),
    "billing_address_id": N_("Billing address"),
    "contact_id": N_("Contact"),
    "prices_with_tax": N_("Prices"),
    "regime": N_("Tax"),
    "rebate_percent": N_("Early-payment discount"),
    "rebate_days": N_("If paid within"),
    "printed_text": N_("Printed below"),
    "own_note": N_("Note for yourself"),
}
MAIN = {
    "quote": ("dated_on", "valid_until", "payment_term_id", "delivery", "means_id", "order_number"),
    "order": ("dated_on", "delivery_on", "payment_term_id", "delivery", "carrier_id", "order_number"),
    "delivery": ("dated_on", "delivery_on", "carrier_id", "order_number"),
    "invoice": ("dated_on", "payment_term_id", "due_on", "delivery", "means_id", "order_number"),
    "credit_note": ("dated_on", "means_id", "order_number"),
    "proforma": ("dated_on", "payment_term_id", "due_on", "delivery", "means_id", "order_number"),
    "purchase": ("dated_on", "delivery_on", "carrier_id", "order_number"),
}
_MORE = ("billing_address_id", "contact_id", "carrier_id", "delivery_on", "prices_with_tax", "regime")
_PAID = ("rebate_percent", "rebate_days")
_TEXTS = ("printed_text", "own_note")
SAME, OTHER = "same", "other"


def more_of(kind: str) -> tuple[str, ...]:
    """The fields behind "More fields"."""
    paid = _PAID if kind in ("quote", "order", "invoice", "proforma") else ()
    return tuple(name for name in (*_MORE, *paid, *_TEXTS) if name not in MAIN[kind])


class PaperFields(QWidget):
    """Boxes by path in three columns. `recipient_wanted`: the goods go to somebody else; `contact_chosen(id)`."""

    recipient_wanted = Signal()
    same_recipient = Signal()
    contact_chosen = Signal(object)

    def __init__(self, editor: PaperEditor, names: Callable[[str], tuple[str, ...]], columns: int = 3) -> None:
        super().__init__()
        self.editor, self._names, self._columns = editor, names, columns
        self.boxes: dict[str, FieldBox] = {}
        self._built: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        editor.judged.connect(self.show_problems)

    def show_desk(self, desk: Desk) -> None:
        """The fields of this kind of paper, with its values."""
        names = self._names(desk.draft.kind)
        if names != self._built:
            self._build(names)
        for name, box in self.boxes.items():
            self._offer(name, box.input, desk)
            box.input.set_read_only(not self.editor.is_open)
            if name == "order_number":
                box.input.setPlaceholderText(tr("Optional") if self.editor.is_open else "")
        self.refresh()
        if "dated_on" in self.boxes:
            self.boxes["dated_on"].set_label(tr(_DATED.get(desk.draft.kind, N_("Date"))))

    def refresh(self) -> None:
        """The draft's values; what was typed and cannot be read stays."""
        for name, box in self.boxes.items():
            value, typed = self._value(name), self.editor.faults.typed(name)
            if box.input.value() != value and typed is None and not box.input.core().hasFocus():
                box.input.set_value(value)

    def show_problems(self) -> None:
        """What is wrong, at its field."""
        if self.editor.desk is None:
            return
        for name, box in self.boxes.items():
            given = self.editor.faults.at(name)
            if given != box.problem():
                box.set_problem(given)

    def focus(self, name: str) -> bool:
        """Put the caret into a field; False where it is not here."""
        if name not in self.boxes:
            return False
        self.boxes[name].focus()
        return True

    def _build(self, names: tuple[str, ...]) -> None:
        for box in self.boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {name: self._box(name) for name in names}
        self._built = names
        row = column = 0
        for name, box in self.boxes.items():
            span = 2 if name in _TEXTS else 1
            if column + span > self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for before, after in zip(list(self.boxes.values()), list(self.boxes.values())[1:], strict=False):
            QWidget.setTabOrder(before.input.core(), after.input.core())

    def _box(self, name: str) -> FieldBox:
        box = FieldBox(tr(LABELS.get(name, N_("Date"))), self._input(name))
        box.input.edited.connect(lambda: self._take(name))
        box.input.left.connect(lambda: self._leave(name))
        box.fix_clicked.connect(lambda fix: self._fix(name, fix))
        return box

    def _input(self, name: str) -> Any:
        if name in ("dated_on", "due_on", "valid_until", "delivery_on"):
            return DateInput()
        if name == "order_number":
            return LineInput()
        if name == "rebate_percent":
            return PercentField()
        if name == "rebate_days":
            return NumberInput(0, unit=tr("days"))
        return TextArea(lines=2, most=4) if name in _TEXTS else Choice()

    def _offer(self, name: str, field: Any, desk: Desk) -> None:
        if isinstance(field, Choice):
            field.set_options(_options(name, desk))

    def _value(self, name: str) -> Any:
        draft = self.editor.draft
        if name == "delivery":
            if draft.ship_to_id is not None:
                return OTHER
            return draft.delivery_address_id if draft.delivery else SAME
        value = getattr(draft, name)
        return value or None if name == "rebate_percent" else value

    def _take(self, name: str) -> None:
        field, editor = self.boxes[name].input, self.editor
        if field.problem() is not None:
            return
        value = field.value()
        if name == "delivery":
            self._deliver(value)
        elif name == "contact_id":
            self.contact_chosen.emit(value)
        elif name == "billing_address_id":
            self._bill(value)
        elif name == "dated_on":
            if value is not None:
                editor.put(name, value)
        elif name in ("rebate_percent", "rebate_days"):
            editor.put(name, value or 0)
        else:
            editor.put(name, value)

    def _leave(self, name: str) -> None:
        field = self.boxes[name].input
        problem = field.problem()
        if problem is not None and isinstance(field, LineInput):
            self.editor.put_unreadable(name, field.text(), problem)
        elif hasattr(self.editor.draft, name):
            if self.editor.faults.typed(name) is not None:
                self._take(name)
            self.editor.check_head(name)

    def _fix(self, name: str, fix: Any) -> None:
        self.editor.put(fix.path or name, fix.value)
        self.refresh()

    def _deliver(self, value: Any) -> None:
        editor = self.editor
        if value == OTHER:
            self.recipient_wanted.emit()
        elif editor.draft.ship_to_id is not None and value == SAME:
            self.same_recipient.emit()
        else:
            place = self._place(value)
            block = place.block if place and place.id != editor.draft.billing_address_id else ""
            values = {"ship_to_id": None, "delivery_address_id": place.id if place else None, "delivery": block}
            editor.put_many(values, "delivery")

    def _bill(self, value: Any) -> None:
        place = self._place(value)
        if place is not None:
            self.editor.put_many(
                {
                    "billing_address_id": place.id, "billing": place.block, "street": place.street,
                    "postcode": place.postcode, "city": place.city, "country": place.country,
                },
                "billing_address_id",
            )  # fmt: skip

    def _place(self, number: Any) -> Place | None:
        desk = self.editor.desk
        return next((each for each in desk.places if each.id == number), None) if desk else None


def _options(name: str, desk: Desk) -> list[tuple[Any, str]]:
    draft = desk.draft
    if name == "delivery":
        places = [(each.id, each.label) for each in desk.places if each.for_delivery or len(desk.places) > 1]
        return [(SAME, tr("Same address")), *places, (OTHER, desk.ship_to or tr("Another recipient…"))]
    if name == "payment_term_id":
        listed = [(each.id, each.label) for each in desk.terms if each.active or each.id == draft.payment_term_id]
        return [*listed, (None, tr("Day typed") if KINDS[draft.kind].pays else tr("—"))]
    if name in ("means_id", "carrier_id"):
        entries = desk.means if name == "means_id" else desk.carriers
        chosen = getattr(draft, name)
        return [(None, tr("—")), *((each.id, each.label) for each in entries if each.active or each.id == chosen)]
    if name == "billing_address_id":
        return [(each.id, each.label) for each in desk.places]
    if name == "contact_id":
        return [(None, tr("—")), *((each.id, each.label) for each in desk.contacts)]
    if name == "prices_with_tax":
        return [(False, tr("Without tax")), (True, tr("With tax"))]
    if name == "regime":
        return [("", tr("By line")), *((each.id, tr(each.label)) for each in desk.regimes)]
    return []

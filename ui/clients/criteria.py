"""The builder of conditions: any field of the record, "is filled", "contains", "at least"; all of them or any."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clients.conditions import Condition
from app.clients.fields import CATALOGUE, FIGURES
from app.clients.search import Facets, Query
from app.i18n import N_
from ui.text import tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import Dialog
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.toggles import CheckBox, Segmented

_TEXT = ("contains", "is", "is_not", "filled", "empty")
_NUMBER = ("at_least", "at_most", "above", "below", "is", "filled", "empty")
_WORDS = {
    "contains": N_("contains"),
    "is": N_("is"),
    "is_not": N_("is not"),
    "filled": N_("is filled"),
    "empty": N_("is empty"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "above": N_("more than"),
    "below": N_("less than"),
    "yes": N_("yes"),
    "no": N_("no"),
}
_WITHOUT_VALUE = ("filled", "empty", "yes", "no")


def operators(kind: str) -> tuple[str, ...]:
    """What can be asked of a field of this kind."""
    if kind == "yes_no":
        return ("yes", "no")
    return _NUMBER if kind in ("number", "amount", "percent", "date") else _TEXT


class ConditionRow(QWidget):
    """One condition: field, operator, value."""

    removed = Signal(object)

    def __init__(self, fields: list[tuple[str, str, str]], condition: Condition | None) -> None:
        super().__init__()
        self._kinds = {key: kind for key, _label, kind in fields}
        self._field = Choice([(key, label) for key, label, _kind in fields], placeholder=tr("Field"))
        self._operator = Choice([], placeholder=tr("Condition"))
        self._value = LineInput("", placeholder=tr("Value"))
        remove = IconButton("x", tr("Remove this condition"))
        remove.clicked.connect(lambda: self.removed.emit(self))
        self._field.setAccessibleName(tr("Field"))
        self._operator.setAccessibleName(tr("Condition"))
        self._value.setAccessibleName(tr("Value"))
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for place, (widget, stretch) in enumerate(
            ((self._field, 3), (self._operator, 2), (self._value, 3), (remove, 0))
        ):
            row.addWidget(widget, 0, place)
            row.setColumnStretch(place, stretch)
        self._field.edited.connect(self._show_operators)
        self._operator.edited.connect(self._show_value)
        if condition is not None:
            self._field.set_value(condition.field)
        self._show_operators()
        if condition is not None:
            self._operator.set_value(condition.operator)
            self._value.set_value(condition.value)
        self._show_value()

    def condition(self) -> Condition | None:
        """The condition, or None while its field or its value is missing."""
        if self._field.value() is None:
            return None
        operator, value = str(self._operator.value()), str(self._value.value()).strip()
        if operator not in _WITHOUT_VALUE and not value:
            return None
        return Condition(str(self._field.value()), operator, "" if operator in _WITHOUT_VALUE else value)

    def _show_operators(self) -> None:
        kind = self._kinds.get(str(self._field.value()), "text")
        self._operator.set_options([(key, tr(_WORDS[key])) for key in operators(kind)])
        if self._operator.value() is None:
            self._operator.set_value(operators(kind)[0])
        self._show_value()

    def _show_value(self) -> None:
        self._value.setVisible(self._operator.value() not in _WITHOUT_VALUE)


class CriteriaDialog(Dialog):
    """Edits the conditions of a query; `query()` is the result."""

    def __init__(self, parent: QWidget, query: Query, facets: Facets) -> None:
        super().__init__(parent, tr("More filters"), width=720)
        self._query = query
        self._fields = sorted(
            [
                (key, tr(field.label), field.kind.name)
                for key, field in {**CATALOGUE, **FIGURES}.items()
                if field.searchable
            ]
            + [(f"own:{number}", label, kind) for number, label, kind in facets.own_fields],
            key=lambda entry: entry[1].casefold(),
        )
        self._join = Segmented(
            [("all", tr("All of these")), ("any", tr("Any of these"))], name=tr("How conditions join")
        )
        self._join.set_value("all" if query.match_all else "any")
        head = QHBoxLayout()
        head.addWidget(text_label(tr("Clients that meet"), "body", "text2"))
        head.addWidget(self._join)
        head.addStretch()
        self.body.addLayout(head)
        self._rows: list[ConditionRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(self._column)
        add = Button(tr("Add a condition"), "plus", kind="quiet")
        add.clicked.connect(lambda: self._add(None))
        line = QHBoxLayout()
        line.addWidget(add)
        line.addStretch()
        self.body.addLayout(line)
        self._no_address = CheckBox(tr("Only clients without an address"))
        self._no_address.setChecked(query.no_address)
        self.body.addWidget(self._no_address)
        self.body.addStretch()
        self.add_cancel()
        show = self.add_button(Button(tr("Show the clients"), kind="primary", keys="Ctrl+Enter"), main=True)
        show.clicked.connect(self.accept)
        for condition in query.conditions or (None,):
            self._add(condition)

    def query(self) -> Query:
        """The query with the conditions as they stand."""
        found = tuple(condition for row in self._rows if (condition := row.condition()) is not None)
        return replace(
            self._query,
            conditions=found,
            match_all=self._join.value() == "all",
            no_address=self._no_address.isChecked(),
        )

    def _add(self, condition: Condition | None) -> None:
        row = ConditionRow(self._fields, condition)
        row.removed.connect(self._remove)
        self._rows.append(row)
        self._column.addWidget(row)

    def _remove(self, row: ConditionRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.deleteLater()

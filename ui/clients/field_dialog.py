"""One field of many clients at once: which one, and what it is to be for all of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.clients.fields import CATALOGUE
from app.clients.opened import Opened
from app.i18n import plural
from app.values.field import Field
from ui.clients.form_inputs import Bound, bound
from ui.text import tr, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice
from ui.widgets.labels import text_label

# What can well be the same for many; what a client is has commands of its own, with their rules.
_KINDS = ("list", "person", "team", "choice", "language", "currency", "yes_no", "percent")
_APART = ("is_organisation", "is_client", "is_prospect", "starred")


def fields() -> list[Field]:
    """The fields that can be set for many clients, by their names."""
    found = (field for field in CATALOGUE.values() if field.table == "client" and field.kind.name in _KINDS)
    return sorted((field for field in found if field.key not in _APART), key=lambda field: tr(field.label).casefold())


class FieldDialog(Dialog):
    """`opened` gives the lists; `field()` and `value()` are the answer."""

    def __init__(self, parent: QWidget, opened: Opened, count: int) -> None:
        super().__init__(parent, tr("Change a field"), width=440)
        self._opened = opened
        about = trn(plural("For {count} client", "For {count} clients"), count)
        self.body.addWidget(text_label(about, "body", "text2"))
        self._which = Choice([(field.key, tr(field.label)) for field in fields()])
        self._which.set_value("category_id")
        self._which.edited.connect(self._ask)
        self.body.addWidget(FieldBox(tr("Field"), self._which))
        self._bound: Bound | None = None
        self._box: FieldBox | None = None
        self._ask()
        self.add_cancel()
        self.add_button(Button(tr("Set"), kind="primary", keys="Ctrl+Enter"), main=True).clicked.connect(self._accept)
        self._which.setFocus()

    def field(self) -> Field:
        """The field chosen."""
        return CATALOGUE[self._which.value()]

    def value(self) -> Any:
        """What it is to be."""
        assert self._bound is not None
        return self._bound.to_draft(self._bound.input.value())

    def _ask(self) -> None:
        """The input of the field chosen, empty."""
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
        field = self.field()
        if field.kind.name == "yes_no":
            self._bound = Bound(Choice([(True, tr("Yes")), (False, tr("No"))]))
            self._bound.show(True)
        else:
            self._bound = bound(field, lambda: self._opened, tr(field.label))
            self._bound.show(None)
        self._box = FieldBox(tr(field.label), self._bound.input)
        self.body.insertWidget(2, self._box)

    def _accept(self) -> None:
        assert self._bound is not None
        if self._bound.input.problem() is None:
            self.accept()

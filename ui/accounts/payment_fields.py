"""How money moved: means, reference, cheque, our bank account, a note. The same fields for a new payment and an old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.desk import Listed, Means
from ui.text import tr
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput

NONE = "\N{EM DASH}"


class HowFields(QWidget):
    """`boxes` by the names of the columns of a payment. The fields of a cheque are there while the means is one."""

    def __init__(self, lead: Sequence[FieldBox] = (), parent: QWidget | None = None) -> None:
        """`lead` are fields of the dialog that stand in the first row, before the means."""
        super().__init__(parent)
        self._means: tuple[Means, ...] = ()
        self._outgoing = False
        self.boxes = {
            "means_id": FieldBox(tr("Means"), Choice()),
            "reference": FieldBox(tr("Reference"), LineInput(max_length=80)),
            "bank_account_id": FieldBox(tr("Our bank account"), Choice()),
            "cheque_bank": FieldBox(tr("Bank of the cheque"), LineInput(max_length=80)),
            "cheque_holder": FieldBox(tr("Name on the cheque"), LineInput(max_length=80)),
            "note": FieldBox(tr("Note"), LineInput(max_length=400)),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        means, reference, account = (self.boxes[name] for name in ("means_id", "reference", "bank_account_id"))
        cheque = (self.boxes["cheque_bank"], self.boxes["cheque_holder"])
        rows = ((*lead, means), (reference, account)) if lead else ((means, reference, account),)
        for boxes in (*rows, cheque, (self.boxes["note"],)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for box in boxes:
                row.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        self._follow_means()
        self.boxes["means_id"].input.edited.connect(self._follow_means)

    def set_lists(self, means: Sequence[Means], accounts: Sequence[Listed], *, outgoing: bool = False) -> None:
        """What can be chosen; means that only go the other way are left out."""
        self._means, self._outgoing = tuple(means), outgoing
        fits = [each for each in means if (each.outgoing if outgoing else each.incoming)]
        self.boxes["means_id"].input.set_options([(None, NONE), *((each.id, each.label) for each in fits)])
        self.boxes["bank_account_id"].input.set_options([(None, NONE), *((each.id, each.label) for each in accounts)])
        self.boxes["bank_account_id"].setVisible(bool(accounts))
        self._follow_means()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these columns of a payment."""
        for name, box in self.boxes.items():
            if name in values:
                box.input.set_value(values[name])
        self._follow_means()

    def values(self) -> dict[str, Any]:
        """By the names of the columns; what belongs to a cheque only where it is one."""
        found = {name: box.input.value() for name, box in self.boxes.items()}
        if not self._is_cheque():
            found |= {"cheque_bank": "", "cheque_holder": ""}
        return found

    def set_read_only(self, read_only: bool) -> None:
        """Shown with a lock."""
        for box in self.boxes.values():
            box.input.set_read_only(read_only)

    def lines(self) -> list[LineInput]:
        """The fields of one line, in which Enter records."""
        return [box.input for box in self.boxes.values() if isinstance(box.input, LineInput)]

    def _is_cheque(self) -> bool:
        chosen = self.boxes["means_id"].input.value()
        return any(each.id == chosen and each.code == "cheque" for each in self._means)

    def _follow_means(self) -> None:
        for name in ("cheque_bank", "cheque_holder"):
            self.boxes[name].setVisible(self._is_cheque() and not self._outgoing)

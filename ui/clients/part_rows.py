"""Parts of the draft that are edited in rows: phones, e-mails, points, yearly figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.values.field import Field
from ui.clients.form import Form
from ui.clients.form_inputs import Bound
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.field_box import FieldBox
from ui.widgets.labels import LinkLabel


@dataclass(frozen=True)
class Cell:
    """One input of a row: the attribute, its label, its part of the width, and the field whose rules hold for it."""

    name: str
    label: str
    make: Callable[[], Bound]
    stretch: int = 1
    field: Field | None = None


class PartRows(QWidget):
    """Edits the list at `path`. `make` gives a new part; the caret goes to the cell `first` of a new row."""

    def __init__(
        self, form: Form, path: str, cells: Sequence[Cell], make: Callable[[], Any], *, add: str, first: str
    ) -> None:
        super().__init__()
        self.form, self.path, self.cells, self._make, self._first = form, path, cells, make, first
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.adder = LinkLabel(add, "plus")
        self.adder.clicked.connect(self.add)
        self._column.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows: list[QWidget] = []
        form.state.edited.connect(self._on_edited)
        form.refreshed.connect(self._on_refreshed)
        self.rebuild()

    def rebuild(self) -> None:
        """One row for each part there is now."""
        self.form.drop(f"{self.path}/")
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(place) for place in range(len(self.form.state.value(self.path)))]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)

    def _row(self, place: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for cell in self.cells:
            box = self.form.bind(f"{self.path}/{place}/{cell.name}", cell.make(), cell.label, field=cell.field)
            if place and isinstance(box, FieldBox):
                box.hide_label()
            line.addWidget(box, cell.stretch, Qt.AlignmentFlag.AlignTop)
        gone = IconButton("x", tr("Remove"))
        gone.clicked.connect(partial(self.remove, place))
        line.addWidget(_below_label(gone, labelled=not place), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def add(self) -> None:
        """One more part, with the caret in it."""
        parts = self.form.state.value(self.path)
        parts.append(self._make())
        self.form.state.parts_changed(self.path)
        self.form.focus(f"{self.path}/{len(parts) - 1}/{self._first}")

    def remove(self, place: int) -> None:
        """Take a part away."""
        del self.form.state.value(self.path)[place]
        self.form.state.parts_changed(self.path)
        self.adder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, path: str) -> None:
        if path == self.path:
            self.rebuild()

    def _on_refreshed(self) -> None:
        """Other values are shown already; other rows are needed only where their number changed."""
        if self.form.state.has(self.path) and len(self.form.state.value(self.path)) != len(self._rows):
            self.rebuild()


def _below_label(button: QWidget, *, labelled: bool) -> QWidget:
    """`button` at the middle of the inputs of its row, whatever is said below them."""
    place = QWidget()
    column = QVBoxLayout(place)
    above = (theme.height("field") - button.sizeHint().height()) // 2
    column.setContentsMargins(0, max(above, 0) + (theme.line("label") + 4 if labelled else 0), 0, 0)
    column.addWidget(button)
    return place

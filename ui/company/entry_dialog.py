"""One entry of a list: its name, its colour, and what else the list knows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.company.lists import LONGEST, Extra, ListEntry, ListKind
from app.errors import AppError, Problem
from app.values.countries import names
from ui.jobs import problems_of
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.accessible import set_tip
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.focus import KeyboardRing
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.painting import draw_box, draw_icon
from ui.widgets.toggles import CheckBox
from ui.widgets.typed_inputs import NumberInput


class _Dot(KeyboardRing, QAbstractButton):
    """One colour to choose."""

    def __init__(self, colour: int, name: str) -> None:
        super().__init__()
        self._token = f"c{colour}"
        self.setCheckable(True)
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setProperty("ringRadius", 14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect().adjusted(3, 3, -3, -3), fill=self._token, radius=self.height() / 2)
        if self.isChecked():
            draw_icon(painter, self.rect(), "check", "onAccent", theme.px(14))


class ColourChoice(QWidget):
    """The six colours of tags."""

    changed = Signal()

    def __init__(self, colour: int) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        called = (tr("Blue"), tr("Light blue"), tr("Orange"), tr("Green"), tr("Purple"), tr("Grey"))
        for number, name in enumerate(called, 1):
            dot = _Dot(number, name)
            dot.setChecked(number == colour)
            self._group.addButton(dot, number)
            row.addWidget(dot)
        row.addStretch(1)

    def value(self) -> int:
        """The number of the chosen colour."""
        return max(1, self._group.checkedId())


class EntryDialog(Dialog):
    """`save(label, values)` gets what was typed; call `accept()` or `refuse(error)` when the answer is there."""

    def __init__(
        self,
        parent: QWidget,
        kind: ListKind,
        entry: ListEntry | None,
        save: Callable[[str, dict[str, Any]], object],
    ) -> None:
        super().__init__(parent, tr("Add to the list") if entry is None else tr("Change the entry"), width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kind, self._save = kind, save
        self._bar = MessageBar()
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._label = FieldBox(tr("Name"), LineInput(entry.label if entry else "", max_length=LONGEST), required=True)
        self.body.addWidget(self._label)
        self._colour: ColourChoice | None = None
        if kind.coloured:
            self._colour = ColourChoice(entry.values["colour"] if entry else 1)
            self.body.addWidget(text_label(tr("Colour"), "label", "text2"))
            self.body.addWidget(self._colour)
        self._inputs: dict[str, Any] = {}
        self._boxes = {"label": self._label}
        for extra in kind.extras:
            self._add_extra(extra, entry)
        self.add_cancel()
        words = tr("Add") if entry is None else tr("Save")
        button = self.add_button(Button(words, "check", kind="primary", keys="Ctrl+Enter"), main=True)
        button.clicked.connect(self._try)
        self._label.input.returnPressed.connect(self._try)
        self._label.focus()

    def _add_extra(self, extra: Extra, entry: ListEntry | None) -> None:
        value = entry.values[extra.column] if entry else None
        if extra.kind.name == "yes_no":
            tick = CheckBox(tr(extra.label))
            tick.setChecked(bool(value))
            self._inputs[extra.column] = tick
            self.body.addWidget(tick)
            return
        field = _input(extra)
        if value is not None:
            field.set_value(extra.shown(value))
        self._inputs[extra.column] = field
        self._boxes[extra.column] = FieldBox(tr(extra.label), field)
        self.body.addWidget(self._boxes[extra.column])

    def _values(self) -> dict[str, Any]:
        found = {
            column: field.isChecked() if isinstance(field, CheckBox) else field.value()
            for column, field in self._inputs.items()
        }
        return found if self._colour is None else found | {"colour": self._colour.value()}

    def _try(self) -> None:
        wrong = [field for field in self._inputs.values() if not isinstance(field, CheckBox) and field.problem()]
        if wrong:
            wrong[0].core().setFocus()
            return
        self._save(self._label.input.value(), self._values())

    def refuse(self, error: AppError) -> None:
        """Say why it was not taken, at the field that it is about."""
        problems = problems_of(error)
        for box in self._boxes.values():
            box.set_problem(None)
        if problems:
            problem: Problem = problems[0]
            box = self._boxes.get(problem.path, self._label)
            box.set_problem(problem)
            box.focus()
        else:
            self._bar.show_message("error", tr(error.message, **error.parameters))


def _input(extra: Extra) -> Any:
    match extra.kind.name:
        case "number":
            return NumberInput(0, least=0, most=999)
        case "percent":
            return NumberInput(None, least=0, most=100, decimals=3, unit="%")
        case "country":
            return Choice([("", ""), *names(translator().language).items()])
        case "choice":
            field = Choice([(value, tr(label)) for value, label in extra.kind.options])
            field.set_value(extra.kind.options[0][0])
            return field
        case "long_text":
            return TextArea(lines=4)
    return LineInput(max_length=extra.kind.length)

"""The section Own fields: what the shop wants to know beyond what every shop does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.clients.model import Client, CustomValue
from app.clients.opened import OwnField
from app.errors import Problem
from app.values import web
from app.values.folding import fold
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.field_layout import FieldLayout
from ui.clients.form_inputs import NeverWrong, Tick, entry_options, sign
from ui.clients.read_field import ReadField, ReadGrid
from ui.clients.section import Section
from ui.text import tr
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.typed_inputs import AmountInput, DateInput, NumberInput

_SPAN = {"several": 12, "text": 6, "link": 6}
_COLUMN = {"number": "number", "amount": "number", "date": "day", "yes_no": "yes", "choice": "option_id"}


class Several(NeverWrong, QWidget):
    """Ticks for a list of which several may be chosen; speaks the words of an input. The value is a tuple of ids."""

    edited = Signal()
    left = Signal()

    def __init__(self, own: OwnField) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=20, row_gap=2)
        self._ticks = {option.id: Tick(option.label) for option in own.options if option.active}
        for tick in self._ticks.values():
            tick.edited.connect(self.edited)
            flow.addWidget(tick)

    def value(self) -> tuple[int, ...]:
        return tuple(number for number, tick in self._ticks.items() if tick.value())

    def set_value(self, value: tuple[int, ...]) -> None:
        """Tick these."""
        for number, tick in self._ticks.items():
            tick.set_value(number in value)

    def set_changed(self, changed: bool) -> None:
        """Blue bars under the ticks."""
        for tick in self._ticks.values():
            tick.set_changed(changed)

    def core(self) -> QWidget:
        return next(iter(self._ticks.values()), self)


@dataclass
class _Place:
    own: OwnField
    box: QWidget
    input: Any


class OwnFieldsSection(Section):
    """One box for each own field. Values are rows of the draft, made when there is something to keep."""

    answers = frozenset(("custom_values",))

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "own", tr("Own fields"))
        self._known: tuple[OwnField, ...] = ()
        self._read = ReadGrid()
        self._edit = QWidget()
        self._grid = FieldLayout(self._edit)
        self._places: dict[int, _Place] = {}
        none = tr("No own fields yet: make them in Tags, categories and own fields.")
        self._none = text_label(none, "body", "text3", wrap=True)
        self.body.addWidget(self._none)
        self.body.addWidget(self._read)
        self.body.addWidget(self._edit)
        editor.edited.connect(self._on_edited)
        editor.forms.append(self)

    def show_record(self) -> None:
        super().show_record()
        shown, editing = self._in_use(), self.editor.editing
        self._none.setVisible(not shown)
        if self.pencil is not None:
            self.pencil.setVisible(bool(shown) and not editing)
        self._read.setVisible(not editing and bool(shown))
        self._edit.setVisible(editing and bool(shown))
        if editing:
            if shown != self._known:
                self._rebuild(shown)
            self._refresh(hard=True)
        else:
            self._show_values(shown)

    def _in_use(self) -> tuple[OwnField, ...]:
        return tuple(own for own in self.editor.opened.own_fields if own.active)

    def is_ready(self, *, editing: bool) -> bool:
        return not editing or self._known == self._in_use()

    def prepare(self, *, editing: bool) -> None:
        if not self.is_ready(editing=editing):
            self._rebuild(self._in_use())

    def _show_values(self, shown: tuple[OwnField, ...]) -> None:
        opened = self.editor.opened
        self._read.clear()
        for own in shown:
            key = f"{reading.OWN}{own.id}"
            field = ReadField(f"custom_values/{own.id}", own.label, pin=key)
            field.edit_asked.connect(self._edit_at)
            field.pin_asked.connect(self.editor.pin)
            words = reading.own_words(opened, own, self.editor.draft)
            address = web.link(words) if own.kind == "link" else ""
            link = partial(QDesktopServices.openUrl, address) if address else None
            field.set_value(words, pinned=opened.pinned(key), open_it=link)
            self._read.add(field)

    def _edit_at(self, path: str) -> None:
        self.editor.begin()
        self.focus(path)

    def count(self) -> int | None:
        return len({value.field_id for value in self.editor.draft.custom_values}) or None

    # Editing

    def _rebuild(self, shown: tuple[OwnField, ...]) -> None:
        self._known = shown
        self._grid.clear()
        self._places = {}
        for own in shown:
            made = self._input(own)
            box = made if isinstance(made, Tick) else FieldBox(own.label, made)
            made.edited.connect(partial(self._take, own))
            made.left.connect(partial(self._judge, own))
            self._places[own.id] = _Place(own, box, made)
            self._grid.add(box, _SPAN.get(own.kind, 4))

    def _input(self, own: OwnField) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "number": lambda: NumberInput(least=None, decimals=2),
            "amount": lambda: AmountInput(unit=sign(self.editor.opened.currency)),
            "date": DateInput,
            "yes_no": lambda: Tick(own.label),
            "choice": lambda: Choice(entry_options(own.options, get(self.editor.draft, own))),
            "several": lambda: Several(own),
            "link": lambda: LineInput(icon="world", max_length=500),
        }
        return makers.get(own.kind, lambda: LineInput(max_length=2000))()

    def _refresh(self, *, hard: bool = False) -> None:
        """Show the draft's values; what was typed and cannot be read stays unless it is `hard`."""
        for place in self._places.values():
            if not hard and place.input.problem() is not None:
                self._mark(place)
                continue
            if place.own.kind == "choice":
                place.input.set_options(entry_options(place.own.options, get(self.editor.draft, place.own)))
            place.input.set_value(get(self.editor.draft, place.own))
            self._mark(place)

    def _mark(self, place: _Place) -> None:
        start = f"custom_values/{place.own.id}"
        before = {(v["option_id"], v["text"], v["number"], v["day"], v["yes"]) for v in self._before(place.own)}
        now = {(v.option_id, v.text, v.number, v.day, v.yes) for v in values(self.editor.draft, place.own)}
        place.input.set_changed(before != now)
        if isinstance(place.box, FieldBox):
            place.box.set_problem(self.editor.problem_at(start))

    def _before(self, own: OwnField) -> list[dict[str, Any]]:
        return [value for value in self.editor.base["custom_values"] if value["field_id"] == own.id]

    def _take(self, own: OwnField) -> None:
        place = self._places[own.id]
        put(self.editor.draft, own, place.input.value())
        self.editor.edited.emit("custom_values")
        self._mark(place)

    def _judge(self, own: OwnField) -> None:
        place = self._places[own.id]
        problem = self._problem(place)
        self.editor.judge(f"custom_values/{own.id}", (problem,) if problem else ())
        self._mark(place)

    def leave(self) -> None:
        """What is typed is in the draft already."""

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read, or is no page of the web."""
        found = ((own, self._problem(place)) for own, place in self._places.items()) if self.editor.editing else ()
        return [replace(problem, path=f"custom_values/{own}") for own, problem in found if problem is not None]

    @staticmethod
    def _problem(place: _Place) -> Problem | None:
        problem: Problem | None = place.input.problem()
        if problem is None and place.own.kind == "link" and place.input.value():
            found = web.check(place.input.value(), "").problems
            problem = found[0] if found else None
        return problem

    def _on_edited(self, path: str) -> None:
        if path == "" and self.editor.editing and self._places:
            self._refresh()

    # Focus

    def focus(self, path: str) -> bool:
        number = path.rpartition("/")[2]
        if self.editor.editing:
            place = self._places.get(int(number)) if number.isdigit() else None
            if place is not None:
                place.input.core().setFocus()
            return place is not None
        field = next((field for field in self._read.fields if field.path == path), None)
        if field is not None:
            self._read.go_to(field)
        return field is not None

    def focus_first(self) -> bool:
        place = next(iter(self._places.values()), None)
        if place is not None:
            place.input.core().setFocus()
        return place is not None

    def find_field(self, text: str) -> QWidget | None:
        if self.editor.editing:
            return next((place.box for place in self._places.values() if text in fold(place.own.label)), None)
        return next((field for field in self._read.fields if text in fold(field.label)), None)


def values(draft: Client, own: OwnField) -> list[CustomValue]:
    """The rows that hold an own field."""
    return [value for value in draft.custom_values if value.field_id == own.id]


def get(draft: Client, own: OwnField) -> Any:
    """The value of an own field, as its input takes it."""
    found = values(draft, own)
    if own.kind == "several":
        return tuple(value.option_id for value in found)
    if not found:
        return None
    return getattr(found[0], _COLUMN.get(own.kind, "text"))


def put(draft: Client, own: OwnField, value: Any) -> None:
    """Keep a value; an empty one leaves no row."""
    found = values(draft, own)
    if own.kind == "several":
        kept = [each for each in found if each.option_id in value]
        known = {each.option_id for each in kept}
        new = [CustomValue(field_id=own.id, option_id=number) for number in value if number not in known]
        draft.custom_values = [each for each in draft.custom_values if each.field_id != own.id] + kept + new
    elif value in (None, "", False):
        draft.custom_values = [each for each in draft.custom_values if each.field_id != own.id]
    else:
        if not found:
            found = [CustomValue(field_id=own.id)]
            draft.custom_values.append(found[0])
        setattr(found[0], _COLUMN.get(own.kind, "text"), value)

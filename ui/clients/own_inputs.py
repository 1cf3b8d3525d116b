"""The inputs of the shop's own fields: the same on the record and for a new client.

Values are rows of the draft, made when there is something to keep.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clients.model import Client, CustomValue
from app.clients.opened import Opened, OwnField
from app.errors import Problem
from app.values import web
from ui.clients.editing import Editing
from ui.clients.field_layout import NARROW, FieldLayout
from ui.clients.form_inputs import NeverWrong, Tick, entry_options
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.typed_inputs import DateInput, NumberInput, amount_input

PATH = "custom_values"
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


class OwnInputs(QWidget):
    """One box for each own field that is shown, in `places` by its number; a path is `custom_values/` and that number.

    It speaks the words of a form: `leave` and `unreadable`.
    """

    def __init__(self, state: Editing, opened: Callable[[], Opened], *, narrow: int = NARROW) -> None:
        super().__init__()
        self._state, self._opened = state, opened
        self.known: tuple[OwnField, ...] = ()
        self.places: dict[int, _Place] = {}
        self._grid = FieldLayout(self, narrow=narrow)

    def build(self, shown: tuple[OwnField, ...]) -> None:
        """A box for each of these, in place of those there were."""
        self.known = shown
        self._grid.clear()
        self.places = {}
        for own in shown:
            made = self._input(own)
            box = made if isinstance(made, Tick) else FieldBox(own.label, made)
            made.edited.connect(partial(self._take, own))
            made.left.connect(partial(self._judge, own))
            self.places[own.id] = _Place(own, box, made)
            self._grid.add(box, _SPAN.get(own.kind, 4))

    def _input(self, own: OwnField) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "number": lambda: NumberInput(least=None, decimals=2),
            "amount": lambda: amount_input(self._opened().currency),
            "date": DateInput,
            "yes_no": lambda: Tick(own.label),
            "choice": lambda: Choice(entry_options(own.options, get(self._state.draft, own))),
            "several": lambda: Several(own),
            "link": lambda: LineInput(icon="world", max_length=500),
        }
        return makers.get(own.kind, lambda: LineInput(max_length=2000))()

    def refresh(self, *, hard: bool = False) -> None:
        """Show the draft's values; what was typed and cannot be read stays unless it is `hard`."""
        for place in self.places.values():
            if not hard and place.input.problem() is not None:
                self._mark(place)
                continue
            if place.own.kind == "choice":
                place.input.set_options(entry_options(place.own.options, get(self._state.draft, place.own)))
            place.input.set_value(get(self._state.draft, place.own))
            self._mark(place)

    def _mark(self, place: _Place) -> None:
        before = {(v["option_id"], v["text"], v["number"], v["day"], v["yes"]) for v in self._before(place.own)}
        now = {(v.option_id, v.text, v.number, v.day, v.yes) for v in values(self._state.draft, place.own)}
        place.input.set_changed(self._state.marks and before != now)
        if isinstance(place.box, FieldBox):
            place.box.set_problem(self._state.problem_at(f"{PATH}/{place.own.id}"))

    def _before(self, own: OwnField) -> list[dict[str, Any]]:
        return [value for value in self._state.base[PATH] if value["field_id"] == own.id]

    def _take(self, own: OwnField) -> None:
        place = self.places[own.id]
        put(self._state.draft, own, place.input.value())
        self._state.edited.emit(PATH)
        self._mark(place)

    def _judge(self, own: OwnField) -> None:
        place = self.places[own.id]
        problem = self._problem(place)
        self._state.judge(f"{PATH}/{own.id}", (problem,) if problem else ())
        self._mark(place)

    def leave(self) -> None:
        """What is typed is in the draft already."""

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read, or is no page of the web."""
        found = ((own, self._problem(place)) for own, place in self.places.items())
        return [replace(problem, path=f"{PATH}/{own}") for own, problem in found if problem is not None]

    @staticmethod
    def _problem(place: _Place) -> Problem | None:
        problem: Problem | None = place.input.problem()
        if problem is None and place.own.kind == "link" and place.input.value():
            found = web.check(place.input.value(), "").problems
            problem = found[0] if found else None
        return problem

    def focus(self, path: str) -> bool:
        """Put the caret into the field at `path`; False where there is none."""
        number = path.rpartition("/")[2]
        place = self.places.get(int(number)) if number.isdigit() else None
        if place is not None:
            place.input.core().setFocus()
        return place is not None

    def focus_first(self) -> bool:
        """Put the caret into the first field; False where there is none."""
        return self.focus(f"{PATH}/{next(iter(self.places), '')}")


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

"""The form: inputs bound to paths of a draft. They write as one types, and are checked as one leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.clients import rules, shown
from app.clients.opened import Opened
from app.errors import Fix, Problem
from app.values import identifiers, vat
from app.values.field import Field
from ui.clients.editing import Editing
from ui.clients.form_inputs import Bound, Tick, bound
from ui.text import tr, translator
from ui.widgets.field_box import FieldBox

_CHECKED_KINDS = ("text", "phone", "email", "url")
_TICKED = frozenset(rules.CHECKS) - {"website", "naf"}


@dataclass
class _Place:
    """One input on the screen: `widget` is its box, or the input itself where the words are its own."""

    bound: Bound
    widget: QWidget
    field: Field | None


class Form(QObject):
    """Binds inputs to the paths of `state`; `opened` gives lists and words. `refreshed`: all values were shown anew."""

    refreshed = Signal()

    def __init__(self, state: Editing, opened: Callable[[], Opened], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._opened = opened
        self._places: dict[str, _Place] = {}
        state.edited.connect(self._on_edited)
        state.judged.connect(self._on_judged)

    def add(self, path: str, field: Field, label: str = "", *, required: bool = False, hint: str = "") -> QWidget:
        """The box of a field of the catalogue, bound to `path`."""
        words = label or tr(field.label)
        made = bound(field, self._opened, words)
        if field.key in shown.SHOWN:
            made = Bound(made.input, shown.SHOWN[field.key])
        return self.bind(path, made, words, field=field, required=required, hint=hint)

    def bind(
        self, path: str, made: Bound, label: str, *, field: Field | None = None, required: bool = False, hint: str = ""
    ) -> QWidget:  # the box of any input
        """The box of `made`, bound to `path`; the path must lead to a value of the draft."""
        widget: QWidget = made.input
        if not isinstance(made.input, Tick):
            widget = box = FieldBox(label, made.input, required=required, hint=hint)
            box.fix_clicked.connect(lambda fix: self.apply(fix, path))
        self._places[path] = _Place(made, widget, field)
        made.input.edited.connect(lambda: self._take(path))
        made.input.left.connect(lambda: self._leave(path))
        self._show(path)
        self._mark(path)
        return widget

    def drop(self, start: str) -> None:
        """Forget the inputs whose path begins with `start`: their parts are gone or stand elsewhere."""
        for path in [path for path in self._places if path.startswith(start)]:
            del self._places[path]

    def paths(self) -> list[str]:
        """The paths that have an input, in the order they were made."""
        return list(self._places)

    def widget(self, path: str) -> QWidget | None:
        """The box at `path`."""
        place = self._places.get(path)
        return place.widget if place is not None and isValid(place.widget) else None

    def focus(self, path: str) -> bool:
        """Put the caret into the field at `path`; False where there is none."""
        if self.widget(path) is None:
            return False
        core = self._places[path].bound.input.core()
        core.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_error(self) -> None:
        """Put the caret into the first field that is wrong, in the order they were made."""
        wrong = {problem.path for problem in self.state.errors()}
        next((path for path in self._places if path in wrong and self.focus(path)), None)

    def check_filled(self) -> None:
        """Check what is filled already, for the green ticks and the names behind codes."""
        for path, place in list(self._places.items()):
            if path in rules.CHECKS and place.field is not None:
                if self.state.value(path):
                    self.check(path)
                else:
                    self._offer(path)

    def leave(self) -> None:
        """As if one left the field in which the caret is: what was typed last counts too."""
        for path, place in list(self._places.items()):
            if place.bound.input.core().hasFocus():
                self._leave(path)

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read, field by field."""
        found = ((path, place.bound.input.problem()) for path, place in self._places.items())
        return [replace(problem, path=path) for path, problem in found if problem is not None]

    def check(self, path: str) -> None:
        """Check the text at `path` as if its field were left, and show its usual form."""
        checked = self.state.check(path)
        place = self._places.get(path)
        if place is None or not isinstance(place.widget, FieldBox):
            return
        if checked.ok:
            place.bound.input.set_value(checked.shown)
        if path == "naf":
            place.widget.set_hint(identifiers.naf_label(checked.value, translator().language) if checked.ok else "")
        if path in _TICKED:
            place.widget.set_ok(bool(checked.value) and not checked.problems)
        self._offer("vat_number")

    def apply(self, fix: Fix, path: str) -> None:
        """Put the remedy in its field, and check that field and the one that offered it."""
        target = fix.path or path
        self.state.set_value(target, fix.value)
        for each in {target: None, path: None}:
            if self.state.value(each):
                self.check(each)
        self.focus(path)

    def refresh(self, *, hard: bool = True) -> None:
        """Show the draft's values everywhere; what was typed and cannot be read stays unless it is `hard`."""
        for path in self.paths():
            if not hard and self._places[path].bound.input.problem() is not None:
                continue
            if self.state.has(path):
                self._show(path)
                self._mark(path)
            else:
                del self._places[path]
        self._on_judged()
        self.refreshed.emit()

    def renew_lists(self) -> None:
        """Show what the lists offer now; what is typed stays."""
        for path, place in self._places.items():
            if place.bound.options is not None:
                self._show(path)

    def _take(self, path: str) -> None:
        place = self._places[path]
        self.state.set_value(path, place.bound.to_draft(place.bound.input.value()))

    def _leave(self, path: str) -> None:
        place = self._places.get(path)
        if place is None:
            return
        self._take(path)
        unreadable = place.bound.input.problem()
        if unreadable is not None:
            self.state.judge(path, (unreadable,))
        elif place.field is not None and place.field.kind.name in _CHECKED_KINDS:
            self.check(path)
        elif self.state.problem_at(path) is not None:
            self.state.judge(path, ())

    def _offer(self, path: str) -> None:
        """An empty VAT number may be taken from the SIREN."""
        place = self._places.get(path)
        if path == "vat_number" and place is not None and isinstance(place.widget, FieldBox):
            draft = self.state.draft
            offer = vat.check_vat("", path, siren=draft.siren).offer if not draft.vat_number else None
            place.widget.set_offer(offer)

    def _on_edited(self, path: str) -> None:
        if path == "":
            self.refresh(hard=False)
        elif path in self._places:
            place = self._places[path]
            if place.bound.to_draft(place.bound.input.value()) != self.state.value(path):
                self._show(path)
            self._mark(path)
            if isinstance(place.widget, FieldBox) and path in _TICKED:
                place.widget.set_ok(False)

    def _show(self, path: str) -> None:
        self._places[path].bound.show(self.state.value(path))

    def _mark(self, path: str) -> None:
        self._places[path].bound.input.set_changed(self.state.is_changed(path))

    def _on_judged(self) -> None:
        for path, place in self._places.items():
            if isinstance(place.widget, FieldBox) and isValid(place.widget):
                given = self.state.problem_at(path)
                if given != place.widget.problem():
                    place.widget.set_problem(given)

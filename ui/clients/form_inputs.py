"""Which input of the kit edits which kind of field, and how its value and the draft's are turned into each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.clients.opened import Entry, Opened
from app.errors import Problem
from app.values.countries import names as country_names
from app.values.dates import Birthday
from app.values.field import Field
from app.values.money import CURRENCIES
from ui.clients import reading
from ui.text import tr, translator
from ui.theme import color
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.toggles import CheckBox
from ui.widgets.typed_inputs import AmountInput, BirthdayInput, DateInput, NumberInput, amount_input

EMPTY = "—"
_ICONS = {"phone": "phone", "email": "mail", "url": "world"}


@dataclass(frozen=True)
class Bound:
    """An input with the two ways between its value and the draft's; `options(value)` makes its list anew."""

    input: Any
    to_input: Callable[[Any], Any] = lambda value: value
    to_draft: Callable[[Any], Any] = lambda value: value
    options: Callable[[Any], list[tuple[Any, str]]] | None = None

    def show(self, value: Any) -> None:
        """Show the draft's `value`."""
        if self.options is not None:
            self.input.set_options(self.options(value))
        self.input.set_value(self.to_input(value))


class NeverWrong:
    """The part of an input's words that ticks do without: a yes or no is never wrong by itself."""

    def set_state(self, state: str) -> None:
        """Nothing to show."""

    def set_read_only(self, read_only: bool) -> None:
        """Shown, not to be changed."""
        self.setEnabled(not read_only)  # type: ignore[attr-defined]

    def problem(self) -> Problem | None:
        """None."""
        return None


class Tick(NeverWrong, CheckBox):
    """A check box that speaks the words of an input, with the blue bar of a changed field at its left."""

    edited = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._changed = False
        self.clicked.connect(lambda _: self.edited.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Show `value` without `edited`."""
        self.setChecked(bool(value))

    def set_changed(self, changed: bool) -> None:
        """Blue bar: differs from what is saved."""
        if changed != self._changed:
            self._changed = changed
            self.update()

    def core(self) -> QWidget:
        return self

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._changed:
            side = self.mark_size().height()
            bar = QRect(0, (self.height() + side) // 2 + 2, self.mark_size().width(), 3)
            QPainter(self).fillRect(bar, color("accent"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


def bound(field: Field, opened: Callable[[], Opened], label: str) -> Bound:
    """The input for a field of the catalogue; `opened` gives the lists of the record that is shown."""
    match field.kind.name:
        case "yes_no":
            return Bound(Tick(label))
        case "long_text":
            return Bound(TextArea(lines=2), _text)
        case "birthday":
            return birthday_bound(BirthdayInput())
        case "choice" | "list" | "person" | "team" | "country" | "language" | "currency":
            return _listed(field, opened)
        case "amount" | "percent" | "number" | "date":
            return _measured(field, opened)
    return Bound(LineInput(icon=_ICONS.get(field.kind.name), max_length=field.kind.length), _text)


def _listed(field: Field, opened: Callable[[], Opened]) -> Bound:
    match field.kind.name:
        case "choice":
            return Bound(Choice([(key, tr(words)) for key, words in field.kind.options]), _text, _text)
        case "country":
            return Bound(Choice(country_options()), _text, _text)
        case "language":
            return Bound(Choice(), _text, _text, language_options)
        case "currency":
            usual = ("", tr("As the shop"))
            return Bound(Choice(), _text, _text, lambda value: _with_own([usual, *currency_options()], value))
    source = field.kind.source or field.kind.name
    return Bound(Choice(), options=lambda value: entry_options(opened().lists.get(source, ()), value))


def _measured(field: Field, opened: Callable[[], Opened]) -> Bound:
    """Copies are never unknown; other numbers may be."""
    match field.kind.name:
        case "amount":
            return Bound(amount_input(opened().currency))
        case "percent":
            return Bound(AmountInput(unit="%", decimals=0, finer=True))
        case "date":
            return Bound(DateInput())
    if field.key == "invoice_copies":
        return Bound(NumberInput(least=0, most=20), to_draft=lambda number: number or 0)
    return Bound(NumberInput(least=0, most=9999))


def birthday_bound(made: BirthdayInput) -> Bound:
    """The two ways between a `Birthday` and its kept text."""
    return Bound(made, lambda text: Birthday.from_text(text or ""), lambda day: day.text if day else "")


def titles(opened: Callable[[], Opened]) -> Bound:
    """The title of a person: those of the shop's list, or any other."""
    return Bound(
        Choice(free=True), _text, options=lambda _now: [(words, words) for words in opened().offered("civility")]
    )


def _text(value: str | None) -> str:
    return value or ""


def entry_options(entries: tuple[Entry, ...], value: int | None) -> list[tuple[int | None, str]]:
    """Nothing, then the entries in use, and the one chosen now."""
    return [(None, EMPTY), *((entry.id, entry.label) for entry in entries if entry.active or entry.id == value)]


def _with_own(options: list[tuple[str, str]], value: str | None) -> list[tuple[str, str]]:
    return options if not value or any(value == code for code, _ in options) else [*options, (value, value)]


def language_options(value: str | None) -> list[tuple[str, str]]:
    """The usual languages by their names, and the one chosen now."""
    names = [(code, translator().language_name(code)) for code in reading.LANGUAGES]
    return _with_own([("", EMPTY), *names], value)


def country_options() -> list[tuple[str, str]]:
    """Every country by its name, after the empty one."""
    return [("", EMPTY), *country_names(translator().language).items()]


@cache
def _currency_options(language: str) -> list[tuple[str, str]]:
    from babel import Locale

    known = Locale(language).currencies
    return [(code, f"{code} · {known.get(code, code)}") for code in CURRENCIES]


def currency_options() -> list[tuple[str, str]]:
    """The currencies we know, by code and name."""
    return _currency_options(translator().language)

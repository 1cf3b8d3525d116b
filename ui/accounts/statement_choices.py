"""The choices of the statement page, at its left: what to show, what stands on the page, the message, the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.statement import Layout
from app.accounts.stating import Period
from app.documents import messages
from app.documents.statements import NOBODY, Choices
from app.errors import Problem
from app.i18n import LANGUAGES, N_, Translator, plural
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, TextArea
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.toggles import CheckBox, Radio
from ui.widgets.typed_inputs import DateInput

BACK = 2  # whole months before this one that a statement of movements begins with
_BOXES = {
    "ageing": N_("Ageing summary"),
    "slip": N_("Remittance slip"),
    "qr": N_("QR code for a bank transfer"),
    "terms": N_("Late-payment terms"),
    "detail": N_("What each payment settled"),
    "hide_paid": N_("Hide paid invoices"),
}
_MESSAGES = {messages.FRIENDLY: N_("Friendly"), messages.NONE: N_("None"), messages.OWN: N_("My own…")}


class StatementChoices(QWidget):
    """`period()`, `choices()`; `changed` at every change of a choice that can be drawn."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.today()
        self._many = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)
        for part in (self._kinds(), self._days(), self._page(), self._message(), self._who()):
            self._column.addWidget(part)
        self.set_contacts((), NOBODY, "")
        self._follow()

    # ---- building ----

    def _group(self, title: str = "") -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if title:
            column.addWidget(text_label(title, "card"))
            column.addSpacing(4)
        return part, column

    def _kinds(self) -> QWidget:
        part, column = self._group(tr("What to show"))
        self._open, self._all = Radio(tr("Unpaid invoices only")), Radio(tr("All movements"))
        self._hint = ElidedLabel("", "label", "text2", weight=400)
        hint = ElidedLabel(tr("Invoices, credit notes and payments"), "label", "text2", weight=400)
        group = QButtonGroup(self)
        for radio, words in ((self._open, self._hint), (self._all, hint)):
            group.addButton(radio)
            column.addWidget(radio)
            under = QHBoxLayout()
            under.setContentsMargins(theme.px(28), 0, 0, 6)
            under.addWidget(words)
            column.addLayout(under)
        self._all.setChecked(True)
        self._open.toggled.connect(self._on_kind)
        return part

    def _days(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._from, self._to = DateInput(), DateInput()
        self._from_box = FieldBox(tr("From"), self._from)
        self._to_box = FieldBox(tr("To"), self._to)
        for box in (self._from_box, self._to_box):
            row.addWidget(box, 1)
            box.input.edited.connect(self._on_day)
            box.input.left.connect(self._on_day)
        return part

    def _page(self) -> QWidget:
        part, column = self._group(tr("On the page"))
        self._boxes = {name: CheckBox(tr(words)) for name, words in _BOXES.items()}
        for box in self._boxes.values():
            column.addWidget(box)
            box.clicked.connect(self._on_change)
        return part

    def _message(self) -> QWidget:
        part, column = self._group()
        column.setSpacing(6)
        self._said = Choice([(kind, tr(words)) for kind, words in _MESSAGES.items()])
        self._own = TextArea(lines=4, most=9)
        self._change = LinkLabel(tr("Change the text…"))
        places = ", ".join(f"{{{tr(words)}}}" for words in messages.PLACES.values())
        self._places = Paragraph(tr("Filled in for each client: {places}", places=places), "label", "text3")
        column.addWidget(FieldBox(tr("Message"), self._said))
        for widget in (self._own, self._places, self._change):
            column.addWidget(widget)
        self._own.core().setAccessibleName(tr("The text of the message"))
        self._said.edited.connect(self._on_message)
        self._own.edited.connect(self._on_change)
        self._change.clicked.connect(self._write_own)
        return part

    def _who(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._language, self._contact = Choice(), Choice()
        self._contact_box = FieldBox(tr("Addressed to"), self._contact)
        for box in (FieldBox(tr("Language"), self._language), self._contact_box):
            row.addWidget(box, 1)
            box.input.edited.connect(self._on_change)
        return part

    # ---- values ----

    def begin(self, today: date, *, many: bool) -> None:
        """The usual choices, for a statement of `today`; for `many` clients the contact is each one's own."""
        self._today, self._many = today, many
        first = today.replace(day=1)
        for _month in range(BACK):
            first = (first - timedelta(1)).replace(day=1)
        self._from.set_value(first)
        self._to.set_value(today)
        self._contact_box.setVisible(not many)
        self.put(Choices(message=messages.FRIENDLY), "activity")

    def set_contacts(self, contacts: Sequence[tuple[int, str]], billing_id: int, language: str) -> None:
        """Whom it may be addressed to, the usual one first, and the client's own language."""
        usual = next((name for number, name in contacts if number == billing_id), tr("Nobody"))
        others = [(number, name) for number, name in contacts if number != billing_id]
        nobody = [(NOBODY, tr("Nobody"))] if billing_id != NOBODY else []
        self._contact.set_options([(None, usual), *others, *nobody])
        name = translator().language_name
        own = name(language) if language else tr("Each client’s own")
        self._language.set_options([("", own), *((code, name(code)) for code in LANGUAGES if code != language)])

    def put(self, choices: Choices, kind: str) -> None:
        """Show these choices, without `changed`."""
        for radio in (self._open, self._all):
            radio.blockSignals(True)
        (self._open if kind == "open" else self._all).setChecked(True)
        for radio in (self._open, self._all):
            radio.blockSignals(False)
        for name, box in self._boxes.items():
            box.setChecked(getattr(choices.layout, name))
        self._said.set_value(choices.message)
        self._own.set_value(choices.layout.message)
        self._language.set_value(choices.language)
        if self._language.value() is None:
            self._language.setCurrentIndex(0)
        self._contact.set_value(choices.contact_id)
        if self._contact.value() is None:
            self._contact.setCurrentIndex(0)
        self._follow()

    def kind(self) -> str:
        """ "open" or "activity"."""
        return "open" if self._open.isChecked() else "activity"

    def period(self) -> Period | None:
        """Which days; None while they cannot be read."""
        to_on, from_on = self._to.value(), self._from.value()
        if self.kind() == "open":
            return Period("open", to_on) if to_on is not None else None
        if to_on is None or (from_on is None and self._from.text().strip()) or (from_on and from_on > to_on):
            return None
        return Period("activity", to_on, from_on)

    def choices(self) -> Choices:
        """How the page is made."""
        on: dict[str, Any] = {name: box.isChecked() for name, box in self._boxes.items()}
        contact = None if self._many else self._contact.value()
        layout = replace(Layout(**on), message=self._own.text())
        return Choices(layout, self._language.value() or "", contact, self._said.value() or messages.NONE)

    def show_lines(self, count: int) -> None:
        """How many lines a statement of unpaid invoices would have."""
        self._hint.setText(translator().count(_LINES, count))

    def zones(self) -> list[QWidget]:
        """Where the focus may begin."""
        return [self._all]

    # ---- answers ----

    def _on_kind(self) -> None:
        self._follow()
        self._on_day()

    def _on_day(self) -> None:
        to_on, from_on = self._to.value(), self._from.value()
        wrong = to_on is not None and from_on is not None and from_on > to_on and self.kind() == "activity"
        self._from_box.set_problem(Problem("from", N_("This is after the last day.")) if wrong else None)
        self._on_change()

    def _on_change(self) -> None:
        if self.period() is not None:
            self.changed.emit()

    def _on_message(self) -> None:
        if self._said.value() == messages.OWN and not self._own.text().strip():
            self._own.set_value(messages.template(self._words()))
        self._follow()
        self._on_change()

    def _write_own(self) -> None:
        """Make the ready text one's own."""
        self._said.set_value(messages.OWN)
        self._on_message()
        self._own.setFocus()

    def _words(self) -> Translator:
        """In the language of the page."""
        return Translator(self._language.value() or translator().language, translator().country)

    def _follow(self) -> None:
        """Show what goes with the kind and with the message."""
        activity, own = self.kind() == "activity", self._said.value() == messages.OWN
        self._from_box.setVisible(activity)
        self._to_box.set_label(tr("To") if activity else tr("As of"))
        self._boxes["hide_paid"].setVisible(activity)
        self._own.setVisible(own)
        self._places.setVisible(own)
        self._change.setVisible(self._said.value() == messages.FRIENDLY)


_LINES = plural("Shortest: {count} line", "Shortest: {count} lines")

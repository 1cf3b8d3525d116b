"""How a letter is laid out: letterhead, window and date at a glance, and the rest in a dialog."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.documents import windows
from app.errors import AppError
from app.i18n import N_
from app.mailings import own_envelopes
from app.mailings.plan import Plan
from ui.mailings.background_card import PICTURES, keep
from ui.shell import Shell
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, open_file
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import ElidedLabel, LinkLabel
from ui.widgets.toggles import CheckBox
from ui.widgets.typed_inputs import DateInput

_TICKS = (
    ("with_letterhead", N_("Letterhead")),
    ("with_address", N_("Window address")),
    ("with_date", N_("Date")),
)
ORDERS = (("name", N_("By name")), ("postcode", N_("By country and postcode")))
PURPOSES = (
    ("", N_("The usual one")),
    ("invoice", N_("For invoices")),
    ("delivery", N_("For deliveries")),
    ("quote", N_("For quotes")),
)


class LetterTicks(QWidget):
    """`changed(values)` of the plan; `more_wanted`: the dialog."""

    changed = Signal(dict)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self, gap=20, row_gap=6)
        self.boxes: dict[str, CheckBox] = {}
        for key, words in _TICKS:
            box = self.boxes[key] = CheckBox(tr(words))
            box.clicked.connect(lambda on, key=key: self.changed.emit({key: on}))
            row.addWidget(box)
        self.more = LinkLabel(tr("Envelope, date, signature…"), "adjustments-horizontal")
        self.more.clicked.connect(self.more_wanted)
        row.addWidget(self.more)

    def show_plan(self, plan: Plan, *, read_only: bool) -> None:
        """The ticks of a plan."""
        for key, box in self.boxes.items():
            box.setChecked(getattr(plan, key))
            box.setEnabled(not read_only)
        self.more.setVisible(not read_only)


class LayoutDialog(Dialog):
    """What is chosen seldom. `chosen(values)` of the plan."""

    chosen = Signal(dict)

    def __init__(self, shell: Shell, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent, tr("Envelope, date and signature"), width=560)
        self.shell, self.plan = shell, plan
        self.window_choice = Choice(self._windows([]))
        self.window_choice.set_value(plan.window)
        self.date = DateInput(plan.dated_on)
        self.order = Choice([(key, tr(words)) for key, words in ORDERS])
        self.order.set_value(plan.order_by)
        self.purpose = Choice([(key, tr(words)) for key, words in PURPOSES])
        self.purpose.set_value(plan.purpose)
        self.household = CheckBox(tr("One letter for each household"))
        self.household.setChecked(plan.per_household)
        self.signer = LineInput(plan.signature_name, max_length=100)
        self._build()
        self._show_signature()
        shell.jobs.read(self, own_envelopes.listed, self._take_own)

    def _build(self) -> None:
        self.date_box = FieldBox(tr("Date of the letter"), self.date, hint=tr("Empty: the day it is printed."))
        self.body.addWidget(FieldBox(tr("Window of the envelope"), self.window_choice))
        self.body.addWidget(self.date_box)
        if self.plan.kind != "letter":
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(FieldBox(tr("Order of the letters"), self.order))
            row.addWidget(FieldBox(tr("Which address"), self.purpose))
            self.body.addLayout(row)
            self.body.addWidget(self.household)
        self.body.addWidget(FieldBox(tr("Name under the signature"), self.signer))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._signed = ElidedLabel("", "body", "text2")
        self.choose_button = Button(tr("Signature image…"), "signature")
        self.remove_button = Button(tr("Remove"), kind="quiet")
        row.addWidget(self._signed, 1)
        row.addWidget(self.remove_button)
        row.addWidget(self.choose_button)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.choose_button.clicked.connect(self.choose_signature)
        self.remove_button.clicked.connect(self._remove_signature)
        self.add_cancel()
        done = self.add_button(Button(tr("Use"), "check", kind="primary", keys="Ctrl+Enter"), main=True)
        done.clicked.connect(self._use)

    def _windows(self, own: list[Any]) -> list[tuple[str, str]]:
        country = self.shell.shop.country
        usual = tr(windows.NAMES[windows.usual(country)])
        found = [("", tr("As in the settings, else {name}", name=usual))]
        found += [(each.key, each.name) for each in own if each.has_window]
        return found + [(key, tr(windows.NAMES[key])) for key in windows.keys(country)]

    def _take_own(self, own: list[Any]) -> None:
        value = self.window_choice.value() or self.plan.window
        self.window_choice.set_options(self._windows(own))
        self.window_choice.set_value(value)

    # Signature

    def choose_signature(self) -> None:
        """Ask for a picture of a signature."""
        path = open_file(self, tr("Signature image"), [(tr("Pictures"), PICTURES)])
        if path is None:
            return

        def done(sha: str) -> None:
            self.plan = replace(self.plan, signature=sha)
            self._show_signature()

        work = lambda book, progress: keep(book, path, signature=True)  # noqa: E731 - handed to a lane
        self.shell.jobs.long(self, tr("Reading the image…"), work, done, refused=self._refused)

    def _refused(self, error: Any) -> None:
        if isinstance(error, AppError):
            self._signed.setText(tr(error.message, **error.parameters))
            self._signed.set_tone("red")

    def _remove_signature(self) -> None:
        self.plan = replace(self.plan, signature=None)
        self._show_signature()

    def _show_signature(self) -> None:
        has = self.plan.signature is not None
        self._signed.set_tone("text2")
        self._signed.setText(tr("There is a signature image.") if has else tr("Room to sign by hand."))
        self.remove_button.setVisible(has)

    def _use(self) -> None:
        if self.date_box.problem() is not None:
            self.date_box.focus()
            return
        values = {
            "window": self.window_choice.value() or "",
            "dated_on": self.date.value(),
            "order_by": self.order.value() or "name",
            "purpose": self.purpose.value() or "",
            "per_household": self.household.isChecked(),
            "signature": self.plan.signature,
            "signature_name": self.signer.value() or "",
        }
        self.accept()
        self.chosen.emit(values)

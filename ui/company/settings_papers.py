"""Settings of the papers: their head and foot, their numbers, and how the shop sells. They act at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.company import paper_settings, series
from app.company.paper_settings import PaperSettings
from app.company.posting import KEEP_ACCENTS, QUEBEC_LETTERS
from app.errors import AppError, Fix
from app.i18n import N_
from ui.company.settings_parts import SettingsSection, row_of
from ui.jobs import problems_of
from ui.shell import Shell
from ui.text import tr
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import LinkLabel, Paragraph
from ui.widgets.toggles import Segmented
from ui.widgets.typed_inputs import NumberInput, amount_input

NUMBERED = {
    "invoice": N_("Invoices"),
    "credit_note": N_("Credit notes"),
    "quote": N_("Quotes"),
    "order": N_("Orders"),
    "delivery": N_("Delivery notes"),
    "proforma": N_("Pro forma invoices"),
    "purchase": N_("Purchase orders"),
    "payment": N_("Payments"),
}


class _PaperSection(SettingsSection):
    """Fields in boxes, each saved as one leaves it; `_write(name, value)` says how."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.boxes: dict[str, FieldBox] = {}
        self._saved: dict[str, Any] = {}

    def load(self) -> None:
        self.shell.jobs.read(self, paper_settings.load, self._show, key=f"settings {self.key}")

    def _fields(self, *fields: tuple[str, str, Any, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, label, field, share in fields:
            box = FieldBox(label, field)
            self.boxes[name] = box
            box.fix_clicked.connect(partial(self._mend, name))
            row.addWidget(box, share, Qt.AlignmentFlag.AlignTop)
            leaves = field.edited if isinstance(field, Choice) else field.left
            leaves.connect(partial(self._leave, name))
        self.body.addLayout(row)

    def _show(self, settings: PaperSettings) -> None:
        self._saved = self._values(settings)
        for name, box in self.boxes.items():
            if box.problem() is None and (not box.input.core().hasFocus() or isinstance(box.input, Choice)):
                box.input.set_value(self._saved[name])

    def _values(self, settings: PaperSettings) -> dict[str, Any]:
        raise NotImplementedError

    def _leave(self, name: str) -> None:
        box = self.boxes[name]
        value = box.input.value()
        problem = box.input.problem()
        box.set_problem(problem)
        if not self._saved or problem is not None or value == self._saved.get(name):
            return
        self.shell.jobs.write(
            self,
            self._label(),
            partial(self._write, name=name, value=value),
            lambda _none: self.load(),
            refused=partial(self._refused, name),
        )

    def _mend(self, name: str, fix: Fix) -> None:
        self.boxes[name].input.set_value(fix.value)
        self._leave(name)

    def _label(self) -> str:
        return N_("Change the settings of documents")

    @staticmethod
    def _write(session: Any, *, name: str, value: Any) -> None:
        raise NotImplementedError

    def _refused(self, name: str, error: AppError) -> None:
        problems = problems_of(error)
        if problems:
            self.boxes[name].set_problem(problems[0])
        else:
            self.shell.explain(error)


class HeadSection(_PaperSection):
    """What stands at the head and the foot of every paper."""

    key = "head"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        faces = [(False, tr("Plain")), (True, tr("Classic"))]
        self.face = Segmented([(str(int(value)), label) for value, label in faces], tr("Letters of the headings"))
        self.face.changed.connect(self._take_face)
        self._fields(
            ("tagline", tr("Line under the name"), LineInput(max_length=120), 3),
            ("accent", tr("Colour"), LineInput(max_length=7, placeholder="#6b2136"), 1),
        )
        self.add_row(tr("Letters of the headings"), row_of(self.face))
        self._fields(
            ("legal_form", tr("Legal form"), LineInput(max_length=80), 1),
            ("capital", tr("Capital"), amount_input(shell.shop.currency), 1),
            ("rcs", tr("Trade register"), LineInput(max_length=80), 1),
        )
        self._fields(
            ("siret", tr("SIRET"), LineInput(max_length=20), 1),
            ("vat_number", tr("VAT number"), LineInput(max_length=20), 1),
        )
        if shell.shop.country == "CA":
            self._fields(
                ("gst_number", tr("GST number"), LineInput(max_length=20), 1),
                ("qst_number", tr("QST number"), LineInput(max_length=20), 1),
            )
        self._fields(("foot", tr("Foot of every page"), LineInput(max_length=300), 1))
        self.boxes["foot"].set_hint(tr("Empty: made from the legal form, the capital and the numbers above."))
        self._fields(("late_terms", tr("What is said of late payment"), TextArea(), 1))
        self.boxes["late_terms"].set_hint(tr("Empty: the usual words of your country."))
        self.banks = LinkLabel(tr("Our bank accounts: the IBAN and the payment code come from there…"), "building-bank")
        self.banks.clicked.connect(lambda: shell.show_page("lists", kind="bank_account"))
        self.body.addLayout(row_of(self.banks))

    def tables(self) -> tuple[str, ...]:
        return ("company",)

    def _values(self, settings: PaperSettings) -> dict[str, Any]:
        self.face.set_value(str(int(settings.head["serif"])))
        return dict(settings.head)

    def _take_face(self) -> None:
        value = self.face.value() == "1"
        if self._saved and value != self._saved["serif"]:
            self.shell.jobs.write(self, self._label(), partial(self._write, name="serif", value=value))

    @staticmethod
    def _write(session: Any, *, name: str, value: Any) -> None:
        paper_settings.save_head(session, {name: value})


class NumbersSection(_PaperSection):
    """The pattern of each series, and the number that comes next."""

    key = "numbers"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        words = N_(
            "Numbers follow each other without a gap. {number} is the number, {four} the number with at least four "
            "digits: {pattern} gives {result}. With {year} a series starts again each year."
        )
        pattern = "FA-{year}-{number:04}"
        places = {"number": "{number}", "four": "{number:04}", "year": "{year}"}
        example = {"pattern": pattern, "result": series.show(pattern, shell.today().year, 7)}
        self.body.addWidget(Paragraph(tr(words, **places, **example), "label", "text3"))
        kinds = list(NUMBERED.items())
        for place in range(0, len(kinds), 2):
            self._fields(*((kind, tr(label), LineInput(max_length=40), 1) for kind, label in kinds[place : place + 2]))

    def tables(self) -> tuple[str, ...]:
        return ("numbering", "paper", "payment")

    def _values(self, settings: PaperSettings) -> dict[str, Any]:
        for kind, number in settings.coming.items():
            self.boxes[kind].set_hint(tr("The next one is {number}.", number=number))
        return dict(settings.patterns)

    @staticmethod
    def _write(session: Any, *, name: str, value: Any) -> None:
        paper_settings.save_pattern(session, name, value)


class SellingSection(_PaperSection):
    """What happens with the first invoice, how amounts are rounded, what is usual."""

    key = "selling"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        first = [
            ("client", tr("A client")),
            ("both", tr("A client who stays a prospect too")),
            ("prospect", tr("Nothing else: it stays a prospect")),
        ]
        rounding = [("document", tr("On the total of each tax")), ("line", tr("Line by line"))]
        self.term = Choice([])
        self._fields(
            ("first_invoice", tr("With the first invoice a prospect becomes"), Choice(first), 1),
            ("rounding", tr("Tax is rounded"), Choice(rounding), 1),
        )
        self._fields(
            ("payment_term_id", tr("Usual payment terms"), self.term, 1),
            ("quote_days", tr("A quote is valid for"), NumberInput(most=3_660, unit=tr("days")), 1),
        )
        self._fields(
            ("credit_limit", tr("Usual credit limit"), amount_input(shell.shop.currency), 1),
            ("customer_account", tr("Customer account"), LineInput(max_length=20), 1),
            ("supplier_account", tr("Supplier account"), LineInput(max_length=20), 1),
            ("auxiliary_pattern", tr("Auxiliary code"), LineInput(max_length=30), 1),
        )
        what = N_("{name} stands for the first letters of the client’s name. New clients get their accounts here.")
        self.body.addWidget(Paragraph(tr(what, name="{name}"), "label", "text3"))

    def tables(self) -> tuple[str, ...]:
        return ("option", "payment_term")

    def _values(self, settings: PaperSettings) -> dict[str, Any]:
        self.term.set_options([(None, tr("The first of the list")), *settings.terms])
        return dict(settings.options)

    @staticmethod
    def _write(session: Any, *, name: str, value: Any) -> None:
        paper_settings.save_option(session, name, value)


class AddressSection(_PaperSection):
    """Where posts and people write an address differently, which of the two."""

    key = "addresses"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        accents = [
            (False, tr("Without accents: {example}", example="12 RUE DE L EVECHE")),
            (True, tr("With accents: {example}", example="12 RUE DE L ÉVÊCHÉ")),
        ]
        quebec = [
            (True, tr("As people write there: {example}", example="12, rue du Fort, app. 5")),
            (False, tr("As the post reads: {example}", example="12 RUE DU FORT APP 5")),
        ]
        self._fields((KEEP_ACCENTS, tr("Capitals in French addresses"), Choice(accents), 1))
        self.boxes[KEEP_ACCENTS].set_hint(tr("On labels, envelopes and in windows. The French post wants no accents."))
        self._fields((QUEBEC_LETTERS, tr("Letters to Québec"), Choice(quebec), 1))
        self.boxes[QUEBEC_LETTERS].set_hint(tr("Labels and envelopes are always as the post reads them."))

    def tables(self) -> tuple[str, ...]:
        return ("option",)

    def _values(self, settings: PaperSettings) -> dict[str, Any]:
        return dict(settings.options)

    @staticmethod
    def _write(session: Any, *, name: str, value: Any) -> None:
        paper_settings.save_option(session, name, value)

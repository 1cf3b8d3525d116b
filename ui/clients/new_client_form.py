"""The fields of a new client: a name is enough. It turns what is typed into a draft, and shows what is wrong with it.

Each field has a short name here and a path in the record, which depends on the kind: a firm's first name is that of
its main contact.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients import rules
from app.clients.duplicates import SAME_ADDRESS, SAME_EMAIL, SAME_NAME, SAME_PHONE, SAME_SIRET, Candidate, Match
from app.errors import Fix, Problem
from app.i18n import N_
from app.values import person, postcode, vat
from app.values.countries import FRENCH, names
from ui.clients import new_client_draft as typed
from ui.clients.new_client_draft import COMPANY_ONLY, NUMBERS
from ui.clients.tag_input import TagInput
from ui.text import tr, translator
from ui.widgets.accessible import set_tip
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.toggles import Segmented

if TYPE_CHECKING:
    from app.clients.model import Client
    from app.clients.search import Facets

_ACROSS = 16
_DOWN = 14
_WARNINGS = (
    (SAME_SIRET, "siret", N_("Same SIRET as {reference}.")),
    (SAME_PHONE, "phone", N_("Same phone as {reference}.")),
    (SAME_EMAIL, "email", N_("Same e-mail as {reference}.")),
    (SAME_ADDRESS, "street", N_("Same address as {reference}.")),
)


class NewClientForm(QWidget):
    """`boxes` holds every field by its short name.

    `edited` at every change, `grown` when its height changes, `register_wanted` at the link to the public register.
    """

    edited = Signal()
    grown = Signal()
    register_wanted = Signal()

    def __init__(self, country: str, *, prospect: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = country
        self._checked: dict[str, Problem | None] = {}
        self._alike: dict[str, Problem] = {}
        self.boxes: dict[str, FieldBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_DOWN)
        self._build_kinds(prospect=prospect)
        self._build_names()
        self._build_address(country)
        self._build_details()
        for name, box in self.boxes.items():
            box.input.edited.connect(lambda name=name: self._on_edited(name))
            box.input.left.connect(lambda name=name: self.check(name))
            box.fix_clicked.connect(self._apply)
        self._show_kind()

    # ---- building ----

    def _build_kinds(self, *, prospect: bool) -> None:
        self.kind = Segmented(
            [("company", tr("Company"), "building-store"), ("person", tr("Private person"), "user")],
            tr("Kind of client"),
        )
        self.kind.set_value("company")
        self.status = Segmented([("client", tr("Client")), ("prospect", tr("Prospect"))], tr("Status"))
        self.status.set_value("prospect" if prospect else "client")
        self.kind.changed.connect(self._on_kind)
        self.status.changed.connect(lambda _: self.edited.emit())
        row = QHBoxLayout()
        row.setSpacing(_ACROSS)
        row.addWidget(self.kind)
        row.addWidget(self.status)
        row.addStretch(1)
        self.register = LinkLabel(tr("Register…"), "building")
        set_tip(self.register, tr("Fill in a company from the public registers"))
        self.register.clicked.connect(self.register_wanted)
        row.addWidget(self.register)
        self._column.addLayout(row)

    def _build_names(self) -> None:
        self._name_row = self._row(("company_name", tr("Company name"), LineInput(max_length=160), 390))
        self._box("category", tr("Category"), Choice())
        self._contact_title = text_label(tr("Main contact"), "card")
        self._column.addWidget(self._contact_title)
        self._row(
            ("civility", tr("Title"), Choice(free=True), 96),
            ("first_name", tr("First name"), LineInput(max_length=80), 230),
            ("last_name", tr("Last name"), LineInput(max_length=80), 230),
        )
        self._reach_row = self._row(
            ("phone", tr("Phone"), LineInput(icon="phone", max_length=60), 290),
            ("email", tr("E-mail"), LineInput(icon="mail", placeholder=tr("name@company.fr"), max_length=254), 290),
        )

    def _build_address(self, country: str) -> None:
        self._column.addWidget(text_label(tr("Address"), "card"))
        self._row(("street", tr("Street"), LineInput(max_length=160), 1))
        countries = [(code, name) for code, name in names(translator().language).items()]
        self._row(
            ("postcode", tr("Postcode"), LineInput(max_length=20), 112),
            ("city", tr("Town"), Choice(free=True), 260),
            ("country", tr("Country"), Choice(countries), 176),
        )
        self.boxes["country"].input.set_value(country)

    def _build_details(self) -> None:
        self._details = QWidget()
        self._more = LinkLabel("", "chevron-right")
        self._more.clicked.connect(lambda: self.show_details(not self._details.isVisibleTo(self)))
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QVBoxLayout(self._details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(_DOWN)
        self._row(
            ("siren", tr("SIREN"), LineInput(max_length=20), 1),
            ("siret", tr("SIRET"), LineInput(max_length=30), 1),
            ("vat_number", tr("VAT number"), LineInput(max_length=30), 1),
            into=inside,
        )
        self._row(
            ("own_reference", tr("Own reference"), LineInput(max_length=60), 1),
            ("tags", tr("Tags"), TagInput(), 2),
            into=inside,
        )
        self._details.hide()
        self._column.addWidget(self._details)
        self._column.addStretch(1)

    def _row(self, *fields: tuple[str, str, Any, int], into: QVBoxLayout | None = None) -> QHBoxLayout:
        """One row of fields: (name, label, input, share of the width)."""
        row = QHBoxLayout()
        row.setSpacing(_ACROSS)
        for name, label, field, share in fields:
            row.addWidget(self._box(name, label, field), share, Qt.AlignmentFlag.AlignTop)
        (into or self._column).addLayout(row)
        return row

    def _box(self, name: str, label: str, field: Any) -> FieldBox:
        box = FieldBox(label, field, required=name == "company_name", parent=self)
        self.boxes[name] = box
        return box

    # ---- what it holds ----

    @property
    def is_company(self) -> bool:
        return self.kind.value() == "company"

    def set_lists(self, found: Facets) -> None:
        """What the lists offer."""
        self.boxes["category"].input.set_options([(None, ""), *found.categories])
        self.boxes["civility"].input.set_options([("", ""), *((words, words) for words in found.civilities)])
        self.boxes["tags"].input.set_known((name, colour) for _number, name, colour in found.tags)

    def values(self) -> typed.Values:
        """All that is typed, in a form that can be kept and given back to `set_values`."""
        kept = {name: box.input.value() for name, box in self.boxes.items()}
        return {"kind": self.kind.value(), "status": self.status.value(), **kept}

    def set_values(self, values: typed.Values) -> None:
        """Fill the form in; names it does not know are passed over."""
        self.kind.set_value(values.get("kind", self.kind.value()))
        self.status.set_value(values.get("status", self.status.value()))
        for name, box in self.boxes.items():
            if name in values:
                box.input.set_value(values[name])
        self._show_register()
        self.show_details(any(values.get(name) for name in (*NUMBERS, "own_reference", "tags")))
        self.edited.emit()

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return str(self.boxes[name].input.value() or "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed; the country does not count."""
        return not any(box.input.value() for name, box in self.boxes.items() if name != "country")

    def name(self) -> str:
        """The name of the client to be, for sentences about it."""
        if self.is_company:
            return self.text("company_name")
        return person.display_name(self.text("first_name"), self.text("last_name"))

    def candidate(self) -> Candidate:
        """What duplicates are looked up by."""
        return typed.candidate(self.values(), self._country)

    def draft(self) -> Client:
        """The record as it would be saved; the tags are not in it, since they may have to be made first."""
        return typed.draft(self.values())

    def tags(self) -> list[str]:
        """The names of the tags to put on."""
        return list(self.boxes["tags"].input.value())

    def path(self, name: str) -> str:
        """Where a field stands in the record."""
        return typed.path(self.values(), name)

    # ---- checking ----

    def check(self, name: str) -> None:
        """Check one field as it is left, tidy what is typed, and fill in what follows from it."""
        if name == "city":
            self._fill_postcode()
        path, text = self.path(name), self.text(name)
        checked = rules.check_field(self.draft(), path, text) if text and name != "tags" else None
        self._checked[name] = checked.problems[0] if checked and checked.problems else None
        if checked and not checked.problems and checked.shown != text and name != "city":
            self.boxes[name].input.set_value(checked.shown)
        if name == "postcode":
            self._offer_towns()
        elif checked:
            self._fill(checked.fills)
        if name in NUMBERS:
            self._offer_vat()
        self._show_problems()

    def _offer_vat(self) -> None:
        """The VAT number that follows from the SIREN, one click away while the field is empty."""
        siren, country = self.text("siren"), self.text("country")
        offer = None if self.text("vat_number") else vat.check_vat("", country=country, siren=siren).offer
        self.boxes["vat_number"].set_offer(offer)

    def _offer_towns(self) -> None:
        """The towns of the postcode: the only one is filled in, several are offered."""
        box, country = self.boxes["city"], self.text("country")
        found = postcode.towns(postcode.normal(self.text("postcode"), country), country)
        typed = box.input.value()
        box.input.set_options([(town, town) for town in found])
        box.input.set_value(found[0] if len(found) == 1 and not typed else typed)
        filled = len(found) == 1 and box.input.value() == found[0]
        box.set_ok(filled)
        if filled:
            box.set_hint(tr("Filled in from the postcode"))
        else:
            box.set_hint(tr("Several towns have this postcode.") if len(found) > 1 and not typed else "")

    def _fill_postcode(self) -> None:
        found = postcode.postcodes(self.text("city")) if self.text("country") == "FR" else ()
        if len(found) == 1 and not self.text("postcode"):
            self.boxes["postcode"].input.set_value(found[0])

    def _fill(self, fills: Any) -> None:
        for path, value in fills.items():
            box = self.boxes.get(path.rpartition("/")[2])
            if box is not None and not box.input.value():
                box.input.set_value(value)

    def _apply(self, fix: Fix) -> None:
        name = self._named(fix.path)
        if name:
            self.boxes[name].input.set_value(fix.value)
            self.check(name)
            self.edited.emit()

    def _named(self, path: str) -> str:
        return next((name for name in self.boxes if self.path(name) == path), "")

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put each refusal at its field and the caret into the first; returns those that no field claims."""
        unclaimed, first = [], ""
        for problem in problems:
            name = self._named(problem.path)
            if not name:
                unclaimed.append(problem)
                continue
            self._checked[name] = problem
            first = first or name
        self._show_problems()
        if first:
            self.show_details(self._details.isVisibleTo(self) or self._details.isAncestorOf(self.boxes[first]))
            self.boxes[first].focus()
        return unclaimed

    def show_alike(self, matches: Iterable[Match]) -> None:
        """Say in amber at each field what another record shares with it."""
        self._alike = {}
        for match in matches:
            for reason, name, message in _WARNINGS:
                if reason in match.reasons:
                    self._warn(name, message, reference=match.row.reference)
            if SAME_NAME in match.reasons:
                self._warn(self._main_name(), N_("This name already exists."))
            elif match.reasons[-1] not in (SAME_PHONE, SAME_EMAIL, SAME_SIRET, SAME_ADDRESS):
                self._warn(self._main_name(), N_("A very similar name already exists."))
        self._show_problems()

    def _warn(self, name: str, message: str, **parameters: str) -> None:
        self._alike.setdefault(name, Problem(name, message, parameters, "warning"))

    def _main_name(self) -> str:
        return "company_name" if self.is_company else "last_name"

    def _show_problems(self) -> None:
        for name, box in self.boxes.items():
            box.set_problem(self._checked.get(name) or self._alike.get(name))
        self.grown.emit()

    # ---- kinds and details ----

    def _on_edited(self, name: str) -> None:
        if self._checked.pop(name, None):
            self._show_problems()
        if name in ("postcode", "country"):
            self.boxes["city"].set_ok(False)
            self.boxes["city"].set_hint("")
        if name == "country":
            self._show_register()
            if self.text("postcode"):
                self.check("postcode")
        self.edited.emit()

    def _on_kind(self, kind: str) -> None:
        typed = self.text("company_name")
        if kind == "person" and typed and not (self.text("first_name") or self.text("last_name")):
            first, _space, last = typed.rpartition(" ")
            self.boxes["first_name"].input.set_value(first)
            self.boxes["last_name"].input.set_value(last)
        self._checked.clear()
        self._show_kind()
        for name, box in self.boxes.items():
            if self.text(name) and not box.isHidden():
                self.check(name)
        self.edited.emit()

    def _show_kind(self) -> None:
        company = self.is_company
        category = self.boxes["category"]
        here, there = (self._name_row, self._reach_row) if company else (self._reach_row, self._name_row)
        there.removeWidget(category)
        here.addWidget(category, 176, Qt.AlignmentFlag.AlignTop)
        self._contact_title.setVisible(company)
        for name in COMPANY_ONLY:
            self.boxes[name].setVisible(company)
        self.boxes["last_name"].set_required(not company)
        self.show_details(self._details.isVisibleTo(self))
        QWidget.setTabOrder(self.boxes["company_name" if company else "email"].input.core(), category.input.core())
        self._show_register()
        self._show_problems()

    def _show_register(self) -> None:
        self.register.setVisible(self.is_company and self.text("country") in FRENCH)

    def show_details(self, shown: bool) -> None:
        """Unfold or fold what is seldom needed."""
        closed = tr("More details: company number, VAT, tags…") if self.is_company else tr("More details: tags…")
        self._more.setText(tr("Fewer details") if shown else closed)
        self._more.set_icon("chevron-down" if shown else "chevron-right")
        self._details.setVisible(shown)
        self.grown.emit()

    def first_field(self) -> FieldBox:
        """Where the caret starts."""
        return self.boxes["company_name" if self.is_company else "last_name"]

"""The fields of a new client: a name is enough. The inputs, checks and messages are those of the record's own form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients import rules
from app.clients.duplicates import SAME_ADDRESS, SAME_EMAIL, SAME_NAME, SAME_PHONE, SAME_SIRET, Candidate, Match
from app.clients.fields import CATALOGUE
from app.clients.model import Client
from app.clients.opened import Opened, OwnField
from app.errors import Problem
from app.i18n import N_
from app.values.countries import FRENCH
from ui.clients import new_client_draft as typed
from ui.clients import reading
from ui.clients.editing import Editing
from ui.clients.editor import NOTHING
from ui.clients.field_layout import IN_DIALOG
from ui.clients.form import Form
from ui.clients.form_inputs import titles
from ui.clients.new_client_draft import CHECKED, COMPANY_ONLY, FIELDS, NUMBERS
from ui.clients.own_inputs import PATH as OWN
from ui.clients.own_inputs import OwnInputs
from ui.clients.tag_input import TagInput
from ui.clients.town import Town
from ui.text import tr
from ui.widgets.accessible import set_tip
from ui.widgets.field_box import FieldBox
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.toggles import Segmented

_ACROSS = 16
_DOWN = 14
_WARNINGS = (
    (SAME_SIRET, "siret", N_("Same SIRET as {reference}.")),
    (SAME_PHONE, "phone", N_("Same phone as {reference}.")),
    (SAME_EMAIL, "email", N_("Same e-mail as {reference}.")),
    (SAME_ADDRESS, "street", N_("Same address as {reference}.")),
)


class NewClientForm(QWidget):
    """`boxes` holds every field by its short name, `state` the draft under them, `opened` what its lists offer.

    `edited` at every change, `grown` when its height changes, `unfolded(part)` when she unfolds a part of it,
    `register_wanted` at the link to the public register.
    """

    edited = Signal()
    grown = Signal()
    unfolded = Signal(QWidget)
    register_wanted = Signal()

    def __init__(self, country: str, parent: QWidget | None = None) -> None:
        """Empty until its `parts` are built."""
        super().__init__(parent)
        self._country = country
        self.opened: Opened = replace(NOTHING, country=country)
        self.state = Editing(typed.blank(country), self, marks=False)
        self._form = Form(self.state, lambda: self.opened, self)
        self._own: OwnInputs | None = None
        self.boxes: dict[str, FieldBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_DOWN)

    # ---- building ----

    def parts(self) -> Iterator[None]:
        """Builds the form, a part at each step: none of them takes long."""
        self._build_kinds()
        self._build_names()
        yield
        self._build_contact()
        yield
        self._build_street()
        yield
        self._build_town()
        yield
        self._build_details()
        yield
        self._build_own()
        self._column.addStretch(1)
        for box in self.boxes.values():
            box.input.left.connect(self.grown)
        self.state.edited.connect(self._on_edited)
        self.state.judged.connect(self.grown)
        self._show_kind()

    def _build_kinds(self) -> None:
        self.kind = Segmented(
            [("company", tr("Company"), "building-store"), ("person", tr("Private person"), "user")],
            tr("Kind of client"),
        )
        self.status = Segmented([("client", tr("Client")), ("prospect", tr("Prospect"))], tr("Status"))
        self._show_choices()
        self.kind.changed.connect(self._on_kind)
        self.status.changed.connect(self._on_status)
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
        self._name_row = self._row(("company_name", 390))
        self._name_row.addWidget(self._box("category"), 176, Qt.AlignmentFlag.AlignTop)

    def _build_contact(self) -> None:
        self._contact_title = text_label(tr("Main contact"), "card")
        self._column.addWidget(self._contact_title)
        self._row(("civility", 96), ("first_name", 230), ("last_name", 230))
        self._reach_row = self._row(("phone", 290), ("email", 290))
        self.boxes["email"].input.setPlaceholderText(tr("name@company.fr"))

    def _build_street(self) -> None:
        self._column.addWidget(text_label(tr("Address"), "card"))
        self._row(("street", 1))

    def _build_town(self) -> None:
        self._row(("postcode", 112), ("city", 260), ("country", 176))

    def _build_details(self) -> None:
        self._details = QWidget()
        self._more = self._fold_link()
        self._more.clicked.connect(self._on_more)
        inside = QVBoxLayout(self._details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(_DOWN)
        self._row(*((name, 1) for name in NUMBERS), into=inside)
        self.boxes["tags"] = tags = FieldBox(tr("Tags"), TagInput())
        tags.input.edited.connect(self.edited)
        row = self._row(("own_reference", 1), into=inside)
        row.addWidget(tags, 2, Qt.AlignmentFlag.AlignTop)
        self._details.hide()
        self._column.addWidget(self._details)

    def _build_own(self) -> None:
        self._own_link = self._fold_link()
        self._own_link.setText(tr("Own fields"))
        self._own_link.clicked.connect(self._on_own)
        self._own_link.hide()

    def _fold_link(self) -> LinkLabel:
        link = LinkLabel("", "chevron-right")
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def _row(self, *fields: tuple[str, int], into: QVBoxLayout | None = None) -> QHBoxLayout:
        """One row of fields: (name, share of the width)."""
        row = QHBoxLayout()
        row.setSpacing(_ACROSS)
        for name, share in fields:
            row.addWidget(self._box(name), share, Qt.AlignmentFlag.AlignTop)
        (into or self._column).addLayout(row)
        return row

    def _box(self, name: str) -> FieldBox:
        path, key = FIELDS[name]
        if name == "city":
            box: QWidget = Town(self._form, path.removesuffix(name)).box
        elif name == "civility":
            box = self._form.bind(path, titles(lambda: self.opened), tr(CATALOGUE[key].label))
        else:
            box = self._form.add(path, CATALOGUE[key], required=name == "company_name")
        self.boxes[name] = cast(FieldBox, box)
        return self.boxes[name]

    # ---- what it holds ----

    @property
    def is_company(self) -> bool:
        return self.state.draft.is_organisation

    def take_opened(self, found: Opened) -> None:
        """What the lists offer, and the own fields there are."""
        self.opened = found
        self._form.renew_lists()
        self.boxes["tags"].input.set_known((tag.name, tag.colour) for tag in found.tags)
        self._own_link.setVisible(bool(self._own_in_use()))
        self.show_own(bool(self.state.draft.custom_values))

    def take_up(self, draft: Client, tags: Iterable[str] = ()) -> None:
        """Go on with another draft of this form."""
        self.boxes["tags"].input.set_value(list(tags))
        self.state.replace(draft)
        self._show_choices()
        self._show_kind()
        self._show_filled()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Put values into fields, and check them."""
        for name, value in values.items():
            self.state.set_value(FIELDS[name][0], value)
        for name in values:
            if name in CHECKED:
                self._form.check(FIELDS[name][0])
        self._show_filled()

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return str(self.boxes[name].input.value() or "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed; the country does not count."""
        typed_in = any(box.input.value() for name, box in self.boxes.items() if name != "country")
        return not (typed_in or self.state.draft.custom_values)

    def name(self) -> str:
        """The name of the client to be, for sentences about it."""
        return reading.name_of(self.state.draft)

    def candidate(self) -> Candidate:
        """What duplicates are looked up by."""
        return typed.candidate(self.state.draft, self._country)

    def record(self) -> Client:
        """The record as it would be saved; the tags are not in it, since they may have to be made first."""
        self._form.leave()
        return typed.record(self.state.draft)

    def tags(self) -> list[str]:
        """The names of the tags to put on."""
        return list(self.boxes["tags"].input.value())

    # ---- what is wrong, what is alike ----

    def problems(self, record: Client) -> list[Problem]:
        """All that is wrong with what is typed, `record` being made of it."""
        own = self._own.unreadable() if self._own is not None else []
        return [*self._form.unreadable(), *own, *rules.check(record)]

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put each refusal at its field and the caret into the first; returns those that no field claims."""
        found = [replace(problem, path=typed.path_in_form(problem.path)) for problem in problems]
        self.state.judge_all(found)
        if self._own is not None:
            self._own.refresh()
        claimed = [problem for problem in found if self._widget(problem.path) is not None]
        first = next((problem.path for problem in claimed if problem.blocks), "")
        widget = self._widget(first)
        if widget is not None:
            self.show_details(self._details.isVisibleTo(self) or self._details.isAncestorOf(widget))
            if not self._form.focus(first):
                self.focus_own(first)
        return [problem for problem in found if problem not in claimed]

    def _widget(self, path: str) -> QWidget | None:
        return self._own if path.startswith(f"{OWN}/") else self._form.widget(path)

    def focus_own(self, path: str) -> bool:
        """Unfold the own fields, the caret in that of `path`."""
        self.show_own(True)
        return self._own is not None and self._own.focus(path)

    def show_alike(self, matches: Iterable[Match]) -> None:
        """Say in amber at each field what another record shares with it."""
        said: list[Problem] = []
        main = "company_name" if self.is_company else "last_name"
        for match in matches:
            for reason, name, message in _WARNINGS:
                if reason in match.reasons:
                    said.append(_remark(name, message, reference=match.row.reference))
            if SAME_NAME in match.reasons:
                said.append(_remark(main, N_("This name already exists.")))
            elif match.reasons[-1] not in (SAME_PHONE, SAME_EMAIL, SAME_SIRET, SAME_ADDRESS):
                said.append(_remark(main, N_("A very similar name already exists.")))
        self.state.remark(said)

    # ---- following ----

    def _on_edited(self, path: str) -> None:
        if path == "" or path == FIELDS["country"][0]:
            self._show_register()
        if path == "" and self._own is not None:
            self._own.refresh()
        if path == "" or path.startswith("addresses/"):
            self.grown.emit()
        self.edited.emit()

    def _on_status(self, status: str) -> None:
        self.state.set_value("is_client", status == "client")
        self.state.set_value("is_prospect", status == "prospect")

    def _on_kind(self, kind: str) -> None:
        draft = self.state.draft
        if kind == "person" and draft.company_name and not (draft.first_name or draft.last_name):
            first, _space, last = draft.company_name.rpartition(" ")
            self.state.set_value("first_name", first)
            self.state.set_value("last_name", last)
        self.state.set_value("is_organisation", kind == "company")
        self.state.judge_all(())
        self._show_kind()
        for name in CHECKED:
            if self.text(name) and not self.boxes[name].isHidden():
                self._form.check(FIELDS[name][0])

    def _on_more(self) -> None:
        self.show_details(not self._details.isVisibleTo(self))
        if self._details.isVisibleTo(self):
            self.unfolded.emit(self._details)

    def _on_own(self) -> None:
        self.show_own(self._own is None or self._own.isHidden())
        if self._own is not None and not self._own.isHidden():
            self.unfolded.emit(self._own)

    # ---- what is shown ----

    def _show_choices(self) -> None:
        self.kind.set_value("company" if self.is_company else "person")
        self.status.set_value("prospect" if self.state.draft.is_prospect else "client")

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

    def _show_register(self) -> None:
        self.register.setVisible(self.is_company and self.state.draft.addresses[0].country in FRENCH)

    def _show_filled(self) -> None:
        self.show_details(any(self.boxes[name].input.value() for name in (*NUMBERS, "own_reference", "tags")))
        if self.state.draft.custom_values:
            self.show_own(True)

    def show_details(self, shown: bool) -> None:
        """Unfold or fold what is seldom needed."""
        closed = tr("More details: company number, VAT, tags…") if self.is_company else tr("More details: tags…")
        self._more.setText(tr("Fewer details") if shown else closed)
        self._more.set_icon("chevron-down" if shown else "chevron-right")
        self._details.setVisible(shown)
        self.grown.emit()

    def _own_in_use(self) -> tuple[OwnField, ...]:
        return tuple(own for own in self.opened.own_fields if own.active)

    def show_own(self, shown: bool) -> None:
        """Unfold or fold the own fields; their inputs are made when they are first wanted."""
        fields = self._own_in_use()
        shown = shown and bool(fields)
        if shown and self._own is None:
            self._own = OwnInputs(self.state, lambda: self.opened, narrow=IN_DIALOG)
            self._column.insertWidget(self._column.indexOf(self._own_link) + 1, self._own)
        if self._own is not None:
            if shown and self._own.known != fields:
                self._own.build(fields)
                self._own.refresh(hard=True)
            self._own.setVisible(shown)
        self._own_link.set_icon("chevron-down" if shown else "chevron-right")
        self.grown.emit()

    def first_field(self) -> FieldBox:
        """Where the caret starts."""
        return self.boxes["company_name" if self.is_company else "last_name"]


def _remark(name: str, message: str, **parameters: str) -> Problem:
    return Problem(FIELDS[name][0], message, parameters, "warning")

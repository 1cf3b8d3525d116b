"""Who the client is: name, status, reference; and what is known of a firm."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.clients.fields import CATALOGUE
from app.clients.model import Client
from app.clients.rules import LOCKED, default_country
from app.values import identifiers, legal_forms
from app.values.countries import FRENCH
from ui.clients.editor import Editor
from ui.clients.form import Form
from ui.clients.form_inputs import Bound, titles
from ui.clients.header_parts import statuses
from ui.clients.insert_text import InsertText
from ui.clients.section import FieldsSection, Shown, Slot
from ui.text import tr, translator
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice
from ui.widgets.labels import Separator, text_label
from ui.widgets.symbols import symbol
from ui.widgets.toggles import Radio, Segmented

FLAGS = ("key_account", "nurturing", "is_partner", "is_supplier")


def is_firm(draft: Client) -> bool:
    """An organisation."""
    return draft.is_organisation


def is_private(draft: Client) -> bool:
    """A private client."""
    return not draft.is_organisation


def here(*countries: str, key: str) -> Shown:
    """Shown in these countries, and wherever it is filled."""
    return lambda draft: default_country(draft) in countries or bool(getattr(draft, key))


def french(key: str) -> Shown:
    """Shown where INSEE gives the numbers, and wherever it is filled."""
    return here(*FRENCH, key=key)


class IdentitySection(FieldsSection):
    """Name, reference, category and status."""

    slots = (
        Slot("company_name", 6, is_firm, required=True, read_span=6),
        Slot("civility", 2, is_private),
        Slot("first_name", 5, is_private),
        Slot("last_name", 5, is_private, required=True),
        Slot("reference", 3, hint=""),
        Slot("category_id", 3),
        Slot("trade_name", 6, is_firm),
        Slot("own_reference", 3),
        Slot("birthday", 3, is_private),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "identity", tr("Identity"))
        self.answers += ("is_organisation", "is_client", "is_prospect", *FLAGS)
        self._kind: Segmented | None = None
        self._status: StatusRow | None = None

    def _make_read(self) -> None:
        super()._make_read()
        self.add_read("is_client", tr("Status"), span=6)

    def _refresh_read(self) -> None:
        super()._refresh_read()
        self._shown_read["is_client"].set_value(", ".join(words for words, _ in statuses(self.editor.draft)))

    def fill_edit(self, form: Form, place: QWidget) -> None:
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        options = [(True, tr("Company"), "building-store"), (False, tr("Private person"), "user")]
        self._kind = Segmented(options, tr("Company or private person"))
        self._kind.changed.connect(lambda value: self.editor.set_value("is_organisation", value))
        fields = QWidget()
        super().fill_edit(form, fields)
        self._status = StatusRow(self.editor, form)
        column.addWidget(self._kind)
        column.addWidget(fields)
        column.addWidget(self._status)

    def add_edit(self, form: Form, slot: Slot) -> QWidget:
        if slot.key == "civility":
            return form.bind(slot.path, titles(self.editor.the_opened), slot.words())
        return super().add_edit(form, slot)

    def _refresh_edit(self) -> None:
        super()._refresh_edit()
        assert self.form is not None
        assert self._kind is not None
        assert self._status is not None
        self._kind.set_value(self.editor.draft.is_organisation)
        self._status.show_record()
        box = self.form.widget("reference")
        tied = self.editor.opened.tied
        box.input.set_read_only(tied)
        box.set_hint(tr("Fixed, because documents carry it") if tied else tr("Given automatically"))

    def focus_first(self) -> bool:
        name = "company_name" if self.editor.draft.is_organisation else "last_name"
        return self.form is not None and self.form.focus(name)


class StatusRow(QWidget):
    """Client, prospect or both; and the boxes beside it. What papers forbid is disabled, with the reason."""

    def __init__(self, editor: Editor, form: Form) -> None:
        super().__init__()
        self.editor = editor
        self._flow = FlowLayout(self, gap=20, row_gap=4)
        self._group = QButtonGroup(self)
        self._radios: dict[tuple[bool, bool], Radio] = {}
        for flags, words in (
            ((True, False), tr("Client")),
            ((False, True), tr("Prospect")),
            ((True, True), tr("Both")),
            ((False, False), tr("Neither")),
        ):
            radio = Radio(words)
            radio.clicked.connect(lambda _=False, flags=flags: self._choose(flags))
            self._radios[flags] = radio
            self._group.addButton(radio)
            self._flow.addWidget(radio)
        line = Separator(vertical=True)
        line.setFixedHeight(20)
        self._flow.addWidget(line)
        for key in FLAGS:
            self._flow.addWidget(form.add(key, CATALOGUE[key]))
        self._lock = symbol("info-circle", "text3", 16)
        self._why = text_label(tr("Stays a client: documents exist"), "label", "text3", weight=400)
        self._why.setToolTip(tr(LOCKED))
        self._flow.addWidget(self._lock)
        self._flow.addWidget(self._why)
        editor.edited.connect(self._on_edited)

    def _choose(self, flags: tuple[bool, bool]) -> None:
        self.editor.set_value("is_client", flags[0])
        self.editor.set_value("is_prospect", flags[1])

    def _on_edited(self, path: str) -> None:
        if path in ("", "is_client", "is_prospect", "is_partner", "is_supplier"):
            self.show_record()

    def show_record(self) -> None:
        """Show the draft's status."""
        draft, tied = self.editor.draft, self.editor.opened.locked
        self._radios[draft.is_client, draft.is_prospect].setChecked(True)
        for flags, radio in self._radios.items():
            radio.setEnabled(flags[0] or not tied)
        other = draft.is_partner or draft.is_supplier or not (draft.is_client or draft.is_prospect)
        self._radios[False, False].setVisible(other)
        self._lock.setVisible(tied)
        self._why.setVisible(tied)


class CompanySection(FieldsSection):
    """The numbers that the State gives, and the size of the firm."""

    slots = (
        Slot("legal_form"),
        Slot("siren", when=french("siren")),
        Slot("siret", when=french("siret")),
        Slot("business_number", when=lambda draft: default_country(draft) not in FRENCH or bool(draft.business_number)),
        Slot("vat_number"),
        Slot("naf", when=french("naf"), read_span=6),
        Slot("rcs", when=french("rcs")),
        Slot("gst_number", when=here("CA", key="gst_number")),
        Slot("qst_number", when=here("CA", key="qst_number")),
        Slot("capital"),
        Slot("sector_id"),
        Slot("headcount"),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "company", tr("Company details"))

    def read_words(self, key: str) -> str:
        words = super().read_words(key)
        if key == "naf" and words:
            label = identifiers.naf_label(words, translator().language)
            return tr("{code}, {label}", code=words, label=label) if label else words
        return words

    def add_edit(self, form: Form, slot: Slot) -> QWidget:
        if slot.key == "legal_form":
            known = legal_forms.common(default_country(self.editor.draft))
            forms = Choice([(each.short, each.short) for each in known], free=True)
            return form.bind(slot.path, Bound(forms, lambda text: text or ""), slot.words())
        return super().add_edit(form, slot)


class OnlineSection(FieldsSection):
    """Site and networks."""

    slots = (
        Slot("website", 6, read_span=6),
        Slot("linkedin", 6, read_span=6),
        Slot("facebook", 6, read_span=6),
        Slot("twitter", 6, read_span=6),
        Slot("viadeo", 6, read_span=6),
        Slot("other_network", 6, read_span=6),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "online", tr("Online"))

    def count(self) -> int | None:
        return sum(bool(getattr(self.editor.draft, slot.key)) for slot in self.slots) or None


class NotesSection(FieldsSection):
    """What to know about this client."""

    slots = (Slot("note", 12, read_span=12), Slot("note_on_orders", 12, read_span=12))

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "notes", tr("Notes"))
        self.inserter: InsertText | None = None

    def show_record(self) -> None:
        super().show_record()
        if self.inserter is not None:
            self.inserter.setVisible(self.editor.editing)

    def fill_edit(self, form: Form, place: QWidget) -> None:
        super().fill_edit(form, place)
        area = cast(FieldBox, form.widget("note")).input
        self.inserter = InsertText(self.editor.shell, area, self.editor.the_opened)
        self.tools.addWidget(self.inserter)
        self.inserter.setVisible(self.editor.editing)

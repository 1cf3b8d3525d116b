"""Everything about one address, with its lines as they will be printed beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients import drafts, records, rules
from app.clients.addressed import addressee
from app.clients.fields import CATALOGUE
from app.clients.model import Address
from app.i18n import N_
from app.values.address import split_street
from app.values.person import display_name
from app.values.postal import TOO_MUCH, printed
from ui.clients.editing import Editing
from ui.clients.editor import Editor
from ui.clients.field_layout import IN_DIALOG, FieldLayout
from ui.clients.form import Form
from ui.clients.form_inputs import EMPTY, Bound, Tick, country_options, language_options
from ui.clients.printed_lines import PrintedLines
from ui.clients.town import Town
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import Panel, Paragraph, text_label
from ui.widgets.page import Page

USES = {
    "is_default": N_("Default address"),
    "is_invoice": N_("Billing"),
    "is_delivery": N_("Delivery"),
    "is_quote": N_("Quotes"),
}
_USE_SPANS = (4, 3, 3, 2)
SHAPE = N_("The post reads six lines of 38 characters at most; abroad one more, for the country.")
# Attribute, label, twelfths of the width.
PLACE = (
    ("house_number", N_("House number"), 3),
    ("number_suffix", N_("Suffix"), 2),
    ("street", N_("Street"), 7),
    ("postcode", N_("Postcode"), 3),
    ("city", N_("Town"), 6),
    ("cedex", N_("Cedex"), 3),
    ("region", N_("Region, province, state"), 3),
)
LINES = (
    ("recipient", N_("Name of the person"), 6),
    ("company", N_("Company"), 6),
    ("department", N_("Department"), 6),
    ("care_of", N_("Care of"), 6),
    ("unit", N_("Flat, floor, staircase"), 6),
    ("building", N_("Building, residence"), 6),
    ("po_box", N_("PO box"), 3),
    ("locality", N_("Locality"), 6),
    ("box", N_("Box"), 3),
)
_NOT_FOR_HOME = {"box": ("BE", "NL"), "cedex": ("FR", "MC"), "region": ("CA", "US", "AU", "IT", "ES", "IE", "GB")}


class AddressDialog(Dialog):
    """Works on a copy of the draft: Cancel leaves everything as it was."""

    def __init__(self, parent: QWidget, editor: Editor, place: int | None) -> None:
        """`place` is that of the address in the draft; None makes a new one."""
        super().__init__(parent, tr("New address") if place is None else tr("Address"), width=960, margin=0)
        self.editor = editor
        trial = drafts.duplicate(editor.draft)
        if place is None:
            place = len(trial.addresses)
            trial.addresses.append(Address(country=editor.opened.country, is_default=not trial.addresses))
        self.state = Editing(trial, self)
        self.place, self._start = place, f"addresses/{place}/"
        self.form = Form(self.state, editor.the_opened, self)
        page = Page(margin=24, gap=16)
        self.body.addWidget(page)
        self.tall = 640
        self._fill(page.body)
        self.add_side(self._side())
        self.add_cancel()
        button = self.add_button(Button(tr("Apply"), "check", kind="primary", keys="Ctrl+Enter"), main=True)
        button.clicked.connect(self.take)
        self.state.edited.connect(self._on_edited)
        self._on_edited("")
        self.form.focus(f"{self._start}street")

    @property
    def address(self) -> Address:
        """The address under edit."""
        return self.state.draft.addresses[self.place]

    # Building

    def _fill(self, column: QVBoxLayout) -> None:
        uses = QWidget()
        row = FieldLayout(uses, down=4, narrow=IN_DIALOG)
        for (name, words), span in zip(USES.items(), _USE_SPANS, strict=True):
            row.add(self.form.bind(self._start + name, Bound(Tick(tr(words))), tr(words)), span)
        column.addWidget(uses)
        fields = QWidget()
        grid = FieldLayout(fields, narrow=IN_DIALOG)
        self._add(grid, "label", Bound(LineInput()), tr("Name of the address"), 6)
        self._add(grid, "contact_id", Bound(Choice(self._contacts())), tr("Contact there"), 6)
        for name, words, span in PLACE:
            if name == "city":
                grid.add(Town(self.form, self._start).box, span)
            else:
                self._add(grid, name, Bound(LineInput()), tr(words), span)
        country = Bound(Choice(country_options()), lambda code: code or "", lambda code: code or "")
        self._add(grid, "country", country, tr("Country"), 6)
        language = Bound(Choice(), lambda code: code or "", lambda code: code or "", language_options)
        self._add(grid, "language", language, tr("Language of the address"), 6)
        for name, words, span in LINES:
            self._add(grid, name, Bound(LineInput()), tr(words), span)
        whole = self._add(grid, "free_block", Bound(TextArea(lines=2)), tr("Whole address as free text"), 12)
        whole.set_hint(tr("When filled, it is printed in place of all the lines above."))
        self._add(grid, "latitude", Bound(LineInput()), tr("Latitude"), 6)
        self._add(grid, "longitude", Bound(LineInput()), tr("Longitude"), 6)
        column.addWidget(fields)
        column.addStretch(1)

    def _add(self, grid: FieldLayout, name: str, made: Bound, label: str, span: int) -> FieldBox:
        field = CATALOGUE["address.postcode"] if name == "postcode" else None
        box = self.form.bind(self._start + name, made, label, field=field)
        assert isinstance(box, FieldBox)
        grid.add(box, span)
        if name == "street":
            made.input.left.connect(self._split_street)
        return box

    def _contacts(self) -> list[tuple[int | None, str]]:
        people = [link.contact for link in self.state.draft.links if link.contact_id]
        return [(None, EMPTY), *((each.id, display_name(each.first_name, each.last_name)) for each in people)]

    def _side(self) -> QWidget:
        side = Panel("alt", "left")
        side.setFixedWidth(theme.px(372))
        column = QVBoxLayout(side)
        column.setContentsMargins(18, 24, 18, 24)
        column.setSpacing(10)
        column.addWidget(text_label(tr("As it is printed"), "card"))
        self._block = PrintedLines()
        column.addWidget(self._block)
        self._told = Paragraph("", "label", "text2")
        self._warning = Paragraph("", "label", "amber")
        column.addWidget(self._warning)
        column.addWidget(self._told)
        column.addWidget(Paragraph(tr(SHAPE), "label", "text3"))
        column.addStretch(1)
        return side

    # Following

    def _on_edited(self, path: str) -> None:
        if path == f"{self._start}is_default" and self.address.is_default:
            for place, each in enumerate(self.state.draft.addresses):
                each.is_default = place == self.place
        for name, countries in _NOT_FOR_HOME.items():
            widget = self.form.widget(self._start + name)
            if widget is not None:
                widget.setVisible(self.address.country in countries or bool(getattr(self.address, name)))
        self._show_block()

    def _show_block(self) -> None:
        draft, address = self.state.draft, self.address
        who = addressee(draft, address.contact_id, self.editor.shell.today())
        block = printed(address, who, self.editor.opened.sender)
        self._block.show_block(block)
        for label, wanted in ((self._warning, True), (self._told, False)):
            found = [each for each in block.warnings if (each.code in TOO_MUCH) is wanted]
            label.set_words("\n".join(tr(each.message, **each.parameters) for each in found))
            label.setVisible(bool(found))

    def _split_street(self) -> None:
        """`12 bis rue du Four` typed into one field goes where its parts belong."""
        if self.address.house_number or not self.address.street:
            return
        number, suffix, street = split_street(self.address.street, self.address.country)
        if number:
            for name, value in (("house_number", number), ("number_suffix", suffix), ("street", street)):
                self.state.set_value(self._start + name, value)

    # Ending

    def take(self) -> None:
        """Put the address into the draft, once nothing is wrong with it."""
        self.form.leave()
        wrong = [problem for problem in rules.check(self.state.draft) if problem.path.startswith(self._start)]
        self.state.judge_all(wrong)
        if self.state.errors():
            self.form.focus_error()
            return
        records.tidy(self.state.draft, self.editor.opened.country)
        self.editor.replace(self.state.draft)
        self.accept()

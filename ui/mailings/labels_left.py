"""The choices of the labels window, at its left: the sheet, the first free label, what is printed, how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.label_fit import SIZES
from app.documents.label_orders import ADDRESS, ADDRESSED, FROM_TO, MOST_COPIES, NUMBER, RETURN, TEXT, Choices
from app.i18n import N_, plural
from app.mailings.sheets import Sheet, describe
from ui.mailings.sheet_grid import SheetGrid
from ui.text import tr, translator, trn
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice, TextArea
from ui.widgets.labels import LinkLabel, Paragraph, text_label
from ui.widgets.toggles import CheckBox
from ui.widgets.typed_inputs import NumberInput

_CONTENTS = {
    ADDRESS: N_("Address"),
    FROM_TO: N_("Address, with our own in small"),
    RETURN: N_("Our own address"),
    NUMBER: N_("Client number with a code"),
    TEXT: N_("A text of mine"),
}
_PURPOSES = {"": N_("Main address"), "invoice": N_("Invoices"), "delivery": N_("Delivery"), "quote": N_("Quotes")}
_ORDERS = {"postcode": N_("Postcode"), "name": N_("Name"), "given": N_("As in the list")}
_CODES = {"code128": N_("Bars (Code 128)"), "qr": N_("QR code")}
_BOXES = {
    "company": N_("Company"),
    "contact": N_("Contact name"),
    "capitals": N_("Postal CAPITALS"),
    "always_country": N_("Country if {country}"),
}
_MORE = {
    "per_household": N_("One per household"),
    "letters": N_("Leave out those who want no letters"),
    "separators": N_("A label before each new postcode"),
    "by_column": N_("Fill the sheet column by column"),
    "collated": N_("Copies one whole list after the other"),
    "logo": N_("Logo on each label"),
    "outlines": N_("Print the outlines"),
}
_BEGINNING = "{name}"  # of a text of the owner's
_ONLY_ADDRESSED = ("company", "contact", "capitals", "always_country", "per_household", "letters", "separators")


class LabelsLeft(QWidget):
    """`choices()`, `put(choices)`; `changed` at every choice, `sheet_chosen(id)` for another sheet.

    `find_wanted` and `describe_wanted` ask for the windows that find a sheet or describe one.
    """

    changed = Signal()
    sheet_chosen = Signal(str)
    find_wanted = Signal()
    describe_wanted = Signal()

    def __init__(self, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = country
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for part in (self._sheet_part(), self._grid_part(), self._content_part(), self._boxes_part()):
            self._column.addWidget(part)
        self._column.addWidget(self._numbers_part())
        self._column.addWidget(self._more_part())
        self._follow()

    # ---- building ----

    def _sheet_part(self) -> QWidget:
        part, column = _column(6)
        self.sheet = Choice()
        self.sheet.edited.connect(lambda: self.sheet_chosen.emit(self.sheet.value() or ""))
        self.note = Paragraph("", "label", "amber")
        self.note.hide()
        links = FlowLayout(gap=16, row_gap=2)
        self.find_link = LinkLabel("", "search", style="label")
        self.describe_link = LinkLabel(tr("Describe another…"), style="label")
        self.find_link.clicked.connect(self.find_wanted)
        self.describe_link.clicked.connect(self.describe_wanted)
        links.addWidget(self.find_link)
        links.addWidget(self.describe_link)
        column.addWidget(FieldBox(tr("Label sheet"), self.sheet))
        column.addWidget(self.note)
        column.addLayout(links)
        return part

    def _grid_part(self) -> QWidget:
        self._grid_box, column = _column(4)
        column.addWidget(text_label(tr("First free label on the sheet"), "label", "text2"))
        row = QHBoxLayout()
        row.setSpacing(16)
        self.grid = SheetGrid()
        self.grid.edited.connect(self._on_used)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.used_words = Paragraph("", "body", "text2")
        self.new_sheet = LinkLabel(tr("Whole new sheet"))
        self.new_sheet.clicked.connect(lambda: self.grid.set_used(frozenset()))
        words.addWidget(self.used_words)
        words.addWidget(self.new_sheet, 0, Qt.AlignmentFlag.AlignLeft)  # or it would be as wide as the words may be
        words.addStretch(1)
        row.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        column.addLayout(row)
        return self._grid_box

    def _content_part(self) -> QWidget:
        part, column = _column(12)
        self.content = Choice(_options(_CONTENTS))
        self.code = Choice(_options(_CODES))
        self.text = TextArea(lines=3, most=6)
        self._code_box = FieldBox(tr("Code"), self.code)
        hint = tr("Words in braces, such as {example}, stand for what the record says.", example="{name}, {reference}")
        self._text_box = FieldBox(tr("Text"), self.text, hint=hint)
        column.addWidget(FieldBox(tr("What is printed"), self.content))
        for box in (self._code_box, self._text_box):
            column.addWidget(box)
        self.content.edited.connect(self._on_content)
        for field in (self.code, self.text):
            field.edited.connect(self._on_change)
        return part

    def _boxes_part(self) -> QWidget:
        self._boxes_box, column = _column(4)
        column.addWidget(text_label(tr("On each label"), "label", "text2"))
        country = translator().country_name(self._country)
        self.boxes = {name: CheckBox(tr(words, country=country)) for name, words in _BOXES.items()}
        flow = FlowLayout(gap=16, row_gap=0)
        for box in self.boxes.values():
            flow.addWidget(box)
            box.clicked.connect(self._on_change)
        column.addLayout(flow)
        return self._boxes_box

    def _numbers_part(self) -> QWidget:
        part = QWidget()
        self._numbers = QGridLayout(part)
        self._numbers.setContentsMargins(0, 0, 0, 0)
        self._numbers.setHorizontalSpacing(16)
        self._numbers.setVerticalSpacing(14)
        self.purpose, self.order = Choice(_options(_PURPOSES)), Choice(_options(_ORDERS))
        self.copies = NumberInput(1, least=1, most=MOST_COPIES)
        points = [(size, tr("{size} points", size=size)) for size in SIZES]
        self.text_size = Choice([(0, tr("Automatic")), *points])
        self._purpose_box = FieldBox(tr("Address used"), self.purpose)
        self._order_box = FieldBox(tr("Sorted by"), self.order)
        self._copies_box = FieldBox(tr("Copies of each"), self.copies)
        self._size_box = FieldBox(tr("Text size"), self.text_size)
        for place, box in enumerate((self._purpose_box, self._order_box, self._copies_box, self._size_box)):
            box.setParent(part)
            box.input.edited.connect(self._on_change)
            self._numbers.setColumnStretch(place % 2, 1)
        return part

    def _arrange(self, *hidden: FieldBox) -> None:
        """The numbers in rows of two, without a gap for those that are hidden."""
        boxes = (self._purpose_box, self._order_box, self._copies_box, self._size_box)
        for box in boxes:
            self._numbers.removeWidget(box)
            box.setVisible(box not in hidden)
        for place, box in enumerate(box for box in boxes if box not in hidden):
            self._numbers.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)

    def _more_part(self) -> QWidget:
        part, column = _column(2)
        self.more = LinkLabel(tr("More choices"), "chevron-down")
        self._more, inside = _column(0)
        self.more.clicked.connect(lambda: self.show_more(on=self._more.isHidden()))
        for name, words in _MORE.items():
            self.boxes[name] = CheckBox(tr(words))
            self.boxes[name].clicked.connect(self._on_change)
            inside.addWidget(self.boxes[name])
        self._more.hide()
        column.addWidget(self.more)
        column.addWidget(self._more)
        return part

    # ---- what is chosen ----

    def choices(self) -> Choices:
        """All of it, as plain values."""
        return Choices(
            content=self.content.value() or ADDRESS,
            purpose=self.purpose.value() or "",
            order=self.order.value() or "name",
            size=self.text_size.value() or 0,
            copies=self.copies.value() or 1,
            code=self.code.value() or "code128",
            text=self.text.text(),
            **{name: box.isChecked() for name, box in self.boxes.items()},
        )

    def put(self, choices: Choices) -> None:
        """Show these."""
        self.text_size.set_value(choices.size)
        self.text.set_value(choices.text or _BEGINNING)
        for name in ("content", "purpose", "order", "copies", "code"):
            getattr(self, name).set_value(getattr(choices, name))
        for name, box in self.boxes.items():
            box.setChecked(getattr(choices, name))
        self.show_more(on=any(getattr(choices, name) != getattr(Choices(), name) for name in _MORE))
        self.grid.set_by_column(by_column=choices.by_column)
        self._follow()

    def show_more(self, *, on: bool) -> None:
        """The choices that few need."""
        self._more.setVisible(on)
        self.more.setText(tr("Fewer choices") if on else tr("More choices"))
        self.more.set_icon("chevron-up" if on else "chevron-down")

    def set_sheets(self, sheets: Sequence[Sheet], chosen: Sheet, known: int) -> None:
        """The sheets to choose from, `known` in all."""
        words = translator()
        self.sheet.set_options([(each.id, _named(each, words)) for each in sheets])
        self.sheet.set_value(chosen.id)
        self.find_link.setText(tr("Find among {count} sheets…", count=words.number(known)))

    def show_sheet(self, sheet: Sheet, used: frozenset[int], note: str) -> None:
        """Another sheet is chosen; `note` is what to know of it."""
        self.grid.set_sheet(sheet, used)
        self._grid_box.setVisible(sheet.count > 1)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._tell_used()

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.sheet, self.content]

    def _on_used(self) -> None:
        self._tell_used()
        self.changed.emit()

    def _tell_used(self) -> None:
        used = len(self.grid.used())
        how = tr("Click the first label you want to print on, with Ctrl any other that is used.")
        count = trn(plural("{count} label already used.", "{count} labels already used."), used) if used else ""
        self.used_words.setText(f"{how}\n{count}" if count else how)
        self.new_sheet.setVisible(bool(used))

    def _on_content(self) -> None:
        """Of our own address one wants a sheet full, of anything else one for each."""
        is_ours = self.content.value() == RETURN
        self.copies.set_value(self.grid.free() if is_ours else 1)
        self._on_change()

    def _on_change(self, *_values: Any) -> None:
        self.grid.set_by_column(by_column=self.boxes["by_column"].isChecked())
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Show what goes with the content."""
        content = self.content.value() or ADDRESS
        addressed = content in ADDRESSED
        for name in _ONLY_ADDRESSED:
            self.boxes[name].setVisible(addressed)
        self.boxes["separators"].setEnabled(self.order.value() == "postcode")
        self._boxes_box.setVisible(addressed)
        needless = () if addressed else (self._purpose_box,)
        self._arrange(*needless, *((self._order_box,) if content == RETURN else ()))
        self._code_box.setVisible(content == NUMBER)
        self._text_box.setVisible(content == TEXT)
        self._copies_box.set_label(tr("Labels") if content == RETURN else tr("Copies of each"))


def _column(gap: int) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return part, column


def _options(words: dict[str, str]) -> list[tuple[Any, str]]:
    return [(key, tr(text)) for key, text in words.items()]


def _named(sheet: Sheet, words: Any) -> str:
    return tr("{name} · {sheet}", name=sheet.name, sheet=describe(sheet, words))

"""The choices of the envelopes window, at its left: the envelope, the rules of the post, the sender, the feed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.envelope import PLACES, SENDERS, SIZES, TURNS, USUAL
from app.documents.envelope_orders import Choices, size_of
from app.errors import Problem
from app.i18n import N_
from app.mailings.envelopes import OWN, SHEETS, own_number, sizes, usual_size
from app.mailings.own_envelopes import Own
from ui.text import tr, translator
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.toggles import CheckBox

RULES = ("FR", "BE", "CH", "LU", "DE", "AT", "GB", "IE", "US", "CA")
_PURPOSES = {"": N_("Main address"), "invoice": N_("Invoices"), "delivery": N_("Delivery"), "quote": N_("Quotes")}
_ORDERS = {"postcode": N_("Postcode"), "name": N_("Name"), "given": N_("As in the list")}
_TURNS = {0: N_("As it is read"), 90: N_("Turned to the right"), 180: N_("Upside down"), 270: N_("Turned to the left")}
_BOXES = {
    "company": N_("Company"),
    "logo": N_("Logo"),
    "contact": N_("Contact name"),
    "capitals": N_("Postal CAPITALS"),
    "always_country": N_("Country if {country}"),
    "per_household": N_("One per household"),
    "letters": N_("Leave out those who want no letters"),
}
_TOO_WIDE = N_("The envelope is wider than this paper: turn it.")
_BESIDE = 2  # boxes that share a row: the others have long words in some language


class EnvelopesLeft(QWidget):
    """`choices()`, `put(choices)`; `changed` at every choice. `measure_wanted(own)` to measure an envelope, or anew."""

    changed = Signal()
    measure_wanted = Signal(object)

    def __init__(self, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = country
        self._own: Sequence[Own] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self._envelope_part(), self._address_part(), self._boxes_part(), self._feed_part()):
            column.addWidget(part)
        self.set_own(())
        self._follow()

    # ---- building ----

    def _envelope_part(self) -> QWidget:
        part, column = _column(6)
        self.envelope, self.rules = Choice(), Choice()
        named = sorted((translator().country_name(code), code) for code in {*RULES, self._country})
        self.rules.set_options([(code, name) for name, code in named])
        self.sender_on = Choice(_options(SENDERS))
        links = QHBoxLayout()
        links.setSpacing(16)
        self.measure_link = LinkLabel(tr("Measure another…"), "ruler-measure", style="label")
        self.change_link = LinkLabel(tr("Change this one…"), style="label")
        self.measure_link.clicked.connect(lambda: self.measure_wanted.emit(None))
        self.change_link.clicked.connect(lambda: self.measure_wanted.emit(self.own()))
        links.addWidget(self.measure_link)
        links.addWidget(self.change_link)
        links.addStretch(1)
        column.addWidget(FieldBox(tr("Envelope"), self.envelope))
        column.addLayout(links)
        column.addSpacing(8)
        column.addLayout(_pair(FieldBox(tr("Postal rules"), self.rules), FieldBox(tr("Sender"), self.sender_on)))
        for field in (self.envelope, self.rules, self.sender_on):
            field.edited.connect(self._on_change)
        return part

    def _address_part(self) -> QWidget:
        part, column = _column(14)
        self.purpose, self.order = Choice(_options(_PURPOSES)), Choice(_options(_ORDERS))
        self.points = Choice([(size, tr("{size} points", size=size)) for size in SIZES])
        column.addLayout(_pair(FieldBox(tr("Address used"), self.purpose), FieldBox(tr("Sorted by"), self.order)))
        column.addLayout(_pair(FieldBox(tr("Text size"), self.points), None))
        for field in (self.purpose, self.order, self.points):
            field.edited.connect(self._on_change)
        return part

    def _boxes_part(self) -> QWidget:
        part, column = _column(4)
        column.addWidget(text_label(tr("On each envelope"), "label", "text2"))
        country = translator().country_name(self._country)
        self.boxes = {name: CheckBox(tr(words, country=country)) for name, words in _BOXES.items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for place, box in enumerate(self.boxes.values()):
            row = max(place - _BESIDE + 1, 0)
            grid.addWidget(box, row, 0 if row else place, 1, _BESIDE if row else 1)
            box.clicked.connect(self._on_change)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        return part

    def _feed_part(self) -> QWidget:
        part, column = _column(14)
        column.addWidget(text_label(tr("How it goes into the printer"), "card"))
        self.turn = Choice([(turn, tr(_TURNS[turn])) for turn in TURNS])
        self.page = Choice([("", tr("The envelope")), *((name, name) for name in SHEETS)])
        self.place = Choice(_options(PLACES))
        self._place_box = FieldBox(tr("Where in the feed"), self.place)
        self.page_box = FieldBox(tr("Printed on"), self.page)
        column.addLayout(_pair(FieldBox(tr("Direction"), self.turn), self.page_box))
        column.addWidget(self._place_box)
        for field in (self.turn, self.page, self.place):
            field.edited.connect(self._on_change)
        return part

    # ---- what is chosen ----

    def set_own(self, own: Sequence[Own], chosen: str = "") -> None:
        """The envelopes without a window that the owner measured, before those one can buy; `chosen` is a key."""
        before = chosen or self.envelope.value() or ""
        self._own = own = [each for each in own if not each.has_window]
        usual = usual_size(self._country)
        bought = sorted(sizes().values(), key=lambda each: each.key != usual.key)
        found = [(each.key, _named(each.name, each.measured.width, each.measured.height)) for each in own]
        found += [(each.key, _named(each.name, each.width, each.height)) for each in bought]
        self.envelope.set_options(found)
        self._choose(before)
        self._follow()

    def _choose(self, key: str) -> None:
        number = own_number(key)
        mine = next((each.key for each in self._own if number and each.id == number), None)
        known = key if key in sizes() else usual_size(self._country).key
        self.envelope.set_value(mine or (known if not key.startswith(OWN) else usual_size(self._country).key))

    def own(self) -> Own | None:
        """The envelope of the owner that is chosen."""
        return next((each for each in self._own if each.key == self.envelope.value()), None)

    def choices(self) -> Choices:
        """All of it, as plain values."""
        return Choices(
            size=self.envelope.value() or "",
            rules=self.rules.value() or self._country,
            purpose=self.purpose.value() or "",
            order=self.order.value() or "name",
            points=self.points.value() or USUAL,
            sender_on=self.sender_on.value() or "front",
            turn=self.turn.value() or 0,
            page=self.page.value() or "",
            place=self.place.value() or "middle",
            **{name: box.isChecked() for name, box in self.boxes.items()},
        )

    def put(self, choices: Choices) -> None:
        """Show these."""
        self._choose(choices.size)
        self.rules.set_value(choices.rules or self._country)
        for name in ("purpose", "order", "points", "sender_on", "turn", "page", "place"):
            getattr(self, name).set_value(getattr(choices, name))
        for name, box in self.boxes.items():
            box.setChecked(getattr(choices, name))
        self._follow()

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.envelope, self.purpose, self.turn]

    def _on_change(self, *_values: Any) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        page, size = self.page.value() or "", size_of(self.envelope.value() or "", self._country)
        self._place_box.setVisible(bool(page))
        across = size.height if (self.turn.value() or 0) % 180 else size.width
        too_wide = bool(page) and across > SHEETS[page][0]
        self.page_box.set_problem(Problem("", _TOO_WIDE, severity="warning") if too_wide else None)
        self.change_link.setVisible(self.own() is not None)


def _column(gap: int) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return part, column


def _pair(left: QWidget, right: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right or QWidget(), 1, Qt.AlignmentFlag.AlignTop)
    return row


def _options(words: dict[str, str]) -> list[tuple[Any, str]]:
    return [(key, tr(text)) for key, text in words.items()]


def _named(name: str, width: float, height: float) -> str:
    across, down = (translator().number(Decimal(f"{size:g}")) for size in (width, height))
    return tr("{name} · {width} × {height} mm", name=name, width=across, height=down)

"""A paper or a movement of money as one line of the timeline, each a way to what is behind it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import words
from app.activity.happened import Happening
from app.i18n import N_
from app.sales import kinds
from app.values.money import from_units
from ui.clients import reading
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label

_LOOKS = {
    "invoice": ("file-invoice", "accent", "sel"),
    "credit_note": ("receipt-refund", "amber", "amberSoft"),
    "payment": ("cash", "green", "greenSoft"),
    "refund": ("cash", "amber", "amberSoft"),
    "write_off": ("cash", "red", "redSoft"),
    "reversal": ("arrow-back-up", "text2", "sunk"),
    "delivery": ("truck-delivery", "accent", "sel"),
    "order": ("clipboard-text", "accent", "sel"),
}
_PAPER = ("file-text", "accent", "sel")


def look_of(happening: Happening) -> tuple[str, str, str]:
    """Icon, ink and fill."""
    return _LOOKS.get(happening.kind, _PAPER)


def row(happening: Happening, disc: QWidget, shell: Shell) -> QWidget:
    """The line: what it is and its number, what it came from or settled, the amount and the day."""
    line_widget = QWidget()
    line = QHBoxLayout(line_widget)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(disc)
    middle = QVBoxLayout()
    middle.setContentsMargins(0, 0, 0, 14)
    middle.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(6)
    head.addWidget(ElidedLabel(title_of(happening), weight=500))
    if happening.number:
        link = LinkLabel(happening.number)
        link.clicked.connect(lambda: _open(happening, shell))
        head.addWidget(link)
    head.addStretch(1)
    middle.addLayout(head)
    detail = detail_of(happening)
    if detail:
        middle.addWidget(Paragraph(detail, "small", "text3"))
    middle.addStretch(1)
    line.addLayout(middle, 1)
    line.addLayout(_side(happening, shell.today()))
    return line_widget


def _side(happening: Happening, today: date) -> QVBoxLayout:
    side = QVBoxLayout()
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(0)
    amount = text_label(translator().money(from_units(happening.amount), happening.currency), weight=600)
    day = text_label(reading.day(date.fromisoformat(happening.day), today), "label", "text3", weight=400)
    for label in (amount, day):
        side.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
    side.addStretch(1)
    return side


def _open(happening: Happening, shell: Shell) -> None:
    if happening.paper_id is not None:
        shell.show_page("paper", paper_id=happening.paper_id)
    else:
        shell.show_page("payments", entry_id=happening.entry_id)


def title_of(happening: Happening) -> str:
    """`Invoice`, `Payment: Cheque` ..."""
    if happening.is_sale:
        return tr(kinds.title(happening.kind, deposit=happening.deposit))
    return words.entry_words(translator(), happening.kind, happening.label)


def detail_of(happening: Happening) -> str:
    """`From CM-2026-0502 · due 9 Dec`, `Settles FA-2026-0349`."""
    parts = []
    if happening.others:
        numbers = ", ".join(happening.others)
        form = N_("From {numbers}") if happening.is_sale else N_("With {numbers}")
        parts.append(tr(form, numbers=numbers))
    if happening.kind == "invoice" and happening.due_on:
        parts.append(tr("due {day}", day=translator().date(date.fromisoformat(happening.due_on))))
    return " · ".join(parts)

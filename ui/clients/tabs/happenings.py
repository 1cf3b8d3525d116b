"""A paper, a movement of money, a kept file or a letter as one line of the timeline: a way to what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import words
from app.activity.happened import Happening
from app.i18n import N_, plural
from app.sales import kinds
from app.values.money import from_units
from ui.clients import reading
from ui.clients.editor import Editor
from ui.text import tr, translator, trn
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
_LETTERS = {
    "mailing": (N_("Mailing"), "mail"),
    "letter": (N_("Letter"), "mail"),
    "labels": (N_("Labels"), "tags"),
    "envelopes": (N_("Envelope"), "mail"),
}
_FILE = ("paperclip", "text2", "sunk")
_STATEMENTS = {
    "printed": N_("Statement to {day} printed"),
    "saved": N_("Statement to {day} saved as PDF"),
    "emailed": N_("Statement to {day} prepared for e-mail"),
}
_PAPER = ("file-text", "accent", "sel")


def look_of(happening: Happening) -> tuple[str, str, str]:
    """Icon, ink and fill."""
    if happening.mailing_id is not None:
        return _LETTERS[happening.kind][1], "accent", "sel"
    return _LOOKS.get(happening.kind, _FILE if happening.kind == "file" else _PAPER)


def row(happening: Happening, disc: QWidget, today: date, go: Callable[[Happening], object]) -> QWidget:
    """The line: what it is and its number, what it came from or settled, the amount and the day; `go` to it."""
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
        link.clicked.connect(lambda: go(happening))
        head.addWidget(link)
    head.addStretch(1)
    middle.addLayout(head)
    detail = detail_of(happening)
    if detail:
        middle.addWidget(Paragraph(detail, "small", "text3"))
    middle.addStretch(1)
    line.addLayout(middle, 1)
    line.addLayout(_side(happening, today))
    return line_widget


def _side(happening: Happening, today: date) -> QVBoxLayout:
    side = QVBoxLayout()
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(0)
    labels = [text_label(reading.day(date.fromisoformat(happening.day), today), "label", "text3", weight=400)]
    if happening.currency:
        amount = translator().money(from_units(happening.amount), happening.currency)
        labels.insert(0, text_label(amount, weight=600))
    for label in labels:
        side.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
    side.addStretch(1)
    return side


def go_to(happening: Happening, editor: Editor) -> None:
    """What is behind the line: the paper, the payment, or the file or letter in its tab."""
    shell = editor.shell
    if happening.mailing_id is not None:
        editor.wanted.emit("letters", f"letter/{happening.mailing_id}")
        return
    if happening.file_id is not None:
        editor.wanted.emit("files", f"file/{happening.file_id}")
    elif happening.paper_id is not None:
        shell.show_page("paper", paper_id=happening.paper_id)
    else:
        shell.show_page("payments", entry_id=happening.entry_id)


def title_of(happening: Happening) -> str:
    """`Invoice`, `Payment: Cheque`, `Statement to 12 Nov 2026 printed` ..."""
    if happening.mailing_id is not None:
        return tr(_LETTERS[happening.kind][0])
    if happening.kind == "statement" and happening.due_on:
        form = _STATEMENTS.get(happening.label, N_("Statement to {day} kept"))
        return tr(form, day=translator().date(date.fromisoformat(happening.due_on)))
    if happening.file_id is not None:
        if happening.kind != "file":
            return tr("Document kept:")
        return tr("Files added:") if len(happening.others) > 1 else tr("File added:")
    if happening.is_sale:
        return tr(kinds.title(happening.kind, deposit=happening.deposit))
    return words.entry_words(translator(), happening.kind, happening.label)


def detail_of(happening: Happening) -> str:
    """`From CM-2026-0502 · due 9 Dec`, `With FA-2026-0349`, `and 3 others`."""
    if happening.file_id is not None:
        more = len(happening.others) - 1
        return trn(plural("and {count} other", "and {count} others"), more) if more > 0 else ""
    parts = []
    if happening.others:
        numbers = ", ".join(happening.others)
        form = N_("From {numbers}") if happening.is_sale else N_("With {numbers}")
        parts.append(tr(form, numbers=numbers))
    if happening.kind == "invoice" and happening.due_on:
        parts.append(tr("due {day}", day=translator().date(date.fromisoformat(happening.due_on))))
    return " · ".join(parts)

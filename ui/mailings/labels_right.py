"""What the labels window knows beforehand, at its right: how many are ready, who is left out and how to right it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.label_fit import Note
from app.documents.label_orders import Out, Prepared
from app.i18n import plural
from ui.text import tr, translator, trn
from ui.widgets.accessible import set_tip
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel, Paragraph, Separator, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page

MOST_NAMED = 30


class LabelsRight(Panel):
    """`record_wanted(client_id, path)` for one who can be completed."""

    record_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "left", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 20, 20, 20)
        column.setSpacing(10)
        self._filled: Prepared | None = None
        self._chosen = text_label("", "card")
        self.ready = MessageBar("ok", icon="check")
        self.out = MessageBar("warning")
        self._list = Page(margin=0, gap=0)
        column.addWidget(self._chosen)
        column.addWidget(self.ready)
        column.addWidget(self.out)
        column.addWidget(self._list, 1)
        hint = tr("In the print window choose “Actual size”, never “Fit to page”.")
        column.addWidget(Paragraph(hint, "label", "text2"))

    def show_waiting(self, clients: int) -> None:
        """The addresses are being read."""
        self._show_chosen(clients)
        self.ready.set_message("info", tr("Reading the addresses…"))
        self.out.hide()

    def show_prepared(self, clients: int, labels: int, prepared: Prepared) -> None:
        """What came of them; `labels` with all copies."""
        self._show_chosen(clients)
        if prepared.fault:
            self.ready.set_message("error", tr(prepared.fault))
        else:
            words = trn(plural("{count} label", "{count} labels"), labels)
            ready = trn(plural("ready to print", "ready to print"), labels)
            self.ready.set_message("ok" if labels else "warning", ready, strong=words)
        left = len(prepared.left_out)
        self.out.setVisible(bool(left))
        if left:
            count = trn(plural("{count} left out:", "{count} left out:"), left)
            self.out.set_message("warning", _why(prepared.left_out), strong=count)
        if prepared is not self._filled:
            self._filled = prepared
            self._fill(prepared)

    def _show_chosen(self, clients: int) -> None:
        self._chosen.setText(trn(plural("{count} client chosen", "{count} clients chosen"), clients))

    def _fill(self, prepared: Prepared) -> None:
        body = self._list.body
        while body.count():
            item = body.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for out in prepared.left_out[:MOST_NAMED]:
            body.addWidget(self._out_row(out))
        self._add_rest(len(prepared.left_out))
        if prepared.warnings:
            body.addSpacing(12)
            body.addWidget(text_label(tr("Worth a look"), "card"))
            for note in prepared.warnings[:MOST_NAMED]:
                body.addWidget(self._note_row(note))
            self._add_rest(len(prepared.warnings))
        body.addStretch(1)

    def _add_rest(self, count: int) -> None:
        if count > MOST_NAMED:
            more = translator().number(count - MOST_NAMED)
            self._list.body.addWidget(text_label(tr("and {count} more", count=more), "label", "text3"))

    def _out_row(self, out: Out) -> QWidget:
        reason = _said(out)
        row, line, under = _row(out.name, reason)
        if out.client_id:
            link = LinkLabel(tr("Complete") if out.path.startswith("addresses") else tr("Open"), weight=500)
            set_tip(link, reason)
            link.setAccessibleName(tr("{act}: {name}, {reason}", act=link.text(), name=out.name, reason=reason))
            link.clicked.connect(lambda _=False, out=out: self.record_wanted.emit(out.client_id, out.path))
            line.addWidget(link)
        under.addWidget(Separator())
        return row

    def _note_row(self, note: Note) -> QWidget:
        row, _line, under = _row(note.name, _said(note))
        under.addWidget(Separator())
        return row


def _row(name: str, words: str) -> tuple[QWidget, QHBoxLayout, QVBoxLayout]:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(2)
    column.addWidget(ElidedLabel(name))
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Paragraph(words, "label", "text3"), 1)
    column.addLayout(line)
    column.addSpacing(4)
    return row, line, column


def _said(told: Out | Note) -> str:
    """The words in the language of the screen, numbers as its country writes them."""
    number = translator().number
    shown = {
        key: number(value.normalize()) if isinstance(value, Decimal) else value
        for key, value in told.parameters.items()
    }
    return tr(told.words, **shown)


def _why(left_out: Sequence[Out]) -> str:
    """The reason where all have the same, else that there are several."""
    one = left_out[0]
    if all(each.words == one.words and each.parameters == one.parameters for each in left_out):
        return _said(one).lower()
    return tr("see why below")

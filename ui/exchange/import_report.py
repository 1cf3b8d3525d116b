"""What an import did, and the ways on: see the clients, take it all back, bring in the next file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.importing import Report
from app.i18n import plural
from ui.exchange.import_items import ImportList, piece_row
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.empty_state import IconDisc
from ui.widgets.labels import Card, Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.symbols import symbol

SHOWN = 200


class ReportStep(Page):
    """`show_wanted`, `undo_wanted`, `next_wanted`: which button was pressed."""

    show_wanted = Signal()
    undo_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=32, gap=16, parent=parent)
        self._card = Card(margin=24)
        self._card.setMaximumWidth(theme.px(760))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(IconDisc("circle-check"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._title = Paragraph("", "section")
        self._about = Paragraph("", "body", "text2")
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.show_button = Button(tr("Show them in the list"), "users", kind="primary")
        self.show_button.clicked.connect(self.show_wanted)
        self.undo_button = Button(tr("Undo the whole import"), "arrow-back-up")
        self.undo_button.clicked.connect(self.undo_wanted)
        self.next_button = Button(tr("Import another file"), "file-import")
        self.next_button.clicked.connect(self.next_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.show_button, self.undo_button, self.next_button):
            row.addWidget(button)
        row.addStretch(1)
        self._card.body.setSpacing(16)
        self._card.body.addLayout(head)
        self._card.body.addLayout(self._lines)
        self._card.body.addLayout(row)
        self.body.addWidget(self._card)
        self._problems_title = text_label(tr("Not understood"), "section")
        self._problems = ImportList()
        self._problems.setMinimumHeight(theme.px(220))
        self.body.addWidget(self._problems_title)
        self.body.addWidget(self._problems, 1)
        self.body.addStretch(0)

    def show_report(self, report: Report, waiting: int) -> None:
        """Tell what was done; `waiting` files are still to come."""
        came = plural("{count} contact came in", "{count} contacts came in")
        self._title.setText(trn(came, report.new + report.updated))
        self._about.setText(tr("From {file}", file=report.file))
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for icon, token, text in _told(report):
            self._lines.addWidget(_line(icon, token, text))
        problems = report.not_understood[:SHOWN]
        self._problems.items.show_rows([piece_row(piece) for piece in problems])
        for part in (self._problems_title, self._problems):
            part.setVisible(bool(problems))
        self.undo_button.show()
        self.next_button.setText(tr("Import the next file") if waiting else tr("Import another file"))
        self.show_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _told(report: Report) -> list[tuple[str, str, str]]:
    """(icon, colour, sentence) for each thing that happened."""
    counted = (
        ("users", "green", plural("{count} client made", "{count} clients made"), report.clients),
        ("user", "green", plural("{count} contact person made", "{count} contact people made"), report.contacts),
        ("refresh", "accent", plural("{count} record updated", "{count} records updated"), report.updated),
        ("equal", "text3", plural("{count} card changed nothing", "{count} cards changed nothing"), report.unchanged),
        ("tag", "text3", plural("{count} group became a tag", "{count} groups became tags"), report.groups),
        ("eye-off", "text3", plural("{count} card left out", "{count} cards left out"), report.skipped),
        ("alert-circle", "red", plural("{count} card not understood", "{count} cards not understood"), report.refused),
    )
    return [(icon, token, trn(words, count)) for icon, token, words, count in counted if count]


def _line(icon: str, token: str, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(symbol(icon, token))
    row.addWidget(text_label(text), 1)
    return line

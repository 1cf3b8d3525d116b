"""A page of a public register, copied in the browser and pasted here: which company is it about?"""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.register import pasted
from app.exchange.register.company import Registered, directory_address
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Paragraph, text_label


class PastePanel(QWidget):
    """`read` carries the company of what was pasted, or None. `term` is what the directory is asked for."""

    read = Signal(object)

    def __init__(self, term: str) -> None:
        super().__init__()
        self._term = term
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label(tr("From a page of a public register"), "card"))
        about = tr(
            "Open the page of the company in your browser, select all of it (Ctrl+A), copy it (Ctrl+C) and paste it "
            "here. The program itself sends nothing."
        )
        column.addWidget(Paragraph(about, "body", "text2"))
        self.directory = Button(tr("Open the public directory"), "external-link")
        self.directory.clicked.connect(self._open_directory)
        self.paste = Button(tr("Paste"), "clipboard")
        self.paste.clicked.connect(self._paste)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.directory)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addLayout(row)
        self.text = TextArea(lines=4, most=4, placeholder=tr("The text of the page"))
        self.text.core().setAccessibleName(tr("The text of the page"))
        self.text.edited.connect(self._read)
        column.addWidget(self.text)
        self._said = Paragraph("", "label", "text2")
        self._said.hide()
        column.addWidget(self._said)

    def _open_directory(self) -> None:
        QDesktopServices.openUrl(QUrl(directory_address(self._term)))

    def _paste(self) -> None:
        self.text.set_value(QGuiApplication.clipboard().text())
        self._read()

    def _read(self) -> None:
        found = pasted.read(self.text.text())
        if found.is_known:
            self._said.set_tone("green")
            self._said.setText(tr("Found: {company}", company=title(found)))
        else:
            self._said.set_tone("amber")
            self._said.setText(tr("No company is recognised in this text."))
        self._said.setVisible(bool(self.text.value()))
        self.read.emit(found if found.is_known else None)


def title(found: Registered) -> str:
    """A company in one line: name, number and town."""
    return " · ".join(filter(None, (found.name, found.number, found.city)))

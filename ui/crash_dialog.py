"""Tells that something unexpected happened, shows the whole report, and offers to copy it. Nothing is sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import text_label


class CrashDialog(Dialog):
    """Shown once for each report; the program goes on behind it."""

    def __init__(self, report: Path, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Something unexpected happened"), width=680)
        self._text = report.read_text(encoding="utf-8", errors="replace")
        self._folder = report.parent
        words = tr(
            "Your data is safe: each save is complete or not done at all. You can go on. "
            "The report below names no client and was sent to nobody; it helps us if you pass it on."
        )
        self.body.addWidget(text_label(words, wrap=True))
        shown = QPlainTextEdit(self._text)
        shown.setReadOnly(True)
        shown.setAccessibleName(tr("Report"))
        self.body.addWidget(shown)
        copy = self.add_button(Button(tr("Copy the report"), "copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        folder = self.add_button(Button(tr("Open the folder"), "folder-open"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self.add_button(Button(tr("Go on"), kind="primary"), main=True).clicked.connect(self.accept)

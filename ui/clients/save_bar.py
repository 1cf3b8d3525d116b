"""The bar at the foot of a record in edit mode: what is wrong, what is not saved, Cancel and Save."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import plural
from ui.clients.editor import Editor
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.accessible import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import LinkLabel, Panel, text_label
from ui.widgets.symbols import symbol


class SaveBar(Panel):
    """Follows `editor`. `error_wanted`: go to the first field to correct."""

    error_wanted = Signal()
    cancelled = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__("surface", "top")
        self.editor = editor
        self._sign = symbol("alert-circle", "red")
        self._wrong = text_label("", "body", "red", weight=600)
        self._link = LinkLabel(tr("Show it"))
        self._link.clicked.connect(self.error_wanted)
        self._dot = text_label("·", "body", "text3")
        self._count = text_label("", "body", "text2")
        self.cancel = Button(tr("Cancel"), keys="Esc")
        self.cancel.clicked.connect(self.cancelled)
        self.save = Button(tr("Save"), "check", kind="primary", keys="Ctrl+S")
        self.save.clicked.connect(lambda: editor.shell.actions.run("save"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        for widget in (self._sign, self._wrong, self._link, self._dot, self._count):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        editor.saving_changed.connect(lambda _: self.show_state())
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.height("bar"))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.height("bar"))

    def show_state(self) -> None:
        """Say how many fields are wrong and how many changes are not saved."""
        self.setVisible(self.editor.editing)
        if not self.editor.editing:
            return
        errors, changes = len(self.editor.errors()), len(self.editor.changes())
        words = trn(plural("{count} field to correct", "{count} fields to correct"), errors)
        if errors and words != self._wrong.text():
            announce(self, words, urgent=True)
        self._wrong.setText(words)
        for widget in (self._sign, self._wrong, self._link):
            widget.setVisible(bool(errors))
        self._dot.setVisible(bool(errors and changes))
        self._count.setText(trn(plural("{count} change not saved", "{count} changes not saved"), changes))
        self._count.setVisible(bool(changes))
        self.save.setEnabled(not self.editor.saving)
        self.cancel.setEnabled(not self.editor.saving)

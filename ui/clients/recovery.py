"""The recovery copy: a form with unsaved edits is kept on disk every 5 s, and offered again after a crash.

One small file a record, in the person's own folder. It goes when the edits are saved or dropped.
"""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer

from app.clients import drafts
from app.clients.model import Client
from app.kept_form import KeptForm
from ui.clients.editor import Editor
from ui.text import tr

if TYPE_CHECKING:
    from ui.clients.record_messages import RecordMessages

EVERY_MS = 5_000
_NAME = "record-"
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError)


class Kept(NamedTuple):
    """Edits of a record found on disk."""

    client_id: int
    name: str
    path: Path


def kept(book: Path) -> list[Kept]:
    """The edits of records of `book` that were neither saved nor dropped."""
    found = []
    for form in KeptForm.all_of(_NAME, book):
        with contextlib.suppress(*_BROKEN):
            content = form.values()
            found.append(Kept(int(content["client"]), str(content["name"]), form.path))
    return found


class Recovery(QObject):
    """Keeps the edits of `editor` while there are any."""

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._written = ""
        self._form: KeptForm | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def file(self) -> Path:
        """The copy of the record on the page."""
        return self._place().path

    def _place(self) -> KeptForm:
        return KeptForm(f"{_NAME}{self.editor.client_id}", self.editor.shell.jobs.book.path)

    def follow(self, editing: bool) -> None:
        """Begin with edit mode; its end means saved or dropped, and the copy goes."""
        if editing:
            self._form = self._place()
            self._timer.start()
        else:
            self._timer.stop()
            self._written = ""
            if self._form is not None:
                self._form.forget()
                self._form = None

    def keep(self) -> None:
        """Write the copy, if something changed since the last time."""
        editor = self.editor
        if self._form is None or not editor.is_dirty():
            return
        text = drafts.to_json(editor.draft)
        if text == self._written:
            return
        pictures = {digest: base64.b64encode(content).decode("ascii") for digest, content in editor.pictures.items()}
        content = {"client": editor.client_id, "name": editor.name, "draft": text, "pictures": pictures}
        if self._form.keep(content):
            self._written = text

    def offer(self, messages: RecordMessages) -> None:
        """Ask whether to take up the edits kept of this record."""
        path = self.file()
        if self.editor.editing or not path.exists():
            return
        text = tr("Some changes to this record were never saved.")
        actions = [(tr("Take them up"), lambda: self._take_up(path)), (tr("Forget them"), path.unlink)]
        messages.say("recovery", "info", text, actions, strong=tr("Take up where you left?"))

    def _take_up(self, path: Path) -> None:
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            draft = drafts.from_json(content["draft"])
            pictures = {digest: base64.b64decode(text) for digest, text in content["pictures"].items()}
        except _BROKEN:
            path.unlink(missing_ok=True)
            self.editor.shell.toast(tr("The kept changes could not be read."))
            return
        self.editor.restore(_newer(draft, self.editor.draft), pictures)


def _newer(kept_draft: Client, present: Client) -> Client:
    """The kept draft, to be saved over the record of now: the person has been asked."""
    kept_draft.version = present.version
    return kept_draft

"""Linking a contact that is in the file already to one more client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.clients import contacts
from app.clients.contacts import Known
from app.clients.model import Contact, ContactLink
from ui.clients.client_picker import MOST, Found
from ui.clients.editor import Editor
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import LineInput

if TYPE_CHECKING:
    from ui.shell import Shell


class ContactField(Found):
    """Finds contacts by their names."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(placeholder=tr("Name of the person…"))
        self._shell = shell

    def words_for(self, value: Any) -> str:
        return self._shown

    def look_for(self, text: str) -> None:
        today = self._shell.today()
        work = partial(contacts.find, text=text, today=today)
        self._shell.jobs.rows(self, work, self._take, key="contact picker")

    def _take(self, found: list[Known]) -> None:
        shown = found[:MOST]
        self.offer([(each.id, tr("{person}, {client}", person=each.name, client=each.clients)) for each in shown])


class ContactPicker(Dialog):
    """Asks for the person and their function at this client."""

    def __init__(self, parent: QWidget, editor: Editor) -> None:
        super().__init__(parent, tr("Link a contact"), width=480)
        self.editor = editor
        self.person = FieldBox(tr("Person"), ContactField(editor.shell), required=True)
        self.function = FieldBox(tr("Function at this client"), LineInput(max_length=120))
        self.body.addWidget(self.person)
        self.body.addWidget(self.function)
        self.body.addStretch(1)
        self.add_cancel()
        self.button = self.add_button(Button(tr("Link"), "link", kind="primary", keys="Ctrl+Enter"), main=True)
        self.button.clicked.connect(self.take)
        self.button.setEnabled(False)
        self.person.input.picked.connect(lambda _: self.button.setEnabled(True))
        self.person.input.textEdited.connect(lambda _: self.button.setEnabled(False))
        self.person.focus()

    def take(self) -> None:
        """Read the person, then put the link into the draft."""
        if self.function.problem() is not None:
            self.function.focus()
            return
        number = self.person.input.value()
        if number is None or any(link.contact.id == number for link in self.editor.draft.links):
            self.reject()
            return
        self.editor.shell.jobs.read(self, partial(contacts.load, contact_id=number), self._link)

    def _link(self, person: Contact | None) -> None:
        if person is not None:
            draft = self.editor.draft
            first = not any(link.is_main for link in draft.links)
            function = self.function.input.value()
            draft.links.append(ContactLink(contact_id=person.id, contact=person, function=function, is_main=first))
            self.editor.parts_changed("links")
        self.accept()

"""Everything about one contact, in a dialog over the record in edit mode: it changes the draft, the record saves it."""

from __future__ import annotations

import hashlib
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients import drafts, records, rules
from app.clients.model import Contact, ContactLink
from app.i18n import N_
from app.values.person import initials
from ui.clients.editing import Editing
from ui.clients.editor import Editor
from ui.clients.field_layout import IN_DIALOG, FieldLayout
from ui.clients.form import Form
from ui.clients.form_inputs import Bound, Tick, birthday_bound, language_options, titles
from ui.clients.picture_field import choose_picture, read_picture
from ui.clients.points import email_rows, phone_rows
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page
from ui.widgets.pills import Avatar
from ui.widgets.typed_inputs import BirthdayInput, DateInput

MAILS = {
    "mail_quote": N_("Quotes"),
    "mail_proforma": N_("Pro forma invoices"),
    "mail_invoice": N_("Invoices"),
    "mail_reminder": N_("Payment reminders"),
}


class ContactDialog(Dialog):
    """Works on a copy of the draft: Cancel leaves everything as it was."""

    def __init__(self, parent: QWidget, editor: Editor, place: int | None) -> None:
        """`place` is that of the link in the draft; None makes a new contact."""
        super().__init__(parent, tr("New contact") if place is None else tr("Contact"), width=680, margin=0)
        self.editor = editor
        trial = drafts.duplicate(editor.draft)
        if place is None:
            place = len(trial.links)
            trial.links.append(ContactLink(contact=Contact(), is_main=not any(link.is_main for link in trial.links)))
        self.state = Editing(trial, self)
        self.place, self._start = place, f"links/{place}/"
        self.form = Form(self.state, editor.the_opened, self)
        self.pictures: dict[str, bytes] = {}
        page = Page(margin=24, gap=16)
        self.body.addWidget(page)
        self.tall = 700
        self._fill(page.body)
        self.add_cancel()
        button = self.add_button(Button(tr("Apply"), "check", kind="primary", keys="Ctrl+Enter"), main=True)
        button.clicked.connect(self.take)
        self._show_face()
        self.form.focus(f"{self._start}contact/{'last_name' if self.link.contact.first_name else 'first_name'}")

    @property
    def link(self) -> ContactLink:
        """The link under edit."""
        return self.state.draft.links[self.place]

    # Building

    def _fill(self, column: QVBoxLayout) -> None:
        if self.link.contact_id in self.editor.opened.shared:
            text = tr("This person is a contact of other clients too: name, phones and e-mails change there as well.")
            column.addWidget(MessageBar("info", text))
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addLayout(self._photo())
        names = QWidget()
        grid = FieldLayout(names, narrow=IN_DIALOG)
        self._add(grid, "contact/civility", titles(self.editor.the_opened), tr("Title"), 3)
        self._add(grid, "contact/first_name", Bound(LineInput()), tr("First name"), 4)
        self._add(grid, "contact/last_name", Bound(LineInput()), tr("Last name"), 5)
        self._add(grid, "function", Bound(LineInput()), tr("Function"), 6)
        self._add(grid, "department", Bound(LineInput()), tr("Department"), 6)
        top.addWidget(names, 1)
        column.addLayout(top)
        column.addWidget(phone_rows(self.form, f"{self._start}contact/phones"))
        column.addWidget(email_rows(self.form, f"{self._start}contact/emails"))
        column.addWidget(text_label(tr("Receives by e-mail"), "label", "text2"))
        column.addWidget(self._mails())
        column.addWidget(self._more())
        column.addStretch(1)

    def _add(self, grid: FieldLayout, name: str, made: Bound, label: str, span: int) -> None:
        grid.add(self.form.bind(self._start + name, made, label), span)

    def _photo(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.face = Avatar(side=72, round_=True)
        change, none = LinkLabel(tr("Photo…"), style="label"), LinkLabel(tr("No photo"), style="label")
        change.clicked.connect(self._choose_photo)
        none.clicked.connect(partial(self.set_photo, b""))
        column.addWidget(self.face, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(none, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._no_photo = none
        return column

    def _mails(self) -> QWidget:
        place = QWidget()
        grid = FieldLayout(place, down=4, narrow=IN_DIALOG)
        for name, words in MAILS.items():
            grid.add(self.form.bind(self._start + name, Bound(Tick(tr(words))), tr(words)), 6)
        return place

    def _more(self) -> QWidget:
        place = QWidget()
        grid = FieldLayout(place, narrow=IN_DIALOG)
        birthday = birthday_bound(BirthdayInput(today=self.editor.shell.today))
        self._add(grid, "contact/birthday", birthday, tr("Birthday"), 6)
        language = Bound(Choice(), lambda text: text or "", options=language_options)
        self._add(grid, "contact/language", language, tr("Language"), 6)
        self._add(grid, "from_on", Bound(DateInput()), tr("Here since"), 6)
        self._add(grid, "until_on", Bound(DateInput()), tr("Until"), 6)
        note = Bound(TextArea(lines=2), lambda text: text or "")
        self._add(grid, "contact/note", note, tr("Note"), 12)
        return place

    # Photo

    def _choose_photo(self) -> None:
        path = choose_picture(self)
        if path is not None:
            read_picture(self.editor.shell, self, path, self.set_photo)

    def set_photo(self, content: bytes) -> None:
        """Show another photo, clean already; none for no bytes."""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        if content:
            self.pictures[digest] = content
        self.state.set_value(f"{self._start}contact/photo", digest)
        self._show_face()

    def _show_face(self) -> None:
        person = self.link.contact
        content = self.pictures.get(person.photo) or self.editor.picture(person.photo)
        picture = None
        if content:
            picture = QPixmap()
            picture.loadFromData(content)
        key = person.id or person.uid
        self.face.set_record(initials(person.first_name, person.last_name), key, picture)
        self._no_photo.setVisible(bool(person.photo))

    # Ending

    def take(self) -> None:
        """Put the contact into the draft, once nothing is wrong with it."""
        self.form.leave()
        wrong = self.form.unreadable()
        if not wrong:
            records.tidy(self.state.draft, self.editor.opened.country)
            self.state.changed_anywhere()
        wrong += [problem for problem in rules.check(self.state.draft) if problem.path.startswith(self._start)]
        self.state.judge_all(wrong)
        if self.state.errors():
            self.form.focus_error()
            return
        self.editor.pictures.update(self.pictures)
        self.editor.replace(self.state.draft)
        self.accept()

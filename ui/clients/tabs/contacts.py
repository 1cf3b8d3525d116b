"""The section Contacts: how to reach the client, and its people with their roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.clients import drafts
from app.clients.model import Client, ContactLink
from app.i18n import N_
from app.values.person import display_name
from ui.clients.contact_dialog import ContactDialog
from ui.clients.contact_picker import ContactPicker
from ui.clients.editor import Editor
from ui.clients.form import Form
from ui.clients.part_rows import PartRows
from ui.clients.points import call, email_label, email_rows, phone_label, phone_rows, write_to
from ui.clients.read_field import ReadField, ReadGrid
from ui.clients.section import Section
from ui.clients.table_grid import Column, RowCell, TableGrid
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import confirm
from ui.widgets.labels import ElidedLabel, LinkLabel, text_label
from ui.widgets.menus import Menu
from ui.widgets.toggles import Radio

ROLES = {"is_main": N_("Main contact"), "is_billing": N_("Invoices"), "is_reminder": N_("Late payments")}
_E_MAIL, _PHONE = 3, 2


class ContactsSection(Section):
    """Phones and e-mails of the client, then the table of contacts with a radio for each exclusive role."""

    answers = ("phones", "emails", "links")

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "contacts", tr("Contacts"))
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        self._read = ReadGrid()
        self._edit: QWidget | None = None
        self._rows: dict[str, PartRows] = {}
        own.addWidget(self._read)
        self._own_column = own
        self.body.addWidget(self._own)
        self.body.addLayout(self._people_head())
        self.table = TableGrid(_columns(), tr("Contacts"))
        self.body.addWidget(self.table)
        self._none = text_label(tr("No contact yet."), "body", "text3")
        self.body.addWidget(self._none)
        editor.edited.connect(self._on_edited)

    def _people_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.adder = Button(tr("Add a contact"), "plus", small=True)
        self.adder.clicked.connect(self.add)
        self.linker = Button(tr("Link an existing one"), "link", small=True)
        self.linker.clicked.connect(self.link)
        head.addWidget(text_label(tr("People"), "card"), 1)
        head.addWidget(self.linker)
        head.addWidget(self.adder)
        return head

    # Showing

    def show_record(self) -> None:
        super().show_record()
        editing = self.editor.editing
        if editing and self._edit is None:
            self._make_edit()
        if self._edit is not None:
            self._edit.setVisible(editing)
        if editing and self.form is not None:
            self.form.refresh()
        self._show_points()
        self._show_people()

    def is_ready(self, *, editing: bool) -> bool:
        return not editing or self._edit is not None

    def prepare(self, *, editing: bool) -> None:
        if editing and self._edit is None:
            self._make_edit()

    def _make_edit(self) -> None:
        self.form = Form(self.editor, self.editor.the_opened, self)
        self.editor.forms.append(self.form)
        self._edit = QWidget()
        self._edit.hide()
        column = QVBoxLayout(self._edit)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._rows = {"phones": phone_rows(self.form, "phones"), "emails": email_rows(self.form, "emails")}
        for rows in self._rows.values():
            column.addWidget(rows)
        self._own_column.addWidget(self._edit)

    def _show_points(self) -> None:
        draft = self.editor.draft
        self._read.setVisible(not self.editor.editing)
        self._read.clear()
        if self.editor.editing:
            return
        country = self.editor.opened.country
        for place, phone in enumerate(draft.phones):
            self._add_read(f"phones/{place}/text", phone_label(phone)).set_value(
                phone.text, open_it=None if phone.kind == "fax" else partial(call, phone.text, country)
            )
        for place, mail in enumerate(draft.emails):
            self._add_read(f"emails/{place}/text", email_label(mail)).set_value(
                mail.text, open_it=partial(write_to, mail.text)
            )
        if not draft.phones and not draft.emails:
            self._add_read("phones", tr("Phone")).set_value("")
            self._add_read("emails", tr("E-mail")).set_value("")

    def _add_read(self, path: str, label: str) -> ReadField:
        field = ReadField(path, label)
        field.edit_asked.connect(self._edit_at)
        return self._read.add(field)

    def _edit_at(self, path: str) -> None:
        self.begin()
        self.focus(path)

    def _show_people(self) -> None:
        draft = self.editor.draft
        if self.table.begin([drafts.plain(link) for link in draft.links], self.editor.shell.today()):
            for place in range(len(draft.links)):
                self.table.add_row(self._row(place))
        self.table.setVisible(bool(draft.links))
        self._none.setVisible(not draft.links)
        self._fit()

    def _row(self, place: int) -> list[QWidget | None]:
        link = self.editor.draft.links[place]
        person, name = link.contact, name_of(link)
        title = _Name(name, partial(self.edit, place), partial(self._menu, place))
        if link.until_on is not None and link.until_on < self.editor.shell.today():
            title.say_left()
        phone = person.phones[0].text if person.phones else ""
        mail = person.emails[0].text if person.emails else ""
        more = IconButton("dots", tr("Actions for {name}", name=name), small=True)
        more.clicked.connect(lambda: self._menu(place).open_under(more))
        return [
            title,
            ElidedLabel(link.function, "body", "text2"),
            ElidedLabel(phone),
            ElidedLabel(mail),
            *(self._role(place, role) for role in ROLES),
            more,
        ]

    def _role(self, place: int, role: str) -> Radio:
        link = self.editor.draft.links[place]
        radio = Radio()
        radio.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        radio.setMinimumWidth(radio.sizeHint().width())
        radio.setAutoExclusive(False)
        radio.setChecked(getattr(link, role))
        radio.setAccessibleName(tr("{role}: {name}", role=tr(ROLES[role]), name=name_of(link)))
        radio.clicked.connect(lambda on: self.give_role(place, role, on))
        return radio

    def _fit(self) -> None:
        wide = self.width() >= theme.px(720)
        self.table.show_column(_E_MAIL, wide)
        self.table.show_column(_PHONE, self.width() >= theme.px(560))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def count(self) -> int | None:
        return len(self.editor.draft.links) or None

    def _on_edited(self, path: str) -> None:
        if path in ("", "links") and self.editor.editing and self.isVisible():
            self._show_people()

    # Acts

    def give_role(self, place: int, role: str, on: bool) -> None:
        """One contact has the role, or none."""
        link = self.editor.draft.links[place]
        name = name_of(link)

        def give(draft: Client) -> None:
            for other, each in enumerate(draft.links):
                setattr(each, role, on and other == place)

        words = {"role": tr(ROLES[role]), "person": name}
        said = tr("{role}: {person}.", **words) if on else tr("{role}: nobody.", **words)
        self.editor.act(N_("Role of {person}"), give, said=said, parameters={"person": name})

    def add(self) -> None:
        """A new contact; the record goes into edit mode."""
        self.editor.begin()
        ContactDialog(self, self.editor, None).exec()

    def edit(self, place: int) -> None:
        """Everything about one contact."""
        self.editor.begin()
        ContactDialog(self, self.editor, place).exec()

    def link(self) -> None:
        """A contact of another client becomes one of this client too."""
        self.editor.begin()
        ContactPicker(self, self.editor).exec()

    def unlink(self, place: int) -> None:
        """The person is no longer a contact of this client; who belongs to nobody else leaves the file."""
        link = self.editor.draft.links[place]
        name = name_of(link)
        question = tr("Unlink {name} from this client?", name=name)
        effect = tr("This person has no other client, and leaves the file with their phones and e-mails.")
        if link.contact_id in self.editor.opened.shared:
            effect = tr("The person stays in the file, as a contact of other clients.")
        if confirm(self, question, effect, tr("Unlink")):
            said = tr("{name} is unlinked.", name=name)
            told = {"person": name}
            self.editor.act(N_("Unlink {person}"), lambda draft: draft.links.pop(place), said=said, parameters=told)

    def _menu(self, place: int) -> Menu:
        link = self.editor.draft.links[place]
        person, clipboard = link.contact, QGuiApplication.clipboard()
        menu = Menu(self)
        menu.add(tr("Edit…"), partial(self.edit, place), icon="pencil")
        for mail in person.emails[:1]:
            menu.add(tr("Write to {email}", email=mail.text), partial(write_to, mail.text), icon="mail")
            menu.add(tr("Copy the e-mail"), partial(clipboard.setText, mail.text), icon="copy")
        for phone in person.phones[:2]:
            dial = partial(call, phone.text, self.editor.opened.country)
            menu.add(tr("Call {phone}", phone=phone.text), dial, icon="phone")
            menu.add(tr("Copy {phone}", phone=phone.text), partial(clipboard.setText, phone.text), icon="copy")
        menu.addSeparator()
        for role, words in ROLES.items():
            action = menu.add(tr(words), partial(self.give_role, place, role, not getattr(link, role)))
            action.setCheckable(True)
            action.setChecked(getattr(link, role))
        menu.addSeparator()
        menu.add(tr("Unlink…"), partial(self.unlink, place), icon="x", danger=True)
        return menu

    # Focus

    def focus(self, path: str) -> bool:
        steps = path.split("/")
        if steps[-1] == "new":
            self._add_to(steps[0])
            return True
        if steps[0] == "links":
            if len(steps) > 1 and self.editor.editing:
                self.edit(int(steps[1]))
                return True
            return False
        if self.editor.editing:
            return self.form is not None and (self.form.focus(path) or self.focus_first())
        field = next((field for field in self._read.fields if field.path == path), None)
        if field is not None:
            self._read.go_to(field)
        return field is not None

    def _add_to(self, path: str) -> None:
        if path == "links":
            self.add()
        else:
            self.begin()
            self._rows[path].add()

    def focus_first(self) -> bool:
        if self.form is None:
            return False
        paths = self.form.paths()
        texts = [path for path in paths if path.endswith("/text")]
        if texts:
            return self.form.focus(texts[0])
        self.adder.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class _Name(RowCell):
    """The name in a row, as a link to all about the person."""

    def __init__(self, name: str, opened: Callable[[], object], menu: Callable[[], Menu]) -> None:
        super().__init__(opened, menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        link = LinkLabel(name or tr("No name"), weight=600)
        link.clicked.connect(lambda _: opened())
        self._row.addWidget(link)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(96))

    def say_left(self) -> None:
        """They are not there any more."""
        self._row.insertWidget(1, text_label(tr("left"), "small", "text3"))


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Name"), 4),
        Column(tr("Function"), 3),
        Column(tr("Phone"), 3),
        Column(tr("E-mail"), 4),
        Column(tr("Main"), centred=True),
        Column(tr("Invoices"), centred=True),
        Column(tr("Late payments"), centred=True),
        Column(""),
    )


def name_of(link: ContactLink) -> str:
    """The name of a contact, or what stands for one."""
    person = link.contact
    name = display_name(person.first_name, person.last_name)
    points: list[Any] = [*person.emails, *person.phones]
    return name or next((point.text for point in points), "")

"""The head of the record: who this is, its state and tags, what can be done, and the pinned fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.model import Client
from app.clients.part_labels import BLOCKED
from app.i18n import N_
from app.values import email
from app.values.person import initials
from ui.accounts.account_figures import KeyFigures, ShortFigures
from ui.clients import reading
from ui.clients.client_templates import write_email
from ui.clients.editor import Editor
from ui.clients.header_parts import BadgeButton, Pin, ReferenceChip, blocks_in_force, statuses
from ui.text import tr, translator
from ui.widgets.accessible import set_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidedLabel, LinkLabel, text_label
from ui.widgets.menus import Menu
from ui.widgets.pills import Avatar, Badge, TagPill

if TYPE_CHECKING:
    from ui.shell import Shell

FACE = 72
NEW = ("new_quote", "new_order", "new_invoice", "new_delivery", "new_payment")
PRINT = ("labels", "letter", "envelopes", "client_sheet", "statement")
MENU: tuple[tuple[str, ...], ...] = (
    ("vcard", "copy_emails", "copy_address"),
    ("score", "logo", "complete", "block", "tag"),
    ("copy", "to_client", "to_prospect", "archive", "unarchive", "delete", "undelete"),
)


class Header(QWidget):
    """Shows `editor.draft`. The commands are those of the window; here are only their buttons."""

    tab_wanted = Signal(str, str)
    logo_dropped = Signal(str)

    def __init__(self, editor: Editor, shell: Shell) -> None:
        super().__init__()
        self.editor, self.shell = editor, shell
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 8)
        column.setSpacing(8)
        column.addLayout(self._top_row())
        column.addLayout(self._name_row())
        self.figures = KeyFigures()
        self.figures.wanted.connect(self._show_behind)
        self.pins = QWidget()
        self._pin_flow = FlowLayout(self.pins, gap=24, row_gap=4)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.pins, 1)
        column.addLayout(row)

    # Building

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back = LinkLabel(tr("Clients"), "chevron-left")
        self.back.clicked.connect(lambda: self.shell.actions.run("back"))
        self._place = text_label("", "label", "text2", weight=400)
        self.up = IconButton("chevron-up", tr("Previous record"), keys="Ctrl+PgUp", small=True)
        self.down = IconButton("chevron-down", tr("Next record"), keys="Ctrl+PgDown", small=True)
        self.up.clicked.connect(lambda: self.shell.actions.run("previous"))
        self.down.clicked.connect(lambda: self.shell.actions.run("next"))
        row.addWidget(self.back)
        row.addStretch(1)
        for widget in (self._place, self.up, self.down):
            row.addWidget(widget)
        return row

    def _name_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self.face = Avatar(side=FACE)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        self.title = ElidedLabel("", "title")
        self.star = IconButton("star", tr("Star"), keys="Ctrl+D", small=True)
        self.star.clicked.connect(lambda: self.shell.actions.run("star"))
        self._editing = Badge(tr("Editing"), "client", "pencil")
        self._editing.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title, 0)
        line.addWidget(self.star)
        line.addStretch(1)
        line.addWidget(self._editing)
        self.action_row = self._action_row()
        line.addWidget(self.action_row)
        self._badges = QWidget()
        self._badge_flow = FlowLayout(self._badges, gap=8, row_gap=6)
        self.reference = ReferenceChip()
        self.reference.clicked.connect(self._copy_reference)
        self.short_figures = ShortFigures()
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self._badges, 1)
        second.addWidget(self.short_figures, 0, Qt.AlignmentFlag.AlignTop)
        middle.addLayout(line)
        middle.addLayout(second)
        row.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(middle, 1)
        return row

    def _action_row(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.mail = Button(tr("E-mail"), "mail")
        self.mail.clicked.connect(self._write_mail)
        self.print = Button(tr("Print"), "printer", chevron=True)
        self.print.clicked.connect(lambda: self.print_menu().open_under(self.print))
        self.edit = Button(tr("Edit"), "pencil")
        self.edit.clicked.connect(lambda: self.shell.actions.run("edit"))
        set_tip(self.edit, tr("Edit"), "Ctrl+E")
        self.new = Button(tr("New"), "plus", kind="primary", chevron=True)
        self.new.clicked.connect(self._open_new)
        self.more = IconButton("dots", tr("More actions"), kind="secondary")
        self.more.clicked.connect(lambda: self.more_menu().open_under(self.more))
        for button in (self.mail, self.print, self.edit, self.new, self.more):
            row.addWidget(button)
        self._spared = {self.mail: self.mail.text(), self.print: self.print.text()}
        for button, words in self._spared.items():
            button.setAccessibleName(words)
            set_tip(button, words)
        return place

    def _open_new(self) -> None:
        self.new_menu().open_under(self.new)

    def new_menu(self) -> Menu:
        """What can be added to this client."""
        menu = Menu(self)
        menu.addActions([self.shell.actions[key] for key in NEW])
        menu.addSeparator()
        menu.add(tr("Contact"), lambda: self.tab_wanted.emit("details", "links/new"), icon="user-plus")
        menu.add(tr("Address"), lambda: self.tab_wanted.emit("details", "addresses/new"), icon="map-pin")
        menu.addAction(self.shell.actions["note"])
        return menu

    def print_menu(self) -> Menu:
        """What can be printed of this client."""
        menu = Menu(self)
        menu.addActions([self.shell.actions[key] for key in PRINT])
        return menu

    def more_menu(self) -> Menu:
        """All that can be done with this client now."""
        menu = Menu(self)
        for group in MENU:
            served = [self.shell.actions[key] for key in group if self.shell.actions[key].isEnabled()]
            if served and menu.actions():
                menu.addSeparator()
            menu.addActions(served)
        return menu

    # Showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The name is worth more than the words of two buttons whose icons tell as well."""
        for button, words in self._spared.items():
            button.setText(words)
        beside = sum(widget.sizeHint().width() + 8 for widget in (self.star, self.action_row))
        margin = self.layout().contentsMargins().right()
        if self.title.x() + self.title.sizeHint().width() + beside > self.width() - margin:
            for button in self._spared:
                button.setText("")

    def show_place(self, place: int, count: int) -> None:
        """`4 of 412`, from the list it was opened from; nothing where there was none."""
        known = count > 1
        words = translator().number
        self._place.setText(tr("{place} of {count}", place=words(place), count=words(count)) if known else "")
        for widget in (self._place, self.up, self.down):
            widget.setVisible(known)

    def show_record(self, *, overview: bool) -> None:
        """Show the draft; the pinned fields that hold something only on the overview."""
        draft, editing = self.editor.draft, self.editor.editing
        self.title.setText(self.editor.name or tr("No name"))
        self.title.updateGeometry()
        self._show_face(draft)
        self._show_star(draft)
        self._show_badges(draft)
        self._editing.setVisible(editing)
        self.action_row.setVisible(not editing)
        self.mail.setVisible(bool(self.main_email()))
        self._show_pins(overview=overview and not editing)
        self._show_figures(overview=overview and not editing)
        self._make_room()
        # At once: the next paint would still cut the title as if the buttons were there.
        self.layout().activate()

    def _show_figures(self, *, overview: bool) -> None:
        """Key figures on the overview, in short on the other tabs."""
        money = self.editor.money.account
        known = money if money is not None and money.client_id == self.editor.client_id else None
        self.figures.show_account(known if overview else None)
        self.short_figures.show_account(None if overview else known)

    def _show_behind(self, where: str) -> None:
        """What a key figure is made of."""
        self.tab_wanted.emit(*(("sales", "") if where == "turnover" else ("account", where)))

    def _show_face(self, draft: Client) -> None:
        picture = None
        content = self.editor.picture(draft.logo) if draft.logo else None
        if content:
            picture = QPixmap()
            picture.loadFromData(content)
        names = (self.editor.name,) if draft.is_organisation else (draft.first_name, draft.last_name)
        self.face.set_record(initials(*names), self.editor.client_id, picture)

    def _show_star(self, draft: Client) -> None:
        self.star.set_icon("star-filled" if draft.starred else "star")
        self.star.set_color("gold" if draft.starred else "text3")
        self.star.set_tip(tr("Take the star away") if draft.starred else tr("Star"))

    def _show_badges(self, draft: Client) -> None:
        self.reference.setParent(None)
        self._badge_flow.clear()
        self.reference.set_reference(draft.reference)
        self._badge_flow.addWidget(self.reference)
        self.reference.setVisible(bool(draft.reference))
        for text, kind in statuses(draft):
            self._badge_flow.addWidget(Badge(text, kind))
        for kind in blocks_in_force(draft, self.shell):
            badge = BadgeButton(tr(BLOCKED[kind]), "red", "lock")
            badge.clicked.connect(lambda: self.tab_wanted.emit("terms", "blocks"))
            self._badge_flow.addWidget(badge)
        if draft.companies and draft.companies[0].on_watch:
            watched = BadgeButton(tr("On watch"), "amber", "eye")
            watched.clicked.connect(lambda: self.tab_wanted.emit("terms", "companies/0/on_watch"))
            self._badge_flow.addWidget(watched)
        chosen = {link.tag_id for link in draft.tags}
        for tag in self.editor.opened.tags:
            if tag.id in chosen:
                pill = TagPill(tag.name, f"c{tag.colour}", removable=True)
                pill.removed.connect(partial(self._remove_tag, tag.id, tag.name))
                self._badge_flow.addWidget(pill)
        add = IconButton("plus", tr("Add a tag"), keys="Ctrl+G", small=True)
        add.clicked.connect(lambda: self.shell.actions.run("tag"))
        self._badge_flow.addWidget(add)

    def _remove_tag(self, tag_id: int, name: str) -> None:
        def remove(draft: Client) -> None:
            draft.tags = [link for link in draft.tags if link.tag_id != tag_id]

        said = tr("The tag “{tag}” is taken off.", tag=name)
        self.editor.act(N_("Take a tag off {name}"), remove, said=said)

    def _show_pins(self, *, overview: bool) -> None:
        self._pin_flow.clear()
        found = [reading.pinned(self.editor.opened, key) for key in self.editor.opened.pins] if overview else []
        shown = [(label, value) for label, value in found if value]
        for label, value in shown:
            self._pin_flow.addWidget(Pin(label, value))
        self.pins.setVisible(bool(shown))

    # Acts

    def _copy_reference(self) -> None:
        QGuiApplication.clipboard().setText(self.editor.draft.reference)
        self.shell.toast(tr("The reference {reference} is copied.", reference=self.editor.draft.reference))

    def main_email(self) -> str:
        """The first address to write to: the client's own, else the main contact's."""
        draft = self.editor.draft
        people = sorted(draft.links, key=lambda link: not link.is_main)
        owners: Sequence[Any] = [draft, *(link.contact for link in people)]
        return next((each.text for owner in owners for each in owner.emails if email.link(each.text)), "")

    def _write_mail(self) -> None:
        write_email(self.shell, self.mail, self.editor.client_id, self.main_email())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and self._is_picture(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.logo_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    @staticmethod
    def _is_picture(event: QDragEnterEvent) -> bool:
        names = [url.toLocalFile().lower() for url in event.mimeData().urls()]
        return len(names) == 1 and names[0].endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))

"""Signing a kept file: wanted, on the screen, on paper; and sending it with the mail program of this computer."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.activity import email_draft, files, looking, signing
from app.activity.files import FileRow
from app.i18n import N_
from app.values.email import link
from app.values.file_name import kept_name
from ui.activity.files_open import copy_to_show
from ui.activity.signature_pad import SignaturePad, Stroke
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, save_file
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import LineInput
from ui.widgets.labels import Paragraph
from ui.widgets.menus import Menu
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.activity.files_panel import FilesPanel

_SIGNED = N_("{name} (signed)")


class SignDialog(Dialog):
    """A frame to sign in, and the name of who signs; one of the two hands may lend the mouse."""

    def __init__(self, panel: FilesPanel, row: FileRow) -> None:
        super().__init__(panel, tr("Sign “{name}”", name=row.name), width=560)
        self.by = FieldBox(tr("Name of the person who signs"), LineInput(panel.signer(), max_length=120), required=True)
        self.pad = SignaturePad()
        again = Button(tr("Begin again"), "refresh")
        words = tr("A last page with the signature, the day and the fingerprint of the file is added to a copy of it.")
        self.body.addWidget(self.by)
        self.body.addWidget(self.pad)
        self.body.addWidget(Paragraph(words, "small", "text2"))
        self.body.addStretch(1)
        self.add_button(again)
        self.add_cancel()
        self.sign_button = self.add_button(Button(tr("Sign"), "check", kind="primary", keys="Ctrl+Enter"), main=True)
        again.clicked.connect(self.pad.clear)
        self.sign_button.clicked.connect(self.accept)
        self.by.input.edited.connect(self._let_sign)
        self.pad.drawn.connect(self._let_sign)
        self._let_sign()
        self.by.focus()

    def _let_sign(self) -> None:
        self.sign_button.setEnabled(bool(self.by.input.value()) and bool(self.pad.strokes()))


class SigningActs:
    """The acts of one panel."""

    def __init__(self, panel: FilesPanel) -> None:
        self.panel, self.shell = panel, panel.shell

    def add_to(self, menu: Menu, row: FileRow) -> None:
        """The lines for this file."""
        if row.signing != signing.SIGNED:
            wanted = row.signing == signing.WANTED
            words = tr("No longer to be signed") if wanted else tr("To be signed")
            menu.add(words, partial(self.want, row, wanted=not wanted), icon="pencil")
            if looking.can_be_shown(row.name):
                menu.add(tr("Sign on the screen…"), partial(self.sign, row), icon="pencil")
            menu.add(tr("This is the signed paper…"), partial(self.sign_on_paper, row), icon="file-check")
        menu.add(tr("Send by e-mail…"), partial(self.send, row), icon="send")

    def want(self, row: FileRow, *, wanted: bool) -> None:
        """Note that it is to be signed, or not any more."""
        if self.shell.may_write():
            label = N_("“{name}” is to be signed") if wanted else N_("“{name}” is not to be signed")
            work = lambda session: signing.want(session, [row.id], wanted=wanted)  # noqa: E731 - one step
            self._write(label, row, work)

    def sign_on_paper(self, row: FileRow) -> None:
        """Ask who signed the paper of which this is the scan."""
        if not self.shell.may_write():
            return
        dialog = Question(self.panel, tr("A signed paper"), tr("Keep"), partial(self._on_paper, row))
        who = LineInput(self.panel.signer(), max_length=120)
        dialog.add("by", tr("Name of the person who signed"), who, needed=tr("Enter a name."))
        dialog.begin()
        dialog.deleteLater()

    def _on_paper(self, row: FileRow, *, by: str) -> None:
        today = self.shell.today()
        work = lambda session: signing.signed_on_paper(session, row.id, by=by, today=today)  # noqa: E731 - one step
        self._write(N_("“{name}” is signed"), row, work)

    def sign(self, row: FileRow) -> None:
        """Let somebody sign on the screen; the signed copy is kept beside the file."""
        if not self.shell.may_write():
            return
        dialog = SignDialog(self.panel, row)
        if dialog.exec():
            self._sign(row, dialog.by.input.value(), dialog.pad.strokes())
        dialog.deleteLater()

    def _sign(self, row: FileRow, by: str, strokes: tuple[Stroke, ...]) -> None:
        today, shop, words = self.shell.today(), self.shell.shop.name, translator()
        name = tr(_SIGNED, name=PurePath(row.name).stem) + ".pdf"

        def work(book: Any, _progress: Any) -> int:
            from app.documents import signature_page
            from ui.printing.pixels import joined

            with book.read() as session:
                loaded = files.load(session, row.id)
            signature = signature_page.Signature(by, today, strokes)
            page = signature_page.make(row.name, loaded.content, signature, shop, words)
            content = joined(looking.pages(loaded), page)
            with book.write(N_("Sign “{name}”"), name=row.name) as writing:
                return signing.sign(writing.session, row.id, name, content, by=by, today=today)

        def done(number: int) -> None:
            self.panel.go_to(number)
            self.shell.toast(tr("Signed: “{name}” is in the list", name=name), undo=True)

        self.shell.jobs.long(self.panel, tr("Signing…"), work, done, lane="pages")

    def send(self, row: FileRow) -> None:
        """Open an e-mail with the file attached in the mail program of this computer."""
        to, subject = self.panel.email(), PurePath(row.name).stem

        def work(session: Any) -> Path:
            message = email_draft.draft(to, subject, "\n", [files.load(session, row.id)])
            return copy_to_show(kept_name(f"{subject}.eml"), message)

        def done(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.send_by_hand(row)
                return
            said = tr("E-mail prepared with “{name}”", name=row.name)
            self.shell.toast(said, action=tr("It does not open"), act=partial(self.send_by_hand, row))
            self._note_sent(row)

        self.shell.jobs.read(self.panel, work, done, key="send file")

    def send_by_hand(self, row: FileRow) -> None:
        """Save the file, and open the mail program with a message to which it is to be attached."""
        folder = self.panel.acts.folder()
        path = save_file(self.panel, tr("Save the file to attach"), [(tr("All files"), "*")], folder / row.name)
        if path is None:
            return
        self.panel.acts.keep_folder(path.parent)
        letter = f"{link(self.panel.email()) or 'mailto:'}?subject={quote(PurePath(row.name).stem)}"

        def done(_none: None) -> None:
            QDesktopServices.openUrl(QUrl(letter, QUrl.ParsingMode.StrictMode))
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
            said = tr("E-mail prepared: attach “{name}” to it", name=path.name)
            self.shell.toast(said, action=tr("Show the file"), act=show)
            self._note_sent(row)

        self.panel.acts.save_to(row, path, done)

    def _note_sent(self, row: FileRow) -> None:
        if not self.shell.jobs.book.read_only:
            today = self.shell.today()
            note = lambda session: signing.sent(session, row.id, today)  # noqa: E731 - one step
            self._write(N_("Prepare “{name}” for e-mail"), row, note)

    def _write(self, label: str, row: FileRow, work: Any) -> None:
        self.shell.jobs.write(self.panel, label, work, parameters={"name": row.name})

"""What to export, how, and where; the writing itself goes on in the background."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.clients.search import Query, all_ids, count, tab_counts
from app.company.safekeeping import free_path
from app.i18n import plural
from app.paths import documents_folder
from ui.shell import Shell
from ui.text import tr, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, choose_folder, save_file
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.toggles import CheckBox, Radio

CHOSEN, FOUND, EVERYBODY = "chosen", "found", "everybody"
_MEMORY = "export"


class ExportDialog(Dialog):
    """`ids` are the clients chosen in the list, if any; `query` is the search they were chosen from."""

    def __init__(self, shell: Shell, *, ids: array[int] | None, query: Query, parent: QWidget) -> None:
        super().__init__(parent, tr("Export contacts"), width=520)
        self._shell, self._ids, self._query = shell, ids, query
        self._counts: dict[str, int] = {CHOSEN: len(ids) if ids is not None else 0}
        self._kept = shell.settings.remembered(_MEMORY)
        self._go = Button("", "file-export", kind="primary", keys="Ctrl+Enter")
        self._build_which()
        self._build_how()
        self.add_cancel()
        self.add_button(self._go, main=True)
        self._go.clicked.connect(self._ask_where)
        self._word()
        today = shell.today()
        shell.jobs.rows(self, lambda db: (count(db, query, today), tab_counts(db)), self._show_counts)

    def _build_which(self) -> None:
        self.body.addWidget(text_label(tr("Which clients"), "card"))
        self._which = QButtonGroup(self)
        self._radios = {key: Radio() for key in (CHOSEN, FOUND, EVERYBODY)}
        for radio in self._radios.values():
            self._which.addButton(radio)
            self.body.addWidget(radio)
            radio.toggled.connect(lambda _: self._word())
        self._radios[CHOSEN].setVisible(bool(self._ids))
        self._radios[CHOSEN if self._ids else FOUND].setChecked(True)

    def _build_how(self) -> None:
        self.body.addSpacing(4)
        self.body.addWidget(text_label(tr("As vCards"), "card"))
        self._one, self._each = Radio(tr("One file for all")), Radio(tr("One file for each contact"))
        self._how = QButtonGroup(self)
        for radio in (self._one, self._each):
            self._how.addButton(radio)
            self.body.addWidget(radio)
        (self._each if self._kept.get("separate") else self._one).setChecked(True)
        self._photos, self._notes = CheckBox(tr("With photos and logos")), CheckBox(tr("With notes"))
        for box, name in ((self._photos, "photos"), (self._notes, "notes")):
            box.setChecked(bool(self._kept.get(name, True)))
            self.body.addWidget(box)
        hint = tr("Phones, Outlook, Thunderbird, Google and Apple read these files.")
        self.body.addWidget(Paragraph(hint, "label", "text3"))

    def _show_counts(self, found: tuple[int, dict[str, int]]) -> None:
        self._counts[FOUND], tabs = found
        self._counts[EVERYBODY] = tabs.get("all", 0) + tabs.get("archived", 0)
        self._word()

    def _word(self) -> None:
        """The counts, in the choices and on the button."""
        words = {
            CHOSEN: plural("The {count} client chosen", "The {count} clients chosen"),
            FOUND: plural("The {count} client in the list now", "The {count} clients in the list now"),
            EVERYBODY: plural(
                "Everybody: {count} client, archived ones too", "Everybody: {count} clients, archived ones too"
            ),
        }
        for key, radio in self._radios.items():
            radio.setText(trn(words[key], self._counts.get(key, 0)))
            radio.setEnabled(self._counts.get(key, 0) > 0)
        number = self._counts.get(self.which(), 0)
        self._go.setText(trn(plural("Export {count} contact…", "Export {count} contacts…"), number))
        self._go.setEnabled(number > 0)

    def which(self) -> str:
        """Which clients: chosen, found or everybody."""
        return next((key for key, radio in self._radios.items() if radio.isChecked()), FOUND)

    def _ask_where(self) -> None:
        separate = self._each.isChecked()
        self._kept.update(separate=separate, photos=self._photos.isChecked(), notes=self._notes.isChecked())
        name = tr("Contacts {day}", day=date.today().isoformat())
        if separate:
            folder = choose_folder(self, tr("Where the files go"), documents_folder())
            path = free_path(folder, name, "") if folder is not None else None
        else:
            suggested = free_path(documents_folder(), name, ".vcf")
            path = save_file(self, tr("Export contacts"), [(tr("Contacts (vCard)"), "*.vcf")], suggested)
        if path is not None:
            self._export(path, separate=separate)

    def _export(self, path: Path, *, separate: bool) -> None:
        which, ids, query, today = self.which(), self._ids, self._query, self._shell.today()
        photos, notes = self._photos.isChecked(), self._notes.isChecked()
        shell = self._shell

        def work(book: Any, progress: Any) -> int:
            from app.exchange.exporting import export_vcards

            numbers = ids if which == CHOSEN else None
            if which == FOUND:
                db = book.rows()
                numbers = all_ids(db, query, today)
                db.close()
            return export_vcards(book, numbers, path, photos=photos, notes=notes, separate=separate, progress=progress)

        def done(number: int) -> None:
            said = trn(plural("{count} contact exported", "{count} contacts exported"), number)
            folder = path if separate else path.parent
            shell.toast(said, action=tr("Show"), act=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))

        self.accept()
        shell.jobs.long(shell.jobs, tr("Exporting contacts…"), work, done, lane="long")

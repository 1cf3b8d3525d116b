"""Settings that belong to this person on this computer: looks, where backups go, and facts about the data file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from app.clients.search import tab_counts
from app.company import safekeeping
from app.company.safekeeping import Backup
from app.i18n import plural
from ui.company.appearance import colours_choice, language_choice, text_size_choice
from ui.company.settings_parts import SettingsSection, row_of
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import choose_folder
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label

SHOWN = 6
MEGABYTE = 1_000_000


class AppearanceSection(SettingsSection):
    """Language, text size and colours."""

    key = "appearance"

    def __init__(self, shell: Shell, rebuild: Callable[[], object]) -> None:
        super().__init__(shell)
        self.add_row(tr("Language"), row_of(language_choice(shell.settings, rebuild)))
        self.add_row(tr("Text size"), row_of(text_size_choice(shell.settings, rebuild)))
        self.add_row(tr("Colours"), row_of(colours_choice(shell.settings)))
        self.body.addWidget(
            Paragraph(tr("Dates and amounts follow the country of the shop, whatever the language."), "label", "text3")
        )


class BackupsSection(SettingsSection):
    """The two places, what is in them, and the way back."""

    key = "backups"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._state = Paragraph("", "body")
        self.body.addWidget(self._state)
        now = Button(tr("Back up now"), "device-floppy")
        now.clicked.connect(lambda: shell.actions.run("backup"))
        back = Button(tr("Restore a backup…"), "history")
        back.clicked.connect(lambda: shell.actions.run("restore"))
        self.body.addLayout(row_of(now, back))
        self._first, self._second = ElidedLabel(), ElidedLabel()
        self._drop = Button(tr("Stop"), "x", kind="quiet", small=True)
        self._drop.clicked.connect(lambda: self._set("second_backups", ""))
        self._default = Button(tr("Use the usual folder"), kind="quiet", small=True)
        self._default.clicked.connect(lambda: self._set("backups", ""))
        first = self._place(self._first, "backups", self._default)
        self.add_row(tr("First place"), first, tr("A folder on this computer."), words=True)
        self.add_row(
            tr("Second place"),
            self._place(self._second, "second_backups", self._drop),
            tr("A USB stick, another disk, or a folder that a service carries away: only whole backups go there."),
            words=True,
        )
        self.body.addWidget(text_label(tr("Latest backups"), "card"))
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        shell.jobs.ended_long.connect(lambda _job: self.load())

    def _place(self, shown: ElidedLabel, setting: str, other: Button) -> QVBoxLayout:
        choose = Button(tr("Choose a folder…"), "folder", small=True)
        choose.clicked.connect(lambda: self._choose(setting))
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(shown)
        column.addLayout(row_of(choose, other))
        return column

    def _choose(self, setting: str) -> None:
        folder = choose_folder(self, tr("Where backups go"), safekeeping.folders(self.shell.settings)[0])
        if folder is not None:
            self._set(setting, str(folder))

    def _set(self, setting: str, folder: str) -> None:
        setattr(self.shell.settings, setting, folder)
        self.shell.settings.save()
        self.load()

    def load(self) -> None:
        settings, book = self.shell.settings, self.shell.jobs.book.path
        first, *second = safekeeping.folders(settings)
        self._first.setText(str(first))
        self._second.setText(str(second[0]) if second else tr("None yet"))
        self._default.setVisible(bool(settings.backups))
        self._drop.setVisible(bool(second))

        def look(_db: Any) -> list[Backup]:
            return [one for one in safekeeping.found(settings) if one.name == book.stem]

        self.shell.jobs.rows(self, look, self._show, key="settings backups")

    def _show(self, backups: list[Backup]) -> None:
        while self._list.count():
            old = self._list.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for backup in backups[:SHOWN]:
            self._list.addWidget(ElidedLabel(_told(backup), "label", "text2", weight=400))
        if not backups:
            self._state.setText(tr("There is no backup yet: one is made when you close the file."))
            return
        when = translator().moment(backups[0].made_at.astimezone())
        count = trn(plural("{count} backup is kept.", "{count} backups are kept."), len(backups))
        self._state.setText(tr("The last backup was made on {when}. {count}", when=when, count=count))


def _told(backup: Backup) -> str:
    """`12 Nov 2026, 08:12 · 412 clients · when closing · 3.2 MB`."""
    clients = trn(plural("{count} client", "{count} clients"), backup.clients)
    reason = safekeeping.REASONS.get(backup.reason, "")
    made = translator().moment(backup.made_at.astimezone())
    return " · ".join(part for part in (made, clients, tr(reason) if reason else "", _size(backup.path)) if part)


def _size(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    if size < MEGABYTE:
        return tr("{size} kB", size=translator().number(max(1, size // 1000)))
    tenths = size * 10 // MEGABYTE
    return tr("{size} MB", size=translator().number(tenths // 10))


class FileSection(SettingsSection):
    """Where the data file is, how large, and what is in it."""

    key = "file"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        path = shell.jobs.book.path
        self.add_row(tr("File"), text_label(path.name, selectable=True), words=True)
        folder = LinkLabel(tr("Open the folder"), "folder-open")
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addWidget(ElidedLabel(str(path.parent)))
        place.addLayout(row_of(folder))
        self.add_row(tr("Folder"), place, words=True)
        self._facts = Paragraph("", "body")
        self.add_row(tr("Holds"), self._facts, words=True)
        check = Button(tr("Check the file"), "shield-check")
        check.clicked.connect(lambda: shell.actions.run("check_file"))
        self.add_row(
            tr("State of the file"), row_of(check), tr("Looks at every part of the file, without changing anything.")
        )
        privacy = LinkLabel(tr("What is stored, and where"), "help-circle")
        privacy.clicked.connect(lambda: shell.show_page("help", topic="privacy"))
        self.body.addLayout(row_of(privacy))
        carrier = safekeeping.synced_by(path.parent)
        if carrier:
            words = tr(
                "{name} carries this folder to other computers while you work, which can damage the file. Keep it in "
                "a folder of this computer, and let {name} have the backups instead.",
                name=carrier,
            )
            self.body.addWidget(Paragraph(words, "body", "amber"))

    def tables(self) -> tuple[str, ...]:
        return ("client",)

    def load(self) -> None:
        self.shell.jobs.rows(self, _facts, self._show, key="settings file")

    def _show(self, found: tuple[dict[str, int], int, str]) -> None:
        counts, steps, first = found
        clients = trn(plural("{count} client and prospect", "{count} clients and prospects"), counts.get("all", 0))
        archived = trn(plural("{count} archived", "{count} archived"), counts.get("archived", 0))
        history = trn(plural("{count} act in the history", "{count} acts in the history"), steps)
        since = translator().date(datetime.fromisoformat(first).date()) if first else ""
        parts = [clients, archived, history, tr("since {day}", day=since) if since else "", _size(self._path())]
        self._facts.setText(" · ".join(part for part in parts if part))

    def _path(self) -> Path:
        return self.shell.jobs.book.path


def _facts(db: Any) -> tuple[dict[str, int], int, str]:
    steps, first = db.execute("SELECT count(*), min(at) FROM change_set").fetchone()
    return tab_counts(db), steps, first or ""

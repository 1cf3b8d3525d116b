"""What can be done with the files of a record: add, open, save a copy, rename, remove. Disks wait in the lanes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.activity import files, looking
from app.activity.files import FileRow, Outcome
from app.errors import AppError, Cancelled, Refused
from app.i18n import N_, plural
from app.paths import documents_folder
from app.values.file_name import MOST, is_program
from ui.clients.tabs.files_open import copy_to_show
from ui.text import tr, trn
from ui.widgets.dialogs import Answer, ask, open_files, save_file, tell
from ui.widgets.inputs import LineInput
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.clients.tabs.files import FilesTab

_FOLDER = "files"  # whose last folder is remembered
_MOST_NAMED = 8


class FilesActs:
    """The acts of one tab."""

    def __init__(self, tab: FilesTab) -> None:
        self.tab, self.shell = tab, tab.shell

    # Adding

    def choose(self) -> None:
        """Ask which files, and add them."""
        if self.shell.may_write():
            found = open_files(self.tab, tr("Add files"), [(tr("All files"), "*")], self._folder())
            if found:
                self._keep_folder(found[0].parent)
                self.add(found)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files with the client: one step, whole or not at all."""
        client_id = self.tab.client_id
        if not paths or not client_id or not self.shell.may_write():
            return

        def work(book: Any, progress: Any) -> Outcome:
            with book.write(N_("Add files")) as writing:
                return files.keep_all(writing.session, client_id, paths, progress)

        self.shell.jobs.long(self.tab, tr("Adding files…"), work, self._added, refused=self._stopped)

    def _stopped(self, error: AppError | Cancelled) -> None:
        if isinstance(error, Cancelled):
            self.shell.toast(tr("Stopped: nothing was added."))
        else:
            self.shell.explain(error)

    def _added(self, outcome: Outcome) -> None:
        count = len(outcome.added)
        if count:
            self.tab.go_to(outcome.added[0])
            self.shell.toast(trn(plural("{count} file added", "{count} files added"), count), undo=True)
        elif outcome.known:
            words = plural("This file is in the record already.", "These {count} files are in the record already.")
            self.shell.toast(trn(words, outcome.known))
        if len(outcome.refused) == 1:
            self.shell.explain(outcome.refused[0])
        elif outcome.refused:
            lines = [tr(each.message, **each.parameters) for each in outcome.refused[:_MOST_NAMED]]
            rest = len(outcome.refused) - len(lines)
            lines += [tr("and {count} more", count=rest)] if rest else []
            title = plural("{count} file was not added", "{count} files were not added")
            tell(self.tab, trn(title, len(outcome.refused)), "\n".join(lines))

    # Looking

    def open(self, row: FileRow) -> None:
        """Show a copy with the program that this computer has for it; what would run is offered as a copy instead."""
        if is_program(row.name):
            self._refuse(row)
            return

        def work(session: Any) -> Path:
            return copy_to_show(*files.load(session, row.id))

        self.shell.jobs.read(self.tab, work, self._show, key="open file")

    def _refuse(self, row: FileRow) -> None:
        title = tr("“{name}” is a program and is not opened", name=row.name)
        effect = tr("It could damage what is on this computer. Save a copy if you know where it comes from.")
        answers = (Answer("no", tr("Cancel")), Answer("save", tr("Save a copy…")))
        if ask(self.tab, title, effect, answers) == "save":
            self.save_copy(row)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = N_("This computer has no program for “{name}”. Save a copy, and open it where there is one.")
            self.shell.explain(Refused(words, name=path.name))

    def can_preview(self, row: FileRow) -> bool:
        """Whether the program can show it itself."""
        return looking.can_be_shown(row.name)

    def preview(self, row: FileRow) -> None:
        """Show a PDF or a picture over the page, to be printed again."""
        if self.can_preview(row):
            name = f"{PurePath(row.name).stem}.pdf"
            self.shell.show_pdf(lambda session: looking.pages(files.load(session, row.id)), name, start=False)

    def save_copy(self, row: FileRow) -> None:
        """Ask where, and write the file there."""
        path = save_file(self.tab, tr("Save a copy"), [(tr("All files"), "*")], self._folder() / row.name)
        if path is None:
            return
        self._keep_folder(path.parent)

        def work(book: Any, _progress: Any) -> None:
            from app.documents.saving import save

            with book.read() as session:
                save(files.load(session, row.id).content, path)

        def done(_none: None) -> None:
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
            self.shell.toast(tr("Saved as {name}", name=path.name), action=tr("Show"), act=show)

        self.shell.jobs.long(self.tab, tr("Saving {name}…", name=path.name), work, done, lane="long")

    # Changing

    def rename(self, row: FileRow) -> None:
        """Ask for another name, and for words of her own."""
        if not self.shell.may_write():
            return
        dialog = Question(self.tab, tr("Name of the file"), tr("Keep"), partial(self._renamed, row))
        dialog.add("name", tr("Name"), LineInput(row.name, max_length=MOST), needed=tr("Enter a name."))
        dialog.add("label", tr("What it is"), LineInput(row.label, max_length=200)).set_hint(
            tr("In your own words; shown under the name")
        )
        dialog.begin()
        dialog.deleteLater()

    def _renamed(self, row: FileRow, *, name: str, label: str) -> None:
        if (name, label) != (row.name, row.label):
            work = lambda session: files.rename(session, row.id, name, label)  # noqa: E731 - one step
            self._write(N_("Rename “{name}”"), row, work, tr("The name is kept."))

    def remove(self, row: FileRow) -> None:
        """Take it out of the record; Undo brings it back."""
        if self.shell.may_write():
            said = tr("“{name}” removed", name=row.name)
            self._write(N_("Remove “{name}”"), row, lambda session: files.remove(session, [row.id]), said)

    def _write(self, label: str, row: FileRow, work: Callable[[Any], object], said: str) -> None:
        done = lambda _answer: self.shell.toast(said, undo=True)  # noqa: E731 - an answer
        self.shell.jobs.write(self.tab, label, work, done, parameters={"name": row.name})

    # Folders

    def _folder(self) -> Path:
        kept = Path(self.shell.settings.remembered("folders").get(_FOLDER) or documents_folder())
        return kept if kept.is_dir() else documents_folder()

    def _keep_folder(self, folder: Path) -> None:
        self.shell.settings.remembered("folders")[_FOLDER] = str(folder)
        self.shell.settings.save()

"""What can be done with the files of a record: add, open, save a copy, rename, remove. Disks wait in the lanes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCompleter

from app.activity import files, looking
from app.activity.files import FileRow, Outcome
from app.errors import AppError, Cancelled, Refused
from app.i18n import N_, plural
from app.paths import documents_folder
from app.values.file_name import MOST, is_program
from ui.activity.files_open import copy_to_show
from ui.text import tr, trn
from ui.widgets.dialogs import Answer, ask, open_files, save_file, tell
from ui.widgets.inputs import LineInput
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.activity.files_panel import FilesPanel

_FOLDER = "files"  # whose last folder is remembered
_MOST_NAMED = 8


class FilesActs:
    """The acts of one panel."""

    def __init__(self, panel: FilesPanel) -> None:
        self.panel, self.shell = panel, panel.shell

    # Adding

    def choose(self) -> None:
        """Ask which files, and add them."""
        if self.shell.may_write():
            found = open_files(self.panel, tr("Add files"), [(tr("All files"), "*")], self.folder())
            if found:
                self.keep_folder(found[0].parent)
                self.add(found)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files with the client: one step, whole or not at all."""
        client_id = self.panel.client_id
        if not paths or client_id == 0 or not self.shell.may_write():
            return

        def work(book: Any, progress: Any) -> Outcome:
            with book.write(N_("Add files")) as writing:
                return files.keep_all(writing.session, client_id, paths, progress)

        self.shell.jobs.long(self.panel, tr("Adding files…"), work, self._added, refused=self._stopped)

    def _stopped(self, error: AppError | Cancelled) -> None:
        if isinstance(error, Cancelled):
            self.shell.toast(tr("Stopped: nothing was added."))
        else:
            self.shell.explain(error)

    def _added(self, outcome: Outcome) -> None:
        count = len(outcome.added)
        if count:
            self.panel.go_to(outcome.added[0])
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
            tell(self.panel, trn(title, len(outcome.refused)), "\n".join(lines))

    # Looking

    def open(self, row: FileRow) -> None:
        """Show a copy with the program that this computer has for it; what would run is offered as a copy instead."""
        if is_program(row.name):
            self._refuse(row)
            return

        def work(session: Any) -> Path:
            return copy_to_show(*files.load(session, row.id))

        self.shell.jobs.read(self.panel, work, self._show, key="open file")

    def _refuse(self, row: FileRow) -> None:
        title = tr("“{name}” is a program and is not opened", name=row.name)
        effect = tr("It could damage what is on this computer. Save a copy if you know where it comes from.")
        answers = (Answer("no", tr("Cancel")), Answer("save", tr("Save a copy…")))
        if ask(self.panel, title, effect, answers) == "save":
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
        path = save_file(self.panel, tr("Save a copy"), [(tr("All files"), "*")], self.folder() / row.name)
        if path is None:
            return
        self.keep_folder(path.parent)

        self.save_to(row, path, partial(self._saved, path))

    def save_to(self, row: FileRow, path: Path, done: Callable[[None], object]) -> None:
        """Write the file there."""

        def work(book: Any, _progress: Any) -> None:
            from app.documents.saving import save

            with book.read() as session:
                save(files.load(session, row.id).content, path)

        self.shell.jobs.long(self.panel, tr("Saving {name}…", name=path.name), work, done, lane="long")

    def _saved(self, path: Path, _none: None) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
        self.shell.toast(tr("Saved as {name}", name=path.name), action=tr("Show"), act=show)

    # Changing

    def rename(self, row: FileRow) -> None:
        """Ask for another name, and for words of her own."""
        if not self.shell.may_write():
            return
        self.shell.jobs.rows(self.panel, files.projects, partial(self._ask_name, row), key="projects")

    def _ask_name(self, row: FileRow, projects: list[str]) -> None:
        dialog = Question(self.panel, tr("Name of the file"), tr("Keep"), partial(self._renamed, row))
        dialog.add("name", tr("Name"), LineInput(row.name, max_length=MOST), needed=tr("Enter a name."))
        dialog.add("label", tr("What it is"), LineInput(row.label, max_length=200)).set_hint(
            tr("In your own words; shown under the name")
        )
        project = LineInput(row.project, max_length=80)
        project.setCompleter(QCompleter(projects, project))
        dialog.add("project", tr("Project"), project).set_hint(tr("A job or an order that it belongs to"))
        dialog.begin()
        dialog.deleteLater()

    def _renamed(self, row: FileRow, *, name: str, label: str, project: str) -> None:
        if (name, label, project) != (row.name, row.label, row.project):
            work = lambda session: files.rename(session, row.id, name, label, project)  # noqa: E731 - one step
            self._write(N_("Rename “{name}”"), row, work, tr("The name is kept."))

    def remove(self, row: FileRow) -> None:
        """Take it out of the record; Undo brings it back."""
        if self.shell.may_write():
            said = tr("“{name}” removed", name=row.name)
            self._write(N_("Remove “{name}”"), row, lambda session: files.remove(session, [row.id]), said)

    def _write(self, label: str, row: FileRow, work: Callable[[Any], object], said: str) -> None:
        done = lambda _answer: self.shell.toast(said, undo=True)  # noqa: E731 - an answer
        self.shell.jobs.write(self.panel, label, work, done, parameters={"name": row.name})

    # Folders

    def folder(self) -> Path:
        """Where files were last taken from or put."""
        kept = Path(self.shell.settings.remembered("folders").get(_FOLDER) or documents_folder())
        return kept if kept.is_dir() else documents_folder()

    def keep_folder(self, folder: Path) -> None:
        """Remember it."""
        self.shell.settings.remembered("folders")[_FOLDER] = str(folder)
        self.shell.settings.save()

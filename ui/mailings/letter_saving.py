"""Letters as files: PDF, and one letter also for a word processor or as a web page. Written whole or not at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import AppError, Cancelled
from app.i18n import N_
from app.mailings.plan import Plan
from app.paths import documents_folder
from ui.shell import Shell
from ui.text import tr
from ui.widgets.dialogs import save_file

KIND = "letters"  # of paper, whose printer and folder are remembered
FORMATS = {
    ".pdf": (N_("PDF files"), N_("Save as PDF")),
    ".odt": (N_("Text documents"), N_("Save for a word processor")),
    ".html": (N_("Web pages"), N_("Save as a web page")),
}


class File(NamedTuple):
    """What is written where; with a `client_id` the letter of this client alone."""

    plan: Plan
    path: Path
    ending: str
    client_id: int = 0


def ask_path(shell: Shell, parent: QWidget, name: str, ending: str) -> Path | None:
    """Where the letter called `name` goes; the folder is remembered."""
    from app.documents.file_names import file_name

    words, title = (tr(text) for text in FORMATS[ending])
    folders = shell.settings.remembered("folders")
    folder = Path(folders.get(KIND) or documents_folder())
    suggested = folder / file_name(name, shell.today().isoformat(), ending=ending)
    path = save_file(parent, title, [(words, f"*{ending}")], suggested)
    if path is not None:
        folders[KIND] = str(path.parent)
        shell.settings.save()
    return path


def write(shell: Shell, parent: QWidget, file: File) -> None:
    """Write it in the background, and say so."""
    today = shell.today()

    def work(book: Any, progress: Any) -> None:
        with book.read() as session:
            _write(session, file, today, progress)

    def done(_none: None) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file.path.parent)))
        shell.toast(tr("Saved as {name}", name=file.path.name), action=tr("Show"), act=show)

    stopped = partial(refused, shell, N_("Stopped: nothing was saved."))
    shell.jobs.long(parent, tr("Saving the letters…"), work, done, refused=stopped, lane="long")


def refused(shell: Shell, stopped: str, error: AppError | Cancelled) -> None:
    """Cancelled, or told by the disk or the printer: nothing was kept."""
    if isinstance(error, Cancelled):
        shell.toast(tr(stopped))
    else:
        shell.explain(error)


def _write(session: Any, file: File, today: Any, progress: Any) -> None:
    """What was printed as it was, else as it would be printed now."""
    from app.documents import letter_files, mailing_letters, saving

    plan, path, ending, client_id = file
    if ending == ".odt":
        letter_files.write_odt(session, plan, client_id=client_id, path=path, today=today)
    elif ending == ".html":
        letter_files.write_html(session, plan, client_id=client_id, path=path, today=today)
    elif plan.is_printed and plan.pdf:
        saving.save(mailing_letters.kept_pdf(session, plan.id, client_id or None), path)
    elif client_id:
        saving.save(mailing_letters.preview(session, plan, client_id, today).pdf, path)
    else:
        mailing_letters.write(session, plan, path=path, today=today, progress=progress)

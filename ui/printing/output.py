"""What is the same for every paper that goes to a file: where it is put, that it is whole, what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import AppError, Cancelled
from app.i18n import N_
from app.paths import documents_folder
from ui.shell import Shell
from ui.text import tr
from ui.widgets.dialogs import save_file

NOT_SAVED = N_("Stopped: nothing was saved.")
NOT_PRINTED = N_("Stopped: the printer was told to forget it.")


def refused(shell: Shell, stopped: str) -> Callable[[AppError | Cancelled], None]:
    """What a long job calls that did not end: cancelled, or told by the disk or the printer. Nothing was kept."""

    def say(error: AppError | Cancelled) -> None:
        if isinstance(error, Cancelled):
            shell.toast(tr(stopped))
        else:
            shell.explain(error)

    return say


def save_pdf(
    shell: Shell,
    owner: QWidget,
    make: Callable[[Any], bytes],
    *,
    name: str,
    kind: str,
    done: Callable[[], None] | None = None,
) -> None:
    """Ask where, and write what `make(progress)` gives; the folder is remembered for this `kind` of paper."""
    folders = shell.settings.remembered("folders")
    folder = Path(folders.get(kind) or documents_folder())
    folder = folder if folder.is_dir() else documents_folder()
    path = save_file(owner, tr("Save as PDF"), [(tr("PDF files"), "*.pdf")], folder / name)
    if path is None:
        return
    folders[kind] = str(path.parent)
    shell.settings.save()

    def work(_book: Any, progress: Any) -> None:
        from app.documents.saving import save

        save(make(progress), path)

    def saved(_none: None) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
        shell.toast(tr("Saved as {name}", name=path.name), action=tr("Show"), act=show)
        if done is not None:
            done()

    title = tr("Saving {name}…", name=path.name)
    shell.jobs.long(owner, title, work, saved, refused=refused(shell, NOT_SAVED), lane="long")

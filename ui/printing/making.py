"""Pages that take a while to make: made in the background with a card to stop it, then shown in the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from ui.printing.output import refused
from ui.shell import Shell


def show_made(
    shell: Shell, parent: QWidget, title: str, make: Callable[[Any, Any], bytes], *, heading: str, kind: str
) -> None:
    """Preview what `make(book, progress)` prints under its `heading`, which names the file too.

    `kind` of paper is what the printer is remembered for.
    """
    from app.documents.file_names import file_name
    from ui.printing.preview_dialog import PreviewDialog

    def show(content: bytes) -> None:
        name = file_name(heading, shell.today().isoformat())
        dialog = PreviewDialog(shell, parent, lambda _session: content, name, start=False, kind=kind)
        dialog.page.set_title(heading)
        dialog.open()

    shell.jobs.long(parent, title, make, show, refused=refused(shell, N_("Stopped: nothing was printed.")), lane="long")

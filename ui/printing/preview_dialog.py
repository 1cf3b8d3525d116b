"""The preview over the page from which it was asked for: a draft that is not saved yet must not be left for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.printing.preview_page import PAPERS, PreviewPage
from ui.shell import Shell
from ui.text import tr
from ui.widgets.dialogs import Dialog

WIDE, HIGH = 900, 1200  # HIGH where the screen has the room


class PreviewDialog(Dialog):
    """What `make(session)` prints, with Print and Save; `name` is that of the file.

    What is about one client, `client_id`, can be kept in their record. The printer is remembered for this `kind`.
    """

    def __init__(  # noqa: PLR0913 - what is shown, and how
        self,
        shell: Shell,
        parent: QWidget,
        make: Callable[[Any], bytes],
        name: str,
        *,
        start: bool,
        client_id: int = 0,
        kind: str = PAPERS,
    ) -> None:
        super().__init__(parent, tr("Preview"), width=WIDE, margin=0)
        self.tall = HIGH
        self.page = PreviewPage(shell, inside=True)
        self.body.addWidget(self.page, 1)
        self.add_cancel(tr("Close"))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.page.print_out)
        self.page.pane.add_keys(self)
        self.page.open(make=make, name=name, client_id=client_id, start=start, kind=kind)
        self.page.pane.view.setFocus()

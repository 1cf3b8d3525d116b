"""A paper as it is printed: looked at, printed, saved.

`open(paper_id=...)` shows a stored paper; `open(make=..., name=...)` what `make(session)` prints, a draft that is being
edited, say: with a `client_id` it can be kept in the record of this client. With `start` the printer is asked for at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from app.sales.kinds import KINDS
from ui.printing.output import save_pdf
from ui.printing.pixels import Pdf
from ui.printing.preview_pane import PreviewPane
from ui.printing.printer import ask_printer, print_job
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel
from ui.widgets.message_bar import MessageBar

PAPERS = "papers"  # the folder and the printer of what is no stored paper


class PreviewPage(QWidget):
    """One PDF, with Print and Save. `inside` a dialog it has no way back of its own."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, inside: bool = False) -> None:
        super().__init__(parent)
        self.shell = shell
        self._paper_id = 0
        self._make: Callable[[Any], bytes] | None = None
        self._name, self._kind = "", PAPERS
        self._client_id = 0
        self._start = False
        self._print: Any = None
        self._build()
        self._back.setVisible(not inside)
        shell.jobs.changed.connect(self._on_changes)

    def _build(self) -> None:
        head = Panel("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(8)
        self._back = LinkLabel("", "chevron-left")
        self._title = ElidedLabel("", "pageTitle")
        self.keep_button = Button(tr("Keep in the record"), "paperclip")
        self.save_button = Button(tr("Save as PDF"), "file-type-pdf")
        self.print_button = Button(tr("Print"), "printer", kind="primary", keys="Ctrl+P")
        row.addWidget(self._back)
        row.addSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        self.notice = MessageBar()
        self._told = QWidget()
        around = QVBoxLayout(self._told)
        around.setContentsMargins(24, 12, 24, 0)
        around.addWidget(self.notice)
        self.pane = PreviewPane(self.shell.jobs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._told)
        column.addWidget(self.pane, 1)
        self._back.clicked.connect(self.shell.back)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        self.keep_button.clicked.connect(self.keep)
        self.pane.shown.connect(self._on_shown)

    # ---- what the window asks ----

    def open(
        self,
        paper_id: int = 0,
        *,
        make: Callable[[Any], bytes] | None = None,
        name: str = "",
        client_id: int = 0,
        start: bool = False,
        kind: str = PAPERS,
    ) -> None:
        """Show this paper."""
        self._kind = kind
        self._paper_id, self._make, self._name, self._start = paper_id, make, name, start
        self._client_id = client_id
        self._print = None
        self._back.setText(self.shell.back_title())
        self._title.setText(Path(name).stem)
        self._told.hide()
        self._show_kept(kept=False)
        self.pane.view.show_pdf(None)
        self._let_act()
        self._read()

    def set_title(self, words: str) -> None:
        """Better words than the name of the file, which has no accents."""
        self._title.setText(words)

    def title(self) -> str:
        """The title of the window."""
        return self._title.text() or tr("Preview")

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        if self._paper_id:
            return {"paper_id": self._paper_id}
        return {"make": self._make, "name": self._name, "client_id": self._client_id, "kind": self._kind}

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        return self.pane.view

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.pane.view, self.print_button]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        found: dict[str, Callable[[], None]] = {"back": self.shell.back}
        found |= self.pane.handlers()
        return found | {"print": self.print_out, "save_pdf": self.save} if self._print is not None else found

    # ---- reading ----

    def _read(self) -> None:
        paper_id, make, name, kind = self._paper_id, self._make, self._name, self._kind

        def work(session: Any) -> Any:
            from app.documents.rendering import Print, for_print

            if paper_id:
                return for_print(session, paper_id)
            content = make(session) if make is not None else b""
            return Print(content, content, kind, "", name)

        self.shell.jobs.read(self, work, self._show, key="preview")

    def _show(self, found: Any) -> None:
        self._print = found
        if self._paper_id:
            words = KINDS[found.kind].title
            self._title.setText(tr("{kind} {number}", kind=tr(words), number=found.number or tr("draft")))
        again = found.printed_on is not None and found.content != found.original
        self._told.setVisible(again)
        if again:
            words = tr("Printed on {day}: this print is marked as a duplicate.")
            day = translator().date(found.printed_on)
            self.notice.set_message("info", words.format(day=day))
        self.pane.show_content(found.content)
        self._let_act()
        self.page_changed.emit()

    def _on_shown(self, pdf: Pdf | None) -> None:
        self.print_button.setEnabled(pdf is not None)
        self.page_changed.emit()
        if self._start and pdf is not None:
            self._start = False
            self.print_out()

    def _let_act(self) -> None:
        for button in (self.print_button, self.save_button, self.keep_button):
            button.setEnabled(self._print is not None)

    def _on_changes(self, changes: Any) -> None:
        if self._paper_id and self.isVisible() and changes.touches_row("paper", self._paper_id):
            self._read()

    # ---- printing and saving ----

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        found, pdf = self._print, self.pane.view.pdf()
        if found is None or pdf is None:
            return
        title = Path(found.file_name).stem
        page, settings = self.pane.view.page() + 1, self.shell.settings
        printer = ask_printer(self, settings, found.kind, title=title, pages=pdf.pages, copies=found.copies, page=page)
        if printer is not None:
            job = print_job(printer, lambda _book, _progress: found.content)
            done = partial(self._printed, self._paper_id, found)
            self.shell.jobs.long(self, tr("Printing {name}…", name=title), job, done, lane="pages")

    def _printed(self, paper_id: int, found: Any, _pages: int) -> None:
        self.shell.toast(tr("{name} was sent to the printer", name=Path(found.file_name).stem))
        self._note(paper_id, found, "printed")

    def save(self) -> None:
        """Ask where, and write the file: an issued paper as it was kept, never a duplicate."""
        found = self._print
        if found is None:
            return
        done = partial(self._note, self._paper_id, found, "saved")
        save_pdf(self.shell, self, lambda _progress: found.original, name=found.file_name, kind=PAPERS, done=done)

    def keep(self) -> None:
        """Keep the PDF with the client it is about: not for an issued paper, which keeps its own."""
        found, client_id = self._print, self._client_id
        if found is None or not client_id:
            return

        def work(session: Any) -> int:
            from app.activity import files

            return files.keep(session, client_id, found.file_name, found.original, files.Origin("paper"))

        label, named = N_("Keep “{name}” in the record"), {"name": Path(found.file_name).stem}
        self.shell.jobs.write(self, label, work, self._kept, parameters=named)

    def _kept(self, number: int) -> None:
        self._show_kept(kept=True)
        said = tr("Kept in the record") if number else tr("This is in the record already.")
        self.shell.toast(said, undo=bool(number))

    def _show_kept(self, *, kept: bool) -> None:
        can_be_kept = bool(self._client_id) and not self._paper_id and not self.shell.jobs.book.read_only
        self.keep_button.setVisible(can_be_kept)
        self.keep_button.setText(tr("Kept in the record") if kept else tr("Keep in the record"))
        self.keep_button.set_icon("check" if kept else "paperclip")
        self.keep_button.setEnabled(not kept and self._print is not None)

    def _note(self, paper_id: int, found: Any, kind: str) -> None:
        """A line in the history of the paper, where it is an issued one."""
        if not paper_id or not found.issued or self.shell.jobs.book.read_only:
            return

        def work(session: Any) -> None:
            from app.sales import records

            records.note(session, paper_id, kind)

        label = N_("Print a document") if kind == "printed" else N_("Save a document")
        self.shell.jobs.write(self, label, work, lambda _none: self._read(), kind="final")

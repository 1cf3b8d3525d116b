"""The tab Letters: what was written to this client, and the mailings, labels and envelopes they were sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, plural
from app.mailings import mailings, overview, plan
from app.mailings.overview import LetterRow
from ui.clients.editor import Editor
from ui.clients.tabs.tab import Tab
from ui.mailings.letter_saving import File, ask_path, write
from ui.mailings.mailing_start import ask_letter
from ui.mailings.mailings_table import RECEIVED
from ui.printing.preview_pane import PreviewPane
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import ElidedLabel, Panel
from ui.widgets.menus import Menu
from ui.widgets.page import Splitter
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from app.store.history import Changes

_WIDE = 860  # less, and the list has the room alone
_NO_PAGE = N_("Of labels and envelopes no page is kept.")


def identity(row: LetterRow) -> int:
    """A mailing is received once."""
    return row.mailing_id


class LettersTab(QWidget):
    """`counted` tells the tab how many there are; None for none."""

    counted = Signal(object)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor, self.shell = editor, editor.shell
        self.client_id = 0
        self.rows: list[LetterRow] = []
        self._wanted = 0
        self.list = RecordTable(RECEIVED, tr("Letters and mailings"), identity=identity)
        self.list.show_sort("day", descending=True)
        self.pane = PreviewPane(self.shell.jobs)
        self._build()
        self.list.opened.connect(self.open_row)
        self.list.link_activated.connect(lambda row, _column: self.open_row(row))
        self.list.menu_wanted.connect(self._open_menu)
        self.list.selection_changed.connect(lambda _row: self._show_page())
        editor.shown.connect(self._on_shown)
        self.shell.jobs.changed.connect(self._on_changes)

    def _build(self) -> None:
        top = Panel("surface")
        row = QHBoxLayout(top)
        row.setContentsMargins(24, 14, 24, 12)
        row.setSpacing(8)
        self.sums = ElidedLabel("", "body", "text2")
        self.open_button = Button(tr("Open"), "external-link", keys="Enter")
        self.save_button = Button(tr("Save"), "download", chevron=True)
        self.remove_button = IconButton("trash", tr("Delete"))
        self.new_button = Button(tr("New letter"), "plus", kind="primary", keys="Ctrl+Shift+L")
        row.addWidget(self.sums, 1)
        for button in (self.remove_button, self.save_button, self.open_button, self.new_button):
            row.addWidget(button)
        self.split = Splitter()
        self.split.addWidget(self.list)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.split, 1)
        self.open_button.clicked.connect(partial(self._with_row, self.open_row))
        self.remove_button.clicked.connect(partial(self._with_row, self.remove))
        self.save_button.clicked.connect(lambda: self.save_menu().open_under(self.save_button))
        self.new_button.clicked.connect(self.write)

    def _with_row(self, act: Callable[[LetterRow], None], _checked: bool = False) -> None:
        row = self.list.current()
        if row is not None:
            act(row)

    # Showing

    def _on_shown(self) -> None:
        """Another record, or the same one read again: the count on the tab is there before anybody looks."""
        if self.editor.client_id != self.client_id:
            self.counted.emit(None)
            self.client_id = self.editor.client_id
            self._show([])
        self._read()

    def show_record(self) -> None:
        """The letters of the client."""
        self.client_id = self.editor.client_id
        self._read()

    def _read(self) -> None:
        client_id = self.client_id
        if client_id:
            work = lambda db: (client_id, overview.of_client(db, client_id))  # noqa: E731 - a question
            self.shell.jobs.rows(self, work, self._take, key="letters tab")

    def _take(self, found: tuple[int, list[LetterRow]]) -> None:
        client_id, rows = found
        if client_id == self.client_id:
            self._show(rows)

    def _show(self, rows: list[LetterRow]) -> None:
        self.rows = rows
        self.counted.emit(len(rows) or None)
        words = plural("{count} letter or mailing", "{count} letters and mailings")
        self.sums.setText(trn(words, len(rows)) if rows else "")
        if not rows:
            new = Button(tr("New letter"), "plus", kind="primary")
            new.clicked.connect(self.write)
            words_of_empty = tr("Letters written here and mailings they receive are kept with this record.")
            self.list.set_empty("mail", tr("No letters yet"), words_of_empty, [new])
        self.list.show_rows(rows)
        if self._wanted in [row.mailing_id for row in rows]:
            self.list.choose(self._wanted)
            self._wanted = 0
        elif rows and self.list.current() is None:
            self.list.view.set_current_row(0)
        for button in (self.open_button, self.save_button, self.remove_button, self.new_button):
            button.setVisible(bool(rows))
        self._fit()
        self._show_page()

    def _show_page(self) -> None:
        """The page of the letter in front: this client's own, as it was printed or would be."""
        row = self.list.current()
        if row is None:
            return
        self.save_button.setEnabled(self._has_page(row))
        if not self._has_page(row):
            self.pane.show_words("layout-grid", tr("No page"), tr(_NO_PAGE))
            return
        client_id, today = self.client_id, self.shell.today()

        def work(session: Any) -> tuple[int, bytes, AppError | None]:
            from app.documents import mailing_letters

            try:
                found = plan.load(session, row.mailing_id)
                if found.is_printed and found.pdf:
                    return row.mailing_id, mailing_letters.kept_pdf(session, found.id, client_id), None
                return row.mailing_id, mailing_letters.preview(session, found, client_id, today).pdf, None
            except AppError as error:
                return row.mailing_id, b"", error

        self.shell.jobs.read(self, work, self._take_page, key="letters tab page")

    def _take_page(self, found: tuple[int, bytes, AppError | None]) -> None:
        number, content, error = found
        row = self.list.current()
        if row is None or row.mailing_id != number:
            return
        if error is not None:
            words = tr(error.message, **error.parameters)
            self.pane.show_words("alert-triangle", tr("This letter cannot be shown"), words)
        else:
            self.pane.show_content(content)

    @staticmethod
    def _has_page(row: LetterRow) -> bool:
        return row.has_pdf or row.kind == "letter"

    def _on_changes(self, changes: Changes) -> None:
        if self.client_id and changes.touches("mailing", "mailing_text", "mailing_recipient"):
            self._read()

    # Acts

    def write(self) -> None:
        """A new letter to this client."""
        ask_letter(self.shell, self, self.client_id)

    def open_row(self, row: LetterRow) -> None:
        """To write on, or to read."""
        self.shell.show_page("mailing", mailing_id=row.mailing_id)

    def save_menu(self) -> Menu:
        """The forms in which the letter in front can be saved."""
        menu, row = Menu(self), self.list.current()
        if row is not None and self._has_page(row):
            menu.add(tr("PDF…"), partial(self.save, row, ".pdf"), icon="file-type-pdf")
            if row.kind == "letter":
                menu.add(tr("For a word processor…"), partial(self.save, row, ".odt"), icon="file-text")
                menu.add(tr("Web page…"), partial(self.save, row, ".html"), icon="world")
        return menu

    def save(self, row: LetterRow, ending: str) -> None:
        """This client's letter as a file."""
        path = ask_path(self.shell, self, f"{row.name} {self.editor.name}", ending)
        if path is None:
            return
        client_id = self.client_id
        done = lambda found: write(self.shell, self, File(found, path, ending, client_id))  # noqa: E731 - a slot
        self.shell.jobs.read(self, partial(plan.load, mailing_id=row.mailing_id), done, key="letter to save")

    def menu(self) -> Menu:
        """What can be done with the letter in front."""
        menu, row = Menu(self), self.list.current()
        if row is not None:
            words = tr("Edit") if row.state == "draft" else tr("Open")
            menu.add(words, partial(self.open_row, row), icon="pencil" if row.state == "draft" else "external-link")
            if self._has_page(row):
                menu.add(tr("Save as PDF…"), partial(self.save, row, ".pdf"), icon="file-type-pdf")
            if row.kind == "letter":
                menu.add(tr("Delete"), partial(self.remove, row), icon="trash", danger=True)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        self.menu().exec(place)

    def remove(self, row: LetterRow) -> None:
        """A letter goes, Undo brings it back; what went to others too stays."""
        if row.kind != "letter":
            self.shell.toast(tr("This went to others too: it is deleted in “Mailings & labels”."))
        elif self.shell.may_write():
            work = partial(mailings.delete, mailing_ids=[row.mailing_id])
            said = tr("“{name}” is deleted.", name=row.name)
            done = lambda _none: self.shell.toast(said, undo=True)  # noqa: E731 - a slot
            self.shell.jobs.write(self, N_("Delete a letter"), work, done, refused=self.shell.explain)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.pane.setVisible(bool(self.rows) and self.width() >= theme.px(_WIDE))

    # What the record asks

    def to_top(self) -> None:
        """Another record is about to be shown."""
        self.list.view.scrollToTop()

    def focus(self, path: str) -> bool:
        """`letter/12` is a letter of the list."""
        number = path.removeprefix("letter/")
        if number.isdecimal():
            self._wanted = int(number)
            self._show(self.rows)
            self.focus_first()
        return number.isdecimal()

    def rank(self, path: str) -> tuple[int, ...]:
        """No field of the record is here."""
        return ()

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)


TAB = Tab("letters", N_("Letters"), "mail", LettersTab, frozenset())

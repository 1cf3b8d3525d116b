"""Every list an owner may change, on one page: tags, categories, own fields, terms, carriers, people ..."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalog.records import FAMILIES
from app.clients import lists
from app.values.folding import fold
from ui.company.list_editor import ListEditor
from ui.shell import Shell
from ui.text import tr
from ui.widgets.labels import LinkLabel, Paragraph, text_label
from ui.widgets.section_index import SectionIndex

KINDS = (*lists.KINDS, FAMILIES)
_BY_KEY = {kind.key: kind for kind in KINDS}


class ListsPage(QWidget):
    """`open(kind="category")` shows one list."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.editor = ListEditor(shell, KINDS[0])
        self._index = SectionIndex([(kind.key, tr(kind.title)) for kind in KINDS])
        self._index.find_field.setPlaceholderText(tr("Find a list…"))
        self._index.find_field.setAccessibleName(tr("Find a list"))
        self._index.chosen.connect(self.show_list)
        self._index.finding.connect(self._find)
        self._index.found.connect(lambda: self.editor.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self._title = text_label("", "pageTitle")
        self._about = Paragraph("", "body", "text2")
        back = LinkLabel(tr("Settings"), "chevron-left")
        back.clicked.connect(lambda: shell.show_page("settings"))
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(6)
        column.addWidget(self.editor, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._index)
        row.addLayout(column, 1)
        self.show_list(KINDS[0].key)

    def open(self, kind: str = "") -> None:
        """Show the list called `kind`, or the one before."""
        if kind in _BY_KEY:
            self._index.set_current(kind)
            self.show_list(kind)
        self.editor.load()
        self.editor.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self, key: str) -> None:
        """Show another list."""
        kind = _BY_KEY[key]
        self._title.setText(tr(kind.title))
        about = _about(key)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.editor.set_kind(kind)

    def _find(self, text: str) -> None:
        wanted = fold(text)
        found = next((kind.key for kind in KINDS if wanted and wanted in fold(tr(kind.title))), None)
        if found:
            self.open(found)

    def title(self) -> str:
        """The title of the window."""
        return tr("Lists")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        find = lambda: self._index.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)  # noqa: E731 - one command
        return {"back": self._shell.back, "find": find}

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self._index.find_field, self.editor.list]


def _about(key: str) -> str:
    match key:
        case "tag":
            return tr("Coloured marks. A client has as many as you like.")
        case "category":
            return tr("What kind of client it is. A client has one.")
        case "custom_field":
            return tr("Fields of your own: they appear on every record, and can be searched, imported and exported.")
        case "civility":
            return tr("How people are addressed. Whoever has one keeps it when the list changes; others can be typed.")
        case "note_text":
            return tr("Texts that come back in notes. One of them may fill the note of every new client.")
        case "family":
            return tr("What products are grouped by, in their list and in reports.")
        case "payment_term":
            return tr("When an invoice is to be paid: at once, or in monthly parts.")
        case "person":
            return tr("Who looks after clients, and who signs the history.")
    return ""

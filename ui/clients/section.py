"""One subject of a record's tab: its heading, its values in read mode, its fields in edit mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.fields import CATALOGUE
from app.values import web
from app.values.folding import fold
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.field_layout import FieldLayout
from ui.clients.form import Form
from ui.clients.read_field import ReadField, ReadGrid
from ui.text import tr
from ui.widgets.labels import LinkLabel, Separator, text_label

if TYPE_CHECKING:
    from app.clients.model import Client

Shown = Callable[["Client"], bool]


class Section(QWidget):
    """The base: heading, `tools` at its right, and `body`. `answers`: the first steps of its paths, as they stand."""

    answers: tuple[str, ...] = ()
    form: Form | None = None

    def __init__(self, editor: Editor, key: str, title: str, *, pencil: bool = True) -> None:
        super().__init__()
        self.editor, self.key, self.title = editor, key, title
        self.tools = QHBoxLayout()
        self.tools.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(text_label(title, "section"), 1)
        head.addLayout(self.tools)
        self._line = Separator()
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self._line)
        column.addSpacing(10)
        column.addLayout(self.body)
        self.pencil: LinkLabel | None = None
        if pencil:
            self.pencil = LinkLabel(tr("Edit"), "pencil")
            self.pencil.setAccessibleName(tr("Edit: {section}", section=title))
            self.pencil.clicked.connect(self._on_pencil)
            self.tools.addWidget(self.pencil)
        self.setAccessibleName(title)

    def show_record(self) -> None:
        """Show the draft as it is now, in the mode of now."""
        editing = self.editor.editing
        self._line.setVisible(not editing)
        if self.pencil is not None:
            self.pencil.setVisible(not editing)

    def is_ready(self, *, editing: bool) -> bool:
        """Whether it can be shown in that mode without being built first, which takes a while."""
        return True

    def prepare(self, *, editing: bool) -> None:
        """Build what that mode shows, out of sight; a record must be there."""

    def count(self) -> int | None:
        """The number for the section index."""
        return None

    def focus(self, path: str) -> bool:
        """Put the focus at the field of `path`, in the mode of now; False where it has none."""
        return False

    def focus_first(self) -> bool:
        """Put the caret into the first field; in edit mode."""
        return False

    def rank(self, path: str) -> tuple[int, ...]:
        """Where the field at `path`, which the section must answer for, stands among its own; to sort by."""
        steps = path.split("/")
        name = steps[-1] if steps[0] == "companies" else steps[0]
        paths = self.form.paths() if self.form is not None else []
        numbers = (int(step) for step in steps if step.isdigit())
        return (self.answers.index(name), *numbers, paths.index(path) if path in paths else len(paths))

    def find_field(self, text: str) -> QWidget | None:
        """The field whose label holds the folded `text`."""
        return None

    def begin(self) -> None:
        """Edit mode, with this section there at once whatever the others still need."""
        if not self.editor.editing:
            self.editor.begin()
            self.show_record()

    def _on_pencil(self) -> None:
        self.begin()
        self.focus_first()


@dataclass(frozen=True)
class Slot:
    """One field in a grid: a key of the catalogue, how many twelfths wide in edit mode, and when it is there."""

    key: str
    span: int = 4
    when: Shown | None = None
    required: bool = False
    hint: str = ""
    read_span: int = 3
    label: str = ""

    @property
    def path(self) -> str:
        """Where the draft holds it."""
        return reading.path_of(CATALOGUE[self.key])

    def words(self) -> str:
        """The label."""
        return self.label or tr(CATALOGUE[self.key].label)


class FieldsSection(Section):
    """A section of plain fields: the same slots read and edited."""

    slots: Sequence[Slot] = ()

    def __init__(self, editor: Editor, key: str, title: str) -> None:
        super().__init__(editor, key, title)
        self.answers = tuple(slot.path.rpartition("/")[2] for slot in self.slots)
        self._read: ReadGrid | None = None
        self._edit: QWidget | None = None
        self._shown_read: dict[str, ReadField] = {}

    def show_record(self) -> None:
        super().show_record()
        if self.editor.editing:
            if self._edit is None:
                self._make_edit()
            self._refresh_edit()
        else:
            if self._read is None:
                self._make_read()
            self._refresh_read()
        for widget, editing in ((self._read, False), (self._edit, True)):
            if widget is not None:
                widget.setVisible(self.editor.editing == editing)

    def is_ready(self, *, editing: bool) -> bool:
        return (self._edit if editing else self._read) is not None

    def prepare(self, *, editing: bool) -> None:
        if self.is_ready(editing=editing):
            return
        if editing:
            self._make_edit()
        else:
            self._make_read()
        made = self._edit if editing else self._read
        if made is not None:
            made.hide()

    # Reading

    def _make_read(self) -> None:
        self._read = ReadGrid()
        for slot in self.slots:
            self.add_read(slot.path, slot.words(), pin=slot.key, span=slot.read_span)
        self.body.insertWidget(0, self._read)

    def add_read(self, path: str, label: str, *, pin: str = "", span: int = 3) -> ReadField:
        """One more value in read mode."""
        assert self._read is not None
        field = ReadField(path, label, pin=pin)
        field.edit_asked.connect(self._edit_at)
        field.pin_asked.connect(self.editor.pin)
        self._shown_read[path] = field
        return self._read.add(field, span)

    def _refresh_read(self) -> None:
        opened, draft = self.editor.opened, self.editor.draft
        for slot in self.slots:
            field = self._shown_read[slot.path]
            words = self.read_words(slot.key)
            field.set_value(words, pinned=opened.pinned(slot.key), open_it=self._opener(slot.key, words))
            field.setVisible(slot.when is None or slot.when(draft))
        if self._read is not None:
            self._read.settle()

    def read_words(self, key: str) -> str:
        """The value of a field as read mode says it."""
        return reading.words_of(self.editor.opened, key, self.editor.draft)

    def _opener(self, key: str, words: str) -> Callable[[], object] | None:
        if CATALOGUE[key].kind.name == "url" and (address := web.link(words)):
            return lambda: QDesktopServices.openUrl(address)
        if CATALOGUE[key].kind.name == "client" and words:
            number = getattr(self.editor.draft, key)
            return lambda: self.editor.shell.open_record(number)
        return None

    def _edit_at(self, path: str) -> None:
        self.begin()
        self.focus(path)

    # Editing

    def _make_edit(self) -> None:
        self.form = Form(self.editor, self.editor.the_opened, self)
        self.editor.forms.append(self.form)
        self._edit = QWidget()
        self.fill_edit(self.form, self._edit)
        self.body.insertWidget(0, self._edit)
        self.editor.edited.connect(self._on_edited)
        self.form.check_filled()

    def fill_edit(self, form: Form, place: QWidget) -> None:
        """Put the fields into `place`."""
        grid = FieldLayout(place)
        for slot in self.slots:
            grid.add(self.add_edit(form, slot), slot.span)

    def add_edit(self, form: Form, slot: Slot) -> QWidget:
        """The box of one slot."""
        return form.add(slot.path, CATALOGUE[slot.key], slot.words(), required=slot.required, hint=slot.hint)

    def _refresh_edit(self) -> None:
        assert self.form is not None
        self.form.refresh()
        self._show_slots()

    def _show_slots(self) -> None:
        for slot in self.slots:
            widget = self.form and self.form.widget(slot.path)
            if widget is not None and slot.when is not None:
                widget.setVisible(slot.when(self.editor.draft))

    def _on_edited(self, path: str) -> None:
        if self.editor.editing and (path == "" or path in ("is_organisation", "addresses")):
            self._show_slots()

    def focus(self, path: str) -> bool:
        if self.editor.editing:
            return self.form is not None and self.form.focus(path)
        field = self._shown_read.get(path)
        if field is not None and self._read is not None:
            self._read.go_to(field)
        return field is not None

    def focus_first(self) -> bool:
        return self.form is not None and self.form.focus(self.form.paths()[0])

    def find_field(self, text: str) -> QWidget | None:
        slot = next((slot for slot in self.slots if text in fold(slot.words())), None)
        if slot is None:
            return None
        if self.editor.editing:
            return self.form.widget(slot.path) if self.form is not None else None
        return self._shown_read.get(slot.path)


def row_of(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets side by side, the rest of the width empty."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return place

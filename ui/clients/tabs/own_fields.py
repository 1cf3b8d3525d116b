"""The section Own fields: what the shop wants to know beyond what every shop does."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.clients.opened import OwnField
from app.errors import Problem
from app.values import web
from app.values.folding import fold
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.own_inputs import PATH, OwnInputs
from ui.clients.read_field import ReadField, ReadGrid
from ui.clients.section import Section
from ui.text import tr
from ui.widgets.labels import text_label


class OwnFieldsSection(Section):
    """A value, or a box, for each own field in use."""

    answers = (PATH,)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "own", tr("Own fields"))
        self._read = ReadGrid()
        self.inputs = OwnInputs(editor, editor.the_opened)
        none = tr("No own fields yet: make them in Tags, categories and own fields.")
        self._none = text_label(none, "body", "text3", wrap=True)
        self.body.addWidget(self._none)
        self.body.addWidget(self._read)
        self.body.addWidget(self.inputs)
        editor.edited.connect(self._on_edited)
        editor.forms.append(self)

    def show_record(self) -> None:
        super().show_record()
        shown, editing = self._in_use(), self.editor.editing
        self._none.setVisible(not shown)
        if self.pencil is not None:
            self.pencil.setVisible(bool(shown) and not editing)
        self._read.setVisible(not editing and bool(shown))
        self.inputs.setVisible(editing and bool(shown))
        if editing:
            self.prepare(editing=True)
            self.inputs.refresh(hard=True)
        else:
            self._show_values(shown)

    def _in_use(self) -> tuple[OwnField, ...]:
        return tuple(own for own in self.editor.opened.own_fields if own.active)

    def is_ready(self, *, editing: bool) -> bool:
        return not editing or self.inputs.known == self._in_use()

    def prepare(self, *, editing: bool) -> None:
        if not self.is_ready(editing=editing):
            self.inputs.build(self._in_use())

    def _show_values(self, shown: tuple[OwnField, ...]) -> None:
        opened = self.editor.opened
        self._read.clear()
        for own in shown:
            key = f"{reading.OWN}{own.id}"
            field = ReadField(f"{PATH}/{own.id}", own.label, pin=key)
            field.edit_asked.connect(self._edit_at)
            field.pin_asked.connect(self.editor.pin)
            words = reading.own_words(opened, own, self.editor.draft)
            address = web.link(words) if own.kind == "link" else ""
            link = partial(QDesktopServices.openUrl, address) if address else None
            field.set_value(words, pinned=opened.pinned(key), open_it=link)
            self._read.add(field)

    def _edit_at(self, path: str) -> None:
        self.editor.begin()
        self.focus(path)

    def count(self) -> int | None:
        return len({value.field_id for value in self.editor.draft.custom_values}) or None

    def leave(self) -> None:
        """What is typed is in the draft already."""

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read; in read mode there is nothing typed."""
        return self.inputs.unreadable() if self.editor.editing else []

    def _on_edited(self, path: str) -> None:
        if path == "" and self.editor.editing:
            self.inputs.refresh()

    # Focus

    def focus(self, path: str) -> bool:
        if self.editor.editing:
            return self.inputs.focus(path)
        field = next((field for field in self._read.fields if field.path == path), None)
        if field is not None:
            self._read.go_to(field)
        return field is not None

    def focus_first(self) -> bool:
        return self.inputs.focus_first()

    def rank(self, path: str) -> tuple[int, ...]:
        numbers = [str(number) for number in self.inputs.places]
        last = path.rpartition("/")[2]
        return (numbers.index(last) if last in numbers else len(numbers),)

    def find_field(self, text: str) -> QWidget | None:
        if self.editor.editing:
            return next((place.box for place in self.inputs.places.values() if text in fold(place.own.label)), None)
        return next((field for field in self._read.fields if text in fold(field.label)), None)

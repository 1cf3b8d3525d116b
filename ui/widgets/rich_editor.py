"""The editor of formatted text (`app.values.rich_text`): the bar, the text as it is printed, and words at its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.values.rich_text import Run, Text
from ui.text import tr
from ui.theme import theme
from ui.widgets.field_look import FieldLook
from ui.widgets.rich_bar import RichBar
from ui.widgets.rich_document import Look
from ui.widgets.rich_edit import RichEdit
from ui.widgets.rich_fields import FieldGroup, FieldList

_MARGIN = 16


class RichEditor(FieldLook, QFrame):
    """An input of the kit whose value is a `Text`.

    `label(run)` names a merge field; `groups()` are those that can be put in. `field_wanted(key)` asks whoever knows
    the fields for the run to insert, which `insert_field` then takes; `field_opened(place)` to change one. `full`:
    what was typed or pasted was too long, and is not there whole.
    """

    edited = Signal()
    left = Signal()
    full = Signal()
    field_wanted = Signal(str)
    field_opened = Signal(int)

    def __init__(
        self,
        label: Callable[[Run], str],
        groups: Callable[[], Sequence[FieldGroup]] | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups = groups
        self.edit = RichEdit(label, self)
        self.edit.setAccessibleName(name or tr("Text of the letter"))
        self.edit.setPlaceholderText(tr("Write your letter here…"))
        self.bar = RichBar(self.edit, fields=groups is not None)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN, _MARGIN, 4, 4)
        inside.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(inside, 1)
        column.addLayout(self.foot)
        self.setFocusProxy(self.edit)
        self.setMinimumHeight(theme.px(220))
        self.bar.fields_wanted.connect(self.open_fields)
        for mine, of_edit in (
            (self.edited, self.edit.edited),
            (self.left, self.edit.left),
            (self.full, self.edit.full),
            (self.field_opened, self.edit.field_opened),
        ):
            of_edit.connect(mine)
        theme.changed.connect(self.edit.repaint_chips)

    def core(self) -> QWidget:
        return self.edit

    def value(self) -> Text:
        """What is written."""
        return self.edit.value()

    def set_value(self, value: Text) -> None:
        """Show `value` without `edited`."""
        self.edit.set_value(value)

    def set_look(self, look: Look) -> None:
        """The typeface and size of the letter."""
        self.edit.set_look(look)

    def set_read_only(self, read_only: bool) -> None:
        """Still to be read and copied."""
        self.edit.setReadOnly(read_only)
        self.bar.setVisible(not read_only)
        self.update()

    def insert_field(self, run: Run) -> None:
        """A merge field at the cursor."""
        self.edit.insert_field(run)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_fields(self) -> None:
        """The list of fields."""
        if self._groups is None or self.edit.isReadOnly():
            return
        found = FieldList(self._groups(), self)
        found.chosen.connect(self.field_wanted)
        found.open_under(self.bar.insert_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_field(QPainter(self), read_only=self.edit.isReadOnly())

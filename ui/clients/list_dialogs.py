"""Small questions of the list: a name, one of a list, a tag to put on or take off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import plural
from ui.text import tr, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.toggles import Segmented


class NameDialog(Dialog):
    """Asks for a name."""

    def __init__(self, parent: QWidget, title: str, label: str, text: str = "") -> None:
        super().__init__(parent, title, width=440)
        self._input = LineInput(text, max_length=80)
        self._box = FieldBox(label, self._input, required=True)
        self.body.addWidget(self._box)
        self.add_cancel()
        save = self.add_button(Button(tr("Save"), kind="primary", keys="Ctrl+Enter"), main=True)
        save.clicked.connect(self._accept)
        self._input.setFocus()

    def name(self) -> str:
        """What was typed, without spaces around."""
        return str(self._input.value()).strip()

    def _accept(self) -> None:
        self._box.set_problem(None)
        if self.name() and self._box.problem() is None:
            self.accept()


class PickDialog(Dialog):
    """Asks for one of a list; `entries` are (value, text)."""

    def __init__(self, parent: QWidget, title: str, label: str, entries: Sequence[tuple[Any, str]]) -> None:
        super().__init__(parent, title, width=440)
        self._choice = Choice(list(entries))
        self.body.addWidget(FieldBox(label, self._choice))
        self.add_cancel()
        self.add_button(Button(tr("Set"), kind="primary", keys="Ctrl+Enter"), main=True).clicked.connect(self.accept)
        self._choice.setFocus()

    def value(self) -> Any:
        """The chosen value."""
        return self._choice.value()


class TagDialog(Dialog):
    """Asks for a tag, known or new, and whether it is put on or taken off."""

    def __init__(self, parent: QWidget, names: Sequence[str], count: int) -> None:
        super().__init__(parent, tr("Tag"), width=440)
        about = trn(plural("For {count} client", "For {count} clients"), count)
        self.body.addWidget(text_label(about, "body", "text2"))
        self._way = Segmented([("add", tr("Put on"), "tag"), ("remove", tr("Take off"))], name=tr("What to do"))
        self._way.set_value("add")
        self.body.addWidget(self._way)
        self._choice = Choice([(name, name) for name in names], free=True, placeholder=tr("A tag, or a new one"))
        self._choice.setCurrentIndex(-1)
        self.body.addWidget(FieldBox(tr("Tag"), self._choice))
        self.add_cancel()
        go = self.add_button(Button(tr("Apply"), "tag", kind="primary", keys="Ctrl+Enter"), main=True)
        go.clicked.connect(self._accept)
        self._choice.setFocus()

    def name(self) -> str:
        """The tag chosen or typed."""
        return str(self._choice.value() or "").strip()

    def is_adding(self) -> bool:
        """Whether the tag is put on, not taken off."""
        return self._way.value() == "add"

    def _accept(self) -> None:
        if self.name():
            self.accept()

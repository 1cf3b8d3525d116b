"""A small dialog with a few fields: it hands its answer over once every one of them can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Problem
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox


class Question(Dialog):
    """Fields, Cancel, and one button that answers once every field can be read."""

    def __init__(self, parent: QWidget | None, title: str, verb: str, done: Callable[..., object]) -> None:
        super().__init__(parent, title, width=480)
        self._done, self.boxes = done, {}  # type: ignore[var-annotated]
        self.cancel = self.add_cancel()
        self.button = self.add_button(Button(verb, "check", kind="primary", keys="Ctrl+Enter"), main=True)
        self.button.clicked.connect(self.answer)

    def add(self, name: str, label: str, input: Any, *, needed: str = "") -> FieldBox:
        """One field; `needed` is what is said when it is left empty."""
        box = FieldBox(label, input, required=bool(needed))
        self.boxes[name] = (box, needed)
        self.body.addWidget(box)
        return box

    def begin(self) -> None:
        """Put the caret into the first field, and wait."""
        self.body.addStretch(1)
        next(iter(self.boxes.values()))[0].focus()
        self.exec()

    def answer(self) -> None:
        """Hand the values over, unless one is missing or cannot be read."""
        wrong = []
        for box, needed in self.boxes.values():
            empty = needed and box.input.value() in (None, "")
            box.set_problem(Problem("", needed) if empty and box.input.problem() is None else None)
            if box.problem() is not None:
                wrong.append(box)
        if wrong:
            wrong[0].focus()
            return
        self.accept()
        self._done(**{name: box.input.value() for name, (box, _) in self.boxes.items()})

"""A field with its label above and, below it, what is wrong, the way to right it, and a hint."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.errors import Fix, Problem
from app.i18n import N_
from ui.text import tr
from ui.widgets.accessible import announce
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label

DASH = "—"


class Input(Protocol):
    """What every input of the kit can do."""

    edited: Any
    left: Any

    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...
    def set_state(self, state: Any) -> None: ...
    def set_changed(self, changed: bool) -> None: ...
    def set_read_only(self, read_only: bool) -> None: ...
    def problem(self) -> Problem | None: ...
    def core(self) -> QWidget: ...


class FieldBox(QWidget):
    """Label, input and the lines under it. `fix_clicked` carries the `Fix` whose link was pressed."""

    fix_clicked = Signal(object)

    def __init__(
        self, label: str, input: Input, *, required: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        """`input` is any input of the kit; `required` shows a red star."""
        super().__init__(parent)
        self.input: Any = input
        self._label, self._hint = label, hint
        self._given: Problem | None = None
        self._fix: Fix | None = None
        self._offer: Fix | None = None
        self._ok = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build()
        self.set_required(required)
        self._refresh()
        self.input.left.connect(self._refresh)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._title = ElidedLabel(self._label, "label", "text2")
        self._head = QHBoxLayout()
        self._head.setSpacing(2)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._column.addLayout(self._head)
        self._column.addWidget(self.input)
        self._star: QLabel | None = None
        self._below: Paragraph | None = None
        self._fix_link: LinkLabel | None = None

    def _say_below(self, text: str, tone: str) -> None:
        """The line under the field; most fields never need one."""
        if self._below is None and text:
            self._below = Paragraph("", "label")
            self._column.insertWidget(2, self._below)
        if self._below is not None:
            self._below.set_tone(tone)
            self._below.setText(text)
            self._below.setVisible(bool(text))

    def _offer_fix(self, text: str) -> None:
        if self._fix_link is None and text:
            self._fix_link = LinkLabel("", style="label", weight=600)
            self._fix_link.clicked.connect(lambda: self.fix_clicked.emit(self._fix))
            self._column.addWidget(self._fix_link, 0, Qt.AlignmentFlag.AlignLeft)
        if self._fix_link is not None:
            self._fix_link.setText(text)
            self._fix_link.setVisible(bool(text))

    def label(self) -> str:
        """The label's words."""
        return self._label

    def hide_label(self) -> None:
        """For fields in rows, of which the first says what they are; screen readers still hear it."""
        self.show_label(on=False)

    def show_label(self, *, on: bool) -> None:
        """Show the words above the field, or leave them to screen readers."""
        self._title.setVisible(on)

    def set_label(self, label: str) -> None:
        """Other words above the field."""
        self._label = label
        self._title.setText(label)
        self._name()

    def set_required(self, required: bool) -> None:
        """Show or hide the red star."""
        self._required = required
        if self._star is None and required:
            self._star = text_label("*", "label", "red")
            self._head.insertWidget(1, self._star)
        if self._star is not None:
            self._star.setVisible(required)
        self._name()

    def _name(self) -> None:
        core = self.input.core()
        if "&" not in self._label:  # in the label of a buddy it would make a shortcut
            self._title.setBuddy(core)
        core.setAccessibleName(tr(N_("{label}, required"), label=self._label) if self._required else self._label)

    def set_hint(self, hint: str) -> None:
        """Grey words under the field, shown while nothing is wrong."""
        self._hint = hint
        self._refresh()

    def set_problem(self, problem: Problem | None) -> None:
        """Show what the rules found wrong, or nothing; what cannot be read at all is shown first, by itself."""
        self._given = problem
        self._refresh()

    def set_offer(self, offer: Fix | None) -> None:
        """A value to take with one click though nothing is wrong, or none."""
        self._offer = offer
        self._refresh()

    def set_ok(self, ok: bool) -> None:
        """The green tick: checked and right."""
        self._ok = ok
        self._refresh()

    def problem(self) -> Problem | None:
        """What is shown under the field."""
        return self.input.problem() or self._given

    def _refresh(self) -> None:
        problem = self.problem()
        message = tr(problem.message, **problem.parameters) if problem else ""
        self._fix = problem.fix if problem else self._offer
        if problem:
            self._say_below(message, "red" if problem.blocks else "amber")
        else:
            self._say_below(self._hint, "text3")
        self._offer_fix(tr(self._fix.label, **self._fix.parameters) if self._fix else "")
        self.input.set_state(problem.severity if problem else "ok" if self._ok else "normal")
        core = self.input.core()
        if message and message != core.accessibleDescription():
            announce(core, message, urgent=bool(problem and problem.blocks))
        core.setAccessibleDescription(message or self._hint)

    def focus(self) -> None:
        """Put the caret in the field."""
        self.input.core().setFocus(Qt.FocusReason.OtherFocusReason)


class ValueBox(QWidget):
    """The same in read mode: a label and the value under it, "—" when empty. A double click asks to edit it."""

    edit_asked = Signal()

    def __init__(self, label: str, value: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._label = label
        self._words: QLabel = Paragraph()
        column.addWidget(ElidedLabel(label, "label", "text3", weight=400))
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.row.addWidget(self._words, 1)
        column.addLayout(self.row)
        self.set_value(value)

    def set_value(self, value: str) -> None:
        """Show another value."""
        self._words.setText(value or DASH)
        self._words.updateGeometry()
        self._words.setAccessibleName(tr(N_("{label}: {value}"), label=self._label, value=value or tr(N_("empty"))))

    def value(self) -> str:
        """The words shown."""
        return self._words.text()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_asked.emit()

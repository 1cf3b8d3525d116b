"""Tags typed or picked one after the other: Enter takes each, its cross takes it off again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.errors import Problem
from app.values.folding import fold
from ui.text import tr
from ui.widgets.accessible import announce
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice
from ui.widgets.pills import TagPill


class TagInput(QWidget):
    """Speaks the words of an input; its value is a list of names, known ones and new ones."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, int] = {}
        self._names: list[str] = []
        self._choice = Choice(free=True, placeholder=tr("A tag, or a new one"))
        self._choice.installEventFilter(self)
        self._choice.left.connect(self._on_left)
        self._choice.activated.connect(lambda _: self._take())
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills, gap=6, row_gap=6)
        self._pills.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._choice)
        column.addWidget(self._pills)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_known(self, tags: Iterable[tuple[str, int]]) -> None:
        """What is offered: (name, number of its colour)."""
        self._known = dict(tags)
        self._offer()

    def value(self) -> list[str]:
        return list(self._names)

    def set_value(self, value: list[str] | None) -> None:
        """Show these tags, without `edited`."""
        self._names = list(value or [])
        self._offer()

    def core(self) -> QWidget:
        return self._choice.core()

    def problem(self) -> Problem | None:
        return None

    def set_state(self, state: str) -> None:
        """Any name will do for a tag."""

    def set_changed(self, changed: bool) -> None:
        """The blue bar of a changed field."""
        self._choice.set_changed(changed)

    def set_read_only(self, read_only: bool) -> None:
        """Shown, not to be changed."""
        self.setEnabled(not read_only)

    def _take(self) -> None:
        """Make a tag of what is typed, in the spelling of a known one."""
        typed = str(self._choice.value() or "").strip()
        if not typed:
            return
        name = next((known for known in self._known if fold(known) == fold(typed)), typed)
        if name not in self._names:
            self._names.append(name)
            announce(self, tr("Tag {name} added", name=name))
            self.edited.emit()
        self._offer()

    def _remove(self, name: str) -> None:
        self._names.remove(name)
        self._offer()
        self.core().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _offer(self) -> None:
        """The pills of the tags that are on; the others are offered."""
        self._choice.set_options([(name, name) for name in self._known if name not in self._names])
        self._choice.set_value("")
        self._flow.clear()
        for name in self._names:
            pill = TagPill(name, f"c{self._known.get(name, len(self._known) % 6 + 1)}", removable=True)
            pill.removed.connect(lambda name=name: self._remove(name))
            self._flow.addWidget(pill)
        self._pills.setVisible(bool(self._names))
        self.updateGeometry()

    def _on_left(self) -> None:
        self._take()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key, typed = event.key(), self._choice.currentText()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma) and typed.strip():
                self._take()
                return True
            if key == Qt.Key.Key_Backspace and not typed and self._names:
                self._remove(self._names[-1])
                return True
        return False

"""Message bars one below the other, each with a name: saying something again takes the place of what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.message_bar import BarKind, MessageBar

Action = tuple[str, Callable[[], object]]


class MessageBars(QWidget):
    """One bar for each thing to know; those without a close cross go when their reason goes."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: dict[str, MessageBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._fit()

    def bar(self, name: str) -> MessageBar | None:
        """The bar called `name`, if it is in sight."""
        return self._bars.get(name)

    def clear(self) -> None:
        """Nothing to say any more."""
        for name in list(self._bars):
            self.drop(name)

    def drop(self, name: str) -> None:
        """Take a bar away."""
        bar = self._bars.pop(name, None)
        if bar is not None:
            bar.hide()
            self._column.removeWidget(bar)
            bar.deleteLater()
        self._fit()

    def say(self, name: str, kind: BarKind, text: str, actions: Sequence[Action] = (), *, strong: str = "") -> None:
        """Show a bar called `name`, in place of the one before; each action takes the bar away."""
        self.drop(name)
        bar = MessageBar()
        bar.show_message(kind, text, strong=strong, closable=not actions)
        bar.closed.connect(lambda: self.drop(name))
        for words, act in actions:
            bar.add_action(words, partial(self._act, name, act))
        self._bars[name] = bar
        self._column.addWidget(bar)
        self._fit()

    def _act(self, name: str, act: Callable[[], object]) -> None:
        self.drop(name)
        act()

    def _fit(self) -> None:
        room = 12 if self._bars else 0
        self._column.setContentsMargins(24, room, 24, room)
        self.setVisible(bool(self._bars))

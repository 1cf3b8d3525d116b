"""The list that drops from a filter chip: several entries can be ticked, the beginning of a word narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.values.folding import fold
from ui.text import tr
from ui.theme import theme
from ui.widgets.search_box import SearchBox

_MOST_ROWS = 10
_SEARCH_FROM = 9


class ChoicePopup(QFrame):
    """`entries` are (value, text); `chosen` is called with the values after every tick."""

    def __init__(
        self,
        parent: QWidget,
        entries: Sequence[tuple[Any, str]],
        ticked: Sequence[Any],
        chosen: Callable[[list[Any]], None],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._chosen = chosen
        self._find = SearchBox(tr("Find…"))
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(tr("Choices"))
        for value, text in entries:
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
        self._list.itemChanged.connect(self._tell)
        self._list.itemClicked.connect(self._flip)
        self._mouse_box = False
        self._find.textChanged.connect(self._narrow)
        self._find.setVisible(len(entries) >= _SEARCH_FROM)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._find)
        column.addWidget(self._list)
        rows = min(_MOST_ROWS, max(1, len(entries)))
        self._list.setFixedHeight(rows * theme.height("small") + 4)
        self._list.setMinimumWidth(theme.px(220))

    def open_under(self, widget: QWidget) -> None:
        """Show below `widget`; the keyboard is in the list at once."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        (self._find if self._find.isVisible() else self._list).setFocus()
        self._list.setCurrentRow(0)

    def _values(self) -> list[Any]:
        items = (self._list.item(place) for place in range(self._list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        self._mouse_box = True
        self._chosen(self._values())

    def _flip(self, item: QListWidgetItem) -> None:
        """A click on the words ticks too; one on the box has done so already."""
        if self._mouse_box:
            self._mouse_box = False
            return
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self._mouse_box = False

    def _narrow(self, text: str) -> None:
        wanted = fold(text)
        for place in range(self._list.count()):
            item = self._list.item(place)
            item.setHidden(wanted not in fold(item.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

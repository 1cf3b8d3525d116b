"""What a list shows instead of rows: one icon, one sentence, one or two buttons that solve it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.painting import draw_box, draw_icon


class IconDisc(QWidget):
    """A large icon on a grey disc."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), fill="sunk", radius=self.height() / 2)
        draw_icon(painter, self.rect(), self._icon, "text2", theme.px(34))


class EmptyState(QWidget):
    """Centred in whatever room it gets."""

    def __init__(
        self, icon: str, title: str, text: str = "", buttons: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._disc = IconDisc(icon)
        self._title = Paragraph(title, "section")
        self._text = Paragraph(text, "body", "text2")
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMaximumWidth(theme.px(360))
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        for gap, part in ((16, self._title), (4, self._text)):
            column.addSpacing(gap)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(part, 100)
            line.addStretch(1)
            column.addLayout(line)
        column.addSpacing(16)
        column.addLayout(self._row)
        column.addStretch(1)
        self.set_buttons(buttons)
        self.set_words(icon, title, text)

    def set_words(self, icon: str, title: str, text: str = "") -> None:
        """Say something else, with the same buttons."""
        self._disc.set_icon(icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_buttons(self, buttons: Sequence[Button]) -> None:
        """Other buttons, centred in a row."""
        while self._row.count():
            old = self._row.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._row.addStretch(1)
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)

"""A help page on the screen: paragraphs, points and steps as plain text, with key caps among the words."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.company.help_topics import Block, Topic
from ui.text import translator
from ui.theme import color, font, theme
from ui.widgets.accessible import key_text
from ui.widgets.labels import Paragraph, text_label

_KEY = re.compile(r"\[([^\[\]]+)\]")
_SPACE = "\N{NO-BREAK SPACE}"


class KeyedText(QLabel):
    """Wrapped text in which `[Ctrl+N]` stands as a key cap."""

    def __init__(self, text: str, tone: str = "text") -> None:
        super().__init__()
        self._tone = tone
        self._caps: list[tuple[int, int]] = []
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(self._read(text))

    def _read(self, text: str) -> str:
        shown, at = "", 0
        for found in _KEY.finditer(text):
            shown += text[at : found.start()]
            cap = _SPACE + (key_text(found[1]) or found[1]).replace(" ", _SPACE) + _SPACE
            self._caps.append((len(shown), len(cap)))
            shown += cap
            at = found.end()
        return shown + text[at:]

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text(), font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        formats = []
        for start, length in self._caps:
            cap = QTextLayout.FormatRange()
            cap.start, cap.length, cap.format = start, length, QTextCharFormat()
            cap.format.setBackground(color("sunk"))
            cap.format.setFontWeight(500)
            formats.append(cap)
        layout.setFormats(formats)
        step, lines = theme.line() + theme.px(2), 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QRectF(0, lines * step + (step - line.height()) / 2, 0, 0).topLeft())
            lines += 1
        layout.endLayout()
        return layout, max(lines, 1) * step

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        width = theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.line())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color(self._tone))
        self._layout(self.width())[0].draw(painter, QRectF(self.rect()).topLeft())


class HelpText(QWidget):
    """One topic, from its title to its end."""

    def __init__(self, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(theme.px(720))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Paragraph(topic.title, "pageTitle"))
        for block in topic.blocks:
            if block.kind == "heading":
                column.addSpacing(8)
                column.addWidget(Paragraph(block.text, "section"))
            elif block.kind == "text":
                column.addWidget(KeyedText(block.text))
            else:
                column.addLayout(_item(block))
        column.addStretch(1)


def _item(block: Block) -> QHBoxLayout:
    """A point or a step: its sign at the left, its words wrapped beside it."""
    row = QHBoxLayout()
    row.setContentsMargins(4, 0, 0, 0)
    row.setSpacing(10)
    sign = f"{translator().number(block.number)}." if block.kind == "step" else "•"
    mark = text_label(sign, "body", "accent", weight=600)
    mark.setFixedWidth(theme.px(20))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(KeyedText(block.text), 1)
    return row

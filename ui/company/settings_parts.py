"""What every section of the settings page is made of: a card with a title, and rows of a label and what it sets."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.company.sections import SECTIONS
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.labels import Card, Paragraph, text_label

LABEL_WIDTH = 200


class SettingsSection(Card):
    """`key` is that of `SECTIONS`. `load()` reads what it shows."""

    key = ""

    def __init__(self, shell: Shell) -> None:
        super().__init__(margin=20)
        self.shell = shell
        self.body.setSpacing(14)
        self.body.addWidget(text_label(tr(next(one.title for one in SECTIONS if one.key == self.key)), "section"))

    def load(self) -> None:
        """Read what is shown anew."""

    def tables(self) -> tuple[str, ...]:
        """The tables whose changes concern this section."""
        return ()

    def add_row(self, label: str, part: QWidget | QLayout, hint: str = "", *, words: bool = False) -> None:
        """One setting: its label at the left, what sets it at the right (`words` or a control), a hint below."""
        row = QHBoxLayout()
        row.setSpacing(16)
        named = Paragraph(label, "body", "text2")
        named.setFixedWidth(theme.px(LABEL_WIDTH))
        beside = QVBoxLayout()
        beside.setSpacing(0)
        # The first line of the label stands level with the words of a control.
        beside.addSpacing(0 if words else (theme.height("field") - theme.line()) // 2)
        beside.addWidget(named)
        beside.addStretch(1)
        row.addLayout(beside)
        column = QVBoxLayout()
        column.setSpacing(4)
        if isinstance(part, QWidget):
            part.setAccessibleName(part.accessibleName() or label)
            column.addWidget(part)
        else:
            column.addLayout(part)
        if hint:
            column.addWidget(Paragraph(hint, "label", "text3"))
        row.addLayout(column, 1)
        self.body.addLayout(row)


def row_of(*parts: QWidget) -> QHBoxLayout:
    """Things side by side, at the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row

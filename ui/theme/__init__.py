"""How the screens look: `theme` holds the state, the functions are short ways to ask it.

`color("red")`, `font("section")`, `icon("pencil", "text2")`, `theme.height("button")`: never a literal colour or size.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont

from ui.theme.icons import icon, pixmap
from ui.theme.scheme import Mode, TextSize, Theme, theme
from ui.theme.tokens import tokens

__all__ = ["Mode", "TextSize", "Theme", "color", "font", "icon", "pixmap", "theme", "tokens"]


def color(token: str) -> QColor:
    """The present colour of a token; shared, not to be changed."""
    return theme.color(token)


def font(style: str = "body", weight: int | None = None, *, tabular: bool = False) -> QFont:
    """A text style of the design as a font; shared, not to be changed."""
    return theme.font(style, weight, tabular=tabular)

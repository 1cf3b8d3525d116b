"""The colours of a high-contrast system: the person's own palette in place of the design's, with every border kept."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg surface alt sunk hover disabled redSoft amberSoft greenSoft violetSoft toast",
    QPalette.ColorRole.WindowText: "text text2 text3 line line2 field red amber green violet gold redLine amberLine "
    "greenLine toastText toastOk",
    QPalette.ColorRole.Highlight: "sel selLine accent",
    QPalette.ColorRole.HighlightedText: "accent2 onAccent",
    QPalette.ColorRole.Link: "toastAction",
}


def contrast_colours(system: QPalette) -> dict[str, QColor]:
    """The tokens that change, taken from the palette of the system; charts and the dimming keep theirs."""
    return {token: QColor(system.color(role)) for role, tokens in _ROLES.items() for token in tokens.split()}

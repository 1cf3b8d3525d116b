"""The one stylesheet, for what is not painted by our own widgets: labels, menus, tips, scroll bars, pop-up lists.

Labels carry two properties: `textStyle` (a text style of the design) and `tone` (a colour token).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

from ui.theme.tokens import tokens

TONES = ("text2", "text3", "accent", "accent2", "onAccent", "red", "amber", "green", "violet", "toastText")
SURFACES = ("bg", "surface", "alt", "sunk", "sel", "redSoft", "amberSoft", "greenSoft")

_RULES = Template(
    """
* { outline: none; }
QDialog, QMainWindow { background: $surface; }
QToolTip { background: $toast; color: $toastText; border: 1px solid $toast; padding: 5px 8px; }

QMenuBar { background: $bg; color: $text; padding: 2px 8px; spacing: 2px; }
QMenuBar::item { background: transparent; padding: 5px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $sel; color: $accent2; }
QMenu { background: $surface; color: $text; border: 1px solid $line2; padding: 6px; }
QMenu::item { padding: ${pad}px 28px ${pad}px 8px; border-radius: 4px; min-width: ${menu}px; }
QMenu::item:selected { background: $sel; color: $accent2; }
QMenu::item:disabled { color: $text3; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 6px 4px; }

QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea > QWidget > QWidget[page="true"] { background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 2px; }
QScrollBar:horizontal { height: 12px; margin: 2px; }
QScrollBar::handle { background: $line2; border-radius: 4px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $field; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QHeaderView { background: $alt; border: none; }
QHeaderView::section { background: $alt; color: $text2; border: none; border-bottom: 1px solid $line; padding: 0 12px; }
QTableView, QListView, QTreeView { background: $surface; selection-background-color: $sel; selection-color: $text; }
QTableView { gridline-color: $line; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
    background: transparent; border: none; color: $text; placeholder-text-color: $text3;
    selection-background-color: $accent; selection-color: $onAccent;
}
QLineEdit:disabled, QPlainTextEdit:disabled { color: $text3; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { color: $text2; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QListView[popup="true"] {
    background: $surface; color: $text; border: 1px solid $line2; padding: 4px; outline: none;
}
QComboBox QAbstractItemView::item, QListView[popup="true"]::item {
    padding: ${pad}px 8px; border-radius: 4px; color: $text;
}
QComboBox QAbstractItemView::item:selected, QListView[popup="true"]::item:selected,
QComboBox QAbstractItemView::item:hover, QListView[popup="true"]::item:hover { background: $sel; color: $accent2; }

QCalendarWidget QWidget { background: $surface; alternate-background-color: $alt; color: $text; }
QCalendarWidget QToolButton { color: $text; border: none; border-radius: 4px; padding: 6px 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $onAccent; }
QCalendarWidget QAbstractItemView:disabled { color: $text3; }

QLabel { background: transparent; }
QLabel[weight="400"] { font-weight: 400; }
QLabel[weight="500"] { font-weight: 500; }
QLabel[weight="600"] { font-weight: 600; }
"""
)


def stylesheet(colours: Mapping[str, str], points: Callable[[str], float], px: Callable[[float], int]) -> str:
    """The whole sheet: `colours` of the tokens, `points` of a text style, `px` for what grows with the text."""
    rules = _RULES.substitute(colours, pad=px(7), menu=px(160))
    styles = "\n".join(
        f'QLabel[textStyle="{name}"] {{ font-size: {points(name):.3f}pt; font-weight: {style.weight}; }}'
        for name, style in tokens().type.items()
    )
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {colours[tone]}; }}' for tone in TONES)
    surfaces = "\n".join(f'*[surface="{name}"] {{ background: {colours[name]}; }}' for name in SURFACES)
    return f"{styles}\n{rules}\n{tones}\n{surfaces}"

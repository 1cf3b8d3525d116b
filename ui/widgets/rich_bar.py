"""The bar above a text: its look, its lists, a table, and the fields that can be put into it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.values.rich_text import ALIGNMENTS, MOST_COLUMNS, MOST_ROWS, SIZES
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Panel, Separator
from ui.widgets.menus import Menu
from ui.widgets.rich_document import BOLD, STEP, list_at, run_of, set_step, table_at
from ui.widgets.rich_edit import RichEdit

_LOOKS = (
    ("bold", N_("Bold"), "bold", "Ctrl+B"),
    ("italic", N_("Italic"), "italic", "Ctrl+I"),
    ("underline", N_("Underlined"), "underline", "Ctrl+U"),
)
_SIDES = {
    "left": (N_("At the left"), "align-left", Qt.AlignmentFlag.AlignLeft),
    "center": (N_("In the middle"), "align-center", Qt.AlignmentFlag.AlignHCenter),
    "right": (N_("At the right"), "align-right", Qt.AlignmentFlag.AlignRight),
    "justify": (N_("Flush on both sides"), "align-justified", Qt.AlignmentFlag.AlignJustify),
}
_LISTS = {"bullet": (N_("List with dots"), "list"), "number": (N_("Numbered list"), "list-numbers")}
_SIZES = {-2: N_("Small"), 0: N_("Normal"), 2: N_("Larger"), 4: N_("Subtitle"), 8: N_("Heading")}
_TABLES = ((2, 2), (2, 4), (3, 3), (3, 6), (4, 4))


class RichBar(Panel):
    """Follows the cursor of `edit`, and changes what is selected in it."""

    fields_wanted = Signal()

    def __init__(self, edit: RichEdit, *, fields: bool) -> None:
        super().__init__("surface", "bottom")
        self._edit = edit
        self._row = FlowLayout(self, gap=1, row_gap=4)
        self._row.setContentsMargins(6, 6, 4, 6)
        self._buttons: dict[str, IconButton] = {}
        for key, words, icon, keys in _LOOKS:
            self._put(key, icon, tr(words), partial(self.toggle, key), keys=keys)
        self._put("size", "text-size", tr("Size of the text"), self._open_sizes)
        self._row.addWidget(self._line())
        self._put("align", "align-left", tr("Alignment"), self._open_sides)
        for key, (words, icon) in _LISTS.items():
            self._put(key, icon, tr(words), partial(self.turn_list, key))
        self._put("table", "table", tr("Table"), self._open_table)
        self.insert_button = Button(tr("Insert a field"), "braces", small=True, chevron=True)
        self.insert_button.clicked.connect(self.fields_wanted)
        self.insert_button.setVisible(fields)
        self._row.addWidget(self.insert_button)
        edit.currentCharFormatChanged.connect(lambda _look: self._show())
        edit.cursorPositionChanged.connect(self._show)
        edit.look_pressed.connect(self.toggle)
        self._show()

    def button(self, key: str) -> IconButton:
        """One of `bold italic underline size align bullet number table`."""
        return self._buttons[key]

    def _put(self, key: str, icon: str, tip: str, act: Callable[[], object], *, keys: str | None = None) -> None:
        button = self._buttons[key] = IconButton(icon, tip, keys=keys, small=True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCheckable(key in ("bold", "italic", "underline", "bullet", "number"))
        button.clicked.connect(lambda: (act(), self._show()))
        self._row.addWidget(button)

    def _line(self) -> QWidget:
        line = Separator(vertical=True)
        line.setFixedHeight(theme.px(22))
        return line

    # What is chosen

    def _show(self) -> None:
        look = run_of(self._edit.currentCharFormat())
        for key in ("bold", "italic", "underline"):
            self._buttons[key].setChecked(getattr(look, key))
        kind = list_at(self._edit.textCursor())
        for key in _LISTS:
            self._buttons[key].setChecked(kind == key)
        self._buttons["align"].set_icon(_SIDES[self.side()][1])

    def side(self) -> str:
        """How the paragraph at the cursor is set."""
        aligned = self._edit.textCursor().blockFormat().alignment()
        return next((name for name in ALIGNMENTS[1:] if aligned & _SIDES[name][2]), "left")

    def toggle(self, key: str) -> None:
        """Turn bold, italic or underlined on or off."""
        on = not getattr(run_of(self._edit.currentCharFormat()), key)
        look = QTextCharFormat()
        if key == "bold":
            look.setFontWeight(BOLD if on else QFont.Weight.Normal)
        elif key == "italic":
            look.setFontItalic(on)
        else:
            look.setFontUnderline(on)
        self._merge(look)

    def set_size(self, step: int) -> None:
        """So many points more than the size of the letter."""
        look = QTextCharFormat()
        set_step(look, step, self._edit.look())
        self._merge(look)

    def set_side(self, side: str) -> None:
        """Set the paragraphs in the selection at the left, in the middle, and so on."""
        look = QTextBlockFormat()
        look.setAlignment(_SIDES[side][2])
        self._edit.textCursor().mergeBlockFormat(look)
        self._show()

    def turn_list(self, kind: str) -> None:
        """Entries of a list, or paragraphs again where they are entries of this one."""
        self._edit.set_list(kind if self._buttons[kind].isChecked() else "")
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, look: QTextCharFormat) -> None:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            cursor.mergeCharFormat(look)
        self._edit.mergeCurrentCharFormat(look)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    # Menus

    def _open_sizes(self) -> None:
        menu, now = Menu(self), int(self._edit.currentCharFormat().property(STEP) or 0)
        for step in SIZES:
            line = menu.add(tr(_SIZES[step]), partial(self.set_size, step))
            line.setCheckable(True)
            line.setChecked(step == now)
        menu.open_under(self._buttons["size"])

    def _open_sides(self) -> None:
        menu = Menu(self)
        for side, (words, icon, _flag) in _SIDES.items():
            menu.add(tr(words), partial(self.set_side, side), icon=icon)
        menu.open_under(self._buttons["align"])

    def table_menu(self) -> Menu:
        """A new table; in one, its rows and columns."""
        menu, cursor = Menu(self), self._edit.textCursor()
        if table_at(cursor) is None:
            for columns, rows in _TABLES:
                words = tr("{columns} columns, {rows} rows", columns=columns, rows=rows)
                menu.add(words, partial(self._edit.insert_table, columns, rows), icon="table")
            return menu
        for words, act, icon in (
            (tr("Row below"), self._add_row, "plus"),
            (tr("Column at the right"), self._add_column, "plus"),
            (tr("Remove this row"), partial(self._remove, rows=True), "minus"),
            (tr("Remove this column"), partial(self._remove, rows=False), "minus"),
        ):
            menu.add(words, act, icon=icon)
        menu.add(tr("Remove the table"), self._remove_table, icon="trash", danger=True)
        return menu

    def _open_table(self) -> None:
        self.table_menu().open_under(self._buttons["table"])
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell(self) -> tuple[QTextCursor, int, int]:
        cursor = self._edit.textCursor()
        cell = cursor.currentTable().cellAt(cursor)
        return cursor, cell.row(), cell.column()

    def _add_row(self) -> None:
        cursor, row, _column = self._cell()
        if cursor.currentTable().rows() < MOST_ROWS:
            cursor.currentTable().insertRows(row + 1, 1)

    def _add_column(self) -> None:
        cursor, _row, column = self._cell()
        if cursor.currentTable().columns() < MOST_COLUMNS:
            cursor.currentTable().insertColumns(column + 1, 1)

    def _remove(self, *, rows: bool) -> None:
        cursor, row, column = self._cell()
        if rows:
            cursor.currentTable().removeRows(row, 1)
        else:
            cursor.currentTable().removeColumns(column, 1)

    def _remove_table(self) -> None:
        table = self._edit.textCursor().currentTable()
        table.removeRows(0, table.rows())

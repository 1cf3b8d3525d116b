"""Read mode: label and value of a field, reached by the arrow keys, with its menu (copy, pin, edit).

A star behind the value says that it is pinned in the header; under the mouse or with the focus, that it can be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.clients.opened import Pinned
from app.i18n import N_
from ui.clients.field_layout import FieldLayout
from ui.text import tr
from ui.theme import color, font, theme
from ui.widgets.focus import KeyboardRing
from ui.widgets.menus import Menu
from ui.widgets.painting import draw_icon, draw_text

EMPTY = "—"
STAR = 14
_TOLD: dict[Pinned, str] = {"all": N_("Pinned for every client"), "own": N_("Pinned for this client only")}


class ReadField(KeyboardRing, QWidget):
    """`edit_asked(path)` on a double click or Enter; `pin_asked(key, on, own)` from the star and the menu.

    `own` pins it for the client on the page alone.
    """

    edit_asked = Signal(str)
    pin_asked = Signal(str, bool, bool)

    def __init__(self, path: str, label: str, *, pin: str = "", parent: QWidget | None = None) -> None:
        """`pin` is the key under which the field can be pinned; empty where it cannot."""
        super().__init__(parent)
        self.path, self.label, self._pin = path, label, pin
        self._value = ""
        self._pinned: Pinned = ""
        self._open: Callable[[], object] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ringRadius", 4)
        self.setMouseTracking(bool(pin))
        self.set_value("")

    def set_value(self, value: str, *, pinned: Pinned = "", open_it: Callable[[], object] | None = None) -> None:
        """Show `value`; `open_it` makes a link of it; `pinned` says for whom it stands in the header."""
        self._value, self._pinned, self._open = value, pinned, open_it if value else None
        self.setAccessibleName(tr("{label}: {value}", label=self.label, value=value or tr("empty")))
        self.setAccessibleDescription(tr(_TOLD[pinned]) if pinned else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._open else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """The words shown; empty where there is nothing."""
        return self._value

    def copy(self) -> None:
        """Put the value on the clipboard."""
        QGuiApplication.clipboard().setText(self._value)

    def menu(self) -> Menu:
        """What can be done with the field."""
        menu = Menu(self)
        if self._open is not None:
            menu.add(tr("Open"), self._open, icon="external-link")
        if self._value:
            menu.add(tr("Copy"), self.copy, icon="copy", keys=QKeySequence(QKeySequence.StandardKey.Copy))
        if self._pin:
            self._add_pins(menu)
        menu.add(tr("Edit"), lambda: self.edit_asked.emit(self.path), icon="pencil", keys="Ctrl+E")
        return menu

    def pin_menu(self) -> Menu:
        """For whom the field stands in the header."""
        menu = Menu(self)
        self._add_pins(menu)
        return menu

    def _add_pins(self, menu: Menu) -> None:
        pin = partial(self.pin_asked.emit, self._pin)
        if self._pinned != "all":
            menu.add(tr("Pin for every client"), partial(pin, True, False), icon="star")
        if not self._pinned:
            menu.add(tr("Pin for this client only"), partial(pin, True, True), icon="star")
        if self._pinned == "own":
            menu.add(tr("Unpin for this client"), partial(pin, False, True), icon="x")
        if self._pinned == "all":
            menu.add(tr("Unpin for every client"), partial(pin, False, False), icon="x")

    def star_place(self) -> QRect:
        """Where the star is, behind the last word; empty where the field cannot be pinned."""
        if not self._pin:
            return QRect()
        last = self._layout(self.width())[2]
        return QRect(last + theme.px(6), self.height() - theme.line(), theme.px(STAR), theme.line())

    def _open_pins(self) -> None:
        self.pin_menu().exec(self.mapToGlobal(self.star_place().bottomLeft()))

    def _layout(self, width: int) -> tuple[QTextLayout, int, int]:
        """The value laid out, its height, and how wide its last line is."""
        layout = QTextLayout((self._value or EMPTY).replace("\n", "\u2028"), font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        room = max(width - (theme.px(STAR + 6) if self._pin else 0), 1)
        step, lines, last = theme.line("body"), 0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QRectF(0, lines * step + (step - line.height()) / 2, 0, 0).topLeft())
            lines, last = lines + 1, line.naturalTextWidth()
        layout.endLayout()
        return layout, max(lines, 1) * step, round(last)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.line("label") + self._layout(width)[1]

    def sizeHint(self) -> QSize:
        width = min(theme.metrics("body").horizontalAdvance(self._value) + 4, theme.px(240))
        return QSize(width, self.heightForWidth(max(width, theme.px(120))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.line("label") + theme.line("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        head = theme.line("label")
        label_room = QRect(0, 0, self.width(), head)
        draw_text(painter, label_room, self.label, style="label", weight=400, token="text3")
        layout, height, _last = self._layout(self.width())
        painter.setPen(color("accent" if self._open else "text" if self._value else "text3"))
        layout.draw(painter, QRectF(0, head, self.width(), height).topLeft())
        if self._pinned:
            draw_icon(painter, self.star_place(), "star-filled", "gold", theme.px(STAR))
        elif self._pin and (self.underMouse() or self.hasFocus()):
            draw_icon(painter, self.star_place(), "star", "text3", theme.px(STAR))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_star = self.star_place().contains(event.position().toPoint())
        self.setToolTip(tr("Pin under the name") if on_star and not self._pinned else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_star or self._open else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.star_place().contains(event.position().toPoint()) and event.button() == Qt.MouseButton.LeftButton:
            self._open_pins()
            return
        on_value = event.position().y() > theme.line("label")
        if self._open is not None and on_value and event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._open is None:
            self.edit_asked.emit(self.path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().exec(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._open is not None:
                self._open()
            else:
                self.edit_asked.emit(self.path)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Space and self._pin:
            self._open_pins()
        else:
            super().keyPressEvent(event)


class ReadGrid(QWidget):
    """Fields in four columns. One of them is in the tab order; the arrow keys go on to the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: list[ReadField] = []
        self._grid = FieldLayout(self, down=12)

    def add(self, field: ReadField, span: int = 3) -> ReadField:
        """One more field."""
        field.setFocusPolicy(Qt.FocusPolicy.NoFocus if self.fields else Qt.FocusPolicy.StrongFocus)
        self.fields.append(field)
        self._grid.add(field, span)
        return field

    def clear(self) -> None:
        """Take all fields away."""
        self.fields.clear()
        self._grid.clear()

    def settle(self) -> None:
        """See to it that one field in sight is in the tab order."""
        shown = [field for field in self.fields if not field.isHidden()]
        if shown and not any(field.focusPolicy() == Qt.FocusPolicy.StrongFocus for field in shown):
            for field in self.fields:
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus if field is shown[0] else Qt.FocusPolicy.NoFocus)

    def go_to(self, field: ReadField) -> None:
        """Give a field the focus, and its place in the tab order."""
        for each in self.fields:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is field else Qt.FocusPolicy.NoFocus)
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [field for field in self.fields if field.isVisible()]
        focused = next((field for field in shown if field.hasFocus()), None)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if focused is not None and step:
            place = shown.index(focused) + step
            if 0 <= place < len(shown):
                self.go_to(shown[place])
        elif focused is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go_by_row(focused, shown, down=event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _go_by_row(self, focused: ReadField, shown: list[ReadField], *, down: bool) -> None:
        """The nearest field of the next or the previous row."""
        x, y = focused.x(), focused.y()
        beyond = [field for field in shown if (field.y() > y if down else field.y() < y)]
        if beyond:
            row = min(field.y() for field in beyond) if down else max(field.y() for field in beyond)
            self.go_to(min((field for field in beyond if field.y() == row), key=lambda field: abs(field.x() - x)))

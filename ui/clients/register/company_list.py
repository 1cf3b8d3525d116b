"""Companies that a search found, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from app.exchange.register.company import Registered
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.painting import draw_focus, draw_text

_COMPANY = Qt.ItemDataRole.UserRole
_ROWS = 3
_EDGE = 12
Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(theme.px(240), theme.line("body") + theme.line("small") + theme.px(14))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        rect: QRect = option.rect
        found: Registered | None = index.data(_COMPANY)
        if found is None:
            draw_text(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), index.data(), token="text3")
            return
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, color("sel" if on else "hover" if over else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if on and option.state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, rect.adjusted(0, 0, 0, -1), 0)
        high, low = theme.line("body"), theme.line("small")
        top = rect.center().y() - (high + low) // 2
        room = QRect(rect.x() + _EDGE, top, rect.width() - 2 * _EDGE, high)
        names = " · ".join(filter(None, (found.name or tr("Without a name"), found.trade_name)))
        draw_text(painter, room, names, weight=500, token="accent2" if on else "text")
        draw_text(painter, QRect(room.x(), top + high, room.width(), low), _where(found), style="small", token="text3")


def _where(found: Registered) -> str:
    town = " ".join(filter(None, (found.postcode, found.city)))
    return " · ".join(filter(None, (found.number, found.street, town)))


class CompanyList(QListWidget):
    """`chosen` carries the company chosen, or None; `accepted` on Enter or a double click."""

    chosen = Signal(object)
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Companies found"))
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.company()))
        self.itemDoubleClicked.connect(lambda _: self.accepted.emit())

    def show_companies(self, found: Sequence[Registered], *, asked: bool) -> None:
        """Show these, the only one chosen at once; `asked`: whether nothing found is worth saying."""
        self.clear()
        for each in found:
            item = QListWidgetItem(", ".join(filter(None, (each.name, _where(each)))))
            item.setData(_COMPANY, each)
            self.addItem(item)
        if not found and asked:
            item = QListWidgetItem(tr("No company is found."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        if len(found) == 1:
            self.setCurrentRow(0)

    def company(self) -> Registered | None:
        """The one chosen."""
        return self.currentItem().data(_COMPANY) if self.currentRow() >= 0 else None

    def begin(self) -> None:
        """Take the focus, with a row chosen."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        row = theme.line("body") + theme.line("small") + theme.px(14)
        return QSize(theme.px(240), _ROWS * row + row // 2)

"""The list of the palette: headings and lines, the matching letters in bold, painted without any rich text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from ui.palette.lines import Group, Line, marked
from ui.text import tr
from ui.theme import theme
from ui.widgets.painting import draw_avatar, draw_box, draw_icon, draw_keycap, draw_text, keycap_size

_ENTRY = Qt.ItemDataRole.UserRole
EDGE = 12
FACE = 28
Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    typed = ""

    def __init__(self, view: LineList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(_ENTRY), Line):
            return QSize(theme.px(200), theme.line() + theme.px(24))
        return QSize(theme.px(200), theme.line() + theme.px(12 if index.row() == 0 else 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        rect: QRect = option.rect
        if isinstance(entry, str):
            room = rect.adjusted(EDGE, rect.height() - theme.line() - theme.px(8), -EDGE, 0)
            draw_text(painter, room, entry, style="label", weight=600, token="text3")
            return
        current = self._view.currentRow() == index.row()
        if current:
            draw_box(painter, rect, fill="sel", radius=theme.radius("button"))
        self._paint_line(painter, rect.adjusted(EDGE, 0, -EDGE, 0), entry, current)

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line, current: bool) -> None:
        side = theme.px(FACE)
        mark = QRect(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
        if line.face is not None:
            initials, client_id, person = line.face
            draw_avatar(painter, mark, initials, client_id, round_=person)
        else:
            draw_icon(painter, mark, line.icon, "accent2" if current else "text2", theme.px(20))
        room = rect.adjusted(side + EDGE, 0, 0, 0)
        keys = line.keys or (tr("Enter") if current else "")
        if keys:
            size = keycap_size(keys)
            top = rect.y() + (rect.height() - size.height()) // 2
            draw_keycap(painter, QRect(room.right() - size.width() + 1, top, size.width(), size.height()), keys)
            room.setRight(room.right() - size.width() - EDGE)
        left = self._paint_title(painter, room, line.title, 600 if current else 500)
        if line.detail and left + EDGE < room.right():
            rest = QRect(left + EDGE, room.y(), room.right() - left - EDGE, room.height())
            draw_text(painter, rest, line.detail, style="label", weight=400, token="text3")

    def _paint_title(self, painter: QPainter, room: QRect, title: str, weight: int) -> int:
        """The title, its matching letters in bold and in the accent's colour; where it ends."""
        left = room.x()
        for letters, hit in marked(title, self.typed):
            thick = 700 if hit else weight
            width = theme.metrics("body", thick).horizontalAdvance(letters)
            part = QRect(left, room.y(), min(width + 1, room.right() - left), room.height())
            cut = draw_text(painter, part, letters, weight=thick, token="accent2" if hit else "text")
            left += width
            if cut:
                return room.right()
        return left


class LineList(QListWidget):
    """Headings cannot be chosen; the caret stays in the search field, which steps through the lines."""

    def __init__(self) -> None:
        super().__init__()
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Found"))
        self.itemEntered.connect(self._hover)

    def show_groups(self, groups: Sequence[Group], typed: str) -> None:
        """Show these groups, the first line chosen; `typed` is what is put in bold."""
        self._delegate.typed = typed
        self.clear()
        for group in groups:
            if not group.lines:
                continue
            self._add(group.title, group.title, Qt.ItemFlag.NoItemFlags)
            for line in group.lines:
                spoken = ", ".join(part for part in (line.title, line.detail, line.keys) if part)
                self._add(line, spoken, Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.step(1)
        self.scrollToTop()

    def _add(self, entry: Line | str, spoken: str, flags: Qt.ItemFlag) -> None:
        item = QListWidgetItem()
        item.setData(_ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setFlags(flags)
        self.addItem(item)

    def line(self) -> Line | None:
        """The one chosen."""
        return self.line_of(self.item(self.currentRow())) if self.currentRow() >= 0 else None

    def line_of(self, item: QListWidgetItem) -> Line | None:
        """What an item stands for."""
        entry = item.data(_ENTRY)
        return entry if isinstance(entry, Line) else None

    def step(self, by: int) -> None:
        """Choose the next line, past headings; from the last one to the first."""
        rows = [row for row in range(self.count()) if isinstance(self.item(row).data(_ENTRY), Line)]
        if not rows:
            return
        at = rows.index(self.currentRow()) if self.currentRow() in rows else -1 if by > 0 else 0
        row = rows[(at + by) % len(rows)]
        self.setCurrentRow(row)
        self.scrollToItem(self.item(max(row - 1, 0)) if row == rows[0] else self.item(row))

    def _hover(self, item: QListWidgetItem) -> None:
        if self.line_of(item) is not None:
            self.setCurrentItem(item)

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth() + 4)

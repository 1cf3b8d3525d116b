"""A page of labels drawn to scale, with its measures where it is being described."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.mailings.sheets import Sheet, millimetres
from ui.text import tr, translator
from ui.theme import color, theme
from ui.widgets.painting import draw_text

_CENTRE = Qt.AlignmentFlag.AlignCenter
_EDGE = 22
RIGHT, WRONG = QColor(31, 78, 156), QColor(184, 30, 26)  # on white paper, in both themes


class SheetDrawing(QWidget):
    """`set_sheet(sheet, is_wrong=...)`; with `measured` the margins and the pitch are written beside it."""

    def __init__(self, *, measured: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._measured, self._wrong = measured, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("The page of labels to scale"))

    def set_sheet(self, sheet: Sheet | None, *, is_wrong: bool = False) -> None:
        """Draw this one; `is_wrong` when it cannot be printed."""
        self._sheet, self._wrong = sheet, is_wrong
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(160))

    def _page(self, sheet: Sheet) -> tuple[QRectF, float]:
        edge = theme.px(_EDGE if self._measured else 4)
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        scale = min(room.width() / max(sheet.page_width, 1), room.height() / max(sheet.page_height, 1))
        wide, high = sheet.page_width * scale, sheet.page_height * scale
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high), scale

    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = self._sheet
        if sheet is None or not (sheet.page_width and sheet.page_height):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page, scale = self._page(sheet)
        painter.setPen(QPen(color("line2"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(page)
        painter.setPen(QPen(WRONG if self._wrong else RIGHT, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in sheet.labels[:1_000]:
            place = QRectF(
                page.left() + box.left * scale, page.top() + box.top * scale, box.width * scale, box.height * scale
            )
            if sheet.shape == "rect":
                painter.drawRoundedRect(place, sheet.radius * scale, sheet.radius * scale)
            else:
                painter.drawEllipse(place)
            if sheet.hole:
                hole = sheet.hole * scale / 2
                painter.drawEllipse(place.center(), hole, hole)
        if self._measured and sheet.labels:
            self._paint_measures(painter, sheet, page, scale)

    def _paint_measures(self, painter: QPainter, sheet: Sheet, page: QRectF, scale: float) -> None:
        """Margin and pitch above the page and at its left."""
        grid, high = sheet.grids[0], theme.px(_EDGE)
        words = translator()
        for start, length, upright in (
            (0, grid.left, False),
            (grid.left, grid.h_pitch, False),
            (0, grid.top, True),
            (grid.top, grid.v_pitch, True),
        ):
            shown = millimetres(length, words)
            middle = (start + length / 2) * scale
            painter.save()
            if upright:
                painter.translate(page.left() - high / 2 - 2, page.top() + middle)
                painter.rotate(-90)
            else:
                painter.translate(page.left() + middle, page.top() - high / 2 - 2)
            draw_text(painter, QRect(-60, -high // 2, 120, high), shown, style="small", token="text2", align=_CENTRE)
            painter.restore()

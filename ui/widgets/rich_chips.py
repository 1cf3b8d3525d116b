"""How a merge field is drawn in the text: a small box with its name, in the size of the words around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPyTextObject, QTextDocument, QTextFormat

from app.values.rich_text import Run
from ui.theme import color, font
from ui.widgets.rich_document import run_of

_PAD, _MORE = 6, 2
_MOST = 40  # letters of a name


class FieldChips(QPyTextObject):
    """Registered with a document for the fields in it; `label(run)` says what stands on one."""

    def __init__(self, parent: QObject, label: Callable[[Run], str]) -> None:
        super().__init__(parent)
        self.label = label

    def words(self, found: QTextFormat) -> str:
        """What stands on the chip."""
        words = self.label(run_of(found.toCharFormat()))
        return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"

    def intrinsicSize(self, doc: QTextDocument, place: int, format: QTextFormat) -> QSizeF:
        """As wide as its words, hardly higher than the line."""
        metrics = QFontMetrics(_font(format))
        high = metrics.height() + _MORE + 2 * self._raise(doc, metrics)
        return QSizeF(metrics.horizontalAdvance(self.words(format)) + 2 * _PAD + 4, high)

    @staticmethod
    def _raise(doc: QTextDocument, metrics: QFontMetrics) -> float:
        """How much the box stands above the middle, so that its words stand on the line of the others."""
        around = QFontMetrics(doc.defaultFont())
        return max(0.0, (metrics.ascent() - metrics.descent()) / 2 - around.xHeight() / 4)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, place: int, format: QTextFormat
    ) -> None:
        """A box in the colour of what can be clicked, and the words in it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(_font(format))
        box = QRectF(rect.x() + 2.5, rect.y() + 0.5, rect.width() - 5, metrics.height() + _MORE - 1)
        painter.setPen(QPen(color("selLine"), 1))
        painter.setBrush(color("sel"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(_font(format))
        painter.setPen(color("accent2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words(format))
        painter.restore()


def _font(found: QTextFormat) -> QFont:
    """The face of the screens: a chip is no part of what is printed."""
    chip = font("small", 500)
    look = found.toCharFormat()
    chip.setItalic(look.fontItalic())
    chip.setUnderline(look.fontUnderline())
    if run_of(look).bold:
        chip.setWeight(QFont.Weight.Bold)
    return chip

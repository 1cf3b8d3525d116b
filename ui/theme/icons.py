"""Icons: the Tabler drawings in any colour of the theme, sharp on every screen.

A `QIcon` made here asks the theme for its colour each time it is painted, so it follows a switch to dark by itself.
Only files of `resources/icons` are ever rendered: a drawing of someone else could make Qt open a file or a server.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import resource
from ui.theme.scheme import theme

STROKE = 1.75
STROKE_BIG = 1.4
BIG = 30


@cache
def _names() -> frozenset[str]:
    return frozenset(drawing.stem for drawing in resource("icons").iterdir())


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    stroke = STROKE_BIG if size >= BIG else STROKE
    svg = _drawing(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, color: str = "text", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in the theme's colour `color`, `size` points square, for a screen of pixel `ratio`; kept."""
    return _rendered(name, theme.color(color).name(), size, ratio)


class _Engine(QIconEngine):
    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color

    def _token(self, mode: QIcon.Mode) -> str:
        return "text3" if mode == QIcon.Mode.Disabled else self._color

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        picture = pixmap(self._name, self._token(mode), side, max(1.0, painter.deviceTransform().m11()))
        painter.drawPixmap(rect.center() - QPoint((side - 1) // 2, (side - 1) // 2), picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Qt gives the size in pixels of the screen here, not in points."""
        side = round(min(size.width(), size.height()) / scale)
        return pixmap(self._name, self._token(mode), side, scale)


def icon(name: str, color: str = "text", size: int = 18) -> QIcon:
    """A `QIcon` of the drawing `name`; `color` is a token of the theme, `size` the one it is drawn at by default."""
    if name not in _names():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, color))

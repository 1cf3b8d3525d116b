"""Pure painting of the small things, shared by widgets and by the delegates of lists.

Each function draws inside the rectangle it is given; those with a size of their own have a `..._size` beside them.
Nothing here keeps state: colours, fonts and icons come from the theme's caches.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QStaticText

from ui.theme import color, font, pixmap, theme

BadgeKind = Literal["client", "prospect", "neutral", "red", "amber", "green"]
CheckState = Literal["off", "on", "some"]

BADGES: dict[str, tuple[str, str]] = {
    "client": ("sel", "accent2"),
    "prospect": ("violetSoft", "violet"),
    "neutral": ("sunk", "text2"),
    "red": ("redSoft", "red"),
    "amber": ("amberSoft", "amber"),
    "green": ("greenSoft", "green"),
}
TAG_COLOURS = ("c1", "c3", "c4", "c5", "c6", "red", "amber", "green", "violet")
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@cache
def _pen(rgba: int, width: float) -> QPen:
    return QPen(QColor.fromRgba(rgba), width)


def draw_box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: str | None = None,
    line: str | None = None,
    radius: float = 6,
    width: float = 1,
) -> None:
    """A rounded rectangle; `fill` and `line` are colour tokens. The line stays inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color(line).rgba(), width) if line else Qt.PenStyle.NoPen)
    half = width / 2 if line else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def draw_icon(painter: QPainter, rect: QRect, name: str, token: str = "text", size: int = 18) -> None:
    """The icon `name`, `size` points square, in the middle of `rect`."""
    picture = pixmap(name, token, size, max(1.0, painter.deviceTransform().m11()))
    painter.drawPixmap(QPoint(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2), picture)


def draw_text(  # noqa: PLR0913 - every look is optional
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    style: str = "body",
    weight: int | None = None,
    token: str = "text",
    align: Qt.AlignmentFlag = _LEFT,
    tabular: bool = False,
) -> bool:
    """One line of plain text, cut with "…" where it does not fit; True if it was cut (the caller offers a tip)."""
    words, width = _laid_out(text, style, weight, tabular)
    cut = width > rect.width()
    if cut:
        words, width = _cut(text, style, weight, tabular, rect.width())
    x, y = rect.x(), rect.y()
    if align & Qt.AlignmentFlag.AlignRight:
        x += rect.width() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x += (rect.width() - width) // 2
    if align & Qt.AlignmentFlag.AlignVCenter:
        y += (rect.height() - theme.metrics(style, weight, tabular=tabular).height()) // 2
    painter.setFont(font(style, weight, tabular=tabular))
    painter.setPen(color(token))
    painter.drawStaticText(x, y, words)
    return cut


@lru_cache(maxsize=4096)
def _laid_out(text: str, style: str, weight: int | None, tabular: bool) -> tuple[QStaticText, int]:
    """Shaping a text takes longer than drawing it, and a list draws the same ones again at each step of scrolling."""
    words = QStaticText(text.replace("\n", " "))
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return words, theme.metrics(style, weight, tabular=tabular).horizontalAdvance(words.text())


@lru_cache(maxsize=4096)
def _cut(text: str, style: str, weight: int | None, tabular: bool, room: int) -> tuple[QStaticText, int]:
    metrics = theme.metrics(style, weight, tabular=tabular)
    short = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
    return _laid_out(short, style, weight, tabular)


def _forget() -> None:
    _laid_out.cache_clear()
    _cut.cache_clear()


theme.changed.connect(_forget)
draw_elided_text = draw_text


def badge_size(text: str, icon: str | None = None) -> QSize:
    """What `draw_badge` needs."""
    width = theme.metrics("small", 600).horizontalAdvance(text) + 2 * theme.px(8)
    return QSize(width + (theme.px(14) + 5 if icon else 0), theme.height("badge"))


def draw_badge(painter: QPainter, rect: QRect, text: str, kind: str = "neutral", icon: str | None = None) -> None:
    """A coloured word: `kind` is client, prospect, neutral, red, amber or green; `icon` stands before it."""
    fill, ink = BADGES[kind]
    draw_box(painter, rect, fill=fill, radius=theme.radius("badge"))
    left = rect.x() + theme.px(8)
    if icon:
        side = theme.px(14)
        draw_icon(painter, QRect(left, rect.y(), side, rect.height()), icon, ink, side)
        left += side + 5
    room = QRect(left, rect.y(), rect.right() - theme.px(8) - left + 2, rect.height())
    draw_text(painter, room, text, style="small", weight=600, token=ink)


def tag_size(text: str, *, removable: bool = False) -> QSize:
    """What `draw_tag` needs."""
    width = theme.metrics("small", 500).horizontalAdvance(text) + theme.px(8) + 7 + 2 * theme.px(9)
    return QSize(width + (theme.px(14) + 4 if removable else 0), theme.height("badge"))


def draw_tag(
    painter: QPainter, rect: QRect, text: str, token: str = "c1", *, removable: bool = False, line: str = "line2"
) -> None:
    """A tag: a dot in the tag's colour (a token of `TAG_COLOURS`) and its name in an outlined pill."""
    draw_box(painter, rect, fill="surface", line=line, radius=rect.height() / 2)
    dot, left = theme.px(8), rect.x() + theme.px(9)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawEllipse(QRectF(left, rect.y() + (rect.height() - dot) / 2, dot, dot))
    left += dot + 7
    right = rect.right() - theme.px(9) + 2
    if removable:
        side = theme.px(14)
        draw_icon(painter, QRect(right - side, rect.y(), side, rect.height()), "x", "text2", side)
        right -= side + 4
    room = QRect(left, rect.y(), right - left, rect.height())
    draw_text(painter, room, text, style="small", weight=500, token="text2")


def _avatar_shape(rect: QRect, round_: bool) -> QPainterPath:
    path = QPainterPath()
    radius = rect.height() / 2 if round_ else min(rect.height() / 5, 12)
    path.addRoundedRect(QRectF(rect), radius, radius)
    return path


def draw_avatar(
    painter: QPainter,
    rect: QRect,
    initials: str,
    key: int | str,
    picture: QPixmap | None = None,
    *,
    round_: bool = False,
) -> None:
    """Initials on the colour of `key` (the record's id), or its picture; square for firms, round for people."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture is not None and not picture.isNull():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        brush = QBrush(picture)
        transform = brush.transform()
        side = min(picture.width(), picture.height())
        transform.translate(rect.x(), rect.y())
        transform.scale(rect.width() / side, rect.height() / side)
        transform.translate((side - picture.width()) / 2, (side - picture.height()) / 2)
        brush.setTransform(transform)
        painter.fillPath(_avatar_shape(rect, round_), brush)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.avatar_color(key))
    painter.drawPath(_avatar_shape(rect, round_))
    painter.setFont(_initials_font(rect.height(), theme.text_size))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(rect, _CENTRE, initials)


@cache
def _initials_font(side: int, _text_size: str) -> QFont:
    own = QFont(font("body", 600))
    own.setPixelSize(max(10, round(side * (0.4 if side > 34 else 0.375))))
    return own


def check_side() -> int:
    """The side of a check box or radio at the present text size."""
    return theme.px(18)


def draw_check(painter: QPainter, rect: QRect, state: CheckState, *, enabled: bool = True) -> None:
    """A check box in the middle of `rect`; "some" is the dash of a partly chosen list."""
    side = check_side()
    box = QRect(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, side, side)
    if state == "off":
        _draw_unmarked(painter, box, 4, enabled)
        return
    draw_box(painter, box, fill="accent" if enabled else "line2", radius=4)
    painter.setPen(_check_pen(color("onAccent" if enabled else "text3").rgba(), side / 9))
    unit = side / 18
    if state == "some":
        painter.drawLine(_at(box, 5, 9, unit), _at(box, 13, 9, unit))
    else:
        painter.drawPolyline([_at(box, 5, 9.2, unit), _at(box, 8, 12.2, unit), _at(box, 13.2, 6.2, unit)])


def _draw_unmarked(painter: QPainter, box: QRect, radius: float, enabled: bool) -> None:
    fill, line = ("surface", "field") if enabled else ("alt", "line2")
    draw_box(painter, box, fill=fill, line=line, radius=radius, width=1.5)


def _at(box: QRect, x: float, y: float, unit: float) -> QPointF:
    return QPointF(box.x() + x * unit, box.y() + y * unit)


@cache
def _check_pen(rgba: int, width: float) -> QPen:
    return QPen(QColor.fromRgba(rgba), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def draw_radio(painter: QPainter, rect: QRect, on: bool, *, enabled: bool = True) -> None:
    """A radio button in the middle of `rect`."""
    side = check_side()
    box = QRect(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, side, side)
    if not on:
        _draw_unmarked(painter, box, side / 2, enabled)
        return
    draw_box(painter, box, fill="accent" if enabled else "line2", radius=side / 2)
    inner = round(side / 3)
    draw_box(painter, box.adjusted(inner, inner, -inner, -inner), fill="onAccent" if enabled else "text3", radius=side)


def keycap_size(keys: str) -> QSize:
    """What `draw_keycap` needs."""
    metrics = theme.metrics("small", 500)
    return QSize(metrics.horizontalAdvance(keys) + theme.px(10), theme.px(20))


def draw_keycap(painter: QPainter, rect: QRect, keys: str, *, ink: str = "text2", line: str = "line2") -> None:
    """A keyboard shortcut, already in words (`key_text`), in an outlined cap."""
    draw_box(painter, rect, line=line, radius=4)
    draw_text(painter, rect, keys, style="small", weight=500, token=ink, align=_CENTRE)


def draw_focus(painter: QPainter, rect: QRect, radius: float = 6) -> None:
    """The keyboard's ring, 2 points wide, inside `rect`."""
    draw_box(painter, rect, line="accent", radius=radius, width=2)


def draw_bar(painter: QPainter, rect: QRect, part: float, token: str = "accent") -> None:
    """A track with its first `part` (0 to 1) filled."""
    radius = rect.height() / 2
    draw_box(painter, rect, fill="sunk", radius=radius)
    if part > 0:
        filled = QRect(rect.x(), rect.y(), max(rect.height(), round(rect.width() * min(part, 1))), rect.height())
        draw_box(painter, filled, fill=token, radius=radius)

"""Pure painting of the small things, shared by widgets and by the delegates of lists.

Each function draws inside the rectangle it is given; those with a size of their own have a `..._size` beside them.
Laid out texts and small pictures (`..._picture`) are kept, for lists draw the same ones again and again.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QStaticText, QTransform

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


def ratio_of(painter: QPainter) -> float:
    """The pixels of the screen to a point, for the pictures that are painted on it."""
    return max(1.0, painter.deviceTransform().m11())


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(width, height) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def draw_icon(painter: QPainter, rect: QRect, name: str, token: str = "text", size: int = 18) -> None:
    """The icon `name`, `size` points square, in the middle of `rect`."""
    picture = pixmap(name, token, size, ratio_of(painter))
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
    words, width, cut = laid_out(text, rect.width(), style, weight, tabular)
    x, y = rect.x(), rect.y()
    across, middle = _sides(align)
    if across:
        x += rect.width() - width if across == "right" else (rect.width() - width) // 2
    if middle:
        y += (rect.height() - theme.metrics(style, weight, tabular=tabular).height()) // 2
    painter.setFont(font(style, weight, tabular=tabular))
    painter.setPen(color(token))
    painter.drawStaticText(x, y, words)
    return cut


@cache
def _sides(align: Qt.AlignmentFlag) -> tuple[str, bool]:
    """Python takes as long to look into flags as to draw a word."""
    right, centre = align & Qt.AlignmentFlag.AlignRight, align & Qt.AlignmentFlag.AlignHCenter
    return "right" if right else "centre" if centre else "", bool(align & Qt.AlignmentFlag.AlignVCenter)


def laid_out(
    text: str, room: int, style: str = "body", weight: int | None = None, tabular: bool = False
) -> tuple[QStaticText, int, bool]:
    """One line of plain text ready to be drawn, how wide it is, and whether it was cut with "…" to fit `room`."""
    words, width = _laid_out(text, style, weight, tabular)
    if width <= room:
        return words, width, False
    return *_cut(text, style, weight, tabular, room), True


@lru_cache(maxsize=8192)
def _laid_out(text: str, style: str, weight: int | None, tabular: bool) -> tuple[QStaticText, int]:
    """Shaping a text takes longer than drawing it, and a list draws the same ones again at each step of scrolling."""
    words = QStaticText(text.replace("\n", " "))
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    # Measured by the shaping that drawing needs anyhow, and rounded as Qt rounds an advance.
    words.prepare(QTransform(), font(style, weight, tabular=tabular))
    return words, int(words.size().width() + 0.5)


@lru_cache(maxsize=4096)
def _cut(text: str, style: str, weight: int | None, tabular: bool, room: int) -> tuple[QStaticText, int]:
    metrics = theme.metrics(style, weight, tabular=tabular)
    short = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
    return _laid_out(short, style, weight, tabular)


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
    painter.drawPixmap(rect.topLeft(), tag_picture(rect.width(), rect.height(), token, line, ratio_of(painter)))
    left = rect.x() + tag_indent()
    right = rect.right() - theme.px(9) + 2
    if removable:
        side = theme.px(14)
        draw_icon(painter, QRect(right - side, rect.y(), side, rect.height()), "x", "text2", side)
        right -= side + 4
    room = QRect(left, rect.y(), right - left, rect.height())
    draw_text(painter, room, text, style="small", weight=500, token="text2")


def tag_indent() -> int:
    """Where the name of a tag begins in its pill."""
    return theme.px(8) + theme.px(9) + 7


@lru_cache(maxsize=1024)
def tag_picture(width: int, height: int, token: str, line: str, ratio: float) -> QPixmap:
    """The pill of a tag with its dot, without its name."""
    picture = _blank(width, height, ratio)
    painter = QPainter(picture)
    draw_box(painter, QRect(0, 0, width, height), fill="surface", line=line, radius=height / 2)
    dot = theme.px(8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawEllipse(QRectF(theme.px(9), (height - dot) / 2, dot, dot))
    painter.end()
    return picture


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
    if picture is None or picture.isNull():
        face = avatar_picture(initials, key, rect.size().toTuple(), round_, ratio_of(painter))
        painter.drawPixmap(rect.topLeft(), face)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    brush = QBrush(picture)
    transform = brush.transform()
    side = min(picture.width(), picture.height())
    transform.translate(rect.x(), rect.y())
    transform.scale(rect.width() / side, rect.height() / side)
    transform.translate((side - picture.width()) / 2, (side - picture.height()) / 2)
    brush.setTransform(transform)
    painter.fillPath(_avatar_shape(rect, round_), brush)


def avatar_picture(initials: str, key: int | str, size: tuple[int, int], round_: bool, ratio: float) -> QPixmap:
    """Initials on the colour of `key`."""
    return _face(initials, theme.avatar_color(key).rgba(), size, round_, ratio)


@lru_cache(maxsize=2048)
def _face(initials: str, rgba: int, size: tuple[int, int], round_: bool, ratio: float) -> QPixmap:
    picture, rect = _blank(*size, ratio), QRect(0, 0, *size)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(rgba))
    painter.drawPath(_avatar_shape(rect, round_))
    painter.setFont(_initials_font(rect.height(), theme.text_size))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(rect, _CENTRE, initials)
    painter.end()
    return picture


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
    place = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
    painter.drawPixmap(place, check_picture(state, enabled, ratio_of(painter)))


@cache
def check_picture(state: CheckState, enabled: bool, ratio: float) -> QPixmap:
    """A check box, `check_side` points square."""
    side = check_side()
    picture, box = _blank(side, side, ratio), QRect(0, 0, side, side)
    painter = QPainter(picture)
    _paint_check(painter, box, state, enabled)
    painter.end()
    return picture


def _paint_check(painter: QPainter, box: QRect, state: CheckState, enabled: bool) -> None:
    if state == "off":
        _draw_unmarked(painter, box, 4, enabled)
        return
    draw_box(painter, box, fill="accent" if enabled else "line2", radius=4)
    painter.setPen(_check_pen(color("onAccent" if enabled else "text3").rgba(), box.width() / 9))
    unit = box.width() / 18
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


def _forget() -> None:
    for kept in (_laid_out, _cut, tag_picture, check_picture, _face):
        kept.cache_clear()


theme.changed.connect(_forget)

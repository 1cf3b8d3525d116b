"""Words on the screen, always as plain text: a client may be called `<img src=...>` and Qt would fetch the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import color, font, theme
from ui.widgets.accessible import key_text, plain_tip
from ui.widgets.buttons import Button
from ui.widgets.painting import draw_box, draw_icon, draw_keycap, draw_text, keycap_size

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLayout

MOST_LAYOUTS = 8


def text_label(
    text: str = "",
    style: str = "body",
    tone: str = "",
    *,
    weight: int | None = None,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """A plain label in a text style of the design; `tone` is a colour token (text2, text3, red, amber, green, ...)."""
    label = Paragraph(text, style, tone or "text") if wrap and not selectable else _Label(text, style, tone, weight)
    if selectable:
        label.setWordWrap(wrap)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return label


class _Label(QLabel):
    """A label whose line is as high as the design says, whatever the font."""

    def __init__(self, text: str, style: str, tone: str, weight: int | None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._style = style
        self.setProperty("textStyle", style)
        if tone:
            self.setProperty("tone", tone)
        if weight:
            self.setProperty("weight", weight)
        self.setText(text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint.expandedTo(QSize(0, theme.line(self._style)))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, theme.line(self._style)))


def set_tone(label: QLabel, tone: str) -> None:
    """Another colour for a label made by `text_label`."""
    if isinstance(label, (ElidedLabel, Paragraph)):
        label.set_tone(tone)
    elif label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


class ElidedLabel(QLabel):
    """One line, cut with "…" where room is short; the whole text stays in the tip and for screen readers."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "text",
        *,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._tone, self._weight = style, tone, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Another colour token."""
        self._tone = tone
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._offer_tip()

    def _offer_tip(self) -> None:
        cut = theme.metrics(self._style, self._weight).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tip(self.text()) if cut else "")

    def sizeHint(self) -> QSize:
        metrics = theme.metrics(self._style, self._weight)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, theme.line(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(32)), theme.line(self._style))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter, weight = QPainter(self), self._weight
        draw_text(painter, self.rect(), self.text(), style=self._style, weight=weight, token=self._tone, align=align)


class Paragraph(QLabel):
    """Wrapped plain text with the design's line height, its first words (`strong`) in bold if wanted."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "text",
        *,
        strong: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._tone, self._strong = style, tone, ""
        self._laid_out: dict[int, tuple[QTextLayout, int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(text, strong)

    def set_words(self, text: str, strong: str = "") -> None:
        """The text; `strong` is put in bold before it."""
        self._strong = strong
        self.setText(f"{strong} {text}".strip())

    def setText(self, text: str) -> None:
        self._laid_out.clear()
        super().setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._laid_out.clear()
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        self._laid_out.clear()
        super().changeEvent(event)

    def set_tone(self, tone: str) -> None:
        """Another colour token."""
        self._tone = tone
        self.update()

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        """The lines for `width`, and their height: Qt asks for both again and again."""
        if width not in self._laid_out:
            if len(self._laid_out) > MOST_LAYOUTS:
                self._laid_out.clear()
            self._laid_out[width] = self._lay_out(width)
        return self._laid_out[width]

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        # Qt's part for formatted text is large, and the first list has no paragraph.
        from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

        text = self.text().replace("\n", "\u2028")
        layout = QTextLayout(text, font(self._style))
        option = QTextOption(Qt.AlignmentFlag(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self._strong:
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = 0, len(self._strong.encode("utf-16-le")) // 2
            bold.format = QTextCharFormat()
            bold.format.setFontWeight(600)
            layout.setFormats([bold])
        step, lines = theme.line(self._style), 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
            lines += 1
        layout.endLayout()
        return layout, max(lines, 1) * step

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        metrics = theme.metrics(self._style, 600 if self._strong else None)
        wide = max(metrics.horizontalAdvance(line) for line in self.text().split("\n")) + 4
        width = min(wide, metrics.averageCharWidth() * 60)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(120)), theme.line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color(self._tone if self.isEnabled() else "text3"))
        self._layout(self.width())[0].draw(painter, QPointF(0, 0))


class LinkLabel(Button):
    """Words one can click: "See why", "All", "Clear the filters". A flat button, never rich text."""

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        *,
        style: str = "body",
        weight: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon, kind="link", small=True, parent=parent)
        self._style, self._bold = style, weight

    def sizeHint(self) -> QSize:
        words = theme.metrics(self._style, self._bold).horizontalAdvance(self.text())
        return QSize(words + (theme.px(24) if self._icon else 0) + 2, max(theme.line(self._style), theme.px(20)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = "text3" if not self.isEnabled() else "accent2" if self.isDown() else "accent"
        left = 0
        if self._icon:
            draw_icon(painter, QRect(0, 0, theme.px(16), self.height()), self._icon, ink, theme.px(16))
            left = theme.px(24)
        room = self.rect().adjusted(left, 0, 0, 0)
        draw_text(painter, room, self.text(), style=self._style, weight=self._bold, token=ink)
        if self.underMouse() and self.isEnabled():
            metrics = theme.metrics(self._style, self._bold)
            under = (self.height() + metrics.ascent()) // 2 + 1
            painter.drawLine(left, under, left + metrics.horizontalAdvance(self.text()), under)


class KeyCap(QWidget):
    """A keyboard shortcut in an outlined cap."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = key_text(keys)
        self.setAccessibleName(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return keycap_size(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_keycap(QPainter(self), self.rect(), self._keys)


class Separator(QWidget):
    """A hair line between parts; upright with `vertical`."""

    def __init__(self, *, vertical: bool = False, token: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(self._token))


class Panel(QFrame):
    """A plain area in one of the surface colours, with lines along the edges named ("top", "right", ...)."""

    def __init__(self, surface: str = "surface", edges: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface, self._edges = surface, edges.split()

    def set_surface(self, token: str) -> None:
        """Another surface colour."""
        self._surface = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._surface))
        painter.setPen(color("line"))
        box = self.rect()
        ends = {
            "top": (box.topLeft(), box.topRight()),
            "bottom": (box.bottomLeft(), box.bottomRight()),
            "left": (box.topLeft(), box.bottomLeft()),
            "right": (box.topRight(), box.bottomRight()),
        }
        for edge in self._edges:
            painter.drawLine(*ends[edge])


class Card(QFrame):
    """A rounded frame round things that belong together; put them in `card.body`, a column."""

    def __init__(
        self,
        *,
        fill: str = "surface",
        line: str = "line",
        margin: int = 16,
        radius: str = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill, self._line, self._radius = fill, line, radius
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)

    def set_colors(self, fill: str, line: str) -> None:
        """Another pair of colour tokens."""
        self._fill, self._line = fill, line
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), fill=self._fill, line=self._line, radius=theme.radius(self._radius))


class Spinner(QWidget):
    """A turning arc while something is being read; still where the system asks for no motion."""

    def __init__(self, side: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._turn = side, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._advance)

    def _advance(self) -> None:
        self._turn = (self._turn + 24) % 360
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(color("line2"), 2))
        painter.drawEllipse(room)
        painter.setPen(QPen(color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(room, -self._turn * 16, 90 * 16)

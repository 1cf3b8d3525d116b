"""The one `Theme`: light or dark, the text size, and every colour, font and height that follows from them.

Nothing keeps a colour: painters ask at each paint, and `changed` says when to ask again for what is not painted.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.contrast import contrast_colours
from ui.theme.fonts import families
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import tokens

Mode = Literal["system", "light", "dark"]
TextSize = Literal["normal", "large", "very_large"]


class Theme(QObject):
    """Colours, fonts and heights as they are now; `changed` is sent after each switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "system"
        self._text_size: TextSize = "normal"
        self._app: QApplication | None = None
        self._dark = False
        self._colours = {name: QColor(value) for name, value in tokens().colours["light"].items()}
        self.font = cache(self._font)
        self.metrics = cache(self._metrics)
        self.line = cache(self._line)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def text_size(self) -> TextSize:
        return self._text_size

    @property
    def dark(self) -> bool:
        return self._dark

    def apply(self, app: QApplication, mode: Mode = "system", text_size: TextSize = "normal") -> None:
        """Dress the whole application, made in Qt's own style; called at the start and at each change of a setting."""
        if self._app is not app:
            self._app = app
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            app.styleHints().accessibility().contrastPreferenceChanged.connect(lambda: self._dress(app))
        self._mode, self._text_size = mode, text_size
        hints = app.styleHints()
        hints.setColorScheme(
            {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(mode, Qt.ColorScheme.Unknown)
        )
        self._dark = mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        self._dress(app)

    def set_mode(self, mode: Mode) -> None:
        """Switch colours, live."""
        if self._app is not None:
            self.apply(self._app, mode, self._text_size)

    def set_text_size(self, text_size: TextSize) -> None:
        """Switch the text size, live."""
        if self._app is not None:
            self.apply(self._app, self._mode, text_size)

    def color(self, token: str) -> QColor:
        """The colour of a token of `tokens.json`; shared, not to be changed."""
        return self._colours[token]

    def avatar_color(self, key: int | str) -> QColor:
        """Always the same colour for the same record."""
        choices = tokens().avatars
        return QColor(choices[zlib.crc32(str(key).encode()) % len(choices)])

    def px(self, pixels: float) -> int:
        """`pixels` of the normal text size at the present one: for what must grow with the text."""
        return round(pixels * tokens().text_sizes[self._text_size] / tokens().text_sizes["normal"])

    def _line(self, style: str = "body") -> int:
        """The height of one line of a text style."""
        return max(self.metrics(style).height(), self.px(tokens().type[style].line))

    def height(self, name: str) -> int:
        """The height of a control of `tokens.json` (button, field, small, row, tab, chip, badge, ...)."""
        nominal = tokens().height[name]
        return self.line() + nominal - tokens().type["body"].line

    def radius(self, name: str) -> int:
        """badge, button (and field), card, big, chip."""
        return tokens().radius[name]

    def width(self, name: str) -> int:
        """nav, preview, sectionIndex, recordSide: at the present text size."""
        return self.px(tokens().width[name])

    def points(self, style: str = "body") -> float:
        """The size of a text style in points, whatever the screen calls a point."""
        size = tokens().type[style].size
        if style == "body":
            pixels: float = tokens().text_sizes[self._text_size]
        else:
            pixels = size * tokens().text_sizes[self._text_size] / tokens().text_sizes["normal"]
        screen = QGuiApplication.primaryScreen()
        return pixels * 72 / (screen.logicalDotsPerInchY() if screen else 96)

    def weight(self, style: str) -> int:
        """The weight of a text style, 400 to 600."""
        return tokens().type[style].weight

    def _font(self, style: str = "body", weight: int | None = None, *, tabular: bool = False) -> QFont:
        """A text style as a font; `tabular` figures are for columns of amounts only. Shared, not to be changed."""
        font = QFont(list(families()))
        font.setPointSizeF(self.points(style))
        font.setWeight(QFont.Weight(weight or self.weight(style)))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _metrics(self, style: str = "body", weight: int | None = None, *, tabular: bool = False) -> QFontMetrics:
        """Measures of `font(...)`."""
        return QFontMetrics(self.font(style, weight, tabular=tabular))

    def _follow_system(self) -> None:
        if self._mode == "system" and self._app is not None:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            if dark != self._dark:
                self._dark = dark
                self._dress(self._app)

    def _dress(self, app: QApplication) -> None:
        scheme = tokens().colours["dark" if self._dark else "light"]
        self._colours = {name: QColor(value) for name, value in scheme.items()}
        if app.styleHints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            app.setPalette(QPalette())
            self._colours |= contrast_colours(app.palette())
        self.font.cache_clear()
        self.metrics.cache_clear()
        self.line.cache_clear()
        app.setPalette(self._palette())
        app.setFont(self.font("body"))
        names = {token: colour.name() for token, colour in self._colours.items()}
        sheet = stylesheet(names, self.points, self.px)
        if sheet != app.styleSheet():  # Qt would polish every widget again
            app.setStyleSheet(sheet)
        self.changed.emit()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        colours = {
            role.Window: "surface",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "alt",
            role.Text: "text",
            role.PlaceholderText: "text3",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "red",
            role.Highlight: "accent",
            role.HighlightedText: "onAccent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "toast",
            role.ToolTipText: "toastText",
            role.Light: "surface",
            role.Midlight: "hover",
            role.Mid: "line2",
            role.Dark: "field",
            role.Shadow: "text3",
            role.Accent: "accent",
        }
        palette = QPalette()
        for where, token in colours.items():
            palette.setColor(where, self.color(token))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("text3"))
        return palette


theme = Theme()

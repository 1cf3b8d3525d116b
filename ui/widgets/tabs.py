"""A row of tabs with counts; those that do not fit go into "More"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from app.i18n import N_
from ui.text import tr, translator
from ui.theme import color, theme
from ui.widgets.buttons import Button
from ui.widgets.focus import KeyboardRing
from ui.widgets.menus import Menu
from ui.widgets.painting import BADGES, draw_box, draw_icon, draw_text

PAD = 12


class _Tab(NamedTuple):
    """What a tab shows; `number` is a pill, `error` the red sign in its place."""

    key: str
    title: str
    number: int | None = None
    kind: str = "neutral"
    error: bool = False

    def spoken(self) -> str:
        if self.error:
            return tr(N_("{title}, to correct"), title=self.title)
        return self.title if self.number is None else f"{self.title}, {translator().number(self.number)}"


class _Bar(KeyboardRing, QTabBar):
    """The tabs themselves; the data of each is its `_Tab`, its own text is only for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.currentChanged.connect(self._place_ring)

    def show_tab(self, index: int, tab: _Tab) -> None:
        """Setting the text also makes Qt lay the tabs out again; "&" would make a shortcut."""
        self.setTabData(index, tab)
        self.setAccessibleTabName(index, tab.spoken())
        self.setTabText(index, tab.spoken().replace("&", "&&"))
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        tab: _Tab | None = self.tabData(index)
        if tab is None:
            return QSize(theme.px(64), theme.height("tab"))
        width = theme.metrics("body", 600).horizontalAdvance(tab.title) + 2 * theme.px(PAD)
        if tab.error:
            width += theme.px(24)
        elif tab.number is not None:
            width += self._pill_width(tab.number) + theme.px(8)
        return QSize(width, theme.height("tab"))

    def sizeHint(self) -> QSize:
        """Qt's own is that of the tabs as last laid out, which is put off until the bar is shown."""
        widths = (self.tabSizeHint(index).width() for index in range(self.count()) if self.isTabVisible(index))
        return QSize(sum(widths), theme.height("tab"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.height("tab"))

    def _pill_width(self, count: int) -> int:
        return theme.metrics("small", 600).horizontalAdvance(translator().number(count)) + theme.px(16)

    def tabLayoutChange(self) -> None:
        self._place_ring()

    def _place_ring(self) -> None:
        self.setProperty("ringRect", self.tabRect(self.currentIndex()).adjusted(4, 6, -4, -6))
        self.move_ring()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, self.tabRect(index), self.tabData(index), index == self.currentIndex())

    def _paint_tab(self, painter: QPainter, rect: QRect, tab: _Tab, on: bool) -> None:
        weight = 600 if on else 500
        words = theme.metrics("body", weight).horizontalAdvance(tab.title)
        room = QRect(rect.x() + theme.px(PAD), rect.y(), words + 2, rect.height() - 2)
        draw_text(painter, room, tab.title, weight=weight, token="accent2" if on else "text2")
        room.setLeft(room.x() + words + theme.px(8))
        if tab.error:
            side = theme.px(16)
            room.setWidth(side)
            draw_icon(painter, room, "alert-circle", "red", side)
        elif tab.number is not None:
            self._paint_pill(painter, room, tab, on)
        if on:
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), color("accent"))

    def _paint_pill(self, painter: QPainter, room: QRect, tab: _Tab, on: bool) -> None:
        height, count = theme.px(20), tab.number or 0
        pill = QRect(room.x(), room.y() + (room.height() - height) // 2 + 1, self._pill_width(count), height)
        fill, ink = ("sel", "accent2") if on and tab.kind == "neutral" else BADGES[tab.kind]
        draw_box(painter, pill, fill=fill, radius=height / 2)
        number = translator().number(count)
        draw_text(painter, pill, number, style="small", weight=600, token=ink, align=Qt.AlignmentFlag.AlignCenter)


class TabBar(QWidget):
    """Tabs named by a key. `changed(key)` when another is chosen."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]] = (), name: str = "", parent: QWidget | None = None) -> None:
        """`tabs` are `(key, title)`; `name` is what a screen reader calls the row."""
        super().__init__(parent)
        self._bar = _Bar()
        self._bar.setAccessibleName(name)
        self._more = Button(tr(N_("More")), kind="quiet", chevron=True)
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        self.side = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._bar)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addLayout(self.side)
        self.setFocusProxy(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, title in tabs:
            self.add(key, title)
        self._bar.currentChanged.connect(self._on_current)

    def add(self, key: str, title: str) -> None:
        """One more tab at the end."""
        self._show(self._bar.addTab(""), _Tab(key, title))

    def _tab(self, index: int) -> _Tab:
        return self._bar.tabData(index)

    def _show(self, index: int, tab: _Tab) -> None:
        self._bar.show_tab(index, tab)
        self._fit()

    def keys(self) -> list[str]:
        """The keys in order."""
        return [self._tab(index).key for index in range(self._bar.count())]

    def current(self) -> str:
        """The key of the chosen tab."""
        return self._tab(self._bar.currentIndex()).key if self._bar.count() else ""

    def set_current(self, key: str) -> None:
        """Choose a tab; `changed` is sent if it was another."""
        index = self.keys().index(key)
        self._bar.setTabVisible(index, True)
        self._bar.setCurrentIndex(index)
        self._fit()

    def show_tabs(self, shown: bool) -> None:
        """Leave the tabs out where none of them would be true; what is at the side stays."""
        self._bar.setVisible(shown)
        self._more.setVisible(shown and bool(self.hidden_keys()))

    def step(self, by: int) -> None:
        """The next (1) or previous (-1) tab, round and round."""
        keys = self.keys()
        self.set_current(keys[(keys.index(self.current()) + by) % len(keys)])

    def set_count(self, key: str, count: int | None, kind: str = "neutral") -> None:
        """A pill with a number after the title; `kind` as for badges; None takes it away."""
        index = self.keys().index(key)
        self._show(index, self._tab(index)._replace(number=count, kind=kind))

    def set_error(self, key: str, error: bool) -> None:
        """The red sign: a field on this tab is wrong."""
        index = self.keys().index(key)
        self._show(index, self._tab(index)._replace(error=error))

    def set_title(self, key: str, title: str) -> None:
        """Other words on a tab."""
        index = self.keys().index(key)
        self._show(index, self._tab(index)._replace(title=title))

    def hidden_keys(self) -> list[str]:
        """Those that are in "More" now."""
        return [key for index, key in enumerate(self.keys()) if not self._bar.isTabVisible(index)]

    def _on_current(self, index: int) -> None:
        if index >= 0:
            self.changed.emit(self._tab(index).key)

    def _fit(self) -> None:
        """Show the tabs that fit, and always the current one."""
        widths = [self._bar.tabSizeHint(index).width() for index in range(self._bar.count())]
        room = self.width() - self.side.sizeHint().width()
        shown = set(range(len(widths)))
        if sum(widths) > room:
            room -= self._more.sizeHint().width()
            current = self._bar.currentIndex()
            shown, used = {current}, widths[current] if widths else 0
            for index, width in enumerate(widths):
                if index == current:
                    continue
                if used + width > room:
                    break
                shown.add(index)
                used += width
        for index in range(len(widths)):
            if self._bar.isTabVisible(index) != (index in shown):
                self._bar.setTabVisible(index, index in shown)
        self._more.setVisible(len(shown) < len(widths))

    def _open_more(self) -> None:
        menu = Menu(self)
        for key in self.hidden_keys():
            title = self._tab(self.keys().index(key)).title
            menu.add(title, partial(self.set_current, key))
        menu.open_under(self._more)

    def sizeHint(self) -> QSize:
        widths = (self._bar.tabSizeHint(index).width() for index in range(self._bar.count()))
        return QSize(sum(widths) + self.side.sizeHint().width(), theme.height("tab"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.height("tab"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

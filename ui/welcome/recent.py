"""The files opened lately: one click opens, and those that are not there any more can be taken off the list."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.settings import Settings
from ui.jobs import once
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.accessible import plain_tip
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import Card, LinkLabel, Separator, text_label
from ui.widgets.painting import draw_box, draw_icon, draw_text

MOST = 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Seen(NamedTuple):
    """A recent file and when it was last changed; None when it cannot be found."""

    path: Path
    changed_at: datetime | None


def look(paths: list[Path]) -> list[Seen]:
    """Look for the files. It may take seconds where one lies on a network that does not answer."""
    return [Seen(path, _changed_at(path)) for path in paths]


def _changed_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None


def when(moment: datetime, now: datetime) -> str:
    """`today, 08:12`, `yesterday, 19:02`, or the day."""
    words, time = translator(), translator().time(moment)
    if moment.date() == now.date():
        return tr("today, {time}", time=time)
    if moment.date() == now.date() - timedelta(days=1):
        return tr("yesterday, {time}", time=time)
    return words.date(moment.date())


class _Row(KeyboardRing, QAbstractButton):
    """One file: its name, its folder, and when it was last changed."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._folder = str(seen.path)
        self._when = when(seen.changed_at, datetime.now()) if seen.changed_at else ""
        self.setText(seen.path.stem)
        self.setEnabled(seen.changed_at is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 4)
        self.setToolTip(plain_tip(self._folder))
        self.setAccessibleName(f"{seen.path.stem}, {self._when or tr('not found')}")
        self.setAccessibleDescription(self._folder)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.height("row") + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isEnabled()
        if on and (self.underMouse() or self.isDown()):
            draw_box(painter, self.rect(), fill="hover", radius=4)
        room = self.rect().adjusted(16, 0, -16, 0)
        side = theme.px(18)
        draw_icon(painter, QRect(room.x(), 0, side, self.height()), "file-database", "text2" if on else "text3", side)
        room.setLeft(room.x() + side + 12)
        width = theme.metrics("label").horizontalAdvance(self._when)
        draw_text(painter, room, self._when, style="label", weight=400, token="text3", align=_RIGHT)
        room.setRight(room.right() - width - 16)
        name = min(theme.metrics("body", 500).horizontalAdvance(self.text()) + 2, room.width())
        draw_text(
            painter, QRect(room.x(), 0, name, self.height()), self.text(), weight=500, token="text" if on else "text3"
        )
        rest = room.adjusted(name + 12, 0, 0, 0)
        if rest.width() > theme.px(40):
            draw_text(painter, rest, self._folder, style="label", weight=400, token="text3")


class RecentFiles(Card):
    """`chosen(Path)`: open this one. Hidden while there is none."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._settings = settings
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        title = text_label(tr("Recent files"), "card")
        title.setContentsMargins(16, 12, 16, 12)
        self.body.addWidget(title)
        self.body.addLayout(self._rows)
        self.hide()
        self.load()

    def load(self) -> None:
        """Look for the files again, without making anybody wait."""
        paths = [Path(name) for name in self._settings.recent[:MOST]]
        if paths:
            once(self, lambda: look(paths), self.show_files)
        else:
            self.hide()

    def show_files(self, files: list[Seen]) -> None:
        """Show these files."""
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for seen in files:
            self._rows.addWidget(self._entry(seen))
        self.setVisible(bool(files))

    def _entry(self, seen: Seen) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Separator())
        row = QHBoxLayout()
        row.setContentsMargins(1, 1, 1, 1)
        button = _Row(seen)
        button.clicked.connect(lambda: self.chosen.emit(seen.path))
        row.addWidget(button, 1)
        if seen.changed_at is None:
            row.addWidget(text_label(tr("not found"), "label", "text3"))
            forget = LinkLabel(tr("Remove from the list"), style="label")
            forget.setAccessibleDescription(seen.path.stem)
            forget.clicked.connect(lambda: self.forget(seen.path))
            row.addWidget(forget)
            row.addSpacing(16)
            row.setSpacing(16)
        column.addLayout(row)
        return line

    def forget(self, path: Path) -> None:
        """Take a file off the list; the file itself is not touched."""
        self._settings.forget(path)
        self._settings.save()
        self.load()

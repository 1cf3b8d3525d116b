"""The window on a big book, how quick it is and how long it is ever deaf: `python -m tests.speed.window`.

The limit of a keystroke, in the same run: plain SQL on the same index, and one widget that paints the same rows by
hand. It draws what the list draws, in as many rows and columns of the same widths: ground (that of the current row is
another), the line below, box, avatar with initials, name in medium weight cut with "…", star and lock, second line,
two lines of the location, phone, tags as pills with their dot, dashes. It keeps its fonts, colours, icons and measures
between paints, but lays its texts out each time, as a widget written in an afternoon would.

`--book PATH` takes a book that is there (a copy of it is used), else one of `--clients` is made. All off-screen.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.clients import search
from app.clients.search import Query
from app.values.person import initials
from tests.speed.frame import Reach, Times, cpu, heading, line, lines
from tests.speed.list import TODAY, by_hand, keystrokes, make_book, plain_page
from ui.clients.list_view import ListView
from ui.palette.panel import Palette
from ui.start import Program, make_application
from ui.theme import color, font, pixmap, theme
from ui.window import MainWindow

DEAF = Reach(figure=50)
LEFT, CUT = 0x81, Qt.TextElideMode.ElideRight
# Places in the columns of `tests.speed.list.COLUMNS`.
ID, NAME, FIRM, STARRED, CATEGORY, CONTACT, CITY, POSTCODE, PHONE, TAGS = 0, 1, 3, 6, 8, 9, 10, 11, 13, 15


class ByHand(QWidget):
    """The rows of the list, painted by one widget without any model."""

    def __init__(self, view: ListView, categories: dict[int, str]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(view.viewport().size())
        self.rows: list[Any] = []
        self._tall = view.row_height()
        self._columns = {column.key: (left + 6, width - 12) for column, left, width in view.shown_columns()}
        self._categories = categories
        self._fonts = {name: (found, QFontMetrics(found)) for name, found in self._looks().items()}
        self._inks = {name: color(name) for name in ("surface", "sel", "line", "text", "text2", "text3", "field")}
        self._star = pixmap("star-filled", "gold", 16)

    @staticmethod
    def _looks() -> dict[str, Any]:
        return {"name": font("body", 500), "body": font("body"), "small": font("small"), "tag": font("small", 500)}

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._inks["surface"])
        for number, row in enumerate(self.rows[: self.height() // self._tall + 1]):
            top = number * self._tall
            if number == 0:
                painter.fillRect(0, top, self.width(), self._tall, self._inks["sel"])
            painter.fillRect(0, top + self._tall - 1, self.width(), 1, self._inks["line"])
            painter.setPen(self._inks["field"])
            painter.setBrush(self._inks["surface"])
            painter.drawRoundedRect(QRectF(33, top + 13, 18, 18), 4, 4)
            for key, (left, width) in self._columns.items():
                self._paint_cell(painter, row, key, QRect(left, top, width, self._tall))

    def _paint_cell(self, painter: QPainter, row: Any, key: str, room: QRect) -> None:
        upper = QRect(room.left(), room.top() + 3, room.width(), 20)
        lower = QRect(room.left(), room.top() + 22, room.width(), 18)
        if key == "name":
            self._paint_name(painter, row, upper, lower)
        elif key == "location":
            self._text(painter, upper, row[CITY], "body", "text")
            self._text(painter, lower, row[POSTCODE], "small", "text3")
        elif key == "tags":
            self._paint_tags(painter, row, room)
        else:
            self._text(painter, room, row[PHONE] if key == "phone" else "—", "body", "text")

    def _paint_name(self, painter: QPainter, row: Any, upper: QRect, lower: QRect) -> None:
        face = QRect(upper.left(), upper.top() + 3, 32, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.avatar_color(row[ID]))
        painter.drawRoundedRect(face, 6, 6)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(self._fonts["tag"][0])
        names = (row[NAME],) if row[FIRM] else row[NAME].split(" ")
        painter.drawText(face, Qt.AlignmentFlag.AlignCenter, initials(*names))
        upper, lower = upper.adjusted(44, 0, 0, 0), lower.adjusted(44, 0, 0, 0)
        width = self._text(painter, upper.adjusted(0, 0, -20 if row[STARRED] else 0, 0), row[NAME], "name", "text")
        if row[STARRED]:
            painter.drawPixmap(QPoint(upper.left() + width + 4, upper.top() + 2), self._star)
        kind = [self._categories.get(row[CATEGORY], ""), row[CONTACT] if row[FIRM] else ""]
        self._text(painter, lower, " · ".join(part for part in kind if part), "small", "text3")

    def _paint_tags(self, painter: QPainter, row: Any, room: QRect) -> None:
        import json

        left = room.left()
        for name, colour in json.loads(row[TAGS] or "[]"):
            width = self._fonts["tag"][1].horizontalAdvance(name) + 33
            if left + width > room.right():
                self._text(painter, QRect(left, room.top(), room.right() - left, self._tall), "…", "body", "text3")
                return
            pill = QRectF(left + 0.5, room.center().y() - 11.5, width - 1, 23)
            painter.setPen(self._inks["line"])
            painter.setBrush(self._inks["surface"])
            painter.drawRoundedRect(pill, 12, 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(f"c{colour}"))
            painter.drawEllipse(QRectF(left + 9, room.center().y() - 4, 8, 8))
            self._text(painter, QRect(left + 24, room.top(), width - 30, self._tall), name, "tag", "text2")
            left += width + 6

    def _text(self, painter: QPainter, room: QRect, text: str, look: str, ink: str) -> int:
        found, measures = self._fonts[look]
        width = measures.horizontalAdvance(text)
        if width > room.width():
            text, width = measures.elidedText(text, CUT, room.width()), room.width()
        painter.setFont(found)
        painter.setPen(self._inks[ink])
        painter.drawText(room, LEFT, text)
        return width


def keys(window: MainWindow, db: Any) -> None:
    """One keystroke: the query, the rows into the list, and the paint, on one thread, as CPU time."""
    view = window.list_page.view
    hand = ByHand(view, dict(db.execute("SELECT id, label FROM choice WHERE list = 'category'").fetchall()))
    mine: list[float] = []
    theirs: list[float] = []
    painting: tuple[list[float], list[float]] = ([], [])

    def ours(text: str) -> None:
        rows = search.first_page(db, Query(text=text), TODAY)
        view.list_model.show(array("q", (row.id for row in rows)), rows)
        view.set_current_row(0)
        painting[0].append(cpu(view.viewport().repaint))

    def limit(text: str) -> None:
        hand.rows = plain_page(db, by_hand(text))
        painting[1].append(cpu(hand.repaint))

    hand.show()
    QTest.qWaitForWindowExposed(hand)
    for text in keystrokes(db, random.Random(7)):
        mine.append(cpu(lambda text=text: ours(text)))
        theirs.append(cpu(lambda text=text: limit(text)))
    hand.close()
    lines("a keystroke to the repainted list", Times(mine), Times(theirs), Reach(3, 25))
    lines("of which the painting", Times(painting[0]), Times(painting[1]), Reach(3))


class Paints(QObject):
    """Counts how often widgets are painted."""

    def __init__(self, widgets: dict[str, QWidget]) -> None:
        super().__init__()
        self._names = {widget: name for name, widget in widgets.items()}
        self.counts = dict.fromkeys(widgets, 0)
        for widget in widgets.values():
            widget.installEventFilter(self)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint:
            self.counts[self._names[widget]] += 1  # type: ignore[index]
        return False


class Turns:
    """Notes how much CPU time each turn of the event loop takes the window's thread: as long it is deaf."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._found: list[float] = []
        self._since = time.thread_time()
        QAbstractEventDispatcher.instance().awake.connect(self._turn)

    def _turn(self) -> None:
        now = time.thread_time()
        self._found.append(now - self._since)
        self._since = now

    def settle(self, pause: int = 150) -> None:
        """Let everything that is under way come to its end."""
        QTest.qWait(30)
        while self._program.jobs is not None and self._program.jobs.busy:
            QTest.qWait(5)
        QTest.qWait(pause)

    def longest(self, act: Callable[[], object], *, rest: int = 1200) -> float:
        """CPU seconds of the longest turn from `act` until nothing happens any more; `rest` ms of peace before it."""
        self.settle(rest)
        self._turn()
        self._found.clear()
        QTimer.singleShot(0, act)
        self.settle()
        return max(self._found)


def typing(program: Program, window: MainWindow, turns: Turns) -> None:
    """Typing into the box of the real window: what is painted how often, and the longest turn."""
    page = window.list_page
    paints = Paints({"list": page.view.viewport(), "titles": page.view.header.viewport(), "preview": page.preview})
    page.search_box.setFocus()
    found = [turns.longest(lambda text=text: page.search_box.setText(text), rest=0) for text in ("b", "br", "bra")]
    for name, count in paints.counts.items():
        line(f"paints of the {name} for 3 keystrokes", count, 0, Reach(), unit="")
    line("longest turn while typing", max(found) * 1000, 0, DEAF)
    page.search_box.setText("")


def deaf(program: Program, window: MainWindow, turns: Turns) -> None:
    """The longest turn of the window's thread in each of what one does; first times are the longest."""
    run, ids = window.actions_.run, list(window.list_page.view.list_model.ids[:9])

    def record() -> Any:
        return window.named("record")

    def close_dialogs() -> None:
        for widget in (*QApplication.topLevelWidgets(), *window.findChildren(Palette)):
            if widget is not window and widget.isVisible():
                widget.close()

    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("open a record, the first", lambda: window.open_record(ids[0])),
        ("open a record, the second", lambda: window.open_record(ids[1])),
        ("the tab Details, the first time", lambda: record().tabs.set_current("details")),
        ("edit, the first time", lambda: run("edit")),
        ("change a field", lambda: record().editor.set_value("note", f"Seen at {time.time()}")),
        ("save", lambda: run("save")),
        ("edit, the second time", lambda: run("edit")),
        ("cancel", lambda: run("cancel")),
        ("the tab Terms, the first time", lambda: record().tabs.set_current("terms")),
        ("back to the list", lambda: run("back")),
        ("open a record to edit it", lambda: window.open_record(ids[2], edit=True)),
        ("settings, the first time", lambda: run("settings")),
        ("import, the first time", lambda: window.show_named("import", paths=[])),
        ("find anything", lambda: run("palette")),
        ("new client", lambda: run("new_client")),
    )
    for name, act in acts:
        if name == "new client":
            close_dialogs()
            QTimer.singleShot(4000, close_dialogs)
        found = turns.longest(act)
        line(f"longest turn: {name}", found * 1000, 0, DEAF)
    close_dialogs()


def record(window: MainWindow, turns: Turns) -> None:
    """Opening a record: from the wish to the page shown, CPU of all threads."""
    numbers = list(window.list_page.view.list_model.ids[10:50])
    shown = []
    for place, number in enumerate(numbers):
        start = time.process_time()
        window.open_record(number)
        turns.settle(5)
        if place >= 5:
            shown.append(time.process_time() - start)
    found = Times(shown)
    line("opening a record, median", found.median * 1000, 0, Reach())
    line("opening a record, p95", found.p95 * 1000, 0, Reach())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--clients", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLIENTELE_HOME"] = folder
        path = Path(folder, "big.clientele")
        if given.book:
            shutil.copyfile(given.book, path)
        else:
            make_book(path, given.clients)
        program = Program(make_application(["speed"]))
        program.open(path)
        window = program.window
        assert isinstance(window, MainWindow)
        assert program.book is not None
        window.resize(1440, 900)
        turns = Turns(program)
        turns.settle(4000)
        heading(f"The window, {given.clients if not given.book else given.book.name}")
        deaf(program, window, turns)
        window.actions_.run("clients")
        typing(program, window, turns)
        record(window, turns)
        db = program.book.rows()
        window.actions_.run("clients")
        turns.settle()
        keys(window, db)
        db.close()
        program.end()


if __name__ == "__main__":
    main()

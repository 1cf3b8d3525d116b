"""The window on a big book: a keystroke to the repainted list, opening a record: `python -m tests.speed.window BOOK`.

The limit of a keystroke, in the same run: plain SQL and a hand-painted widget. All off-screen.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from array import array
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.clients import search
from app.clients.search import Query
from tests.speed.frame import Reach, Times, cpu, heading, line, lines
from tests.speed.list import COLUMNS, LIVE, TODAY, by_hand, keystrokes
from ui.start import Program, make_application
from ui.window import MainWindow


class ByHand(QWidget):
    """The same lines, painted by one widget without any model."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(860, 640)
        self.rows: list[Any] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for number, row in enumerate(self.rows[:15]):
            for place, text in enumerate((row[9], row[10], row[13], row[14], row[15], row[18])):
                painter.drawText(QRect(60 + place * 130, number * 44, 126, 44), 0x84, str(text))


def keys(window: MainWindow, db: Any) -> None:
    """One keystroke: the query, the model anew, and the paint, on one thread, as CPU time."""
    view, hand = window.list_page.view, ByHand()
    mine: list[float] = []
    theirs: list[float] = []

    def ours(text: str) -> None:
        rows = search.first_page(db, Query(text=text), TODAY)
        view.list_model.show(array("q", (row.id for row in rows)), rows)
        view.viewport().repaint()

    def limit(text: str) -> None:
        asked = by_hand(text)
        sql = (
            f"SELECT {COLUMNS} FROM client_grams CROSS JOIN client_row r ON r.rank = client_grams.rowid "
            f"WHERE client_grams MATCH ? AND {LIVE} ORDER BY client_grams.rowid LIMIT 200"
        )
        hand.rows = db.execute(sql, (asked.match,)).fetchall()
        hand.repaint()

    hand.show()
    for text in keystrokes(db, random.Random(7)):
        mine.append(cpu(lambda text=text: ours(text)))
        theirs.append(cpu(lambda text=text: limit(text)))
    lines("a keystroke to the repainted list", Times(mine), Times(theirs), Reach(3, 25))


def record(program: Program, window: MainWindow, db: Any) -> None:
    """Opening a record: from the wish to the page shown, CPU of all threads; and the longest the window was deaf."""
    numbers = list(window.list_page.view.list_model.ids[:40])

    def settle() -> None:
        QTest.qWait(5)
        while program.jobs is not None and program.jobs.busy:
            QTest.qWait(2)

    for number in numbers[:5]:
        window.open_record(number)
        settle()
    shown = []
    for number in numbers[5:]:
        start = time.process_time()
        window.open_record(number)
        settle()
        shown.append(time.process_time() - start)
    found = Times(shown)
    line("opening a record, median", found.median * 1000, 0, Reach())
    line("opening a record, p95", found.p95 * 1000, 0, Reach())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    book = parser.parse_args().book
    heading("The window")
    os.environ["CLIENTELE_HOME"] = tempfile.mkdtemp()
    program = Program(make_application(["speed"]))
    program.open(book)
    window = program.window
    assert isinstance(window, MainWindow)
    window.resize(1440, 900)
    QTest.qWait(3000)
    assert program.book is not None
    db = program.book.rows()
    keys(window, db)
    record(program, window, db)
    db.close()
    program.end()


if __name__ == "__main__":
    main()

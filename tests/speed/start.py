"""From the start of the process to the painted first rows of a book: `python -m tests.speed.start BOOK`.

The limit, in turns with ours: a process that shows an empty QMainWindow with a QTableView. CPU time of whole processes,
off-screen. Each ends by itself; one that does not is stopped after a minute.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.speed.frame import Reach, Times, heading, line

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60  # seconds
TIMES = 5

BARE = """
import os, time
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView(window))
window.resize(1440, 900)
window.show()
application.processEvents()
print(time.process_time(), flush=True)
os._exit(0)
"""

# As `python -m ui BOOK`, until the list has been painted with the rows of its first reading.
OURS = """
import os, sys, time
from pathlib import Path
from ui.__main__ import prepare
prepare()
from ui import start
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.view.list_model.rowCount() > 0:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.end)
        return False

    def end(self):
        print(time.process_time(), self.view.list_model.rowCount(), *sorted(sys.modules), flush=True)
        self.program.end()
        os._exit(0)

watch, opened = Watch(), start.Program.open

def open_and_watch(program, path):
    if not opened(program, path):
        os._exit(2)
    watch.program, watch.view = program, program.window.list_page.view
    watch.view.viewport().installEventFilter(watch)
    return True

start.Program.open = open_and_watch
start.run(["clientele", sys.argv[1]])
"""


def run(code: str, *arguments: str) -> list[str]:
    """The words that a process of its own says. Raises `subprocess.SubprocessError` when it fails or lasts."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT, env={**kept, "QT_QPA_PLATFORM": "offscreen", "CLIENTELE_HOME": home},
            capture_output=True, text=True, timeout=LONGEST, check=True,
        )  # fmt: skip
    return done.stdout.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    book = str(parser.parse_args().book.resolve())
    heading("The start")
    rows = run(OURS, book)[1]  # and the byte code is there from now on
    ours, bare = [], []
    for _ in range(TIMES):
        bare.append(float(run(BARE)[0]))
        ours.append(float(run(OURS, book)[0]))
    line(f"{rows} rows painted", Times(ours).median * 1000, Times(bare).median * 1000, Reach(1.5))


if __name__ == "__main__":
    main()

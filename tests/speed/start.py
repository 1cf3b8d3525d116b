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


def ours(book: str) -> list[str]:
    """What the program says of its start: CPU seconds, rows painted, modules imported."""
    return run("-m", "ui", "--first-paint", book)


def run(*arguments: str) -> list[str]:
    """The words that a process of its own says. Raises `subprocess.SubprocessError` when it fails or lasts."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env={**kept, "QT_QPA_PLATFORM": "offscreen", "CLIENTELE_HOME": home},
            capture_output=True, text=True, timeout=LONGEST, check=True,
        )  # fmt: skip
    return done.stdout.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    book = str(parser.parse_args().book.resolve())
    heading("The start")
    rows = ours(book)[1]  # and the byte code is there from now on
    mine, bare = [], []
    for _ in range(TIMES):
        bare.append(float(run("-c", BARE)[0]))
        mine.append(float(ours(book)[0]))
    line(f"{rows} rows painted", Times(mine).median * 1000, Times(bare).median * 1000, Reach(1.5))


if __name__ == "__main__":
    main()

"""PySide6 6.12.0 loses references to None on Python 3.11 and aborts after some thousand calls; ours must not."""

import subprocess
import sys

MANY_CALLS = """
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QLabel

class Empty(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 1
    def columnCount(self, parent=None):
        return 1
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None

application = QApplication([])
label, model = QLabel(), Empty()
for _ in range(20_000):
    label.setText("a")
    model.itemData(model.index(0, 0))
print("alive")
"""


def test_many_calls_survive() -> None:
    command = [sys.executable, "-c", MANY_CALLS]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "alive\n", done.stderr

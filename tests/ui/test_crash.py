"""When the program itself fails: a report on this computer that names nobody, and the program goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_WAYS = {
    "slot": "button = QPushButton(); button.clicked.connect(fail); QTimer.singleShot(0, button.click)",
    "override": "widget = Failing(); QTimer.singleShot(0, widget.show)",
    "thread": "import threading; threading.Thread(target=fail).start()",
}

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from ui import crash

def fail(*_):
    client = "Amélie Garnier"
    raise ValueError(f"no such client: {{client}}")

class Failing(QWidget):
    def showEvent(self, event):
        fail()

app = QApplication([])
crash.watch_faults()
told = []
crash.install(told.append)
{way}
QTimer.singleShot(300, app.quit)
app.exec()
crash.unwatch_faults()
print("still running", len(told))
"""


def _run(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"CLIENTELE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": "", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("way", ["slot", "override", "thread"])
def test_an_unexpected_error_leaves_a_report_without_names(way: str, tmp_path: Path) -> None:
    ended = _run(_PROGRAM.format(way=_WAYS[way]), tmp_path)
    assert "still running 1" in ended.stdout, ended.stderr
    (report,) = (tmp_path / "log").glob("crash *.txt")
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in fail" in text
    assert "Garnier" not in text


def test_a_crash_below_python_is_told_at_the_next_start(tmp_path: Path) -> None:
    program = "import faulthandler\nfrom ui import crash\ncrash.watch_faults()\nfaulthandler._sigsegv()"
    assert _run(program, tmp_path).returncode != 0
    again = _run("from ui import crash\nprint(crash.watch_faults())\ncrash.unwatch_faults()", tmp_path)
    assert "fault 20" in again.stdout
    last = _run("from ui import crash\nprint(crash.watch_faults())\ncrash.unwatch_faults()", tmp_path)
    assert last.stdout.strip() == "None"

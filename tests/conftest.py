"""What every test stands on: no screen, folders of its own, and no failure that stays unseen.

An exception in a slot, an overridden method or a thread, and any warning of Python or Qt, fails the test it happens
in: see [tool.pytest.ini_options], proved by tests/sweeps/test_guards.py.
"""

from __future__ import annotations

import os
import tempfile

# Before any import of Qt or of ours: both read them once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_SESSION_HOME = tempfile.TemporaryDirectory(prefix="clientele-tests-", ignore_cleanup_errors=True)
os.environ["CLIENTELE_HOME"] = _SESSION_HOME.name
os.environ["TZ"] = "Europe/Paris"

import time
from pathlib import Path

import features
import hypothesis
import pytest
from PySide6.QtCore import QLocale

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = ["pytester"]

# The same examples every time: a run that fails can be run again.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")


def pytest_configure() -> None:
    if hasattr(time, "tzset"):
        time.tzset()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = features.rows(features.TABLE.read_text(encoding="utf-8"))
    shown = sum(bool(tests) for _, tests in rows.values())
    terminalreporter.write_line(f"Features shown by a test: {shown} of {len(rows)}")


def pytest_unconfigure() -> None:
    _SESSION_HOME.cleanup()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and caches of this test alone."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("CLIENTELE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The specifications and corpora beside the checkout; tests that need them are skipped where they are absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder

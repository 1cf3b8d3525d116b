"""The Files tab of a record under test, some scans on a disk, and what is handed to the programs of the system."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent

from tests.journeys.test_list import Settle
from ui.activity.files_panel import FilesPanel
from ui.clients.tabs.files import FilesTab
from ui.window import MainWindow

THEATRE = 3


@pytest.fixture
def tab(window: MainWindow, settle: Settle) -> FilesTab:
    window.open_record(THEATRE, tab="files")
    settle()
    found = window.page().tab()
    assert isinstance(found, FilesTab)
    return found


@pytest.fixture
def scans(tmp_path: Path) -> list[Path]:
    """A contract and a photo on the disk."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "Contrat signé.pdf").write_bytes(b"%PDF-1.7 contract")
    (folder / "Cave.jpg").write_bytes(b"\xff\xd8 picture")
    return sorted(folder.iterdir())


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the programs of the system."""
    found: list[Path] = []
    show = lambda url: not found.append(Path(url.toLocalFile()))  # noqa: E731 - in place of the system
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(show))
    return found


def drop(tab: FilesPanel, paths: list[Path]) -> None:
    """Drag files over the tab and let them go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    tab.dragEnterEvent(QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    assert tab.sheet.isVisible()
    tab.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert not tab.sheet.isVisible()


def names(tab: FilesPanel) -> list[str]:
    return [tab.list.table.known(number).name for number in tab.list.table.ids]

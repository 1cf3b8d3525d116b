"""What comes with the program is named, and its licences can be read."""

from __future__ import annotations

from pathlib import Path

import licences
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from ui.company.about import PARTS, AboutText, LicenceDialog
from ui.widgets.labels import LinkLabel


def test_every_package_is_named() -> None:
    named = {folder for part in PARTS for folder in part.folders}
    assert set(licences.packages()) - set(licences.QT) <= named


def test_what_is_named_is_what_has_a_text(tmp_path: Path) -> None:
    licences.collect(tmp_path)
    told = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert {folder for part in PARTS for folder in part.folders} == told - {"clientele"}


def test_a_licence_is_read_by_clicking_it(qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "qt"
    folder.mkdir()
    (folder / "LGPL-3.0.txt").write_text("Lesser General Public License", encoding="utf-8")
    page = AboutText(tmp_path)
    qtbot.addWidget(page)
    page.show()
    (link,) = page.findChildren(LinkLabel)
    assert link.text() == "LGPL-3.0"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(LicenceDialog)
    assert "Lesser General Public License" in dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.accept()


def test_without_the_texts_the_licences_are_only_named(qtbot, tmp_path: Path) -> None:
    page = AboutText(tmp_path)
    qtbot.addWidget(page)
    assert not page.findChildren(LinkLabel)

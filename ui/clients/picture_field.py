"""Choosing a picture: from a file, cleaned off the window's thread, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import FileRefused
from ui.company.logo_field import clean_picture
from ui.text import tr
from ui.widgets.dialogs import open_file

if TYPE_CHECKING:
    from ui.shell import Shell

FILES = "*.png *.jpg *.jpeg *.gif *.webp *.bmp"


def choose_picture(parent: QWidget) -> Path | None:
    """Ask for a picture file."""
    return open_file(parent, tr("Choose a picture"), [(tr("Pictures"), FILES)])


def read_picture(
    shell: Shell, owner: QObject, path: Path, then: Callable[[bytes], object], *, logo: bool = False
) -> None:
    """Clean the picture of a file and hand it to `then`; what is no picture is explained."""

    def work(_session: object) -> bytes | FileRefused:
        try:
            return clean_picture(path, logo=logo)
        except FileRefused as refused:
            return refused

    def done(found: bytes | FileRefused) -> None:
        if isinstance(found, FileRefused):
            shell.explain(found)
        else:
            then(found)

    shell.jobs.read(owner, work, done)

"""Hands that answer the system's dialog for printing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QSpinBox

from tests.ui.record_desk import in_dialog


def print_to(path: Path) -> list[int]:
    """Print into this file what is asked for next; the list then holds how many copies were offered."""
    copies: list[int] = []

    def answer(dialog: Any) -> None:
        copies.append(dialog.findChild(QSpinBox, "copies").value())
        dialog.findChild(QLineEdit, "filename").setText(str(path))
        dialog.accept()

    in_dialog(answer)
    return copies

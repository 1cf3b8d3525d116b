"""The way to the labels window: what it needs is read in a lane first, so that it opens at once and whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.shell import Shell
from ui.text import translator


def open_labels(shell: Shell, parent: QWidget, client_ids: Sequence[int], *, search: str = "") -> None:
    """Labels for these clients, in this order; for none, of the shop's own address. `search` is how they were found."""
    shell.jobs.read(parent, _read, partial(_open, shell, parent, list(client_ids), search), key="labels")


def _read(session: Any) -> Any:
    import_module("app.documents.label_orders")  # slow at its first import, as are the names of countries
    translator().country_name("FR")
    return import_module("ui.mailings.labels_drawing").read_sheets(session)


def _open(shell: Shell, parent: QWidget, client_ids: list[int], search: str, known: Any) -> None:
    from ui.mailings.labels_dialog import LabelsDialog

    LabelsDialog(shell, parent, client_ids, known, search=search).open()

"""The way to the envelopes window: what it needs is read in a lane first, so that it opens at once and whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.shell import Shell
from ui.text import tr


def open_envelopes(shell: Shell, parent: QWidget, client_ids: Sequence[int], *, search: str = "") -> None:
    """Envelopes for these clients, in this order; `search` is how they were found."""
    if not client_ids:
        shell.toast(tr("Choose a client first: click their line in the list."))
        return
    then = partial(_open, shell, parent, list(client_ids), search)
    shell.jobs.read(parent, _read, then, key="envelopes")


def _read(session: Any) -> Any:
    import_module("app.documents.envelope_orders")  # slow at its first import
    return import_module("app.mailings.own_envelopes").listed(session)


def _open(shell: Shell, parent: QWidget, client_ids: list[int], search: str, own: Any) -> None:
    from ui.mailings.envelopes_dialog import EnvelopesDialog

    EnvelopesDialog(shell, parent, client_ids, own, search=search).open()

"""The account of the client whose record is open: read once for header, cards and tab, and again when money moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.accounts.overview import ClientAccount, read_account

if TYPE_CHECKING:
    from app.store.history import Changes
    from ui.shell import Shell

TABLES = ("entry", "allocation", "payment", "paper")


class AccountReader(QObject):
    """`arrived`: `account` is that of the client asked for last; it is None until then."""

    arrived = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._client_id = 0
        self.account: ClientAccount | None = None
        shell.jobs.changed.connect(self._on_changes)

    def load(self, client_id: int) -> None:
        """Read this client's account in the background."""
        if client_id != self._client_id:
            self._client_id, self.account = client_id, None
        today = self._shell.today()

        def work(db: Any) -> ClientAccount:
            return read_account(db, client_id, today)

        self._shell.jobs.rows(self, work, self._take, key="account")

    def _take(self, found: ClientAccount) -> None:
        if found.client_id == self._client_id:
            self.account = found
            self.arrived.emit()

    def _on_changes(self, changes: Changes) -> None:
        if self._client_id and (changes.everything or changes.touches(*TABLES)):
            self.load(self._client_id)

"""What every page is given: the lanes, the settings, the commands, facts of the shop, and the ways to other pages.

The window fills in the functions; pages call them and know nothing of each other.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.company.facts import ShopFacts
from app.errors import AppError, ReadOnlyBook
from app.settings import Settings
from ui.jobs import Jobs

if TYPE_CHECKING:
    from ui.actions import Actions


class OpenRecord(Protocol):
    """Open the record of a client; `ids` is the list it was opened from, for previous and next."""

    def __call__(
        self, client_id: int, *, ids: array[int] | None = None, edit: bool = False, tab: str = "", field: str = ""
    ) -> None: ...


def _nothing(*values: Any, **named: Any) -> None:
    return None


@dataclass
class Shell:
    """One open book as its pages see it."""

    jobs: Jobs
    settings: Settings
    actions: Actions
    shop: ShopFacts = field(default_factory=ShopFacts)
    open_record: OpenRecord = _nothing
    show_clients: Callable[..., None] = _nothing
    show_page: Callable[..., None] = _nothing
    choose_client: Callable[[int], None] = _nothing
    new_client: Callable[..., None] = _nothing
    new_product: Callable[..., None] = _nothing
    record_payment: Callable[..., None] = _nothing
    import_files: Callable[[list[Path]], None] = _nothing
    export_clients: Callable[..., None] = _nothing
    ticked_clients: Callable[[], list[int]] = list
    saved_searches: Callable[[], list[tuple[str, Any]]] = list
    client_picker: Callable[[], Any] = _nothing
    back: Callable[[], None] = _nothing
    back_title: Callable[[], str] = str
    show_pdf: Callable[..., None] = _nothing
    toast: Callable[..., None] = _nothing
    explain: Callable[[AppError], None] = _nothing

    def may_write(self) -> bool:
        """Whether the file can be changed; says why not."""
        if self.jobs.book.read_only:
            self.explain(ReadOnlyBook())
        return not self.jobs.book.read_only

    @staticmethod
    def today() -> date:
        """The day as this computer's clock has it."""
        return date.today()

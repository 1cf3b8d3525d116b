"""What the tests of imports share: cards, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

from app.clients import records
from app.clients.model import Client, Tag
from app.exchange import importing
from app.progress import Progress
from app.store.book import Book

Save = Callable[..., int]
Import = Callable[..., importing.Report]


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def everyone(book: Book) -> list[Client]:
    """Every client, whole, in the order in which they came."""
    with book.read() as session:
        rows = session.connection().exec_driver_sql("SELECT id FROM client ORDER BY id").fetchall()
        return [records.draft(session, number) for (number,) in rows]


def only(book: Book) -> Client:
    (client,) = everyone(book)
    return client


def tags_of(book: Book, client: Client) -> list[str]:
    with book.read() as session:
        return [session.get_one(Tag, tag.tag_id).name for tag in client.tags]


class StopsAt(Progress):
    """Cancels at the n-th look at the button."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def check(self) -> None:
        self.left -= 1
        self.cancelled = self.left <= 0
        super().check()

"""The message of a statement, the name of its file, and whether it agrees with what the book keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.accounts import ledger
from app.accounts.stating import Period
from app.documents import agreement, messages
from app.documents.file_names import file_name
from app.documents.statements import Choices, gather
from app.store.base import driver
from app.store.book import Book
from tests.app.documents.made import BLOCK, HEAD, STATEMENT, words

EN = words("en")
TODAY = date(2026, 11, 12)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_friendly_text_says_what_is_late_in_each_currency() -> None:
    swiss = replace(BLOCK, currency="CHF", overdue=Decimal(70), due=Decimal(70))
    two = replace(STATEMENT, blocks=(BLOCK, swiss))
    head = replace(HEAD, phone="03 53 01 10 10")
    said = plain(messages.message(messages.FRIENDLY, "", two, head, EN))
    assert "488,40 €, 70,00 CHF is overdue" in said
    assert said.endswith("Any question? Please call 03 53 01 10 10.")


def test_nothing_late_or_nothing_due_is_said_otherwise_or_not_at_all() -> None:
    due = replace(STATEMENT, blocks=(replace(BLOCK, overdue=Decimal(0)),))
    assert "balance of 488,40" in plain(messages.message(messages.FRIENDLY, "", due, HEAD, EN))
    credit = replace(STATEMENT, blocks=(replace(BLOCK, overdue=Decimal(0), due=Decimal(-5)),))
    assert messages.message(messages.FRIENDLY, "", credit, HEAD, EN) == ""
    assert messages.message(messages.NONE, "kept", due, HEAD, EN) == ""


def test_own_words_fill_their_places_and_keep_other_braces() -> None:
    said = messages.message(messages.OWN, "{overdue} {} {x:>9999999} {0.__class__}", STATEMENT, HEAD, EN)
    assert plain(said) == "488,40 € {} {x:>9999999} {0.__class__}"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("FA-2026-0419", "Brasserie du Théâtre"), "FA-2026-0419 Brasserie du Theatre.pdf"),
        (("", "L’Œuvre / noir: <a>"), "L Oeuvre - noir- a.pdf"),
        (("..", "  "), "Clientele.pdf"),
        (("N" * 200,), "N" * 90 + ".pdf"),
    ],
)
def test_the_name_of_a_file_suits_every_disk(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name


def test_a_figure_that_drifted_is_noticed(book: Book, save: Callable[..., int]) -> None:
    client = save(company_name="Brasserie")
    posting = ledger.Posting(
        client, 1, "EUR", "invoice", "F1", date(2026, 9, 1), Decimal(100), due_on=date(2026, 10, 1)
    )
    later = replace(posting, number="F2", dated_on=date(2026, 11, 20), due_on=date(2026, 12, 20))
    with book.write("post", kind="final") as writing:
        ledger.post(writing.session, posting)

    def figures(on: date) -> agreement.Figures:
        with book.read() as session:
            one = next(gather(session, [client], Period("activity", on), Choices()))
            (found,) = agreement.compare(session, one[0], TODAY)
            return found

    assert figures(TODAY).agrees
    assert figures(TODAY).stored_overdue == 100
    with book.write("post", kind="final") as writing:
        ledger.post(writing.session, later)
    assert figures(TODAY).agrees, "what is dated later counts on neither side"
    with book.write("drift", kind="final") as writing:
        driver(writing.session).execute("UPDATE client_figure SET balance = balance + 10000")
    assert not figures(TODAY).agrees
    assert figures(TODAY).stored_balance - figures(TODAY).balance == 1

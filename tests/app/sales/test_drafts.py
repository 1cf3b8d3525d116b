"""A paper kept outside the file: as text and back, judged before it is believed, and taken up again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clients.drafts import plain
from app.errors import NotFound
from app.sales import drafts, records
from app.sales.drafts import Kept
from app.sales.model import Paper
from tests.app.sales.conftest import TODAY, Desk, line


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Copies lie in the person's own folder."""


def a_draft(desk: Desk) -> Paper:
    with desk.book.read() as session:
        paper = records.blank(session, "invoice", desk.client_id, TODAY)
    paper.lines = [line(quantity="2.5", price="0.0001", cost=Decimal("-0.1")), line("Fixin", tax_percent=Decimal(5))]
    paper.payment_term_id = None
    paper.due_on, paper.message, paper.deposit = date(2027, 2, 28), "Ligne 1\nŒuf “à la coque” \u2028", True
    return paper


def kept(desk: Desk) -> list[Kept]:
    with contextlib.closing(desk.book.rows()) as db:
        return drafts.kept(db, desk.book.path)


def keep(desk: Desk, paper: Paper) -> None:
    drafts.place(desk.book.path).write(drafts.to_json(paper))


def take_up(desk: Desk, paper: Paper) -> Any:
    with desk.book.read() as session:
        return drafts.take_up(session, paper=paper, today=TODAY)


def test_through_text_and_back_nothing_is_lost(desk: Desk) -> None:
    for paper in (a_draft(desk), desk.load(desk.paper("quote", line(quantity="3"), valid_until=date(2027, 1, 1)))):
        assert plain(drafts.from_json(drafts.to_json(paper))) == plain(paper)


@pytest.mark.parametrize("text", ["", "null", "[]", "12", "{}", '{"lines": 3}', "[" * 100_000])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which words it has is nobody's business
        drafts.from_json(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "poem"), ("state", "issued"), ("bill_to_id", "1"), ("bill_to_id", None), ("dated_on", "2026-11-22"),
        ("discount_percent", {"decimal": "NaN"}), ("discount_percent", {"decimal": "many"}), ("discount_percent", 5),
        ("deposit", "yes"), ("due_on", {"date": "2026-02-30"}), ("lines", {"a": 1}), ("lines", [None]), ("message", 12),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(desk: Desk, name: str, value: Any) -> None:
    content = json.loads(drafts.to_json(a_draft(desk)))
    assert name in content
    with pytest.raises(ValueError):  # noqa: PT011
        drafts.from_json(json.dumps(content | {name: value}))


def test_each_draft_has_a_copy_of_its_own_and_each_book_too(desk: Desk) -> None:
    keep(desk, a_draft(desk))
    keep(desk, a_draft(desk))
    drafts.place(desk.book.path.with_name("other.clientele")).write("{}")
    assert [each.fate for each in kept(desk)] == ["new", "new"]


def test_what_became_of_the_paper_meanwhile(desk: Desk) -> None:
    numbers = [desk.paper("invoice") for _ in range(3)]
    for number in numbers:
        keep(desk, desk.load(number))
    issued = desk.issue(numbers[1])
    desk.act(records.delete, numbers[2])
    found = {each.paper.id: each for each in kept(desk) if each.paper}
    assert [found[number].fate for number in numbers] == ["draft", "issued", "deleted"]
    assert found[numbers[1]].number == issued.number
    assert len(kept(desk)) == 3


def test_a_new_paper_that_was_saved_after_all_is_no_news(desk: Desk) -> None:
    paper = a_draft(desk)
    keep(desk, paper)
    desk.act(records.save, paper, TODAY)
    assert kept(desk) == []
    assert list((drafts.place(desk.book.path).path.parent).glob("paper-*")) == []


def test_a_copy_cut_short_is_told_apart(desk: Desk) -> None:
    drafts.place(desk.book.path).write(drafts.to_json(a_draft(desk))[:-40])
    drafts.place(desk.book.path).path.write_bytes(b"\xff\xfe\x00")
    assert [(each.fate, each.paper) for each in kept(desk)] == [("broken", None)] * 2


def test_taken_up_and_saved_it_is_what_was_typed(desk: Desk) -> None:
    paper = a_draft(desk)
    paper.lines[0].price = Decimal("14.50")
    found, base = take_up(desk, paper)
    assert base["bill_to_id"] == 0
    number = desk.act(records.save, found.draft, TODAY)
    stored = desk.load(number)
    assert (stored.uid, stored.message, stored.due_on) == (paper.uid, paper.message, date(2027, 2, 28))
    assert [(each.name, each.quantity, each.price) for each in stored.lines] == [
        ("Marsannay", Decimal("2.5"), Decimal("14.50")), ("Fixin", Decimal(1), Decimal(10)),
    ]  # fmt: skip


def test_changes_to_a_stored_draft_are_measured_against_the_file(desk: Desk) -> None:
    number = desk.paper("order")
    mine = desk.load(number)
    mine.message = "Back door"
    theirs = desk.load(number)
    theirs.own_note = "Call first"
    desk.act(records.save, theirs, TODAY)
    found, base = take_up(desk, mine)
    assert (found.draft.message, base["message"], base["own_note"]) == ("Back door", "", "Call first")
    assert found.draft.version == base["version"] - 1
    desk.act(records.delete, number)
    with pytest.raises(NotFound):
        take_up(desk, mine)


def test_what_has_gone_from_the_file_is_let_go(desk: Desk, save: Callable[..., int]) -> None:
    paper = a_draft(desk)
    paper.bill_to_id, paper.ship_to_id = 4711, 4712
    paper.lines[0].product_id, paper.lines[0].source_id = 4713, 4714
    found, _base = take_up(desk, paper)
    assert (found.draft.bill_to_id, found.draft.ship_to_id, found.buyer) == (0, None, None)
    assert (found.draft.lines[0].product_id, found.draft.lines[0].source_id) == (None, None)
    assert found.draft.client_name == "Brasserie du Théâtre"

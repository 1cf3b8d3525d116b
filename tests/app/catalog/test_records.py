"""Products: kept whole, refused at the field, never deleted under a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from app.catalog import records
from app.catalog.model import Product
from app.catalog.rules import next_code
from app.company import lists
from app.errors import Conflict, Invalid, NotFound, Refused
from app.store import undo
from app.store.book import Book

D = Decimal
Keep = Callable[..., int]


def draft(book: Book, product_id: int) -> Product:
    with book.read() as session:
        return records.draft(session, product_id)


def store(book: Book, edited: Product) -> int:
    with book.write("Edit") as writing:
        return records.save(writing.session, edited)


@pytest.fixture
def keep(book: Book) -> Keep:
    def _keep(**values: object) -> int:
        return store(book, Product(**{"name": "Gamay", **values}))

    return _keep


@pytest.fixture
def tied() -> Iterator[set[int]]:
    """The products that a paper holds, as a subject above would say."""
    held: set[int] = set()

    def tie(session: object, product_id: int) -> bool:
        return product_id in held

    records.ties.append(tie)
    yield held
    records.ties.remove(tie)


def test_a_product_comes_back_as_it_was_saved(book: Book, keep: Keep) -> None:
    with book.write("Family") as writing:
        family = lists.add(writing.session, records.FAMILIES, "Wines")
    number = keep(
        code=" GAM-750 ", name="Gamay  de Touraine", family_id=family, unit="bottle", container="75 cl",
        price=D("8.5"), with_tax=True, cost=D("3.1234"), kind="goods", description="Red\nlight",
    )  # fmt: skip
    found = draft(book, number)
    assert (found.code, found.name, found.container) == ("GAM-750", "Gamay de Touraine", "75 cl")
    assert (found.price, found.with_tax, found.cost) == (D("8.50"), True, D("3.1234"))
    assert (found.family_id, found.description, found.active, found.version) == (family, "Red\nlight", True, 1)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"code": "x" * 41}, "code"),
        ({"price": D("-1")}, "price"),
        ({"price": D("10000000001")}, "price"),
        ({"price": D("NaN")}, "price"),
        ({"price": D("0.00001")}, "price"),
        ({"cost": D("-0.01")}, "cost"),
        ({"kind": "thing"}, "kind"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(keep: Keep, values: dict[str, object], path: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep(**values)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_a_code_is_given_once_and_none_often(book: Book, keep: Keep) -> None:
    keep(code="GAM")
    keep()
    keep()
    with pytest.raises(Invalid) as refused:
        keep(code=" GAM ")
    assert refused.value.problems[0].path == "code"


def test_an_older_draft_does_not_overwrite_a_newer_one(book: Book, keep: Keep) -> None:
    number = keep(price=D(5))
    first, second = draft(book, number), draft(book, number)
    first.price = D(6)
    store(book, first)
    second.price = D(7)
    with pytest.raises(Conflict):
        store(book, second)
    assert draft(book, number).price == D(6)


def test_a_change_is_one_step_that_can_be_taken_back(book: Book, keep: Keep) -> None:
    number = keep(name="Gamay", price=D(5))
    edited = draft(book, number)
    edited.name = "Gamay 2026"
    store(book, edited)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert draft(book, number).name == "Gamay"


def test_a_copy_is_a_new_product_with_the_next_code(book: Book, keep: Keep) -> None:
    number = keep(code="VIN-009", price=D(5), container="75 cl")
    keep(code="VIN-010")
    with book.read() as session:
        copied = records.copy(session, number)
    assert (copied.code, copied.price, copied.container, copied.id) == ("VIN-011", D(5), "75 cl", None)
    other = draft(book, store(book, copied))
    assert other.uid != draft(book, number).uid


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("", "P0001"),
        ("P0001", "P0002"),
        ("VIN-009", "VIN-010"),
        ("A99B", "A100B"),
        ("GAMAY", "P0001"),
        ("75CL-9", "75CL-10"),
    ],
)
def test_the_next_code_counts_the_last_number(code: str, following: str) -> None:
    assert next_code(code) == following


def test_the_next_code_passes_over_those_that_are_taken(book: Book, keep: Keep) -> None:
    with book.read() as session:
        assert records.next_code(session) == "P0001"
    for code in ("P0002", "P0003", "P0001"):
        keep(code=code)
    with book.read() as session:
        assert records.next_code(session) == "P0004"


def test_a_product_on_papers_is_switched_off_and_not_deleted(book: Book, keep: Keep, tied: set[int]) -> None:
    free, held = keep(name="Free"), keep(name="Held")
    tied.add(held)
    with pytest.raises(Refused, match="Held"), book.write("Delete") as writing:
        records.delete(writing.session, [free, held])
    draft(book, free)  # still there
    with book.write("Switch off") as writing:
        records.switch(writing.session, [held], on=False)
    assert not draft(book, held).active
    with book.write("Delete") as writing:
        records.delete(writing.session, [free])
    with pytest.raises(NotFound):
        draft(book, free)

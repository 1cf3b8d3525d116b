"""Which label takes which client: a used sheet, copies, rows and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.mailings.label_run import Copies, Run, before
from app.mailings.sheets import shipped

SHEET = shipped()["avery-l7160"]  # 21 labels in 3 columns


def test_the_first_free_label_is_of_the_first_sheet_alone() -> None:
    run = Run(SHEET, 40, before(SHEET, 4))
    assert run.places(0) == tuple(range(4, 21))
    assert run.places(1) == tuple(range(21))
    assert (run.pages, run.places(2)) == (3, (0, 1))


def test_labels_used_here_and_there_are_left_out() -> None:
    run = Run(SHEET, 3, frozenset((0, 2, 4)))
    assert run.places(0) == (1, 3, 5)
    assert run.used_after == frozenset(range(6))
    assert run.left == 15


def test_column_by_column() -> None:
    assert before(SHEET, 1, by_column=True) == frozenset((0, 3, 6, 9, 12, 15, 18))
    run = Run(SHEET, 3, before(SHEET, 1, by_column=True), by_column=True)
    assert run.places(0) == (1, 4, 7)


def test_a_sheet_that_is_full_is_followed_by_a_new_one() -> None:
    run = Run(SHEET, 17, before(SHEET, 4))
    assert (run.pages, run.used_after, run.left) == (1, frozenset(), 0)
    assert Run(SHEET, 2, frozenset(range(21))).places(0) == (0, 1)


def test_nothing_needs_no_sheet() -> None:
    run = Run(SHEET, 0, frozenset((0, 1)))
    assert (run.pages, run.used_after) == (0, frozenset((0, 1)))


@given(st.integers(0, 200), st.frozensets(st.integers(0, 20)), st.booleans())
def test_every_label_is_printed_once_on_a_free_place(count: int, used: frozenset[int], by_column: bool) -> None:
    run = Run(SHEET, count, used, by_column)
    printed = [(page, label, place) for page in range(run.pages) for label, place in run.on_page(page)]
    assert [label for _page, label, _place in printed] == list(range(count))
    assert len({(page, place) for page, _label, place in printed}) == count
    taken = used if len(used) < 21 else frozenset()
    assert not {place for page, _label, place in printed if not page} & taken
    assert all(run.places(page) for page in range(run.pages))


def test_copies_stand_together_or_one_list_after_the_other() -> None:
    assert list(Copies(2).order(3)) == [0, 0, 1, 1, 2, 2]
    assert list(Copies(2, collated=True).order(3)) == [0, 1, 2, 0, 1, 2]

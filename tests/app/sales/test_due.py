"""Days and amounts to pay: a table of cases, and what is out of bounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.sales.due import LATEST, Term, check, check_term, dues

D = Decimal

CASES = [
    (date(2026, 11, 12), Term(), ["2026-11-12"]),
    (date(2026, 11, 12), Term(30), ["2026-12-12"]),
    (date(2026, 11, 12), Term(30, end_of_month=True), ["2026-12-31"]),
    (date(2026, 11, 12), Term(45, end_of_month=True), ["2026-12-31"]),
    (date(2026, 11, 12), Term(0, end_of_month=True, days_after=45), ["2027-01-14"]),
    (date(2026, 11, 12), Term(30, end_of_month=True, days_after=10), ["2027-01-10"]),
    (date(2026, 1, 31), Term(30), ["2026-03-02"]),
    (date(2024, 1, 31), Term(30), ["2024-03-01"]),
    (date(2024, 2, 29), Term(365), ["2025-02-28"]),
    (date(2024, 1, 30), Term(30, end_of_month=True), ["2024-02-29"]),
    (date(2100, 1, 30), Term(29, end_of_month=True), ["2100-02-28"]),
    (date(2026, 1, 31), Term(instalments=4), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
    (date(2024, 1, 31), Term(instalments=2), ["2024-01-31", "2024-02-29"]),
    (date(2026, 10, 15), Term(30, instalments=3), ["2026-11-14", "2026-12-14", "2027-01-14"]),
    (date(2026, 12, 31), Term(0, end_of_month=True, instalments=3), ["2026-12-31", "2027-01-31", "2027-02-28"]),
    (date(2026, 11, 1), Term(0, end_of_month=True, days_after=10, instalments=2), ["2026-12-10", "2027-01-10"]),
    (date(2199, 12, 31), Term(), ["2199-12-31"]),
    (date(1900, 1, 1), Term(), ["1900-01-01"]),
]


@pytest.mark.parametrize(("dated_on", "term", "days"), CASES)
def test_the_days_of_a_term(dated_on: date, term: Term, days: list[str]) -> None:
    assert [due.due_on.isoformat() for due in dues(dated_on, term, D("100.00"), 2)] == days


@pytest.mark.parametrize(
    ("gross", "digits", "count", "parts"),
    [
        ("100.00", 2, 3, ["33.33", "33.33", "33.34"]),
        ("100", 0, 3, ["33", "33", "34"]),
        ("10.000", 3, 3, ["3.333", "3.333", "3.334"]),
        ("-100.00", 2, 3, ["-33.33", "-33.33", "-33.34"]),
        ("0.02", 2, 3, ["0.02"]),
        ("0.00", 2, 3, ["0.00"]),
        ("1284.60", 2, 1, ["1284.60"]),
    ],
)
def test_the_parts_are_equal_and_the_rest_is_on_the_last(gross: str, digits: int, count: int, parts: list[str]) -> None:
    found = dues(date(2026, 1, 15), Term(instalments=count), D(gross), digits)
    assert [due.amount for due in found] == [D(part) for part in parts]


@given(
    st.dates(date(1900, 1, 1), date(2170, 1, 1)),
    st.builds(Term, st.integers(0, 3660), st.booleans(), st.integers(0, 366), st.integers(1, 60)),
    st.decimals(0, 10**9, places=2),
)
def test_parts_add_up_and_their_days_never_go_back(dated_on: date, term: Term, gross: Decimal) -> None:
    found = dues(dated_on, term, gross, 2)
    days = [dated_on, *(due.due_on for due in found)]
    assert sum(due.amount for due in found) == gross
    assert days == sorted(days)


def test_dates_out_of_bounds_are_refused_at_their_field() -> None:
    assert [problem.path for problem in check(date(1899, 12, 31))] == ["dated_on"]
    assert [problem.path for problem in check(date(2200, 1, 1), [date(2200, 2, 1)])] == ["dated_on", "due_on"]
    assert [problem.path for problem in check(date(2026, 11, 12), [date(2026, 11, 11)])] == ["due_on"]
    assert check(date(2026, 11, 12), [date(2026, 11, 12)]) == []


@pytest.mark.parametrize(
    ("dated_on", "term"),
    [
        (date(1899, 12, 31), Term()),
        (LATEST, Term(1)),
        (LATEST, Term(3660, end_of_month=True, days_after=3660, instalments=60)),
        (date(9999, 12, 31), Term(30)),
        (date(2026, 1, 1), Term(-1)),
        (date(2026, 1, 1), Term(10**9)),
        (date(2026, 1, 1), Term(instalments=0)),
    ],
)
def test_a_term_that_leads_nowhere_is_refused(dated_on: date, term: Term) -> None:
    with pytest.raises(Invalid):
        dues(dated_on, term, D(100), 2)


def test_a_term_names_what_is_wrong_with_it() -> None:
    assert [problem.path for problem in check_term(Term(-1, False, 99_999, 61))] == [
        "days",
        "days_after",
        "instalments",
    ]

"""Dates as typed, and birthdays that may lack their year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.dates import Birthday, Order, order_of, parse_birthday, parse_date

TODAY = date(2026, 11, 21)
days = st.dates(date(1800, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "31/12/2026", "31.12.26", "31-12-2026", "31 12 2026", "2026-12-31", "2026/12/31", "31122026", "20261231",
        "31 déc 2026", "31 déc. 2026", "31 décembre 2026", "31 dec 2026", "31st December 2026", "Dec 31, 2026",
        "2026-12-31T10:00:00Z", "31/12/2026 14:30", " 31 / 12 / 2026 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_date(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "31/02/2026", "29/02/2025", "12/31/2026", "5 mars", "3 jui 2026", "1/2/123", "0000-01-01", "9" * 99],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse_date(typed) is None


def test_the_habit_of_the_country_decides_between_day_and_month() -> None:
    assert parse_date("02/03/2026", "dmy") == date(2026, 3, 2)
    assert parse_date("02/03/2026", "mdy") == date(2026, 2, 3)
    assert parse_date("26-03-02", "ymd") == date(2026, 3, 2)
    assert (order_of("FR"), order_of("US"), order_of("CA")) == ("dmy", "mdy", "ymd")


def test_short_years_are_of_our_time() -> None:
    assert parse_date("01/01/69") == date(2069, 1, 1)
    assert parse_date("01/01/70") == date(1970, 1, 1)


@pytest.mark.parametrize(
    "month", ["janvier", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"]
)
def test_french_months_may_be_abbreviated(month: str) -> None:
    assert parse_date(f"1er {month} 2026") is not None


@given(days, st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("ymd", "%Y/%m/%d"), ("dmy", "%d %B %Y")]))
def test_a_written_day_is_read_back(day: date, habit: tuple[Order, str]) -> None:
    order, form = habit
    assert parse_date(day.strftime(form), order) == day
    assert parse_date(day.isoformat(), order) == day


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("23/05/1980", "1980-05-23"),
        ("23/05/80", "1980-05-23"),
        ("23/12/26", "1926-12-23"),
        ("23/05/26", "2026-05-23"),
        ("23/05", "--05-23"),
        ("23 mai", "--05-23"),
        ("May 23", "--05-23"),
        ("--05-23", "--05-23"),
        ("--0523", "--05-23"),
        ("19800523", "1980-05-23"),
        ("29/02", "--02-29"),
    ],
)
def test_a_birthday_may_lack_its_year(typed: str, text: str) -> None:
    found = parse_birthday(typed, TODAY)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("typed", ["29/02/2023", "--02-30", "22/11/2026", "2030-01-01", "soon", ""])
def test_a_birthday_that_cannot_be_is_refused(typed: str) -> None:
    assert parse_birthday(typed, TODAY) is None


@given(days, st.booleans())
def test_birthdays_are_stored_and_read_back(day: date, with_year: bool) -> None:
    birthday = Birthday(day.day, day.month, day.year if with_year else None)
    assert Birthday.from_text(birthday.text) == birthday
    assert birthday.full == (day if with_year else None)


def test_who_was_born_on_leap_day_has_a_birthday_every_year() -> None:
    born = Birthday(29, 2)
    assert born.in_year(2024) == date(2024, 2, 29)
    assert born.in_year(2025) == date(2025, 2, 28)


@pytest.mark.parametrize("text", ["", "1980-5-23", "--13-01", "1980-02-30", "05-23"])
def test_a_damaged_stored_birthday_is_none(text: str) -> None:
    assert Birthday.from_text(text) is None

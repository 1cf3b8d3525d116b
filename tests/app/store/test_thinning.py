"""Which backups are kept: by days of use, so that a wrong clock or a long pause loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.store import thinning

NOW = datetime(2026, 11, 12, 8, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    path: Path
    made_at: datetime
    change: int = 1
    schema: int = 1
    clients: int = 100


def every(hours: int, days: int) -> Iterator[Made]:
    for number in range(days * 24 // hours):
        moment = NOW - timedelta(hours=hours * number)
        yield Made(Path(f"{moment:%Y-%m-%d %H}"), moment, change=10_000 - number)


def left(backups: list[Made], now: datetime = NOW) -> list[Made]:
    gone = set(thinning.superfluous(backups, now))
    return [one for one in backups if one not in gone]


def days(backups: list[Made]) -> list[int]:
    return [(NOW.date() - one.made_at.astimezone().date()).days for one in backups]


def test_today_and_yesterday_are_kept_whole_then_one_a_day_week_month_and_year() -> None:
    kept = left(list(every(3, 1200)))
    assert days(kept).count(0) == 4
    assert days(kept).count(1) == 8
    later = [day for day in days(kept) if day > 1]
    assert later[:12] == list(range(2, 14))
    assert len(later) == len(set(later))
    assert max(later) > 700, "there is one of two years ago"
    assert len(kept) < 100


def test_thinning_twice_changes_nothing() -> None:
    once = left(list(every(6, 800)))
    assert left(once) == once


def test_the_newest_is_kept_however_old_it_is() -> None:
    old = [Made(Path(str(number)), NOW - timedelta(days=900 + number)) for number in range(3)]
    assert left(old) == old


def test_the_last_of_each_schema_is_kept() -> None:
    backups = list(every(1, 40))
    odd = Made(Path("odd"), NOW - timedelta(days=20, hours=3), schema=0)
    assert odd in left([*backups, odd])
    assert Made(Path("odd"), odd.made_at) not in left([*backups, Made(Path("odd"), odd.made_at)])


def test_the_last_that_held_many_more_clients_is_kept() -> None:
    backups = list(every(1, 40))
    fuller = Made(Path("fuller"), NOW - timedelta(days=20, hours=3), clients=150)
    assert fuller in left([*backups, fuller])


@pytest.mark.parametrize("year", [2027, 2038, 2100])
def test_a_clock_in_the_future_thins_nothing(year: int) -> None:
    backups = list(every(1, 5))
    future = NOW.replace(year=year, month=12)
    first = Made(Path("future"), future)
    assert left([*backups, first], future) == [*backups, first]
    second = Made(Path("future 2"), future + timedelta(hours=1))
    assert left([*backups, first, second], second.made_at) == [*backups, first, second]


def test_backups_of_a_future_that_was_none_are_kept_and_count_for_nothing() -> None:
    backups = list(every(1, 40))
    wrong = Made(Path("2038"), NOW.replace(year=2038))
    assert set(left([*backups, wrong])) == {*left(backups), wrong}


def test_where_nothing_was_done_for_months_thinning_goes_on_after_three_days() -> None:
    pause = [Made(Path(f"old {n}"), NOW - timedelta(days=150, hours=n)) for n in range(5)]
    recent = [Made(Path(f"new {n}"), NOW - timedelta(days=n)) for n in range(4)]
    assert len(left([*recent, *pause])) < 9

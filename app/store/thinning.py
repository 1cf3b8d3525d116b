"""Which backups may go: all of today and yesterday are kept, then one a day, a week, a month, a year.

Days that have a backup are counted, not days of the calendar, so that a clock set wrong cannot make everything old at
once. What is doubtful is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What is looked at of a backup."""

    @property
    def path(self) -> Path: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def change(self) -> int: ...
    @property
    def schema(self) -> int: ...
    @property
    def clients(self) -> int: ...


Backup = TypeVar("Backup", bound=Dated)

_PERIODS: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
    (14, lambda day: (day.year, day.month, day.day)),
    (10, lambda day: day.isocalendar()[:2]),
    (24, lambda day: (day.year, day.month)),
    (10, lambda day: (day.year,)),
)
_JUMP = timedelta(days=60)
_TRUSTED_AFTER = 3  # days of use


def superfluous(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """The backups of one book that may be deleted; `now` and their moments know their zone."""
    newest_first = sorted(backups, key=lambda backup: (backup.made_at, backup.change), reverse=True)
    past = [backup for backup in newest_first if backup.made_at <= now]
    if not past or _clock_has_jumped(past, now):
        return []
    kept = {backup.path for backup in _by_age(past, now)} | {backup.path for backup in _never(past)}
    return [backup for backup in past if backup.path not in kept]


def _by_age(past: Sequence[Backup], now: datetime) -> Iterable[Backup]:
    yesterday = now.astimezone().date() - timedelta(days=1)
    yield from (backup for backup in past if _day(backup) >= yesterday)
    for most, period in _PERIODS:
        seen: set[tuple[int, ...]] = set()
        for backup in past:
            mark = period(_day(backup))
            if mark not in seen and len(seen) < most:
                seen.add(mark)
                yield backup


def _never(past: Sequence[Backup]) -> Iterable[Backup]:
    """The newest, the last of each schema, and the last that held clearly more clients than the newest does."""
    yield past[0]
    schemas: set[int] = set()
    for backup in past:
        if backup.schema not in schemas:
            schemas.add(backup.schema)
            yield backup
    fuller = [backup for backup in past if past[0].clients < backup.clients * 9 // 10]
    yield from fuller[:1]


def _clock_has_jumped(past: Sequence[Backup], now: datetime) -> bool:
    """A leap of two months is believed once there were backups on three days after it."""
    days = sorted({_day(backup) for backup in past} | {now.astimezone().date()})
    leaps = [place for place in range(1, len(days)) if days[place] - days[place - 1] > _JUMP]
    return bool(leaps) and len(days) - leaps[-1] < _TRUSTED_AFTER


def _day(backup: Dated) -> date:
    """The day on the wall of the shop."""
    return backup.made_at.astimezone().date()

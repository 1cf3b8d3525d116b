"""Progress: told at most ten times a second, and stopped at the next step."""

import threading

import pytest

from app.errors import Cancelled
from app.progress import Progress


def test_reports_are_few_and_the_last_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, words: told.append((done, total, words)))
    progress.begin("Reading", 100_000)
    for _step in range(100_000):
        progress.advance()
    assert told[0] == (0, 100_000, "Reading")
    assert told[-1] == (100_000, 100_000, "Reading")
    assert len(told) < 50


def test_stopping_from_another_thread_stops_at_the_next_step() -> None:
    progress = Progress(total=10)
    progress.advance(3)
    thread = threading.Thread(target=progress.cancel)
    thread.start()
    thread.join()
    with pytest.raises(Cancelled):
        progress.advance()
    with pytest.raises(Cancelled):
        progress.begin("Next")
    assert progress.done == 0


def test_nobody_need_listen() -> None:
    Progress().advance(5)

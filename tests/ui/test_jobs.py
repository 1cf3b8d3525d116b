"""The lanes: order, overtaking, refusals, and what happens to answers nobody waits for."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app import subjects
from app.clients.model import Tag
from app.company.founding import Shop, found
from app.errors import Invalid, Problem, Refused
from app.store.book import Book
from ui.jobs import Jobs, once


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    subjects.load()
    path = tmp_path_factory.mktemp("jobs") / "shop.clientele"
    found(path, Shop("Shop"))
    return path


@pytest.fixture
def jobs(template: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Jobs]:
    book = Book.open(Path(shutil.copyfile(template, tmp_path / "shop.clientele")))
    running = Jobs(book)
    yield running
    running.close()
    book.close()


def _wait(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)


def test_an_answer_comes_back_on_the_window_s_thread(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[str] = []

    def work(db: Any) -> str:
        threads.append(threading.current_thread().name)
        return str(db.execute("SELECT name FROM company").fetchone()[0])

    answers: list[str] = []
    jobs.rows(jobs, work, lambda name: answers.extend((name, threading.current_thread().name)))
    _wait(jobs, qtbot)
    assert answers == ["Shop", "MainThread"]
    assert threads == ["clientele-rows"]


def test_a_later_search_overtakes_the_one_that_runs(jobs: Jobs, qtbot: QtBot) -> None:
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT max(i) FROM n"
    begun = threading.Event()
    answers: list[str] = []

    def endless(db: Any) -> Any:
        begun.set()
        return db.execute(slow).fetchone()

    jobs.rows(jobs, endless, lambda _found: answers.append("slow"), key="list")
    begun.wait(5)
    jobs.rows(jobs, lambda db: db.execute("SELECT 1").fetchone(), lambda _found: answers.append("fast"), key="list")
    _wait(jobs, qtbot)
    assert answers == ["fast"]


def test_writes_are_done_in_order_and_told_to_everybody(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Any] = []
    jobs.changed.connect(told.append)
    for name in ("one", "two", "three"):
        jobs.write(jobs, "Tag", lambda session, name=name: session.add(Tag(name=name)))
    _wait(jobs, qtbot)
    assert [sorted(changes.ids["tag"]) for changes in told] == [[1], [2], [3]]


def test_a_refusal_goes_to_the_form_and_changes_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    refused: list[Exception] = []

    def work(session: Any) -> None:
        session.add(Tag(name="half done"))
        session.flush()
        raise Invalid([Problem("name", "No.")])

    jobs.write(jobs, "Tag", work, refused=refused.append)
    _wait(jobs, qtbot)
    assert isinstance(refused[0], Invalid)
    with jobs.book.read() as session:
        assert session.query(Tag).count() == 0


def test_a_refusal_without_a_form_goes_to_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    failed: list[Exception] = []
    jobs.failed.connect(failed.append)

    def work(session: Any) -> None:
        raise Refused("Not now.")

    jobs.write(jobs, "Nothing", work)
    _wait(jobs, qtbot)
    assert [str(error) for error in failed] == ["Not now."]


def test_an_answer_for_a_page_that_is_gone_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    answers: list[Any] = []
    hold = threading.Event()
    owner = QObject()
    jobs.rows(owner, lambda _db: hold.wait(5), answers.append)
    owner.deleteLater()
    qtbot.wait(20)
    hold.set()
    _wait(jobs, qtbot)
    assert answers == []


def test_a_long_task_can_be_stopped_and_leaves_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    stopped: list[Exception] = []
    begun = threading.Event()

    def work(book: Book, progress: Any) -> None:
        with book.write("Many tags") as writing:
            for number in range(1_000_000):
                writing.session.add(Tag(name=str(number)))
                begun.set()
                progress.advance()

    job = jobs.long(jobs, "Adding tags", work, refused=stopped.append)
    begun.wait(5)
    assert job.progress is not None
    job.progress.cancel()
    _wait(jobs, qtbot)
    assert len(stopped) == 1
    with jobs.book.read() as session:
        assert session.query(Tag).count() == 0


def test_closing_finishes_what_is_being_written(jobs: Jobs, template: Path) -> None:
    jobs.write(None, "Tag", lambda session: session.add(Tag(name="kept")))
    jobs.close()
    with jobs.book.read() as session:
        assert session.query(Tag).count() == 1


def test_work_without_a_book(qtbot: QtBot) -> None:
    answers: list[Any] = []
    owner = QObject()
    done: Callable[[Any], None] = answers.append
    once(owner, lambda: 6 * 7, done)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [42]


def test_what_a_job_made_is_free_as_soon_as_nobody_wants_it(jobs: Jobs, qtbot: QtBot) -> None:
    """Without waiting for the collector: it may be the labels of 100,000 clients."""

    class Made:
        pass

    left: list[weakref.ref[Made]] = []
    gc.disable()
    job = jobs.long(jobs, "Making", lambda _book, _progress: Made(), lambda made: left.append(weakref.ref(made)))
    _wait(jobs, qtbot)
    gc.enable()
    assert job.progress is not None
    assert [each() for each in left] == [None]

"""Running functions of `app` off the window's thread: the only threads of the program.

Lanes: `rows` (lists and search, on a raw connection that can be interrupted), `read` (records), `write` (one at a
time, in order), `long` (imports, exports, backups, with a `Progress`), `pages` (PDFs as pixels, and the printer). In
go ids, drafts and plain values; out come the same. Answers arrive on the window's thread by one queued signal and are
dropped when their owner is gone.
"""

from __future__ import annotations

import contextlib
import gc
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import AppError, Cancelled, Invalid
from app.progress import Progress
from app.store.book import Book, explained_database

if TYPE_CHECKING:
    from app.store.history import Changes

Answer = Callable[..., object]
_SWEEP_EVERY_MS = 500
_FIRST_SWEEP_MS = 3000  # the start leaves little garbage behind
_VERY_MANY = 20_000  # objects made since the last sweep: more than any page has
_ASK_EVERY = 20_000  # instructions of SQLite's machine, well under a millisecond


@dataclass(eq=False)
class Job:
    """One function on its way through a lane. `key` names what a later job may overtake."""

    lane: str
    owner: QObject | None
    work: Callable[[], Any]
    then: Answer | None = None
    refused: Answer | None = None
    key: str | None = None
    title: str = ""
    progress: Progress | None = None
    dropped: bool = False
    result: Any = None
    error: BaseException | None = None
    changes: Changes | None = field(default=None)

    def let_go(self) -> None:
        """Of all it held, once it was answered: a job and its work refer to each other, and would keep it long."""
        self.work, self.then, self.refused, self.result = lambda: None, None, None, None


class Lane:
    """A thread with a queue. `interrupt` stops what is running, where that is possible."""

    def __init__(self, name: str, done: Callable[[Job], None], interrupt: Callable[[], None] | None = None) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done = done
        self._interrupt = interrupt
        self._guard = threading.Lock()
        self._open: list[Job] = []
        self._running: Job | None = None
        self._thread = threading.Thread(target=self._run, name=f"clientele-{name}")
        self._thread.start()

    def put(self, job: Job) -> None:
        with self._guard:
            self._open.append(job)
        self._jobs.put(job)

    def drop(self, key: str) -> None:
        """Overtake every job of `key`: the waiting ones are not run, the running one is interrupted."""
        with self._guard:
            for job in self._open:
                if job.key == key:
                    job.dropped = True
            if self._running is not None and self._running.key == key and self._interrupt is not None:
                self._interrupt()

    def is_overtaken(self) -> bool:
        """Whether nobody waits for what is running any more."""
        running = self._running
        return running is not None and running.dropped

    def close(self) -> None:
        with self._guard:
            for job in self._open:
                job.dropped = job.lane != "write"
                if job.progress is not None:
                    job.progress.cancel()
            if self._interrupt is not None:
                self._interrupt()
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            with self._guard:
                self._running = None if job.dropped else job
            if self._running is not None:
                try:
                    job.result = job.work()
                except BaseException as error:  # handed to the window's thread, which knows what it is
                    job.error = error
            with self._guard:
                self._running = None
                self._open.remove(job)
            self._done(job)


class Jobs(QObject):
    """The lanes of one open book."""

    changed = Signal(object)
    failed = Signal(object)
    started_long = Signal(object)
    ended_long = Signal(object)
    idle = Signal()
    _finished = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self._waiting = 0
        self._closed = False
        self._db: Any = None
        self._loaded = threading.Lock()
        self._lanes: dict[str, Lane] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return self._waiting > 0

    def rows(
        self, owner: QObject, work: Callable[[Any], Any], then: Answer, *, key: str | None = None, follow: bool = False
    ) -> None:
        """Run `work(connection)` for a list. An earlier job of `key` is overtaken, unless this one is to `follow`."""
        if key is not None and not follow and "rows" in self._lanes:
            self._lanes["rows"].drop(key)
        self._start(Job("rows", owner, lambda: self.rows_now(work), then, key=key))

    def rows_now(self, work: Callable[[Any], Any]) -> Any:
        """`work(connection)` on the thread that asks: the window's own, for the little needed before there is a window.

        Raises `BookError` where the file cannot be read.
        """
        with explained_database(self.book.path):
            return work(self._connection())

    def read(self, owner: QObject, work: Callable[[Any], Any], then: Answer, *, key: str | None = None) -> None:
        """Run `work(session)` and hand its answer to `then`."""
        if key is not None and "read" in self._lanes:
            self._lanes["read"].drop(key)
        self._start(Job("read", owner, lambda: self._reading(work), then, key=key))

    def pages(self, owner: QObject, work: Callable[[], Any], then: Answer, *, key: str) -> None:
        """Run `work()` where PDFs are read: the library that does it knows one thread at a time."""
        if "pages" in self._lanes:
            self._lanes["pages"].drop(key)
        self._start(Job("pages", owner, work, then, key=key))

    def write(  # noqa: PLR0913 - the step, its work and its answers
        self,
        owner: QObject | None,
        label: str,
        work: Callable[[Any], Any],
        then: Answer | None = None,
        *,
        refused: Answer | None = None,
        kind: str = "edit",
        parameters: dict[str, Any] | None = None,
    ) -> None:
        """Run `work(session)` as the step `label`. `refused(error)` gets an `AppError`; without it the window does."""
        job = Job("write", owner, lambda: None, then, refused)
        job.work = lambda: self._writing(job, label, work, kind, parameters or {})
        self._start(job)

    def long(
        self,
        owner: QObject | None,
        title: str,
        work: Callable[[Book, Progress], Any],
        then: Answer | None = None,
        *,
        refused: Answer | None = None,
        lane: str = "write",
    ) -> Job:
        """Run `work(book, progress)`; the window shows a card with Cancel after a second."""
        self._ready()
        progress = Progress()
        job = Job(lane, owner, lambda: None, then, refused, title=title, progress=progress)
        job.work = lambda: self._lasting(job, work, progress)
        self._start(job)
        self.started_long.emit(job)
        return job

    def warm(self, module: str = "") -> None:
        """After the first paint: import what records and writes need, or `module`, while nobody waits."""
        self._start(Job("read", self, partial(import_module, module) if module else self._ready))

    def close(self) -> None:
        """Finish what is being written, drop the rest, and join every thread; nothing starts after that."""
        self._closed = True
        for lane in self._lanes.values():
            lane.close()
        self._lanes.clear()
        if self._db is not None:
            self._db.close()
            self._db = None

    def _start(self, job: Job) -> None:
        if self._closed:
            return
        if job.lane not in self._lanes:
            stop = self._interrupt_rows if job.lane == "rows" else None
            self._lanes[job.lane] = Lane(job.lane, self._finished.emit, stop)
        self._waiting += 1
        self._lanes[job.lane].put(job)

    def _connection(self) -> Any:
        if self._db is None:
            self._db = self.book.rows()
            # An interrupt that comes between two statements is lost: a statement also asks now and then.
            self._db.set_progress_handler(self._is_overtaken, _ASK_EVERY)
        return self._db

    def _is_overtaken(self) -> bool:
        return "rows" in self._lanes and self._lanes["rows"].is_overtaken()

    def _interrupt_rows(self) -> None:
        if self._db is not None:
            self._db.interrupt()

    def _ready(self) -> None:
        with self._loaded:
            from app import subjects

            subjects.load()

    def _reading(self, work: Callable[[Any], Any]) -> Any:
        self._ready()
        with self.book.read() as session:
            return work(session)

    def _writing(self, job: Job, label: str, work: Callable[[Any], Any], kind: str, parameters: dict[str, Any]) -> Any:
        self._ready()
        with self.book.write(label, kind=kind, **parameters) as writing:
            result = work(writing.session)
        job.changes = writing.changes
        return result

    def _lasting(self, job: Job, work: Callable[[Book, Progress], Any], progress: Progress) -> Any:
        before = self._latest_change()
        result = work(self.book, progress)
        if self._latest_change() != before:
            from app.store.history import Changes

            job.changes = Changes({}, everything=True)
        return result

    def _latest_change(self) -> int:
        with contextlib.closing(self.book.rows()) as db:
            return int(db.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()[0])

    def _deliver(self, job: Job) -> None:
        self._waiting -= 1
        try:
            if job.progress is not None:
                self.ended_long.emit(job)
            if job.changes is not None:
                self.changed.emit(job.changes)
            if not job.dropped and (job.owner is None or shiboken6.isValid(job.owner)):
                self._answer(job)
        finally:
            job.let_go()
            if self._waiting == 0:
                self.idle.emit()

    def _answer(self, job: Job) -> None:
        error = job.error
        if error is None:
            if job.then is not None:
                job.then(job.result)
        elif isinstance(error, Cancelled):
            if job.refused is not None:
                job.refused(error)
        elif isinstance(error, AppError):
            if job.refused is not None:
                job.refused(error)
            else:
                self.failed.emit(error)
        else:
            raise error


class Sweeper(QObject):
    """Python's garbage collector, run on the window's thread alone.

    In a lane it could free what belongs to a widget, which Qt allows on its own thread only, and take the program down.
    What the start made, and what a lane makes in great numbers, is looked through once at the most: walking through it
    again and again would hold the window up. It is freed all the same once nothing refers to it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=_SWEEP_EVERY_MS)
        self._timer.timeout.connect(self._sweep)
        QTimer.singleShot(_FIRST_SWEEP_MS, self._timer, self._begin)

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    def renew(self) -> None:
        """Look through everything there is: another window has taken the place of one."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _begin(self) -> None:
        gc.freeze()
        self._timer.start()

    def _sweep(self) -> None:
        """The oldest generation that Python itself would collect now."""
        counts = gc.get_count()
        if counts[0] > _VERY_MANY:
            gc.collect(0)
            gc.freeze()
            return
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return


class _Once(QObject):
    """One function without a book, such as making one; it lives until its answer was given."""

    _finished = Signal(object)
    _open: ClassVar[set[_Once]] = set()

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._open.add(self)
        self._lane = Lane("once", self._finished.emit)
        self._lane.put(job)

    def _deliver(self, job: Job) -> None:
        self._lane.close()
        self._open.discard(self)
        if job.owner is None or not shiboken6.isValid(job.owner):
            return
        if job.error is None:
            if job.then is not None:
                job.then(job.result)
        elif isinstance(job.error, AppError | Cancelled) and job.refused is not None:
            job.refused(job.error)
        else:
            raise job.error


def once(owner: QObject, work: Callable[[], Any], then: Answer, refused: Answer | None = None) -> None:
    """Run `work()` on a thread of its own, for what happens before a book is open."""

    def ready() -> Any:
        from app import subjects

        subjects.load()
        return work()

    _Once(Job("once", owner, ready, then, refused))


def once_busy() -> bool:
    """Whether such a function is on its way: for tests."""
    return bool(_Once._open)


def problems_of(error: BaseException) -> tuple[Any, ...]:
    """The problems that a refusal carries, field by field; empty for a refusal of another kind."""
    return error.problems if isinstance(error, Invalid) else ()

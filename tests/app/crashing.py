"""Killing the program at any of its file operations, failing them, and cutting the power: what is left must be whole.

This runs as a program of its own, under a shim that counts file operations (`../shared/tools/crash/iotrace.c`). Each
point is tried by a fork of it, so that nothing is imported twice: `python -m tests.app.crashing < JOB > FAULTS`.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ENTRIES = {"issue": ("invoice",), "pay": ("opening", "payment")}
SERIES = {
    "issue": "SELECT sequence, number FROM paper WHERE kind='invoice' AND state='issued' ORDER BY sequence",
    "pay": "SELECT p.sequence, e.number FROM payment p JOIN entry e ON e.id = p.entry_id ORDER BY p.sequence",
}
DONE = {
    "issue": "SELECT l.name FROM paper_line l JOIN paper p ON p.id = l.paper_id WHERE p.state='issued'",
    "pay": "SELECT number FROM entry WHERE kind='opening'",
}
NAMED = {"issue": "Exercise {:06}", "pay": "EX{:06}"}


def verify(path: Path, what: str, said: list[int], most: int) -> Iterator[str]:
    """What is wrong with the book after `said` was acknowledged; at most `most` writes were begun."""
    from app.store import repair
    from app.store.book import Book

    with contextlib.closing(Book.open(path)) as book:
        for check in repair.full_check(book).checks:
            if not check.ok:
                yield f"{check.name}: {check.details}"
        with contextlib.closing(book.rows()) as db:
            given = db.execute(SERIES[what]).fetchall()
            done = {name for (name,) in db.execute(DONE[what])}
            kinds = [kind for (kind,) in db.execute("SELECT kind FROM entry")]
    if [row[0] for row in given] != list(range(1, len(given) + 1)) or len({row[1] for row in given}) != len(given):
        yield f"numbers {given}"
    if {kind: kinds.count(kind) for kind in set(kinds)} != (
        {kind: len(given) for kind in ENTRIES[what]} if given else {}
    ):
        yield f"half an act: {len(given)} numbers, entries {kinds}"
    yield from (f"{number} is lost" for number in said if NAMED[what].format(number) not in done)
    if not len(said) <= len(given) <= most:
        yield f"{len(given)} done, {len(said)} acknowledged, {most} begun"


class Bench:
    """Runs `exercise BOOK what` in forks, each on a new copy of `template`."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.what, self.count = job["what"], job["count"]
        self.template = Path(job["template"])
        self.folder = Path(job["folder"])
        self.aside = Path(job["aside"])
        self.path = self.folder / self.template.name
        self.shim = ctypes.CDLL(job["shim"]) if job.get("shim") else None
        self.faults: list[str] = []
        self.points = 0

    def clean(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def fork(self, act: Callable[[], int]) -> int:
        """`act` in a process of its own, its words kept aside; how it ended."""
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            for number, name in ((1, "out"), (2, "err")):
                os.dup2(os.open(self.aside / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            status = 70
            try:
                status = act()
            finally:
                sys.stdout.flush(), sys.stderr.flush()
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def exercise(self, arm: tuple[int, ...] = (0, 0, 0, 0, 0), log: Path | None = None) -> int:
        """The exercise on a new copy; `arm` is where to kill, where to fail, torn, the error, and whether it stays."""
        from app.__main__ import main

        self.clean()
        shutil.copyfile(self.template, self.path)

        def act() -> int:
            assert self.shim is not None
            if log is not None:
                self.shim.iot_log(os.fsencode(log))
            self.shim.iot_arm(*arm)
            status = main(["exercise", str(self.path), self.what, "--count", str(self.count)])
            (self.aside / "ops").write_text(str(self.shim.iot_ops()))
            return status

        return self.fork(act)

    def said(self) -> list[int]:
        lines = (self.aside / "out").read_text().split("\n")[:-1]
        return [int(line.removeprefix("ACK ")) for line in lines if line.startswith("ACK ")]

    def look(self, words: str, said: list[int]) -> None:
        self.points += 1
        found = list(verify(self.path, self.what, said, min(self.count, len(said) + 1)))
        self.faults += [f"{words}: {fault}" for fault in found]

    def operations(self) -> int:
        if self.exercise() != 0:
            self.faults.append((self.aside / "err").read_text())
        self.look("a clean run", self.said())
        return int((self.aside / "ops").read_text())

    def kill(self, step: int, offset: int) -> None:
        """Killed just before every `step`-th operation, or in the middle of it."""
        for point in range(1 + offset, self.operations(), step):
            ended = self.exercise((point, 0, point // step % 2, 0, 0))
            if ended not in (-signal.SIGKILL, 0):
                self.faults.append(f"kill {point}: ended with {ended}")
            self.look(f"kill {point}", self.said())

    def fail(self, step: int, offset: int) -> None:
        """Every `step`-th operation fails, once or for good."""
        cases = [(error, stays) for error in (errno.ENOSPC, errno.EIO) for stays in (0, 1)]
        for place, point in enumerate(range(1 + offset, self.operations(), step)):
            error, stays = cases[place % len(cases)]
            ended = self.exercise((0, point, 0, error, stays))
            told = (self.aside / "err").read_text()
            if ended not in (0, 1) or "Traceback" in told or (ended == 1 and not told.strip()):
                self.faults.append(f"fail {point}: ended with {ended}, {told[-300:]}")
            self.look(f"fail {point} {errno.errorcode[error]} {stays}", self.said())

    def cut(self, states: int, tools: str) -> None:
        """The power goes at any moment: writes that were not synced are there in part, in any order."""
        sys.path.insert(0, tools)
        import powercut  # type: ignore[import-not-found]

        log = self.aside / "log"
        log.unlink(missing_ok=True)
        self.exercise(log=log)
        acts, chance = powercut.parse(str(log)), random.Random(1)
        disk = powercut.Disk({str(self.path): self.template.read_bytes()})
        out, done = b"", 0
        for point in sorted(chance.choices(range(1, len(acts) + 1), k=states)):
            for act in acts[done:point]:
                if act[0] == "A":
                    out += act[2]
                else:
                    disk.op(*act)
            done = point
            self.clean()
            for name, content in disk.sample(chance, chance.choice(("none", "all", "mix", "mix", "mix"))).items():
                Path(name).write_bytes(content)
            self.look(f"power cut at {point}", [int(line[4:]) for line in out.split(b"\n")[:-1] if line[:4] == b"ACK "])

    def crowd(self, workers: int, kills: int, *, threads: bool) -> None:
        """Several at once on one book, killed now and then, until `count` are issued."""
        self.clean()
        shutil.copyfile(self.template, self.path)
        self.fork(lambda: _warm(self.path))
        chance, said = random.Random(2), self.aside / "said"
        said.unlink(missing_ok=True)
        for round_ in range(kills + 1):
            share = self.count * (round_ + 1) // (kills + 1)
            group = self._start(workers, share, threads=threads)
            if round_ < kills:
                time.sleep(chance.uniform(0.3, 0.9))
                os.kill(chance.choice(group), signal.SIGKILL)
            for child in group:
                ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                if ended not in (0, -signal.SIGKILL):
                    self.faults.append((self.aside / "why").read_text()[-1000:])
            self.points += 1
            self.faults += verify_crowd(self.path, said, workers * (round_ + 1))

    def _start(self, workers: int, share: int, *, threads: bool) -> list[int]:
        group = []
        for _ in range(1 if threads else workers):
            child = os.fork()
            if child == 0:
                status = 70
                try:
                    run = _threads if threads else _process
                    run(self.path, self.aside / "said", share, workers)
                    status = 0
                finally:
                    if status:
                        (self.aside / "why").write_text(traceback.format_exc())
                    os._exit(status)
            group.append(child)
        return group


def verify_crowd(path: Path, said: Path, unsaid: int) -> Iterator[str]:
    """What is wrong after several issued at once; `unsaid` were perhaps committed and not acknowledged any more."""
    from app.store import repair
    from app.store.book import Book

    with contextlib.closing(Book.open(path)) as book:
        for check in repair.full_check(book).checks:
            if not check.ok:
                yield f"{check.name}: {check.details}"
        with contextlib.closing(book.rows()) as db:
            given = db.execute(SERIES["issue"]).fetchall()
    told = said.read_text().split() if said.exists() else []
    if [row[0] for row in given] != list(range(1, len(given) + 1)):
        yield f"numbers {[row[0] for row in given]}"
    if len(set(told)) != len(told):
        yield "a number was given twice"
    if lost := set(told) - {row[1] for row in given}:
        yield f"lost: {lost}"
    if len(given) - len(told) > unsaid:
        yield f"{len(given)} issued, {len(told)} acknowledged"


def _warm(path: Path) -> int:
    """The client of the exercises, made before several want it."""
    from app import exercises
    from app.store.book import Book

    with contextlib.closing(Book.open(path)) as book, book.write("Exercise") as writing:
        exercises.client_of_all(writing.session)
    return 0


def _issue(book: Any, said: int, number: int) -> None:
    from app import exercises

    os.write(said, f"{exercises.issue_one(book, number)}\n".encode())


def _issued(book: Any) -> int:
    with contextlib.closing(book.rows()) as db:
        return int(db.execute("SELECT count(*) FROM paper WHERE state='issued'").fetchone()[0])


def _process(path: Path, told: Path, share: int, workers: int) -> None:
    """Open the book when it is free, issue a few, close it; until `share` are issued."""
    from app.errors import BookError
    from app.store.book import Book

    said = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        try:
            book = Book.open(path)
        except BookError as error:
            if error.reason != "locked":
                raise
            time.sleep(random.random() / 50)
            continue
        with contextlib.closing(book):
            for _ in range(3):
                if _issued(book) >= share:
                    return
                _issue(book, said, os.getpid())


def _threads(path: Path, told: Path, share: int, workers: int) -> None:
    """Several threads with sessions of one open book, as the window's jobs are."""
    from app.store.book import Book

    said = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    failed: list[BaseException] = []
    with contextlib.closing(Book.open(path)) as book:

        def work(number: int) -> None:
            try:
                while _issued(book) < share:
                    _issue(book, said, number)
            except BaseException as error:  # noqa: BLE001 - told by the main thread
                failed.append(error)

        crowd = [threading.Thread(target=work, args=(number + 1,)) for number in range(workers)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
    if failed:
        raise failed[0]


def main() -> None:
    """One job from stdin; what was wrong, and how many points were looked at, on stdout."""
    sys.dont_write_bytecode = True
    job = json.load(sys.stdin)
    bench = Bench(job)
    scratch = shutil.copyfile(bench.template, bench.aside / bench.template.name)
    from app.__main__ import main as cli

    with contextlib.redirect_stdout(sys.stderr):
        for what in ENTRIES:
            assert cli(["exercise", str(scratch), what, "--count", "1"]) == 0
    for name, given in job["acts"]:
        getattr(bench, name)(**given)
    sys.stdout.write(json.dumps({"points": bench.points, "faults": bench.faults}))


if __name__ == "__main__":
    main()

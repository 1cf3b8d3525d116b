"""Issuing and paying survive everything: kills, full and broken disks, power cuts, several at once, a wrong clock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app import exercises
from app.accounts import ledger
from app.errors import Invalid
from app.exchange import sample
from app.sales import issuing
from app.store import base, history, repair
from app.store.book import Book
from tests.speed.frame import in_turns

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT.parent / "shared" / "tools" / "crash"
ARM = """
void iot_arm(int k, int f, int t, int e, int s) { ops = 0; killat = k; failat = f; torn = t; ferrno = e; sticky = s; }
void iot_log(const char *p) {
  REAL(open); int fd = real_open(p, O_WRONLY|O_CREAT|O_TRUNC, 0644); logfd = fcntl(fd, F_DUPFD_CLOEXEC, 900);
}
int iot_ops(void) { return ops; }
"""

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that counts file operations, with a way to set it from within."""
    if not TOOLS.is_dir() or shutil.which("gcc") is None:
        pytest.skip("needs ../shared and gcc")
    folder = tmp_path_factory.mktemp("shim")
    source, made = folder / "armed.c", folder / "armed.so"
    source.write_text(f'#include "{TOOLS / "iotrace.c"}"\n{ARM}')
    subprocess.run(["gcc", "-O2", "-w", "-shared", "-fPIC", "-o", made, source, "-ldl", "-lpthread"], check=True)
    return made


@pytest.fixture
def run(template: Path, tmp_path: Path) -> Run:
    """Do acts of `crashing.Bench` on copies of a new book; what was wrong."""

    def _run(what: str, count: int, *acts: tuple[str, dict[str, Any]], shim: Path | None = None) -> dict[str, Any]:
        folder, aside = tmp_path / "watched", tmp_path / "aside"
        folder.mkdir(), aside.mkdir()
        environment = os.environ | {"CLIENTELE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
        if shim is not None:
            environment |= {"LD_PRELOAD": str(shim), "IOT_DIR": str(folder)}
        job = {"template": str(template), "folder": str(folder), "aside": str(aside), "what": what, "count": count}
        job |= {"acts": acts, "shim": str(shim) if shim else ""}
        words = [sys.executable, "-m", "tests.app.crashing"]
        done = subprocess.run(
            words, input=json.dumps(job), capture_output=True, text=True, env=environment, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return dict(json.loads(done.stdout))

    return _run


@pytest.mark.parametrize("what", ["issue", "pay"])
def test_nothing_is_lost_or_half_done_when_it_is_killed_fails_or_loses_power(run: Run, shim: Path, what: str) -> None:
    acts = (
        ("kill", {"step": 83, "offset": 7}),
        ("fail", {"step": 89, "offset": 5}),
        ("cut", {"states": 6, "tools": str(TOOLS)}),
    )
    found = run(what, 2, *acts, shim=shim)
    assert found["faults"] == []
    assert found["points"] > 8


@pytest.mark.full
@pytest.mark.parametrize("what", ["issue", "pay"])
def test_nothing_is_lost_or_half_done_at_any_operation(run: Run, shim: Path, what: str) -> None:
    acts = (
        ("kill", {"step": 1, "offset": 0}),
        *(("fail", {"step": 4, "offset": offset}) for offset in range(4)),
        ("cut", {"states": 3000, "tools": str(TOOLS)}),
    )
    found = run(what, 4, *acts, shim=shim)
    assert found["faults"] == []
    assert found["points"] > 3000


@pytest.mark.parametrize("threads", [True, False])
def test_four_at_once_never_leave_a_gap_nor_a_double(run: Run, *, threads: bool) -> None:
    found = run("issue", 12, ("crowd", {"workers": 4, "kills": 1, "threads": threads}))
    assert found == {"points": 2, "faults": []}


@pytest.mark.full
@pytest.mark.parametrize("threads", [True, False])
def test_ten_thousand_by_four_at_once(run: Run, *, threads: bool) -> None:
    found = run("issue", 10_000, ("crowd", {"workers": 4, "kills": 40, "threads": threads}))
    assert found == {"points": 41, "faults": []}


@pytest.fixture
def client(book: Book) -> int:
    with book.write("Exercise") as writing:
        return exercises.client_of_all(writing.session)


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Set the clock: what the program takes for now and for today."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    for module in (base, ledger, issuing, history):
        monkeypatch.setattr(module, "utc_now", lambda: moment)
    monkeypatch.setattr(exercises, "today", lambda: day)


def test_a_clock_set_back_or_forward_leaves_no_gap_no_double_and_no_step_back(
    book: Book, client: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a year a paper dated before the last is refused, and takes no number; another year is another series."""
    days = [date(2026, 11, 12), date(2026, 11, 11), date(2026, 11, 13), date(2031, 1, 1), date(2026, 11, 13)]
    given, refused = [], []
    for number, day in enumerate(days, 1):
        at(monkeypatch, day)
        try:
            given.append(exercises.issue_one(book, number))
        except Invalid as error:
            refused += [problem.path for problem in error.problems]
        exercises.pay_one(book, number)
    assert given == ["FA-2026-0001", "FA-2026-0002", "FA-2031-0001", "FA-2026-0003"]
    assert refused == ["dated_on"]
    with closing(book.rows()) as db:
        paid = db.execute("SELECT year, sequence FROM payment ORDER BY year, sequence").fetchall()
    assert paid == [(2026, 1), (2026, 2), (2026, 3), (2026, 4), (2031, 1)]
    assert repair.full_check(book).ok


def test_the_chains_are_verified_in_a_second_for_ten_thousand_invoices(tmp_path: Path) -> None:
    """As a ratio to reading the same rows, about two; the seconds themselves are told by `tests.speed.account`."""
    path = tmp_path / "many.clientele"
    sample.make(path, clients=60, seed=1, today=date(2026, 11, 12))
    with closing(Book.open(path)) as made, closing(made.rows()) as db:

        def read() -> None:
            for table in ("entry", "instalment", "paper"):
                db.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()

        def verify() -> None:
            assert [*ledger.verify(db), *issuing.verify(db)] == []

        ours, limit = in_turns(verify, read, times=7)
        assert ours.median <= 5 * limit.median

"""The log says where and what kind, never about whom."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app import logs
from app.clients.model import Client
from app.store.book import Book

CANARIES = (
    "Amélie Canari", "amelie.canari@example.org", "06 12 34 56 78", "+33612345678", "FR7630006000011234567890189",
    "73282932000074",
)  # fmt: skip


@pytest.fixture
def log(home: Path) -> Iterator[Path]:
    yield logs.start()
    logs.stop()


def fail(canary: str) -> None:
    secret = canary
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError(f"cannot read '{canary}' in /home/{canary}/file.txt") from error


def test_no_canary_sings(log: Path) -> None:
    for canary in CANARIES:
        try:
            fail(canary)
        except ValueError:
            logs.logger("app.clients").exception("could not save “%s” (%r)", canary, canary)
    text = log.read_text(encoding="utf-8")
    assert text.count("ValueError: ") == len(CANARIES)
    for canary in CANARIES:
        assert canary not in text
    assert "test_logs.py:" in text
    assert "fail" in text


def test_what_the_book_refuses_names_nobody(log: Path, book: Book) -> None:
    try:
        with book.write("Twice") as writing:
            writing.session.add_all(Client(company_name="Canari", reference="Canari") for _time in range(2))
            writing.session.flush()
    except IntegrityError:
        logs.logger("app").exception("failed")
    text = log.read_text(encoding="utf-8")
    assert "IntegrityError" in text
    assert "Canari" not in text


def test_the_last_lines_are_for_the_crash_report(log: Path) -> None:
    for number in range(300):
        logs.logger("app").info("line %s", number)
    lines = logs.last_lines(200)
    assert len(lines) == 200
    assert lines[-1].endswith("clientele.app: line 299")


def test_the_log_does_not_grow_for_ever(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.stop()
    monkeypatch.setattr(logs, "_BYTES", 2000)
    logs.start()
    for number in range(500):
        logs.logger("app").info("line %s", number)
    sizes = [path.stat().st_size for path in log.parent.iterdir()]
    assert len(sizes) <= 4
    assert max(sizes) <= 2000


def test_no_folder_means_no_log_and_no_stop(home: Path) -> None:
    (home / "log").mkdir()
    (home / "log" / logs.FILE).mkdir()
    logs.start()
    logs.logger("app").info("heard by nobody")
    logs.stop()


WITHOUT_STDERR = """
import sys
sys.stdout = sys.stderr = None
from app import logs
logs.start()
logs.logger("app").warning("%d", "not a number")
logs.stop()
"""


def test_a_windowed_program_has_no_stderr(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_STDERR], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")

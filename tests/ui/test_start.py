"""The start imports little: what the first rows do not need comes after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import subjects
from app.clients import records
from app.clients.model import Client
from app.company.founding import Shop, found
from app.store.book import Book
from tests.speed.start import ours, run

HEAVY = {
    "sqlalchemy", "babel", "phonenumbers", "stdnum", "email_validator", "reportlab", "vobject", "rapidfuzz", "PIL",
}  # fmt: skip
LATER = {
    "PySide6.QtNetwork", "logging.handlers", "platform", "html", "app.clients.conditions", "app.clients.fields",
    "app.values.phone", "ui.palette.panel", "ui.clients.record", "ui.clients.choice_popup",
    "ui.clients.action_bar", "ui.clients.list_states", "ui.widgets.progress_card",
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    subjects.load()
    path = tmp_path / "Shop.clientele"
    found(path, Shop("Shop"))
    opened = Book.open(path)
    with opened.write("Clients") as writing:
        records.save(writing.session, Client(company_name="Auberge"))
    opened.close()
    return path


def test_the_first_rows_wait_for_nothing_heavy(book: Path) -> None:
    _time, rows, *modules = ours(str(book))
    assert rows == "1"
    assert set(modules) & HEAVY == set()
    assert set(modules) & LATER == set()


FILE_HANDED_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from ui.start import Program, make_application
program = Program(make_application(["clientele"]))
program.welcome()
QCoreApplication.sendEvent(program.application, QFileOpenEvent(sys.argv[1]))
print(program.book.path == Path(sys.argv[1]).resolve())
program.end()
"""


def test_a_file_that_macos_hands_over_is_opened(book: Path) -> None:
    assert run("-c", FILE_HANDED_OVER, str(book)) == ["True"]

"""The program is killed while she writes a paper: nothing she typed is lost, and nothing is asked twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.catalog import records as catalogue
from app.catalog.model import Product
from app.clients.drafts import plain
from app.company.model import TaxRate
from app.paths import data_folder
from app.sales import records
from app.sales.model import PaperLine
from tests.journeys.selling import TODAY, sell
from tests.ui.record_desk import answer
from ui.sales import paper_recovery
from ui.start import Program
from ui.widgets.labels import LinkLabel
from ui.widgets.message_bar import MessageBar

AUBERGE, BRASSERIE = 1, 3


class Till:
    """The program at work on one book; it can be killed, and started again."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, shop: Path) -> None:
        self.qtbot, self.qapp, self.shop = qtbot, qapp, shop
        self.start()

    def start(self) -> None:
        self.program = Program(self.qapp)
        assert self.program.open(self.shop)
        self.window: Any = self.program.window
        self.window.resize(1440, 900)
        self.window.activateWindow()
        self.settle()

    def kill(self) -> None:
        """No page is left and nothing is asked: only the lock is given back, as the system does it."""
        self.window.hide()
        self.window.deleteLater()
        self.program.window = None
        self.program.end()
        self.qtbot.wait(20)

    def crash(self) -> None:
        """Five seconds after the last key."""
        self.page.recovery.keep()
        self.kill()
        self.start()

    def settle(self) -> None:
        for _ in range(2):
            self.qtbot.wait(60)
            self.qtbot.waitUntil(lambda: self.program.jobs is None or not self.program.jobs.busy, timeout=60_000)

    @property
    def page(self) -> Any:
        return self.window.page()

    @property
    def book(self) -> Any:
        assert self.program.jobs is not None
        return self.program.jobs.book

    def write(self, work: Callable[..., Any], *values: Any) -> Any:
        with self.book.write("Test", kind="final") as writing:
            return work(writing.session, *values)

    def rows(self, sql: str) -> list[Any]:
        found: list[Any] = self.program.jobs.rows_now(lambda db: db.execute(sql).fetchall())  # type: ignore[union-attr]
        return found

    def open(self, **options: Any) -> None:
        self.window.show_named("paper", **options)
        self.settle()

    def keys(self, *keys: Any) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            (self.qtbot.keyClicks if isinstance(key, str) else self.qtbot.keyClick)(focused, key)
            self.settle()

    def run(self, key: str) -> None:
        self.window.actions_.run(key)
        self.settle()

    def papers(self) -> None:
        self.window.show_named("papers")
        self.settle()

    def bars(self) -> list[str]:
        return [bar.text() for bar in self.page.messages.findChildren(MessageBar) if bar.isVisible()]

    def press(self, words: str) -> None:
        links = [each for each in self.page.messages.findChildren(LinkLabel) if each.isVisible()]
        next(link for link in links if link.text() == words).click()
        self.settle()

    def change(self, **values: Any) -> None:
        """As the fields of the page do it."""
        for path, value in values.items():
            self.page.editor.put(path, value)
        self.settle()

    def copies(self) -> list[Path]:
        return sorted((data_folder() / "recovery").glob("paper-*"))


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication, home: Path, shop: Path) -> Iterator[Till]:
    made = Till(qtbot, qapp, shop)

    def fill(session: Any) -> None:
        rate = session.scalars(select(TaxRate).order_by(TaxRate.position)).first()
        product = Product(code="P1", name="Marsannay", price=Decimal("14.50"), unit="bottle", tax_rate_id=rate.id)
        catalogue.save(session, product)

    made.write(fill)
    yield made
    made.kill()


def begin(till: Till, client_id: int = AUBERGE) -> None:
    """A new invoice of twelve bottles."""
    till.open(kind="invoice", client_id=client_id)
    till.keys("mars", Qt.Key.Key_Return, "12", Qt.Key.Key_Tab)
    till.page.lines.finish()
    till.change(message="Merci, à bientôt")


def test_a_new_invoice_outlives_a_crash(till: Till) -> None:
    begin(till)
    till.crash()
    till.papers()
    assert till.bars() == ["An invoice for Auberge de la Charme was never saved."]
    till.press("Take it up")
    assert till.page.title() == "New invoice"
    assert till.page.is_changed()
    assert till.bars() == []
    till.run("save")
    stored = till.rows(
        "SELECT p.bill_to_id, p.message, l.name, l.quantity FROM paper p JOIN paper_line l ON paper_id=p.id"
    )
    assert stored == [(AUBERGE, "Merci, à bientôt", "Marsannay", 120_000)]
    assert till.copies() == []
    till.papers()
    assert till.bars() == []


def test_what_was_taken_up_outlives_the_next_crash_too(till: Till) -> None:
    begin(till)
    till.crash()
    till.papers()
    till.press("Take it up")
    till.kill()
    till.start()
    till.open(kind="quote")
    assert till.bars() == ["An invoice for Auberge de la Charme was never saved."]
    till.press("Take it up")
    assert till.page.editor.draft.kind == "invoice"
    till.change(message="Again")
    till.crash()
    assert len(till.copies()) == 1
    till.papers()
    till.press("Take it up")
    assert till.page.editor.draft.message == "Again"
    answer("Don’t save")
    till.run("back")
    assert till.copies() == []


def test_what_is_on_the_table_is_asked_about_before_another_is_taken_up(till: Till) -> None:
    begin(till)
    till.crash()
    till.open(kind="invoice", client_id=BRASSERIE)
    till.change(message="Other")
    answer("Save")
    till.press("Take it up")
    assert till.page.editor.draft.client_name == "Auberge de la Charme"
    assert till.rows("SELECT message FROM paper") == [("Other",)]


def test_it_is_forgotten_when_she_says_so(till: Till) -> None:
    begin(till)
    till.crash()
    till.papers()
    till.press("Forget it")
    assert (till.bars(), till.copies()) == ([], [])
    till.kill()
    till.start()
    till.papers()
    assert till.bars() == []


def test_changes_to_a_saved_draft_are_offered_when_it_is_opened(till: Till) -> None:
    number = sell(till.book, "order", AUBERGE, "30", issue=False)
    till.open(paper_id=number)
    till.change(order_number="BC 77", **{"lines/0/quantity": Decimal(3)})
    till.crash()
    till.papers()
    assert till.bars() == []
    till.open(paper_id=number)
    assert till.bars() == ["Take up where you left? Some changes to this document were never saved."]
    assert not till.page.is_changed()
    till.press("Take them up")
    assert till.page.is_changed()
    assert till.page.editor.draft.lines[0].quantity == 3
    till.run("save")
    assert till.rows("SELECT order_number, gross FROM paper") == [("BC 77", 900_000)]
    assert (till.bars(), till.copies()) == ([], [])


@pytest.mark.parametrize("end", ["save", "drop", "delete", "put_back"])
def test_nothing_is_kept_once_nothing_would_be_lost(till: Till, end: str) -> None:
    number = sell(till.book, "order", AUBERGE, "30", issue=False)
    till.open(paper_id=number)
    till.change(message="x")
    till.page.recovery.keep()
    assert len(till.copies()) == 1
    if end == "save":
        answer("Save")
        till.run("papers")
    elif end == "drop":
        answer("Don’t save")
        till.run("papers")
    elif end == "delete":
        answer("Delete")
        till.run("delete")
    else:
        till.change(message="")
        till.page.recovery.keep()
    assert till.copies() == []


def test_issuing_takes_the_copy_away(till: Till) -> None:
    begin(till)
    till.page.recovery.keep()
    answer("Issue")
    till.run("issue")
    assert till.rows("SELECT state FROM paper") == [("issued",)]
    assert (till.bars(), till.copies()) == ([], [])


def test_it_is_told_when_the_paper_went_another_way(till: Till) -> None:
    numbers = [sell(till.book, "order", AUBERGE, "30", issue=False) for _ in range(2)]
    for number in numbers:
        till.open(paper_id=number)
        till.change(message="x")
        till.page.recovery.keep()
        till.page.recovery.form = None  # as a crash leaves it
        till.page._forget()
    till.write(records.delete, numbers[0])
    till.open(paper_id=numbers[1])
    answer("Issue")
    till.run("issue")
    till.kill()
    till.start()
    till.papers()
    assert sorted(till.bars()) == [
        "Changes to a draft for Auberge de la Charme were never saved. It was deleted meanwhile: they are gone.",
        f"Changes to a draft for Auberge de la Charme were never saved. It was issued meanwhile as "
        f"{till.rows('SELECT number FROM paper')[0][0]}: they are gone.",
    ]
    assert till.copies() == []


def test_a_copy_that_cannot_be_read_is_told_and_thrown_away(till: Till) -> None:
    begin(till)
    till.page.recovery.keep()
    (path,) = till.copies()
    content = path.read_bytes()
    till.kill()
    path.write_bytes(content[: len(content) // 2])
    till.start()
    till.papers()
    assert till.bars() == ["A document that was never saved was kept, but the copy cannot be read: it is gone."]
    assert till.copies() == []


def test_it_is_kept_by_itself(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_recovery, "EVERY_MS", 30)
    till.kill()
    till.start()
    begin(till)
    till.qtbot.waitUntil(lambda: len(till.copies()) == 1, timeout=5_000)


def test_two_hundred_lines_are_kept_in_no_time(till: Till) -> None:
    till.open(kind="invoice", client_id=AUBERGE)
    lines = [PaperLine(name=f"Wine {each}", price=Decimal("14.50"), quantity=Decimal(each)) for each in range(1, 201)]
    till.page.editor.insert(0, *lines)
    till.settle()
    draft = till.page.editor.draft
    assert cpu(till.page.recovery.keep) < max(0.05, 6 * cpu(lambda: plain(draft)))  # a slow machine reads slowly too
    assert len(till.copies()) == 1


def cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


@pytest.mark.parametrize(("words", "stored"), [("Keep my changes", "mine"), ("Show what is saved", "theirs")])
def test_changed_elsewhere_she_chooses(till: Till, words: str, stored: str) -> None:
    number = sell(till.book, "order", AUBERGE, "30", issue=False)
    till.open(paper_id=number)
    till.change(message="mine")

    def elsewhere(session: Any) -> None:
        draft = records.draft(session, number)
        draft.message = "theirs"
        draft.lines.append(PaperLine(name="Fixin", price=Decimal(5)))
        records.save(session, draft, TODAY)

    till.write(elsewhere)
    till.run("save")
    assert till.bars() == [
        "This document was changed elsewhere meanwhile. What you typed can take its place when you save, or be left."
    ]
    till.press(words)
    till.run("save")
    assert till.rows("SELECT message FROM paper") == [(stored,)]
    assert till.rows("SELECT count(*) FROM paper_line") == [(1 if stored == "mine" else 2,)]
    assert till.bars() == []


def test_a_step_taken_back_under_her_hands_is_said_at_once(till: Till) -> None:
    number = sell(till.book, "order", AUBERGE, "30", issue=False)
    till.open(paper_id=number)
    till.change(message="first")
    till.run("save")
    till.change(message="second")
    till.run("undo")
    assert till.rows("SELECT message FROM paper") == [("",)]
    assert till.page.editor.draft.message == "second"
    (said,) = till.bars()
    assert said.startswith("This document was changed elsewhere meanwhile.")
    till.press("Keep my changes")
    till.run("save")
    assert till.rows("SELECT message FROM paper") == [("second",)]


def test_issued_elsewhere_it_is_said_and_shown(till: Till) -> None:
    from app.sales import issuing

    number = sell(till.book, "order", AUBERGE, "30", issue=False)
    till.open(paper_id=number)
    till.change(message="mine")
    till.write(lambda session: issuing.issue(session, number, version=1, today=TODAY, render=lambda _printed: b"%PDF"))
    till.run("save")
    (said,) = till.bars()
    assert said.startswith("This document was issued meanwhile as ")
    till.press("Show what is saved")
    assert not till.page.editor.is_open
    assert till.copies() == []

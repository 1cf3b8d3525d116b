"""She sends one client their account statement, and prints those of many at once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.accounts import ledger, payments
from app.accounts.allocation import Share
from app.accounts.payments import Money
from app.clients.model import Client
from app.company.model import BankAccount
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.printing.pictures import difference
from ui.accounts.statement_page import StatementPage
from ui.shell import Shell
from ui.window import MainWindow

TODAY = date(2026, 11, 12)
THEATRE, AUBERGE, HOTEL = 3, 1, 7


def _post(session: Any, client: int, kind: str, number: str, day: date, amount: str, due: date | None = None) -> int:
    posting = ledger.Posting(client, 1, "EUR", kind, number, day, Decimal(amount), due_on=due)
    return ledger.post(session, posting).id


def _accounts(session: Any) -> None:
    """The brasserie owes 2 486,40, of which 1 284,50 is late; the auberge owes 120, the hotel has a credit of 50."""
    session.add(BankAccount(label="Courant", iban="FR7630006000011234567890189", bic="AGRIFRPPXXX"))
    before = _post(session, THEATRE, "invoice", "FA-2026-0301", date(2026, 7, 10), "846.20", date(2026, 8, 10))
    september = _post(session, THEATRE, "invoice", "FA-2026-0349", date(2026, 9, 10), "1411.00", date(2026, 10, 10))
    _pay(session, date(2026, 9, 17), "846.20", (before, "846.20"))
    late = _post(session, THEATRE, "invoice", "FA-2026-0361", date(2026, 9, 21), "988.40", date(2026, 10, 20))
    credit = _post(session, THEATRE, "credit_note", "AV-2026-0031", date(2026, 9, 28), "-64.80")
    ledger.match(session, credit_id=credit, debit_id=late, amount=Decimal("64.80"), on=date(2026, 9, 28))
    _post(session, THEATRE, "invoice", "FA-2026-0377", date(2026, 10, 5), "796.10", date(2026, 11, 4))
    _pay(session, date(2026, 10, 21), "1846.20", (september, "1411.00"), (late, "435.20"))
    _post(session, THEATRE, "invoice", "FA-2026-0418", date(2026, 11, 9), "1201.90", date(2026, 12, 9))
    _post(session, AUBERGE, "invoice", "FA-2026-0400", date(2026, 11, 2), "120.00", date(2026, 12, 2))
    _post(session, HOTEL, "credit_note", "AV-2026-0040", date(2026, 11, 3), "-50.00")


def _pay(session: Any, day: date, amount: str, *shares: tuple[int, str]) -> None:
    parts = tuple(Share(number, Decimal(part)) for number, part in shares)
    payments.record(session, Money(THEATRE, 1, "EUR", day, Decimal(amount), shares=parts))


@pytest.fixture
def books(window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window, on the day of the accounts."""
    monkeypatch.setattr(Shell, "today", staticmethod(lambda: TODAY))
    with window.jobs.book.write("accounts", kind="final") as writing:
        _accounts(writing.session)
    settle()
    return window


@pytest.fixture
def statement(books: MainWindow, settle: Settle) -> StatementPage:
    """The statement of the brasserie, asked for by the keys of its record."""
    books.open_record(THEATRE)
    settle()
    books.actions_.run("statement")
    page = books.named("statement")
    _wait(page, settle)
    return page


def _wait(page: StatementPage, settle: Settle) -> None:
    for _ in range(100):
        settle()
        if page.is_settled() and (not page.drawn or not page.drawn.content or page.pane.view.is_drawn()):
            return
        QTest.qWait(20)
    raise AssertionError("the page was not drawn")


def said(page: StatementPage) -> str:
    """The text of the PDF that is shown."""
    pdf = page.pane.view.pdf()
    assert pdf is not None
    return text_of(pdf.content)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        found = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    finally:
        document.close()
    return found.replace("\u202f", " ").replace("\u00a0", " ")


def choose_path(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What the system's dialog for saving answers."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))


@pytest.mark.feature("balance.statement")
def test_the_statement_of_one_client_agrees_with_the_account(statement: StatementPage) -> None:
    shown = said(statement)
    assert "2 486,40 €" in shown
    assert "FA-2026-0349" in shown
    assert "BRASSERIE DU THÉÂTRE" in shown.upper()
    assert statement.pane.words() == "Page 1 of 1"
    assert "Agrees with the account" in statement.check.text()
    assert "1 284,50" in statement.check.text().replace("\u202f", " ")


@pytest.mark.feature("balance.statement")
@pytest.mark.feature("peer.2")
def test_each_choice_redraws_the_page(statement: StatementPage, settle: Settle) -> None:
    choices = statement.choices

    def after(act: Callable[[], object]) -> str:
        act()
        _wait(statement, settle)
        return said(statement)

    assert "Talon" in said(statement)
    assert "Talon" not in after(choices._boxes["slip"].click)
    assert "Répartition" not in after(choices._boxes["ageing"].click)
    assert "1 284,50 €" in said(statement)
    assert "1 284,50 €" not in after(lambda: _choose(choices._said, "none"))
    assert "FA-2026-0349" not in after(choices._boxes["hide_paid"].click)
    assert "RG-2026" not in after(choices._open.click).split("Dernier règlement")[0]
    assert "Account statement" in after(lambda: _choose(choices._language, "en"))
    assert "Fournier" not in after(lambda: _choose(choices._contact, 0))


def _choose(field: Any, value: Any) -> None:
    field.set_value(value)
    field.edited.emit()


def test_an_earlier_day_shows_what_was_known_then(statement: StatementPage, settle: Settle) -> None:
    statement.choices._to.setText("30/09/2026")
    statement.choices._to.edited.emit()
    _wait(statement, settle)
    assert "2 334,60 €" in said(statement)
    assert "FA-2026-0377" not in said(statement)
    assert "Agrees with the account" in statement.check.text()


def test_a_wrong_day_keeps_the_page_and_says_so(statement: StatementPage, settle: Settle) -> None:
    before = said(statement)
    statement.choices._from.setText("13/11/2026")
    statement.choices._from.edited.emit()
    _wait(statement, settle)
    assert statement.choices._from_box.problem() is not None
    assert said(statement) == before


def test_own_words_are_filled_in_and_remembered(statement: StatementPage, settle: Settle, tmp_path: Path) -> None:
    statement.choices._change.click()
    statement.choices._own.set_value("Bonjour, {overdue} sur {balance} nous manquent {x}.")
    statement.choices._own.edited.emit()
    _wait(statement, settle)
    assert "Bonjour, 1 284,50 € sur 2 486,40 € nous manquent {x}." in said(statement).replace("\r\n", " ")
    print_to(tmp_path / "one.pdf")
    statement.print_button.click()
    _wait(statement, settle)
    statement.shell.back()
    statement.shell.actions.run("statement")
    _wait(statement, settle)
    assert statement.choices._own.text().startswith("Bonjour")
    assert statement._sent.text() == "Last sent on 12 Nov 2026"


@pytest.mark.feature("doc.print")
def test_what_is_seen_is_what_is_printed(statement: StatementPage, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    print_to(path)
    statement.shell.actions.run("print")
    _wait(statement, settle)
    pdf = statement.pane.view.pdf()
    assert pdf is not None
    assert difference(pdf.content, path.read_bytes()) < 0.01


@pytest.mark.feature("balance.statement")
def test_it_is_saved_as_pdf_csv_and_workbook(
    statement: StatementPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = []

    def answer(_parent: Any, _title: str, name: str, _filters: str) -> tuple[str, str]:
        suggested.append(Path(name).name)
        return str(tmp_path / f"saved{Path(name).suffix}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    for ending in (".pdf", ".csv", ".xlsx"):
        from ui.accounts import statement_output

        statement_output.save(statement, ending)
        _wait(statement, settle)
    assert suggested[0] == "Account statement C-00003 Brasserie du Theatre.pdf"
    pdf = statement.pane.view.pdf()
    assert pdf is not None
    assert (tmp_path / "saved.pdf").read_bytes() == pdf.content
    rows = list(csv.reader((tmp_path / "saved.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[-1][-4:-1] == ["5243,60", "2757,20", "2486,40"]
    assert (tmp_path / "saved.xlsx").read_bytes().startswith(b"PK")


def test_the_e_mail_is_prepared_with_the_file_beside(
    statement: StatementPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda url: opened.append(url.toString())))
    choose_path(monkeypatch, tmp_path / "releve.pdf")
    statement.email_button.click()
    _wait(statement, settle)
    assert opened[0].startswith("mailto:compta@client2.example?subject=")
    assert (tmp_path / "releve.pdf").read_bytes().startswith(b"%PDF")


def test_a_client_without_an_account_has_no_page(books: MainWindow, settle: Settle) -> None:
    books.show_named("statement", client_ids=[2])
    page = books.named("statement")
    _wait(page, settle)
    assert page.pane.empty.isVisible()
    assert not page.print_button.isEnabled()
    assert not books.actions_["print"].isEnabled()


@pytest.mark.feature("balance.statement")
def test_many_at_once_only_those_with_a_balance(
    books: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.list_page.view.selectAll()
    books.show_named("statement", client_ids=list(range(1, 10)))
    page = books.named("statement")
    _wait(page, settle)
    assert page.batch.count.text() == "3 clients, 3 pages"
    assert page.print_button.text() == "Print 3 statements"
    assert page.recipient_name() == "Auberge de la Charme"
    books.actions_.run("next")
    _wait(page, settle)
    assert "Brasserie du Théâtre" in said(page)
    assert page.pane._place.text() == "2 of 3"
    _choose(page.batch._having, "overdue")
    _wait(page, settle)
    assert page.recipients() == [THEATRE]
    _choose(page.batch._having, "owing")
    _choose(page.batch._by, "postcode")
    _wait(page, settle)
    assert page.recipients() == [THEATRE, AUBERGE]
    path = tmp_path / "all.pdf"
    print_to(path)
    books.actions_.run("print")
    _wait(page, settle)
    assert len(pypdfium2.PdfDocument(path)) == 2
    assert books.toast.text() == "2 statements printed"


def test_one_file_each(books: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(tmp_path)))
    books.show_named("statement", client_ids=[])
    page = books.named("statement")
    _wait(page, settle)
    page.batch._each.setChecked(True)
    page.save_button.click()
    _wait(page, settle)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf") == [
        "Releve de compte C-00001 Auberge de la Charme.pdf",
        "Releve de compte C-00003 Brasserie du Theatre.pdf",
        "Releve de compte C-00007 Hotel des Cordeliers.pdf",
    ]


def test_who_cannot_be_printed_is_named_and_left_out(books: MainWindow, settle: Settle, tmp_path: Path) -> None:
    with books.jobs.book.write("name") as writing:
        writing.session.get_one(Client, AUBERGE).company_name = "Auberge \u4e2d"
    books.show_named("statement", client_ids=[])
    page = books.named("statement")
    _wait(page, settle)
    assert page.batch.count.text() == "2 clients, 2 pages"
    path = tmp_path / "rest.pdf"
    print_to(path)
    page.print_button.click()
    _wait(page, settle)
    assert len(pypdfium2.PdfDocument(path)) == 2
    assert "1 left out" in books.toast.text()
    link = page.batch._out.itemAt(1).widget()
    link.click()
    settle()
    assert books.named("record").client_id == AUBERGE


@pytest.mark.parametrize("keys", [Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_the_pages_turn_by_keys(books: MainWindow, settle: Settle, keys: Qt.Key, qtbot: QtBot) -> None:
    with books.jobs.book.write("more", kind="final") as writing:
        for number in range(60):
            _post(writing.session, HOTEL, "invoice", f"F{number}", date(2026, 11, 4), "10.00", date(2026, 12, 4))
    books.show_named("statement", client_ids=[HOTEL])
    page = books.named("statement")
    _wait(page, settle)
    assert page.pane.words() == "Page 1 of 3"
    qtbot.keyClick(page.pane.view, keys)
    assert page.pane.words() == {Qt.Key.Key_PageDown: "Page 2 of 3", Qt.Key.Key_End: "Page 3 of 3"}[keys]
    page.pane.view.set_zoom(1.0)
    _wait(page, settle)
    assert page.pane._zoom.text() == "100 %"

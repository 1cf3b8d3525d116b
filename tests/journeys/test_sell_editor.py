"""Writing a paper in the real window, with the keyboard: quote, order, delivery, invoice, credit note."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.catalog import records as catalogue
from app.catalog.model import Product
from app.clients import records as clients
from app.clients.model import ClientCompany
from app.company.model import TaxRate
from app.sales import choosing, editing
from app.sales import records as papers
from app.sales.model import PaperLine
from tests.ui.record_desk import answer, in_dialog, press
from ui.sales.client_card import ClientCard, ClientField
from ui.sales.paper_prints import render
from ui.start import Program
from ui.window import MainWindow

TODAY = date.today()
AUBERGE, BISTROT, BRASSERIE, COMITE = 1, 2, 3, 4


class Counter:
    """The page of a paper, and the hands on it."""

    def __init__(self, qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> None:
        self.qtbot, self.program, self.window, self.settle = qtbot, program, window, settle

    @property
    def page(self) -> Any:
        return self.window.page()

    @property
    def draft(self) -> Any:
        return self.page.editor.draft

    def write(self, work: Callable[[Any], Any]) -> Any:
        assert self.program.jobs is not None
        with self.program.jobs.book.write("Test", kind="final") as writing:
            return work(writing.session)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        assert self.program.jobs is not None
        with contextlib.closing(self.program.jobs.book.rows()) as db:
            return db.execute(sql, values).fetchall()

    def run(self, key: str) -> None:
        assert self.window.actions_[key].isEnabled(), f"{key} is not served"
        self.window.actions_.run(key)
        self.settle()

    def open(self, **options: Any) -> None:
        self.window.show_named("paper", **options)
        self.settle()

    def keys(self, *keys: Any) -> None:
        """Type into whatever has the focus: texts, or keys."""
        for key in keys:
            focused = QApplication.focusWidget() or self.window.focusWidget()
            assert focused is not None
            if isinstance(key, str):
                self.qtbot.keyClicks(focused, key)
            elif isinstance(key, tuple):
                self.qtbot.keyClick(focused, key[0], key[1])
            else:
                self.qtbot.keyClick(focused, key)
            self.settle()

    def box(self, path: str) -> Any:
        fields = self.page.fields if path in self.page.fields.boxes else self.page.more_fields
        return fields.boxes[path]

    def choose(self, path: str, words: str) -> None:
        field = self.box(path).input
        field.setCurrentIndex(field.findText(words))
        assert field.currentText() == words
        field.activated.emit(field.currentIndex())
        self.settle()

    def texts(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    def paper(self, kind: str, client_id: int = AUBERGE, quantity: int = 10) -> int:
        """An issued paper with two products."""

        def work(session: Any) -> int:
            desk = editing.begin(session, kind=kind, client_id=client_id, today=TODAY)
            for name in ("Marsannay", "Fixin"):
                product = session.scalars(select(Product).where(Product.name == name)).one()
                line = PaperLine()
                choosing.put_product(line, product, desk)
                line.quantity = Decimal(quantity)
                desk.draft.lines.append(line)
            return int(editing.issue(session, desk.draft, today=TODAY, render=render).paper_id)

        return int(self.write(work))


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    made = Counter(qtbot, program, window, settle)

    def fill(session: Any) -> None:
        rate = session.scalars(select(TaxRate).order_by(TaxRate.position)).first()
        for number, (name, price) in enumerate((("Marsannay", "14.50"), ("Fixin", "38"), ("Livraison", "12")), 1):
            product = Product(code=f"P{number:04}", name=name, price=Decimal(price), unit="bottle", tax_rate_id=rate.id)
            catalogue.save(session, product)

    made.write(fill)
    window.show()
    window.activateWindow()
    settle()
    return made


@pytest.mark.feature("doc.create", "doc.invoice", "doc.invoice.draft", "doc.prefill.address")
def test_an_invoice_is_written_and_issued_without_the_mouse(counter: Counter) -> None:
    counter.open(kind="invoice")
    page = counter.page
    counter.keys("auberge", Qt.Key.Key_Return)
    assert counter.draft.bill_to_id == AUBERGE
    assert counter.draft.billing.split("\n") == ["Auberge de la Charme", "4 rue Basse", "21370 Prenois"]
    counter.keys("mars", Qt.Key.Key_Return, "12", Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, "12,5 %")
    counter.keys(Qt.Key.Key_Return, "Gift wrapping", Qt.Key.Key_Down, Qt.Key.Key_Up)
    counter.keys(Qt.Key.Key_Return, "2", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "1 250.5", Qt.Key.Key_Return)
    lines = [(each.name, each.quantity, each.price, each.discount_percent) for each in counter.draft.lines]
    assert lines[0] == ("Marsannay", Decimal(12), Decimal("14.50"), Decimal("12.5"))
    assert lines[1][:3] == ("Gift wrapping", Decimal(2), Decimal("1250.5"))
    assert counter.draft.net == Decimal("152.25") + Decimal("2501.00")
    counter.run("save")
    assert counter.rows("SELECT state, number FROM paper") == [("draft", "")]
    assert not page.is_changed()
    answer("Issue")
    counter.qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.rows("SELECT state, number, gross FROM paper") == [("issued", f"FA-{TODAY.year}-0001", 31_839_000)]
    assert page.title_row.badge.text() == "Issued"
    assert not page.editor.is_open


@pytest.mark.feature("doc.quote", "doc.order", "doc.delivery", "doc.creditnote", "doc.creditnote.draft")
def test_a_quote_becomes_an_order_a_delivery_an_invoice_and_a_credit_note(counter: Counter) -> None:
    counter.open(paper_id=counter.paper("quote"))
    for target, title in (
        ("order", "Issue the order"),
        ("delivery", "Issue the delivery note"),
        ("invoice", "Issue the invoice"),
        ("credit_note", "Issue the credit note"),
    ):
        counter.page.commands.turn(target)
        counter.settle()
        assert counter.page.title_row.issue.text() == title
        assert [line.quantity for line in counter.draft.lines] == [10, 10]
        answer("Issue")
        counter.run("issue")
    kinds = counter.rows("SELECT kind, state, progress FROM paper ORDER BY id")
    assert [row[:2] for row in kinds] == [
        (kind, "issued") for kind in ("quote", "order", "delivery", "invoice", "credit_note")
    ]
    assert counter.rows("SELECT sum(open) FROM open_item") == [(None,)]
    counter.page.title_row.source.click()
    counter.settle()
    assert counter.page.title().startswith("Invoice ")
    links = [link.text() for link in counter.page.foot.trail.links]
    assert any(words.startswith("Credit note AV-") for words in links)
    counter.run("back")
    assert counter.page.title().startswith("Credit note ")


@pytest.mark.feature("doc.label.order", "doc.note.banner", "doc.comment.order", "doc.comment.invoice")
def test_what_the_client_wants_said_is_said(counter: Counter) -> None:
    def change(session: Any) -> None:
        draft = clients.draft(session, AUBERGE)
        draft.order_hint, draft.note, draft.note_on_orders = "Ask for the buyer", "Ring twice", True
        draft.print_on_orders, draft.print_on_invoices = "VAT BE 0123", "Thank you"
        clients.save(session, draft)

    counter.write(change)
    counter.open(kind="order", client_id=AUBERGE)
    banners = counter.page.banners
    assert banners.bar("hint").text() == "On orders: Ask for the buyer"
    assert banners.bar("note").text() == "Note on this client: Ring twice"
    counter.page.more_link.click()
    assert counter.box("printed_text").input.value() == "VAT BE 0123"
    banners._hide("note")
    assert banners.bar("note") is None
    counter.open(kind="invoice", client_id=AUBERGE)
    assert counter.box("printed_text").input.value() == "Thank you"
    assert banners.bar("note") is not None


def test_a_client_in_credit_is_not_said_to_owe(counter: Counter) -> None:
    counter.paper("credit_note", quantity=1)
    counter.open(kind="invoice", client_id=AUBERGE)
    assert " · Credit " in counter.page.findChild(ClientCard).face.accessibleName()


@pytest.mark.feature("doc.billto.shipto")
def test_the_goods_may_go_to_somebody_else(counter: Counter) -> None:
    counter.open(kind="order", client_id=AUBERGE)

    def pick(dialog: Any) -> None:
        (field,) = dialog.findChildren(ClientField)
        counter.qtbot.keyClicks(field, "bistrot")
        counter.settle()
        counter.qtbot.keyClick(field, Qt.Key.Key_Return)

    in_dialog(pick)
    counter.choose("delivery", "Another recipient…")
    counter.settle()
    assert (counter.draft.bill_to_id, counter.draft.ship_to_id) == (AUBERGE, BISTROT)
    assert counter.draft.delivery.startswith("Bistrot des Halles Vertes")
    assert counter.box("delivery").input.currentText() == "Bistrot des Halles Vertes"
    counter.choose("delivery", "Same address")
    assert counter.draft.ship_to_id is None


def test_a_blocked_client_is_not_offered_and_named_when_typed_in_full(counter: Counter) -> None:
    counter.open(kind="order")
    counter.keys("brasserie")
    popup = counter.page.card.field.popup
    assert [entry.text for entry in popup.entries()] == []
    assert popup._foot == "1 blocked client hidden"
    counter.page.card.field.setText("")
    field = counter.page.card.field
    field.setText("Brasserie du Théâtre")
    field.ask(field.text())
    counter.settle()
    (entry,) = popup.entries()
    assert entry.off
    assert "No orders are taken" in entry.more


def test_errors_stand_at_their_cell_and_issuing_goes_to_the_first(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, "twelve", Qt.Key.Key_Tab)
    assert counter.page.lines.lines.text(0, 2) == "twelve"
    counter.page.lines.finish()
    words, tone = counter.page.lines.lines.under(0)
    assert words.startswith("This is not an amount")
    assert tone == "red"
    counter.run("issue")
    assert counter.page.lines._at == (0, 2)
    assert counter.page.lines.field().text() == "twelve"
    counter.keys("-3", Qt.Key.Key_Tab)
    counter.page.lines.finish()
    assert "not negative" in counter.page.lines.lines.under(0)[0]
    counter.run("save")
    assert counter.rows("SELECT count(*) FROM paper") == [(0,)]
    counter.page.lines.begin(0, 2)
    counter.keys("3", Qt.Key.Key_Return)
    counter.run("save")
    assert counter.rows("SELECT net FROM paper") == [(435_000,)]


@pytest.mark.feature("doc.edit", "doc.order")
def test_lines_are_moved_deleted_and_brought_back(counter: Counter) -> None:
    counter.open(kind="order", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, Qt.Key.Key_Return, "fix", Qt.Key.Key_Return)
    counter.keys((Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert [line.name for line in counter.draft.lines] == ["Fixin", "Marsannay"]
    counter.page.lines.begin(0, 6)
    counter.keys(Qt.Key.Key_Delete)  # in a cell, where it is not for the line
    counter.page.lines.finish()
    counter.qtbot.keyClick(counter.page.lines, Qt.Key.Key_Delete)
    assert [line.name for line in counter.draft.lines] == ["Marsannay"]
    counter.run("add_text_line")
    counter.keys("Delivered in March", Qt.Key.Key_Return)
    assert [(line.kind, line.name) for line in counter.draft.lines][1] == ("text", "Delivered in March")
    counter.run("save")
    assert counter.rows("SELECT kind, name FROM paper_line ORDER BY position")[1] == ("text", "Delivered in March")


def test_a_new_product_is_made_from_a_line(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("Corkscrew")

    counter.page.lines.field().picked.emit(("create", "Corkscrew"))
    counter.settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.boxes["price"].input.setText("9,90")
    press(dialog, "Create")
    counter.settle()
    assert counter.rows("SELECT name, price FROM product WHERE name='Corkscrew'") == [("Corkscrew", 99_000)]
    (line,) = counter.draft.lines
    assert (line.name, line.price, line.product_id) == ("Corkscrew", Decimal("9.90"), 4)


@pytest.mark.feature("doc.closing", "doc.log")
def test_an_order_is_closed_with_a_reason_and_its_history_says_so(counter: Counter) -> None:
    counter.open(paper_id=counter.paper("order"))

    def fill(dialog: Any) -> None:
        dialog.boxes["reason"][0].input.setText("Sold out")
        press(dialog, "Close it")

    in_dialog(fill)
    counter.run("close_order")
    assert counter.page.title_row.badge.text() == "Closed"
    assert "Closed on" in " ".join(counter.texts())
    desk = counter.page.editor.desk
    assert [event.kind for event in desk.events] == ["closed", "issued", "created"]


@pytest.mark.feature("doc.proforma")
def test_a_pro_forma_owes_nothing(counter: Counter) -> None:
    counter.open(kind="proforma", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Issue")
    counter.run("issue")
    assert counter.page.title().startswith("Pro forma invoice PF-")
    assert counter.rows("SELECT count(*) FROM entry") == [(0,)]


def test_leaving_asks_and_can_save(counter: Counter) -> None:
    counter.open(kind="quote", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Save")
    counter.run("clients")
    counter.settle()
    assert counter.rows("SELECT kind, state FROM paper") == [("quote", "draft")]
    assert counter.page is counter.window.list_page


def test_beyond_the_credit_limit_it_is_said_and_asked(counter: Counter) -> None:
    def limit(session: Any) -> None:
        draft = clients.draft(session, AUBERGE)
        draft.companies.append(ClientCompany(company_id=1, credit_limit=Decimal(100)))
        clients.save(session, draft)

    counter.write(limit)
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, "5", Qt.Key.Key_Return)
    assert counter.page.banners.bar("limit").text().startswith("87 % of the credit limit is used.")
    counter.keys("fix", Qt.Key.Key_Return)
    assert "exceeded by" in counter.page.banners.bar("limit").text()
    asked: list[str] = []

    def read(dialog: Any) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))

    in_dialog(read)
    counter.run("issue")
    assert any("credit limit" in words for words in asked)
    assert counter.rows("SELECT count(*) FROM paper WHERE state='issued'") == [(0,)]


def test_two_hundred_lines_stay_quick(counter: Counter) -> None:
    import time

    def many(session: Any) -> int:
        desk = editing.begin(session, kind="invoice", client_id=AUBERGE, today=TODAY)
        product = session.get_one(Product, 1)
        for _ in range(200):
            line = PaperLine()
            choosing.put_product(line, product, desk)
            desk.draft.lines.append(line)
        return papers.save(session, desk.draft, TODAY)

    counter.open(paper_id=counter.write(many))
    lines = counter.page.lines
    spent = []
    for act in (
        lambda: lines.begin(150, 2),
        lambda: counter.qtbot.keyClick(lines.field(), Qt.Key.Key_7),
        lambda: counter.qtbot.keyClick(lines.field(), Qt.Key.Key_Tab),
        counter.page.editor.catch_up,
        lines.finish,
    ):
        before = time.process_time()
        act()
        spent.append(time.process_time() - before)
    assert counter.draft.lines[150].quantity == 7
    assert max(spent) < 0.1, spent


def test_every_zone_of_the_page_is_reached_by_keyboard(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    page, seen = counter.page, set()
    for _ in range(len(page.zones()) + 1):
        counter.run("next_zone")
        focused = counter.window.focusWidget()
        seen |= {zone for zone in page.zones() if zone is focused or zone.isAncestorOf(focused)}
    assert seen == {zone for zone in page.zones() if zone.isVisible()}
    page.lines.begin_new()
    counter.keys(Qt.Key.Key_Tab)
    assert page.foot.isAncestorOf(counter.window.focusWidget())

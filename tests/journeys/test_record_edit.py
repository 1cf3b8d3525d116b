"""She changes a record: every kind of field, errors where they are, one Save and one Cancel for all of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.clients import records
from tests.ui.record_desk import Desk, answer
from ui.clients import recovery
from ui.widgets.labels import LinkLabel

Keys = Qt.Key


def client(desk: Desk, columns: str) -> Any:
    (found,) = desk.rows(f"SELECT {columns} FROM client WHERE id=1")
    return found[0] if len(found) == 1 else found


@pytest.mark.feature("client.record.edit", "client.record.save")
def test_one_save_for_the_whole_record(desk: Desk) -> None:
    desk.edit()
    assert desk.core("company_name").hasFocus()
    desk.type("company_name", "Brasserie de la Gare")
    desk.page.go_to("terms")
    desk.settle()
    desk.type("delivery_days", "Jeudi")
    assert desk.page.bar._count.text() == "2 changes not saved"
    assert desk.page.is_changed()
    desk.save()
    assert client(desk, "company_name, delivery_days") == ("Brasserie de la Gare", "Jeudi")
    assert not desk.page.editor.editing
    assert not desk.page.is_changed()
    assert desk.page.title() == "Brasserie de la Gare"
    assert desk.rows("SELECT label FROM change_set ORDER BY id DESC LIMIT 1") == [("Edit {name}",)]


@pytest.mark.feature(
    "client.field.headcount", "client.field.capital", "client.field.rcs", "client.field.followup",
    "client.field.sector",
    "client.field.keyaccount", "client.field.nurturing", "client.type.partner", "client.field.needs",
    "client.field.legalform", "client.field.category", "client.field.owner", "client.field.referredby",
    "client.field.reference", "client.field.website", "client.field.social",
)  # fmt: skip
def test_every_kind_of_field(desk: Desk) -> None:
    desk.edit()
    for path, text in {
        "own_reference": "OLD-17", "capital": "15000", "headcount": "12-15", "rcs": "Dijon B 123 456 782",
        "legal_form": "SARL", "needs": "Une carte courte", "followup": "Primeurs", "followup_on": "20/11/2026",
        "linkedin": "linkedin.com/company/theatre",
    }.items():  # fmt: skip
        desk.type(path, text)
    for path, words in {"sector_id": "Retail", "owner_id": "Paul Renard", "category_id": "Hotel"}.items():
        desk.choose(path, words)
    for path in ("key_account", "nurturing", "is_partner"):
        desk.qtbot.keyClick(desk.core(path), Keys.Key_Space)
    desk.save()
    columns = "own_reference, capital, headcount, rcs, legal_form, needs, followup, followup_on, linkedin"
    assert client(desk, columns) == (
        "OLD-17", 150_000_000, "12-15", "Dijon B 123 456 782", "SARL", "Une carte courte", "Primeurs", "2026-11-20",
        "linkedin.com/company/theatre",
    )  # fmt: skip
    assert client(desk, "key_account, nurturing, is_partner, owner_id") == (1, 1, 1, 2)


@pytest.mark.feature(
    "terms.term", "terms.paymode.in", "terms.paymode.out", "terms.discount", "terms.rebate", "terms.rebate.until",
    "terms.currency", "terms.vat", "terms.dunningplan", "terms.carrier", "terms.checks", "terms.invoicesend",
    "terms.copies", "terms.payadvice", "terms.credit", "terms.creditcode", "acct.creditlimit", "acct.thirdparty",
    "acct.aux", "acct.supplier", "acct.taxrules", "acct.creditaccounts",
)  # fmt: skip
def test_the_terms(desk: Desk) -> None:
    desk.edit("terms")
    for path, words in {
        "payment_term_id": "30 days", "means_in_id": "Transfer", "means_out_id": "Cheque",
            "currency": "CHF · Swiss Franc",
        "carrier_id": "Carrier", "invoice_sending": "E-mail and paper", "payment_advice": "By e-mail",
        "credit_code_id": "Standard", "tax_rate_id": "10\N{NARROW NO-BREAK SPACE}%",
        "reminder_plan_id": "Gentle: 8, 20 and 35 days",
    }.items():  # fmt: skip
        desk.choose(path, words)
    for path, text in {
        "discount_percent": "2,5", "rebate_percent": "3", "rebate_days": "8", "invoice_copies": "2",
        "companies/0/credit_limit": "5000", "companies/0/customer_account": "411000", "free_carriage_from": "150",
        "companies/0/auxiliary_code": "BRASTHEA", "companies/0/supplier_account": "401000",
        "companies/0/tax_rules": "Intra", "companies/0/credit_accounts": "707000",
    }.items():  # fmt: skip
        desk.type(path, text)
    desk.qtbot.keyClick(desk.core("has_credit"), Keys.Key_Space)
    desk.save()
    assert client(desk, "discount_percent, rebate_percent, rebate_days, invoice_copies, currency, has_credit") == (
        25_000, 30_000, 8, 2, "CHF", 1,
    )  # fmt: skip
    account = desk.rows("SELECT credit_limit, customer_account, auxiliary_code, supplier_account FROM client_company")
    assert account == [(50_000_000, "411000", "BRASTHEA", "401000")]


@pytest.mark.feature("balance.watch")
def test_the_day_a_watch_began_is_kept(desk: Desk) -> None:
    desk.edit("terms")
    desk.qtbot.keyClick(desk.core("companies/0/on_watch"), Keys.Key_Space)
    desk.type("companies/0/watch_reason", "Deux retards")
    desk.save()
    assert desk.rows("SELECT on_watch, watch_since, watch_reason FROM client_company") == [
        (1, "2026-11-12", "Deux retards")
    ]
    desk.page.go_to("terms")
    assert desk.section("credit")._shown_read["companies/0/on_watch"].value() == "Yes, since 12 Nov 2026"


@pytest.mark.feature("client.field.siret", "client.field.siren", "client.field.vat", "client.field.naf", "peer.24")
def test_an_error_stands_at_its_field_with_its_remedy(desk: Desk) -> None:
    desk.edit()
    for number, wrong in (("siren", "123 456 783"), ("siret", "123 456 782 00011")):
        desk.type(number, wrong)
        assert "one of its digits is wrong" in desk.box(number).problem().message
    desk.type("siren", "123 456 782")
    desk.type("siret", "123 456 782 00010")
    desk.type("vat_number", "FR 23 123456782")
    box = desk.box("vat_number")
    assert box.problem().message == "For this SIREN the two digits after FR are {key}."
    assert desk.page.bar._wrong.text() == "1 field to correct"
    before = desk.cell("SELECT count(*) FROM change_set")
    desk.page.go_to("terms")
    desk.save()
    assert desk.cell("SELECT count(*) FROM change_set") == before
    assert desk.page.tabs.current() == "details"
    assert desk.core("vat_number").hasFocus()
    next(link for link in box.findChildren(LinkLabel) if link.text() == "Use FR 11 123456782").click()
    assert box.problem() is None
    desk.type("naf", "5610a")
    assert desk.box("naf")._below.text() == "Restaurants and mobile food service activities"
    desk.save()
    assert client(desk, "vat_number, naf") == ("FR11123456782", "56.10A")


def test_what_follows_is_filled_in_and_what_fits_is_offered(desk: Desk) -> None:
    desk.open(desk.other)
    desk.edit()
    desk.type("siret", "123 456 782 00010")
    assert desk.page.editor.draft.siren == "123456782"
    assert desk.core("siret").text() == "123 456 782 00010"
    box = desk.box("vat_number")
    next(link for link in box.findChildren(LinkLabel) if link.text() == "Use FR 11 123456782").click()
    desk.save()
    assert desk.rows("SELECT siren, siret, vat_number FROM client WHERE id=2") == [
        ("123456782", "12345678200010", "FR11123456782")
    ]


def test_what_cannot_be_read_is_kept_on_screen_and_not_saved(desk: Desk) -> None:
    desk.edit()
    desk.type("capital", "douze")
    assert desk.core("capital").text() == "douze"
    desk.save()
    assert desk.page.editor.editing
    assert desk.core("capital").hasFocus()
    desk.type("capital", "12")
    desk.save()
    assert client(desk, "capital") == 120_000


def test_text_still_under_the_caret_is_saved(desk: Desk) -> None:
    desk.edit()
    core: Any = desk.core("siren")
    core.setFocus()
    core.selectAll()
    desk.qtbot.keyClicks(core, "552 100 554")
    core = desk.core("siret")
    core.setFocus()
    core.selectAll()
    desk.qtbot.keyClicks(core, "552 100 554 00010")
    desk.run("save")
    desk.type("siret", "")
    desk.save()
    assert client(desk, "siren") == "552100554"


@pytest.mark.feature("client.type.person")
def test_a_company_may_be_a_private_person(desk: Desk) -> None:
    desk.edit()
    desk.section("identity")._kind.segment(False).click()
    assert desk.box("last_name").isVisible()
    assert not desk.box("company_name").isVisible()
    desk.save()
    assert desk.box("last_name").problem().message == "Enter a name: it is all that a record needs."
    desk.type("first_name", "Claire")
    desk.type("last_name", "Fournier")
    desk.type("birthday", "23/05")
    desk.save()
    assert client(desk, "is_organisation, first_name, last_name, birthday") == (0, "Claire", "Fournier", "--05-23")
    assert desk.page.title() == "Claire Fournier"


@pytest.mark.feature("client.type.lock")
def test_papers_keep_a_client_a_client_and_its_reference(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for guards in ("TIES", "LOCKS"):
        monkeypatch.setattr(records, guards, [lambda session, number: True])
    desk.open()
    assert not desk.rig.shell.actions["to_prospect"].isEnabled()
    desk.edit()
    row = desk.section("identity")._status
    assert not row._radios[False, True].isEnabled()
    assert row._why.isVisible()
    assert desk.core("reference").isReadOnly()


def test_the_reference_can_be_changed_but_never_taken_twice(desk: Desk) -> None:
    desk.edit()
    desk.type("reference", "C-00002")
    desk.save()
    assert desk.box("reference").problem().message == "The reference “{reference}” is taken."
    desk.type("reference", "BT-1")
    desk.save()
    assert client(desk, "reference") == "BT-1"


def test_cancel_asks_and_keeps_nothing(desk: Desk) -> None:
    desk.edit()
    desk.type("company_name", "Autre nom")
    answer("Stay")
    desk.qtbot.keyClick(desk.core("company_name"), Keys.Key_Escape)
    assert desk.page.editor.editing
    answer("Don’t save")
    desk.qtbot.keyClick(desk.core("company_name"), Keys.Key_Escape)
    desk.settle()
    assert not desk.page.editor.editing
    assert client(desk, "company_name") == "Brasserie du Théâtre"
    assert desk.page.header.title.text() == "Brasserie du Théâtre"
    desk.edit()
    assert desk.core("company_name").text() == "Brasserie du Théâtre"


def test_leaving_can_save_first(desk: Desk) -> None:
    desk.edit()
    desk.type("headcount", "12")
    answer("Save")
    left: list[bool] = []
    desk.page.can_leave(lambda: left.append(True))
    desk.settle()
    assert left == [True]
    assert client(desk, "headcount") == "12"


def test_nothing_changed_is_nothing_written(desk: Desk) -> None:
    before = desk.cell("SELECT count(*) FROM change_set")
    desk.edit()
    desk.save()
    assert not desk.page.editor.editing
    assert desk.cell("SELECT count(*) FROM change_set") == before


def change_elsewhere(desk: Desk, **values: object) -> None:
    def work(session: Any) -> None:
        draft = records.draft(session, 1)
        for name, value in values.items():
            setattr(draft, name, value)
        records.save(session, draft)

    desk.rig.shell.jobs.write(None, "elsewhere", work)
    desk.settle()


def test_a_record_that_is_only_read_follows_the_file(desk: Desk) -> None:
    change_elsewhere(desk, company_name="Nouveau nom")
    assert desk.page.title() == "Nouveau nom"
    assert desk.page.header.title.text() == "Nouveau nom"


def test_two_edits_of_one_record_meet(desk: Desk) -> None:
    desk.edit()
    desk.type("headcount", "12")
    change_elsewhere(desk, rcs="Dijon B 1", headcount="9")
    bar = desk.page.messages.bar("conflict")
    assert bar is not None
    next(link for link in bar.findChildren(LinkLabel) if link.text() == "Keep my changes").click()
    assert desk.core("rcs").text() == "Dijon B 1"
    assert desk.core("headcount").text() == "12"
    desk.save()
    assert client(desk, "rcs, headcount") == ("Dijon B 1", "12")


def test_the_edits_can_give_way_to_what_is_saved(desk: Desk) -> None:
    desk.edit()
    desk.type("headcount", "12")
    change_elsewhere(desk, headcount="9")
    bar = desk.page.messages.bar("conflict")
    assert bar is not None
    next(link for link in bar.findChildren(LinkLabel) if link.text() == "Show what is saved").click()
    assert not desk.page.editor.editing
    assert desk.page.editor.draft.headcount == "9"


def test_a_crash_loses_no_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.edit()
    desk.type("headcount", "12")
    desk.page.recovery.keep()
    book = desk.rig.shell.jobs.book.path
    assert [(kept.client_id, kept.name) for kept in recovery.kept(book)] == [(1, "Brasserie du Théâtre")]
    copy = desk.page.recovery.file().read_bytes()
    desk.page.editor.drop()
    assert recovery.kept(book) == []
    desk.page.recovery.file().write_bytes(copy)  # as a crash would have left it
    desk.open()
    bar = desk.page.messages.bar("recovery")
    assert bar is not None
    assert "Take up where you left?" in bar.text()
    next(link for link in bar.findChildren(LinkLabel) if link.text() == "Take them up").click()
    desk.settle()
    assert desk.page.editor.editing
    assert desk.page.is_changed()
    desk.save()
    assert client(desk, "headcount") == "12"
    assert recovery.kept(book) == []


def test_a_copy_that_cannot_be_read_is_thrown_away(desk: Desk) -> None:
    path = desk.page.recovery.file()
    path.write_text('{"client": 1, "name": "x", "draft": "[]", "pictures": {}}')
    desk.open()
    bar = desk.page.messages.bar("recovery")
    assert bar is not None
    next(link for link in bar.findChildren(LinkLabel) if link.text() == "Take them up").click()
    assert not path.exists()
    assert not desk.page.editor.editing


def test_the_whole_of_it_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.run("edit")
    core: Any = desk.core("company_name")
    assert core.hasFocus()
    core.selectAll()
    qtbot.keyClicks(core, "Chez Claire")
    qtbot.keyClick(core, Keys.Key_Tab)
    assert desk.core("reference").hasFocus()
    qtbot.keyClick(desk.page.focusWidget(), Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert client(desk, "company_name") == "Chez Claire"
    assert desk.page.header.edit.isVisible()


def test_every_field_has_a_name_for_the_screen_reader(desk: Desk) -> None:
    for tab in ("details", "terms"):
        desk.edit(tab) if tab == "details" else desk.page.go_to(tab)
        desk.settle()
        forms = [section.form for section in desk.page.tab().sections if getattr(section, "form", None)]
        cores = [form.widget(path) for form in forms for path in form.paths()]
        named = [getattr(box, "input", box).core() for box in cores]
        assert len(named) > 20
        assert all(core.accessibleName() or getattr(core, "text", str)() for core in named)

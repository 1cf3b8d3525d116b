"""She keeps the texts that she writes again and again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from app.mailings import templates
from app.values.rich_text import Run, plain
from tests.journeys.test_list import Settle
from tests.journeys.test_statement import text_of
from tests.journeys.writing import answer
from tests.ui.record_desk import in_dialog
from ui.mailings.mailings_page import MailingsPage
from ui.mailings.template_page import TemplatePage
from ui.window import MainWindow


@pytest.fixture
def listing(window: MainWindow, settle: Settle) -> MailingsPage:
    window.show_named("mailings", tab="templates")
    settle()
    page = window.page()
    assert isinstance(page, MailingsPage)
    return page


def names(listing: MailingsPage) -> list[str]:
    table = listing.templates.list.table
    return [table.known(number).name for number in table.ids]


def said(page: TemplatePage) -> str:
    pdf = page.preview.pane.view.pdf()
    assert pdf is not None
    return text_of(pdf.content)


def opened(window: MainWindow, settle: Settle) -> TemplatePage:
    for _ in range(20):
        settle()
        page = window.page()
        if isinstance(page, TemplatePage) and page.preview.is_settled() and page.preview.pane.view.pdf() is not None:
            return page
    raise AssertionError("no template is shown")


def test_ours_are_there_from_the_beginning(listing: MailingsPage) -> None:
    assert len(names(listing)) == len(templates.STARTERS)
    assert "Invitation" in names(listing)


def test_a_template_is_changed_and_read_with_real_data(
    window: MainWindow, listing: MailingsPage, settle: Settle
) -> None:
    row = next(row for row in map(listing.templates.list.table.known, listing.templates.list.table.ids)
               if row.starter == "welcome")  # fmt: skip
    listing.templates.open_row(row)
    page = opened(window, settle)
    assert "AUBERGE DE LA CHARME" in said(page).upper()
    page.texts.editor.set_value(())
    page.texts.editor.insert_field(Run(field="company_name"))
    page.name.set_value("Welcome to the shop")
    page.texts.editor.edited.emit()
    assert page.is_changed()
    window.actions_.run("save")
    page = opened(window, settle)
    assert not page.is_changed()
    with window.jobs.book.read() as session:
        kept = templates.load(session, row.id)
    assert kept.name == "Welcome to the shop"
    assert plain(templates.words_for(kept.texts, page.texts.language()).body) == "{company_name}"
    assert {words.language for words in kept.texts} == {"fr", "en"}


def test_a_new_template_needs_a_name(window: MainWindow, listing: MailingsPage, settle: Settle) -> None:
    listing.begin()
    settle()
    page = window.page()
    assert isinstance(page, TemplatePage)
    page.save()
    assert page.name_box.problem().message == "Enter a name."
    page.name.set_value("Reminder of the tasting")
    page.kind.set_value("email")
    page.save()
    settle()
    window.show_named("mailings", tab="templates")
    settle()
    assert "Reminder of the tasting" in names(listing)


def test_changes_are_not_left_behind_unasked(window: MainWindow, listing: MailingsPage, settle: Settle) -> None:
    listing.begin()
    settle()
    page = window.page()
    page.name.set_value("Half written")

    def stay(dialog: QDialog) -> None:
        dialog.reject()

    in_dialog(stay)
    window.actions_.run("clients")
    assert window.page() is page
    assert page.name.value() == "Half written"


def test_copy_delete_and_bring_back(window: MainWindow, listing: MailingsPage, settle: Settle) -> None:
    table = listing.templates.list.table
    first = table.known(table.ids[0])
    answer(name="A copy")
    listing.templates.copy(first)
    settle()
    assert "A copy" in names(listing)
    listing.templates.delete(first)
    settle()
    assert first.name not in names(listing)
    window.actions_.run("undo")
    settle()
    assert first.name in names(listing)
    listing.templates.delete(first)
    settle()
    listing.templates.add_starters()
    settle()
    assert first.name in names(listing)
    assert window.toast.text() == "1 template added"


def test_a_template_is_found_by_its_name(listing: MailingsPage, settle: Settle) -> None:
    listing.search_box.setText("invit")
    settle()
    assert names(listing) == ["Invitation"]
    listing.search_box.setText("nothing like it")
    settle()
    assert names(listing) == []
    assert listing.templates.list.empty.isVisible()

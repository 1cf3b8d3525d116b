"""The place where all mailings, letters, templates, labels and envelopes are found again."""

from __future__ import annotations

import pytest

from app.mailings import mailings
from app.mailings.mailings import Sent
from app.mailings.plan import Plan
from tests.journeys.test_list import Settle
from tests.journeys.writing import THEATRE, answer, today
from ui.mailings.mailing_page import MailingPage
from ui.mailings.mailings_page import MailingsPage
from ui.window import MainWindow

__all__ = ["today"]  # a fixture


@pytest.fixture
def listing(window: MainWindow, settle: Settle) -> MailingsPage:
    """Two mailings, a letter, and labels that were printed."""
    with window.jobs.book.write("fill", kind="final") as writing:
        session = writing.session
        mailings.create(session, [1, 2, 3], Plan(name="Spring tasting"))
        mailings.create(session, [1], Plan(name="Christmas"))
        mailings.create(session, [THEATRE], Plan(name="Thanks", kind="letter"))
        sent = [Sent(number, None, ("x",)) for number in (1, 2)]
        mailings.record_printed(session, Plan(kind="labels", name="L7163", sheet="avery-l7163"), sent, 1)
    window.actions_.run("mailings")
    settle()
    page = window.page()
    assert isinstance(page, MailingsPage)
    return page


def names(page: MailingsPage) -> list[str]:
    table = page.table()
    assert table is not None
    return [table.table.known(number).name for number in table.table.ids]


@pytest.mark.feature("mailing.page")
def test_each_kind_has_its_tab(listing: MailingsPage, settle: Settle) -> None:
    assert sorted(names(listing)) == ["Christmas", "Spring tasting"]
    listing.tabs.set_current("letter")
    settle()
    assert names(listing) == ["Thanks"]
    listing.tabs.set_current("printed")
    settle()
    assert names(listing) == ["L7163"]


def test_one_is_found_by_its_name(listing: MailingsPage, settle: Settle) -> None:
    listing.search_box.setText("tast")
    settle()
    assert names(listing) == ["Spring tasting"]
    listing.search_box.setText("100%")
    settle()
    assert names(listing) == []
    assert listing.table().empty.isVisible()


def test_copy_rename_delete_and_undo(window: MainWindow, listing: MailingsPage, settle: Settle) -> None:
    listing.table().view.set_current_row(names(listing).index("Christmas"))
    row = listing.row()
    answer(name="Christmas 2026")
    listing.rename(row)
    settle()
    assert "Christmas 2026" in names(listing)
    listing.delete(listing.row())
    settle()
    assert names(listing) == ["Spring tasting"]
    window.actions_.run("undo")
    settle()
    assert len(names(listing)) == 2
    answer(name="Autumn tasting")
    listing.copy(
        next(row for row in map(listing.table().table.known, listing.table().table.ids) if row.recipients == 3)
    )
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    assert (page.draft.plan.name, page.people.model.rowCount()) == ("Autumn tasting", 3)


def test_who_labels_were_for(window: MainWindow, listing: MailingsPage, settle: Settle) -> None:
    listing.tabs.set_current("printed")
    settle()
    listing.open_row(listing.row())
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    settle()
    assert not page.texts.isVisible()
    assert sorted(seat.name for seat in page.people.model.seats) == [
        "Auberge de la Charme",
        "Bistrot des Halles Vertes",
    ]
    assert not page.head.print.isEnabled()


def test_labels_are_begun_for_a_saved_search(listing: MailingsPage, settle: Settle) -> None:
    chosen: list[object] = []
    menu = listing.whom_menu(lambda ids, name: chosen.append((list(ids), name)))
    assert [action.text() for action in menu.actions()] == ["All clients", "Restos de Dijon"]
    menu.actions()[1].trigger()
    settle()
    assert chosen == [([2, 3, 7], "Restos de Dijon")]


def test_empty_tabs_say_what_they_are_for(window: MainWindow, settle: Settle) -> None:
    window.show_named("mailings")
    settle()
    page = window.page()
    assert page.lists["mailing"].empty.isVisible()
    page.tabs.set_current("printed")
    settle()
    assert page.lists["printed"].empty.isVisible()

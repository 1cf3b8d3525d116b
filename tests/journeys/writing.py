"""Hands that write letters and mailings, and the mailing that the journeys are about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.mailings import mailings, templates
from app.mailings.plan import Plan, load
from tests.journeys.test_list import Settle
from tests.journeys.test_statement import text_of
from tests.ui.record_desk import in_dialog
from ui.mailings.mailing_page import MailingPage
from ui.shell import Shell
from ui.widgets.question import Question
from ui.window import MainWindow

TODAY = date(2026, 11, 12)
THEATRE = 3


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shell, "today", staticmethod(lambda: TODAY))


def wait(page: MailingPage, settle: Settle) -> MailingPage:
    """Until everything is written, checked and drawn."""
    for _ in range(100):
        settle()
        drawn = page.preview.pane.view.pdf() is None or page.preview.pane.view.is_drawn()
        if page.is_settled() and drawn and page.draft.plan.id:
            return page
        QTest.qWait(30)
    raise AssertionError("the page is not at rest")


def answer(**values: Any) -> None:
    """Fill in the question that is asked next, and accept it."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        for name, value in values.items():
            dialog.boxes[name][0].input.set_value(value)
        dialog.answer()

    in_dialog(fill)


def names(page: MailingPage) -> list[str]:
    return [seat.name for seat in page.people.model.seats]


def stored(window: MainWindow, page: MailingPage) -> Plan:
    with window.jobs.book.read() as session:
        return load(session, page.draft.plan.id)


def said(page: MailingPage) -> str:
    """The text of the page that is shown."""
    pdf = page.preview.pane.view.pdf()
    assert pdf is not None
    return text_of(pdf.content)


def type_in(page: MailingPage, text: str) -> None:
    page.texts.editor.edit.setFocus()
    QTest.keyClicks(page.texts.editor.edit, text)


@pytest.fixture
def christmas(window: MainWindow, settle: Settle) -> MailingPage:
    """The mailing that she begins from all clients of the list, prospects too."""
    with window.jobs.book.write("Christmas") as writing:
        plan = Plan(name="Christmas letter 2026", typeface="serif", text_size=130)
        starter = next(row for row in templates.listed(writing.session) if row.starter == "holidays")
        plan = mailings.from_template(writing.session, plan, starter.id)
        number = mailings.create(writing.session, list(range(1, 12)), plan)
    settle()
    window.show_named("mailings")
    window.show_named("mailing", mailing_id=number)
    page = window.named("mailing")
    assert isinstance(page, MailingPage)
    return wait(page, settle)


@pytest.fixture
def few(window: MainWindow, christmas: MailingPage, settle: Settle) -> MailingPage:
    """The same to two clients, and one of those who are left out."""
    christmas.people.remove([1, 4, 5, 6, 7, 8, 9, 10])
    settle()
    return wait(christmas, settle)

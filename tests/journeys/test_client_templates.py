"""She writes an e-mail from a template, and puts a comment from one into a note: both in the client's own words."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.mailings import templates
from app.mailings.filling import Words
from app.mailings.templates import Template
from app.values.rich_text import from_marked
from ui.clients.insert_text import InsertText
from ui.widgets.menus import Menu
from ui.window import MainWindow

Settle = Callable[[], None]
THEATRE = 3


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that the mail program was given."""
    found: list[str] = []
    give = lambda url: not found.append(url.toEncoded().data().decode())  # noqa: E731 - in place of the system
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(give))
    return found


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines to choose in the next menus, by their words."""
    wanted: list[str] = []

    def choose(menu: Menu, _button: object) -> None:
        words = wanted.pop(0)
        next(line for line in menu.actions() if line.text() == words).trigger()

    monkeypatch.setattr(Menu, "open_under", choose)
    return wanted


def keep(window: MainWindow, kind: str, name: str, title: str, marked: str) -> None:
    with window.jobs.book.write("template") as writing:
        words = Words("en", title, from_marked(marked))
        templates.save(writing.session, Template(name=name, kind=kind, texts=(words,)))


@pytest.mark.feature("email.template")
def test_an_email_begins_from_a_template(
    window: MainWindow, settle: Settle, opened: list[str], chosen: list[str]
) -> None:
    window.open_record(THEATRE)
    settle()
    window.page().header.mail.click()
    settle()
    assert opened == ["mailto:compta@client2.example"]
    keep(window, "email", "Ready", "Your order, {reference}", "Hello,\n\nall is ready for {name}:\n\n- wine\n- cheese")
    chosen.append("Ready")
    window.page().header.mail.click()
    settle()
    parts = urlsplit(opened[-1])
    said = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "compta@client2.example")
    assert said["subject"] == ["Your order, C-00003"]
    assert said["body"] == ["Hello,\n\nall is ready for Brasserie du Théâtre:\n\n- wine\n- cheese"]


def test_a_text_too_long_for_a_link_goes_by_the_clipboard(
    window: MainWindow, settle: Settle, opened: list[str], chosen: list[str]
) -> None:
    keep(window, "email", "Long", "Long", "A sentence. " * 300)
    window.open_record(THEATRE)
    settle()
    chosen.append("Long")
    window.page().header.mail.click()
    settle()
    assert opened == ["mailto:compta@client2.example?subject=Long"]
    assert QGuiApplication.clipboard().text().count("A sentence.") == 300
    assert "clipboard" in window.toast.text()


def test_a_comment_is_put_into_the_note(window: MainWindow, settle: Settle, chosen: list[str]) -> None:
    keep(window, "comment", "Visit", "", "Seen {name}.")
    window.open_record(THEATRE, tab="details")
    settle()
    window.actions_.run("edit")
    settle()
    page = window.page()
    page.tab().focus("note")
    settle()
    inserter = next(each for section in page.tab().sections for each in section.findChildren(InsertText))
    chosen.append("Visit")
    inserter.click()
    settle()
    assert page.editor.draft.note.endswith("Seen Brasserie du Théâtre.")
    window.actions_.run("save")
    settle()
    assert page.editor.draft.note.endswith("Seen Brasserie du Théâtre.")

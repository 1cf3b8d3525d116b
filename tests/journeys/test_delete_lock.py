"""Who has documents is not deleted: refused at once, from the list and from the record, and archived with one click."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.clients import lifecycle
from app.errors import Refused
from app.store.book import Book
from tests.journeys.selling import sell
from tests.journeys.test_list import Settle, names
from tests.ui.record_desk import in_dialog, press
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.window import MainWindow

AUBERGE, BISTROT, BRASSERIE = 1, 2, 3


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path) -> Path:
    """The Auberge was invoiced; of the Bistrot there is only a quote, not issued."""
    path = Path(shutil.copyfile(shop_template, tmp_path / shop_template.name))
    book = Book.open(path)
    sell(book, "invoice", AUBERGE, "200")
    sell(book, "quote", BISTROT, "12", issue=False)
    book.close()
    return path


@pytest.fixture
def asked(window: MainWindow, settle: Settle) -> Callable[..., list[str]]:
    """Run "delete", press `verb`, and return the words of the question and its buttons."""

    def _asked(verb: str) -> list[str]:
        seen: list[str] = []

        def read(dialog: Any) -> None:
            seen.extend(each.text() for kind in (Paragraph, Button) for each in dialog.findChildren(kind))
            press(dialog, verb)

        in_dialog(read)
        window.actions_.run("delete")
        settle()
        assert QApplication.activeModalWidget() is None
        return seen

    return _asked


def shown_all(window: MainWindow, settle: Settle) -> None:
    window.list_page.tabs.changed.emit("all")
    settle()


@pytest.mark.feature("life.delete.lock", "life.archive")
def test_the_record_is_archived_instead(window: MainWindow, settle: Settle, asked: Callable[..., list[str]]) -> None:
    window.open_record(AUBERGE)
    settle()
    words = asked("Archive instead")
    assert words[0] == "Auberge de la Charme cannot be deleted"
    assert words[1].startswith("There are documents or payments of this client, and they stay in the file.")
    assert words[2:] == ["Cancel", "Archive instead"]
    assert window.page().editor.draft.archived_at is not None
    assert window.page().messages.bar("state") is not None
    assert asked("Close")[2:] == ["Close"], "once archived there is nothing left to offer"
    window.actions_.run("clients")
    settle()
    assert "Auberge de la Charme" not in names(window)
    window.actions_.run("undo")
    settle()
    assert "Auberge de la Charme" in names(window)


@pytest.mark.feature("life.delete.lock")
def test_the_list_refuses_one_and_does_nothing_to_it(
    window: MainWindow, settle: Settle, asked: Callable[..., list[str]]
) -> None:
    window.list_page.view.set_current_row(0)
    assert asked("Cancel")[0] == "Auberge de la Charme cannot be deleted"
    assert names(window)[0] == "Auberge de la Charme"


@pytest.mark.feature("life.delete.lock")
def test_of_several_it_says_how_many_can_and_how_many_cannot(
    window: MainWindow, settle: Settle, asked: Callable[..., list[str]]
) -> None:
    shown_all(window, settle)
    before = names(window)
    for row in range(3):
        window.list_page.view.toggle(row)
    words = asked("Archive 2 clients")
    assert words[:2] == [
        "1 of 3 clients can be deleted",
        "2 clients have documents or payments, which stay in the file: they cannot be deleted. 1 other can be deleted.",
    ]
    assert words[2:] == ["Cancel", "Archive 2 clients", "Delete 1 client"]
    assert names(window) == [name for name in before if not name.startswith(("Auberge", "Bistrot"))]
    window.actions_.run("undo")
    settle()
    for row in range(3):
        if window.list_page.view.list_model.ids[row] not in window.list_page.view.ticked():
            window.list_page.view.toggle(row)
    asked("Delete 1 client")
    assert names(window) == [name for name in before if not name.startswith("Brasserie")]


def test_whatever_asks_the_file_holds_the_line(window: MainWindow) -> None:
    assert window.jobs is not None
    for number in (AUBERGE, BISTROT):
        with pytest.raises(Refused), window.jobs.book.write("Delete") as writing:
            lifecycle.delete(writing.session, [number])

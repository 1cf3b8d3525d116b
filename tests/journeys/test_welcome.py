"""Before a file is open: she makes one, opens one, brings a backup back, and is told why a file cannot be opened."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDropEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QRadioButton
from pytestqt.qtbot import QtBot

from app.company import safekeeping, shop
from app.company.facts import load
from app.company.founding import Shop, found
from app.errors import BookError
from app.settings import Settings
from app.store import backup
from app.store.book import Book
from ui.jobs import once_busy
from ui.theme import theme
from ui.welcome import WelcomePage
from ui.welcome.recent import when
from ui.welcome.restore_dialog import RestoreDialog
from ui.widgets.buttons import Button
from ui.widgets.labels import LinkLabel


@pytest.fixture
def documents(home: Path) -> Path:
    folder = home / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def book(documents: Path) -> Path:
    """The file of a shop, with one backup."""
    path = documents / "Cave des Tilleuls.clientele"
    found(path, Shop("Cave des Tilleuls"))
    with contextlib.closing(Book.open(path)) as opened:
        backup.make(opened, safekeeping.folders_of(Settings(), path)[0], "closing")
    return path


def show(qtbot: QtBot, settings: Settings) -> WelcomePage:
    page = WelcomePage(settings)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    settle(qtbot)
    return page


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not once_busy(), timeout=60_000)


def press(qtbot: QtBot, holder: object, words: str) -> None:
    buttons = holder.findChildren(Button)  # type: ignore[attr-defined]
    qtbot.mouseClick(next(button for button in buttons if button.text() == words), Qt.MouseButton.LeftButton)


def dialog_of(page: WelcomePage) -> RestoreDialog:
    return page.findChildren(RestoreDialog)[-1]


@pytest.fixture
def opened() -> list[Path]:
    return []


def test_a_name_makes_a_file_among_the_documents(qtbot: QtBot, documents: Path, opened: list[Path]) -> None:
    page = show(qtbot, Settings())
    page.opened.connect(opened.append)
    press(qtbot, page, "Create my file")
    press(qtbot, page._form, "Create my file")
    assert page._form.boxes["name"].problem() is not None
    qtbot.keyClicks(page._form.boxes["name"].input, "Chez Lulu: wine/beer")
    page._form.boxes["country"].input.set_value("FR")
    box = page._form.boxes["postcode"].input
    box.setFocus()
    qtbot.keyClicks(box, "75011")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    press(qtbot, page._form, "Create my file")
    settle(qtbot)
    assert opened == [documents / "Chez Lulu wine beer.clientele"]
    with contextlib.closing(Book.open(opened[0])) as made, contextlib.closing(made.rows()) as db:
        assert load(db).name == "Chez Lulu: wine/beer"
        assert load(db).city == "Paris"


def test_a_logo_comes_into_the_file_small(qtbot: QtBot, documents: Path, opened: list[Path]) -> None:
    picture = QPixmap(900, 300)
    picture.fill(QColor("red"))
    picture.save(str(documents / "logo.png"))
    (documents / "fake.png").write_text("not a picture")
    page = show(qtbot, Settings())
    page.opened.connect(opened.append)
    page.new_file()
    qtbot.keyClicks(page._form.boxes["name"].input, "Lulu")
    page._form._logo.take_file(documents / "fake.png")
    settle(qtbot)
    assert "not a picture" in page._form._logo._problem.text()
    page._form._logo.take_file(documents / "logo.png")
    settle(qtbot)
    page._form.make_file()
    settle(qtbot)
    with contextlib.closing(Book.open(opened[0])) as made, contextlib.closing(made.rows()) as db:
        kept = QPixmap()
        kept.loadFromData(load(db).picture)
        assert (kept.width(), kept.height()) == (512, 171)


def test_a_second_file_of_the_same_name_takes_another_place(qtbot: QtBot, book: Path, opened: list[Path]) -> None:
    page = show(qtbot, Settings())
    page.opened.connect(opened.append)
    page.new_file()
    qtbot.keyClicks(page._form.boxes["name"].input, "Cave des Tilleuls")
    page._form.make_file()
    settle(qtbot)
    assert opened == [book.with_name("Cave des Tilleuls 2.clientele")]


def test_a_folder_that_is_synchronised_is_said_to_be_no_place_for_it(qtbot: QtBot, documents: Path) -> None:
    page = show(qtbot, Settings())
    page.new_file()
    assert page._form._notice.isHidden()
    page._form._path = documents / "OneDrive - Cave" / "Lulu.clientele"
    page._form._suggest_place()
    assert "OneDrive" in page._form._notice.text()


def test_recent_files_open_and_lost_ones_leave_the_list(qtbot: QtBot, book: Path, opened: list[Path]) -> None:
    settings = Settings(recent=[str(book), str(book.with_name("Gone.clientele"))])
    page = show(qtbot, settings)
    page.opened.connect(opened.append)
    (row,) = [found for found in page._recent.findChildren(QAbstractButton) if found.text() == book.stem]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened == [book]
    press(qtbot, page._recent, "Remove from the list")
    settle(qtbot)
    assert settings.recent == [str(book)]


def test_a_day_is_told_as_one_says_it() -> None:
    now = datetime(2026, 11, 12, 9, 0)
    assert when(datetime(2026, 11, 12, 8, 12), now) == "today, 08:12"
    assert when(datetime(2026, 11, 11, 19, 2), now) == "yesterday, 19:02"
    assert when(datetime(2026, 11, 9, 19, 2), now) == "9 Nov 2026"


def test_a_backup_comes_back_in_place_of_the_file_and_what_was_there_is_kept(
    qtbot: QtBot, book: Path, opened: list[Path]
) -> None:
    with contextlib.closing(Book.open(book)) as changed, changed.write("later") as writing:
        shop.save(writing.session, {"name": "Renamed"})
    page = show(qtbot, Settings(recent=[str(book)]))
    page.opened.connect(opened.append)
    press(qtbot, page, "Restore a backup…")
    settle(qtbot)
    dialog = dialog_of(page)
    assert dialog.list.count() == 1
    told: list[str] = []

    def read() -> None:
        message = QApplication.activeModalWidget()
        assert isinstance(message, QDialog)
        told.append(message.windowTitle())
        message.accept()

    QTimer.singleShot(1500, read)
    press(qtbot, dialog, "Restore")
    qtbot.waitUntil(lambda: opened == [book], timeout=60_000)
    assert told == ["The backup is back"]
    with contextlib.closing(Book.open(book)) as made, contextlib.closing(made.rows()) as db:
        assert load(db).name == "Cave des Tilleuls"
    assert len(safekeeping.found(Settings())) == 2


def test_a_backup_may_become_a_file_of_its_own(qtbot: QtBot, book: Path, opened: list[Path]) -> None:
    page = show(qtbot, Settings(recent=[str(book)]))
    page.opened.connect(opened.append)
    page.restore()
    settle(qtbot)
    dialog = dialog_of(page)
    dialog._beside.click()
    dialog.restore()
    settle(qtbot)
    assert opened == [book.with_name("Cave des Tilleuls 2.clientele")]


def test_a_damaged_backup_is_refused_and_nothing_changes(qtbot: QtBot, book: Path, opened: list[Path]) -> None:
    (kept,) = safekeeping.found(Settings())
    content = bytearray(kept.path.read_bytes())
    content[-20] ^= 0xFF
    kept.path.write_bytes(content)
    before = book.read_bytes()
    page = show(qtbot, Settings(recent=[str(book)]))
    page.opened.connect(opened.append)
    page.take(kept.path)
    settle(qtbot)
    dialog = dialog_of(page)
    dialog.restore()
    settle(qtbot)
    assert "damaged" in dialog._bar.text()
    assert book.read_bytes() == before
    assert opened == []


@pytest.mark.parametrize(
    ("reason", "way_on"),
    [
        ("missing", "Remove from the list"),
        ("locked", "Try again"),
        ("foreign", "Choose another file…"),
    ],
)
def test_a_file_that_cannot_be_opened_has_its_sentence_and_its_way_on(
    qtbot: QtBot, documents: Path, reason: str, way_on: str
) -> None:
    page = show(qtbot, Settings())
    page.explain(BookError("“{name}” will not open.", reason=reason, name="a.clientele"), documents / "a.clientele")
    assert page._bar.text() == "“a.clientele” will not open."
    assert way_on in [link.text() for link in page._bar.findChildren(LinkLabel)]


@pytest.mark.parametrize("reason", ["damaged", "empty", "newer"])
def test_the_last_backup_is_offered_where_there_is_one(qtbot: QtBot, book: Path, reason: str) -> None:
    page = show(qtbot, Settings())
    error = BookError("“{name}” will not open.", reason=reason, name=book.name)

    def ways_on(path: Path) -> list[str]:
        page.explain(error, path)
        settle(qtbot)
        links = page._bar._links
        return [links.itemAt(place).widget().text() for place in range(links.count())]

    assert ways_on(book) == ["Restore its last backup…"]
    assert ways_on(book.with_name("Other.clientele")) == ["Choose another file…"]
    assert page._bar.text().endswith("There is no backup of this file in the usual places.")


def test_without_a_backup_nothing_is_asked_about_where_it_goes(qtbot: QtBot, documents: Path) -> None:
    page = show(qtbot, Settings())
    page.restore()
    settle(qtbot)
    dialog = dialog_of(page)
    assert dialog._said.text().startswith("No backup was found here.")
    assert not dialog._targets.isVisible()
    assert not dialog._effect.isVisible()


def test_a_field_put_right_no_longer_holds_up_the_new_file(qtbot: QtBot, documents: Path, opened: list[Path]) -> None:
    page = show(qtbot, Settings())
    page.opened.connect(opened.append)
    page.new_file()
    qtbot.keyClicks(page._form.boxes["name"].input, "Lulu" * 50)
    box = page._form.boxes["email"]
    box.focus()
    qtbot.keyClicks(box.input, "pas un mail")
    qtbot.keyClick(box.input, Qt.Key.Key_Tab)
    assert box.problem() is not None
    box.focus()
    box.input.selectAll()
    qtbot.keyClick(box.input, Qt.Key.Key_Delete)
    page._form.make_file()
    assert box.problem() is None
    name = page._form.boxes["name"]
    assert name.input.hasFocus()
    assert name.problem().parameters == {"length": 200, "most": 160}
    assert opened == []
    name.input.selectAll()
    qtbot.keyClicks(name.input, "Lulu")
    page._form.make_file()
    settle(qtbot)
    assert opened == [documents / "Lulu.clientele"]


def test_language_size_and_colours_act_at_once(qtbot: QtBot, documents: Path) -> None:
    settings = Settings()
    page = show(qtbot, settings)
    rebuilt: list[bool] = []
    page.language_changed.connect(lambda: rebuilt.append(True))
    try:
        for words in ("Français", "Large", "Dark"):
            segment = next(found for found in page.findChildren(QRadioButton) if found.text() == words)
            qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
        assert (settings.language, settings.text_size, settings.theme) == ("fr", "large", "dark")
        assert Settings.load().theme == "dark"
        assert rebuilt == [True, True]
    finally:
        theme.set_text_size("normal")
        theme.set_mode("light")


def test_a_file_dropped_on_the_window_is_opened(qtbot: QtBot, book: Path, opened: list[Path]) -> None:
    page = show(qtbot, Settings())
    page.opened.connect(opened.append)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(book))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, left, none))
    qtbot.waitUntil(lambda: opened == [book])


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")

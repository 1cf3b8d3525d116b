"""She brings in the address book of a phone, sees what it will do before it does, takes it back, and exports again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clients.model import Client, Email, Phone
from app.clients.search import Query
from app.exchange.importing import DUPLICATE, NEW, UPDATE
from app.store import undo
from tests.ui.rig import Rig, make_rig
from ui.exchange.export_dialog import ExportDialog
from ui.exchange.import_items import ROW
from ui.exchange.import_page import CHECK, DONE, FILE, ImportPage
from ui.widgets.buttons import Button


def card(name: str, *lines: str) -> str:
    last, _comma, first = name.partition(", ")
    return "\r\n".join(
        ("BEGIN:VCARD", "VERSION:3.0", f"N:{last};{first};;;", f"FN:{first} {last}", *lines, "END:VCARD", "")
    )


NEWCOMERS = card("Martin, Jean", "TEL:06 39 98 10 10") + card("Petit, Zoé", "EMAIL:zoe@example.fr")
KNOWN = card("Garnier, Amélie", "TEL:03 53 01 77 08", "TITLE:Boss")
NOTHING = "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nothing\r\nEND:VCARD\r\n"


def clients() -> list[Client]:
    amelie = Client(is_organisation=False, first_name="Amélie", last_name="Garnier")
    amelie.phones, amelie.emails = [Phone(text="+33 3 53 01 77 08")], [Email(text="amelie@example.fr")]
    return [amelie]


@pytest.fixture
def rig(qtbot: QtBot, home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele", clients)
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, rig: Rig) -> ImportPage:
    made = ImportPage(rig.shell)
    rig.window.setCentralWidget(made)
    with qtbot.waitActive(rig.window):
        rig.window.show()
    made.open()
    return made


@pytest.fixture
def settle(qtbot: QtBot, rig: Rig) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not rig.shell.jobs.busy, timeout=20_000)


@pytest.fixture
def start(page: ImportPage, home: Path, settle: Callable[[], None]) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "phone.vcf") -> Path:
        path = home / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        page.open(paths=[path])
        settle()
        return path

    return write


def rows(page: ImportPage) -> list[tuple[str, str]]:
    items = page.check.list.items
    found = (items.data(items.index(number), ROW) for number in range(items.rowCount()))
    return [(row.name, row.state) for row in found]  # type: ignore[attr-defined]


def press(qtbot: QtBot, page: ImportPage, words: str) -> None:
    def shown() -> list[Button]:
        return [found for found in page.findChildren(Button) if found.text() == words and found.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    qtbot.mouseClick(shown()[0], Qt.MouseButton.LeftButton)


def texts(pane: QWidget) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel)]


def names(rig: Rig) -> list[str]:
    return [name for (name,) in rig.rows("SELECT name FROM client_row WHERE live=1 ORDER BY rank")]


def test_what_will_happen_is_shown_before_it_does_and_can_be_taken_back(
    qtbot: QtBot, rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    def take_back() -> None:
        rig.shell.jobs.write(None, "Undo", undo.undo, kind="undo")

    rig.shell.actions.own({"undo": take_back})
    start(NEWCOMERS + KNOWN + NOTHING)
    assert page._steps.step() == CHECK
    assert [state for _name, state in rows(page)] == [NEW, NEW, DUPLICATE, "refused"]
    assert names(rig) == ["Garnier Amélie"]
    page.check.tag.set_value("Phone")
    assert page._import.text() == "Import 3 contacts"
    qtbot.keyClick(page.check.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page._steps.step() == DONE
    assert names(rig) == ["Garnier Amélie", "Garnier Amélie", "Martin Jean", "Petit Zoé"]
    assert rig.rows("SELECT count(*) FROM client_tag ct JOIN tag t ON t.id=ct.tag_id WHERE t.name='Phone'") == [(3,)]
    press(qtbot, page, "Undo the whole import")
    settle()
    assert names(rig) == ["Garnier Amélie"]
    assert page._steps.step() == FILE


def test_each_card_can_be_looked_at_as_the_record_it_becomes(
    qtbot: QtBot, rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    held = ("ORG:Bistrot;Cuisine", "TITLE:Cheffe", "TEL;TYPE=cell:06 39 98 10 10", "ADR;TYPE=work:;;12 rue du Four;")
    lines = (*held[:3], held[3] + "Dijon;;21000;France", "BDAY:--0512", "CATEGORIES:Resto", "X-FOO:bar")
    start(card("Durand, Zoe", *lines) + KNOWN + card(", Toinette"))
    settle()
    seen = page.check.card.shown
    assert seen is not None
    assert (seen.name, seen.function, seen.organisation) == ("Zoe Durand", "Cheffe", "Bistrot")
    assert seen.phones == (("06 39 98 10 10", "mobile", ""),)
    assert seen.addresses == (("", ("12 rue du Four", "21000 Dijon")),)
    assert (seen.tags, seen.kept) == (("Resto",), ("X-FOO:bar",))
    assert "12 May" in texts(page.check.card)
    assert not rig.rows("SELECT 1 FROM tag WHERE name='Resto'"), "a look writes nothing"
    qtbot.keyClick(page.check.list, Qt.Key.Key_Down)
    settle()
    opened: list[int] = []
    page.check.card.record_wanted.connect(opened.append)
    press(qtbot, page, "Open")
    assert opened == [1]
    qtbot.keyClick(page.check.list, Qt.Key.Key_Down)
    settle()
    assert "Toinette" in texts(page.check.card)
    assert "Toinette Toinette" not in texts(page.check.card)


def test_single_cards_and_possible_duplicates_may_be_left_out(
    qtbot: QtBot, rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    start(NEWCOMERS + KNOWN)
    qtbot.mouseClick(page.check.duplicates.segment("out"), Qt.MouseButton.LeftButton)
    page.check.list.setCurrentIndex(page.check.list.items.index(1))
    qtbot.keyClick(page.check.list, Qt.Key.Key_Space)
    assert page._summary.text() == "2 cards are left out"
    press(qtbot, page, "Import 1 contact")
    settle()
    assert names(rig) == ["Garnier Amélie", "Martin Jean"]
    assert not page._waiting


def test_known_records_are_brought_up_to_date_when_she_wishes(
    qtbot: QtBot, rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    start(KNOWN.replace("TITLE:Boss", "EMAIL:new@example.fr"))
    qtbot.mouseClick(page.check.update_known, Qt.MouseButton.LeftButton, pos=page.check.update_known.rect().center())
    settle()
    assert rows(page) == [("Amélie Garnier", UPDATE)]
    page.bring_in()
    settle()
    assert names(rig) == ["Garnier Amélie"]
    assert ("new@example.fr",) in rig.rows("SELECT text FROM email")


def test_an_encoding_in_doubt_is_asked_with_a_preview(
    page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    start(card("Lefèvre, Zoé").encode("cp850"))
    assert page.check._encodings.isVisible()
    page.check.encoding.set_value("cp850")
    page.check.encoding.edited.emit()
    settle()
    assert "Lefèvre" in page.check._samples.text()
    assert rows(page) == [("Zoé Lefèvre", NEW)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "photo.vcf"),
        (b"", "empty.vcf"),
        (b"hello", "letter.vcf"),
    ],
)
def test_what_is_no_address_book_is_refused_with_a_sentence(
    rig: Rig, page: ImportPage, start: Callable[..., Path], content: bytes, name: str
) -> None:
    start(content, name)
    assert page._steps.step() == FILE
    assert name in page._bar.text()
    assert rig.explained == []


def test_cancel_leaves_nothing_half_done(
    rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    start("".join(card(f"Name{number}, A") for number in range(400)))
    page.bring_in()
    page.cancel()
    settle()
    assert page._steps.step() == CHECK
    assert page._bar.text() == "Stopped: nothing was brought in."
    assert names(rig) == ["Garnier Amélie"]


def test_several_files_come_one_after_the_other(
    qtbot: QtBot, rig: Rig, page: ImportPage, home: Path, settle: Callable[[], None]
) -> None:
    paths = [home / "one.vcf", home / "two.vcf"]
    for path, content in zip(paths, (card("One, A"), card("Two, B")), strict=True):
        path.write_text(content)
    page.zone.dropped.emit(paths)
    settle()
    assert page._about.text() == "one.vcf · 1 more file afterwards"
    page.bring_in()
    settle()
    press(qtbot, page, "Import the next file")
    settle()
    assert rows(page) == [("B Two", NEW)]


def test_undo_is_not_offered_once_something_else_was_done(
    rig: Rig, page: ImportPage, start: Callable[..., Path], settle: Callable[[], None]
) -> None:
    start(NEWCOMERS)
    page.bring_in()
    settle()
    assert page.report.undo_button.isVisible()
    from app.clients import lifecycle

    rig.shell.jobs.write(None, "Star", lambda session: lifecycle.star(session, [1], on=True))
    settle()
    assert not page.report.undo_button.isVisible()


@pytest.mark.feature("io.vcard")
@pytest.mark.parametrize("separate", [False, True])
def test_the_clients_chosen_are_exported(
    qtbot: QtBot,
    rig: Rig,
    page: ImportPage,
    start: Callable[..., Path],
    settle: Callable[[], None],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    separate: bool,
) -> None:
    start(NEWCOMERS)
    page.bring_in()
    settle()
    target = home / "out.vcf"
    monkeypatch.setattr("ui.exchange.export_dialog.save_file", lambda *_: target)
    monkeypatch.setattr("ui.exchange.export_dialog.choose_folder", lambda *_: home)
    dialog = ExportDialog(rig.shell, ids=array("q", [2, 3]), query=Query(tab="all"), parent=rig.window)
    dialog.open()
    settle()
    if separate:
        dialog._each.click()
    dialog._notes.click()
    assert dialog._go.text() == "Export 2 contacts…"
    dialog._go.click()
    settle()
    assert rig.said[-1] == ("2 contacts exported",)
    files = list(home.glob("Contacts */*.vcf")) if separate else [target]
    written = b"".join(path.read_bytes() for path in files)
    assert len(files) == (2 if separate else 1)
    assert written.count(b"BEGIN:VCARD") == 2
    assert b"Petit" in written
    again = ExportDialog(rig.shell, ids=None, query=Query(tab="all", text="petit"), parent=rig.window)
    settle()
    assert again._each.isChecked() is separate
    assert again._go.text() == "Export 1 contact…"

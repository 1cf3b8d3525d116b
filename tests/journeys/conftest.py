"""The real program over a small real book: window, threads, keyboard and mouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import subjects
from app.clients import lifecycle, records, searches
from app.clients.model import Address, Block, Client, Contact, ContactLink, Email, Phone
from app.clients.search import Query
from app.company.founding import Shop, found
from app.company.records import choice
from app.store.book import Book
from tests.ui.record_desk import Desk, make_desk
from ui.printing import printer
from ui.start import Program
from ui.theme import theme
from ui.window import MainWindow

# Name, kind, town, postcode, tags: enough for every filter to have something to find and something to leave out.
CLIENTS = (
    ("Auberge de la Charme", "Restaurant", "Prenois", "21370", ("CHR",)),
    ("Bistrot des Halles Vertes", "Restaurant", "Dijon", "21000", ("CHR", "Noël")),
    ("Brasserie du Théâtre", "Restaurant", "Dijon", "21000", ("CHR", "Noël")),
    ("Comité des fêtes de Marsannay", "Association", "Marsannay-la-Côte", "21160", ()),
    ("Domaine Perrin-Lévêque", "Professionnel", "Fixin", "21220", ()),
    ("Épicerie Bourgeot", "Commerce", "Nuits-Saint-Georges", "21700", ()),
    ("Hôtel des Cordeliers", "Hôtel", "Dijon", "21000", ("CHR",)),
    ("La Table d’Odile", "Restaurant", "Beaune", "21200", ()),
    ("L’Œuvre au Noir", "Commerce", "Lyon", "69002", ()),
)
PEOPLE = (("Amélie", "Garnier", "Beaune", "21200"), ("Jean-Marc", "Vuillemin", "Talant", "21240"))


def _fill(book: Book) -> None:
    with book.write("Clients") as writing:
        session = writing.session
        for place, (name, kind, town, postcode, tags) in enumerate(CLIENTS):
            client = Client(
                company_name=name,
                category_id=choice(session, "category", kind).id,
                key_account=place == 2,
                starred=place in (1, 2),
                addresses=[Address(house_number="4", street="rue Basse", postcode=postcode, city=town, country="FR")],
                phones=[Phone(text=f"03 53 01 24 {place:02}")],
                emails=[Email(text=f"compta@client{place}.example")] if place % 2 == 0 else [],
                links=[ContactLink(contact=Contact(first_name="Claire", last_name=f"Fournier{place}"), is_main=True)],
            )
            number = records.save(session, client)
            for tag in tags:
                lifecycle.tag(session, [number], tag)
        session.add(Block(client_id=3, kind="orders", from_on=date(2020, 1, 1)))
        for first, last, town, postcode in PEOPLE:
            person = Client(is_organisation=False, first_name=first, last_name=last, is_client=False, is_prospect=True)
            person.addresses = [Address(postcode=postcode, city=town, country="FR")]
            records.save(session, person)
        searches.keep(session, "Restos de Dijon", Query(cities=("Dijon",)))


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    subjects.load()
    path = tmp_path_factory.mktemp("shop") / "Cave des Tilleuls.clientele"
    found(path, Shop("Cave des Tilleuls", city="Dijon", postcode="21000"))
    book = Book.open(path)
    _fill(book)
    book.close()
    return path


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path) -> Path:
    """A book of eleven clients, closed."""
    return Path(shutil.copyfile(shop_template, tmp_path / shop_template.name))


@pytest.fixture
def program(qapp: QApplication, home: Path) -> Iterator[Program]:
    running = Program(qapp)
    yield running
    if running.window is not None:
        running.window.hide()
        running.window.deleteLater()
    running.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def coarse_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print at a quarter of the usual fineness: at 600 dots to the inch, pixels take most of the time of the tests."""
    monkeypatch.setattr(printer, "MOST_DPI", 150)


@pytest.fixture
def settle(qtbot: QtBot, program: Program) -> Callable[[], None]:
    """Wait until nothing is on its way any more."""

    def _settle() -> None:
        qtbot.wait(60)
        qtbot.waitUntil(lambda: program.jobs is None or not program.jobs.busy, timeout=60_000)
        qtbot.wait(60)
        qtbot.waitUntil(lambda: program.jobs is None or not program.jobs.busy, timeout=60_000)

    return _settle


@pytest.fixture
def window(program: Program, shop: Path, settle: Callable[[], None]) -> MainWindow:
    """The main window with the shop's book open and its list shown."""
    theme.set_mode("light")
    assert program.open(shop)
    found_window = program.window
    assert isinstance(found_window, MainWindow)
    found_window.resize(1440, 900)
    settle()
    return found_window


@pytest.fixture
def desk(qtbot: QtBot, home: Path) -> Iterator[Desk]:
    """The page of one record alone, on a book of two clients."""
    made = make_desk(qtbot, home)
    yield made
    made.rig.close()

"""What is printed for many, as PDFs for the tour: labels, envelopes, letters, test sheets, lists of clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from app.clients import records as clients
from app.clients import search
from app.documents import (
    adjustment_page,
    client_sheet,
    envelope,
    envelope_orders,
    label_orders,
    labels,
    mailing_letters,
    phone_book,
    window_test,
)
from app.documents.saving import save
from app.i18n import Translator
from app.mailings import overview, plan
from app.mailings.label_run import before
from app.mailings.sheets import shipped
from app.progress import Progress
from ui.tour_papers import BRASSERIE, COUNTRY

SOME, USED = 40, 4
ENVELOPES = {
    "envelopes-dl": envelope_orders.Choices(size="DL"),
    "envelopes-c6-turned": envelope_orders.Choices(size="C6", turn=90, page="A4"),
    "envelopes-10": envelope_orders.Choices(size="#10", rules="US", sender_on="flap"),
}
SHEETS = {"labels-a4": "avery-l7160", "labels-us": "avery-5160", "labels-roll": "dymo-99012"}
WINDOWS = ("fr-dl-right", "de-din5008-b", "ch-sn-right")
A4 = (210_000, 297_000)


def write(book: Any, folder: Path, language: str, today: date) -> None:
    """Leave all of them in `folder` as `labels-a4-fr.pdf` and so on. Raises what printing raises."""
    folder.mkdir(exist_ok=True)
    tr = Translator(language, COUNTRY)
    with closing(book.rows()) as db:
        ids = list(search.all_ids(db, search.Query(cities=("Dijon",)), today))[:SOME]
        save(_phone_book(db, ids, tr), folder / f"phone-book-{language}.pdf")
        draft = overview.listed(db, text="Courrier de Noël", kinds=("mailing",))[0].id
    with book.read() as session:
        for name, content in _made(session, ids, draft, tr, today):
            save(content, folder / f"{name}-{language}.pdf")


def _made(session: Any, ids: list[int], draft: int, tr: Translator, today: date) -> Iterator[tuple[str, bytes]]:
    brasserie = clients.find_reference(session, BRASSERIE)
    for name, sheet in SHEETS.items():
        yield name, _labels(session, ids, sheet, today)
    for name, choices in ENVELOPES.items():
        yield name, _envelopes(session, ids, choices, today)
    letters = BytesIO()
    christmas = plan.load(session, draft)
    mailing_letters.make(session, christmas, file=letters, today=today, progress=Progress(), client_ids=ids)
    yield "letters", letters.getvalue()
    for window in WINDOWS:
        yield f"window-test-{window}", window_test.make(window, window, tr)
    yield "printer-crosses", adjustment_page.make(A4, tr)
    yield "client-sheet", client_sheet.make(session, [brasserie], today, tr)


def _labels(session: Any, ids: list[int], name: str, today: date) -> bytes:
    sheet, choices, file = shipped()[name], label_orders.Choices(order="postcode", outlines=True), BytesIO()
    prepared = label_orders.prepare(session, ids, sheet=sheet, choices=choices, today=today)
    labels.make(prepared.job(choices, before(sheet, min(USED, sheet.count - 1))), file)
    return file.getvalue()


def _envelopes(session: Any, ids: list[int], choices: envelope_orders.Choices, today: date) -> bytes:
    prepared, file = envelope_orders.prepare(session, ids, choices, today=today), BytesIO()
    every = (prepared.envelope(place) for place in range(prepared.count))
    envelope.make(every, envelope_orders.options_of(choices, prepared), file)
    return file.getvalue()


def _phone_book(db: Any, ids: list[int], tr: Translator) -> bytes:
    file = BytesIO()
    phone_book.make(lambda: phone_book.read(db, ids, tr), "", "", file, tr)
    return file.getvalue()

"""Every printed paper of the sample as a PDF: each kind of document, statements of one client and of many, a Swiss one.

Papers are laid out anew in the language asked for, so that both languages can be looked at; the book is not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from app.accounts import stating
from app.accounts.stating import Period, Wanted
from app.clients import drafts, search
from app.clients import records as clients
from app.documents import statement
from app.documents.rendering import render
from app.documents.saving import save
from app.documents.statements import Choices, One, gather
from app.i18n import Translator
from app.progress import Progress
from app.sales import printing, reckoning, records
from app.sales.kinds import KINDS
from app.sales.search import PaperQuery, PaperRow, first_page

BRASSERIE, COUNTRY = "C-00217", "FR"  # of the sample
MONTHS_BACK, MANY, TIMES = 2, 6, 10
_SWISS: dict[str, Any] = {
    "country": "CH", "lines": ("Rue du Lac 12", "1003 Lausanne"), "street": "Rue du Lac 12", "postcode": "1003",
    "city": "Lausanne", "iban": "CH9300762011623852957", "bic": "", "legal": "",
}  # fmt: skip


def paper(db: Any, kind: str, today: date, *, status: str = "", text: str = "") -> PaperRow:
    """The latest paper of a kind: an issued one unless drafts are asked for."""
    query = PaperQuery(kinds=(kind,), status=status, text=text, issued_only=status != "draft")
    rows = first_page(db, query, today)
    return next((row for row in rows if status != "unpaid" or row.open < row.gross), rows[0])


def write(book: Any, folder: Path, language: str, today: date) -> None:
    """Leave all papers in `folder` as `quote-fr.pdf` and so on. Raises what printing raises."""
    folder.mkdir(exist_ok=True)
    with closing(book.rows()) as db:
        papers = {kind: paper(db, kind, today).id for kind in KINDS}
        papers["invoice"] = paper(db, "invoice", today, status="unpaid").id
        everybody = search.all_ids(db, search.Query(), today)
        owing = stating.choose(db, everybody, Wanted("owing"), today)[:MANY]
    with book.read() as session:
        for name, content in _papers(session, papers, language):
            save(content, folder / f"{name}-{language}.pdf")
        for name, ones in _statements(session, owing, language, today):
            save(_one_file(ones), folder / f"{name}-{language}.pdf")


def _papers(session: Any, papers: dict[str, int], language: str) -> Iterator[tuple[str, bytes]]:
    for kind, number in papers.items():
        stored = drafts.duplicate(records.load(session, number))
        stored.language = language
        yield kind.replace("_", "-"), render(printing.build(session, stored))
        if kind == "invoice":
            yield "invoice-duplicate", render(replace(printing.build(session, stored), copy=True))
            lines = [line for _time in range(TIMES) for line in drafts.duplicate(stored).lines]
            stored.lines, stored.dues = lines, []
            reckoning.reckon(stored)
            yield "invoice-long", render(printing.build(session, stored))


def _statements(session: Any, owing: list[int], language: str, today: date) -> Iterator[tuple[str, Iterable[One]]]:
    brasserie, choices = [clients.find_reference(session, BRASSERIE)], Choices(language=language)
    detailed = replace(choices, layout=replace(choices.layout, detail=True))
    first = date(today.year - (today.month <= MONTHS_BACK), (today.month - MONTHS_BACK - 1) % 12 + 1, 1)
    moves, left = Period("activity", today, first), Period("open", today)
    yield "statement", gather(session, brasserie, moves, choices)
    yield "statement-detail", gather(session, brasserie, moves, detailed)
    yield "statement-open", gather(session, brasserie, left, choices)
    yield "statements", gather(session, owing, moves, choices)
    yield "statement-swiss", map(_in_francs, gather(session, brasserie, left, choices))


def _in_francs(one: One) -> One:
    """The same account at a shop in Switzerland."""
    account, head, addressee, layout = one
    blocks = tuple(replace(block, currency="CHF") for block in account.blocks)
    return replace(account, blocks=blocks), replace(head, **_SWISS), addressee, layout


def _one_file(ones: Iterable[One]) -> bytes:
    file = BytesIO()
    statement.make(ones, file, lambda language: Translator(language, COUNTRY), Progress())
    return file.getvalue()

"""Statements as files: PDF, CSV or XLSX by the ending; all of them appear whole, or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy.orm import Session

from app.accounts.stating import Period
from app.company.model import Company
from app.company.records import home
from app.company.safekeeping import free_path
from app.documents import statement
from app.documents.file_names import file_name
from app.documents.statements import Choices, One, gather
from app.errors import Refused
from app.exchange import statement_tables
from app.i18n import N_, Translator
from app.progress import Progress
from app.store.book import explained
from app.store.files import discard, put_in_place

ENDINGS = (".pdf", ".csv", ".xlsx")


@dataclass(frozen=True)
class Order:
    """Whose statements, over which days, how made. With `lenient`, who cannot be printed is left out and named."""

    client_ids: tuple[int, ...]
    period: Period
    choices: Choices
    lenient: bool = False


@dataclass
class Made:
    """What came of it: pages of a PDF, clients whose statement was made, and those who were left out."""

    pages: int = 0
    clients: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def write(session: Session, order: Order, path: Path, progress: Progress) -> Made:
    """Write the statements of an order into `path`.

    Raises `Refused` for another ending or a character that cannot be printed, `BookError` for a full disk, `Cancelled`.
    """
    progress.begin(N_("Making the statements"), len(order.client_ids))
    company, made = home(session), Made()
    _write(_taken(session, order, made), path, order, company, made, progress)
    return made


def write_each(session: Session, order: Order, folder: Path, ending: str, progress: Progress) -> Made:
    """The same with a file for each client, named after them. A file of that name is kept, and the new one numbered."""
    progress.begin(N_("Making the statements"), len(order.client_ids))
    company, made = home(session), Made()
    words = Translator(order.choices.language or company.language, company.country)
    with explained(folder), TemporaryDirectory(prefix=".statements", dir=folder) as hidden:
        parts: list[Path] = []
        for one in _taken(session, order, made):
            title = words(N_("Account statement"))
            name = file_name(title, one[0].reference, one[0].name, ending="")
            parts.append(free_path(Path(hidden), name, ending))
            _write(iter([one]), parts[-1], order, company, made, progress)
        for part in parts:
            part.rename(free_path(folder, part.stem, ending))
    return made


def make_pdf(session: Session, order: Order, file: IO[bytes], progress: Progress) -> Made:
    """Write the statements into an open file, as one PDF: for the printer."""
    progress.begin(N_("Making the statements"), len(order.client_ids))
    company, made = home(session), Made()
    ones = _taken(session, order, made)
    made.pages = statement.make(ones, file, lambda language: Translator(language, company.country), progress)
    return made


def _taken(session: Session, order: Order, made: Made) -> Iterator[One]:
    """The statements that are made; what cannot be printed is refused later, or left out here."""
    for one in gather(session, order.client_ids, order.period, order.choices):
        if order.lenient and statement.unprintable(one):
            made.left_out.append(one[0].client_id)
            continue
        made.clients.append(one[0].client_id)
        yield one


def _write(ones: Iterator[One], path: Path, order: Order, company: Company, made: Made, progress: Progress) -> None:
    ending, kind = path.suffix.lower(), order.period.kind
    tr = Translator(order.choices.language or company.language, company.country)
    if ending == ".csv":
        statement_tables.write_csv(path, ((one[0], one[3]) for one in ones), kind, tr, progress)
    elif ending == ".xlsx":
        statement_tables.write_xlsx(path, ((one[0], one[3]) for one in ones), kind, tr, progress)
    elif ending == ".pdf":
        _write_pdf(ones, path, company, made, progress)
    else:
        raise Refused(N_("“{name}” must end in .pdf, .csv or .xlsx."), name=path.name)


def _write_pdf(ones: Iterator[One], path: Path, company: Company, made: Made, progress: Progress) -> None:
    part = path.with_name(path.name + ".part")
    with explained(path):
        try:
            with part.open("wb") as file:
                made.pages += statement.make(ones, file, lambda code: Translator(code, company.country), progress)
            put_in_place(part, path)
        finally:
            with suppress(OSError):
                discard(part)

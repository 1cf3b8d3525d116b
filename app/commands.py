"""What each word of the command line does: a few lines each, through the same functions as the windows.

Every act yields the lines to print. Those that only read do not take the lock: they work beside an open window.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from app import subjects
from app.errors import BookError, NotFound, Refused
from app.i18n import N_, Translator, plural
from app.paths import window_program
from app.progress import Progress
from app.store.book import Book
from app.store.clock import today

Lines = Iterator[str]
EXERCISES = ("save", "import", "issue", "pay")
_CARDS = 20  # in one import of `exercise`


@contextlib.contextmanager
def _opened(path: Path, *, read_only: bool = False, lists_only: bool = False) -> Iterator[Book]:
    """`lists_only` spares the second that the records' tables take to be made known."""
    if not lists_only:
        subjects.load()
    with contextlib.closing(Book.open(path, read_only=read_only)) as book:
        yield book


def new(given: Namespace, tr: Translator) -> Lines:
    """A new file named as the shop."""
    from app.company.founding import Shop, found

    subjects.load()
    found(given.book, Shop(given.book.stem, country=given.country, language=given.language))
    yield str(given.book)


def sample(given: Namespace, tr: Translator) -> Lines:
    """A new file of invented clients, the same for the same seed."""
    from app.exchange import sample as made

    subjects.load()
    made.make(given.book, clients=given.clients, seed=given.seed, today=today())
    yield str(given.book)


def bring_in(given: Namespace, tr: Translator) -> Lines:
    """Import; the report as JSON."""
    from app.exchange import importing

    if not given.file.exists():
        raise NotFound(N_("There is no file “{name}” in “{folder}”."), name=given.file.name, folder=given.file.parent)
    how: dict[str, Any] = {"update": given.update, "dry_run": given.dry_run}
    with _opened(given.book, read_only=given.dry_run) as book:
        report = importing.import_vcards(book, given.file, **how, progress=Progress())
    yield _json(report.to_json(tr))


def take_out(given: Namespace, tr: Translator) -> Lines:
    """Export everybody, or what a search finds."""
    from app.exchange import exporting

    if given.file.suffix.lower() != ".vcf":
        raise Refused(N_("“{name}” must end in .vcf."), name=given.file.name)
    with _opened(given.book, read_only=True) as book:
        ids = list(_found(book, given.search)) if given.search else None
        exporting.export_vcards(book, ids, given.file, progress=Progress())
    yield str(given.file)


def find(given: Namespace, tr: Translator) -> Lines:
    """Reference, name, town and phone of what is found, by name."""
    from app.clients import search

    with _opened(given.book, read_only=True, lists_only=True) as book:
        ids = list(_found(book, given.text))[: given.limit]
        with contextlib.closing(book.rows()) as db:
            rows = search.load_rows(db, ids, today())
    if given.json:
        yield _json([row._asdict() for row in rows])
        return
    lines = [(row.reference, row.name, row.city, row.phone) for row in rows]
    widths = [min(max(map(len, column)), 40) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()


def show(given: Namespace, tr: Translator) -> Lines:
    """The whole record, in words or as JSON."""
    from app.clients import drafts, records, shown
    from app.company.records import home

    with _opened(given.book, read_only=True) as book, book.read() as session:
        client_id = records.find_reference(session, given.reference)
        draft = records.load(session, client_id)
        if given.json:
            labels = shown.labels(session, draft)
            yield _json(drafts.plain(draft) | labels)
            return
        for title, lines in shown.sections(session, draft, Translator(tr.language, home(session).country)):
            yield title
            for label, text in lines:
                line = tr(N_("{label}: {value}"), label=label, value=text)
                yield "  " + line.replace("\n", "\n    ")


def back_up(given: Namespace, tr: Translator) -> Lines:
    """A verified backup; where it is."""
    from app.store import backup

    with _opened(given.book, read_only=True, lists_only=True) as book:
        if given.destination.is_dir():
            made = backup.make(book, given.destination, "hand")
        else:
            made = backup.make(book, given.destination.parent, "hand", path=given.destination)
    yield str(made.path)


def bring_back(given: Namespace, tr: Translator) -> Lines:
    """Restore; where the file that was there is now."""
    from app.store import restore

    kept = restore.restore(given.backup, given.book)
    if kept is not None:
        yield tr(N_("The file as it was is kept in {path}"), path=kept)
    yield str(given.book)


def statement(given: Namespace, tr: Translator) -> Lines:
    """The account statements of clients in one file: PDF, or CSV or XLSX by the ending of its name."""
    from app.accounts.stating import Period
    from app.clients import records
    from app.documents.statements import Choices
    from app.exchange import statement_files

    to_on = given.to_on or today()
    since = given.from_on or date(to_on.year, 1, 1)
    period = Period("open", to_on) if given.open_items else Period("activity", to_on, since)
    with _opened(given.book, read_only=True) as book, book.read() as session:
        ids = tuple(records.find_reference(session, reference) for reference in given.references)
        order = statement_files.Order(ids, period, Choices(language=given.language))
        statement_files.write(session, order, given.out, Progress())
    yield str(given.out)


def letters(given: Namespace, tr: Translator) -> Lines:
    """A template as letters to everybody, or to what a search finds, as a PDF; who is left out is named."""
    from app.clients.opened import names
    from app.documents import mailing_letters
    from app.mailings import templates
    from app.mailings.plan import Plan

    if given.out.suffix.lower() != ".pdf":
        raise Refused(N_("“{name}” must end in .pdf."), name=given.out.name)
    with _opened(given.book, read_only=True) as book, book.read() as session:
        found = templates.named(session, given.template)
        plan = Plan(found.name, template_id=found.id or None, texts=found.texts)
        ids, path = list(_found(book, given.search)), given.out
        made = mailing_letters.write(session, plan, path=path, today=today(), progress=Progress(), client_ids=ids)
        left_out = names(session, [number for number, _why in made.left_out])
    yield str(given.out)
    yield tr.count(plural("{count} letter", "{count} letters"), len(made.sent))
    for number, why in made.left_out:
        reason = tr(why.message, **why.parameters)
        yield tr(N_("{label}: {value}"), label=left_out.get(number, ""), value=reason)


def labels(given: Namespace, tr: Translator) -> Lines:
    """Address labels for everybody, or for what a search finds, as a PDF; who is left out is named."""
    from app.documents import label_orders
    from app.documents import labels as printed
    from app.documents.saving import save
    from app.mailings.label_run import before
    from app.mailings.own_sheets import named

    if given.out.suffix.lower() != ".pdf":
        raise Refused(N_("“{name}” must end in .pdf."), name=given.out.name)
    choices = label_orders.Choices(order="postcode", copies=given.copies, outlines=given.outlines)
    with _opened(given.book, read_only=True) as book, book.read() as session:
        sheet = named(session, given.sheet)
        if not 1 <= given.first <= sheet.count:
            raise Refused(N_("This sheet has {count} labels."), count=sheet.count)
        ids = list(_found(book, given.search))
        prepared = label_orders.prepare(session, ids, sheet=sheet, choices=choices, today=today())
    prepared.title = tr(N_("Labels"))
    job, content = prepared.job(choices, before(sheet, given.first - 1)), BytesIO()
    if not printed.make(job, content):
        raise Refused(N_("There is nothing to print."))
    save(content.getvalue(), given.out)
    yield str(given.out)
    yield tr.count(plural("{count} label", "{count} labels"), job.run.count)
    for out in prepared.left_out:
        yield tr(N_("{label}: {value}"), label=out.name, value=tr(out.words, **out.parameters))


def envelopes(given: Namespace, tr: Translator) -> Lines:
    """Envelopes for everybody, or for what a search finds, as a PDF; who is left out is named."""
    from app.documents import envelope, envelope_orders
    from app.documents.saving import save
    from app.mailings.envelopes import sizes

    if given.out.suffix.lower() != ".pdf":
        raise Refused(N_("“{name}” must end in .pdf."), name=given.out.name)
    if given.size and given.size not in sizes():
        every = ", ".join(sizes())
        raise Refused(N_("There is no envelope “{name}”. There are: {names}."), name=given.size, names=every)
    choices = envelope_orders.Choices(size=given.size, order="postcode")
    with _opened(given.book, read_only=True) as book, book.read() as session:
        prepared = envelope_orders.prepare(session, list(_found(book, given.search)), choices, today=today())
    content = BytesIO()
    if not prepared.count:
        raise Refused(prepared.fault or N_("There is nothing to print."))
    made = (prepared.envelope(place) for place in range(prepared.count))
    envelope.make(made, envelope_orders.options_of(choices, prepared), content)
    save(content.getvalue(), given.out)
    yield str(given.out)
    yield tr.count(plural("{count} envelope", "{count} envelopes"), prepared.count)
    for out in prepared.left_out:
        yield tr(N_("{label}: {value}"), label=out.name, value=tr(out.words, **out.parameters))


def check(given: Namespace, tr: Translator) -> Lines:
    """Every check; refused when one fails."""
    from app.store import repair

    with _opened(given.book, read_only=True) as book:
        report = repair.full_check(book)
    if given.json:
        yield _json(report.to_json())
    else:
        for line in report.checks:
            state = tr(N_("well")) if line.ok else tr(N_("NOT WELL"))
            yield tr(N_("{label}: {value}"), label=tr(line.title), value=state)
            yield from (f"  {detail}" for detail in line.details)
    if not report.ok:
        raise BookError(N_("“{name}” did not pass every check."), reason="damaged", name=given.book.name)


def tour(given: Namespace, tr: Translator) -> Lines:
    """The windows make the pictures; they are another program, so that this one needs no screen."""
    command = [*window_program(), "--tour", str(given.folder.absolute())]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    done = subprocess.run(command, check=False, env=environment)
    if done.returncode:
        raise Refused(N_("The tour did not come to its end."))
    yield str(given.folder)


def exercise(given: Namespace, tr: Translator) -> Lines:
    """Real writes, one after the other; `ACK n` is said when the n-th is on the disk."""
    from app import exercises

    acts = {"save": _save_one, "import": _import_some, "issue": exercises.issue_one, "pay": exercises.pay_one}
    act = acts[given.what]
    with _opened(given.book) as book:
        for number in range(1, given.count + 1):
            act(book, number)
            yield f"ACK {number}"


def _save_one(book: Book, number: int) -> None:
    """A new client, and a change to the one before."""
    from app.clients import records
    from app.clients.model import Address, Client, Email, Phone

    client = Client(
        company_name=f"Exercise {number:06}",
        own_reference=f"EX{number:06}",
        addresses=[Address(street="1 rue des Essais", postcode="69001", city="Lyon", country="FR")],
        phones=[Phone(text="01 99 00 00 00")],
        emails=[Email(text=f"exercise{number}@example.org")],
    )
    with book.write(N_("Exercise {number}"), number=number) as writing:
        saved = records.save(writing.session, client)
        draft = records.draft(writing.session, saved)
        draft.note = f"saved {number}"
        records.save(writing.session, draft)


def _import_some(book: Book, number: int) -> None:
    from app.exchange import importing

    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Exercise {number:06};Card {place:02};;;\r\n"
        f"FN:Card {place:02} Exercise {number:06}\r\nTEL:+33 1 99 00 {number % 100:02} {place:02}\r\nEND:VCARD\r\n"
        for place in range(_CARDS)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exercise.vcf"
        file.write_text(cards, encoding="utf-8", newline="")
        importing.import_vcards(book, file, update=False, dry_run=False, progress=Progress())


def _found(book: Book, text: str) -> Iterator[int]:
    """What the search box would find in every tab, archived clients too."""
    from app.clients import search

    with contextlib.closing(book.rows()) as db:
        yield from search.all_ids(db, search.Query(tab="all", text=text, with_archived=True), today())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_as_text)


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)

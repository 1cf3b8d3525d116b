"""Contacts into the book: `read` a file, `plan` what it will do, `apply` the plan as one step that can be undone.

Reading and planning write nothing. `apply` backs the book up first, then writes everything or, when the owner stops or
anything fails, nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from app.company import facts, safekeeping
from app.exchange import planning
from app.exchange.applying import Applying
from app.exchange.card_file import Reading
from app.exchange.from_card import CONTACT, GROUP, NOTHING, ORGANISATION, PERSON
from app.exchange.pictures_ahead import pictures_ahead
from app.exchange.planning import DUPLICATE, KINDS, NEW, REFUSED, STATES, UPDATE, Item, Options, Plan
from app.exchange.report import Report
from app.exchange.vcard import CANDIDATES as ENCODINGS
from app.exchange.vcard import Doubt, NotUnderstood
from app.i18n import N_
from app.progress import Progress
from app.settings import Settings
from app.store import backup
from app.store.book import Book
from app.store.steps import head

__all__ = [
    "CONTACT", "DUPLICATE", "ENCODINGS", "GROUP", "KINDS", "NEW", "NOTHING", "ORGANISATION", "PERSON", "REFUSED",
    "STATES", "UPDATE", "Doubt", "Item", "NotUnderstood", "Options", "Plan", "Reading", "Report", "apply",
    "import_vcards", "plan", "read",
]  # fmt: skip


def read(path: Path, *, encoding: str | None = None, progress: Progress | None = None) -> Reading:
    """Read a vCard file; `encoding` is for text that does not say what it is written in.

    Raises `FileRefused` for what is no file of contacts or cannot be read, `Cancelled` when the owner stops.
    """
    return Reading(path, encoding, progress or Progress())


def plan(book: Book, reading: Reading, options: Options | None = None, progress: Progress | None = None) -> Plan:
    """What importing `reading` into `book` would do; nothing is written."""
    with closing(book.rows()) as db:
        country = facts.load(db).country
        made = planning.make(db.execute, country, reading, options or Options(), progress or Progress())
        made.state = head(db)[1]
        return made


def apply(
    book: Book,
    plan: Plan,
    progress: Progress | None = None,
    *,
    without: Collection[int] = (),
    folders: Sequence[Path] | None = None,
) -> Report:
    """Carry the plan out, but for the cards numbered in `without`. One step of the history, undone as one.

    A book with clients in it is backed up first, into `folders` (the first and the second place) or where the settings
    say. Where the book was changed since, the plan is made anew first. Raises `Cancelled` and `BookError`: nothing has
    happened then.
    """
    progress = progress or Progress()
    plan = _up_to_date(book, plan, progress)
    report = Report(plan)
    work = Applying(plan, frozenset(without), progress)
    report.skipped = report.cards - report.groups - report.refused - work.count
    if work.count == 0:
        return report
    _back_up(book, folders, progress)
    with (
        pictures_ahead(book, plan.reading, work.cards, progress),
        book.write(N_("Import of {count} contacts"), count=work.count) as writing,
    ):
        work.write(writing.session, report)
    report.changes = writing.changes
    return report


def _up_to_date(book: Book, made: Plan, progress: Progress) -> Plan:
    with closing(book.rows()) as db:
        is_good = head(db)[1] == made.state
    return made if is_good else plan(book, made.reading, made.options, progress)


def import_vcards(
    book: Book,
    path: Path,
    *,
    update: bool = False,
    dry_run: bool = False,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read, plan and apply: every card comes in, possible duplicates too. `dry_run` reports what would be done."""
    reading = read(path, encoding=encoding, progress=progress)
    with closing(reading):
        planned = plan(book, reading, Options(update=update), progress)
        if not dry_run:
            return apply(book, planned, progress)
        report = Report(planned, dry_run=True)
        report.expect()
        return report


def _back_up(book: Book, folders: Sequence[Path] | None, progress: Progress) -> None:
    with closing(book.rows()) as db:
        if db.execute("SELECT 1 FROM client LIMIT 1").fetchone() is None:
            return
    first, *others = folders if folders is not None else safekeeping.folders_of(Settings.load(), book.path)
    backup.keep_up(book, first, "import", second=others[0] if others else None, progress=progress)

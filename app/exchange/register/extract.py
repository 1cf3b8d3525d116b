"""The companies of a few departments in a file of their own beside the program's data, to look them up offline.

An import replaces the whole extract, or leaves the old one as it was; the owner's clients are in another file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from app.errors import FileRefused, Problem
from app.exchange.register import sirene_file
from app.exchange.register.company import Registered
from app.i18n import N_
from app.paths import data_folder
from app.progress import Progress
from app.store import files
from app.store.connect import DatabaseError, Error, connect, create
from app.values import postcode
from app.values.folding import digits, fold
from app.values.identifiers import is_siret

Answer = TypeVar("Answer")

MOST_COMPANIES = 2_000_000
MOST_FOUND = 50
_BATCH = 1_000
_LONGEST = 200
_APPLICATION_ID = 0x53495245  # "SIRE": not a book
_COLUMNS = tuple(field.name for field in fields(Registered))
_values = attrgetter(*_COLUMNS)
_PLACES = ",".join("?" * len(_COLUMNS))
_SCHEMA = (
    f"CREATE TABLE company(id INTEGER PRIMARY KEY, {', '.join(_COLUMNS)})",
    # Words of folded text alone: "unicode61" cuts them at the spaces, and beginnings are found by its prefixes.
    "CREATE VIRTUAL TABLE word USING fts5(words, content='', columnsize=0, detail=none, prefix='2 3')",
    "CREATE TABLE about(count INTEGER, departments TEXT, imported_on TEXT)",
)
_DEPARTMENT = re.compile(r"0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[4-8]")


@dataclass(frozen=True, slots=True)
class About:
    """What the extract holds: how many companies, of which departments (none: of all), and since when."""

    count: int
    departments: tuple[str, ...]
    imported_on: date


def default_path() -> Path:
    """Where the extract is kept."""
    return data_folder() / "sirene.extract"


def parse_departments(text: str, path: str = "") -> tuple[str, ...] | Problem:
    """The departments of `21, 71 2a 974`, each once; none for an empty text."""
    typed = text.upper().replace(",", " ").replace(";", " ").split()
    found = [number.zfill(2) for number in typed]
    wrong = next((number for number in found if not _DEPARTMENT.fullmatch(number)), "")
    if wrong:
        return Problem(path, N_("“{number}” is not the number of a department."), {"number": wrong})
    return tuple(dict.fromkeys(found))


def department_of(town: str) -> str:
    """The department of a town, where the name leaves no doubt."""
    codes = {code[:3] if code.startswith("97") else code[:2] for code in postcode.postcodes(town)}
    return codes.pop() if len(codes) == 1 and "20" not in codes else ""


def about(path: Path | None = None) -> About | None:
    """What is known of the extract; None where there is none that can be read."""

    def ask(db: Any) -> About | None:
        row = db.execute("SELECT count, departments, imported_on FROM about").fetchone()
        return About(row[0], tuple(row[1].split()), date.fromisoformat(row[2])) if row else None

    return _ask(path, ask)


def search(text: str, path: Path | None = None) -> tuple[Registered, ...]:
    """The companies with this SIRET or SIREN, or with words of their name, town or postcode that begin like these."""
    asked = _asked(text[:_LONGEST])

    def ask(db: Any) -> tuple[Registered, ...]:
        found = db.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM company WHERE id IN "
            "(SELECT rowid FROM word WHERE word MATCH ? LIMIT ?) ORDER BY name, siret",
            (asked, MOST_FOUND),
        )
        # The keys of the numbers are looked at here: in an import that would take minutes.
        return tuple(each for each in map(_company, found) if is_siret(each.siret))

    return (_ask(path, ask) if asked else None) or ()


def _ask(path: Path | None, question: Callable[[Any], Answer]) -> Answer | None:
    """What the extract answers; None where there is none, or one that is damaged."""
    path = path or default_path()
    if not path.exists():
        return None
    try:
        with closing(connect(path, read_only=True)) as db:
            return question(db)
    except DatabaseError:
        return None


def _asked(text: str) -> str:
    """The question in the language of FTS5. Numbers typed in groups are one word."""
    number = digits(text)
    if len(number) in (9, 14) and not any(letter.isalpha() for letter in text):
        return f'"{number}"*'
    return " AND ".join(f'"{word}"*' for word in fold(text).split())


def load(
    path: Path, departments: Sequence[str], today: date, progress: Progress, *, target: Path | None = None
) -> About:
    """Make a new extract out of a list of SIRENE (CSV, or a zip file of one), in place of the one there was.

    Raises `FileRefused` for what cannot be used and `Cancelled` when the owner stops: the old extract stays then.
    """
    target = target or default_path()
    part = target.with_name(f"{target.name}.part")
    files.discard(part)
    try:
        with closing(sirene_file.companies(path, departments, progress)) as companies, closing(create(part)) as db:
            made = About(_fill(db, companies, progress), tuple(departments), today)
            db.execute("INSERT INTO about VALUES (?,?,?)", (made.count, " ".join(departments), today.isoformat()))
        if not made.count:
            raise FileRefused(N_("“{name}” holds no open company of these departments."), name=path.name)
        files.put_in_place(part, target)
    except (OSError, Error):
        raise FileRefused(N_("The list could not be kept: there may be no room left on the disk.")) from None
    finally:
        files.discard(part)
    return made


def _fill(db: Any, companies: Iterable[Registered], progress: Progress) -> int:
    """Fill a new file; returns how many companies it holds."""
    # A file that is thrown away when anything fails needs neither journal nor waiting for the disk.
    for pragma in (f"application_id={_APPLICATION_ID}", "journal_mode=OFF", "synchronous=OFF"):
        db.execute(f"PRAGMA {pragma}")
    for statement in _SCHEMA:
        db.execute(statement)
    db.execute("BEGIN")
    count, numbered = 0, enumerate(companies, 1)
    while batch := list(islice(numbered, _BATCH)):
        progress.check()
        db.executemany(f"INSERT INTO company VALUES (?,{_PLACES})", [_row(*each) for each in batch])
        db.executemany("INSERT INTO word(rowid, words) VALUES (?,?)", [(n, _words(found)) for n, found in batch])
        count = batch[-1][0]
        if count > MOST_COMPANIES:
            raise FileRefused(N_("More than {count} companies: name the departments you want."), count=MOST_COMPANIES)
    db.execute("END")
    return count


def _words(found: Registered) -> str:
    names = (found.name, found.trade_name, found.city, found.postcode)
    return f"{fold(' '.join(names))} {found.siren} {found.siret}"


def _row(number: int, found: Registered) -> tuple[Any, ...]:
    return (number, *(None if value is None else str(value) for value in _values(found)))


def _company(row: Sequence[str | None]) -> Registered:
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    values["capital"] = Decimal(values["capital"]) if values["capital"] else None
    values["created_on"] = date.fromisoformat(values["created_on"]) if values["created_on"] else None
    return Registered(**values)

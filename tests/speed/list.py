"""The list and its search on a big book, against plain SQL written by hand: `python -m tests.speed.list`.

`--clients 1000000` (or `--million`) makes a book of a million; `--book PATH` keeps it there for the next run. The limit
sends the same question to the same tables, its words folded beforehand, and takes the columns as they come.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from app import subjects
from app.clients import search
from app.clients.search import Query
from app.store.book import Book
from app.values.folding import words
from tests.speed.frame import Reach, Times, cpu, heading, in_turns, line, lines

TODAY = date(2026, 11, 12)
KEYSTROKES = 200
COUNTED = 5  # the count of every fifth keystroke is taken, for it may last seconds by hand too
ROUNDS = 7
COLUMNS = (
    "r.client_id, r.name, r.reference, r.is_organisation, r.is_client, r.is_prospect, r.starred, r.key_account, "
    "r.category_id, r.contact, r.city, r.postcode, r.country, r.phone, r.email, r.tags, r.score, r.logo, r.created_on"
)
LIVE = "r.live = 1 AND r.is_client = 1"


class Asked(NamedTuple):
    """A question by hand: what the index is asked for, and the words to be found whole in the text."""

    match: str
    inside: list[str]


def keystrokes(db: Any, chance: random.Random) -> list[str]:
    """What stands in the box after each key, while people are looked for by name, firm, town, phone and e-mail."""
    found: list[str] = []
    while len(found) < KEYSTROKES:
        (most,) = db.execute("SELECT max(client_id) FROM client_row").fetchone()
        row = db.execute(
            "SELECT name, contact, city, phone, email FROM client_row WHERE client_id >= ? LIMIT 1",
            (chance.randint(1, most),),
        ).fetchone()
        name, contact, city, phone, email = row
        typed = chance.choice((name, name, name.lower(), contact, f"{name.split()[-1]} {city}", city, phone, email))
        found += [typed[:length] for length in range(1, min(len(typed), 14) + 1)]
    return found[:KEYSTROKES]


def by_hand(text: str) -> Asked:
    """As `search` understands it, for plain words; digits that follow each other are one number here."""
    found = words(text)
    if found and all(word.isdigit() for word in found):
        found = ["".join(found)]
    starts = (f"{word:>3}" for word in found)
    every = [f'"{word[place : place + 3]}"' for word in starts for place in range(len(word) - 2)]
    return Asked(" AND ".join(every), [word for word in found if len(word) > 3])


def plain_page(db: Any, asked: Asked) -> list[Any]:
    if not asked.match:
        return list(db.execute(f"SELECT {COLUMNS} FROM client_row r WHERE {LIVE} ORDER BY r.rank LIMIT 200"))
    inside = "".join(" AND instr(r.search_text, ?) > 0" for _ in asked.inside)
    return list(
        db.execute(
            f"SELECT {COLUMNS} FROM client_grams g CROSS JOIN client_row r ON r.rank = g.rowid "
            f"WHERE client_grams MATCH ? AND {LIVE}{inside} ORDER BY g.rowid LIMIT 200",
            (asked.match, *asked.inside),
        )
    )


def plain_count(db: Any, asked: Asked) -> int:
    inside = "".join(" AND instr(r.search_text, ?) > 0" for _ in asked.inside)
    found = db.execute(
        "SELECT count(*) FROM client_grams g CROSS JOIN client_row r ON r.rank = g.rowid "
        f"WHERE client_grams MATCH ? AND {LIVE}{inside}",
        (asked.match, *asked.inside),
    )
    return int(found.fetchone()[0])


def typing(db: Any, texts: list[str]) -> None:
    """Each keystroke by ours and by hand, in turns; the count, which may come later, apart."""
    asked = [by_hand(text) for text in texts]
    pages: tuple[list[float], list[float]] = ([], [])
    counts: tuple[list[float], list[float]] = ([], [])
    for place, (text, question) in enumerate(zip(texts, asked, strict=True)):
        query = Query(text=text)
        pages[0].append(cpu(lambda query=query: search.first_page(db, query, TODAY)))
        pages[1].append(cpu(lambda question=question: plain_page(db, question)))
        if question.match and place % COUNTED == 0:
            counts[0].append(cpu(lambda query=query: search.count(db, query, TODAY)))
            counts[1].append(cpu(lambda question=question: plain_count(db, question)))
    lines("a keystroke: first 200 rows", Times(pages[0]), Times(pages[1]), Reach(3, 25))
    lines("its count, in the background", Times(counts[0]), Times(counts[1]), Reach(3))


def moving(db: Any) -> None:
    """Turning pages, sorting, changing tabs, selecting all."""
    everybody = search.all_ids(db, Query(), TODAY)
    middle = list(everybody[len(everybody) // 2 :][:100])
    inside = ",".join("?" * len(middle))

    def ids(where: str, order: str) -> list[int]:
        return [row[0] for row in db.execute(f"SELECT r.client_id FROM client_row r WHERE {where} ORDER BY {order}")]

    def page(where: str, order: str) -> list[Any]:
        sql = f"SELECT {COLUMNS} FROM client_row r WHERE {where} ORDER BY {order} LIMIT 200"
        return list(db.execute(sql))

    by_city = "r.city_key, r.rank"
    acts: tuple[tuple[str, Callable[[], Any], Callable[[], Any], Reach], ...] = (
        ("page of 100 in the middle", lambda: search.load_rows(db, middle, TODAY),
         lambda: list(db.execute(f"SELECT {COLUMNS} FROM client_row r WHERE r.client_id IN ({inside})", middle)),
         Reach(3, 50)),
        ("change of tab: first 200 and the counts",
         lambda: (search.first_page(db, Query(tab="prospects"), TODAY), search.tab_counts(db)),
         lambda: (page("r.live = 1 AND r.is_prospect = 1", "r.rank"), list(db.execute("SELECT * FROM tab_count"))),
         Reach(3, 50)),
        ("sort by town: first 200", lambda: search.first_page(db, Query(sort="city"), TODAY),
         lambda: page(LIVE, by_city), Reach(3)),
        ("sort by town: every id, in the background", lambda: search.all_ids(db, Query(sort="city"), TODAY),
         lambda: ids(LIVE, by_city), Reach(3)),
        ("select all: every id, in the background", lambda: search.all_ids(db, Query(), TODAY),
         lambda: ids(LIVE, "r.rank"), Reach(3)),
    )  # fmt: skip
    for name, ours, limit, reach in acts:
        mine, theirs = in_turns(ours, limit, ROUNDS)
        line(name, mine.median * 1000, theirs.median * 1000, reach)


def make_book(path: Path, clients: int) -> None:
    from app.exchange import sample

    subjects.load()
    seconds = cpu(lambda: sample.make(path, clients=clients, seed=1, today=TODAY))
    print(f"making {clients:,} clients: {seconds:.1f} CPU s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--book", type=Path)
    given = parser.parse_args()
    clients = 1_000_000 if given.million else given.clients
    with tempfile.TemporaryDirectory() as folder:
        path = given.book or Path(folder, "big.clientele")
        if not path.exists():
            make_book(path, clients)
        with contextlib.closing(Book.open(path)) as book, contextlib.closing(book.rows()) as db:
            (there,) = db.execute("SELECT count(*) FROM client_row").fetchone()
            heading(f"The list and its search, {there:,} clients")
            typing(db, keystrokes(db, random.Random(7)))
            moving(db)


if __name__ == "__main__":
    main()

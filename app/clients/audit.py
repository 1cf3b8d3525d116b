"""Whether the list, its counts and the search index say what the records say; and making them again if not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.clients import index, rows
from app.clients.chunks import chunks, places
from app.i18n import N_
from app.store.repair import Derived
from app.store.schema import TAB_RULES

_STORED = f"SELECT client_id, {', '.join(rows.COLUMNS)} FROM client_row WHERE client_id IN"


def differences(db: Any) -> Iterator[str]:
    """Each thing that is not as a fresh making would leave it; `db` is a raw connection. No names, ids only."""
    yield from _rows(db)
    yield from _order(db)
    yield from _counts(db)
    yield from _grams(db)


def remake(session: Session) -> None:
    """Throw all of it away and make it again."""
    index.rebuild(session)
    run = session.connection().exec_driver_sql
    for tab, rule in TAB_RULES.items():
        held = f"SELECT count(*) FROM client_row r WHERE {rule.format(row='r')}"
        run(f"UPDATE tab_count SET clients = ({held}) WHERE tab=?", (tab,))


CHECK = Derived("list", N_("The list and the search agree with the records"), differences, remake)


def _rows(db: Any) -> Iterator[str]:
    every = [row[0] for row in db.execute("SELECT id FROM client ORDER BY id")]
    for chunk in chunks(every):
        stored = {row[0]: row[1:] for row in db.execute(f"{_STORED} ({places(chunk)})", chunk)}
        for client_id, values in rows.build(db.execute, chunk):
            found = stored.get(client_id)
            if found is None:
                yield f"client {client_id} is not in the list"
                continue
            pairs = zip(rows.COLUMNS, found, values, strict=True)
            if wrong := [name for name, old, new in pairs if (old or "") != (new or "")]:
                yield f"client {client_id}: {', '.join(wrong)}"
    for (client_id,) in db.execute("SELECT client_id FROM client_row EXCEPT SELECT id FROM client"):
        yield f"client {client_id} is in the list and not in the file"


def _order(db: Any) -> Iterator[str]:
    odd = db.execute(
        "SELECT client_id FROM (SELECT client_id, (sort_key, client_id) < "
        "(lag(sort_key) OVER line, lag(client_id) OVER line) AS early FROM client_row WINDOW line AS (ORDER BY rank)) "
        "WHERE early"
    )
    yield from (f"client {client_id} stands too late" for (client_id,) in odd)


def _counts(db: Any) -> Iterator[str]:
    stored = dict(db.execute("SELECT tab, clients FROM tab_count"))
    for tab, rule in TAB_RULES.items():
        (real,) = db.execute(f"SELECT count(*) FROM client_row r WHERE {rule.format(row='r')}").fetchone()
        if stored.get(tab) != real:
            yield f"tab {tab}: {stored.get(tab)} instead of {real}"


def _grams(db: Any) -> Iterator[str]:
    """The index keeps no texts, but tells in how many lines each of its entries stands."""
    for query in (
        "SELECT rank FROM client_row EXCEPT SELECT id FROM client_grams_docsize",
        "SELECT id FROM client_grams_docsize EXCEPT SELECT rank FROM client_row",
    ):
        yield from (f"search entry {rank}" for (rank,) in db.execute(query))
    wanted: Counter[str] = Counter()
    for (text,) in db.execute("SELECT search_text FROM client_row"):
        laid = f"  {text.replace(' ', '  ')}"
        wanted.update({laid[start : start + 3] for start in range(len(laid) - 2)})
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.gram_count USING fts5vocab('main', 'client_grams', 'row')")
    found = dict(db.execute("SELECT term, doc FROM temp.gram_count"))
    if found != wanted:
        yield f"{len(found.items() ^ wanted.items())} entries of the search index"

"""The list's rows and the search index, made again from the records that a write touched.

The row id of the index is the client's `rank`, its place in name order: matches stream out sorted and stop at the
first page. Ranks lie 2^20 apart; a newcomer takes the middle between its neighbours, and where no room is left the
neighbourhood is spread out. The index holds every three letters that stand together, with two spaces before each
word: parts of words are found from three letters, beginnings from one (`words.grams`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.clients import rows
from app.clients.chunks import chunks, places
from app.i18n import N_
from app.progress import Progress
from app.store.base import driver

GAP = 1 << 20
MANY = 1_000
PROGRESS = "progress"
_WINDOW = 32
_LEAST_GAP = 1 << 8

_COLUMNS = rows.COLUMNS
# The driver takes two microseconds for each None it is given, so it is given an empty text.
_PLACES = ["nullif(?, '')" if name == "category_id" else "?" for name in _COLUMNS]
_INSERT = f"INSERT INTO client_row(client_id, rank, {', '.join(_COLUMNS)}) VALUES(?, ?, {', '.join(_PLACES)})"
_UPDATE = f"UPDATE client_row SET {', '.join(map('{}={}'.format, _COLUMNS, _PLACES))} WHERE client_id=?"
_INDEX = (
    "INSERT INTO client_grams(rowid, grams) SELECT rank, '  ' || replace(search_text, ' ', '  ') FROM client_row WHERE"
)

_OF_CLIENTS = (
    ("SELECT client_id FROM contact_link WHERE contact_id", "contact"),
    ("SELECT client_id FROM client_tag WHERE tag_id", "tag"),
)
_INDEXED = 200  # between two looks at the Cancel button


def refresh(session: Session, ids: Mapping[str, set[int]]) -> None:
    """Make the rows of the touched clients again. Registered with the history, it runs before every commit.

    Where there are many, the `Progress` in `session.info[PROGRESS]` counts them and may stop the whole write.
    """
    run = driver(session).execute
    if "option" in ids and rows.name_order_changed(run):
        rebuild(session)
        return
    touched = set(ids.get("client", ()))
    progress = session.info.get(PROGRESS) or Progress()
    for query, table in _OF_CLIENTS:
        touched |= _clients_of(run, query, ids.get(table, ()), progress)
    if not touched:
        return
    if "client" not in ids and isinstance(ids, dict):
        ids["client"] = set()
    ids["client"].update(touched)
    if len(touched) > MANY:
        _refresh_many(session, sorted(touched))
        return
    _drop_missing(run, touched)
    for client_id, values in rows.build(run, sorted(touched)):
        _put(run, client_id, values)


def rebuild(session: Session) -> None:
    """Throw the whole list and index away and make them again."""
    run = driver(session).execute
    every = [row[0] for row in run("SELECT id FROM client ORDER BY id")]
    run("DELETE FROM client_row")
    run("INSERT INTO client_grams(client_grams) VALUES('delete-all')")
    _refresh_many(session, every)


def _clients_of(run: Any, query: str, keys: Iterable[int], progress: Progress) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(sorted(keys)):
        progress.check()
        found.update(row[0] for row in run(f"{query} IN ({places(chunk)})", chunk).fetchall())
    return found


def _drop_missing(run: Any, touched: set[int]) -> None:
    """Clients that are gone, as after the undo of their creation, leave the list too."""
    for chunk in chunks(sorted(touched)):
        gone = run(
            f"SELECT client_id, rank FROM client_row WHERE client_id IN ({places(chunk)}) "
            "AND client_id NOT IN (SELECT id FROM client)",
            chunk,
        ).fetchall()
        for client_id, rank in gone:
            run("DELETE FROM client_grams WHERE rowid=?", (rank,))
            run("DELETE FROM client_row WHERE client_id=?", (client_id,))
            run("DELETE FROM search_term WHERE client_id=?", (client_id,))


def _put(run: Any, client_id: int, values: tuple[Any, ...]) -> None:
    """Write one row, at its old rank where its name has not moved."""
    sort_key, text = values[0], values[-1]
    old = run("SELECT rank, sort_key, search_text FROM client_row WHERE client_id=?", (client_id,)).fetchone()
    if old is not None and old[1] == sort_key:
        run(_UPDATE, (*values, client_id))
        if old[2] != text:
            run("DELETE FROM client_grams WHERE rowid=?", (old[0],))
            run(f"{_INDEX} client_id=?", (client_id,))
        return
    if old is not None:
        run("DELETE FROM client_grams WHERE rowid=?", (old[0],))
        run("DELETE FROM client_row WHERE client_id=?", (client_id,))
    rank = _room_for(run, sort_key, client_id)
    run(_INSERT, (client_id, rank, *values))
    run(f"{_INDEX} client_id=?", (client_id,))


def _room_for(run: Any, sort_key: str, client_id: int) -> int:
    """A free rank between the neighbours in name order."""
    for _attempt in range(2):
        before, after, _next = _neighbours(run, sort_key, client_id)
        if after is None:
            return before + GAP
        if after - before >= 2:
            return before + (after - before) // 2
        _spread(run, after)
    raise RuntimeError("no rank is free after spreading")


def _neighbours(run: Any, sort_key: str, client_id: int) -> tuple[int, int | None, tuple[str, int] | None]:
    """The rank before a place in name order (0 at the beginning), and rank and key after it (None at the end)."""
    after = run(
        "SELECT rank, sort_key, client_id FROM client_row WHERE (sort_key, client_id) > (?, ?) "
        "ORDER BY sort_key, client_id LIMIT 1",
        (sort_key, client_id),
    ).fetchone()
    if after is None:
        return run("SELECT coalesce(max(rank), 0) FROM client_row").fetchone()[0], None, None
    before = run("SELECT coalesce(max(rank), 0) FROM client_row WHERE rank < ?", (after[0],)).fetchone()[0]
    return before, after[0], (after[1], after[2])


def _spread(run: Any, around: int) -> None:
    """Lay the ranks around `around` evenly, over as few rows as leave room enough between them."""
    window = _WINDOW
    while True:
        before = run("SELECT rank FROM client_row WHERE rank < ? ORDER BY rank DESC LIMIT ?", (around, window + 1))
        lower = [row[0] for row in before.fetchall()][::-1]
        later = run("SELECT rank FROM client_row WHERE rank >= ? ORDER BY rank LIMIT ?", (around, window + 1))
        upper = [row[0] for row in later.fetchall()]
        start = lower.pop(0) if len(lower) > window else 0
        inside = lower + upper
        end = inside.pop() if len(upper) > window else inside[-1] + GAP * len(inside)
        step = (end - start) // (len(inside) + 1)
        if step >= _LEAST_GAP:
            _move(run, [(old, start + step * (place + 1)) for place, old in enumerate(inside)])
            return
        window *= 4


def _move(run: Any, moves: list[tuple[int, int]]) -> None:
    for old, new in moves:
        run("DELETE FROM client_grams WHERE rowid=?", (old,))
        run("UPDATE client_row SET rank=? WHERE rank=?", (-new, old))
    run("UPDATE client_row SET rank=-rank WHERE rank < 0")
    for _old, new in moves:
        run(f"{_INDEX} rank=?", (new,))


def _refresh_many(session: Session, ids: list[int]) -> None:
    """After an import: the newcomers are laid between the others, and indexed in their order, which is quickest."""
    connection = driver(session)
    progress = session.info.get(PROGRESS) or Progress()
    progress.begin(N_("Bringing the list up to date"), 2 * len(ids))
    keys: list[tuple[str, int]] = []
    for chunk in chunks(ids):
        progress.check()
        _remove(connection.execute, chunk)
        keys += rows.sort_keys(connection.execute, chunk)
    keys.sort()
    ranks = _ranks(connection.execute, keys)
    if ranks is None:
        rebuild(session)
        return
    for chunk in chunks(ids):
        built = rows.build(connection.execute, chunk)
        connection.executemany(_INSERT, [(client_id, ranks[client_id], *values) for client_id, values in built])
        progress.advance(len(chunk))
    for chunk in chunks([client_id for _key, client_id in keys], _INDEXED):
        connection.execute(f"{_INDEX} client_id IN ({places(chunk)}) ORDER BY rank", chunk)
        progress.advance(len(chunk))


def _remove(run: Any, chunk: tuple[int, ...]) -> None:
    inside = f"client_id IN ({places(chunk)})"
    run(f"DELETE FROM client_grams WHERE rowid IN (SELECT rank FROM client_row WHERE {inside})", chunk)
    run(f"DELETE FROM client_row WHERE {inside}", chunk)
    run(f"DELETE FROM search_term WHERE {inside} AND client_id NOT IN (SELECT id FROM client)", chunk)


def _ranks(run: Any, keys: list[tuple[str, int]]) -> dict[int, int] | None:
    """A rank for each newcomer, by client id; `keys` are in order. None when there is no room for them somewhere."""
    found: dict[int, int] = {}
    start = 0
    while start < len(keys):
        before, after, following = _neighbours(run, *keys[start])
        end = bisect_left(keys, following, start) if following else len(keys)
        step = GAP if after is None else (after - before) // (end - start + 1)
        if step == 0:
            return None
        found.update((client_id, before + step * place) for place, (_key, client_id) in enumerate(keys[start:end], 1))
        start = end
    return found

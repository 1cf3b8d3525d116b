"""What a lane does for the statement page: one client's page, whom a batch is for, and how many pages it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from app.accounts.statement import Statement
from app.accounts.stating import Period, Wanted
from app.documents.statements import Choices
from app.errors import Problem
from app.i18n import Translator

EVERYBODY = -1  # in place of ids: every client who is not archived


@dataclass(frozen=True)
class Order:
    """Which statements, and how."""

    period: Period
    choices: Choices


@dataclass(frozen=True)
class Drawn:
    """One client's statement: its PDF, or the characters that cannot be printed; `figures` beside the stored ones."""

    client_id: int
    statement: Statement
    content: bytes = b""
    problems: tuple[Problem, ...] = ()
    figures: tuple[Any, ...] = ()
    open_items: int = 0


@dataclass(frozen=True)
class Counted:
    """A stretch of a batch: how many pages, and who cannot be printed, each with the first reason."""

    pages: int
    left_out: tuple[tuple[int, str, Problem], ...] = ()


def draw(session: Any, client_id: int, order: Order, *, country: str, today: date) -> Drawn:
    """Lay out and print one client's statement into memory."""
    from app.documents import agreement, statement
    from app.documents.statements import gather
    from app.errors import NotFound
    from app.i18n import N_

    one = next(gather(session, [client_id], order.period, order.choices), None)
    if one is None:
        raise NotFound(N_("This client is not in the file any more."))
    figures = agreement.compare(session, one[0], today)
    items = sum(len(block.items) + len(block.credits) for block in one[0].blocks)
    problems = tuple(statement.unprintable(one))
    file = BytesIO()
    if not problems and one[0].blocks:
        statement.make([one], file, lambda language: Translator(language, country))
    return Drawn(client_id, one[0], file.getvalue(), problems, figures, items)


def count_pages(session: Any, client_ids: list[int], order: Order, *, country: str) -> Counted:
    """How many pages these clients' statements have."""
    from app.documents import statement
    from app.documents.statements import gather

    pages, left_out, words = 0, [], {}
    for one in gather(session, client_ids, order.period, order.choices):
        problems = statement.unprintable(one)
        if problems:
            left_out.append((one[0].client_id, one[0].name, problems[0]))
            continue
        language = one[3].language
        if language not in words:
            words[language] = Translator(language, country)
        pages += len(statement.lay_out(one, words[language]))
    return Counted(pages, tuple(left_out))


def choose(db: Any, client_ids: list[int], wanted: Wanted, today: date) -> list[int]:
    """The clients of a batch in their order; `[EVERYBODY]` stands for all that are not archived."""
    from app.accounts import stating
    from app.clients.search import Query, all_ids

    ids = list(all_ids(db, Query(tab="all"), today)) if client_ids == [EVERYBODY] else client_ids
    return stating.choose(db, ids, wanted, today)

"""What lanes do for the labels window: read the sheets, prepare the labels, draw the one page that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from app.documents.label_orders import Choices, Prepared
from app.mailings.sheets import Sheet
from ui.printing.pixels import Pdf, read


@dataclass(frozen=True)
class Known:
    """The sheets of the owner, and how many there are with those of the program."""

    own: tuple[Sheet, ...]
    count: int


def read_sheets(session: Any) -> Known:
    """All that can be chosen from; the program's own are read from their files at the first call."""
    from app.mailings import own_sheets, sheet_search, sheets

    sheet_search.index()
    own = tuple(own_sheets.listed(session))
    return Known(own, len(sheets.shipped()) + len(own))


@dataclass(frozen=True)
class Drawn:
    """One page of the labels as it is printed."""

    pdf: Pdf
    page: int
    pages: int


def draw_page(prepared: Prepared, choices: Choices, used: frozenset[int], page: int) -> Drawn:
    """The page asked for, or the last one before it."""
    from app.documents import labels
    from app.documents.sheet import Press

    job = prepared.job(choices, used)
    pages = max(job.run.pages, 1)
    page = min(page, pages - 1)
    file = BytesIO()
    press = Press(file, "", "", actual_size=True)
    press.print((labels.lay_out(job, page, guides=True),))
    press.close()
    return Drawn(read(file.getvalue()), page, pages)

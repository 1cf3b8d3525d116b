"""The stops of the tour: each brings one screen to the front, in one step or in several with a rest between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QLineEdit

from app.clients.search import Query, first_page
from ui import tour_post as post
from ui import tour_printed
from ui.palette.panel import Palette
from ui.tour_papers import paper, write

Step = Callable[[Any], None]
MANY = 40


class Stop(NamedTuple):
    """`name` is that of the picture; without one there is none."""

    name: str
    steps: tuple[Step, ...]


def _list(window: Any) -> None:
    window.show_clients(Query())


def _of_dijon(window: Any) -> None:
    window.show_clients(Query(has_email=True, cities=("Dijon",)))


def _ticked(window: Any) -> None:
    view = window.list_page.view
    for number in (0, 1, 3, 4):
        view.toggle(number)


def _nothing_found(window: Any) -> None:
    window.list_page.view.untick()
    window.show_clients(Query(text="brasserie theatr 71", has_email=True))


def _brasserie(act: Callable[[Any, int], None]) -> Step:
    """Something with the client that everything is shown on."""

    def show(window: Any) -> None:
        query = Query(tab="all", text="brasserie theatre")
        window.jobs.rows(
            window, lambda db: first_page(db, query, date.today()), lambda rows: act(window, rows[0].id), key="tour"
        )

    return show


def _record(tab: str, *, edit: bool = False) -> Step:
    def act(window: Any, number: int) -> None:
        window.open_record(number, ids=window.list_page.view.list_model.ids, tab=tab, edit=edit)

    return _brasserie(act)


def _run(key: str) -> Step:
    return lambda window: window.actions_.run(key)


def _named(name: str, **options: Any) -> Step:
    return lambda window: window.show_named(name, **options)


def _palette(window: Any) -> None:
    window.show_clients(Query())
    window.actions_.run("palette")
    for palette in window.findChildren(Palette):
        for field in palette.findChildren(QLineEdit):
            field.setText("bras thea")


def _paper(kind: str, *, page: str = "paper", status: str = "") -> Step:
    def show(window: Any) -> None:
        find = lambda db: paper(db, kind, date.today(), status=status)  # noqa: E731 - a question
        window.jobs.rows(window, find, lambda row: window.show_named(page, paper_id=row.id), key="tour")

    return show


def _offer_products(window: Any) -> None:
    lines = window.page().lines
    lines.begin_new()
    lines.field().setText("bour")
    lines.field().ask("bour")


def forget_typing(window: Any) -> None:
    """Empty the field over a line of a paper: what was typed there would ask to be saved."""
    lines = getattr(window.page(), "lines", None)
    if lines is not None and lines.editing():
        lines.field().clear()
        lines.finish()


def _statement(window: Any, number: int, *, only_open: bool = False) -> None:
    window.show_named("statement", client_ids=[number])
    if only_open:
        window.page().choices.put(window.page().choices.choices(), "open")


def _statements(window: Any) -> None:
    window.show_named("statement", client_ids=list(window.list_page.view.list_model.ids[:MANY]))


def _open_current(window: Any) -> None:
    window.page().handlers()["open"]()


def papers(folder: Path, language: str) -> Stop:
    """Leaves every printed paper in `folder`."""

    def act(window: Any) -> None:
        def work(book: Any, _progress: Any) -> None:
            write(book, folder, language, date.today())
            tour_printed.write(book, folder, language, date.today())

        window.jobs.long(window, "", work, lambda _none: None, lane="long")

    return Stop("", (act,))


def _stops(**steps: Step | tuple[Step, ...]) -> tuple[Stop, ...]:
    named = {name.strip("_").replace("_", "-"): step for name, step in steps.items()}
    return tuple(Stop(name, step if isinstance(step, tuple) else (step,)) for name, step in named.items())


ALL = _stops(
    _01_clients=_list,
    _02_ticked=(_of_dijon, _ticked),
    _16_nothing_found=_nothing_found,
    _03_record_overview=_record("overview"),
    _05_record_details=_record("details"),
    _18_record_terms=_record("terms"),
    _05_record_edit=_record("details", edit=True),
    _06_new_client=_run("new_client"),
    _17_palette=_palette,
    _12_import=_run("import"),
    _21_settings=_run("settings"),
    _22_lists=_run("lists"),
    _23_help=_run("help"),
    _24_export=_run("export"),
    _25_papers=_run("papers"),
    _14_invoice=(_paper("invoice", status="draft"), _offer_products),
    _26_invoice_issued=_paper("invoice", status="unpaid"),
    _27_quote=_paper("quote"),
    _28_payments=_run("payments"),
    _29_payment=_brasserie(lambda window, number: window.shell.record_payment(client_id=number)),
    _30_products=_run("products"),
    _31_product=(_run("products"), _open_current),
    _32_record_sales=_record("sales"),
    _33_record_account=_record("account"),
    _09_statement=_brasserie(_statement),
    _34_statement_open=_brasserie(partial(_statement, only_open=True)),
    _35_statements=(_list, _statements),
    _36_preview=_paper("invoice", page="preview"),
    _37_settings_letterhead=_named("settings", section="head"),
    _38_settings_numbers=_named("settings", section="numbers"),
    _39_settings_selling=_named("settings", section="selling"),
    _40_help_selling=_named("help", topic="selling"),
    _41_keys=_run("keys"),
    _42_record_files=_record("files"),
    **post.steps(_record("details", edit=True), _record("letters")),
)
_SMALL = frozenset("01 02 03 05 06 07 08 09 14 16 18 25 26 28 32 33 42 43 45 46 47 50 51 52".split())
FEW = tuple(stop for stop in ALL if stop.name[:2] in _SMALL)

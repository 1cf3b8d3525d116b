"""What the commands do that are the same everywhere; a page that serves one of them itself comes first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.clients.search import Query
from ui.window_zones import step_zone

if TYPE_CHECKING:
    from ui.window import MainWindow

PAPER_KINDS = {
    "new_quote": "quote",
    "new_order": "order",
    "new_delivery": "delivery",
    "new_invoice": "invoice",
    "new_credit_note": "credit_note",
    "new_proforma": "proforma",
    "new_purchase": "purchase",
}


def everywhere(window: MainWindow) -> dict[str, Callable[[], None]]:
    """The functions by the keys of `ui.actions`."""
    return {**_file(window), **_view(window), **_sale(window)}


def _file(window: MainWindow) -> dict[str, Callable[[], None]]:
    tasks = window.tasks

    def leave() -> None:
        window.close()

    return {
        "new_client": window.new_client,
        "new_prospect": lambda: window.new_client(prospect=True),
        "import": tasks.choose_import,
        "export": lambda: window.export_clients(query=window.list_page.query),
        "new_file": lambda: window.book_wanted.emit("new"),
        "open_file": lambda: window.book_wanted.emit("open"),
        "restore": lambda: window.book_wanted.emit("restore"),
        "close_file": lambda: window.book_wanted.emit("close"),
        "quit": leave,
        "backup": tasks.back_up_now,
        "check_file": tasks.check_file,
        "undo": tasks.undo,
        "redo": tasks.redo,
    }


def _view(window: MainWindow) -> dict[str, Callable[[], None]]:
    tasks = window.tasks
    return {
        "palette": tasks.open_palette,
        "new": window.open_new_menu,
        "back": window.go_back,
        "clients": window.show_living,
        "bin": lambda: window.show_clients(Query(tab="bin")),
        "next_zone": lambda: step_zone(window, 1),
        "previous_zone": lambda: step_zone(window, -1),
        "larger": lambda: tasks.change_text_size(1),
        "smaller": lambda: tasks.change_text_size(-1),
        "normal_size": lambda: tasks.change_text_size(0),
        "messages": tasks.show_messages,
        "settings": lambda: window.show_named("settings"),
        "lists": lambda: window.show_named("lists"),
        "help": lambda: window.show_named("help"),
        "keys": lambda: window.show_named("help", topic="keys"),
        "about": tasks.show_about,
    }


def _sale(window: MainWindow) -> dict[str, Callable[[], None]]:
    """For the client in front, where there is one."""

    def new_paper(kind: str) -> None:
        window.show_named("paper", kind=kind, client_id=window.client_in_front())

    return {
        **{key: partial(new_paper, kind) for key, kind in PAPER_KINDS.items()},
        "new_payment": lambda: window.shell.record_payment(client_id=window.client_in_front()),
        "statement": lambda: window.show_named("statement", client_ids=window.clients_in_front()),
        **{name: partial(window.show_named, name) for name in ("papers", "payments", "products")},
    }

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
    return {**_file(window), **_view(window), **_sale(window), **_print(window), **_letters(window)}


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
        "library": lambda: window.show_named("library"),
        "lists": lambda: window.show_named("lists"),
        "help": lambda: window.show_named("help"),
        "keys": lambda: window.show_named("help", topic="keys"),
        "about": tasks.show_about,
    }


def _print(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Clients on paper: those of the list, or the one in front."""

    def printed(name: str, *given: object) -> None:
        from ui.clients import printed_lists

        getattr(printed_lists, name)(*given)

    def envelopes() -> None:
        from ui.mailings.envelopes_opening import open_envelopes

        page = window.list_page
        search = page.query.text if window.page() is page else ""
        open_envelopes(window.shell, window, window.clients_in_front(), search=search)

    return {
        "envelopes": envelopes,
        "print_list": lambda: printed("print_list", window.list_page),
        "phone_book": lambda: printed("print_phone_book", window.list_page),
        "client_sheet": lambda: printed("print_sheets", window.shell, window, window.clients_in_front()),
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


def _letters(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Letters to the client in front; mailings to those who are ticked, else to all of the search."""

    def letter() -> None:
        from ui.mailings.mailing_start import ask_letter

        window.when_free(lambda: ask_letter(window.shell, window, window.client_in_front()))

    def mailing() -> None:
        from ui.mailings.mailing_start import ask_mailing

        window.when_free(lambda: ask_mailing(window.shell, window, *_whom(window)))

    return {
        "letter": letter,
        "new_mailing": mailing,
        "mailings": partial(window.show_named, "mailings"),
    }


def _whom(window: MainWindow) -> tuple[list[int], str]:
    """The clients of a new mailing, and the words of the search that found them."""
    page = window.list_page
    if window.page() is not page or page.query.tab == "bin":
        return window.clients_in_front(), ""
    ticked = page.view.ticked()
    return list(ticked or page.view.list_model.ids), page.query.text

"""What the palette offers for what was typed: clients, what can be done with the first, commands, settings, help."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication

from app.clients.search import Facets, Query, Row
from app.sales.kinds import KINDS, title
from app.sales.search import STATES, PaperRow, state_of
from app.values.folding import digits, fold
from app.values.money import from_units
from app.values.person import initials
from ui.actions import icon_of, shown_keys
from ui.company.help_topics import topics
from ui.company.sections import SECTIONS
from ui.palette.lines import Group, Line, matching
from ui.palette.recent import most_used, remember, used
from ui.shell import Shell
from ui.text import tr, translator

PER_GROUP = 3
FOR_FIRST = 4
COMMAND_SIGN = ">"
PAPER_SIGN = "#"
MOST = 6
_FREQUENT = ("new_client", "import", "export", "clients", "backup", "settings", "lists", "keys")


class Finder:
    """Makes the groups of lines; what they do, the shell does."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def suggested(self, lately: Sequence[Row]) -> list[Group]:
        """Nothing is typed: who was opened lately, and what is done often."""
        known = {line.also: line for line in self.commands()}
        order = dict.fromkeys([*most_used(self._shell.settings), *_FREQUENT])
        often = tuple(known[key] for key in order if key in known)[:MOST]
        return [
            Group(tr("Recent clients"), tuple(self.client(row) for row in lately[:MOST])),
            Group(tr("Frequent actions"), often),
        ]

    def found(self, text: str, rows: Sequence[Row], papers: Sequence[PaperRow], known: Facets | None) -> list[Group]:
        """Everything that matches `text`; `rows` are the clients and `papers` the documents the book found."""
        clients = tuple(self.client(row, text) for row in rows)
        groups = [Group(tr("Clients"), clients)]
        if clients:
            groups.append(Group(tr("For {name}", name=clients[0].title), clients[0].actions[1 : 1 + FOR_FIRST]))
        return [
            *groups,
            Group(tr("Documents"), tuple(self.paper(row) for row in papers[:PER_GROUP])),
            Group(tr("Saved searches"), matching(self._searches(known), text, PER_GROUP)),
            Group(tr("Commands"), matching(self.commands(), text, PER_GROUP)),
            Group(tr("Settings"), matching(self._settings(), text, PER_GROUP)),
            Group(tr("Help"), matching(self._help(), text, PER_GROUP)),
            Group(tr("With these words"), self._with_words(text.strip(), found=bool(clients))),
        ]

    def _with_words(self, text: str, *, found: bool) -> tuple[Line, ...]:
        shell = self._shell
        new = Line(tr("New client “{name}”", name=text), lambda: shell.new_client(text=text), "user-plus")
        if not found:
            return (new,)
        query = Query(tab="all", text=text)
        return (Line(tr("Show all of them in the list"), lambda: shell.show_clients(query), "users"), new)

    def paper(self, row: PaperRow) -> Line:
        """A document: kind, client, day, total and how it stands."""
        shell, show = self._shell, translator()
        total = from_units(-row.gross if row.kind == "credit_note" else row.gross)
        state = tr(STATES[state_of(row, shell.today())])
        day = show.date(date.fromisoformat(row.dated_on))
        kind = tr(title(row.kind, deposit=row.deposit))
        detail = " · ".join((kind, row.client_name, day, show.money(total, row.currency), state))

        def open_it() -> None:
            shell.show_page("paper", paper_id=row.id)

        client = Line(tr("Open the client"), lambda: shell.open_record(row.client_id), "user", detail=row.client_name)
        actions = [Line(tr("Open"), open_it, "external-link"), client]
        if row.kind == "invoice" and row.open > 0:
            pay = partial(shell.record_payment, client_id=row.client_id, paper_id=row.id)
            actions.append(Line(tr("Record a payment"), pay, "cash"))
        icon = _PAPER_ICONS.get(row.kind, "file-text")
        return Line(row.number or tr("Draft"), open_it, icon, detail=detail, actions=tuple(actions))

    def client(self, row: Row, text: str = "") -> Line:
        """A client, with what else can be done about it."""
        shell = self._shell
        name_parts = (row.name,) if row.is_organisation else tuple(row.name.split(" "))

        def show(**how: Any) -> None:
            remember(shell.settings, shell.jobs.book.path, row.id)
            shell.open_record(row.id, **how)

        copies = ((row.email, tr("Copy the e-mail"), "mail"), (row.phone, tr("Copy the phone"), "phone"))
        actions = [
            Line(tr("Open"), show, "external-link"),
            *self._selling(row),
            Line(tr("Edit"), lambda: show(edit=True), "pencil"),
            *(Line(words, self._copying(value), icon, detail=value) for value, words, icon in copies if value),
            Line(tr("Save as vCard…"), lambda: shell.export_clients(ids=array("q", [row.id])), "address-book"),
        ]
        detail = " · ".join(part for part in (row.reference, row.city, _owes(row), _meant(row, text)) if part)
        face = (initials(*name_parts), row.id, not row.is_organisation)
        return Line(row.name, show, detail=detail, face=face, actions=tuple(actions))

    def _selling(self, row: Row) -> list[Line]:
        """What is written and taken for a client; nothing for one in the archive."""
        shell = self._shell
        if row.archived:
            return []
        begun = {
            "new_invoice": partial(shell.show_page, "paper", kind="invoice", client_id=row.id),
            "new_payment": partial(shell.record_payment, client_id=row.id),
            "statement": partial(shell.show_page, "statement", client_ids=[row.id]),
            "new_quote": partial(shell.show_page, "paper", kind="quote", client_id=row.id),
        }
        actions = shell.actions
        return [
            Line(actions[key].text().replace("&&", "&"), act, icon_of(key), keys=shown_keys(key))
            for key, act in begun.items()
            if actions[key].isEnabled()
        ]

    def _copying(self, text: str) -> Callable[[], None]:
        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            self._shell.toast(tr("Copied: {text}", text=text))

        return copy

    def commands(self) -> list[Line]:
        """Every command that would do something now."""
        actions = self._shell.actions
        return [
            Line(
                actions[command.key].text().replace("&&", "&").rstrip("…"),
                self._running(command.key),
                command.icon or "command",
                keys=shown_keys(command.key),
                also=command.key,
            )
            for command in actions.available()
            if command.key != "palette"
        ]

    def _running(self, key: str) -> Callable[[], None]:
        def run() -> None:
            used(self._shell.settings, key)
            self._shell.actions.run(key)

        return run

    def _searches(self, known: Facets | None) -> list[Line]:
        def showing(query: str) -> Callable[[], None]:
            return lambda: self._shell.show_clients(Query.from_json(query))

        return [Line(name, showing(query), "bookmark") for _number, name, query in (known.searches if known else ())]

    def _settings(self) -> list[Line]:
        def showing(key: str) -> Callable[[], None]:
            return lambda: self._shell.show_page("settings", section=key)

        return [Line(tr(one.title), showing(one.key), one.icon, tr("Settings"), also=tr(one.words)) for one in SECTIONS]

    def _help(self) -> list[Line]:
        def showing(key: str) -> Callable[[], None]:
            return lambda: self._shell.show_page("help", topic=key)

        return [Line(one.title, showing(one.key), "help-circle", tr("Guide"), also=one.words) for one in topics()]


_PAPER_ICONS = {kind: icon_of(f"new_{kind}") for kind in KINDS}


def _owes(row: Row) -> str:
    amount = translator().money(from_units(row.balance), row.currency) if row.balance > 0 else ""
    return tr("owes {amount}", amount=amount) if amount else ""


def _meant(row: Row, text: str) -> str:
    """What of the client was meant where it is not the name; else who or what it is."""
    number = digits(text)
    if "@" in text and fold(text) in fold(row.email):
        return row.email
    if len(number) > 2 and number in digits(row.phone):
        return row.phone
    if row.archived:
        return tr("Archived")
    return row.contact if row.is_organisation else row.category

"""What can be done with the clients of the list: the same commands in menus, bar, palette and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.clients import search
from app.i18n import N_, plural
from ui.clients.columns import COLUMNS
from ui.text import tr, trn
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from array import array

    from app.clients.opened import Opened
    from ui.clients.list_page import ListPage

_LIVE_MENU = (
    "open", "edit", "-", "new_invoice", "new_payment", "-", "labels", "new_mailing", "letter", "print_more", "-",
    "star", "tag", "category", "set_field", "-", "vcard", "copy_emails", "copy", "-",
    "to_client", "to_prospect", "archive", "delete",
)  # fmt: skip
# Commands that are functions of `app.clients.lifecycle`: the name in the history, and what the toast says.
_ACTS = {
    "to_client": (
        N_("Make a client"),
        plural("{count} record is now a client", "{count} records are now clients"),
    ),
    "to_prospect": (
        N_("Make a prospect"),
        plural("{count} record is now a prospect", "{count} records are now prospects"),
    ),
    "archive": (N_("Archive"), plural("{count} client archived", "{count} clients archived")),
    "unarchive": (
        N_("Bring back from the archive"),
        plural("{count} client brought back", "{count} clients brought back"),
    ),
    "undelete": (
        N_("Bring back from the bin"),
        plural("{count} client brought back", "{count} clients brought back"),
    ),
}
_PRINT = ("statement", "envelopes", "client_sheet", "-", "print_list", "phone_book")
_ARCHIVE_MENU = ("open", "vcard", "-", "unarchive", "delete")
_BIN_MENU = ("open", "-", "undelete", "erase")
_MENUS = {"archived": _ARCHIVE_MENU, "bin": _BIN_MENU}
# In the bin nothing is done with a client but to bring it back or to let it go; elsewhere neither means anything.
_ONLY_BIN = frozenset(("undelete", "erase"))
_NOT_BIN = frozenset((*_LIVE_MENU, *_ARCHIVE_MENU, *_PRINT, "new_contact", "new_address", "note")) - {*_BIN_MENU}


class ListCommands:
    """The commands of one list page."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self._shell = page.shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Key of the command -> function, for the page in front and the tab it shows."""
        senseless = _NOT_BIN if self._page.query.tab == "bin" else _ONLY_BIN
        return {key: act for key, act in self._all().items() if key not in senseless}

    def _all(self) -> dict[str, Callable[[], None]]:
        page = self._page
        return {
            "open": lambda: self._open(edit=False),
            "edit": lambda: self._open(edit=True),
            "find": self._find,
            "select_all": page.view.tick_all,
            "preview": lambda: page.show_preview(on=not page.preview.isVisible()),
            "compact": self._compact,
            "columns": self.choose_columns,
            "star": lambda: self.star(self._ids()),
            "tag": self._tag,
            "category": self._category,
            "set_field": self._set_field,
            "labels": self._labels,
            "vcard": lambda: self._shell.export_clients(ids=self._ids()),
            "export": lambda: self._shell.export_clients(ids=self._page.view.ticked(), query=page.query),
            "copy_emails": self._copy_emails,
            "copy": self._copy,
            "new_contact": lambda: self._add("details", "links/new"),
            "new_address": lambda: self._add("details", "addresses/new"),
            "note": lambda: self._add("overview", "note/new"),
            **{key: partial(self._act, key, *words) for key, words in _ACTS.items()},
            "delete": self._delete,
            "erase": lambda: self._erase(list(self._ids())),
            "save_search": self.save_search,
        }

    def open_menu(self, place: QPoint) -> None:
        """The menu of the row, at the mouse or under the current line."""
        self._menu().exec(place)

    def open_bar_menu(self, button: QWidget) -> None:
        """The same commands under the "..." of the bar."""
        self._menu().open_under(button)

    def open_print_menu(self, button: QWidget) -> None:
        """What else can be printed for the ticked clients."""
        self._print_menu(self._page).open_under(button)

    def _print_menu(self, parent: QWidget) -> Menu:
        menu = Menu(parent, tr("Print"))
        self._fill(menu, _PRINT)
        return menu

    def _menu(self) -> Menu:
        keys = _MENUS.get(self._page.query.tab, _LIVE_MENU)
        menu = Menu(self._page)
        self._fill(menu, keys)
        return menu

    def _fill(self, menu: Menu, keys: Sequence[str]) -> None:
        for key in keys:
            if key == "-":
                menu.addSeparator()
            elif key == "print_more":
                menu.addMenu(self._print_menu(menu))
            else:
                menu.addAction(self._shell.actions[key])

    def _ids(self) -> array[int]:
        return self._page.target_ids()

    def _open(self, *, edit: bool) -> None:
        number = self._page.view.current_id()
        if number is not None:
            self._page.open_record(number, edit=edit)

    def _add(self, tab: str, part: str) -> None:
        number = self._page.view.current_id()
        if number is not None:
            self._shell.open_record(number, ids=self._page.view.list_model.ids, tab=tab, field=part)

    def _find(self) -> None:
        self._page.search_box.setFocus()
        self._page.search_box.selectAll()

    def _compact(self) -> None:
        compact = not self._page.view.compact
        self._page.view.set_compact(compact=compact)
        self._shell.settings.memory["compact"] = compact

    def _act(
        self, what: str, label: str, done: tuple[str, str], *, ids: Iterable[int] | None = None, **values: Any
    ) -> None:
        """Run a function of `lifecycle` on the target clients, or those of `ids`, as one step."""
        ids = list(self._ids() if ids is None else ids)

        def work(session: Any) -> None:
            from app.clients import lifecycle

            getattr(lifecycle, what)(session, ids, **values)

        if ids:
            self._shell.jobs.write(self._page, label, work, lambda _none: self._done(done, len(ids)))

    def _done(self, words: tuple[str, str], count: int, **values: Any) -> None:
        self._shell.toast(trn(words, count, **values), undo=True)

    def star(self, ids: Iterable[int]) -> None:
        """Put these clients forward; if all of them are, no longer."""
        ids = list(ids)
        rows = [self._page.view.list_model.known(number) for number in ids]
        on = not all(row is not None and row.starred for row in rows)
        done = plural("{count} star removed", "{count} stars removed")
        if on:
            done = plural("{count} client starred", "{count} clients starred")
        self._act("star", N_("Star"), done, ids=ids, on=on)

    def _labels(self) -> None:
        from ui.mailings.opening import open_labels

        open_labels(self._shell, self._page, self._ids(), search=self._page.query.text)

    def _tag(self) -> None:
        from ui.clients.list_dialogs import TagDialog

        facets = self._page.facets
        dialog = TagDialog(self._page, [name for _id, name, _colour in facets.tags] if facets else [], len(self._ids()))
        if not (dialog.exec() and dialog.name()):
            return
        name, on, ids = dialog.name(), dialog.is_adding(), list(self._ids())
        done = plural("Tag “{name}” taken off {count} client", "Tag “{name}” taken off {count} clients")
        if on:
            done = plural("{count} client tagged “{name}”", "{count} clients tagged “{name}”")

        def work(session: Any) -> None:
            from app.clients import lifecycle

            lifecycle.tag(session, ids, name, on=on)

        self._shell.jobs.write(
            self._page,
            N_("Tag “{name}”"),
            work,
            lambda _none: self._done(done, len(ids), name=name),
            parameters={"name": name},
        )

    def _category(self) -> None:
        from ui.clients.list_dialogs import PickDialog

        facets = self._page.facets
        entries = [(None, tr("No category")), *(facets.categories if facets else ())]
        dialog = PickDialog(self._page, tr("Set the category"), tr("Category"), entries)
        if dialog.exec():
            done = plural("Category of {count} client set", "Category of {count} clients set")
            self._act("set_category", N_("Set the category"), done, category_id=dialog.value())

    def _set_field(self) -> None:
        from app.clients import opened

        ids = list(self._ids())
        if ids:
            # Any record brings the lists that its fields choose from.
            self._shell.jobs.read(self._page, partial(opened.read, client_id=ids[0]), partial(self._ask_field, ids))

    def _ask_field(self, ids: list[int], found: Opened | None) -> None:
        from ui.clients.field_dialog import FieldDialog

        if found is None:
            return
        dialog = FieldDialog(self._page, found, len(ids))
        if not dialog.exec():
            return
        values, name = {dialog.field().key: dialog.value()}, tr(dialog.field().label)
        done = plural("{field} of {count} client set", "{field} of {count} clients set")

        def work(session: Any) -> None:
            from app.clients import records

            records.set_fields(session, ids, values)

        self._shell.jobs.write(
            self._page,
            N_("Set “{field}” of several clients"),
            work,
            lambda _none: self._done(done, len(ids), field=name),
            parameters={"field": name},
        )

    def _delete(self) -> None:
        from ui.clients.deleting import delete

        ids = self._ids()
        if ids:
            delete(self._shell, self._page, ids)

    def _erase(self, ids: list[int]) -> None:
        from ui.widgets.dialogs import confirm

        question = trn(plural("Delete {count} client for good?", "Delete {count} clients for good?"), len(ids))
        effect = tr("All that was written about them leaves the file with them.")
        if ids and confirm(self._page, question, effect, tr("Delete for good"), danger=True):
            done = plural("{count} client deleted for good", "{count} clients deleted for good")
            self._act("erase", N_("Delete for good"), done, ids=ids)

    def act_on(self, key: str, number: int) -> None:
        """Bring back or let go this client, whatever is ticked."""
        if not self._shell.may_write():
            return
        if key == "erase":
            self._erase([number])
        else:
            self._act(key, *_ACTS[key], ids=[number])

    def _copy(self) -> None:
        number = self._page.view.current_id()
        if number is None:
            return

        def copy(session: Any) -> int:
            from app.clients import records

            return records.create(session, records.copy(session, number))

        self._shell.jobs.write(
            self._page, N_("Copy to a new record"), copy, lambda made: self._shell.open_record(made, edit=True)
        )

    def _copy_emails(self) -> None:
        ids = list(self._ids())
        self._shell.jobs.rows(self._page, lambda db: search.email_addresses(db, ids), self._put_emails)

    def _put_emails(self, addresses: list[str]) -> None:
        QGuiApplication.clipboard().setText("; ".join(addresses))
        self._shell.toast(
            trn(plural("{count} e-mail address copied", "{count} e-mail addresses copied"), len(addresses))
        )

    def copy_text(self, text: str) -> None:
        """Put `text` on the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self._shell.toast(tr("Copied"))

    def choose_columns(self) -> None:
        """Which columns the list shows."""
        from ui.clients.choice_popup import ChoicePopup

        model = self._page.view.list_model
        shown = [column.key for column in model.columns]
        entries = [(column.key, tr(column.title)) for column in COLUMNS if column.key != "name"]

        def chosen(keys: list[str]) -> None:
            model.set_columns(keys)
            self._shell.settings.memory["columns"] = keys

        ChoicePopup(self._page, entries, shown, chosen).open_under(self._page.columns_button)

    def more_filters(self) -> None:
        """The builder of conditions on any field."""
        from ui.clients.criteria import CriteriaDialog

        if self._page.facets is None:
            return
        dialog = CriteriaDialog(self._page, self._page.query, self._page.facets)
        if dialog.exec():
            self._page.show_query(dialog.query())

    def save_search(self) -> None:
        """Keep the present search in the navigation."""
        from ui.clients.list_dialogs import NameDialog

        query = self._page.query
        dialog = NameDialog(self._page, tr("Save this search"), tr("Name of the search"), query.text)
        if dialog.exec() and dialog.name():
            name = dialog.name()

            def work(session: Any) -> None:
                from app.clients import searches

                searches.keep(session, name, query)

            self._shell.jobs.write(
                self._page,
                N_("Save the search “{name}”"),
                work,
                lambda _id: self._shell.toast(tr("Search “{name}” saved", name=name), undo=True),
                parameters={"name": name},
            )

"""What can be done with the clients of the list: the same commands in menus, bar, palette and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.clients import lifecycle, search
from app.i18n import N_, plural
from ui.clients.columns import COLUMNS
from ui.text import tr, trn
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from array import array

    from ui.clients.list_page import ListPage

_LIVE_MENU = (
    "open", "edit", "-", "star", "tag", "category", "-", "vcard", "copy_emails", "copy", "-", "to_client",
    "to_prospect", "archive", "delete",
)  # fmt: skip
_ARCHIVE_MENU = ("open", "vcard", "-", "unarchive", "delete")
_BIN_MENU = ("open", "-", "undelete")


class ListCommands:
    """The commands of one list page."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self._shell = page.shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Key of the command -> function, for the page in front."""
        page = self._page
        return {
            "open": lambda: self._open(edit=False),
            "edit": lambda: self._open(edit=True),
            "find": self._find,
            "select_all": page.view.tick_all,
            "preview": lambda: page.show_preview(on=not page.preview.isVisible()),
            "compact": self._compact,
            "columns": self.choose_columns,
            "star": self._star,
            "tag": self._tag,
            "category": self._category,
            "vcard": lambda: self._shell.export_clients(ids=self._ids()),
            "export": lambda: self._shell.export_clients(ids=self._page.view.ticked(), query=page.query),
            "copy_emails": self._copy_emails,
            "copy": self._copy,
            "to_client": lambda: self._act(N_("Make a client"), lifecycle.to_client, plural("{count} record is now a client", "{count} records are now clients")),
            "to_prospect": lambda: self._act(N_("Make a prospect"), lifecycle.to_prospect, plural("{count} record is now a prospect", "{count} records are now prospects")),
            "archive": lambda: self._act(N_("Archive"), lifecycle.archive, plural("{count} client archived", "{count} clients archived")),
            "unarchive": lambda: self._act(N_("Bring back from the archive"), lifecycle.unarchive, plural("{count} client brought back", "{count} clients brought back")),
            "undelete": lambda: self._act(N_("Bring back from the bin"), lifecycle.undelete, plural("{count} client brought back", "{count} clients brought back")),
            "delete": self._delete,
            "save_search": self.save_search,
        }  # fmt: skip

    def open_menu(self, place: QPoint) -> None:
        """The menu of the row, at the mouse or under the current line."""
        self._menu().exec(place)

    def open_bar_menu(self, button: QWidget) -> None:
        """The same commands under the "..." of the bar."""
        self._menu().open_under(button)

    def _menu(self) -> Menu:
        keys = {"archived": _ARCHIVE_MENU, "bin": _BIN_MENU}.get(self._page.query.tab, _LIVE_MENU)
        menu = Menu(self._page)
        for key in keys:
            if key == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._shell.actions[key])
        return menu

    def _ids(self) -> array[int]:
        return self._page.target_ids()

    def _open(self, *, edit: bool) -> None:
        number = self._page.view.current_id()
        if number is not None:
            self._page.open_record(number, edit=edit)

    def _find(self) -> None:
        self._page.search_box.setFocus()
        self._page.search_box.selectAll()

    def _compact(self) -> None:
        compact = not self._page.view.compact
        self._page.view.set_compact(compact=compact)
        self._shell.settings.memory["compact"] = compact

    def _act(self, label: str, act: Callable[..., Any], done: tuple[str, str]) -> None:
        ids = list(self._ids())
        if ids:
            self._shell.jobs.write(
                self._page, label, lambda session: act(session, ids), lambda _none: self._shell.toast(trn(done, len(ids)), undo=True)
            )

    def _star(self) -> None:
        ids = list(self._ids())
        rows = [self._page.view.list_model._rows.get(number) for number in ids]
        on = not all(row is not None and row.starred for row in rows)
        done = plural("{count} client starred", "{count} clients starred") if on else plural("{count} star removed", "{count} stars removed")
        self._act(N_("Star"), lambda session, numbers: lifecycle.star(session, numbers, on=on), done)

    def _tag(self) -> None:
        from ui.clients.small_dialogs import TagDialog

        facets = self._page.facets
        dialog = TagDialog(self._page, [name for _id, name, _colour in facets.tags] if facets else [], len(self._ids()))
        if dialog.exec() and dialog.name():
            name, on = dialog.name(), dialog.is_adding()
            done = plural("{count} client tagged “{name}”", "{count} clients tagged “{name}”")
            if not on:
                done = plural("Tag “{name}” taken off {count} client", "Tag “{name}” taken off {count} clients")
            ids = list(self._ids())
            self._shell.jobs.write(
                self._page,
                N_("Tag “{name}”"),
                lambda session: lifecycle.tag(session, ids, name, on=on),
                lambda _none: self._shell.toast(trn(done, len(ids), name=name), undo=True),
                parameters={"name": name},
            )

    def _category(self) -> None:
        from app.clients.records import set_fields
        from ui.clients.small_dialogs import PickDialog

        facets = self._page.facets
        entries = [(None, tr("No category")), *(facets.categories if facets else ())]
        dialog = PickDialog(self._page, tr("Set the category"), tr("Category"), entries)
        if dialog.exec():
            values = {"category_id": dialog.value()}
            self._act(
                N_("Set the category"),
                lambda session, numbers: set_fields(session, numbers, values),
                plural("Category of {count} client set", "Category of {count} clients set"),
            )

    def _delete(self) -> None:
        from ui.widgets.dialogs import confirm

        ids = self._ids()
        if not ids or self._page.query.tab == "bin":
            return
        question = trn(plural("Delete {count} client?", "Delete {count} clients?"), len(ids))
        effect = tr("They go to the bin and can be brought back for 30 days.")
        if confirm(self._page, question, effect, tr("Delete"), danger=True):
            self._act(N_("Delete"), lifecycle.delete, plural("{count} client is in the bin", "{count} clients are in the bin"))

    def _copy(self) -> None:
        from app.clients import records

        number = self._page.view.current_id()
        if number is None:
            return

        def copy(session: Any) -> int:
            return records.save(session, records.copy(session, number))

        self._shell.jobs.write(
            self._page, N_("Copy to a new record"), copy, lambda made: self._shell.open_record(made, edit=True)
        )

    def _copy_emails(self) -> None:
        ids = list(self._ids())
        self._shell.jobs.rows(self._page, lambda db: search.email_addresses(db, ids), self._put_emails)

    def _put_emails(self, addresses: list[str]) -> None:
        QGuiApplication.clipboard().setText("; ".join(addresses))
        self._shell.toast(trn(plural("{count} e-mail address copied", "{count} e-mail addresses copied"), len(addresses)))

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
        from app.clients import searches
        from ui.clients.small_dialogs import NameDialog

        query = self._page.query
        dialog = NameDialog(self._page, tr("Save this search"), tr("Name of the search"), query.text)
        if dialog.exec() and dialog.name():
            name = dialog.name()
            self._shell.jobs.write(
                self._page,
                N_("Save the search “{name}”"),
                lambda session: searches.keep(session, name, query),
                lambda _id: self._shell.toast(tr("Search “{name}” saved", name=name), undo=True),
                parameters={"name": name},
            )

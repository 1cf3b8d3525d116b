"""What the commands of the menu do on the page of one record."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from app.clients import lifecycle
from app.i18n import N_
from app.values.address import lines
from ui.text import tr, translator
from ui.widgets.dialogs import confirm

if TYPE_CHECKING:
    from ui.clients.record import RecordPage


class RecordCommands:
    """`handlers()` are those that mean something now: a record in the bin can only be brought back."""

    def __init__(self, page: RecordPage) -> None:
        self.page = page
        self.editor, self.shell = page.editor, page.shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The functions by the keys of `ui.actions`."""
        page, editor = self.page, self.editor
        if not editor.client_id:
            return {}
        found: dict[str, Callable[[], None]] = {
            "next_tab": lambda: page.tabs.step(1),
            "previous_tab": lambda: page.tabs.step(-1),
            "find": self._find,
            "copy_emails": self._copy_emails,
            "copy_address": self._copy_address,
            "back": lambda: page.can_leave(self.shell.back),
        }
        if page.ids is not None and len(page.ids) > 1:
            found |= {"previous": lambda: self._step(-1), "next": lambda: self._step(1)}
        draft = editor.draft
        if draft.deleted_at is not None:
            return found | {"undelete": self._undelete}
        if editor.editing:
            found |= {"save": page.save, "cancel": page.cancel}
        else:
            found |= self._reading()
        return found | {"star": self._star}

    def _reading(self) -> dict[str, Callable[[], None]]:
        draft = self.editor.draft
        found: dict[str, Callable[[], None]] = {
            "edit": self.page.edit,
            "note": self._note,
            "vcard": lambda: self.shell.export_clients(ids=array("q", [self.editor.client_id])),
            "delete": self._delete,
        }
        found["unarchive" if draft.archived_at else "archive"] = self._unarchive if draft.archived_at else self._archive
        if not draft.is_client:
            found["to_client"] = self._to_client
        elif not self.editor.opened.tied:
            found["to_prospect"] = self._to_prospect
        return found

    def _star(self) -> None:
        on = not self.editor.draft.starred
        said = tr("{name} is starred.", name=self.editor.name) if on else tr("The star is taken away.")
        label = N_("Star {name}") if on else N_("Take the star off {name}")
        self.editor.act(label, lambda draft: setattr(draft, "starred", on), said=said)

    def _step(self, by: int) -> None:
        ids = self.page.ids
        if ids is None or self.editor.client_id not in ids:
            return
        place = ids.index(self.editor.client_id) + by
        if 0 <= place < len(ids):
            self.page.can_leave(lambda: self.page.open(ids[place]))

    def _find(self) -> None:
        if not hasattr(self.page.tab(), "find"):
            self.page.go_to("details")
        self.page.tab().find()

    def _note(self) -> None:
        self.page.go_to("overview", "note/new")

    def _copy_emails(self) -> None:
        draft = self.editor.draft
        owners: Sequence[Any] = [draft, *(link.contact for link in draft.links)]
        self._copy("; ".join(dict.fromkeys(each.text for owner in owners for each in owner.emails)), tr("No e-mail to copy."))

    def _copy_address(self) -> None:
        draft = self.editor.draft
        address = next((each for each in draft.addresses if each.is_default), None)
        block = lines(address, home_country=self.editor.opened.country, language=translator().language) if address else []
        self._copy("\n".join([self.editor.name, *block] if block else []), tr("No address to copy."))

    def _copy(self, text: str, none: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
        self.shell.toast(tr("Copied.") if text else none)

    # The life of the record

    def _write(self, label: str, work: Callable[..., Any], said: str, then: Callable[[], object] | None = None) -> None:
        def done(_: object) -> None:
            self.shell.toast(said, undo=True)
            if then is not None:
                then()

        client_ids = [self.editor.client_id]
        self.shell.jobs.write(
            self.page, label, partial(work, client_ids=client_ids), done,
            refused=self.shell.explain, parameters={"name": self.editor.name},
        )  # fmt: skip

    def _archive(self) -> None:
        said = tr("{name} is archived.", name=self.editor.name)
        self._write(N_("Archive {name}"), lifecycle.archive, said)

    def _unarchive(self) -> None:
        said = tr("{name} is back.", name=self.editor.name)
        self._write(N_("Bring back {name}"), lifecycle.unarchive, said)

    def _undelete(self) -> None:
        said = tr("{name} is back.", name=self.editor.name)
        self._write(N_("Bring back {name}"), lifecycle.undelete, said)

    def _to_client(self) -> None:
        self._write(N_("Make {name} a client"), lifecycle.to_client, tr("{name} is a client now.", name=self.editor.name))

    def _to_prospect(self) -> None:
        said = tr("{name} is a prospect now.", name=self.editor.name)
        self._write(N_("Make {name} a prospect"), lifecycle.to_prospect, said)

    def _delete(self) -> None:
        question = tr("Delete {name}?", name=self.editor.name)
        effect = tr("The record goes to the bin, where it can be brought back for {days} days.", days=lifecycle.BIN_DAYS)
        if confirm(self.page, question, effect, tr("Delete"), danger=True):
            said = tr("{name} is in the bin.", name=self.editor.name)
            self._write(N_("Delete {name}"), lifecycle.delete, said, self.shell.back)

    def take_logo(self, file_name: str) -> None:
        """A picture dropped on the header."""

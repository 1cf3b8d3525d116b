"""What the commands of the menu do on the page of one record."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from app.clients import lifecycle, records
from app.clients.model import Client, ClientTag, ScoreLine
from app.exchange.register import comparing
from app.exchange.register.company import Registered
from app.i18n import N_
from app.values.address import lines
from ui.clients.deleting import delete
from ui.clients.picture_field import choose_picture, read_picture
from ui.clients.small_dialogs import ask_points, ask_tag
from ui.clients.tabs.blocks import ask_new_block
from ui.text import tr, translator

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
        found |= {
            "new_contact": lambda: self.page.go_to("details", "links/new"),
            "new_address": lambda: self.page.go_to("details", "addresses/new"),
        }
        acts = {"star": self._star, "tag": self._tag, "score": self._score, "block": self._block, "logo": self._logo}
        if comparing.concerns(draft, editor.opened.country):
            acts["complete"] = self._complete
        return found | acts

    def _reading(self) -> dict[str, Callable[[], None]]:
        draft = self.editor.draft
        found: dict[str, Callable[[], None]] = {
            "edit": self.page.edit,
            "note": self._note,
            "labels": self._labels,
            "vcard": lambda: self.shell.export_clients(ids=array("q", [self.editor.client_id])),
            "copy": self._copy_record,
            "delete": lambda: delete(self.shell, self.page, [self.editor.client_id], self.shell.back),
        }
        found["unarchive" if draft.archived_at else "archive"] = self._unarchive if draft.archived_at else self._archive
        if not draft.is_client:
            found["to_client"] = self._to_client
        elif not self.editor.opened.locked:
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
        if not hasattr(self.page.tab(), "find_field"):
            self.page.go_to("details")
        self.page.tab().find_field()

    def _note(self) -> None:
        self.page.go_to("overview", "note/new")

    def _copy_emails(self) -> None:
        draft = self.editor.draft
        owners: Sequence[Any] = [draft, *(link.contact for link in draft.links)]
        found = dict.fromkeys(each.text for owner in owners for each in owner.emails)
        self._copy("; ".join(found), tr("No e-mail to copy."))

    def _copy_address(self) -> None:
        draft = self.editor.draft
        address = next((each for each in draft.addresses if each.is_default), None)
        home = self.editor.opened.country
        block = lines(address, home_country=home, language=translator().language) if address else []
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
        said = tr("{name} is a client now.", name=self.editor.name)
        self._write(N_("Make {name} a client"), lifecycle.to_client, said)

    def _to_prospect(self) -> None:
        said = tr("{name} is a prospect now.", name=self.editor.name)
        self._write(N_("Make {name} a prospect"), lifecycle.to_prospect, said)

    # Small acts

    def _tag(self) -> None:
        chosen = {link.tag_id for link in self.editor.draft.tags}
        names = [tag.name for tag in self.editor.opened.tags if tag.id not in chosen]
        ask_tag(self.page, names, self.add_tag).begin()

    def add_tag(self, name: str) -> None:
        """Put a tag on the client; a new one is made first."""
        known = next((tag for tag in self.editor.opened.tags if tag.name == name), None)
        if known is not None:
            said = tr("{name} is tagged “{tag}”.", name=self.editor.name, tag=name)
            self.editor.act(N_("Tag {name}"), lambda draft: draft.tags.append(ClientTag(tag_id=known.id)), said=said)
        elif self.editor.editing:
            work = partial(lifecycle.find_tag, name=name)
            self.shell.jobs.write(self.page, N_("New tag"), lambda session: work(session).id, self._tag_made)
        else:
            said = tr("{name} is tagged “{tag}”.", name=self.editor.name, tag=name)
            self._write(N_("Tag {name}"), partial(lifecycle.tag, name=name), said)

    def _tag_made(self, tag_id: int) -> None:
        self.editor.act(N_("Tag {name}"), lambda draft: draft.tags.append(ClientTag(tag_id=tag_id)))

    def _score(self) -> None:
        ask_points(self.page, self.shell.today(), self.add_points).begin()

    def add_points(self, **answer: Any) -> None:
        """Points with their reason."""
        said = tr("{points} points are added.", points=translator().number(answer["points"]))
        self.editor.act(N_("Score of {name}"), lambda draft: draft.scores.append(ScoreLine(**answer)), said=said)

    def _block(self) -> None:
        ask_new_block(self.page, self.editor)

    def _logo(self) -> None:
        path = choose_picture(self.page)
        if path is not None:
            self.take_logo(str(path))

    def take_logo(self, file_name: str) -> None:
        """The picture of a file becomes the logo, at once or with the other changes."""
        read_picture(self.shell, self.page, Path(file_name), self._set_logo, logo=True)

    def _set_logo(self, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()

        def change(draft: Client) -> None:
            draft.logo = digest

        said = tr("The logo is changed.")
        self.editor.act(N_("Logo of {name}"), change, said=said, pictures={digest: content})

    def _complete(self) -> None:
        from ui.clients.register.dialog import RegisterDialog

        RegisterDialog(self.shell, self.page, self.editor.draft, self.editor.opened, self.complete).open()

    def complete(self, found: Registered, keys: frozenset[str]) -> None:
        """Take over what a register says of these fields."""
        said = tr("{name} is completed from the register.", name=self.editor.name)
        label = N_("Complete {name} from the register")
        self.editor.act(label, lambda draft: comparing.take(draft, found, keys), said=said)

    def _labels(self) -> None:
        from ui.mailings.opening import open_labels

        open_labels(self.shell, self.page, [self.editor.client_id])

    def _copy_record(self) -> None:
        def work(session: Any) -> int:
            return records.create(session, records.copy(session, self.editor.client_id))

        self.shell.jobs.write(
            self.page, N_("Copy {name}"), work, lambda number: self.shell.open_record(number, edit=True),
            refused=self.shell.explain, parameters={"name": self.editor.name},
        )  # fmt: skip

"""The record on the page: read, or in edit mode with one Save for all of it. Every tab works on this one object.

Small acts (a block, a consent, a role) go through `act`: at once with Undo while reading, in the draft while editing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.clients import drafts, opened, records, rules
from app.clients.model import Client
from app.clients.opened import Opened
from app.errors import AppError, Conflict, Problem
from app.i18n import N_
from ui.accounts.account_reader import AccountReader
from ui.clients import reading
from ui.clients.editing import Editing
from ui.jobs import problems_of
from ui.text import tr

if TYPE_CHECKING:
    from ui.shell import Shell


NOTHING = Opened(
    draft=Client(), lists={}, tags=(), pins=(), own_fields=(), clients={}, subsidiaries=(), pictures={},
    shared=frozenset(), tied=False, locked=False, currency="EUR", country="FR",
)  # fmt: skip


class FormLike(Protocol):
    """What saving asks of whatever holds inputs."""

    def leave(self) -> None:
        """As if the focus left the field in which the caret is."""

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read, with the path of its field."""


class Editor(Editing):
    """`shown`: another record, or the same one read again. `mode_changed`: reading or editing.

    `refused`: not saved, for `errors()` say why. `conflicted`: the save was refused because the record changed
    meanwhile. `stale`: the file has something newer.
    `wanted(tab, path)`: bring that part of the record to the front; `edit/siret` begins to edit there.
    """

    shown = Signal()
    mode_changed = Signal(bool)
    saving_changed = Signal(bool)
    refused = Signal()
    conflicted = Signal()
    stale = Signal()
    wanted = Signal(str, str)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(Client(), parent)
        self.shell = shell
        self.money = AccountReader(shell, self)
        self.opened: Opened = NOTHING
        self.pictures: dict[str, bytes] = {}
        self.editing = False
        self.saving = False
        self.forms: list[FormLike] = []
        self._acting = False
        self._waiting: list[Callable[[], None]] = []

    @property
    def client_id(self) -> int:
        """The record on the page; 0 before the first."""
        return self.draft.id or 0

    @property
    def name(self) -> str:
        """The name as it stands."""
        return reading.name_of(self.draft)

    def the_opened(self) -> Opened:
        """What was read with the draft, for forms."""
        return self.opened

    def show(self, found: Opened) -> None:
        """Read mode with a record just read."""
        self.opened = found
        self.pictures.clear()
        self._acting = False
        was_editing, self.editing = self.editing, False
        self._start(found.draft)
        if was_editing:
            self.mode_changed.emit(False)
        self.shown.emit()
        self.judged.emit()
        if self._waiting:
            self._waiting.pop(0)()

    def begin(self) -> None:
        """Edit mode for the whole record."""
        if not self.editing and self.client_id and self.shell.may_write():
            self.editing = True
            self.mode_changed.emit(True)

    def drop(self) -> None:
        """Back to read mode with what was read; nothing is kept of the edits."""
        self._start(drafts.build(Client, self.base))
        self.pictures.clear()
        self.editing = False
        self.mode_changed.emit(False)
        self.shown.emit()
        self.judged.emit()

    def is_dirty(self) -> bool:
        """Whether leaving would lose something."""
        return self.editing and bool(self.changes())

    def restore(self, draft: Client, pictures: Mapping[str, bytes]) -> None:
        """Take up edits that were kept from another time."""
        self.begin()
        self.pictures.update(pictures)
        self.replace(draft)

    def picture(self, digest: str) -> bytes | None:
        """A picture of this record by its hash."""
        return self.pictures.get(digest) or self.opened.pictures.get(digest)

    def unreadable(self) -> list[Problem]:
        """What was typed somewhere and cannot be read."""
        return [problem for form in self.forms for problem in form.unreadable()]

    def abandon(self) -> None:
        """The record is gone: nothing is shown any more."""
        self.editing = False
        self._start(Client())
        self.mode_changed.emit(False)

    def take_lists(self, found: Opened) -> None:
        """New lists and words for the draft under edit."""
        self.opened = found
        self.edited.emit("")

    def rebase(self, found: Opened) -> None:
        """Carry the edits over to what is in the file now; where both changed a field, mine stays."""
        mine = drafts.rebase(self.base, drafts.plain(self.draft), drafts.plain(found.draft))
        self.opened = found
        self._start(found.draft)
        self.replace(drafts.build(Client, mine))

    # Saving

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Check all of it and write it, unless a field is wrong; `then` runs once it is in the file."""
        if self.saving or not self.editing:
            return
        for form in self.forms:
            form.leave()
        unreadable = self.unreadable()
        records.tidy(self.draft, self.opened.country)
        self.changed_anywhere()
        self.judge_all([*unreadable, *rules.check(self.draft)])
        if self.errors():
            self.refused.emit()
            return
        self._saving(True)
        self.shell.jobs.write(
            self,
            N_("Edit {name}"),
            partial(opened.save, draft=drafts.duplicate(self.draft), pictures=dict(self.pictures)),
            lambda _: self._saved(then),
            refused=self._refused,
            parameters={"name": self.name},
        )

    def _saving(self, on: bool) -> None:
        self.saving = on
        self.saving_changed.emit(on)

    def _saved(self, then: Callable[[], object] | None) -> None:
        self._saving(False)
        self.editing = False
        self._start(self.draft)
        self.mode_changed.emit(False)
        self.shown.emit()
        self.judged.emit()
        self.stale.emit()
        self.say_done(tr("The changes are saved."))
        if then is not None:
            then()

    def _refused(self, error: AppError) -> None:
        self._saving(False)
        problems = problems_of(error)
        if problems:
            self.judge_all(problems)
            self.refused.emit()
        elif isinstance(error, Conflict):
            self.conflicted.emit()
        else:
            self.judge_all([Problem("", error.message, error.parameters)])

    # Small acts

    def act(
        self,
        label: str,
        change: Callable[[Client], object],
        *,
        said: str = "",
        parameters: Mapping[str, Any] | None = None,
        pictures: Mapping[str, bytes] | None = None,
    ) -> None:
        """Do `change` to the record: as the undoable step `label` while reading, as part of the draft while editing.

        `said` is what the toast says; `label` is marked text with `parameters`.
        """
        if self.editing:
            self.pictures.update(pictures or {})
            change(self.draft)
            self.changed_anywhere()
            return
        if self._acting:
            # The draft is behind the file until it is read again.
            self._waiting.append(partial(self.act, label, change, said=said, parameters=parameters, pictures=pictures))
            return
        trial = drafts.duplicate(self.draft)
        change(trial)
        self._acting = True
        self.shell.jobs.write(
            self,
            label,
            partial(opened.save, draft=trial, pictures=dict(pictures or {})),
            lambda _: self._acted(said),
            refused=self._act_refused,
            parameters={"name": self.name, **(parameters or {})},
        )

    def _acted(self, said: str) -> None:
        self.stale.emit()
        if said:
            self.say_done(said)

    def _act_refused(self, error: AppError) -> None:
        self._waiting.clear()
        self.stale.emit()
        self.shell.explain(error)

    def say_done(self, text: str) -> None:
        """A toast with Undo."""
        self.shell.toast(text, undo=True)

    def pin(self, key: str, on: bool, own: bool = False) -> None:
        """Show a field in the header of every record, or of this one alone; or no longer."""
        label = N_("Pin a field") if on else N_("Unpin a field")
        work = partial(opened.pin, field=key, on=on, client_id=self.client_id if own else None)
        self.shell.jobs.write(self, label, work, refused=self.shell.explain)

"""The mailing that a page edits: each change is in the file a moment later, so that nothing typed can be lost.

Such a save is no step of Undo: the editor has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError, NotFound
from app.i18n import N_
from app.mailings import plan as plans
from app.mailings.plan import Plan
from ui.shell import Shell

SAVE_AFTER_MS = 700


class MailingDraft(QObject):
    """`shown`: another mailing, or the same read again. `changed` by hand, `begun` with the first change since it was
    saved, `stored` once what is on the page is in the file. `lost`: it is not in the file any more. `collect` is called
    before the plan is looked at.
    """

    shown = Signal()
    changed = Signal()
    begun = Signal()
    stored = Signal()
    refused = Signal(object)
    lost = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell = shell
        self.plan = Plan()
        self.dirty = False
        self.collect: Callable[[Plan], Plan] = lambda plan: plan
        self._saving = False
        self._then: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def open(self, mailing_id: int) -> None:
        """Read a mailing."""
        work = partial(plans.load, mailing_id=mailing_id)
        self.shell.jobs.read(self, lambda session: _found(work, session), self._take, key=f"mailing {id(self)}")

    def _take(self, found: Plan | None) -> None:
        if found is None:
            self.plan, self.dirty = Plan(), False
            self.lost.emit()
        else:
            self.plan, self.dirty = found, False
            self.shown.emit()

    def is_mine(self) -> bool:
        """Whether what is being written to the file now comes from this page."""
        return self._saving

    def forget(self) -> None:
        """It is deleted: there is nothing to write any more."""
        self._timer.stop()
        self.plan, self.dirty = Plan(), False

    def is_open(self) -> bool:
        """Whether there is a draft that can be written in."""
        return bool(self.plan.id) and not self.plan.is_printed and not self.shell.jobs.book.read_only

    def change(self, **values: Any) -> None:
        """Take over what was changed on the page."""
        if self.is_open():
            self.plan = replace(self.plan, **values)
            self.touch()

    def touch(self) -> None:
        """Something on the page is other than in the file: `collect` will say what."""
        if self.is_open():
            first, self.dirty = not self.dirty, True
            self._timer.start()
            self.changed.emit()
            if first:
                self.begun.emit()

    def now(self) -> Plan:
        """The plan as it stands on the page."""
        if self.is_open():
            self.plan = self.collect(self.plan)
        return self.plan

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write it to the file now; `then` runs once it is there, and does not where it was refused."""
        if then is not None:
            self._then.append(then)
        self._timer.stop()
        if self._saving:
            return
        if not self.dirty or not self.is_open():
            self._done()
            return
        self._saving, self.dirty = True, False
        work = partial(plans.save, plan=self.now())
        self.shell.jobs.write(self, N_("Write a letter"), work, self._saved, refused=self._refused, kind="final")

    def _saved(self, stored: Plan) -> None:
        self._saving = False
        if stored.id == self.plan.id:
            self.plan = replace(self.plan, version=stored.version)
        if self.dirty:
            self.save()
        else:
            self._done()

    def _done(self) -> None:
        waiting, self._then = self._then, []
        self.stored.emit()
        for then in waiting:
            then()

    def _refused(self, error: AppError) -> None:
        self._saving, self.dirty, self._then = False, True, []
        self.refused.emit(error)


def _found(work: Callable[[Any], Plan], session: Any) -> Plan | None:
    try:
        return work(session)
    except NotFound:
        return None

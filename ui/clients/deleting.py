"""Deleting clients, from the list or from a record: who has documents is refused at once, and archived instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from app.clients import lifecycle
from app.clients.lifecycle import Deletable
from app.i18n import N_, plural
from ui.text import tr, trn
from ui.widgets.dialogs import Answer, ask, confirm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell import Shell


class _Act(NamedTuple):
    """One client is named, in the history and in the toast; several are counted."""

    work: Callable[..., None]
    label: str
    labels: str
    said: str
    said_of_many: tuple[str, str]


_ACTS = {
    "delete": _Act(
        lifecycle.delete, N_("Delete {name}"), N_("Delete"), N_("{name} is in the bin."),
        plural("{count} client is in the bin", "{count} clients are in the bin"),
    ),
    "archive": _Act(
        lifecycle.archive, N_("Archive {name}"), N_("Archive"), N_("{name} is archived."),
        plural("{count} client archived", "{count} clients archived"),
    ),
}  # fmt: skip


def delete(shell: Shell, page: QWidget, client_ids: Sequence[int], then: Callable[[], object] = bool) -> None:
    """Find out which of these clients can be deleted, and ask; `then` once they are in the bin."""
    if not shell.may_write():
        return
    work = partial(lifecycle.deletable, client_ids=list(client_ids))
    shell.jobs.read(page, work, lambda found: _Question(shell, page, found, then).ask(), key="deletable")


class _Question:
    def __init__(self, shell: Shell, page: QWidget, found: Deletable, then: Callable[[], object]) -> None:
        self.shell, self.page, self.found, self.then = shell, page, found, then

    def ask(self) -> None:
        """Whichever question there is to ask."""
        if not self.found.tied:
            self._ask_all()
        elif self.found.free:
            self._ask_some()
        else:
            self._refuse()

    def _ask_all(self) -> None:
        count = len(self.found.free)
        days = lifecycle.BIN_DAYS
        question = tr("Delete {name}?", name=self.found.name)
        effect = tr("The record goes to the bin, where it can be brought back for {days} days.", days=days)
        if count > 1:
            question = trn(plural("Delete {count} client?", "Delete {count} clients?"), count)
            effect = tr("They go to the bin and can be brought back for {days} days.", days=days)
        if confirm(self.page, question, effect, tr("Delete"), danger=True):
            self._do("delete")

    def _ask_some(self) -> None:
        """Some can be deleted and some cannot: how many of each, and a button for each part."""
        tied, free, archive = len(self.found.tied), len(self.found.free), len(self.found.to_archive)
        refused = plural(
            "{count} client has documents or payments, which stay in the file: it cannot be deleted.",
            "{count} clients have documents or payments, which stay in the file: they cannot be deleted.",
        )
        possible = plural("{count} other can be deleted.", "{count} others can be deleted.")
        effect = tr("{first} {second}", first=trn(refused, tied), second=trn(possible, free))
        question = tr("{count} of {all} clients can be deleted", count=free, all=free + tied)
        answers = [Answer("stay", tr("Cancel"))]
        if archive:
            answers.append(Answer("archive", trn(plural("Archive {count} client", "Archive {count} clients"), archive)))
        verb = trn(plural("Delete {count} client", "Delete {count} clients"), free)
        self._do(ask(self.page, question, effect, [*answers, Answer("delete", verb, "danger")]))

    def _refuse(self) -> None:
        """Nobody can be deleted; one click archives, where that is not done yet."""
        count = len(self.found.tied)
        question = tr("{name} cannot be deleted", name=self.found.name)
        why = tr("There are documents or payments of this client, and they stay in the file.")
        if count > 1:
            question = tr("These {count} clients cannot be deleted", count=count)
            why = tr("There are documents or payments of each of them, and they stay in the file.")
        answers = [Answer("stay", tr("Close"))]
        if self.found.to_archive:
            answers = [Answer("stay", tr("Cancel")), Answer("archive", tr("Archive instead"), "primary")]
        effect = tr("{first} {second}", first=why, second=trn(self._remedy(), count))
        self._do(ask(self.page, question, effect, answers, default=answers[-1].key))

    def _remedy(self) -> tuple[str, str]:
        if not self.found.to_archive:
            return plural(
                "The record is archived already, and out of the lists.",
                "The records are archived already, and out of the lists.",
            )
        return plural(
            "Archive the record instead: it leaves the lists, a search still finds it, and it can come back.",
            "Archive them instead: they leave the lists, a search still finds them, and they can come back.",
        )

    def _do(self, answer: str) -> None:
        if answer in _ACTS:
            ids = self.found.free if answer == "delete" else self.found.to_archive
            self._write(_ACTS[answer], ids, self.then if answer == "delete" else bool)

    def _write(self, act: _Act, ids: tuple[int, ...], then: Callable[[], object]) -> None:
        found = self.found
        single = len(found.free) + len(found.tied) == 1

        def done(_none: Any) -> None:
            self.shell.toast(tr(act.said, name=found.name) if single else trn(act.said_of_many, len(ids)), undo=True)
            then()

        self.shell.jobs.write(
            self.page, act.label if single else act.labels, partial(act.work, client_ids=ids), done,
            refused=self.shell.explain, parameters={"name": found.name} if single else None,
        )  # fmt: skip

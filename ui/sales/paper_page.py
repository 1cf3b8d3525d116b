"""The page of one paper, whatever its kind: edited while it is a draft, read once it is issued.

It is put together in `paper_frame`. What the commands do is in `paper_commands`, what happens to the draft in
`paper_editor`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.sales import editing
from app.sales.editing import Desk
from app.store.history import Changes
from ui.sales.client_card import RecipientDialog
from ui.sales.line_model import NAME
from ui.sales.paper_commands import PaperCommands
from ui.sales.paper_editor import read_paper
from ui.sales.paper_frame import PaperFrame
from ui.sales.paper_recovery import PaperRecovery
from ui.sales.paper_title import name_of
from ui.shell import Shell
from ui.text import tr
from ui.widgets.dialogs import Answer, ask


class PaperPage(PaperFrame):
    """`open(paper_id=...)` shows a paper, `open(kind=..., client_id=...)` begins one."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._paper_id: int | None = None
        self._behind: list[int] = []
        self._begin: dict[str, Any] = {}
        self._was_dirty = False
        self._outdated = False
        self._tell_soon = QTimer(self, singleShot=True, interval=20)
        self._tell_soon.timeout.connect(self._tell)
        self.commands = PaperCommands(self)
        self.recovery = PaperRecovery(self)
        self._connect()

    def _connect(self) -> None:
        editor = self.editor
        editor.shown.connect(self._show)
        editor.edited.connect(self._on_edited)
        editor.judged.connect(self.card.show_problem)
        editor.refused.connect(self.show_error)
        editor.busy_changed.connect(self._on_busy)
        self.card.chosen.connect(self._take_client)
        self.more_link.clicked.connect(self._turn_more)
        for fields in (self.fields, self.more_fields):
            fields.recipient_wanted.connect(self._ask_recipient)
            fields.same_recipient.connect(lambda: editor.rework(editing.deliver_to, client_id=None))
            fields.contact_chosen.connect(lambda number: editor.rework(editing.take_contact, contact_id=number))
        self.lines.create_wanted.connect(self.commands.create_product)
        self.lines.removed.connect(self._on_removed)
        self.lines.menu_wanted.connect(self.commands.line_menu)
        self.title_row.tie_wanted.connect(self.follow)
        self.foot.trail.tie_wanted.connect(self.follow)
        self.foot.trail.account_wanted.connect(lambda: self.shell.open_record(self.client_id, tab="account"))
        self.foot.earlier_wanted.connect(self.commands.offer_earlier)
        self.title_row.more.clicked.connect(self.commands.open_menu)
        self.title_row.next.clicked.connect(lambda: self.commands.open_turns(self.title_row.next))
        self.shell.jobs.changed.connect(self._on_changes)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._main_action)

    # What the window asks

    @property
    def front(self) -> QWidget:
        """What takes the keys when the page comes to the front."""
        return self

    @property
    def client_id(self) -> int:
        """The client of the paper; 0 while there is none."""
        return self.editor.draft.bill_to_id if self.editor.desk is not None else 0

    def title(self) -> str:
        """What the paper is called."""
        return name_of(self.editor.desk) if self.editor.desk is not None else tr("Quotes & invoices")

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"paper_id": self._paper_id} if self._paper_id else dict(self._begin)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands that mean something now."""
        return self.commands.handlers()

    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self.editor.desk is not None and self.editor.is_dirty()

    def can_leave(self, then: Callable[[], object]) -> None:
        """Run `then` once nothing would be lost by it: asks where something changed."""
        self.lines.finish()
        if not self.is_changed():
            then()
            return
        question = tr("Save this draft?")
        answers = (
            Answer("stay", tr("Stay")), Answer("drop", tr("Don’t save")), Answer("save", tr("Save"), "primary"),
        )  # fmt: skip
        answer = ask(self, question, tr("What you changed is lost if you do not save it."), answers)
        if answer == "save":
            self.editor.save(lambda number: (self._saved(number), then()))
        elif answer == "drop":
            self._forget()
            then()

    def _forget(self) -> None:
        """What was typed is dropped."""
        self.recovery.drop()
        self.editor.base = {}
        self.editor.desk = None
        self._outdated = True

    # Opening

    def open(
        self, *, paper_id: int | None = None, kind: str = "invoice", client_id: int | None = None, kept: Any = None
    ) -> None:
        """Show a stored paper, or begin one; or go on with a `kept` one."""
        if paper_id is None or self._paper_id != paper_id:
            self._behind = []
        self._paper_id = paper_id
        self._begin = {"kind": kind, "client_id": client_id}
        self.banners.forget()
        if kept is not None:
            self.recovery.take_up(kept)
        else:
            self.reload(begin=True)

    def follow(self, paper_id: int) -> None:
        """Another paper, with this one as the way back."""
        here = self._paper_id

        def show() -> None:
            self.open(paper_id=paper_id)
            if here:
                self._behind = [*self._behind, here]

        self.can_leave(show)

    def go_back(self) -> None:
        """To the paper before, else to the page before."""
        if self._behind:
            behind = self._behind[:-1]
            number = self._behind[-1]

            def show() -> None:
                self.open(paper_id=number)
                self._behind = behind

            self.can_leave(show)
        else:
            self.shell.back()

    def reload(self, *, begin: bool = False) -> None:
        """Read the paper again; what was typed is left behind."""
        today, number = self.shell.today(), self._paper_id
        work: Callable[[Any], Desk | None] = partial(editing.begin, today=today, **self._begin)
        if number is not None:
            work = partial(read_paper, paper_id=number, today=today)
        self.shell.jobs.read(self, work, partial(self._take, begin=begin), key="paper")

    def _take(self, desk: Desk | None, *, begin: bool) -> None:
        if desk is None:
            self._forget()
            self._paper_id = None
            self.shell.toast(tr("This document is not in the file any more."))
            self.shell.back()
            return
        self._outdated = False
        self.editor.show(desk)
        if begin:
            self._enter()

    def _enter(self) -> None:
        """The caret where one goes on: the client, else the next line; on an issued paper nowhere yet."""
        self._page.verticalScrollBar().setValue(0)
        if not self.editor.is_open or not self.isVisible():
            return
        if not self.editor.draft.bill_to_id:
            self.card.focus()
        else:
            QTimer.singleShot(0, self, self.lines.begin_new)

    # Showing

    def _show(self) -> None:
        desk = self.editor.desk
        assert desk is not None
        self.title_row.show_desk(desk, self.shell.today(), is_open=self.editor.is_open)
        self._show_head(desk)
        self.foot.show_desk(desk)
        self._was_dirty = False
        self.page_changed.emit()

    def _on_edited(self, path: str) -> None:
        desk = self.editor.desk
        assert desk is not None
        if path == "":
            self._show_head(desk)
            self.foot.show_desk(desk)
        elif not path.startswith(("lines", "totals")):
            self.fields.refresh()
            self.more_fields.refresh()
            self.card.show_desk(desk)
        self.banners.show_desk(desk)
        self._tell_soon.start()

    def _tell(self) -> None:
        """In the title, whether there is something to save: found out once the keys are dealt with."""
        dirty = self.is_changed()
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.page_changed.emit()

    def _on_busy(self, busy: bool) -> None:
        self.title_row.save.setEnabled(not busy)
        self.title_row.issue.setEnabled(not busy)

    # Acts on the head

    def _take_client(self, client_id: int) -> None:
        self.editor.rework(editing.take_client, client_id=client_id)
        QTimer.singleShot(0, self, self._after_client)

    def _after_client(self) -> None:
        """Once the client is chosen one goes on with the lines."""
        if self.editor.desk is not None and self.editor.draft.bill_to_id:
            self.lines.begin_new()
        elif self.shell.jobs.busy:
            QTimer.singleShot(10, self, self._after_client)

    def _ask_recipient(self) -> None:
        def take(number: int) -> None:
            self.editor.rework(editing.deliver_to, client_id=number)

        RecipientDialog(self.editor, self, take).exec()
        self.fields.refresh()

    def _on_removed(self, line: Any, row: int) -> None:
        def put_back() -> None:
            if self.editor.desk is not None and self.editor.is_open:
                self.editor.insert(min(row, len(self.editor.draft.lines)), line)

        self.shell.toast(tr("Line deleted"), action=tr("Undo"), act=put_back)

    def _saved(self, number: int) -> None:
        self._paper_id = number
        self.reload()

    def _main_action(self) -> None:
        self.lines.finish()
        for key in ("issue", "new_payment"):
            if self.shell.actions[key].isEnabled():
                self.shell.actions.run(key)
                return

    # Following

    def _on_changes(self, changes: Changes) -> None:
        if self.editor.desk is None or self.editor.busy or self._paper_id is None:
            return
        mine = changes.touches_row("paper", self._paper_id) or changes.touches("allocation", "entry", "paper_link")
        if not mine and not changes.touches("company", "payment_term", "tax_rate", "carrier", "payment_means"):
            return
        self._outdated = True
        if self.isVisible() and not self.editor.is_dirty() and not self.lines.editing():
            self.reload()
        elif self.isVisible() and changes.touches_row("paper", self._paper_id):
            self.recovery.read_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.title_row.name_back()
        if self._outdated and self.editor.desk is not None and not self.editor.is_dirty():
            self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.lines.editing():
            self.go_back()
        else:
            super().keyPressEvent(event)

    def current_line(self) -> int:
        """The line a command is about."""
        at = self.lines.currentIndex()
        return at.row() if at.isValid() and at.column() >= NAME else -1

"""No typing is lost: an unsaved draft is kept on disk every 5 s and offered again, and what was saved elsewhere
meanwhile is shown before it is written over.

Every draft on the table has a copy of its own; it goes when the draft is saved, issued, deleted or dropped.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.i18n import N_
from app.kept_form import KeptForm
from app.sales import drafts
from app.sales.drafts import Kept
from app.sales.editing import Desk
from ui.sales.paper_editor import read_paper
from ui.shell import Shell
from ui.text import tr
from ui.widgets.message_bars import MessageBars

if TYPE_CHECKING:
    from ui.sales.paper_page import PaperPage

EVERY_MS = 5_000
NEVER_SAVED = {
    "quote": N_("A quote for {name} was never saved."),
    "order": N_("An order for {name} was never saved."),
    "delivery": N_("A delivery note for {name} was never saved."),
    "invoice": N_("An invoice for {name} was never saved."),
    "credit_note": N_("A credit note for {name} was never saved."),
    "proforma": N_("A pro forma invoice for {name} was never saved."),
    "purchase": N_("A purchase order for {name} was never saved."),
}
LOST = {
    "issued": N_("Changes to a draft for {name} were never saved. It was issued meanwhile as {number}: they are gone."),
    "deleted": N_("Changes to a draft for {name} were never saved. It was deleted meanwhile: they are gone."),
    "broken": N_("A document that was never saved was kept, but the copy cannot be read: it is gone."),
}


class KeptOffers(QObject):
    """Tells of the copies in `messages`. `wanted(kept)`: the person takes one up."""

    wanted = Signal(object)

    def __init__(self, shell: Shell, messages: MessageBars, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.messages = shell, messages
        self.own: set[Path] = set()
        self._offered: list[str] = []

    def ask(self, *, new: bool = False, uid: str = "") -> None:
        """Offer the copies of papers that no file has seen (`new`), and those of the paper `uid`; but none of `own`."""
        for name in self._offered:
            self.messages.drop(name)
        self._offered = []
        book = self.shell.jobs.book
        if not book.read_only:
            show = partial(self._show, new=new, uid=uid)
            self.shell.jobs.rows(self, partial(drafts.kept, book=book.path), show, key=f"kept papers {id(self)}")

    def _show(self, found: list[Kept], *, new: bool, uid: str) -> None:
        for kept in found:
            if kept.form.path in self.own:
                continue
            if kept.fate in LOST:
                self._tell(kept)
            elif (new and kept.fate == "new") or (kept.paper is not None and kept.paper.uid == uid):
                self._offer(kept)

    def _offer(self, kept: Kept) -> None:
        text, strong = tr("Some changes to this document were never saved."), tr("Take up where you left?")
        words = tr("Take them up"), tr("Forget them")
        if kept.fate == "new":
            text, strong = tr(NEVER_SAVED[kept.paper.kind], name=_client(kept)), ""
            words = tr("Take it up"), tr("Forget it")
        actions = [(words[0], lambda: self.wanted.emit(kept)), (words[1], kept.form.forget)]
        self._offered.append(kept.form.path.name)
        self.messages.say(kept.form.path.name, "info", text, actions, strong=strong)

    def _tell(self, kept: Kept) -> None:
        """What is lost is said once."""
        kept.form.forget()
        name = _client(kept) if kept.paper is not None else ""
        self.messages.say(kept.form.path.name, "warning", tr(LOST[kept.fate], name=name, number=kept.number))


class PaperRecovery(QObject):
    """Keeps the draft on `page`, takes kept ones up, and asks what is to be where two people changed the same paper."""

    def __init__(self, page: PaperPage) -> None:
        super().__init__(page)
        self.page, self.editor, self.shell = page, page.editor, page.shell
        self.offers = KeptOffers(page.shell, page.messages, self)
        self.form: KeptForm | None = None
        self._written = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self.editor.edited.connect(self._on_edited)
        self.editor.shown.connect(self._on_shown)
        self.editor.saved.connect(self.drop)
        self.editor.conflicted.connect(self.read_again)
        self.offers.wanted.connect(self._on_wanted)

    # Keeping

    def _on_edited(self) -> None:
        if self.editor.is_open and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Write the copy, if something changed since the last time; none is needed where nothing would be lost."""
        if self.editor.desk is None or not self.editor.is_dirty():
            self.drop()
            return
        text = drafts.to_json(self.editor.draft)
        if text != self._written:
            form = self.form or self._adopt(drafts.place(self.shell.jobs.book.path))
            if form.write(text):
                self._written = text

    def _adopt(self, form: KeptForm) -> KeptForm:
        self.form = form
        self.offers.own.add(form.path)
        return form

    def drop(self) -> None:
        """The draft is saved, or not wanted any more."""
        self._timer.stop()
        self._written = ""
        if self.form is not None:
            self.form.forget()
            self.form = None

    # Taking up

    def _on_shown(self) -> None:
        self.drop()
        self.page.messages.drop("conflict")
        self.offers.ask(new=self.editor.is_new, uid=self.editor.draft.uid)

    def _on_wanted(self, kept: Kept) -> None:
        paper = kept.paper
        self.page.can_leave(lambda: self.page.open(paper_id=paper.id, kind=paper.kind, kept=kept))

    def take_up(self, kept: Kept) -> None:
        """Show a kept draft, changed and not saved."""
        work = partial(_take_up, paper=kept.paper, today=self.shell.today())
        self.shell.jobs.read(self.page, work, partial(self._taken, kept), key="paper")

    def _taken(self, kept: Kept, found: tuple[Desk, dict[str, Any]] | None) -> None:
        if found is None:
            self.page.reload()
            return
        self.offers.own.add(kept.form.path)
        self.editor.show(*found)
        self._adopt(kept.form)
        self.editor.edited.emit("totals")

    # Changed elsewhere

    def read_again(self) -> None:
        """Somebody else wrote the paper, or a save was refused for that: show what the file has now."""
        work = partial(read_paper, paper_id=self.editor.draft.id, today=self.shell.today())
        self.shell.jobs.read(self.page, work, self._show_conflict, key="paper")

    def _show_conflict(self, found: Desk | None) -> None:
        """The paper in the file is not the one that was read for these edits."""
        say = partial(self.page.messages.say, "conflict")
        if found is None:
            say("error", tr("This document is not in the file any more: what you typed cannot be saved here."))
            return
        if found.draft.version == self.editor.draft.version:
            return
        show = tr("Show what is saved"), partial(self.editor.show, found)
        if found.draft.state != "draft":
            say("error", tr("What you typed cannot be saved any more."), [show],
                strong=tr("This document was issued meanwhile as {number}.", number=found.draft.number))  # fmt: skip
            return
        keep = tr("Keep my changes"), partial(self.editor.put_over, found.draft)
        say("warning", tr("What you typed can take its place when you save, or be left."), [keep, show],
            strong=tr("This document was changed elsewhere meanwhile."))  # fmt: skip


def _client(kept: Kept) -> str:
    return kept.paper.client_name or tr("a client not chosen yet")


def _take_up(session: Any, **values: Any) -> Any:
    try:
        return drafts.take_up(session, **values)
    except AppError:
        return None

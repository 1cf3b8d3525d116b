"""One mailing, or one letter: who gets it, what it says, and each page as it is printed.

A draft is in the file a moment after each change (`mailing_draft`); once printed it is only read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.mailing_letters import Check
from app.errors import AppError, Conflict, Problem
from app.mailings.filling import Words
from app.mailings.plan import Plan
from app.store.history import Changes
from ui.mailings.background_card import BackgroundCard
from ui.mailings.letter_check import Checker, CheckLine, MissingDialog
from ui.mailings.letter_options import LayoutDialog, LetterTicks
from ui.mailings.letter_preview import WRITTEN, LetterPreview
from ui.mailings.letter_texts import LetterTexts
from ui.mailings.mailing_acts import MailingActs
from ui.mailings.mailing_draft import MailingDraft
from ui.mailings.mailing_head import MailingHead
from ui.mailings.recipient_column import RecipientColumn
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.dialogs import Answer, ask
from ui.widgets.message_bars import MessageBars
from ui.widgets.page import Page
from ui.widgets.rich_document import Look

_LEAST_MIDDLE, _LEAST_PREVIEW, _NARROW = 388, 270, 1000


class MailingPage(QWidget):
    """`open(mailing_id)`."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._outdated = self._people_outdated = False
        self._leaving: Callable[[], object] | None = None
        self.head, self.messages = MailingHead(), MessageBars()
        self.people = RecipientColumn(shell)
        self.texts = LetterTexts(shell)
        self.check_line = CheckLine()
        self.background, self.ticks = BackgroundCard(shell), LetterTicks()
        self.preview = LetterPreview(shell)
        self.draft, self.checker = MailingDraft(shell, self), Checker(shell, self)
        self.acts = MailingActs(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._middle = Page(margin=20, gap=12)
        self.texts.editor.foot.addWidget(self.check_line)
        self._middle.body.addWidget(self.texts, 1)
        self._middle.body.addWidget(self.background)
        self._middle.body.addWidget(self.ticks)
        self._middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._middle.setMinimumWidth(theme.px(_LEAST_MIDDLE))
        self.preview.setMinimumWidth(theme.px(_LEAST_PREVIEW))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.people)
        row.addWidget(self._middle, 1)
        row.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.messages)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        draft, head = self.draft, self.head
        draft.collect = self._collected
        self.preview.ask = lambda: (draft.now(), self._client_in_front())
        self.checker.ask = lambda: (draft.now(), self.people.chosen_ids())
        head.menu_acts = self.acts.menu
        for signal, act in (
            (draft.shown, self._show), (draft.changed, self._on_change),
            (draft.begun, self.page_changed), (draft.stored, self.page_changed),
            (draft.refused, self._show_refusal), (draft.lost, self._gone), (head.back_wanted, self.shell.back),
            (head.rename_wanted, self.acts.rename), (head.labels_wanted, self.acts.labels),
            (head.pdf_wanted, self.acts.save_pdf), (head.print_wanted, self.acts.print_out),
            (self.people.arrived, self._show_people), (self.people.ticks_changed, self._on_ticks),
            (self.people.chosen, lambda _id: self._show_front()), (self.texts.edited, draft.touch),
            (self.texts.look_changed, draft.touch), (self.texts.full, self._say_full),
            (self.background.changed, self._change), (self.ticks.changed, self._change),
            (self.ticks.more_wanted, self._ask_layout), (self.checker.checked, self._show_check),
            (self.check_line.way_wanted, self._go_way), (self.preview.step_wanted, self.people.step),
            (self.preview.shown, self._show_warnings), (self.shell.jobs.changed, self._on_changes),
        ):  # fmt: skip
            signal.connect(act)

    # What the window asks

    def open(self, mailing_id: int) -> None:
        """Show this mailing."""
        self.checker.stop()
        self.messages.clear()
        self.texts.fields.read()
        self.draft.open(mailing_id)

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"mailing_id": self.draft.plan.id}

    def title(self) -> str:
        """Of the window."""
        return self.draft.plan.name or tr("Mailing")

    @property
    def client_id(self) -> int:
        """The client of a letter."""
        return self._client_in_front() if self.draft.plan.kind == "letter" else 0

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        return self.texts.editor if self.draft.is_open() else self.preview.pane.view

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.head, self.people, self._middle, self.preview]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands of this page."""
        return {"back": self.shell.back, **self.acts.handlers()} if self.draft.plan.id else {"back": self.shell.back}

    def is_changed(self) -> bool:
        """Whether something is not in the file yet."""
        return self.draft.dirty

    def can_leave(self, then: Callable[[], object]) -> None:
        """Everything is written first; where it cannot be, one is asked."""
        self._leaving = then
        self.draft.save(self._leave)

    def _leave(self) -> None:
        then, self._leaving = self._leaving, None
        if then is not None:
            then()

    # Showing

    def _show(self) -> None:
        plan, read_only = self.draft.plan, not self.draft.is_open()
        self._outdated = False
        self._say_printed(plan)
        self.people.setVisible(plan.kind != "letter")
        self._middle.setVisible(plan.kind in WRITTEN)
        self.texts.set_read_only(read_only)
        self.show_texts(plan)
        self._show_layout()
        self.people.show_mailing(plan.id, read_only=read_only)
        self.head.show_plan(plan, self.people.count(), read_only=read_only)
        self.page_changed.emit()

    def _say_printed(self, plan: Plan) -> None:
        self.messages.drop("printed")
        if plan.is_printed and plan.kind in WRITTEN:
            words = tr("It was printed and stays as it is.")
            again = tr("Copy to a new mailing") if plan.kind == "mailing" else tr("Copy to a new letter")
            self.messages.say("printed", "info", words, [(again, self.acts.copy)])

    def show_texts(self, plan: Plan) -> None:
        """Other texts for the same letter."""
        texts = plan.texts or (Words(translator().language),)
        self.texts.show_texts(texts, self.people.languages(), Look(plan.typeface, plan.text_size))  # type: ignore[arg-type]

    def _show_layout(self) -> None:
        plan, read_only = self.draft.plan, not self.draft.is_open()
        self.background.show_plan(plan, read_only=read_only)
        self.ticks.show_plan(plan, read_only=read_only)

    def _show_people(self) -> None:
        self.texts.add_languages(self.people.languages())
        self.head.show_count(self.draft.plan, self.people.count())
        self._show_front()
        self.checker.later()
        self._show_check()
        self.page_changed.emit()

    def _show_front(self) -> None:
        ids, client_id = self.people.chosen_ids(), self._client_in_front()
        seat = self.people.view.current()
        place = ids.index(client_id) + 1 if client_id in ids else 0
        self.preview.show_recipient(seat.name if seat is not None else "", place, len(ids))
        self.preview.now()

    def _client_in_front(self) -> int:
        seat = self.people.view.current()
        return seat.client_id if seat is not None else 0

    def _show_check(self) -> None:
        if self.draft.is_open():
            self.check_line.show_check(self.checker.found, self.people.count())
            if self.check_line.link is not None:
                self.setTabOrder(self.texts.editor.bar.insert_button, self.check_line.link)
        else:
            self.check_line.say(None)

    def _show_warnings(self, warnings: tuple[Problem, ...]) -> None:
        dark = [tr(each.message, **each.parameters) for each in warnings if each.path == "background"]
        self.background.show_warning(" ".join(dark))

    def is_settled(self) -> bool:
        """Whether all is shown as it is in the file: for tests and pictures."""
        return not self.draft.dirty and self.preview.is_settled() and self.checker.is_settled()

    # Changing

    def _collected(self, plan: Plan) -> Plan:
        look = self.texts.chosen_look()
        return replace(plan, texts=self.texts.value(), typeface=look.typeface, text_size=look.tenths)

    def _change(self, values: dict[str, Any]) -> None:
        self.draft.change(**values)
        self._show_layout()

    def _on_change(self) -> None:
        self.preview.later()
        self.checker.later()

    def _on_ticks(self) -> None:
        self.head.show_count(self.draft.plan, self.people.count())
        self.checker.later()
        self._show_front()

    def _ask_layout(self) -> None:
        dialog = LayoutDialog(self.shell, self, self.draft.now())
        dialog.chosen.connect(self._take_layout)
        dialog.exec()

    def _take_layout(self, values: dict[str, Any]) -> None:
        plan = self.draft.plan
        others = any(values[key] != getattr(plan, key) for key in ("order_by", "purpose", "per_household"))
        self._change(values)
        if others:
            self.draft.save(self.people.read)

    def _go_way(self, way: str) -> None:
        if way == "check":
            self.checker.run()
        elif self.checker.found is not None:
            self.ask_missing(self.checker.found)

    def ask_missing(self, found: Check, then: Callable[[], object] | None = None) -> None:
        """Show what says nothing, and take the words to print instead; then go on."""
        verb = tr("Print with these words") if then is not None else ""
        dialog = MissingDialog(self.shell, self, found, self.draft.now(), verb)

        def take(pairs: tuple[tuple[str, str], ...]) -> None:
            self.draft.change(replacements=pairs)
            if then is not None:
                self.draft.save(then)

        dialog.replaced.connect(take)
        dialog.exec()

    # What can go wrong

    def _say_full(self) -> None:
        words = tr("A letter has room for 200,000 characters: what is beyond was left out.")
        self.messages.say("full", "warning", words)

    def _show_refusal(self, error: AppError) -> None:
        leaving, self._leaving = self._leaving, None
        words = tr(error.message, **error.parameters)
        if isinstance(error, Conflict):
            self.messages.say("refused", "warning", words, [(tr("Show what is in the file"), self._read_again)])
        else:
            self.messages.say("refused", "error", words, [(tr("Save again"), self.draft.save)])
        if leaving is not None:
            answers = (Answer("stay", tr("Stay")), Answer("drop", tr("Leave without saving"), "danger"))
            if ask(self, tr("This letter could not be saved"), words, answers) == "drop":
                self.draft.dirty = False
                leaving()

    def _read_again(self) -> None:
        self.draft.dirty = False
        self.draft.open(self.draft.plan.id)

    def _gone(self) -> None:
        self.shell.toast(tr("This mailing is not in the file any more."))
        if self.isVisible():
            self.shell.back()

    def _on_changes(self, changes: Changes) -> None:
        number = self.draft.plan.id
        if not number or not changes.touches("mailing", "mailing_text", "client", "address", "contact", "company"):
            return
        if changes.touches_row("mailing", number) and not self.draft.is_mine():
            self._outdated = True
            if self.isVisible():
                QTimer.singleShot(0, self, self._read_if_free)
        elif changes.touches("client", "address", "contact", "company"):
            self._people_outdated = not self.isVisible()
            if self.isVisible():
                self.people.read()

    def _read_if_free(self) -> None:
        if not self.draft.dirty and self.draft.plan.id:
            self._outdated = False
            self.draft.open(self.draft.plan.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.head.back.setText(self.shell.back_title())
        self.head.fit()
        if self._outdated:
            self._read_if_free()
        elif self._people_outdated:
            self._people_outdated = False
            self.people.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the text comes before the page."""
        super().resizeEvent(event)
        self.people.set_narrow(self.width() < theme.px(_NARROW))
        self.texts.set_narrow(self.width() < theme.px(_NARROW))
        room = self.width() - (self.people.maximumWidth() if self.draft.plan.kind != "letter" else 0)
        self.preview.setVisible(room >= theme.px(_LEAST_MIDDLE + _LEAST_PREVIEW))

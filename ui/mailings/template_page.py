"""One template: its name, what it is for, its text in each language, and how it reads for one client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients import search
from app.clients.search import Query, Row
from app.errors import AppError, Conflict, NotFound, Problem
from app.i18n import LANGUAGES, N_
from app.mailings import templates
from app.mailings.filling import Words
from app.mailings.plan import Plan
from app.mailings.templates import KINDS, Template
from ui.mailings.letter_preview import LetterPreview
from ui.mailings.letter_texts import LetterTexts
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Answer, ask
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel, text_label
from ui.widgets.message_bars import MessageBars
from ui.widgets.rich_document import Look

AFTER_MS = 900
_NAMELESS = Problem("name", N_("Enter a name."))
_UNSAVED = -1  # in place of an id, for the page beside the text


class TemplatePage(QWidget):
    """`open(template_id)`; without one, a new template."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.template = Template()
        self._stored = Template()
        self._was_dirty = False
        self.messages = MessageBars()
        self.name = LineInput(max_length=120)
        self.kind = Choice([(key, tr(words)) for key, words in KINDS])
        self.texts = LetterTexts(shell, with_look=False)
        self.preview = LetterPreview(shell)
        self.client = shell.client_picker()
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._show_dirty)
        for signal in (self.name.edited, self.kind.edited, self.texts.edited):
            signal.connect(self._on_edit)
        self.preview.ask = self._asked
        self.texts.turned.connect(self.preview.now)
        self.client.picked.connect(lambda _id: self.preview.now())
        self.back.clicked.connect(shell.back)
        self.save_button.clicked.connect(lambda _on: self.save())
        self.texts.full.connect(self._say_full)

    def _build(self) -> None:
        self._right = self._reading()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._writing(), 1)
        body.addWidget(self._right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self.messages)
        outer.addLayout(body, 1)

    def _head(self) -> QWidget:
        head = Panel("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(8)
        self.back = LinkLabel("", "chevron-left")
        self.heading = ElidedLabel("", "pageTitle")
        self.save_button = Button(tr("Save"), "check", kind="primary", keys="Ctrl+S")
        row.addWidget(self.back)
        row.addSpacing(4)
        row.addWidget(self.heading, 1)
        row.addWidget(self.save_button)
        return head

    def _writing(self) -> QWidget:
        left = Panel("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.name_box = FieldBox(tr("Name"), self.name, required=True)
        row.addWidget(self.name_box, 2)
        row.addWidget(FieldBox(tr("For"), self.kind), 1)
        column.addLayout(row)
        column.addWidget(self.texts, 1)
        return left

    def _reading(self) -> QWidget:
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        top = Panel("surface", "bottom left")
        row = QHBoxLayout(top)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(text_label(tr("As it reads for"), "label", "text2"))
        row.addWidget(self.client, 1)
        side.addWidget(top)
        side.addWidget(self.preview, 1)
        return right

    # What the window asks

    def open(self, template_id: int = 0) -> None:
        """Show a template, or begin one."""
        self.messages.clear()
        self.texts.fields.read()
        self.shell.jobs.read(self, partial(_read, template_id), self._show, key="template")

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"template_id": self.template.id}

    def title(self) -> str:
        """Of the window."""
        return self.template.name or tr("New template")

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        return self.texts.editor if self.template.id else self.name

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.name, self.texts, self._right]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands of this page."""
        return {"back": self.shell.back, "save": self.save}

    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return not self.shell.jobs.book.read_only and self._now() != self._stored

    def can_leave(self, then: Callable[[], object]) -> None:
        """Asks where something was changed."""
        if not self.is_changed():
            then()
            return
        answers = (
            Answer("stay", tr("Stay")), Answer("drop", tr("Don’t save")), Answer("save", tr("Save"), "primary"),
        )  # fmt: skip
        effect = tr("What you changed is lost if you do not save it.")
        answer = ask(self, tr("Save this template?"), effect, answers)
        if answer == "save":
            self.save(then)
        elif answer == "drop":
            self._stored = self._now()
            then()

    # Showing

    def _show(self, found: Template | None) -> None:
        if found is None:
            self.shell.toast(tr("This template is not in the file any more."))
            self.shell.back()
            return
        self.template = found
        self.heading.setText(self.template.name or tr("New template"))
        self.name.set_value(self.template.name)
        self.kind.set_value(self.template.kind)
        languages = [translator().language, *LANGUAGES]
        texts = self.template.texts or (Words(languages[0]),)
        self.texts.show_texts(texts, dict.fromkeys(languages), Look())
        self.texts.set_read_only(self.shell.jobs.book.read_only)
        self._stored = self._now()
        self._was_dirty = False
        self.page_changed.emit()
        if self.client.value() is None:
            today = self.shell.today()
            self.shell.jobs.rows(self, lambda db: search.first_page(db, Query(), today)[:1], self._take_client)
        self.preview.now()

    def _take_client(self, rows: list[Row]) -> None:
        """Somebody to read it for, until another is chosen."""
        if rows and self.client.value() is None:
            self.client.learn(rows[0].id, rows[0].name)
            self.client.set_value(rows[0].id)
            self.preview.now()

    def _now(self) -> Template:
        """As it stands on the page."""
        name, kind = self.name.value(), self.kind.value() or "letter"
        return replace(self.template, name=name, kind=kind, texts=self.texts.value())

    def _asked(self) -> tuple[Plan, int]:
        """The page beside the text: a letter that is not in the file."""
        now = self._now()
        return Plan(name=now.name, kind="letter", id=_UNSAVED, texts=self._in_front(now)), self.client.value() or 0

    def _in_front(self, now: Template) -> tuple[Words, ...]:
        """The language in front comes first, and alone: it is the one that is looked at."""
        mine = [words for words in now.texts if words.language == self.texts.language()]
        return tuple(mine) or now.texts

    def _on_edit(self) -> None:
        self.preview.later()
        self._soon.start()

    def _show_dirty(self) -> None:
        dirty = self.is_changed()
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.page_changed.emit()

    # Saving

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write it; go on, or back to the list."""
        if not self.shell.may_write():
            return
        now = self._now()
        if not now.name:
            self.name_box.set_problem(_NAMELESS)
            self.name_box.focus()
            return
        self.name_box.set_problem(None)
        done = partial(self._saved, now, then)
        label = N_("Change a template") if now.id else N_("New template")
        work = partial(templates.save, template=now)
        self.shell.jobs.write(self, label, work, done, refused=self._refused)

    def _saved(self, now: Template, then: Callable[[], object] | None, number: int) -> None:
        self._stored = self._now()
        self.template = replace(now, id=number)
        self.shell.toast(tr("“{name}” is saved.", name=now.name))
        if then is not None:
            then()
        else:
            self.open(number)

    def _refused(self, error: AppError) -> None:
        words = tr(error.message, **error.parameters)
        again = [(tr("Show what is in the file"), self._read_again)] if isinstance(error, Conflict) else []
        self.messages.say("refused", "error", words, again)

    def _read_again(self) -> None:
        self.open(self.template.id)

    def _say_full(self) -> None:
        words = tr("A letter has room for 200,000 characters: what is beyond was left out.")
        self.messages.say("full", "warning", words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.back.setText(self.shell.back_title())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the text comes before the page."""
        super().resizeEvent(event)
        self._right.setVisible(self.width() >= theme.px(700))


def _read(template_id: int, session: Any) -> Template | None:
    """In a lane: the template; None where it is gone."""
    try:
        return templates.load(session, template_id) if template_id else Template()
    except NotFound:
        return None

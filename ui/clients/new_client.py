"""The dialog for a new client: a name is enough, and whoever may already be there is shown while one types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.clients import drafts
from app.clients.duplicates import Match, similar
from app.clients.model import Client
from app.clients.opened import Opened, blank
from app.errors import AppError, Problem
from app.exchange.register.company import Registered
from app.i18n import N_
from app.kept_form import KeptForm
from app.values.folding import digits
from ui.clients import new_client_draft as typed
from ui.clients.duplicate_panel import WIDTH, DuplicatePanel
from ui.clients.new_client_form import NewClientForm
from ui.jobs import problems_of
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Answer, Dialog, ask
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page

_FORM_WIDTH = 656
_KEEP_EVERY = 5_000
_FEWEST_DIGITS = 6


class _Column(Page):
    """As high as its form, as long as the screen has room."""

    def sizeHint(self) -> QSize:
        inside = self.widget().layout()
        width = theme.px(_FORM_WIDTH)
        room = self.screen().availableGeometry().height() - theme.px(140)
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(width, min(height, room))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_FORM_WIDTH), theme.px(240))


class NewClientDialog(Dialog):
    """`text` is what was searched for in vain: a name, a number or an e-mail. Use `open()`; it deletes itself.

    Made `ahead` it is built by `prepare`, a part at a time and out of sight, and waits for `begin`.
    """

    def __init__(
        self, shell: Shell, parent: QWidget, *, prospect: bool = False, text: str = "", ahead: bool = False
    ) -> None:
        super().__init__(parent, tr("New client"), width=_FORM_WIDTH, margin=0)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self._kept = KeptForm("new-client", shell.jobs.book.path)
        self._saving = False
        self._changed = False
        self._registered: tuple[Registered, frozenset[str]] | None = None
        self._revealed: QWidget | None = None
        self.country = shell.shop.country
        self._parts = self._build()
        if not ahead:
            self.begin(prospect=prospect, text=text)

    # ---- building ----

    def prepare(self) -> bool:
        """Build one more part; False when the dialog is whole."""
        return next(self._parts, False)

    def begin(self, *, prospect: bool = False, text: str = "") -> None:
        """Build what is missing, and fill in what is known."""
        while self.prepare():
            pass
        self.form.status.set_value("prospect" if prospect else "client")
        self._changed = False
        self._keeping.start()
        self._fill(text)
        self._ask_the_book()

    def _build(self) -> Iterator[bool]:
        self._column = _Column(gap=14)
        self.body.addWidget(self._column)
        self._bar = MessageBar()
        self._bar.hide()
        self._column.body.addWidget(self._bar)
        self.form = NewClientForm(self.country, self)
        self._column.body.addWidget(self.form, 1)
        yield True
        for _ in self.form.parts():
            yield True
        self.panel = DuplicatePanel()
        self.panel.hide()
        self.panel.open_wanted.connect(self._open_instead)
        self.add_side(self.panel)
        yield True
        self._build_buttons()
        self.form.edited.connect(self._on_edited)
        self.form.grown.connect(self._fit)
        self.form.unfolded.connect(self._reveal)
        self.form.register_wanted.connect(self._open_register)
        self._keeping = QTimer(self, interval=_KEEP_EVERY)
        self._keeping.timeout.connect(self._keep)

    def _build_buttons(self) -> None:
        self.add_cancel()
        self._then_open = self.add_button(Button(""))
        self._then_open.clicked.connect(lambda: self._create(then_open=True))
        self._create_button = self.add_button(Button("", "check", kind="primary", keys="Ctrl+Enter"), main=True)
        self._create_button.clicked.connect(lambda: self._create(then_open=False))
        self._word_buttons(alike=False)

    def _word_buttons(self, *, alike: bool) -> None:
        self._then_open.setText(tr("Create anyway, then open") if alike else tr("Create, then open"))
        self._create_button.setText(tr("Create anyway") if alike else tr("Create"))

    def _fill(self, text: str) -> None:
        """What was searched for, or what was typed the last time and not saved."""
        values = {} if text else self._kept.values()
        draft = typed.kept(str(values.get("draft", "")))
        if draft is not None:
            self.form.take_up(draft, values.get("tags", ()))
            self._bar.set_message("info", tr("This is what you had begun to type."))
            self._bar.add_action(tr("Start afresh"), self._start_afresh)
            self._bar.show()
        elif text:
            name = "email" if "@" in text else "phone" if len(digits(text)) >= _FEWEST_DIGITS else "company_name"
            self.form.set_values({name: text})
        self.form.first_field().focus()

    def _start_afresh(self) -> None:
        self._kept.forget()
        self._bar.hide()
        prospect, company = self.form.state.draft.is_prospect, self.form.is_company
        self.form.take_up(typed.blank(self._shell.shop.country, prospect=prospect, company=company))
        self._changed = False
        self.form.first_field().focus()

    # ---- what the book knows ----

    def _ask_the_book(self) -> None:
        self._shell.jobs.read(self, _first_look, self._take_look)

    def _take_look(self, look: tuple[Opened, str]) -> None:
        opened, reference = look
        self.form.take_opened(opened)
        self.set_foot(tr("Reference: {reference}", reference=reference))

    def _on_edited(self) -> None:
        self._changed = True
        candidate, today = self.form.candidate(), self._shell.today()
        self._shell.jobs.rows(self, lambda db: similar(db, candidate, today), self._show_alike, key="duplicates")

    def _show_alike(self, matches: list[Match]) -> None:
        self.form.show_alike(matches)
        self.panel.show_matches(matches)
        self.panel.setVisible(bool(matches))
        self._word_buttons(alike=bool(matches))
        self._fit()

    # ---- the register ----

    def _open_register(self) -> None:
        from ui.clients.register.dialog import RegisterDialog

        RegisterDialog(self._shell, self, self.form.record(), self.form.opened, self._take_register).open()

    def _take_register(self, found: Registered, keys: frozenset[str]) -> None:
        """Into the form what it has fields for; the rest waits for the record."""
        self._registered = (found, keys)
        self.form.set_values(typed.from_register(found, keys))

    # ---- saving ----

    def _create(self, *, then_open: bool) -> None:
        if self._saving:
            return
        draft = self.form.record()
        if self._registered is not None:
            typed.complete(draft, *self._registered)
        problems = self.form.problems(draft)
        if any(problem.blocks for problem in problems):
            self._show_problems(problems)
            return
        self._write(draft, self.form.tags(), then_open=then_open)

    def _write(self, draft: Client, tags: list[str], *, then_open: bool) -> None:
        name = self.form.name()

        def save(session: Any) -> int:
            from app.clients import lifecycle, records
            from app.clients.model import ClientTag

            draft.tags = [ClientTag(tag_id=lifecycle.find_tag(session, tag).id) for tag in tags]
            return records.create(session, draft)

        self._set_saving(True)
        self._shell.jobs.write(
            self,
            N_("New client {name}"),
            save,
            lambda client_id: self._created(client_id, name, then_open=then_open),
            refused=self._refused,
            parameters={"name": name},
        )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        for button in (self._create_button, self._then_open):
            button.setEnabled(not saving)

    def _created(self, client_id: int, name: str, *, then_open: bool) -> None:
        self._kept.forget()
        self._changed = False
        self.accept()
        if then_open:
            self._shell.open_record(client_id)
        else:
            self._shell.choose_client(client_id)
            said = tr("“{name}” was created", name=name)
            self._shell.toast(said, action=tr("Open"), act=lambda: self._shell.open_record(client_id))

    def _refused(self, error: AppError) -> None:
        self._set_saving(False)
        self._show_problems(problems_of(error) or (Problem("", error.message, error.parameters),))

    def _show_problems(self, problems: Iterable[Problem]) -> None:
        unclaimed = [problem for problem in self.form.show_problems(problems) if problem.blocks]
        if unclaimed:
            self._bar.show_message("error", " ".join(tr(found.message, **found.parameters) for found in unclaimed))

    # ---- leaving ----

    def _keep(self) -> None:
        if self._changed and not self._saving and not self.form.is_empty:
            self._kept.keep({"draft": drafts.to_json(self.form.state.draft), "tags": self.form.tags()})

    def _open_instead(self, client_id: int) -> None:
        self._keep()
        self._changed = False
        super().reject()
        self._shell.open_record(client_id)
        self._shell.toast(tr("What you typed is kept: “New client” takes it up again."))

    def reject(self) -> None:
        """Esc and Cancel: what was typed goes only when the owner says so."""
        if self._saving:
            return
        if self._changed and not self.form.is_empty:
            stay = Answer("stay", tr("Go on typing"))
            leave = Answer("leave", tr("Throw it away"), "danger")
            effect = tr("What you have typed has not been saved.")
            if ask(self, tr("Leave without creating the client?"), effect, (stay, leave)) == "stay":
                return
        self._kept.forget()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.sizeHint())
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross in the corner asks like Cancel."""
        event.ignore()
        self.reject()

    # ---- size ----

    def _reveal(self, part: QWidget) -> None:
        self._revealed = part
        self._fit()

    def _fit(self) -> None:
        """As wide as the panel needs, as high as the form; it stays in the middle of the window."""
        self._wide = _FORM_WIDTH + (WIDTH if self.panel.isVisibleTo(self) else 0)
        if not self.isVisible():
            return
        QTimer.singleShot(0, self, self._resize)

    def _resize(self) -> None:
        self._column.updateGeometry()
        self.layout().activate()
        self.resize_in_place(self.sizeHint())
        if self._revealed is not None:
            self._column.reveal(self._revealed)
            self._revealed = None


def _first_look(session: Any) -> tuple[Opened, str]:
    """What the form's lists offer, and the reference that comes next."""
    from app.company import numbering

    return blank(session), numbering.peek(session, "client")

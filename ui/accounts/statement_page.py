"""The account statement: choices at the left, the page itself beside them, drawn again at every change.

One client, or many: then it also says who gets one and in how many pages. What is seen is the PDF that is printed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.i18n import plural
from ui.accounts import statement_drawing as drawing
from ui.accounts import statement_output as output
from ui.accounts.statement_batch import StatementBatch
from ui.accounts.statement_check import show_agreement
from ui.accounts.statement_choices import StatementChoices
from ui.accounts.statement_copies import KeepCopy
from ui.accounts.statement_drawing import Counted, Drawn, Order
from ui.printing.preview_pane import PreviewPane
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel
from ui.widgets.menus import Menu
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page

LEFT = 320
TOGETHER_MS = 40  # changes that come close after each other are one
STRETCH = 25  # clients whose pages are counted at a time, so that other reading has its turn
TOUCHING = ("entry", "allocation", "client", "address", "contact", "company", "bank_account")


class StatementPage(QWidget):
    """`open(client_ids=[...])`: one client, many, or everybody where none are given."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.many = False
        self.ground: Any = None
        self.drawn: Drawn | None = None
        self._asked: list[int] = []
        self._recipients: list[int] = []
        self._names: dict[int, str] = {}
        self._at = 0
        self._outdated = False
        self._pages = 0
        self._left_out: list[tuple[int, str, Problem]] = []
        self._timer = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._timer.timeout.connect(self._draw)
        self._build()
        self._connect()

    # ---- building ----

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        row = QHBoxLayout()
        row.setSpacing(0)
        self.pane = PreviewPane(self.shell.jobs)
        row.addWidget(self._left())
        row.addWidget(self.pane, 1)
        column.addLayout(row, 1)

    def _head(self) -> QWidget:
        head = Panel("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(8)
        self._back = LinkLabel("", "chevron-left")
        self._title = ElidedLabel("", "pageTitle")
        self._sent = ElidedLabel("", "body", "text3")
        self.print_button = Button(tr("Print"), "printer", kind="primary", keys="Ctrl+P")
        self.email_button = Button(tr("E-mail"), "mail")
        self.save_button = Button(tr("Save as PDF"), "file-type-pdf")
        self.more_button = IconButton("dots", tr("More"), kind="secondary")
        row.addWidget(self._back)
        row.addSpacing(8)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self._sent, 1)
        for button in (self.save_button, self.email_button, self.print_button, self.more_button):
            row.addWidget(button)
        return head

    def _left(self) -> QWidget:
        left = Panel("surface", "right")
        left.setFixedWidth(theme.px(LEFT))
        self.batch, self.choices, self.copies = StatementBatch(), StatementChoices(), KeepCopy(self.shell)
        self._scroll = Page(margin=24, gap=20)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.body.addWidget(self.batch)
        self._scroll.body.addWidget(self.choices)
        self._scroll.body.addStretch(1)
        self.check = MessageBar()
        self.check.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(12)
        foot.addWidget(self.copies)
        foot.addWidget(self.check)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        return left

    def _connect(self) -> None:
        self._back.clicked.connect(self.shell.back)
        self.print_button.clicked.connect(partial(output.print_out, self))
        self.save_button.clicked.connect(partial(output.save, self, ".pdf"))
        self.email_button.clicked.connect(partial(output.email, self))
        self.more_button.clicked.connect(self._open_more)
        self.choices.changed.connect(self._on_choice)
        self.batch.changed.connect(self._choose)
        self.batch.record_wanted.connect(self.shell.open_record)
        self.pane.step_wanted.connect(self.step)
        self.shell.jobs.changed.connect(self._on_changes)

    def _open_more(self) -> None:
        menu = Menu(self)
        ready = self.is_ready()
        for words, icon, act in (
            (tr("Save as CSV…"), "table", partial(output.save, self, ".csv")),
            (tr("Save as Excel workbook…"), "table", partial(output.save, self, ".xlsx")),
            (tr("Mark as sent today"), "send", partial(output.mark_sent, self)),
        ):
            menu.add(words, act, icon=icon).setEnabled(ready)
        menu.open_under(self.more_button)

    # ---- what the window asks ----

    def open(self, client_ids: list[int] | None = None) -> None:
        """Begin with these clients."""
        self._asked = list(client_ids or [])
        self.many = len(self._asked) != 1
        self.ground = self.drawn = None
        self._recipients, self._at = [], 0
        self._back.setText(self.shell.back_title())
        self._title.setText(tr("Account statements") if self.many else tr("Account statement"))
        self._sent.setText("")
        self.check.hide()
        self.pane.view.show_pdf(None)
        self.batch.setVisible(self.many)
        self.email_button.setVisible(not self.many)
        self.choices.begin(self.shell.today(), many=self.many)
        self.copies.begin(many=self.many)
        self.choices.set_contacts((), 0, "")
        self._let_act()
        if self.many:
            self.batch.begin(self._asked, self.shell.settings.remembered("statements"))
            output.take_kept(self)
            self._choose()
        else:
            self._read_ground(self._asked[0])
        self.page_changed.emit()

    def title(self) -> str:
        """The title of the window."""
        return self._title.text() or tr("Account statement")

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"client_ids": self._asked}

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        return self.pane.view

    @property
    def client_id(self) -> int:
        """Whose page is shown."""
        return self._recipients[self._at] if self._recipients else 0

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [*self.choices.zones(), self.pane.view, self.print_button]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        found: dict[str, Callable[[], None]] = {"back": self.shell.back} | self.pane.handlers()
        if self.is_ready():
            found |= {"print": partial(output.print_out, self), "save_pdf": partial(output.save, self, ".pdf")}
        if self.many and len(self._recipients) > 1:
            found |= {"previous": partial(self.step, -1), "next": partial(self.step, 1)}
        return found

    # ---- who ----

    def recipients(self) -> list[int]:
        """Whose statements are printed, in their order."""
        return list(self._recipients)

    def recipient_name(self) -> str:
        """Whose page is shown."""
        return self._names.get(self.client_id, "")

    def step(self, by: int) -> None:
        """The page of the next recipient, or of the one before."""
        at = min(max(self._at + by, 0), len(self._recipients) - 1)
        if at != self._at and self._recipients:
            self._at = at
            self.pane.view.go_to(0)
            self._draw()

    def _read_ground(self, client_id: int) -> None:
        def work(session: Any) -> Any:
            from app.documents import statement_ground

            return statement_ground.read(session, client_id)

        self.shell.jobs.read(self, work, self._take_ground, key="statement ground")

    def _take_ground(self, ground: Any) -> None:
        self.ground = ground
        self._recipients, self._names = [ground.client_id], {ground.client_id: ground.name}
        self.choices.set_contacts(ground.contacts, ground.billing_id, ground.language)
        if ground.kept is not None:
            self.choices.put(*ground.kept)
        self.show_sent(ground.sent_on)
        self._draw()

    def show_sent(self, sent_on: Any) -> None:
        """When the last one went out."""
        self._sent.setText(tr("Last sent on {day}", day=translator().date(sent_on)) if sent_on else "")

    def _choose(self) -> None:
        asked, wanted, today = self.batch.asked(), self.batch.wanted(), self.shell.today()

        def work(db: Any) -> tuple[list[int], dict[int, str]]:
            from app.documents import statement_ground

            found = drawing.choose(db, asked, wanted, today)
            return found, statement_ground.names(db.execute, found)

        self.shell.jobs.rows(self, work, self._take_recipients, key="statement recipients")

    def _take_recipients(self, found: tuple[list[int], dict[int, str]]) -> None:
        before = self.client_id
        self._recipients, self._names = found
        self._at = self._recipients.index(before) if before in self._recipients else 0
        if self._recipients:
            self._draw()
            self._count_anew()
        else:
            self.drawn = None
            self.check.hide()
            self.pane.show_recipient("", 0, 0)
            words = tr("None of these clients is in this case today. Choose others at the left.")
            self.pane.show_words("file-text", tr("Nobody gets a statement"), words)
            self.batch.show_count(0, 0, known=True)
            self.batch.show_left_out(())
            self._let_act()

    # ---- drawing ----

    def order(self) -> Order | None:
        """What is chosen; None while a day cannot be read."""
        period = self.choices.period()
        return Order(period, self.choices.choices()) if period is not None else None

    def is_ready(self) -> bool:
        """Whether there is something to print."""
        return bool(self._recipients) and (self.many or bool(self.drawn and self.drawn.content))

    def is_settled(self) -> bool:
        """Whether nothing is to be drawn any more: for tests."""
        return not self._timer.isActive() and not self.shell.jobs.busy

    def _on_choice(self) -> None:
        self._timer.start()
        if self.many:
            self._count_anew()

    def _draw(self) -> None:
        self._timer.stop()
        order, client_id = self.order(), self.client_id
        if order is None or not client_id:
            return
        today, country = self.shell.today(), self.shell.shop.country
        work = lambda session: drawing.draw(session, client_id, order, country=country, today=today)  # noqa: E731
        self.shell.jobs.read(self, work, self._show, key="statement")

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        if self.many:
            self.pane.show_recipient(self.recipient_name(), self._at + 1, len(self._recipients))
        else:
            self.pane.show_recipient("", 1, 1)
        self.choices.show_lines(drawn.open_items)
        show_agreement(self.check, drawn.figures)
        if drawn.content:
            self.pane.show_content(drawn.content)
        elif drawn.problems:
            self._show_problem(drawn.problems[0])
        else:
            words = tr("There is no invoice and no payment up to this day.")
            self.pane.show_words("file-text", tr("Nothing on this account"), words)
        self._let_act()
        self.page_changed.emit()

    def _show_problem(self, problem: Problem) -> None:
        words = tr(problem.message, **problem.parameters)
        self.pane.show_words("alert-triangle", tr("This statement cannot be printed"), words)
        button = Button(tr("Open the record"), "external-link")
        button.clicked.connect(lambda: self.shell.open_record(self.client_id))
        self.pane.empty.set_buttons([button])

    def _let_act(self) -> None:
        for button in (self.print_button, self.save_button, self.email_button, self.more_button):
            button.setEnabled(self.is_ready())
        count = len(self._recipients)
        words = plural("Print {count} statement", "Print {count} statements")
        self.print_button.setText(trn(words, count) if self.many and count else tr("Print"))

    # ---- how many pages ----

    def _count_anew(self) -> None:
        self._pages, self._left_out = 0, []
        self.batch.show_count(len(self._recipients), 0, known=False)
        self.batch.show_left_out(())
        self._count(0)

    def _count(self, start: int) -> None:
        order, stretch = self.order(), self._recipients[start : start + STRETCH]
        if order is None or not stretch:
            return
        country = self.shell.shop.country
        work = lambda session: drawing.count_pages(session, stretch, order, country=country)  # noqa: E731
        self.shell.jobs.read(self, work, partial(self._take_count, start), key="statement pages")

    def _take_count(self, start: int, counted: Counted) -> None:
        self._pages += counted.pages
        if counted.left_out:
            self._left_out += counted.left_out
            self.batch.show_left_out(self._left_out)
        following = start + STRETCH
        if following < len(self._recipients):
            self._count(following)
        else:
            clients = len(self._recipients) - len(self._left_out)
            self.batch.show_count(clients, self._pages, known=True)

    # ---- what others did ----

    def _on_changes(self, changes: Any) -> None:
        if self._asked or self.many:
            own = changes.touches("statement_choice", "kept_file")  # they note the client, of whom nothing changed
            self._outdated = self._outdated or (changes.touches(*TOUCHING) and not own)
            if self._outdated and self.isVisible():
                self._refresh()

    def _refresh(self) -> None:
        self._outdated = False
        if self.many:
            self._choose()
        else:
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._refresh()

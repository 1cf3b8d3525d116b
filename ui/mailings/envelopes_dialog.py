"""Envelopes without a window: which envelope, whose rules, how it is fed; the page itself; who is left out.

What is seen is the page that is printed. All clients are gone over in a lane; only the envelope looked at is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.documents.envelope_orders import Choices, Prepared, from_plain, to_plain
from app.errors import AppError, Cancelled
from app.i18n import plural
from app.mailings.own_envelopes import Own
from ui.jobs import Job
from ui.mailings import envelopes_output as output
from ui.mailings.envelopes_drawing import draw_one, read_own
from ui.mailings.envelopes_left import EnvelopesLeft
from ui.mailings.envelopes_right import EnvelopesRight
from ui.mailings.print_dialog import RIGHT, PrintDialog
from ui.printing.preview_pane import PreviewPane
from ui.shell import Shell
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.labels import LinkLabel

WIDE, HIGH = 1240, 780
TOGETHER_MS = 60  # choices that come close after each other are one
MEMORY = "envelopes"


class EnvelopesDialog(PrintDialog):
    """Envelopes for `client_ids`, in the order of the list they come from; `search` is the words that found them."""

    def __init__(
        self, shell: Shell, parent: QWidget, client_ids: Sequence[int], own: Sequence[Own], *, search: str = ""
    ) -> None:
        super().__init__(shell, parent, tr("Print envelopes"), (WIDE, HIGH))
        self.client_ids, self.search = list(client_ids), search
        self.prepared: Prepared | None = None
        self._asked: Choices | None = None
        self._job: Job | None = None
        self._at = 0
        self._timer = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._timer.timeout.connect(self.refresh)
        self.finished.connect(self._forget)
        self._build()
        self._connect()
        self.left.set_own(own)
        kept = shell.settings.remembered(MEMORY).get("choices")
        self.left.put(from_plain(kept) if isinstance(kept, dict) else Choices(order="postcode"))
        self.refresh()

    # ---- building ----

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.pane = PreviewPane(self.shell.jobs)
        self.right = EnvelopesRight()
        self.right.setFixedWidth(theme.px(RIGHT))
        self.left = EnvelopesLeft(self.shell.shop.country)
        self.test_link = LinkLabel(tr("Test it on plain paper"), "ruler-measure")
        row.addWidget(self.scrolled(self.left, self.test_link))
        row.addWidget(self.pane, 1)
        row.addWidget(self.right)
        self.body.addLayout(row, 1)
        self.add_outputs()
        self._let_print()

    def _connect(self) -> None:
        self.left.changed.connect(self._timer.start)
        self.left.measure_wanted.connect(self.measure)
        self.right.record_wanted.connect(self.complete)
        self.test_link.clicked.connect(partial(output.print_test, self))
        self.pane.step_wanted.connect(self.step)
        self.pane.add_keys(self)
        self.print_button.clicked.connect(partial(output.print_out, self))
        self.save_button.clicked.connect(partial(output.save, self))

    # ---- what is chosen ----

    def remember(self) -> None:
        """The choices, for the next time on this computer."""
        self.shell.settings.remembered(MEMORY)["choices"] = to_plain(self.left.choices())
        self.shell.settings.save()

    def measure(self, own: Own | None) -> None:
        """Measure an envelope, or one of the owner's anew."""
        from ui.printing.measure_envelope import MeasureEnvelope

        if self.shell.may_write():
            MeasureEnvelope(self.shell, self, self._measured, own, window=False).open()

    def _measured(self, own: Own | None) -> None:
        chosen = own.key if own is not None else ""

        def take(every: list[Own]) -> None:
            self.left.set_own(every, chosen)
            self.refresh()

        self.shell.jobs.read(self, read_own, take)

    # ---- preparing and drawing ----

    def refresh(self) -> None:
        """Prepare the envelopes where the choices ask for others, and draw the one in front."""
        choices = self.left.choices()
        if self.prepared is None or self._asked is None or choices.content != self._asked.content:
            self._prepare(choices)
        else:
            self._draw()

    def is_settled(self) -> bool:
        """Whether what is shown is what is chosen: for tests and pictures."""
        return self.prepared is not None and self._job is None and not self._timer.isActive()

    def _prepare(self, choices: Choices) -> None:
        self._forget()
        self._asked, ids, today = choices, self.client_ids, self.shell.today()
        self.right.show_waiting(len(ids))

        def work(book: Any, progress: Any) -> tuple[Choices, Prepared]:
            from app.documents.envelope_orders import prepare

            with book.read() as session:
                return choices, prepare(session, ids, choices, today=today, progress=progress)

        title, stopped = tr("Reading the addresses…"), partial(self._stopped, choices)
        self._job = self.shell.jobs.long(self, title, work, self._take, refused=stopped, lane="long")
        self._let_print()

    def _forget(self) -> None:
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()

    def _stopped(self, asked: Choices, error: AppError | Cancelled) -> None:
        """Stopped by the owner, or told by the file; what was overtaken by another choice says nothing."""
        if asked is not self._asked:
            return
        self._job = None
        if isinstance(error, Cancelled):
            self.reject()
        else:
            self.shell.explain(error)

    def _take(self, found: tuple[Choices, Prepared]) -> None:
        asked, prepared = found
        if asked is not self._asked:
            return
        self._job, self.prepared = None, prepared
        self._at = min(self._at, max(prepared.count - 1, 0))
        self.right.show_envelopes(len(self.client_ids), prepared)
        self._let_print()
        self._draw()

    def _draw(self) -> None:
        prepared = self.prepared
        if prepared is None:
            return
        if prepared.fault:
            self.pane.show_words("send", tr("No envelope"), tr(prepared.fault))
            return
        name = prepared.names[self._at] if prepared.names else ""
        self.pane.show_recipient(name, self._at + 1, prepared.count)
        choices, at = self.left.choices(), self._at
        work = partial(draw_one, prepared, choices, at)
        self.shell.jobs.pages(self, work, self.pane.show_content, key=f"envelope {id(self)}")

    def step(self, by: int) -> None:
        """The envelope of the next recipient, or of the one before."""
        count = self.prepared.count if self.prepared is not None else 0
        at = min(max(self._at + by, 0), max(count - 1, 0))
        if at != self._at:
            self._at = at
            self._draw()

    def _let_print(self) -> None:
        count = self.prepared.count if self.prepared is not None and self._job is None else 0
        words = trn(plural("Print {count} envelope", "Print {count} envelopes"), count)
        self.print_button.setText(words if count else tr("Print"))
        for button in (self.print_button, self.save_button, self.test_link):
            button.setEnabled(bool(count))

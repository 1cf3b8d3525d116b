"""Contacts into the file, in three steps: choose the file, check what it will do, bring it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.clients.search import Facets, Query, facets
from app.errors import AppError, Cancelled
from app.exchange import importing
from app.exchange.glance import Glance, glance
from app.exchange.importing import Doubt, Item, Options, Plan, Reading, Report
from app.i18n import plural
from ui.exchange.drop_zone import DropZone
from ui.exchange.import_check import CheckStep
from ui.exchange.import_report import ReportStep
from ui.exchange.step_bar import StepBar
from ui.jobs import Job
from ui.shell import Shell
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import open_files
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel, Paragraph, Spinner, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page

FILE, CHECK, IMPORT, DONE = range(4)
PATTERNS = "*.vcf *.vcard"


class ImportPage(QWidget):
    """`open(paths=[...])` begins with these files; without any, it asks for one."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._path: Path | None = None
        self._waiting: list[Path] = []
        self._reading: Reading | None = None
        self._plan: Plan | None = None
        self._doubt: Doubt | None = None
        self._encoding: str | None = None
        self._report: Report | None = None
        self._job: Job | None = None
        self._bar = MessageBar()
        self._told = QWidget()
        self._told.hide()
        self._bar.closed.connect(self._told.hide)
        self._build()
        shell.jobs.changed.connect(self._on_changes)
        self._go(FILE)

    def _build(self) -> None:
        head = Panel("surface", "bottom")
        top = QHBoxLayout(head)
        top.setContentsMargins(24, 14, 24, 14)
        top.setSpacing(12)
        top.addWidget(text_label(tr("Import contacts"), "pageTitle"))
        self._about = ElidedLabel("", "body", "text2")
        top.addWidget(self._about, 1)
        self._steps = StepBar([tr("File"), tr("Check"), tr("Import")])
        top.addWidget(self._steps)
        self._stack = QStackedWidget()
        self._file = self._file_step()
        self._wait = self._busy_step()
        self._stack.addWidget(self._file)
        self._stack.addWidget(self._wait)
        told = QVBoxLayout(self._told)
        told.setContentsMargins(24, 12, 24, 12)
        told.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._told)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())

    @cached_property
    def check(self) -> CheckStep:
        """The second step, made when it is wanted: the page itself comes at once."""
        step = CheckStep()
        step.counted.connect(self._show_count)
        step.replan.connect(self._replan)
        step.reread.connect(self._reread)
        step.card_wanted.connect(self._look_at)
        step.card.record_wanted.connect(self._shell.open_record)
        self._stack.addWidget(step)
        return step

    @cached_property
    def report(self) -> ReportStep:
        """The last step, made when it is wanted."""
        step = ReportStep()
        step.show_wanted.connect(self._show_clients)
        step.undo_wanted.connect(self._undo)
        step.next_wanted.connect(self._next_file)
        self._stack.addWidget(step)
        return step

    def _shown(self, step: int) -> QWidget:
        if self._job is not None or step == IMPORT:
            return self._wait
        return self.check if step == CHECK else self.report if step == DONE else self._file

    def _file_step(self) -> QWidget:
        page = Page(margin=32, gap=16)
        about = tr("The address book of a phone or a mail program: it ends in .vcf")
        self.zone = DropZone(tr("Drop a vCard file here"), about)
        self.zone.setMaximumWidth(theme.px(760))
        self.zone.dropped.connect(self.start)
        self.zone.choose_wanted.connect(self.choose)
        page.body.addWidget(self.zone)
        help_ = LinkLabel(tr("How to get it out of a phone"), "help-circle")
        help_.clicked.connect(lambda: self._shell.show_page("help", topic="import"))
        page.body.addWidget(help_, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addStretch(1)
        return page

    def _busy_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setSpacing(16)
        self._busy_words = Paragraph("", "body", "text2")
        self._busy_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(Spinner(32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._busy_words)
        column.addStretch(1)
        return step

    def _foot(self) -> QWidget:
        self._footer = Panel("surface", "top")
        row = QHBoxLayout(self._footer)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(8)
        self._summary = ElidedLabel("", "body", "text2")
        row.addWidget(self._summary, 1)
        self._cancel = Button(tr("Cancel"), kind="quiet")
        self._cancel.clicked.connect(self.cancel)
        self._back = Button(tr("Back"), "chevron-left")
        self._back.clicked.connect(lambda: self._go(FILE))
        self._import = Button("", "check", kind="primary", keys="Ctrl+Enter")
        self._import.clicked.connect(self.bring_in)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._confirm)
        for button in (self._cancel, self._back, self._import):
            row.addWidget(button)
        return self._footer

    # ---- the way through ----

    def open(self, paths: list[Path] | None = None) -> None:
        """Begin with `paths`; or go on where one was, and ask for a file if that was the beginning."""
        if self._job is not None:
            return
        if paths:
            self.start(list(paths))
        elif self._steps.step() != CHECK:
            self._go(FILE)
            self.zone.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Ask for files."""
        paths = open_files(self, tr("Import contacts"), [(tr("Contacts (vCard)"), PATTERNS), (tr("All files"), "*")])
        if paths:
            self.start(paths)

    def start(self, paths: list[Path]) -> None:
        """Read the first of these files; the others wait."""
        self._path, *self._waiting = paths
        self._doubt = self._encoding = self._report = None
        self._told.hide()
        self._read()

    def _go(self, step: int) -> None:
        self._steps.set_step(min(step, DONE))
        self._stack.setCurrentWidget(self._shown(step))
        self._footer.setVisible(step in (CHECK, IMPORT) or self._job is not None)
        for button in (self._back, self._import):
            button.setVisible(step == CHECK and self._job is None)
        self._about.setText(self._files() if step != FILE else "")
        if step == CHECK and self._job is None:
            self._show_count()
            self.check.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _files(self) -> str:
        """The file at hand, and how many wait."""
        name, waiting = self._path.name if self._path is not None else "", len(self._waiting)
        if not waiting:
            return name
        more = plural("{name} · {count} more file afterwards", "{name} · {count} more files afterwards")
        return trn(more, waiting, name=name)

    def _busy(self, words: str, step: int, job: Job) -> None:
        self._job = job
        self._busy_words.setText(words)
        self._summary.setText("")
        self._go(step)

    def cancel(self) -> None:
        """Stop what is going on, or leave the page."""
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()
        else:
            self._forget()
            self._go(FILE)
            self._shell.back()

    def _forget(self) -> None:
        if self._reading is not None:
            self._reading.close()
        self._reading = self._plan = None

    # ---- reading and planning ----

    def _read(self) -> None:
        assert self._path is not None
        path, encoding = self._path, self._encoding

        def work(book: Any, progress: Any) -> tuple[Reading, Plan]:
            reading = importing.read(path, encoding=encoding, progress=progress)
            return reading, importing.plan(book, reading, None, progress)

        job = self._shell.jobs.long(
            self, tr("Reading {name}…", name=path.name), work, self._planned, refused=self._not_read, lane="long"
        )
        self._busy(tr("Reading the file…"), FILE, job)

    def _reread(self, encoding: str) -> None:
        self._encoding = encoding
        self._read()

    def _planned(self, found: tuple[Reading, Plan]) -> None:
        self._job = None
        self._forget()
        self._reading, plan = found
        self._doubt = self._doubt or self._reading.doubt
        self.check.show_doubt(self._doubt, self._encoding)
        self._shell.jobs.rows(self, facets, self._take_facets, key="import facets")
        self._show_plan(plan)

    def _take_facets(self, found: Facets) -> None:
        self.check.set_tags([name for _number, name, _colour in found.tags])

    def _show_plan(self, plan: Plan) -> None:
        self._job = None
        self._plan = plan
        self.check.show_plan(plan)
        self._go(CHECK)

    def _not_read(self, error: AppError | Cancelled) -> None:
        self._job = None
        self._go(FILE)
        self._explain(error, tr("Stopped: the file was not read."))

    def _replan(self, options: Options) -> None:
        reading = self._reading
        if reading is None:
            return

        def work(book: Any, progress: Any) -> Plan:
            return importing.plan(book, reading, options, progress)

        job = self._shell.jobs.long(
            self, tr("Comparing…"), work, self._show_plan, refused=self._not_replanned, lane="long"
        )
        self._busy(tr("Comparing with your clients…"), CHECK, job)

    def _look_at(self, item: Item) -> None:
        reading = self._reading
        if reading is None:
            return

        def look(session: Any) -> Glance | None:
            return glance(session, reading, item.card)

        def show(found: Glance | None) -> None:
            if found is not None and reading is self._reading:
                self.check.card.show_card(item, found)

        self._shell.jobs.read(self, look, show, key="import card")

    def _not_replanned(self, error: AppError | Cancelled) -> None:
        self._job = None
        if self._plan is not None:
            self._show_plan(self._plan)
        self._explain(error, tr("Stopped: nothing was compared."))

    def _explain(self, error: AppError | Cancelled, stopped: str) -> None:
        if isinstance(error, Cancelled):
            self._bar.show_message("info", stopped)
        else:
            self._bar.show_message("error", tr(error.message, **error.parameters))
        self._told.show()

    # ---- bringing it in ----

    def _show_count(self) -> None:
        count = self.check.coming_in()
        self._import.setText(trn(plural("Import {count} contact", "Import {count} contacts"), count))
        self._import.setEnabled(count > 0)
        out = len(self.check.left_out())
        self._summary.setText(trn(plural("{count} card is left out", "{count} cards are left out"), out) if out else "")

    def _confirm(self) -> None:
        if self._import.isVisible():
            self._import.click()

    def bring_in(self) -> None:
        """Carry the plan out, without the cards that are left out."""
        if self._plan is None or self._job is not None:
            return
        self._plan.options = replace(self._plan.options, tag=self.check.tag_name())
        plan, without = self._plan, frozenset(self.check.left_out())

        def work(book: Any, progress: Any) -> Report:
            return importing.apply(book, plan, progress, without=without)

        self._told.hide()
        job = self._shell.jobs.long(self, tr("Importing…"), work, self._brought_in, refused=self._not_brought_in)
        self._busy(tr("Importing the contacts…"), IMPORT, job)

    def _brought_in(self, report: Report) -> None:
        self._job = None
        self._forget()
        self._report = report
        self.report.show_report(report, len(self._waiting))
        self._go(DONE)

    def _not_brought_in(self, error: AppError | Cancelled) -> None:
        self._job = None
        self._go(CHECK)
        self._explain(error, tr("Stopped: nothing was brought in."))

    def _on_changes(self, changes: Any) -> None:
        """Once something else was done, Undo means that, and not the import."""
        if self._report is not None and self._job is None:
            self.report.undo_button.hide()

    def _undo(self) -> None:
        self._report = None
        self._shell.actions.run("undo")
        self._go(FILE)

    def _show_clients(self) -> None:
        self._shell.show_clients(Query(tab="all", sort="created", descending=True))

    def _next_file(self) -> None:
        self._report = None
        if self._waiting:
            self.start(self._waiting)
        else:
            self._go(FILE)

    # ---- for the window ----

    def title(self) -> str:
        """The title of the window."""
        return tr("Import contacts")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        return {"back": self._shell.back}

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        step = self._steps.step()
        return [self.zone.button] if step == FILE else [self.check.list, self._import]

"""The list of companies kept on this computer: bring one in from a file of INSEE, and find a company in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError, Cancelled, Problem
from app.exchange.register import extract
from app.exchange.register.company import Registered
from app.exchange.register.extract import About
from ui.clients.register.company_list import CompanyList
from ui.jobs import Job
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.dialogs import open_file
from ui.widgets.inputs import LineInput
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.progress_card import ProgressCard
from ui.widgets.question import Question
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from ui.shell import Shell

_STEP_MS = 100


class DepartmentsInput(LineInput):
    """Numbers of departments; the value is a tuple, empty for all."""

    def value(self) -> Any:
        found = extract.parse_departments(self.text())
        return () if isinstance(found, Problem) else found

    def problem(self) -> Problem | None:
        found = extract.parse_departments(self.text())
        return found if isinstance(found, Problem) else None


class LookupPanel(QWidget):
    """`chosen` carries the company under the hand, or None; `accepted` when it was double-clicked or Enter pressed.

    `ready(has_list)` tells, soon after the beginning, whether there is a list to look in.
    """

    chosen = Signal(object)
    accepted = Signal()
    ready = Signal(bool)

    def __init__(self, shell: Shell, term: str) -> None:
        super().__init__()
        self._shell, self._term = shell, term
        self._job: Job | None = None
        self._build()
        self._steps = QTimer(self, interval=_STEP_MS)
        self._steps.timeout.connect(self._step)
        self.refresh()

    def _build(self) -> None:
        self._build_search()
        self._about = ElidedLabel("", "label", "text3")
        self._again = LinkLabel(tr("Import another list…"), style="label")
        self._again.clicked.connect(self.ask_file)
        self._how = Paragraph(
            tr(
                "With a list of INSEE (SIRENE) on this computer, companies are found here without the internet: make "
                "one for your department on www.sirene.fr, save it as CSV, and import it."
            ),
            "body",
            "text2",
        )
        self.first = Button(tr("Import a list…"), "file-import")
        self.first.clicked.connect(self.ask_file)
        self.bar = MessageBar()
        self.bar.hide()
        self._card = ProgressCard(tr("Importing the list of companies…"))
        self._card.cancelled.connect(self._cancel)
        self._card.hide()
        foot = QHBoxLayout()
        foot.addWidget(self._about, 1)
        foot.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label(tr("From the list on this computer"), "card"))
        for widget in (self.bar, self._how, self.search):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self._card)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        column.addStretch(0)
        self._show_parts(None)

    def _build_search(self) -> None:
        self.search = SearchBox(tr("Name, town, SIREN or SIRET"))
        self.search.textChanged.connect(self._look)
        self.search.submitted.connect(self._accept)
        self.list = CompanyList()
        self.list.chosen.connect(self.chosen)
        self.list.accepted.connect(self._accept)
        self.search.stepped_down.connect(self.list.begin)

    # What there is

    def refresh(self) -> None:
        """See what list there is."""
        self._shell.jobs.rows(self, lambda _db: extract.about(), self._show_about)

    def _show_about(self, found: About | None) -> None:
        self._show_parts(found)
        if found is not None:
            self._about.setText(self._facts(found))
            if not self.search.text():
                self.search.setText(self._term)
            self._look()
        self.ready.emit(found is not None)

    def _facts(self, found: About) -> str:
        day = translator().date(found.imported_on)
        number = translator().number(found.count)
        if not found.departments:
            return tr("Companies: {number} · Imported on {day}", number=number, day=day)
        where = ", ".join(found.departments)
        return tr("Companies: {number} · Departments: {where} · Imported on {day}", number=number, where=where, day=day)

    def _show_parts(self, found: About | None) -> None:
        with_list: tuple[QWidget, ...] = (self.search, self.list, self._about, self._again)
        without: tuple[QWidget, ...] = (self._how, self.first)
        for widget in (*with_list, *without):
            widget.setVisible((found is not None) == (widget in with_list))

    # Looking

    def _look(self) -> None:
        text = self.search.text()
        self._shell.jobs.rows(self, lambda _db: extract.search(text), self._show_found, key="register")

    def _show_found(self, found: tuple[Registered, ...]) -> None:
        self.list.show_companies(found, asked=bool(self.search.text().strip()))

    def _accept(self) -> None:
        if self.list.company() is not None:
            self.accepted.emit()

    # Importing

    def ask_file(self) -> None:
        """Which file, and what of it."""
        path = open_file(self, tr("Import a list of companies"), [(tr("Lists of INSEE (CSV, zip)"), "*.csv *.zip")])
        if path is not None:
            self.ask_departments(path)

    def ask_departments(self, path: Path) -> None:
        """Which departments of the file are kept."""
        verb = tr("Import")
        question = Question(self, tr("Import a list of companies"), verb, partial(self.load, path))
        box = question.add("departments", tr("Departments"), DepartmentsInput(max_length=200))
        box.set_hint(tr("Like 21, 71. Empty: all that are in the file"))
        box.input.set_value(extract.department_of(self._shell.shop.city))
        question.begin()

    def load(self, path: Path, departments: tuple[str, ...]) -> None:
        """Bring the list in, in the background; the old one is there until then."""
        today = self._shell.today()
        self.bar.hide()
        self._job = self._shell.jobs.long(
            self,
            tr("Importing the list of companies…"),
            lambda _book, progress: extract.load(path, departments, today, progress),
            self._loaded,
            refused=self._refused,
            lane="long",
        )
        self._show_busy(busy=True)

    def _show_busy(self, *, busy: bool) -> None:
        self._card.setVisible(busy)
        for button in (self.first, self._again):
            button.setEnabled(not busy)
        if busy:
            self._steps.start()
        else:
            self._steps.stop()
            self._job = None

    def _step(self) -> None:
        progress = self._job.progress if self._job is not None else None
        if progress is not None and progress.total:
            self._card.set_progress(100 * progress.done // progress.total, 100)

    def _cancel(self) -> None:
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()

    def _loaded(self, _made: About) -> None:
        self._show_busy(busy=False)
        self.refresh()

    def _refused(self, error: AppError | Cancelled) -> None:
        self._show_busy(busy=False)
        if isinstance(error, AppError):
            self.bar.show_message("error", tr(error.message, **error.parameters))

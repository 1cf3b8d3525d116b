"""What is to be known before a mailing is printed: fields without words, what stops it, who is left out.

It is found out again whenever the text or the recipients change; for very many recipients only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.mailing_letters import Check, Missing
from app.errors import AppError, Cancelled
from app.i18n import plural
from app.mailings.plan import Plan
from ui.jobs import Job
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import LineInput
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel, Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.symbols import symbol

MOST_AT_ONCE = 2_000  # recipients: beyond, one asks for it
AFTER_MS = 900
_MOST_NAMED = 5


@dataclass(frozen=True)
class Said:
    """One line about the letters: its icon, its tone, and a way on."""

    text: str
    icon: str
    tone: str
    way: str = ""


class Checker(QObject):
    """`checked` when `found` is new; it is None while nothing is known."""

    checked = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell = shell
        self.found: Check | None = None
        self.ask: Callable[[], tuple[Plan, Sequence[int]]] = lambda: (Plan(), ())
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._begin)

    def later(self) -> None:
        """Something is other than when it was checked."""
        self.found = None
        self.stop()
        self._soon.start()

    def stop(self) -> None:
        """Another mailing comes."""
        self._soon.stop()
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()
        self._job = None

    def is_settled(self) -> bool:
        """Whether nothing is on its way: for tests."""
        return not self._soon.isActive()

    def _begin(self) -> None:
        plan, ids = self.ask()
        if plan.id and len(ids) <= MOST_AT_ONCE:
            self.run()
        else:
            self.checked.emit()

    def run(self, then: Callable[[], object] | None = None) -> None:
        """Check all, however many there are; then go on."""
        plan, ids = self.ask()
        today = self.shell.today()
        self.stop()

        def work(book: Any, progress: Any) -> Check:
            from app.documents import mailing_letters

            with book.read() as session:
                return mailing_letters.check(session, plan, ids, today, progress)

        def done(found: Check) -> None:
            self.found, self._job = found, None
            self.checked.emit()
            if then is not None:
                then()

        title = tr("Checking the letters…")
        self._job = self.shell.jobs.long(self, title, work, done, refused=self._refused, lane="long")

    def _refused(self, error: AppError | Cancelled) -> None:
        if isinstance(error, AppError):
            self.shell.explain(error)


class CheckLine(Panel):
    """The line below the text. `way_wanted(key)`: "check" to begin, "missing" to see the fields."""

    way_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("surface", "top")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self.said: Said | None = None
        self.link: LinkLabel | None = None

    def show_check(self, found: Check | None, count: int) -> None:
        """What was found for `count` recipients."""
        self.say(words_of(found, count))

    def say(self, said: Said | None) -> None:
        """Show one line, or none."""
        self.said = said
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(said is not None)
        self.link = None
        if said is None:
            return
        self._row.addWidget(symbol(said.icon, said.tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(Paragraph(said.text, "small", "text2" if said.tone == "green" else said.tone), 1)
        if said.way:
            words = tr("Check now") if said.way == "check" else tr("Show…")
            self.link = LinkLabel(words, style="small")
            self.link.clicked.connect(partial(self.way_wanted.emit, said.way))
            self._row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)


def words_of(found: Check | None, count: int) -> Said | None:
    """The most important of what was found."""
    if found is None:
        if count <= MOST_AT_ONCE:
            return None
        shown = translator().number(count)
        words = tr("The fields of {count} recipients are not checked yet.", count=shown)
        return Said(words, "info-circle", "text2", "check")
    if found.problems:
        first = found.problems[0]
        return Said(tr(first.message, **first.parameters), "alert-circle", "red")
    empty = [missing for missing in found.missing if not missing.replacement]
    if empty:
        if count == 1:
            alone = plural("{count} field says nothing.", "{count} fields say nothing.")
            return Said(trn(alone, len(empty)), "alert-triangle", "amber", "missing")
        fields = plural(
            "{count} field says nothing for some recipients.", "{count} fields say nothing for some recipients."
        )
        return Said(trn(fields, len(empty)), "alert-triangle", "amber", "missing")
    if found.unprintable:
        letters = plural(
            "{count} letter has a character that cannot be printed.",
            "{count} letters have characters that cannot be printed.",
        )
        return Said(trn(letters, len(found.unprintable)), "alert-triangle", "amber", "missing")
    if found.missing:
        return Said(tr("Empty fields are replaced by the words you chose."), "circle-check", "green", "missing")
    filled = plural(
        "All fields are filled in for the one recipient", "All fields are filled in for the {count} recipients"
    )
    return Said(trn(filled, found.ready), "circle-check", "green")


class MissingDialog(Dialog):
    """The fields that say nothing, for whom, and what to print instead. `replaced(pairs)`; `go_on` to print anyway."""

    replaced = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget, found: Check, plan: Plan, verb: str = "") -> None:
        super().__init__(parent, tr("Before it is printed"), width=620)
        self.shell, self._plan = shell, plan
        self.tall = 560
        self.boxes: dict[str, FieldBox] = {}
        page = Page(margin=0, gap=18)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for missing in found.missing:
            page.body.addWidget(self._field(missing))
        if found.unprintable:
            page.body.addWidget(self._unprintable(found))
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        self.add_cancel()
        self.done_button = self.add_button(
            Button(verb or tr("Use these words"), "check", kind="primary", keys="Ctrl+Enter"), main=True
        )
        self.done_button.clicked.connect(self._use)

    def _field(self, missing: Missing) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        box = self.boxes[missing.key] = FieldBox(tr(missing.label), LineInput(missing.replacement, max_length=200))
        words = plural("Empty for {count} recipient. Print instead:", "Empty for {count} recipients. Print instead:")
        box.set_hint(trn(words, missing.count))
        column.addWidget(box)
        column.addWidget(self._people(missing.clients, missing.count))
        return part

    def _people(self, clients: Sequence[tuple[int, str]], count: int) -> QWidget:
        row = QWidget()
        line = FlowLayout(row, gap=4, row_gap=0)
        for number, name in clients[:_MOST_NAMED]:
            link = LinkLabel(name, style="small")
            link.clicked.connect(partial(self._open, number))
            line.addWidget(link)
        if count > _MOST_NAMED:
            more = translator().number(count - _MOST_NAMED)
            line.addWidget(text_label(tr("and {count} more", count=more), "small", "text3"))
        return row

    def _unprintable(self, found: Check) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        column.addWidget(text_label(tr("These get no letter"), "card"))
        for number, problem in found.unprintable[:_MOST_NAMED]:
            line = QHBoxLayout()
            line.addWidget(ElidedLabel(tr(problem.message, **problem.parameters), "small", "amber"), 1)
            link = LinkLabel(tr("Open the record"), style="small")
            link.clicked.connect(partial(self._open, number))
            line.addWidget(link)
            column.addLayout(line)
        return part

    def _open(self, client_id: int) -> None:
        self.reject()
        self.shell.open_record(client_id)

    def _use(self) -> None:
        kept = dict(self._plan.replacements) | {key: box.input.value() for key, box in self.boxes.items()}
        self.accept()
        self.replaced.emit(tuple((key, text) for key, text in kept.items() if text))

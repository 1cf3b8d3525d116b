"""The paper under the hands of its page: the draft, what is wrong with it, what it comes to, and saving.

Fields and lines write through here by path (`due_on`, `lines/2/quantity`); everything that follows from a value (the
day to pay, the tax, the total) is put in place at once, so that the page only ever shows the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.clients import drafts
from app.errors import AppError, Conflict, Invalid, NotFound, Problem
from app.i18n import N_
from app.sales import choosing, due, editing, records, rules
from app.sales.editing import Desk
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperLine
from app.sales.reckoning import reckon, reckon_lines
from app.values.money import currency_digits
from ui.jobs import problems_of
from ui.sales.paper_faults import AMOUNTS, PaperFaults, lines_of

if TYPE_CHECKING:
    from ui.shell import Shell

Work = Callable[..., Desk]
MANY = 40


class PaperEditor(QObject):
    """`shown`: another paper, or this one read again. `edited(path)`: a value changed ("" for many, "lines" for which
    lines there are). `judged`: what is wrong (`faults`) changed. `refused`: not saved, for that. `conflicted`: not
    saved, for the file has something newer. `saved`: it is in the file now.
    """

    shown = Signal()
    edited = Signal(str)
    judged = Signal()
    refused = Signal()
    conflicted = Signal()
    saved = Signal()
    busy_changed = Signal(bool)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.desk: Desk | None = None
        self.base: dict[str, Any] = {}
        self.busy = False
        self.totals_known = True
        self.faults = PaperFaults(lambda: self.draft)
        self._unknown: set[int] = set()
        self._steps = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._add_up)

    # What there is

    @property
    def draft(self) -> Paper:
        """The paper as it stands."""
        assert self.desk is not None
        return self.desk.draft

    @property
    def is_open(self) -> bool:
        """Whether it can be edited: a draft, in a file that can be written."""
        return self.desk is not None and self.draft.state == "draft" and not self.shell.jobs.book.read_only

    @property
    def is_new(self) -> bool:
        """Whether no file has seen it yet."""
        return self.desk is not None and self.draft.id is None

    def show(self, desk: Desk, base: Mapping[str, Any] | None = None) -> None:
        """Another paper; with `base` one that was changed since these values."""
        self.desk = desk
        self._steps += 1
        self.faults.drop_unread()
        self.faults.say_only(desk.problems)
        self.totals_known, self._unknown = True, set()
        if desk.draft.state == "draft":
            self._reckon()
        self.base = drafts.plain(desk.draft) if base is None else dict(base)
        self.shown.emit()
        self.judged.emit()

    def is_dirty(self) -> bool:
        """Whether leaving would lose something."""
        if not self.is_open:
            return False
        return bool(self.faults.unread()) or bool(drafts.changes(self.base, drafts.plain(self.draft)))

    # Values

    def value(self, path: str) -> Any:
        """The value at `path`."""
        return drafts.get(self.draft, path)

    def put(self, path: str, value: Any) -> None:
        """A value typed or chosen; what follows from it follows."""
        self.faults.drop_unread(path)
        if self.value(path) == value:
            self._after(path)
            return
        drafts.put(self.draft, path, value)
        self.faults.unsay(path)
        self._follow(path)
        self._after(path)

    def put_many(self, values: dict[str, Any], path: str = "") -> None:
        """Several values of the head at once."""
        for name, value in values.items():
            setattr(self.draft, name, value)
            self.faults.unsay(name)
        self._after(path)

    def put_unreadable(self, path: str, text: str, problem: Problem) -> None:
        """What was typed at `path` and means nothing: kept as typed, and in the way of saving."""
        self.faults.keep_unread(path, text, problem)
        self._after(path)

    def _follow(self, path: str) -> None:
        draft = self.draft
        if path in ("dated_on", "payment_term_id"):
            self._due_by_term()
        elif path == "due_on":
            draft.payment_term_id, draft.payment_term = None, ""
        elif path == "prices_with_tax":
            for line in draft.lines:
                line.price = choosing.converted(
                    line.price, line, from_gross=not draft.prices_with_tax, to_gross=draft.prices_with_tax
                )
        elif path.endswith("/price"):
            draft_line = drafts.get(draft, path.rpartition("/")[0])
            draft_line.price_from = "typed"
        labels = {"means_id": "means", "carrier_id": "carrier"}
        if path in labels and self.desk is not None:
            entries = self.desk.means if path == "means_id" else self.desk.carriers
            setattr(draft, labels[path], next((each.label for each in entries if each.id == self.value(path)), ""))

    def _due_by_term(self) -> None:
        draft = self.draft
        assert self.desk is not None
        found = next((each for each in self.desk.terms if each.id == draft.payment_term_id), None)
        draft.payment_term = found.label if found else ""
        if found is None or not KINDS[draft.kind].pays:
            return
        try:
            draft.due_on = due.dues(draft.dated_on, found.term, draft.gross, currency_digits(draft.currency))[0].due_on
        except Invalid as error:
            self.faults.say(error.problems)

    def _after(self, path: str) -> None:
        self._steps += 1
        if len(self.draft.lines) > MANY:
            self._soon.start()
        else:
            self._reckon()
        self.edited.emit(path)
        self.judged.emit()

    def catch_up(self) -> None:
        """Reckon what waited: many lines are added up once the key that changed one is dealt with."""
        if self._soon.isActive():
            self._soon.stop()
            self._add_up()

    def _add_up(self) -> None:
        if self.desk is not None:
            self._reckon()
            self.edited.emit("totals")
            self.judged.emit()

    def _reckon(self) -> None:
        """Amounts and what is wrong with the lines; while one is wrong it has no amount, and the whole waits for it."""
        wrong = [each for each in rules.check(self.draft) if each.path.startswith(AMOUNTS)]
        self.faults.say_of_amounts(wrong)
        unread = self.faults.unread()
        self.totals_known = not unread and not any(each.blocks for each in wrong)
        self._unknown = set() if self.totals_known else lines_of([*unread, *(each for each in wrong if each.blocks)])
        if self.totals_known:
            reckon(self.draft)
        else:
            reckon_lines(self.draft, besides=self._unknown)
        if self.draft.payment_term_id is not None and self.draft.due_on is None:
            self._due_by_term()
        assert self.desk is not None
        self.faults.say_odd(choosing.warnings(self.desk))

    def knows_line(self, place: int) -> bool:
        """Whether the amount of a line can be told."""
        return place not in self._unknown

    # Lines

    def insert(self, place: int, *lines: PaperLine) -> None:
        """New lines before the one at `place`."""
        self.draft.lines[place:place] = lines
        self._after("lines")

    def remove(self, place: int) -> PaperLine:
        """Take a line away."""
        gone = self.draft.lines.pop(place)
        self.faults.forget_line(gone)
        self._after("lines")
        return gone

    def move(self, place: int, step: int) -> bool:
        """A line one place up (-1) or down (1); False at the end of the list."""
        lines, to = self.draft.lines, place + step
        if not 0 <= to < len(lines):
            return False
        lines[place], lines[to] = lines[to], lines[place]
        self._after("lines")
        return True

    # What is wrong

    def check_head(self, path: str) -> None:
        """As the field at `path` is left."""
        self.faults.unsay(path)
        self.faults.say(problem for problem in rules.check(self.draft) if problem.path == path)
        self.judged.emit()

    # In the background

    def rework(self, work: Work, **values: Any) -> None:
        """Have the book change the draft (another client ...); edits made meanwhile are not lost: it is done again."""
        asked = self._steps
        job = partial(work, draft=drafts.duplicate(self.draft), today=self.shell.today(), **values)

        def take(desk: Desk) -> None:
            if self._steps != asked:
                self.rework(work, **values)
                return
            self.desk = desk
            self.faults.say_only(desk.problems)
            self._due_by_term()
            self._after("")

        self.shell.jobs.read(self, job, take)

    def save(self, then: Callable[[int], object]) -> None:
        """Write the draft unless something is wrong; `then(paper_id)` once it is in the file."""
        self._write(self._wrong(rules.check), N_("Edit a document"), _save, then, kind="edit")

    def issue(self, then: Callable[[Any], object]) -> None:
        """Write the draft and give it its number; `then(issued)`."""
        self._write([], N_("Issue a document"), _issue, then, kind="final")

    def ready_to_issue(self) -> bool:
        """Whether nothing on the page stands against it; else says where."""
        problems = self._wrong(rules.check_issue)
        return not self._refuse(problems)

    def _wrong(self, check: Callable[[Paper], list[Problem]]) -> list[Problem]:
        self.catch_up()
        records.tidy(self.draft)
        self.edited.emit("lines")
        return self.faults.unread() + check(self.draft)

    def _refuse(self, problems: Iterable[Problem]) -> bool:
        wrong = [problem for problem in problems if problem.blocks]
        if wrong:
            self.faults.say_only(wrong)
            self.judged.emit()
            self.refused.emit()
        return bool(wrong)

    def _write(
        self, wrong: Iterable[Problem], label: str, work: Callable[..., Any], then: Callable[..., object], *, kind: str
    ) -> None:
        if self.busy or self._refuse(wrong):
            return
        self._set_busy(on=True)
        job = partial(work, draft=drafts.duplicate(self.draft), today=self.shell.today())

        def done(found: Any) -> None:
            self._set_busy(on=False)
            self.base = drafts.plain(self.draft)
            self.faults.drop_unread()
            self.saved.emit()
            then(found)

        self.shell.jobs.write(self, label, job, done, refused=self._write_refused, kind=kind)

    def _write_refused(self, error: AppError) -> None:
        self._set_busy(on=False)
        if isinstance(error, Conflict):
            self.conflicted.emit()
        elif not self._refuse(problems_of(error)):
            self.shell.explain(error)

    def put_over(self, found: Paper) -> None:
        """Let the draft take the place of what the file has now, whenever it is saved."""
        self.draft.version = found.version
        self.base = drafts.plain(found)
        self._after("totals")

    def _set_busy(self, *, on: bool) -> None:
        self.busy = on
        self.busy_changed.emit(on)


def read_paper(session: Any, *, paper_id: int, today: Any) -> Desk | None:
    """A stored paper; None where it is not in the file any more."""
    try:
        return editing.read(session, paper_id=paper_id, today=today)
    except NotFound:
        return None


def _save(session: Any, *, draft: Paper, today: Any) -> int:
    return records.save(session, draft, today)


def _issue(session: Any, *, draft: Paper, today: Any) -> Any:
    from ui.sales.paper_prints import render

    return editing.issue(session, draft, today=today, render=render)

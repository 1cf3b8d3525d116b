"""Labels for clients: which sheet, from which label on, what stands on them; the page itself; who is left out.

What is seen is the page that is printed, but for the lines that show where the labels are. The dry run goes over all
clients in a lane; only the page looked at is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.label_orders import ADDRESS, RETURN, Choices, Prepared, from_plain, to_plain
from app.errors import AppError, Cancelled
from app.i18n import N_, plural
from app.mailings.sheets import Sheet, popular, shipped
from ui.jobs import Job
from ui.mailings import labels_output as output
from ui.mailings.adjusting import AdjustmentCard, MeasureDialog
from ui.mailings.labels_drawing import Drawn, Known, draw_page, read_sheets
from ui.mailings.labels_left import LabelsLeft
from ui.mailings.labels_right import LabelsRight
from ui.mailings.print_dialog import RIGHT, PrintDialog
from ui.printing.page_view import PageView
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Panel, text_label

WIDE, HIGH = 1296, 800
TOGETHER_MS = 60  # choices that come close after each other are one
MOST_RECENT = 6
MEMORY = "labels"
_TOO_SMALL = N_("Six lines of 38 capitals do not fit on this sheet: long addresses are printed smaller or left out.")
_UNCHECKED = N_("Its measures were not checked with the maker: print the outlines on plain paper first.")
_OTHERS = N_("Sources disagree on its measures: if the labels are shifted, choose the other one of that name.")


class LabelsDialog(PrintDialog):
    """Labels for `client_ids`, in the order of the list they come from; `search` is the words that found them."""

    def __init__(
        self, shell: Shell, parent: QWidget, client_ids: Sequence[int], known: Known, *, search: str = ""
    ) -> None:
        super().__init__(shell, parent, tr("Print labels"), (WIDE, HIGH))
        self.client_ids, self.known, self.search = list(client_ids), known, search
        self.sheet: Sheet = shipped()[popular(shell.shop.country)[0]]
        self.prepared: Prepared | None = None
        self._job: Job | None = None
        self._page = self._round = 0
        self._asked: Choices | None = None
        self._timer = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._timer.timeout.connect(self.refresh)
        self.finished.connect(self._forget)
        self._build()
        self._connect()
        self._take_kept()
        self.choose(str(shell.settings.remembered(MEMORY).get("sheet") or self.sheet.id))

    # ---- building ----

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.left, self.adjusting = LabelsLeft(self.shell.shop.country), AdjustmentCard(self.shell.settings)
        row.addWidget(self.scrolled(self.left, self.adjusting))
        row.addWidget(self._middle_part(), 1)
        self.right = LabelsRight()
        self.right.setFixedWidth(theme.px(RIGHT))
        row.addWidget(self.right)
        self.body.addLayout(row, 1)
        self.add_outputs()
        self.right.show_waiting(len(self.client_ids))
        self._let_print()

    def _middle_part(self) -> QWidget:
        panel = Panel("sunk")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 16, 0)
        row.setSpacing(4)
        self.view = PageView(self.shell.jobs)
        self.page_words = text_label("", "body", "text2")
        self.back, self.onward = (
            IconButton("chevron-left", tr("Previous sheet"), small=True),
            IconButton("chevron-right", tr("Next sheet"), small=True),
        )
        smaller, larger = IconButton("zoom-out", tr("Smaller")), IconButton("zoom-in", tr("Larger"))
        self._zoom = Button("", kind="quiet")
        row.addWidget(self.page_words)
        row.addWidget(self.back)
        row.addWidget(self.onward)
        row.addStretch(1)
        for button in (smaller, self._zoom, larger):
            row.addWidget(button)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.onward.clicked.connect(lambda: self.turn(1))
        smaller.clicked.connect(lambda: self.view.step_zoom(-1))
        larger.clicked.connect(lambda: self.view.step_zoom(1))
        self._zoom.clicked.connect(lambda: self.view.set_zoom("page"))
        self._zoom.setAccessibleDescription(tr("Show the whole page"))
        self.view.zoomed.connect(self._show_zoom)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        return panel

    def _connect(self) -> None:
        self.left.changed.connect(self._timer.start)
        self.left.sheet_chosen.connect(self.choose)
        self.left.find_wanted.connect(self._find_sheet)
        self.left.describe_wanted.connect(self._describe_sheet)
        self.right.record_wanted.connect(self.complete)
        self.adjusting.test_wanted.connect(partial(output.print_test, self))
        self.adjusting.measure_wanted.connect(self._measure)
        self.print_button.clicked.connect(partial(output.print_out, self))
        self.save_button.clicked.connect(partial(output.save, self))

    # ---- what is remembered ----

    def _take_kept(self) -> None:
        kept = self.shell.settings.remembered(MEMORY).get("choices")
        choices = from_plain(kept) if isinstance(kept, dict) else Choices(order="postcode")
        if not self.client_ids:
            choices = replace(choices, content=RETURN)
        elif choices.content == RETURN:
            choices = replace(choices, content=ADDRESS)
        self.left.put(replace(choices, copies=1))

    def remember(self) -> None:
        """The sheet and the choices, for the next time on this computer."""
        kept, choices = self.shell.settings.remembered(MEMORY), self.left.choices()
        recent = [self.sheet.id, *(name for name in kept.get("recent", []) if name != self.sheet.id)]
        kept.update(sheet=self.sheet.id, choices=to_plain(choices), recent=recent[:MOST_RECENT])
        output.keep_used(self.shell.settings, self.sheet.id, self.left.grid.used())

    def _kept_used(self) -> frozenset[int]:
        kept = self.shell.settings.remembered(output.SHEETS).get(self.sheet.id)
        return frozenset(place for place in kept if isinstance(place, int)) if isinstance(kept, list) else frozenset()

    def _forget(self) -> None:
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()

    # ---- sheets ----

    def sheet_of(self, sheet_id: str) -> Sheet | None:
        """A sheet by its id; None where it is not there any more."""
        name, _, other = sheet_id.partition("~")
        sheet = next((each for each in self.known.own if each.id == name), shipped().get(name))
        if sheet is None or not other:
            return sheet
        return next((each for each in sheet.alternatives if each.id == sheet_id), sheet)

    def choose(self, sheet_id: str) -> None:
        """Print on this sheet."""
        found = self.sheet_of(sheet_id)
        if found is not None:
            self.sheet = found
        self._page = 0
        self.left.set_sheets(self._offered(), self.sheet, self.known.count)
        self.left.show_sheet(self.sheet, self._kept_used(), " ".join(tr(words) for words in self._notes()))
        self.prepared = None
        self.refresh()

    def _offered(self) -> list[Sheet]:
        """The chosen one, favourites, those used lately, the owner's own, and the first choices of the country."""
        kept = self.shell.settings.remembered(MEMORY)
        names = [self.sheet.id, *kept.get("favourites", []), *kept.get("recent", [])]
        found = [self.sheet_of(str(name)) for name in names]
        others = [shipped()[name] for name in popular(self.shell.shop.country)]
        offered = {sheet.id: sheet for sheet in (*found, *self.known.own, *others) if sheet is not None}
        for other in self.sheet.alternatives:
            offered[other.id] = other
        return list(offered.values())

    def _notes(self) -> list[str]:
        sheet = self.sheet
        notes = [_UNCHECKED] if not sheet.is_checked else []
        if not sheet.address_size:
            notes.append(_TOO_SMALL)
        return [*notes, _OTHERS] if sheet.alternatives else notes

    def _find_sheet(self) -> None:
        from ui.mailings.sheet_picker import SheetPicker

        picker = SheetPicker(self.shell, self, self.known.own, self.sheet)
        picker.picked.connect(self.choose)
        picker.edit_wanted.connect(self._edit_sheet)
        picker.open()

    def _describe_sheet(self) -> None:
        from ui.mailings.sheet_editor import SheetEditor

        if self.shell.may_write():
            SheetEditor(self.shell, self, self.sheet, self._sheet_saved).open()

    def _edit_sheet(self, sheet: Sheet) -> None:
        from ui.mailings.sheet_editor import SheetEditor

        if self.shell.may_write():
            SheetEditor(self.shell, self, sheet, self._sheet_saved, edit=True).open()

    def _sheet_saved(self, sheet_id: str) -> None:
        """An own sheet was written, or forgotten: an empty id."""

        def take(known: Known) -> None:
            self.known = known
            self.choose(sheet_id or self.sheet.id)

        if not sheet_id:
            self.sheet = shipped()[popular(self.shell.shop.country)[0]]
        self.shell.jobs.read(self, read_sheets, take)

    # ---- preparing and drawing ----

    def refresh(self) -> None:
        """Prepare the labels where the choices ask for others, and draw the page."""
        choices = self.left.choices()
        if self.prepared is None or self._asked is None or _others(choices, self._asked):
            self._prepare(choices)
        else:
            self._asked = choices
            self._draw()

    def is_settled(self) -> bool:
        """Whether what is shown is what is chosen: for tests and pictures."""
        return self.prepared is not None and self._job is None and not self._timer.isActive()

    def _prepare(self, choices: Choices) -> None:
        self._forget()
        self._round += 1
        self._asked, ids, sheet, today = choices, self.client_ids, self.sheet, self.shell.today()
        self.right.show_waiting(len(ids))
        self._let_print()

        def work(book: Any, progress: Any) -> Prepared:
            from app.documents.label_orders import prepare

            with book.read() as session:
                return prepare(session, ids, sheet=sheet, choices=choices, today=today, progress=progress)

        title = tr("Reading the addresses…")
        take, stopped = partial(self._take, self._round), partial(self._stopped, self._round)
        self._job = self.shell.jobs.long(self, title, work, take, refused=stopped, lane="long")

    def _stopped(self, asked: int, error: AppError | Cancelled) -> None:
        """Stopped by the owner, or told by the file; what was overtaken by another choice says nothing."""
        if asked != self._round:
            return
        self._job = None
        if isinstance(error, Cancelled):
            self.reject()
        else:
            self.shell.explain(error)

    def _take(self, asked: int, prepared: Prepared) -> None:
        if asked != self._round:
            return
        self._job = None
        prepared.title = tr("Labels")
        self.prepared = prepared
        self._draw()

    def _draw(self) -> None:
        if self.prepared is None:
            return
        prepared, choices, used, page = self.prepared, self.left.choices(), self.left.grid.used(), self._page
        run = prepared.job(choices, used).run
        self.right.show_prepared(len(self.client_ids), run.count - len(prepared.separators), prepared)
        self._say(run)
        self._let_print()
        work = partial(draw_page, prepared, choices, used, page)
        self.shell.jobs.pages(self, work, self._show, key=f"labels {id(self)}")

    def _show(self, drawn: Drawn) -> None:
        self._page = drawn.page
        self.view.show_pdf(drawn.pdf)
        self._show_zoom()
        words = translator().number
        place = {"number": words(drawn.page + 1), "pages": words(drawn.pages)}
        is_single = self.sheet.count == 1
        self.page_words.setText(
            tr("Label {number} of {pages}", **place) if is_single else tr("Sheet {number} of {pages}", **place)
        )
        self.back.setEnabled(drawn.page > 0)
        self.onward.setEnabled(drawn.page + 1 < drawn.pages)

    def turn(self, by: int) -> None:
        """Look at the sheet before or after."""
        self._page = max(self._page + by, 0)
        self._draw()

    def _say(self, run: Any) -> None:
        """How many labels on how many sheets, and what is left on the last one."""
        if not run.count:
            self.set_foot("")
            return
        labels = trn(plural("{count} label", "{count} labels"), run.count)
        sheets = trn(plural("{count} sheet", "{count} sheets"), run.pages)
        first, last = (1 + places[side] for places, side in ((run.places(0), 0), (run.places(run.pages - 1), -1)))
        words = tr("{labels} on {sheets}, from label {first} to label {last}", labels=labels, sheets=sheets,
                   first=first, last=last)  # fmt: skip
        if run.sheet.count == 1:
            words = labels
        elif run.count == 1:
            words = tr("{labels}, on label {place} of the sheet", labels=labels, place=first)
        free = trn(plural("{count} left on the last sheet", "{count} left on the last sheet"), run.left)
        self.set_foot(tr("{labels} · {free}", labels=words, free=free) if run.left else words)

    def _let_print(self) -> None:
        prepared, can = self.prepared, False
        if prepared is not None and self._job is None:
            count = prepared.job(self.left.choices()).count
            can = bool(count) and not prepared.fault
            self.print_button.setText(trn(plural("Print {count} label", "Print {count} labels"), count))
        else:
            self.print_button.setText(tr("Print"))
        self.print_button.setEnabled(can)
        self.save_button.setEnabled(can)

    def _show_zoom(self) -> None:
        self._zoom.setText(tr("{percent} %", percent=round(self.view.factor() * 100)))

    # ---- elsewhere ----

    def _measure(self) -> None:
        paper = "Letter" if self.sheet.page_width == 215_900 else "A4"
        MeasureDialog(self.shell, self, self.adjusting, paper=paper).open()


def _others(choices: Choices, before: Choices) -> bool:
    """Whether other labels are wanted, and not the same ones elsewhere on the sheet or more often."""
    return replace(choices, copies=0, collated=False, by_column=False) != replace(
        before, copies=0, collated=False, by_column=False
    )

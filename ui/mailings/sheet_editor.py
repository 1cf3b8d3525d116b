"""Describing a sheet of labels: six numbers from its packet, or four distances measured with a ruler.

The page is drawn as one types; what cannot be is told at its field.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_
from app.mailings import own_sheets
from app.mailings.model import OwnSheet
from app.mailings.own_sheets import PREFIX, Measured
from app.mailings.sheets import Sheet
from ui.jobs import problems_of
from ui.mailings.sheet_drawing import SheetDrawing
from ui.shell import Shell
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, confirm
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import Paragraph
from ui.widgets.page import Page
from ui.widgets.toggles import Segmented
from ui.widgets.typed_inputs import NumberInput

PAPERS = {"A4": (210_000, 297_000), "A5": (148_000, 210_000), "Letter": (215_900, 279_400)}
_FREE = "free"
_LENGTHS = {
    "page_width": N_("Page width (mm)"),
    "page_height": N_("Page height (mm)"),
    "label_width": N_("Label width (mm)"),
    "label_height": N_("Label height (mm)"),
    "left_margin": N_("Left margin (mm)"),
    "top_margin": N_("Top margin (mm)"),
    "h_pitch": N_("To the next label, across (mm)"),
    "v_pitch": N_("To the next label, down (mm)"),
    "corner_radius": N_("Corner radius (mm)"),
}
_RULED = {
    "left": N_("First label: left edge (mm)"),
    "top": N_("First label: upper edge (mm)"),
    "right": N_("Last label: right edge (mm)"),
    "bottom": N_("Last label: lower edge (mm)"),
}
# Where the problem of a number that was worked out is told while one measures.
_TOLD_AT = {"left_margin": "left", "top_margin": "top", "h_pitch": "right", "v_pitch": "bottom"}
_SHAPES = {"rect": N_("Rectangle"), "round": N_("Circle"), "ellipse": N_("Oval")}
_KINDS = {"sheet": N_("Sheet"), "roll": N_("Roll")}
_NUMBERS, _RULER = "numbers", "ruler"


class SheetEditor(Dialog):
    """A new sheet that begins like `like`, or with `edit` that sheet of the owner's. `saved(id)`; "" when forgotten."""

    def __init__(
        self, shell: Shell, parent: QWidget, like: Sheet, saved: Callable[[str], None], *, edit: bool = False
    ) -> None:
        super().__init__(parent, tr("Describe a label sheet"), width=920, margin=0)
        self.tall = 640
        self.shell, self._saved = shell, saved
        self.own = own_sheets.from_sheet(like, "")
        self.boxes: dict[str, FieldBox] = {}
        self.finished.connect(self.deleteLater)
        self._build()
        self.add_cancel()
        self.forget_button = self.add_button(Button(tr("Forget this sheet"), "trash", kind="danger"))
        self.forget_button.clicked.connect(self._forget)
        self.forget_button.setVisible(edit)
        self.save_button = self.add_button(Button(tr("Save the sheet"), "check", kind="primary"), main=True)
        self.save_button.clicked.connect(self.save)
        self._put()
        self.boxes["name"].focus()
        if edit:
            number = int(like.id.removeprefix(PREFIX))
            shell.jobs.read(self, lambda session: own_sheets.draft(session, number), self._take)

    # ---- building ----

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        page = Page(margin=24, gap=14)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.way = Segmented([(_NUMBERS, tr("Six numbers")), (_RULER, tr("Measured with a ruler"))], tr("How"))
        self.way.set_value(_NUMBERS)
        self.way.changed.connect(self._show_way)
        self._add("name", FieldBox(tr("Name"), LineInput(max_length=own_sheets.MOST_LETTERS), required=True))
        self._add("kind", FieldBox(tr("Kind"), Choice([(key, tr(words)) for key, words in _KINDS.items()])))
        self._add("shape", FieldBox(tr("Shape"), Choice([(key, tr(words)) for key, words in _SHAPES.items()])))
        papers = [*((key, key) for key in PAPERS), (_FREE, tr("Another"))]
        self._add("paper", FieldBox(tr("Paper"), Choice(papers)))
        for name in ("columns", "rows"):
            words = tr("Columns") if name == "columns" else tr("Rows")
            self._add(name, FieldBox(words, NumberInput(1, least=1, most=100)))
        for name, words in (*_LENGTHS.items(), *_RULED.items()):
            self._add(name, FieldBox(tr(words), NumberInput(Decimal(0), least=None, most=2_000, decimals=2)))
        self._ruled = Paragraph(tr("Measure from the left and the upper edge of the page."), "label", "text2")
        page.body.addWidget(self.boxes["name"])
        page.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addLayout(self._grid(("kind", "shape"), ("paper", ""), ("page_width", "page_height")))
        page.body.addLayout(self._grid(("columns", "rows"), ("label_width", "label_height")))
        page.body.addLayout(self._grid(("left_margin", "top_margin"), ("h_pitch", "v_pitch")))
        page.body.addWidget(self._ruled)
        page.body.addLayout(self._grid(("left", "top"), ("right", "bottom"), ("corner_radius", "")))
        page.body.addStretch(1)
        self.drawing = SheetDrawing(measured=True)
        side = QVBoxLayout()
        side.setContentsMargins(8, 24, 24, 24)
        side.addWidget(self.drawing, 1)
        row.addWidget(page, 5)
        row.addLayout(side, 4)
        self.body.addLayout(row, 1)
        self._show_way()

    def _grid(self, *rows: tuple[str, str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        for row, names in enumerate(rows):
            for column, name in enumerate(names):
                if name:
                    grid.addWidget(self.boxes[name], row, column, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _add(self, name: str, box: FieldBox) -> None:
        self.boxes[name] = box
        box.input.edited.connect(partial(self._on_edit, name))

    # ---- the draft ----

    def _take(self, own: OwnSheet) -> None:
        self.own = own
        self._put()

    def _put(self) -> None:
        own, ruled = self.own, own_sheets.measured(self.own)
        for name in ("name", "kind", "shape", "columns", "rows"):
            self.boxes[name].input.set_value(getattr(own, name))
        size = (own.page_width, own.page_height)
        self.boxes["paper"].input.set_value(next((key for key, known in PAPERS.items() if known == size), _FREE))
        for name in _LENGTHS:
            self.boxes[name].input.set_value(Decimal(getattr(own, name)) / 1000)
        for name in _RULED:
            self.boxes[name].input.set_value(Decimal(getattr(ruled, name)) / 1000)
        self._show_way()
        self._show()

    def _on_edit(self, name: str) -> None:
        if name == "paper" and self.boxes["paper"].input.value() in PAPERS:
            for field, length in zip(
                ("page_width", "page_height"), PAPERS[self.boxes["paper"].input.value()], strict=True
            ):
                self.boxes[field].input.set_value(Decimal(length) / 1000)
        self._gather()
        self._show_way()
        self._show(keep=name)

    def _gather(self) -> None:
        """The draft as the fields say it; a field that cannot be read keeps what it was."""
        own = self.own
        for name in ("name", "kind", "shape", "columns", "rows"):
            value = self.boxes[name].input.value()
            if value is not None:
                setattr(own, name, value)
        for name in _LENGTHS:
            setattr(own, name, self._length(name, getattr(own, name)))
        if self.way.value() == _RULER:
            before = own_sheets.measured(own)
            own_sheets.put_measured(
                own, Measured(**{name: self._length(name, getattr(before, name)) for name in _RULED})
            )
        if own.kind == "roll":
            own.columns = own.rows = 1
            own.left_margin = own.top_margin = 0
            own.label_width, own.label_height = own.page_width, own.page_height
        own.h_pitch = own.h_pitch or own.label_width
        own.v_pitch = own.v_pitch or own.label_height

    def _length(self, name: str, before: int) -> int:
        value = self.boxes[name].input.value()
        return before if value is None else round(value * 1000)

    def _show_way(self, *_way: Any) -> None:
        """The fields that go with the way, the kind and the paper."""
        is_ruled, is_roll = self.way.value() == _RULER, self.boxes["kind"].input.value() == "roll"
        for name in _RULED:
            self.boxes[name].setVisible(is_ruled and not is_roll)
        for name in ("left_margin", "top_margin", "h_pitch", "v_pitch"):
            self.boxes[name].setVisible(not is_ruled and not is_roll)
        for name in ("columns", "rows", "label_width", "label_height", "paper"):
            self.boxes[name].setVisible(not is_roll)
        free = is_roll or self.boxes["paper"].input.value() == _FREE
        for name in ("page_width", "page_height"):
            self.boxes[name].setVisible(free)
        self.boxes["corner_radius"].setVisible(self.boxes["shape"].input.value() == "rect")
        self.way.setVisible(not is_roll)
        self._ruled.setVisible(is_ruled and not is_roll)

    def _show(self, keep: str = "") -> None:
        """Draw it, and tell what cannot be; a name that is still missing only when it is to be saved."""
        problems = {problem.path: problem for problem in own_sheets.check(self.own)}
        self._complain({path: problem for path, problem in problems.items() if path != "name"})
        wrong = bool(problems.keys() - {"name"})
        self.drawing.set_sheet(
            own_sheets.as_sheet(self.own) if self.own.columns * self.own.rows else None, is_wrong=wrong
        )
        ruled = own_sheets.measured(self.own)
        if self.way.value() == _NUMBERS:
            values = {name: getattr(ruled, name) for name in _RULED}
        else:
            values = {name: getattr(self.own, name) for name in _TOLD_AT}
        for name, length in values.items():
            if name != keep:
                self.boxes[name].input.set_value(Decimal(length) / 1000)

    def _complain(self, problems: dict[str, Any]) -> None:
        if self.way.value() == _RULER:
            problems = {_TOLD_AT.get(path, path): problem for path, problem in problems.items()}
        for name, box in self.boxes.items():
            box.set_problem(problems.get(name))

    # ---- acts ----

    def save(self) -> None:
        """Keep the sheet; what cannot be is told at its field."""
        self._gather()
        problems = {problem.path: problem for problem in own_sheets.check(self.own)}
        self._complain(problems)
        if problems:
            first = next(iter(problems))
            self.boxes[_TOLD_AT.get(first, first) if self.way.value() == _RULER else first].focus()
            return
        own = self.own
        self.shell.jobs.write(
            self, N_("Save the label sheet “{name}”"), lambda session: own_sheets.save(session, own).id, self._done,
            refused=self._refused, parameters={"name": own.name},
        )  # fmt: skip

    def _done(self, sheet_id: str) -> None:
        self.accept()
        self._saved(sheet_id)

    def _forget(self) -> None:
        question = tr("Forget the sheet “{name}”?", name=self.own.name)
        if not confirm(self, question, tr("Undo brings it back."), tr("Forget it"), danger=True):
            return
        number = self.own.id
        self.shell.jobs.write(
            self, N_("Forget the label sheet “{name}”"), lambda session: own_sheets.delete(session, number),
            lambda _none: self._done(""), refused=self._refused, parameters={"name": self.own.name},
        )  # fmt: skip

    def _refused(self, error: AppError) -> None:
        problems = {problem.path: problem for problem in problems_of(error) if problem.path in self.boxes}
        if problems:
            self._complain(problems)
        else:
            self.shell.explain(error)

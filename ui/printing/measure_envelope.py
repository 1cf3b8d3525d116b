"""Measuring an envelope with a ruler: drawn as one types, with what is seen of the letter; a sheet to try it with.

What is kept is used wherever an envelope or its window is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, plural
from app.mailings import own_envelopes
from app.mailings.envelopes import Measured, faults, lines_in, own_key, play, seen, usual_size
from app.mailings.own_envelopes import Own
from ui.jobs import problems_of
from ui.printing.envelope_drawing import EnvelopeDrawing
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, confirm
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.toggles import Switch
from ui.widgets.typed_inputs import NumberInput

WIDE, HIGH = 900, 620
KIND = "envelope_test"  # of paper, whose printer is remembered
_LENGTHS = {
    "width": N_("Width of the envelope"),
    "height": N_("Height of the envelope"),
    "window_width": N_("Width of the window"),
    "window_height": N_("Height of the window"),
    "window_left": N_("Window from the left edge"),
    "window_bottom": N_("Window from the lower edge"),
}
_WINDOW = tuple(name for name in _LENGTHS if name.startswith("window"))
_BEGIN = replace(Measured(0, 0), window_width=100.0, window_height=35.0, window_left=100.0, window_bottom=20.0)


class MeasureEnvelope(Dialog):
    """Measure a new envelope, or `own` anew; `saved(own)` gets what was kept, None where it was forgotten."""

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        saved: Callable[[Own | None], None],
        own: Own | None = None,
        *,
        window: bool = True,
    ) -> None:
        super().__init__(parent, tr("Measure an envelope"), width=WIDE)
        self.tall = HIGH  # room for what is told under a field
        self.shell, self._saved = shell, saved
        self._own = own or Own(0, 0, "", _begin(shell.shop.country, window=window))
        self.boxes: dict[str, FieldBox] = {}
        self._build()
        self._put(self._own)
        self.boxes["name"].focus()
        self.finished.connect(self.deleteLater)

    # ---- building ----

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(self._fields(), 1)
        row.addLayout(self._picture(), 1)
        self.body.addLayout(row, 1)
        self.setTabOrder(self.boxes["height"].input.core(), self.has_window)
        self.forget_button = self.add_button(Button(tr("Forget it"), "trash", kind="danger"))
        self.forget_button.setVisible(bool(self._own.id))
        self.forget_button.clicked.connect(self._forget)
        self.add_cancel()
        self.test_button = self.add_button(Button(tr("Print a test sheet"), "printer"))
        self.test_button.clicked.connect(self.print_test)
        self.save_button = self.add_button(Button(tr("Save"), "check", kind="primary"), main=True)
        self.save_button.clicked.connect(self.save)

    def _fields(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        self.boxes["name"] = FieldBox(tr("Name"), LineInput(max_length=own_envelopes.MOST_LETTERS), required=True)
        column.addWidget(self.boxes["name"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        self.has_window = Switch(tr("It has a window"))
        self.has_window.toggled.connect(self._follow)
        for place, (name, words) in enumerate(_LENGTHS.items()):
            box = self.boxes[name] = FieldBox(tr(words), NumberInput(Decimal(0), most=999, decimals=1, unit=tr("mm")))
            grid.addWidget(box, place // 2 + (name in _WINDOW), place % 2, Qt.AlignmentFlag.AlignTop)
            box.input.edited.connect(self._follow)
        grid.addWidget(self.has_window, 1, 0, 1, 2)
        self.paper = Choice([("A4", tr("A4")), ("Letter", tr("Letter"))])
        self.boxes["paper"] = FieldBox(tr("Paper of the letter"), self.paper)
        fold = NumberInput(None, most=400, decimals=1, unit=tr("mm"))
        self.boxes["fold"] = FieldBox(tr("First fold from the top"), fold)
        for place, name in enumerate(("paper", "fold")):
            grid.addWidget(self.boxes[name], 4, place, Qt.AlignmentFlag.AlignTop)
            self.boxes[name].input.edited.connect(self._follow)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _picture(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(text_label(tr("As it lies before you, the address to be read"), "label", "text2"))
        self.drawing = EnvelopeDrawing()
        column.addWidget(self.drawing, 1)
        self.told = MessageBar()
        self.hint = Paragraph("", "label", "text2")
        column.addWidget(self.told)
        column.addWidget(self.hint)
        return column

    # ---- what is typed ----

    def _put(self, own: Own) -> None:
        measured = own.measured
        self.boxes["name"].input.set_value(own.name)
        for name in _LENGTHS:
            length = getattr(measured if name not in _WINDOW or measured.window_width else _BEGIN, name)
            self.boxes[name].input.set_value(Decimal(str(length)))
        self.paper.set_value(measured.paper)
        self.boxes["fold"].input.set_value(Decimal(str(measured.fold)) if measured.fold else None)
        self.has_window.setChecked(measured.window_width > 0)
        self._follow()

    def measured(self) -> Measured | None:
        """What is typed; None while a number cannot be read."""
        if any(box.input.problem() is not None for name, box in self.boxes.items() if name in self._asked()):
            return None
        lengths = {name: float(self.boxes[name].input.value() or 0) for name in self._asked()}
        return Measured(**lengths, paper=self.paper.value() or "A4")

    def _asked(self) -> tuple[str, ...]:
        return (*_LENGTHS, "fold") if self.has_window.isChecked() else ("width", "height")

    def _follow(self, *_values: Any) -> None:
        windowed = self.has_window.isChecked()
        for name in (*_WINDOW, "paper", "fold"):
            self.boxes[name].setVisible(windowed)
        measured = self.measured()
        problems = faults(measured) if measured is not None else []
        for name in (*_LENGTHS, "fold"):
            found = next((each for each in problems if each.path == name and each.blocks), None)
            self.boxes[name].set_problem(found)
        blocked = measured is None or any(problem.blocks for problem in problems)
        if measured is not None:
            self.drawing.show_envelope(measured, is_wrong=blocked)
            self._tell(measured, blocked=blocked)
        self.test_button.setEnabled(not blocked and windowed)
        self.test_button.setVisible(windowed)
        self.save_button.setEnabled(not blocked)

    def _tell(self, measured: Measured, *, blocked: bool) -> None:
        shown = not blocked and bool(measured.window_width)
        self.told.setVisible(shown)
        self.hint.setVisible(shown)
        if not shown:
            return
        words = translator()
        safe, _exposed = seen(measured.windowed(), measured.sheet)
        slides = play(measured.windowed(), measured.sheet)
        lines = lines_in(safe.height - 0.4)
        size = tr("{wide} × {high} mm are always seen", wide=_shown(safe.width), high=_shown(safe.height))
        fit = trn(plural("{count} line of 10 points", "{count} lines of 10 points"), lines)
        few = lines < 3 or safe.width < 40
        self.told.set_message("warning" if few else "ok", tr("{size}: {lines}.", size=size, lines=fit))
        folds = measured.windowed().folds
        where = tr("Folded at {place} mm", place=words.number(Decimal(str(folds[0])))) if folds else tr("Not folded")
        said = tr(
            "{where}, the letter slides {across} mm across and {down} mm up and down in the envelope.",
            where=where,
            across=_shown(slides.across),
            down=_shown(slides.down),
        )
        self.hint.set_words(said)

    # ---- acts ----

    def save(self) -> None:
        """Keep it; what is wrong is told at the field."""
        measured = self.measured()
        if measured is None or not self.save_button.isEnabled() or not self.shell.may_write():
            return
        own = replace(self._own, name=self.boxes["name"].input.value(), measured=measured)
        work: Callable[[Any], Own] = lambda session: own_envelopes.save(session, own)  # noqa: E731
        self.shell.jobs.write(self, N_("Measure an envelope"), work, self._done, refused=self._refused)

    def _done(self, own: Own | None) -> None:
        self.accept()
        self._saved(own)

    def _refused(self, error: AppError) -> None:
        problems = problems_of(error)
        for problem in problems:
            self.boxes[problem.path].set_problem(problem)
            self.boxes[problem.path].focus()
        if not problems:
            self.shell.explain(error)

    def _forget(self) -> None:
        question = tr("Forget “{name}”?", name=self._own.name)
        effect = tr("Papers that were made for it keep their look. It can be undone.")
        if self.shell.may_write() and confirm(self, question, effect, tr("Forget it"), danger=True):
            number = self._own.id
            work: Callable[[Any], None] = lambda session: own_envelopes.delete(session, number)  # noqa: E731
            self.shell.jobs.write(self, N_("Forget an envelope"), work, self._done)

    def print_test(self) -> None:
        """The sheet to fold and to put in."""
        measured = self.measured()
        if measured is None:
            return
        from ui.printing.preview_dialog import PreviewDialog

        key, words = own_key(self._own.id or 1, measured), translator()
        name = self.boxes["name"].input.value() or tr("Envelope")

        def make(_session: Any) -> bytes:
            from app.documents import window_test

            return window_test.make(key, name, words)

        PreviewDialog(self.shell, self, make, tr("Test of the envelope") + ".pdf", start=False, kind=KIND).open()


def _begin(country: str, *, window: bool) -> Measured:
    """What stands in the fields at first: the usual envelope of the country."""
    size = usual_size(country)
    paper = "Letter" if country in ("US", "CA") else "A4"
    if not window:
        return Measured(size.width, size.height, paper=paper)
    return replace(_BEGIN, width=size.width, height=size.height, paper=paper)


def _shown(length: float) -> str:
    return translator().number(Decimal(f"{length:.1f}").normalize() + 0)

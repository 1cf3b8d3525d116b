"""The adjustment of a printer: the four numbers in the labels window, and the wizard that finds them.

They belong to this computer, to one printer and one of its trays; a sheet of labels keeps its own measures.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.mailings import adjustment
from app.mailings.adjustment import SIDES, WHOLE, Adjustment, Distances
from app.settings import Settings
from ui.shell import Shell
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.labels import Card, ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.menus import Menu
from ui.widgets.symbols import symbol
from ui.widgets.toggles import CheckBox
from ui.widgets.typed_inputs import NumberInput

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

KIND = "labels"  # of paper, whose printer is remembered
PAPERS = {"A4": (210_000, 297_000), "Letter": (215_900, 279_400)}
_MOST_SHIFT, _LEAST_SCALE, _MOST_SCALE = 15, 95, 105


def printer_name(settings: Settings) -> str:
    """The printer that labels go to: the one of the last time, else the usual one of the system."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return str(settings.remembered("printers").get(KIND) or QPrinterInfo.defaultPrinterName())


def tray_of(printer: QPrinter) -> str:
    """The tray that was chosen; empty where the printer chooses."""
    name = str(printer.paperSource().name)
    return "" if name == "Auto" else name


class AdjustmentCard(Card):
    """`changed` when the numbers did; `test_wanted` and `measure_wanted` ask for what their links say."""

    changed = Signal()
    test_wanted = Signal()
    measure_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._settings = settings
        self._printer = self._tray = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(symbol("adjustments"))
        head.addWidget(ElidedLabel(tr("Printer adjustment"), "card"), 1)
        self._name = Button("", "printer", chevron=True, small=True)
        self._name.clicked.connect(self._choose_printer)
        self.body.addLayout(head)
        self.body.addWidget(self._name, 0, Qt.AlignmentFlag.AlignLeft)
        self.inputs = {
            "right": NumberInput(Decimal(0), least=-_MOST_SHIFT, most=_MOST_SHIFT, decimals=1),
            "down": NumberInput(Decimal(0), least=-_MOST_SHIFT, most=_MOST_SHIFT, decimals=1),
            "across": NumberInput(Decimal(100), least=_LEAST_SCALE, most=_MOST_SCALE, decimals=2),
            "along": NumberInput(Decimal(100), least=_LEAST_SCALE, most=_MOST_SCALE, decimals=2),
        }
        labels = {
            "right": tr("Right (mm)"),
            "down": tr("Down (mm)"),
            "across": tr("Width (%)"),
            "along": tr("Height (%)"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, (name, field) in enumerate(self.inputs.items()):
            grid.addWidget(FieldBox(labels[name], field), place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
            field.edited.connect(self._keep)
        self.body.addLayout(grid)
        self.in_pdf = CheckBox(tr("In a saved PDF too"))
        self.body.addWidget(self.in_pdf)
        self.test_link = LinkLabel(tr("Print a test sheet on plain paper"), "ruler-measure")
        self.measure_link = LinkLabel(tr("Measure the printer…"), "adjustments-horizontal")
        for link, wanted in ((self.test_link, self.test_wanted), (self.measure_link, self.measure_wanted)):
            link.clicked.connect(wanted)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_printer(printer_name(settings))

    def printer(self) -> str:
        """The printer whose numbers these are."""
        return self._printer

    def show_printer(self, name: str, tray: str = "") -> None:
        """The numbers of another printer, or of one of its trays."""
        self._printer, self._tray = name, tray
        words = name or tr("Usual printer")
        self._name.setText(tr("{printer} · {tray}", printer=words, tray=tray) if tray else words)
        self._name.setAccessibleName(tr("Printer: {name}", name=self._name.text()))
        self.show_adjustment(self.adjustment())

    def adjustment(self) -> Adjustment:
        """How pages for this printer and tray are corrected."""
        return adjustment.kept(self._settings.remembered("adjustments"), self._printer, self._tray)

    def show_adjustment(self, found: Adjustment) -> None:
        """These numbers."""
        self.inputs["right"].set_value(Decimal(found.right) / 1000)
        self.inputs["down"].set_value(Decimal(found.down) / 1000)
        self.inputs["across"].set_value(Decimal(found.across) * 100 / WHOLE)
        self.inputs["along"].set_value(Decimal(found.along) * 100 / WHOLE)

    def keep(self, found: Adjustment) -> None:
        """Remember numbers for this printer, and show them."""
        adjustment.keep(self._settings.remembered("adjustments"), found, self._printer, self._tray)
        self._settings.save()
        self.show_adjustment(found)
        self.changed.emit()

    def _keep(self) -> None:
        values = {name: field.value() for name, field in self.inputs.items()}
        if any(value is None or self.inputs[name].problem() for name, value in values.items()):
            return
        found = Adjustment(
            round(values["right"] * 1000),
            round(values["down"] * 1000),
            round(values["across"] * WHOLE / 100),
            round(values["along"] * WHOLE / 100),
        )
        adjustment.keep(self._settings.remembered("adjustments"), found, self._printer, self._tray)
        self._settings.save()
        self.changed.emit()

    def _choose_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrinterInfo

        menu = Menu(self)
        for name in QPrinterInfo.availablePrinterNames() or [""]:
            menu.add(name or tr("Usual printer"), partial(self._take_printer, name))
        menu.open_under(self._name)

    def _take_printer(self, name: str) -> None:
        self._settings.remembered("printers")[KIND] = name
        self._settings.save()
        self.show_printer(name)
        self.changed.emit()


class MeasureDialog(Dialog):
    """Print a page with four crosses, type how far each is from its edge: that says what the printer does."""

    def __init__(self, shell: Shell, parent: QWidget, card: AdjustmentCard, *, paper: str) -> None:
        super().__init__(parent, tr("Measure the printer"), width=560)
        self.shell, self.card, self._paper = shell, card, paper
        self.finished.connect(self.deleteLater)
        name = card.printer() or tr("Usual printer")
        self.body.addWidget(text_label(tr("Measure the printer"), "section"))
        self.body.addWidget(ElidedLabel(name, "body", "text2"))
        first = tr(
            "Print the page with four crosses on plain paper, at its actual size, from the tray you use for labels."
        )
        second = tr("Then measure from each edge of the paper to the middle of its cross. Each should be 20 mm.")
        self.print_button = Button(tr("Print the crosses"), "printer")
        self.print_button.clicked.connect(self._print)
        self.body.addWidget(Paragraph(first, strong="1."))
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Paragraph(second, strong="2."))
        words = {"left": tr("Left (mm)"), "right": tr("Right (mm)"), "top": tr("Top (mm)"), "bottom": tr("Bottom (mm)")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.boxes: dict[str, FieldBox] = {}
        for place, side in enumerate(SIDES):
            box = FieldBox(words[side], NumberInput(Decimal(20), least=0, most=60, decimals=1))
            self.boxes[side] = box
            grid.addWidget(box, 0, place, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self.add_cancel()
        self.button = self.add_button(Button(tr("Take these over"), "check", kind="primary"), main=True)
        self.button.clicked.connect(self.take)

    def take(self) -> None:
        """Solve, remember, close; a measure that cannot be is told at its field."""
        values: dict[str, Any] = {side: box.input.value() for side, box in self.boxes.items()}
        if any(value is None or self.boxes[side].input.problem() for side, value in values.items()):
            return
        found = Distances(**{side: round(value * 1000) for side, value in values.items()})
        problems = {problem.path: problem for problem in adjustment.check(found, *PAPERS[self._paper])}
        for side, box in self.boxes.items():
            box.set_problem(problems.get(side))
        if not problems:
            self.card.keep(adjustment.solve(found, *PAPERS[self._paper]))
            self.accept()

    def _print(self) -> None:
        from ui.printing.printer import ask_printer, print_job
        from ui.text import translator

        title, paper, tr_ = tr("Printer adjustment"), PAPERS[self._paper], translator()
        printer = ask_printer(self, self.shell.settings, KIND, title=title, pages=1)
        if printer is None:
            return
        self.card.show_printer(printer.printerName(), tray_of(printer))

        def make(_book: Any, _progress: Any) -> bytes:
            from app.documents.adjustment_page import make

            return make(paper, tr_)

        self.shell.jobs.long(self, tr("Printing {name}…", name=title), print_job(printer, make), lane="pages")

"""The foot of a paper: what adds lines, the printed message, and at the right what it all comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.company import taxes
from app.i18n import N_
from app.sales.editing import Desk
from app.sales.kinds import KINDS
from ui.sales.line_fields import PercentField
from ui.sales.paper_trail import PaperTrail
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import TextArea
from ui.widgets.labels import LinkLabel, Panel, Paragraph, Separator
from ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from ui.sales.paper_editor import PaperEditor

WIDE = 336
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MESSAGE = {
    "quote": N_("Message printed on the quote"),
    "order": N_("Message printed on the order"),
    "delivery": N_("Message printed on the delivery note"),
    "invoice": N_("Message printed on the invoice"),
    "credit_note": N_("Message printed on the credit note"),
    "proforma": N_("Message printed on the pro forma"),
    "purchase": N_("Message printed on the purchase order"),
}
_COMING = {
    "invoice": N_("The number {number} is given on issue; after that the invoice can no longer be changed, only "
                  "credited."),
    "credit_note": N_("The number {number} is given on issue; after that the credit note can no longer be changed."),
}  # fmt: skip


class Sum(NamedTuple):
    """One row of the totals."""

    label: str
    amount: str
    tone: str = "text"


class _Sums(QWidget):
    """Rows of words and amounts, painted."""

    def __init__(self, style: str = "body") -> None:
        super().__init__()
        self._style, self.sums = style, list[Sum]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sums(self, sums: list[Sum]) -> None:
        """Other rows."""
        if sums != self.sums:
            self.sums = sums
            self.setAccessibleName("\n".join(f"{each.label}: {each.amount}" for each in sums))
            self.updateGeometry()
            self.update()

    def row_height(self) -> int:
        """Of every row."""
        return theme.line(self._style) + theme.px(4)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), len(self.sums) * self.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, strong = QPainter(self), self._style != "body"
        for place, each in enumerate(self.sums):
            room = QRect(0, place * self.row_height(), self.width(), self.row_height())
            weight = 600 if strong else None
            width = theme.metrics(self._style, weight, tabular=True).horizontalAdvance(each.amount)
            words = room.adjusted(0, 0, -width - 8, 0)
            draw_text(painter, words, each.label, style=self._style, weight=weight, token="text" if strong else "text2")
            draw_text(
                painter, room, each.amount, style=self._style, weight=weight, token=each.tone, align=_RIGHT,
                tabular=True,
            )  # fmt: skip


class Totals(QWidget):
    """Net, discount, tax by rate, what is to pay, and the number that will be given."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self.editor = editor
        self.before, self.after, self.total, self.open = _Sums(), _Sums(), _Sums("section"), _Sums()
        self.add = LinkLabel(tr("add"), weight=600)
        self.add.clicked.connect(self.edit_discount)
        self.percent = PercentField()
        self.percent.setAccessibleName(tr("Discount on the whole"))
        self.percent.edited.connect(self._take)
        self.percent.left.connect(self._left)
        self.coming = Paragraph("", "small", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.before)
        column.addLayout(self._discount_row())
        column.addWidget(self.after)
        column.addSpacing(6)
        column.addWidget(Separator())
        column.addSpacing(6)
        for part in (self.total, self.open):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.coming)
        column.addStretch(1)
        self.percent.hide()
        self.percent.setFixedWidth(theme.px(84))
        self.setFixedWidth(theme.px(WIDE))

    def _discount_row(self) -> QGridLayout:
        """The painted row, and over it the link or the field behind its words."""
        self.discount, self._inside = _Sums(), QWidget()
        row, inside = QGridLayout(), QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.discount, 0, 0)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addSpacing(theme.metrics("body").horizontalAdvance(tr("Discount on the whole")) + 6)
        inside.addWidget(self.add)
        inside.addWidget(self.percent)
        inside.addStretch(1)
        row.addWidget(self._inside, 0, 0)
        return row

    def show_desk(self) -> None:
        """The amounts as they are now."""
        desk = self.editor.desk
        if desk is None:
            return
        draft = desk.draft
        after_tax = draft.prices_with_tax
        shown = sum((line.total for line in draft.lines), Decimal("0.00"))
        discount = shown - (draft.gross if after_tax else draft.net)
        first = tr("Total incl. tax") if after_tax else tr("Total excl. tax")
        self.before.show_sums([Sum(first, self._sum(shown))])
        minus = self._sum(-discount) if discount else self._sum(discount)
        self.discount.show_sums([Sum(tr("Discount on the whole"), minus, "text" if discount else "text3")])
        self.discount.setVisible(self.editor.is_open or bool(discount))
        self._inside.setVisible(self.editor.is_open)
        taxes_shown = [Sum(taxes.named(tax.name, tax.percent, translator()), self._sum(tax.tax)) for tax in draft.taxes]
        if after_tax:
            taxes_shown.insert(0, Sum(tr("Net"), self._sum(draft.net)))
        self.after.show_sums(taxes_shown)
        self.total.show_sums([Sum(self._last_words(), self._sum(draft.gross))])
        self._show_open(desk)
        percent = taxes.percentage(draft.discount_percent, translator())
        self.add.setText(percent if draft.discount_percent else tr("add"))
        self.add.setAccessibleName(tr("Discount on the whole: {percent}", percent=percent))
        self.add.setVisible(self.editor.is_open and not self.percent.isVisible())
        self.add.updateGeometry()
        words = _COMING.get(draft.kind, N_("The number {number} is given on issue."))
        if not self.editor.totals_known:
            words = N_("The sums wait until what is marked red is put right.")
        self.coming.setText(tr(words, number=desk.coming) if draft.state == "draft" else "")
        self.coming.setVisible(draft.state == "draft")

    def _last_words(self) -> str:
        kind = self.editor.draft.kind
        if KINDS[kind].pays:
            return tr("To pay")
        return tr("To your credit") if kind == "credit_note" else tr("Total")

    def _show_open(self, desk: Desk) -> None:
        rows = []
        if desk.left is not None and desk.draft.kind == "invoice":
            rows.append(Sum(tr("Paid"), self._money(desk.draft.gross - desk.left), "text2"))
            late = desk.draft.due_on is not None and desk.draft.due_on < self.editor.shell.today()
            tone = "green" if not desk.left else "red" if late else "text"
            rows.append(Sum(tr("Left to pay"), self._money(desk.left), tone))
        elif desk.left is not None:
            rows.append(Sum(tr("Not used yet"), self._money(desk.left), "text" if desk.left else "text3"))
        self.open.show_sums(rows)
        self.open.setVisible(bool(rows))

    def _sum(self, amount: Decimal) -> str:
        """An amount of the whole, or that it waits."""
        return self._money(amount) if self.editor.totals_known else "…"

    def _money(self, amount: Decimal) -> str:
        return translator().money(amount, self.editor.draft.currency)

    def edit_discount(self) -> None:
        """The field for the discount on the whole."""
        if self.editor.is_open:
            self.add.hide()
            self.percent.set_value(self.editor.draft.discount_percent or None)
            self.percent.show()
            self.percent.setFocus(Qt.FocusReason.OtherFocusReason)
            self.percent.selectAll()

    def _take(self) -> None:
        if self.percent.problem() is None:
            self.editor.put("discount_percent", self.percent.value() or Decimal(0))

    def _left(self) -> None:
        problem = self.percent.problem()
        if problem is not None:
            self.editor.put_unreadable("discount_percent", self.percent.text(), problem)
        wrong = self.editor.faults.at("discount_percent")
        self.percent.set_state("error" if wrong else "normal")
        self.percent.setToolTip(tr(wrong.message, **wrong.parameters) if wrong else "")
        if wrong is None:
            self.percent.hide()
            self.show_desk()


class PaperFoot(Panel):
    """`earlier_wanted`: take lines from another paper. `tie_wanted(paper_id)`, `history_wanted` come from the trail."""

    earlier_wanted = Signal()

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__("alt", "top")
        self.editor = editor
        run = editor.shell.actions.run
        self.add_product = Button(tr("Add a product"), "plus", keys="Ctrl+L")
        self.add_product.clicked.connect(lambda: run("add_line"))
        self.add_text = Button(tr("Add a text line"), "text-plus")
        self.add_text.clicked.connect(lambda: run("add_text_line"))
        self.copy = Button(tr("Copy an earlier document"), "copy")
        self.copy.clicked.connect(self.earlier_wanted)
        self.buttons = QWidget()
        flow = FlowLayout(self.buttons)
        for button in (self.add_product, self.add_text, self.copy):
            flow.addWidget(button)
        self.message = FieldBox("", TextArea(lines=2, most=4))
        self.message.input.edited.connect(lambda: editor.put("message", self.message.input.value()))
        self.trail = PaperTrail(editor)
        self.totals = Totals(editor)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.buttons)
        left.addWidget(self.message)
        left.addWidget(self.trail)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.totals)
        editor.edited.connect(self._on_edited)

    def show_desk(self, desk: Desk) -> None:
        """This paper."""
        is_open = self.editor.is_open
        self.buttons.setVisible(is_open)
        self.message.set_label(tr(_MESSAGE[desk.draft.kind]))
        self.message.input.set_value(desk.draft.message)
        self.message.input.set_read_only(not is_open)
        self.message.setVisible(is_open or bool(desk.draft.message))
        self.trail.show_desk(desk)
        self.totals.show_desk()

    def _on_edited(self, _path: Any) -> None:
        self.totals.show_desk()

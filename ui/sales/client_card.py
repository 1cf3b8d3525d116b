"""Who a paper is for: a card with what matters before one sells, and the field to choose somebody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.i18n import N_, plural
from app.sales import choosing
from app.sales.choosing import Choosing
from app.sales.editing import Desk
from app.values.person import initials
from ui.sales.found_field import FoundField
from ui.sales.suggestions import Suggestion
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.accessible import PlainWords
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import text_label
from ui.widgets.painting import draw_avatar, draw_box, draw_icon, draw_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.sales.paper_editor import PaperEditor
    from ui.shell import Shell

_SENT = {
    "email": N_("by e-mail"),
    "paper": N_("on paper"),
    "both": N_("by e-mail and on paper"),
    "none": N_("not sent"),
}
_PAD, _FACE = 16, 36
_SHOW = "show"


class ClientField(FoundField):
    """Looks for clients of a paper of one kind; `picked` carries the id.

    Blocked ones are kept back and counted; the entry that says so shows them, with the reason.
    """

    def __init__(self, shell: Shell, kind: Callable[[], str]) -> None:
        super().__init__(placeholder=tr("Search for a client…"))
        self._shell, self._kind = shell, kind
        self._blocked_too = False
        self.setAccessibleName(tr("Client"))

    def ask(self, text: str) -> None:
        self._blocked_too = False
        super().ask(text)

    def take(self, value: Any) -> None:
        if value == _SHOW:
            self._blocked_too = True
            super().ask(self.text())
        else:
            super().take(value)

    def look_for(self, text: str) -> None:
        work = partial(
            choosing.find_clients, text=text, kind=self._kind(), today=self._shell.today(),
            blocked_too=self._blocked_too,
        )  # fmt: skip
        self._shell.jobs.rows(self, work, partial(self._take, text), key="paper clients")

    def _take(self, text: str, found: Choosing) -> None:
        entries = []
        for each in found.clients:
            reason = tr(each.problem.message, **each.problem.parameters) if each.problem else ""
            more = reason or " · ".join(filter(None, (each.reference, each.city)))
            entries.append(Suggestion(each.id, each.name, more, off=each.problem is not None, strong=True))
        if found.hidden:
            hidden = plural("{count} blocked client hidden", "{count} blocked clients hidden")
            entries.append(Suggestion(_SHOW, trn(hidden, found.hidden), tr("show")))
        self.offer(text, entries, "" if entries else tr("No client found"))

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.take_current()
        else:
            super().keyPressEvent(event)


class _Face(PlainWords, KeyboardRing, QAbstractButton):
    """The card itself: name, reference, what is owed and may be owed, where it goes, how it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", theme.radius("card"))

    def show_desk(self, desk: Desk) -> None:
        """Another client, or the same with another address."""
        self.desk = desk
        self.setCursor(Qt.CursorShape.PointingHandCursor if desk.draft.state == "draft" else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(", ".join(filter(None, (self._name(), self._second(), *self._places().values()))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_FACE) + theme.line() + 2 * _PAD + theme.px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), self.sizeHint().height())

    def _name(self) -> str:
        assert self.desk is not None
        draft, buyer = self.desk.draft, self.desk.buyer
        return draft.client_name if draft.state != "draft" or buyer is None else buyer.name

    def _second(self) -> str:
        assert self.desk is not None
        buyer, currency = self.desk.buyer, self.desk.draft.currency
        if buyer is None:
            return self.desk.draft.client_reference
        words = translator()
        text = N_("Credit {amount}") if buyer.owes < 0 else N_("owes {amount}") if buyer.owes else N_("owes nothing")
        owes = tr(text, amount=words.money(abs(buyer.owes), currency))
        limit = tr("limit {amount}", amount=words.money(buyer.credit.limit, currency)) if buyer.credit else ""
        return " · ".join(filter(None, (buyer.reference, owes, limit)))

    def _places(self) -> dict[str, str]:
        assert self.desk is not None
        draft, buyer = self.desk.draft, self.desk.buyer
        billing = ", ".join(filter(None, (draft.street, draft.city))) or tr("no address")
        found = {"file-invoice": billing}
        if draft.kind in ("invoice", "order", "quote", "proforma"):
            found["truck"] = self._delivery(draft.delivery) if draft.delivery else tr("same")
        if buyer is not None and buyer.sending in _SENT and draft.kind in ("invoice", "credit_note"):
            found["mail"] = tr(_SENT[buyer.sending])
        return found

    def _delivery(self, block: str) -> str:
        """Another recipient by name; another address of the client without it."""
        assert self.desk is not None
        lines = block.split("\n")
        if self.desk.draft.ship_to_id is None and len(lines) > 1:
            lines = lines[1:]
        return lines[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.desk is None:
            return
        painter = QPainter(self)
        edits = self.desk.draft.state == "draft"
        line = "line2" if self.underMouse() and edits else "line"
        draw_box(painter, self.rect(), fill="surface", line=line, radius=theme.radius("card"))
        side, left, top = theme.px(_FACE), _PAD + theme.px(_FACE) + theme.px(12), _PAD
        name, buyer = self._name(), self.desk.buyer
        face = initials(*((name,) if self.desk.draft.business else name.split(" ")))
        draw_avatar(painter, QRect(_PAD, top, side, side), face, self.desk.draft.bill_to_id)
        right = self.width() - _PAD - (theme.px(18) if edits else 0)
        room = QRect(left, top - 1, right - left, theme.line())
        draw_text(painter, room, name, weight=600)
        width = theme.metrics("body", 600).horizontalAdvance(name) + 6
        if buyer is not None and buyer.starred and width + 18 < room.width():
            place = QRect(left + width, top - 1, theme.px(16), theme.line())
            draw_icon(painter, place, "star-filled", "gold", theme.px(16))
        second = QRect(left, top + theme.line() - 2, right - left, theme.line("small"))
        draw_text(painter, second, self._second(), style="label", token="text3")
        if edits:
            draw_icon(painter, QRect(right, 0, theme.px(18), self.height()), "selector", "text2", theme.px(16))
        self._paint_places(painter, top + side + theme.px(12), right)

    def _paint_places(self, painter: QPainter, top: int, right: int) -> None:
        left, side = _PAD, theme.px(16)
        for name, words in self._places().items():
            if right - left < theme.px(60):
                return
            draw_icon(painter, QRect(left, top, side, theme.line()), name, "text2", side)
            left += side + 6
            wide = min(theme.metrics("body").horizontalAdvance(words) + 2, right - left)
            draw_text(painter, QRect(left, top, wide, theme.line()), words, token="text2")
            left += wide + 14


class ClientCard(QWidget):
    """`chosen` carries a client id."""

    chosen = Signal(int)

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self.editor = editor
        self.field = ClientField(editor.shell, lambda: editor.draft.kind)
        self.box = FieldBox(tr("Client"), self.field, required=True)
        self.face = _Face()
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        self._label = text_label(tr("Client"), "label", "text2")
        inside.addWidget(self._label)
        inside.addWidget(self.face)
        inside.addStretch(1)
        search = QWidget()
        column = QVBoxLayout(search)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.addStretch(1)
        self._body = QStackedLayout(self)
        self._body.addWidget(holder)
        self._body.addWidget(search)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.face.clicked.connect(self.search)
        self.field.picked.connect(self._pick)
        self.field.left.connect(self._on_left)
        editor.shown.connect(self.field.clear)

    def show_desk(self, desk: Desk) -> None:
        """The card of its client, or the field while there is none."""
        self.box.set_label(tr("Supplier") if desk.draft.kind == "purchase" else tr("Client"))
        self._label.setText(self.box.label())
        if desk.draft.bill_to_id:
            self.face.show_desk(desk)
        self._body.setCurrentIndex(0 if desk.draft.bill_to_id else 1)

    def show_problem(self) -> None:
        """Said under the field: no client yet, or one that is blocked."""
        self.box.set_problem(self.editor.faults.at("bill_to_id"))

    def search(self) -> None:
        """Choose a client."""
        if self.editor.is_open:
            self._body.setCurrentIndex(1)
            self.field.setText("")
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Where the keyboard comes in."""
        if self._body.currentIndex():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, client_id: int) -> None:
        self.field.setText("")
        self.chosen.emit(client_id)

    def _on_left(self) -> None:
        if self.editor.desk is not None and self.editor.draft.bill_to_id:
            self._body.setCurrentIndex(0)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self._body.currentIndex() and self.editor.draft.bill_to_id:
            self._body.setCurrentIndex(0)
            self.face.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class RecipientDialog(Dialog):
    """Somebody else gets the goods: `done(client_id)`."""

    def __init__(self, editor: PaperEditor, parent: QWidget, done: Callable[[int], object]) -> None:
        super().__init__(parent, tr("Deliver to somebody else"), width=480)
        self.tall = 420
        field = ClientField(editor.shell, lambda: editor.draft.kind)
        field.picked.connect(lambda number: (self.accept(), done(number)))
        self.body.addWidget(FieldBox(tr("Recipient"), field))
        self.body.addStretch(1)
        self.add_cancel()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

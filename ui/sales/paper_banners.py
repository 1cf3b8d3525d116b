"""What one should know of the client before the paper goes out: hint, note, credit to use, credit limit, refusals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.sales.editing import Desk
from ui.text import tr, translator
from ui.widgets.message_bar import BarKind, MessageBar

if TYPE_CHECKING:
    from ui.sales.paper_editor import PaperEditor

LIMITED = ("order", "delivery", "invoice")


def limit_state(desk: Desk) -> str:
    """ "", "near" or "over": how this paper stands to the credit limit of its client."""
    draft = desk.draft
    if desk.buyer is None or desk.buyer.credit is None or draft.kind not in LIMITED or draft.state != "draft":
        return ""
    return desk.buyer.credit.state(draft.gross)


class PaperBanners(QWidget):
    """One bar for each thing; what was hidden stays hidden for this paper."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self.editor = editor
        self._bars: dict[str, MessageBar] = {}
        self._hidden: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self.setVisible(False)
        editor.judged.connect(self._show_unplaced)

    def forget(self) -> None:
        """Another paper: nothing is hidden any more."""
        self._hidden.clear()

    def bar(self, name: str) -> MessageBar | None:
        """The bar called `name`, if it is in sight."""
        bar = self._bars.get(name)
        return bar if bar is not None and not bar.isHidden() else None

    def show_desk(self, desk: Desk) -> None:
        """What there is to say of this paper and its client."""
        buyer, is_open = desk.buyer, desk.draft.state == "draft"
        said: dict[str, tuple[BarKind, str, str, str]] = {}
        if buyer is not None and is_open:
            if buyer.hint:
                said["hint"] = ("warning", tr("On orders:"), buyer.hint, "flag")
            if buyer.note:
                said["note"] = ("warning", tr("Note on this client:"), buyer.note, "pin")
            if buyer.spare and desk.draft.kind == "invoice":
                amount = translator().money(buyer.spare, desk.draft.currency)
                said["spare"] = ("info", tr("Credit of {amount} available.", amount=amount),
                                 tr("It can be set against this invoice once it is issued."), "cash")  # fmt: skip
            said |= self._limit(desk)
        for name in ("hint", "note", "spare", "limit"):
            if name in said and name not in self._hidden:
                self._say(name, *said[name])
            else:
                self._drop(name)
        self._fit()

    def _limit(self, desk: Desk) -> dict[str, tuple[BarKind, str, str, str]]:
        state = limit_state(desk)
        assert desk.buyer is not None
        credit = desk.buyer.credit
        if not state or credit is None:
            return {}
        money = translator().money
        after = credit.used + desk.draft.gross
        words = tr(
            "{used} of {limit} with this document.",
            used=money(after, desk.draft.currency),
            limit=money(credit.limit, desk.draft.currency),
        )
        if state == "over":
            beyond = money(after - credit.limit, desk.draft.currency)
            return {"limit": ("error", tr("Credit limit exceeded by {amount}.", amount=beyond), words, "alert-circle")}
        part = round(after / credit.limit * 100) if credit.limit else Decimal(100)
        return {"limit": ("warning", tr("{percent} % of the credit limit is used.", percent=part), words, "wallet")}

    def _show_unplaced(self) -> None:
        """What stops saving and has no field of its own in sight."""
        if self.editor.desk is None:
            return
        found = [each for each in self.editor.faults.errors() if each.path in ("", "lines", "billing", "bill_to_id")]
        if self.editor.draft.bill_to_id == 0:
            found = [each for each in found if each.path != "bill_to_id"]
        if found:
            words = " ".join(tr(each.message, **each.parameters) for each in found)
            self._say("unplaced", "error", "", words, "alert-circle")
        else:
            self._drop("unplaced")
        self._fit()

    def _say(self, name: str, kind: BarKind, strong: str, text: str, icon: str) -> None:
        bar, words = self._bars.get(name), f"{strong} {text}".strip()
        if bar is not None and bar.text() == words and not bar.isHidden():
            return
        self._drop(name)
        bar = MessageBar(icon=icon)
        bar.show_message(kind, text, strong=strong, closable=False)
        if name != "unplaced":
            bar.add_action(tr("Hide"), lambda: self._hide(name))
        self._bars[name] = bar
        self._column.addWidget(bar)

    def _hide(self, name: str) -> None:
        self._hidden.add(name)
        self._drop(name)
        self._fit()

    def _drop(self, name: str) -> None:
        bar = self._bars.pop(name, None)
        if bar is not None:
            bar.hide()
            self._column.removeWidget(bar)
            bar.deleteLater()

    def _fit(self) -> None:
        self._column.setContentsMargins(24, 0, 24, 14 if self._bars else 0)
        self.setVisible(bool(self._bars))

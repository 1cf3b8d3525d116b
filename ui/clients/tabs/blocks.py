"""The section Blocks: what this client may not do, why and until when. Past blocks stay, greyed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.clients import drafts
from app.clients.model import Block, Client
from app.clients.part_labels import BLOCKED
from app.i18n import N_
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.section import Section
from ui.clients.small_dialogs import ask_block
from ui.clients.table_grid import Column, TableGrid
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, LinkLabel, text_label
from ui.widgets.pills import Badge
from ui.widgets.toggles import CheckBox

KINDS = {
    "orders": N_("Orders"),
    "invoicing": N_("Invoicing"),
    "reminders": N_("Payment reminders"),
    "debit": N_("Direct debit"),
    "refunds": N_("Refunds"),
    "supplier_orders": N_("Supplier orders"),
}


class BlocksSection(Section):
    """A row for each block; "Block…" adds one, "Lift" ends one today."""

    answers = ("blocks",)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "blocks", tr("Blocks"), pencil=False)
        self.adder = LinkLabel(tr("Block…"), "lock")
        self.adder.clicked.connect(self.ask)
        self.tools.addWidget(self.adder)
        columns = (
            Column(tr("Blocked"), 3),
            Column(tr("Reason"), 3),
            Column(tr("Comment"), 4),
            Column(tr("Period"), 3),
            Column(""),
        )
        self.table = TableGrid(columns, tr("Blocks"))
        self._none = text_label(tr("Nothing is blocked."), "body", "text3")
        self.no_orders = CheckBox(tr("Take no orders from this client"))
        self.no_orders.clicked.connect(self._turn_orders)
        self.body.addWidget(self.no_orders)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        editor.edited.connect(self._on_edited)

    def show_record(self) -> None:
        super().show_record()
        today = self.editor.shell.today()
        found = list(enumerate(self.editor.draft.blocks))
        found.sort(key=lambda pair: (not in_force(pair[1], today), -pair[1].from_on.toordinal()))
        reasons = self.editor.opened.lists.get("block_reason")
        if self.table.begin([(place, drafts.plain(block)) for place, block in found], reasons, today):
            for place, block in found:
                self.table.add_row(self._row(place, block, today))
        self.no_orders.setChecked(bool(self._stopping_orders()))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    def _row(self, place: int, block: Block, today: date) -> list[QWidget | None]:
        now, ended = in_force(block, today), block.until_on is not None and block.until_on < today
        tone = "text3" if ended else "text2"
        kind = tr(KINDS.get(block.kind, KINDS["orders"]))
        badge = Badge(kind, "neutral" if ended else "red" if now else "amber", None if ended else "lock")
        reason = self.editor.opened.label("block_reason", block.reason_id)
        last: QWidget = text_label(tr("ended"), "body", "text3")
        if not ended:
            last = Button(tr("Lift"), "lock-open", small=True)
            last.setAccessibleName(tr("Lift: {kind}", kind=kind))
            last.clicked.connect(partial(self.lift, place))
        return [
            badge,
            ElidedLabel(reason, tone="text3" if ended else "text"),
            ElidedLabel(block.comment, tone=tone),
            ElidedLabel(period(block, today), tone="text3" if ended else "text"),
            last,
        ]

    def count(self) -> int | None:
        today = self.editor.shell.today()
        return sum(in_force(block, today) for block in self.editor.draft.blocks) or None

    def _on_edited(self, path: str) -> None:
        if path in ("", "blocks") and self.editor.editing:
            self.show_record()

    def ask(self) -> None:
        """What to block, and why."""
        ask_new_block(self, self.editor)

    def lift(self, *places: int) -> None:
        """End blocks of one kind: they were in force until yesterday; one that began today goes away."""
        today = self.editor.shell.today()

        def end(draft: Client) -> None:
            for place in sorted(places, reverse=True):
                block = draft.blocks[place]
                if block.from_on >= today:
                    draft.blocks.pop(place)
                else:
                    block.until_on = today - timedelta(days=1)

        words = tr(BLOCKED[self.editor.draft.blocks[places[0]].kind])
        self.editor.act(N_("Lift a block of {name}"), end, said=tr("Lifted: {block}.", block=words))

    def _stopping_orders(self) -> list[int]:
        today = self.editor.shell.today()
        blocks = enumerate(self.editor.draft.blocks)
        return [place for place, block in blocks if block.kind == "orders" and in_force(block, today)]

    def _turn_orders(self) -> None:
        """The short way to the one block that shops use most, without a reason and until it is lifted."""
        stopping = self._stopping_orders()
        if stopping:
            self.lift(*stopping)
        else:
            add_block(self.editor, kind="orders", from_on=self.editor.shell.today())

    def focus(self, path: str) -> bool:
        return False

    def focus_first(self) -> bool:
        self.adder.setFocus()
        return True


def ask_new_block(parent: QWidget, editor: Editor) -> None:
    """Ask for a block and add it."""
    reasons = editor.opened.lists.get("block_reason", ())
    ask_block(parent, reasons, editor.shell.today(), partial(add_block, editor)).begin()


def add_block(editor: Editor, **values: Any) -> None:
    """Block something from now on; `values` are those of the block."""
    said = tr("{block}.", block=tr(BLOCKED[values["kind"]]))
    editor.act(N_("Block {name}"), lambda draft: draft.blocks.append(Block(**values)), said=said)


def in_force(block: Block, today: date) -> bool:
    """Whether a block holds today."""
    return block.from_on <= today and (block.until_on is None or block.until_on >= today)


def period(block: Block, today: date) -> str:
    """From when until when."""
    start = reading.day(block.from_on, today)
    if block.until_on is None:
        return tr("since {start}", start=start)
    return tr("{start} → {end}", start=start, end=reading.day(block.until_on, today))

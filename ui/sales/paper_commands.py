"""What the commands do on the page of a paper, and its menus."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.sales import choosing, converting, records
from app.sales.kinds import KINDS, title
from ui.sales import paper_menu, paper_output
from ui.sales.line_fields import PercentField
from ui.sales.paper_banners import limit_state
from ui.sales.paper_trail import show_history
from ui.text import tr, translator
from ui.widgets.dialogs import confirm
from ui.widgets.inputs import LineInput, TextArea
from ui.widgets.menus import Menu
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.sales.paper_page import PaperPage

_TURN = {
    "order": N_("Turn into an order"),
    "delivery": N_("Turn into a delivery note"),
    "invoice": N_("Turn into an invoice"),
    "proforma": N_("Turn into a pro forma invoice"),
    "credit_note": N_("Make a credit note"),
}
_ASK_ISSUE = {
    "invoice": N_("The number {number} is given for good. After that the invoice can no longer be changed, only "
                  "credited."),
    "credit_note": N_("The number {number} is given for good. After that the credit note can no longer be changed."),
}  # fmt: skip
_QUESTION = {
    "quote": N_("Issue this quote?"),
    "order": N_("Issue this order?"),
    "delivery": N_("Issue this delivery note?"),
    "invoice": N_("Issue this invoice?"),
    "credit_note": N_("Issue this credit note?"),
    "proforma": N_("Issue this pro forma invoice?"),
    "purchase": N_("Issue this purchase order?"),
}


class PaperCommands:
    """`handlers()` are those that mean something for the paper as it is now."""

    def __init__(self, page: PaperPage) -> None:
        self.page = page
        self.editor, self.shell = page.editor, page.shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The functions by the keys of `ui.actions`."""
        page, editor = self.page, self.editor
        found: dict[str, Callable[[], None]] = {"back": lambda: page.can_leave(page.go_back)}
        if editor.desk is None:
            return found
        found |= {"preview_paper": self.preview, "print": self.print, "save_pdf": self.save_pdf}
        if editor.is_open:
            found |= {
                "save": self.save,
                "issue": self.issue,
                "add_line": page.lines.begin_new,
                "add_text_line": page.lines.add_text,
            }
        if not editor.is_new:
            found["copy_paper"] = lambda: self._make(N_("Copy a document"), converting.copy)
            found |= self._issued() if editor.draft.state == "issued" else {}
            if editor.is_open and editor.draft.sequence is None:
                found["delete"] = self.delete
        return found

    def _issued(self) -> dict[str, Callable[[], None]]:
        draft, found = self.editor.draft, dict[str, Callable[[], None]]()
        if KINDS[draft.kind].turns_into and draft.closed_on is None:
            found["turn_into"] = lambda: self.open_turns(self.page.title_row.next)
        if draft.kind == "invoice":
            found["credit"] = partial(self.turn, "credit_note")
            desk = self.editor.desk
            if desk is not None and desk.left:
                found["new_payment"] = lambda: self.shell.record_payment(client_id=draft.bill_to_id, paper_id=draft.id)
        if not KINDS[draft.kind].legal and draft.closed_on is None:
            found["close_order"] = self.close
        return found

    # Saving and issuing

    def save(self) -> None:
        """Keep the draft."""
        self.page.lines.finish()
        if not self.editor.is_dirty() and not self.editor.is_new:
            self.shell.toast(tr("All saved"))
            return
        self.editor.save(self._saved)

    def _saved(self, number: int) -> None:
        self.page._saved(number)
        self.shell.toast(tr("Draft saved"), undo=True)

    def issue(self) -> None:
        """Give it its number: asked once, and where the credit limit does not reach, that is said."""
        page, editor = self.page, self.editor
        page.lines.finish()
        if editor.busy or not editor.ready_to_issue() or editor.desk is None:
            return
        draft = editor.draft
        words = _ASK_ISSUE.get(draft.kind, N_("The number {number} is given. It can be taken back to a draft as long "
                                              "as nothing is made from it."))  # fmt: skip
        effect = tr(words, number=editor.desk.coming)
        over = limit_state(editor.desk) == "over"
        if over:
            warning = tr("The credit limit of this client is exceeded with it.")
            effect = tr("{first} {second}", first=warning, second=effect)
        if confirm(page, tr(_QUESTION[draft.kind]), effect, tr("Issue"), danger=over):
            editor.issue(self._issued_now)

    def _issued_now(self, issued: Any) -> None:
        self.page._saved(issued.paper_id)
        draft = self.editor.draft
        name = tr(title(draft.kind, deposit=draft.deposit))
        words = N_("{name} {number} is issued")
        if issued.made_client:
            words = N_("{name} {number} is issued, and {client} is a client now.")
        self.shell.toast(tr(words, name=name, number=issued.number, client=draft.client_name))

    def delete(self) -> None:
        """A draft that never had a number goes."""
        effect = tr("It has no number yet; nothing else refers to it.")
        if confirm(self.page, tr("Delete this draft?"), effect, tr("Delete"), danger=True):
            number = self.editor.draft.id
            self.page._forget()

            def gone(_none: Any) -> None:
                self.page._paper_id = None
                self.shell.toast(tr("Draft deleted"), undo=True)
                self.shell.back()

            work = partial(records.delete, paper_id=number)
            self.shell.jobs.write(self.page, N_("Delete a draft"), work, gone, refused=self._back_again)

    def _back_again(self, error: Any) -> None:
        self.shell.explain(error)
        self.page.reload()

    # From one paper to the next

    def turn(self, target: str) -> None:
        """A draft of another kind of what is left of this paper."""

        def work(session: Any, number: int, today: Any) -> int:
            return converting.carry_on(session, [number], target, today)

        self._make(N_("Turn a document into another"), work)

    def _make(self, label: str, work: Callable[[Any, int, Any], int]) -> None:
        number, today = self.editor.draft.id, self.shell.today()

        def write() -> None:
            self.shell.jobs.write(
                self.page, label, lambda session: work(session, number, today), self.page.follow,
                refused=self.shell.explain,
            )  # fmt: skip

        self.page.can_leave(write)

    def deposit(self) -> None:
        """Ask which part is paid beforehand."""

        def take(percent: Decimal) -> None:
            def work(session: Any, number: int, today: Any) -> int:
                return converting.deposit(session, number, percent=percent, today=today)

            self._make(N_("Deposit invoice"), work)

        dialog = Question(self.page, tr("Deposit invoice"), tr("Make the invoice"), take)
        dialog.add("percent", tr("Part of the total, in per cent"), PercentField(), needed=N_("Enter a percentage."))
        dialog.begin()

    def close(self) -> None:
        """Nothing is awaited of it any more."""

        def take(reason: str) -> None:
            work = partial(converting.close, paper_id=self.editor.draft.id, reason=reason, today=self.shell.today())
            self._act(N_("Close a document"), work, tr("Closed"))

        dialog = Question(self.page, tr("Close {name}?", name=self.page.title()), tr("Close it"), take)
        dialog.add("reason", tr("Reason"), LineInput(max_length=200), needed=N_("Say why it is closed."))
        dialog.begin()

    def decide(self, outcome: str) -> None:
        """What the client said to a quote."""
        said = {"accepted": tr("Quote accepted"), "refused": tr("Quote refused"), "": tr("Open again")}[outcome]
        work = partial(converting.decide, paper_id=self.editor.draft.id, outcome=outcome)
        self._act(N_("Answer to a quote"), work, said)

    def _act(self, label: str, work: Callable[[Any], Any], said: str) -> None:
        def done(_none: Any) -> None:
            self.page.reload()
            self.shell.toast(said, undo=True)

        self.shell.jobs.write(self.page, label, work, done, refused=self.shell.explain)

    # Menus

    def open_menu(self) -> None:
        """Under the dots: everything that can be done with this paper."""
        menu = paper_menu.fill(Menu(self.page), self.shell)
        menu.addSeparator()
        self._fill_more(menu)
        menu.open_under(self.page.title_row.more)

    def _fill_more(self, menu: Menu) -> None:
        desk = self.editor.desk
        if desk is None:
            return
        draft = desk.draft
        if draft.state == "issued":
            if draft.kind == "quote":
                if draft.outcome != "accepted":
                    menu.add(tr("Accepted by the client"), partial(self.decide, "accepted"), icon="check")
                if draft.outcome != "refused":
                    menu.add(tr("Refused by the client"), partial(self.decide, "refused"), icon="x")
                if draft.outcome:
                    menu.add(tr("No answer yet"), partial(self.decide, ""), icon="help-circle")
            if draft.kind in ("quote", "order", "proforma"):
                menu.add(tr("Deposit invoice…"), self.deposit, icon="percentage")
            if draft.closed_on is not None:
                work = partial(converting.open_again, paper_id=draft.id)
                act = partial(self._act, N_("Open a document again"), work, tr("Open again"))
                menu.add(tr("Open again"), act, icon="archive-off")
            elif not KINDS[draft.kind].legal:
                work = partial(converting.back_to_draft, paper_id=draft.id)
                act = partial(self._act, N_("Back to draft"), work, tr("Back to draft"))
                menu.add(tr("Back to draft"), act, icon="arrow-back-up")
        if draft.bill_to_id:
            menu.add(tr("Open the client"), partial(self.shell.open_record, draft.bill_to_id), icon="users")
        if desk.events:
            menu.add(tr("History of this document"), partial(show_history, self.page, desk), icon="history")

    def open_turns(self, button: QWidget) -> None:
        """What this paper can become; where there is one thing only, that."""
        targets = KINDS[self.editor.draft.kind].turns_into
        if len(targets) == 1:
            self.turn(targets[0])
            return
        menu = Menu(self.page)
        icons = {"order": "clipboard-text", "delivery": "truck-delivery", "credit_note": "receipt-refund"}
        for target in targets:
            menu.add(tr(_TURN[target]), partial(self.turn, target), icon=icons.get(target, "file-invoice"))
        menu.open_under(button)

    def line_menu(self, row: int, spot: QPoint) -> None:
        """What can be done with one line."""
        menu, lines = Menu(self.page), self.page.lines
        menu.add(tr("Move up"), lambda: self.editor.move(row, -1), icon="arrow-up", keys="Alt+Up")
        menu.add(tr("Move down"), lambda: self.editor.move(row, 1), icon="arrow-down", keys="Alt+Down")
        menu.add(tr("Words under the name…"), lambda: self.edit_note(row), icon="note")
        menu.addSeparator()
        menu.add(tr("Delete the line"), lambda: lines.remove(row), icon="trash", keys="Del", danger=True)
        menu.exec(spot)

    def edit_note(self, row: int) -> None:
        """The small words under the name of a line."""

        def take(words: str) -> None:
            self.editor.put(f"lines/{row}/note", words)

        dialog = Question(self.page, self.editor.draft.lines[row].name, tr("Take over"), take)
        dialog.add("words", tr("Words under the name"), TextArea(self.editor.draft.lines[row].note, lines=3))
        dialog.begin()

    def create_product(self, text: str, row: int) -> None:
        """A new product of what was typed in a line, put into that line once it is in the list."""

        def take(product: Any) -> None:
            self.page.lines.add_product(product, row)

        self.shell.new_product(text=text, then=take)

    def offer_earlier(self) -> None:
        """The latest papers of this client, to take lines from."""
        if not self.page.client_id:
            self.page.card.focus()
            return
        work = partial(choosing.earlier, client_id=self.page.client_id, besides=self.editor.draft.id or 0)
        self.shell.jobs.rows(self.page, work, self._show_earlier)

    def _show_earlier(self, found: list[Any]) -> None:
        menu, words = Menu(self.page), translator()
        for each in found:
            name = " ".join(filter(None, (tr(KINDS[each.kind].title), each.number or tr("draft"))))
            amount, day = words.money(each.gross, each.currency), words.date(each.dated_on)
            text = tr("{name}, {day}: {amount}", name=name, day=day, amount=amount)
            menu.add(text, partial(self._take_lines, each.id))
        if not found:
            menu.add(tr("Nothing was written for this client yet")).setEnabled(False)
        menu.open_under(self.page.foot.copy)

    def _take_lines(self, number: int) -> None:
        def put(lines: list[Any]) -> None:
            if self.editor.is_open:
                self.editor.insert(len(self.editor.draft.lines), *lines)
                self.page.lines.begin_new()

        self.shell.jobs.read(self.page, partial(choosing.lines_of, paper_id=number), put)

    # On paper

    def preview(self) -> None:
        """The page as it is printed."""
        self.page.lines.finish()
        paper_output.show(self.page)

    def print(self) -> None:
        """To the printer, from the page as it is printed."""
        self.page.lines.finish()
        paper_output.show(self.page, start=True)

    def save_pdf(self) -> None:
        """As a file."""
        self.page.lines.finish()
        paper_output.save(self.page)

"""The page of one record: header, tabs, messages, and the bar that saves. What a tab shows is the tab's affair."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients import opened
from app.clients.opened import Opened
from app.store.history import Changes
from ui.clients.editor import Editor
from ui.clients.header import Header
from ui.clients.read_field import ReadField
from ui.clients.record_commands import RecordCommands
from ui.clients.record_messages import RecordMessages
from ui.clients.record_tabs import RecordTabs
from ui.clients.recovery import Recovery
from ui.clients.save_bar import SaveBar
from ui.clients.tabs import TABS
from ui.shell import Shell
from ui.text import tr
from ui.widgets.dialogs import Answer, ask

_LISTS = (
    "choice", "note_text", "tag", "pin", "custom_field", "custom_option", "person", "team", "payment_term",
    "payment_means", "tax_rate", "carrier", "price_list", "reminder_plan", "bank_account", "company",
)  # fmt: skip
_IN_HEADER = (
    "", "company_name", "trade_name", "first_name", "last_name", "is_organisation", "is_client", "is_prospect",
    "is_partner", "is_supplier", "key_account", "nurturing", "starred", "reference", "companies/0/on_watch", "emails",
)  # fmt: skip


class RecordPage(RecordTabs):
    """`open(client_id)` shows a record. `page_changed`: title, saved or not, or the commands that are served."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.ids: array[int] | None = None
        self.editor = Editor(shell, self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._wanted: dict[str, Any] = {}
        self._client_id = 0
        self._outdated = False
        self._dirty = False
        self._to_edit = False
        self._shown_error: tuple[tuple[int, ...], str] = ((), "")
        self._build()
        self.recovery = Recovery(self.editor, self)
        self.commands = RecordCommands(self)
        self._connect()

    def _build(self) -> None:
        self.header = Header(self.editor, self.shell)
        self.front = self.tabs  # where the keyboard is when the page comes to the front
        self.messages = RecordMessages(self)
        self.bar = SaveBar(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in self.zones():
            column.addWidget(part, int(part is self.stack))

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.header, self.tabs, self.messages, self.stack, self.bar]

    def _connect(self) -> None:
        editor = self.editor
        self.header.tab_wanted.connect(self.go_to)
        self.header.logo_dropped.connect(self.commands.take_logo)
        self.bar.error_wanted.connect(lambda: self.show_error(after=self._shown_error))
        self.bar.cancelled.connect(self.cancel)
        editor.shown.connect(self._on_shown)
        editor.mode_changed.connect(self._on_mode)
        editor.edited.connect(self._on_edited)
        editor.judged.connect(self._on_judged)
        editor.stale.connect(self.reload)
        editor.refused.connect(self.show_error)
        editor.wanted.connect(self.go_to)
        editor.conflicted.connect(lambda: self._read(self.messages.show_conflict))
        editor.money.arrived.connect(self._on_account)
        self.shell.jobs.changed.connect(self._on_changes)

    # Opening

    def open(
        self, client_id: int, *, ids: array[int] | None = None, edit: bool = False, tab: str = "", field: str = ""
    ) -> None:
        """Show a record; `ids` is the list it comes from. `field` is a path to put the caret or the focus at."""
        if ids is not None or client_id not in (self.ids or ()):
            self.ids = ids
        self._client_id = client_id
        self._wanted = {"edit": edit, "tab": tab, "field": field}
        if tab and tab != self.tabs.current():
            self.tabs.set_current(tab)
        self.messages.clear()
        self.reload()

    def reload(self) -> None:
        """Read the record again, and its account; edits are left behind."""
        self._read(self._take)
        self.editor.money.load(self._client_id)

    def _read(self, then: Callable[[Opened | None], object]) -> None:
        self.shell.jobs.read(self, partial(opened.read, client_id=self._client_id), then, key="record")

    def _take(self, found: Opened | None) -> None:
        if found is None:
            self._gone()
            return
        self._outdated = False
        wanted, self._wanted = self._wanted, {}
        if wanted:
            # No ring on a tab that nobody went to, and every record from its beginning.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            for page in self._pages.values():
                page.to_top()
        self._to_edit = bool(wanted.get("edit"))
        self.editor.show(found)
        if self._to_edit:
            self._to_edit = False
            self.editor.begin()
        if wanted.get("field"):
            self.go_to(wanted["tab"] or self.tab_of(wanted["field"]) or self.tabs.current(), wanted["field"])
        elif wanted.get("edit"):
            self.focus_first()
        if wanted:
            self.recovery.offer(self.messages)
            self.prepare_tabs()

    def _gone(self) -> None:
        self.editor.abandon()
        self.shell.toast(tr("This client is not in the file any more."))
        self.shell.back()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated and not self.editor.editing:
            self.reload()

    # What the window asks

    @property
    def client_id(self) -> int:
        """The client whose record is shown."""
        return self._client_id

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"client_id": self._client_id, "ids": self.ids}

    def title(self) -> str:
        """The name of the client."""
        return self.editor.name or tr("No name")

    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self.editor.is_dirty() or self._is_writing()

    def _is_writing(self) -> bool:
        return "overview" in self._pages and self._pages["overview"].is_writing()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands that mean something now."""
        return self.commands.handlers()

    def can_leave(self, then: Callable[[], object]) -> None:
        """Run `then` once nothing would be lost by it: asks where something changed."""
        if self._is_writing() and not self._note_settled():
            return
        if not self.editor.is_dirty():
            if self.editor.editing:
                self.editor.drop()
            then()
            return
        question = tr("Save the changes to {name}?", name=self.title())
        answers = (
            Answer("stay", tr("Stay")),
            Answer("drop", tr("Don’t save")),
            Answer("save", tr("Save"), "primary"),
        )
        answer = ask(self, question, tr("What you changed is lost if you do not save it."), answers)
        if answer == "save":
            self.save(then)
        elif answer == "drop":
            self.editor.drop()
            then()

    def _note_settled(self) -> bool:
        """What becomes of a note that was begun; False to stay with it."""
        answers = (Answer("stay", tr("Stay")), Answer("drop", tr("Don’t add")), Answer("add", tr("Add"), "primary"))
        question = tr("Add the note to {name}?", name=self.title())
        answer = ask(self, question, tr("You began to write it, and it is lost if you do not add it."), answers)
        if answer == "add":
            self._pages["overview"].add_note()
        elif answer == "drop":
            self._pages["overview"].forget()
        return answer != "stay"

    # Editing

    def edit(self) -> None:
        """Edit mode, the caret in the field that had the focus."""
        focused = self.focusWidget()
        path = focused.path if isinstance(focused, ReadField) else ""
        self.editor.begin()
        if not path or not self.tab().focus(path):
            self.focus_first()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write the changes, or go to the first field that stands against it, even where only the file knows of it."""
        if self.editor.editing and not self.editor.changes() and not self.editor.unreadable():
            self.editor.drop()
            if then is not None:
                then()
            return
        self.editor.save(then)

    def cancel(self) -> None:
        """Leave edit mode; asks where something changed."""
        if self.editor.editing:
            self.can_leave(self._focus_reading)

    def _focus_reading(self) -> None:
        if self.editor.editing:
            self.editor.drop()
        self.header.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, *, after: tuple[tuple[int, ...], str] = ((), "")) -> None:
        """Go to the first field to correct, as they stand on the tabs; to the next one `after` that place."""
        paths = (problem.path for problem in self.editor.errors())
        places = sorted((self._rank(path), path) for path in paths if self.tab_of(path))
        if places:
            self._shown_error = next((place for place in places if place > after), places[0])
            path = self._shown_error[1]
            self.go_to(self.tab_of(path), path)

    # Following

    def _tab_shown(self) -> None:
        self._show_header()

    def _show_header(self) -> None:
        self.header.show_record(overview=self.tabs.current() == "overview")
        ids = self.ids
        place = ids.index(self._client_id) + 1 if ids is not None and self._client_id in ids else 0
        self.header.show_place(place, len(ids) if ids is not None and place else 0)

    def _on_shown(self) -> None:
        self.messages.show_state()
        if not self._to_edit:
            self._refresh_tabs()
        self.page_changed.emit()

    def _on_account(self) -> None:
        """The key figures, and how many invoices are late; the tabs listen by themselves."""
        account = self.editor.money.account
        late = account.late_count() if account is not None else 0
        self.tabs.set_count("account", late or None, "red")
        self._show_header()

    def _on_mode(self, editing: bool) -> None:
        self._dirty = False
        if not editing and self.stack.isAncestorOf(self.focusWidget() or self):
            # The field with the caret goes: the next one must not take the focus and scroll itself into sight.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if editing:
            # Back to reading, the record is shown anew right after this.
            self._behind = set(self._pages)
            if not self.has_fields():
                self.tabs.set_current("details")
            else:
                self._show_tab(self.tabs.current())
        self.bar.show_state()
        self.recovery.follow(editing)
        self.page_changed.emit()

    def _on_edited(self, path: str) -> None:
        if not self.editor.editing:
            return
        self.bar.show_state()
        self._behind |= {key for key in self._pages if key != self.tabs.current()}
        if path in _IN_HEADER:
            self._show_header()
        dirty = self.editor.is_dirty()
        if dirty != self._dirty or path in ("", "starred"):
            self._dirty = dirty
            self.page_changed.emit()

    def _on_judged(self) -> None:
        errors = self.editor.errors()
        wrong = {self.tab_of(problem.path) for problem in errors}
        for tab in TABS:
            self.tabs.set_error(tab.key, tab.key in wrong)
        self.messages.show_unplaced([problem for problem in errors if not self.tab_of(problem.path)])
        self.bar.show_state()

    def _on_changes(self, changes: Changes) -> None:
        if not self.editor.client_id or self.editor.saving:
            return
        draft = self.editor.draft
        mine = changes.touches_row("client", draft.id) or any(
            changes.touches_row("contact", link.contact_id) for link in draft.links if link.contact_id
        )
        if not mine and not changes.touches(*_LISTS):
            return
        if not self.editor.editing:
            self._outdated = True
            if self.isVisible():
                self.reload()
        elif mine:
            beside = changes.touches("entry", "allocation", "payment", "paper", "kept_file")
            self._read(self._meet if beside else self.messages.show_conflict)
        else:
            self._read(self._take_lists)

    def _meet(self, found: Opened | None) -> None:
        """A payment, a paper or a file concerns the client without changing the record: that is no conflict."""
        if found is not None and found.draft.version == self.editor.draft.version:
            self._take_lists(found)
        else:
            self.messages.show_conflict(found)

    def _take_lists(self, found: Opened | None) -> None:
        if found is not None:
            self.editor.take_lists(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.editing:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.editor.editing:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
        else:
            super().keyPressEvent(event)

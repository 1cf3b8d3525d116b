"""The tab Files: what was given by the client or printed for them, kept with the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from app.activity import files
from app.activity.files import FileRow
from app.i18n import N_
from ui.activity.files_panel import FilesPanel
from ui.clients.editor import Editor
from ui.clients.tabs.tab import Tab
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.menus import Menu


class FilesTab(FilesPanel):
    """The files of the client whose record is shown; the count on the tab is there before anybody looks."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor.shell)
        self.editor = editor
        self.shop_button = Button(tr("From the shop…"), "building-store")
        self.shop_button.setToolTip(tr("Put a document of the shop into this record"))
        self.shop_button.clicked.connect(self._ask_shop)
        self.tools.insertWidget(self.tools.count() - 1, self.shop_button)
        editor.shown.connect(self.show_record)

    def show_record(self) -> None:
        """The files of the client."""
        self.show_owner(self.editor.client_id)

    def email(self) -> str:
        """The client's first address."""
        draft = self.editor.draft
        return next((each.text for each in draft.emails if each.text), "")

    def signer(self) -> str:
        """The client in person, or nobody in particular of a firm."""
        draft = self.editor.draft
        if draft.is_organisation:
            return ""
        return " ".join(part for part in (draft.first_name, draft.last_name) if part)

    def _ask_shop(self) -> None:
        if self.shell.may_write():
            self.shell.jobs.rows(self, lambda db: files.of_client(db, None), self._choose, key="shop files")

    def _choose(self, rows: list[FileRow]) -> None:
        menu = Menu(self)
        for row in rows:
            menu.add(row.name, partial(self._give, row), icon="file-text")
        if not rows:
            menu.add(tr("No documents of the shop yet")).setEnabled(False)
        menu.addSeparator()
        menu.add(tr("Documents of the shop…"), partial(self.shell.actions.run, "library"), icon="folder-open")
        menu.open_under(self.shop_button)

    def _give(self, row: FileRow) -> None:
        client_id = self.client_id
        if not client_id:
            return
        label, named = N_("Put “{name}” into the record"), {"name": row.name}
        work = lambda session: files.give(session, [row.id], client_id)  # noqa: E731 - one step
        self.shell.jobs.write(self, label, work, self._given, parameters=named)

    def _given(self, count: int) -> None:
        said = tr("In the record") if count else tr("This is in the record already.")
        self.shell.toast(said, undo=bool(count))

    def to_top(self) -> None:
        """Another record is about to be shown."""
        self.list.view.scrollToTop()

    def focus(self, path: str) -> bool:
        """`file/12` is a file of the list."""
        number = path.removeprefix("file/")
        if not number.isdecimal():
            return False
        self.go_to(int(number))
        self.focus_first()
        return True

    def rank(self, path: str) -> tuple[int, ...]:
        """No field of the record is here."""
        return ()

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)


TAB = Tab("files", N_("Files"), "paperclip", FilesTab, frozenset())

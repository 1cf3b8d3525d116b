"""The shop's own texts for notes, one click away from the field: they are put in where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.clients.opened import Opened
from app.mailings.templates import TemplateRow
from app.values.rich_text import as_message
from ui.clients.client_templates import fill, listed
from ui.shell import Shell
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.inputs import TextArea
from ui.widgets.menus import Menu


class InsertText(Button):
    """A quiet button beside `area`; `opened` gives the texts as they are when the menu opens."""

    def __init__(self, shell: Shell, area: TextArea, opened: Callable[[], Opened]) -> None:
        super().__init__(tr("Insert a text"), "clipboard-text", kind="quiet", chevron=True, small=True)
        self._shell, self._area, self._opened = shell, area, opened
        self.clicked.connect(lambda: listed(shell, self, "comment", self._ask))

    def _ask(self, comments: list[TemplateRow]) -> None:
        self.texts(comments).open_under(self)

    def texts(self, comments: Sequence[TemplateRow] = ()) -> Menu:
        """The texts by their names, templates for comments too, and the way to the list of them."""
        menu = Menu(self)
        for found in self._opened().note_texts:
            menu.add(found.label, partial(self._area.insert, found.text)).setToolTip(found.text)
        client_id = self._opened().draft.id
        for row in comments if client_id else ():
            take = lambda words: self._area.insert(as_message(words.body))  # noqa: E731 - an answer
            menu.add(row.name, partial(fill, self._shell, self, row, client_id, take), icon="template")
        if not menu.isEmpty():
            menu.addSeparator()
        menu.add(tr("Change these texts…"), lambda: self._shell.show_page("lists", kind="note_text"), icon="pencil")
        return menu

"""The tab Overview: the client at one look. A note to write, the next step, the history; who and where at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.model import Client
from app.i18n import N_
from ui.clients.editor import Editor
from ui.clients.tabs.side_cards import SideCards
from ui.clients.tabs.tab import Tab
from ui.clients.tabs.timeline import Timeline
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Card, Panel, Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Badge
from ui.widgets.symbols import symbol

_WIDE = 960


class Overview(QWidget):
    """Two columns, or one where the width is short."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.page = Page(margin=24, gap=16)
        self._panel = Panel("alt", "left")
        self._side_page = Page(margin=16, gap=12)
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self._side_page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self._panel)
        self.side = SideCards(editor)
        self.side.wanted.connect(self._go)
        self.timeline = Timeline(editor)
        self.page.body.addWidget(self._composer())
        self._step = Card(fill="amberSoft", line="amberLine")
        self._note = Card()
        for widget in (self._step, self._note):
            self.page.body.addWidget(widget)
        self.page.body.addLayout(self._history_head())
        self.page.body.addWidget(self.timeline)
        self.page.body.addStretch(1)
        self._wide: bool | None = None
        self._arrange()
        theme.changed.connect(self._rearrange)

    def _history_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(text_label(tr("History"), "card"))
        row.addStretch(1)
        row.addWidget(self.timeline.filter)
        return row

    def _composer(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.composer = TextArea(lines=2, placeholder=tr("Write what happened or what was said…"))
        self.composer.core().setAccessibleName(tr("Write a note"))
        self.add = Button(tr("Add the note"), "note", small=True, keys="Ctrl+Enter")
        self.add.clicked.connect(self.add_note)
        self.add.hide()
        self.composer.edited.connect(lambda: self.add.setVisible(bool(self.composer.value())))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.composer)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add_note)
        column.addWidget(self.composer)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)
        return place

    def to_top(self) -> None:
        """Another record: from its beginning, and with nothing written."""
        self.page.verticalScrollBar().setValue(0)
        self._side_page.verticalScrollBar().setValue(0)
        self.forget()

    # Showing

    def show_record(self) -> None:
        """Everything anew."""
        self._show_step()
        self._show_note()
        self.side.show_record()
        self.timeline.show_record()

    def _show_step(self) -> None:
        draft = self.editor.draft
        _empty(self._step)
        shown = bool(draft.followup or draft.followup_on)
        self._step.setVisible(shown)
        if not shown:
            return
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(symbol("flag", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(strong=draft.followup or tr("Next step")))
        when = translator().date(draft.followup_on) if draft.followup_on else tr("no date")
        words.addWidget(text_label(tr("Next step · {when}", when=when), "label", "text2", weight=400))
        row.addLayout(words, 1)
        done = Button(tr("Done"), "check", small=True)
        done.clicked.connect(self.finish_step)
        row.addWidget(done, 0, Qt.AlignmentFlag.AlignVCenter)
        self._step.body.addLayout(row)

    def _show_note(self) -> None:
        draft = self.editor.draft
        _empty(self._note)
        self._note.setVisible(bool(draft.note))
        if not draft.note:
            return
        head = QHBoxLayout()
        head.addWidget(text_label(tr("Note"), "card"))
        if draft.note_on_orders:
            head.addWidget(Badge(tr("Shown on new orders"), "amber", "info-circle"))
        head.addStretch(1)
        pencil = IconButton("pencil", tr("Edit the note"), small=True)
        pencil.clicked.connect(lambda: self._go("details", "edit/note"))
        head.addWidget(pencil)
        self._note.body.addLayout(head)
        self._note.body.addWidget(Paragraph(draft.note))

    def _arrange(self) -> None:
        """The cards go under the history where there is no room beside it."""
        wide = self.width() >= theme.px(_WIDE)
        if wide == self._wide:
            return
        self._wide = wide
        self._panel.setVisible(wide)
        if wide:
            self._side_page.body.insertWidget(0, self.side)
            self._side_page.body.addStretch(1)
            self._panel.setFixedWidth(theme.width("recordSide"))
        else:
            self.page.body.insertWidget(self.page.body.count() - 1, self.side)

    def _rearrange(self) -> None:
        """Another text size asks for other widths."""
        self._wide = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Acts

    def add_note(self) -> None:
        """Put what was written under the note of the client, with the day before it."""
        text = self.composer.value()
        if not text:
            return
        day = translator().date(self.editor.shell.today(), "short")
        line = tr("{day}: {text}", day=day, text=text)

        def add(draft: Client) -> None:
            draft.note = f"{draft.note}\n{line}".strip()

        self.editor.act(N_("Note on {name}"), add, said=tr("The note is added."))
        self.forget()

    def is_writing(self) -> bool:
        """Whether a note was begun and not added."""
        return bool(self.composer.value())

    def forget(self) -> None:
        """Leave what was written."""
        self.composer.set_value("")
        self.add.hide()

    def finish_step(self) -> None:
        """The next step is done: nothing is left to do."""

        def end(draft: Client) -> None:
            draft.followup, draft.followup_on = "", None

        self.editor.act(N_("Next step of {name} done"), end, said=tr("The next step is done."))

    def _go(self, tab: str, path: str) -> None:
        self.editor.wanted.emit(tab, path)

    # Focus

    def focus(self, path: str) -> bool:
        """Only the note to write is here."""
        if path != "note/new":
            return False
        self.composer.core().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """The note to write."""
        self.focus("note/new")


def _empty(card: Card) -> None:
    while card.body.count():
        item = card.body.takeAt(0)
        _drop(item)


def _drop(item) -> None:
    if item.widget() is not None:
        item.widget().hide()
        item.widget().deleteLater()
    elif item.layout() is not None:
        while item.layout().count():
            _drop(item.layout().takeAt(0))


TAB = Tab("overview", N_("Overview"), "layout-sidebar-right", Overview, frozenset())

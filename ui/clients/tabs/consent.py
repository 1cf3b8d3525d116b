"""The section Consent and language: what may be sent, since when and how we know; every answer stays in the history."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients import drafts
from app.clients.model import Client, ConsentEvent
from app.clients.rules import CHANNELS
from app.company.safekeeping import free_path
from app.exchange.table_file import write_table
from app.i18n import N_, plural
from app.paths import documents_folder
from ui.clients.editor import Editor
from ui.clients.section import FieldsSection, Slot, row_of
from ui.clients.small_dialogs import ask_consent
from ui.clients.table_grid import Column, TableGrid
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.dialogs import save_file
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.pills import Badge

NAMES = {"email": N_("E-mails"), "sms": N_("Text messages"), "letter": N_("Letters"), "newsletter": N_("Newsletter")}


def present(draft: Client, channel: str) -> ConsentEvent | None:
    """The latest answer for a channel."""
    found = [event for event in draft.consents if event.channel == channel]
    return max(enumerate(found), key=lambda pair: (pair[1].given_on, pair[0]))[1] if found else None


class ConsentSection(FieldsSection):
    """The language, and a row for each channel."""

    slots = (Slot("language", 4),)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "consent", tr("Consent and language"))
        self.answers += ("consents",)
        columns = (Column(tr("Channel"), 3), Column(tr("State"), 2), Column(tr("Since"), 5), Column(""))
        self.table = TableGrid(columns, tr("Consent"))
        self.history = LinkLabel("", "history")
        self.history.clicked.connect(self._flip_history)
        self._past = QWidget()
        self._past_column = QVBoxLayout(self._past)
        self._past_column.setContentsMargins(0, 0, 0, 0)
        self._past_column.setSpacing(4)
        self._past.hide()
        self.body.addWidget(self.table)
        self.save = LinkLabel(tr("Save the answers…"), "download")
        self.save.clicked.connect(self._save_answers)
        self.body.addWidget(row_of(self.history, self.save, gap=20))
        self.body.addWidget(self._past)
        editor.edited.connect(self._on_edited_parts)

    def show_record(self) -> None:
        super().show_record()
        self._show_consents()

    def _on_edited_parts(self, path: str) -> None:
        if path in ("", "consents") and self.editor.editing:
            self._show_consents()

    def _show_consents(self) -> None:
        draft = self.editor.draft
        if not self.table.begin([drafts.plain(event) for event in draft.consents]):
            return
        for channel in CHANNELS:
            self.table.add_row(self._row(channel))
        count = len(draft.consents)
        self.history.setText(trn(plural("All answers ({count})", "All answers ({count})"), count))
        self.history.updateGeometry()
        self.history.setVisible(count > 0)
        self.save.setVisible(count > 0 and not self.editor.editing)
        self._show_past()

    def _row(self, channel: str) -> list[QWidget | None]:
        event, name = present(self.editor.draft, channel), tr(NAMES[channel])
        change = Button(tr("Change…"), small=True)
        change.setAccessibleName(tr("Change: {channel}", channel=name))
        change.clicked.connect(partial(self.ask, channel))
        since = text_label(told(event) if event is not None else "", "body", "text2")
        return [text_label(name), state_badge(event), since, change]

    def _show_past(self) -> None:
        while self._past_column.count():
            self._past_column.takeAt(0).widget().deleteLater()
        for event in sorted(self.editor.draft.consents, key=lambda event: event.given_on, reverse=True):
            answer = tr("agrees") if event.granted else tr("refuses")
            name = tr(NAMES[event.channel])
            words = tr("{channel}: {answer}, {since}", channel=name, answer=answer, since=told(event))
            self._past_column.addWidget(text_label(words, "label", "text2", weight=400))

    def _flip_history(self) -> None:
        self._past.setVisible(self._past.isHidden())

    def _save_answers(self) -> None:
        """Every answer as a table, for whoever asks for the proof."""
        name = tr("Consent of {name}", name=self.editor.name)
        kinds = [(tr("Tables (CSV)"), "*.csv")]
        path = save_file(self, tr("Save the answers"), kinds, free_path(documents_folder(), name, ".csv"))
        if path is None:
            return
        rows = [(tr("Date"), tr("Client"), tr("Channel"), tr("Answer"), tr("Source")), *self._answers()]
        shell = self.editor.shell

        def done(_none: object) -> None:
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
            shell.toast(tr("The answers are saved."), action=tr("Show"), act=show)

        work = lambda _book, _progress: write_table(path, rows)  # noqa: E731 - runs beside the window
        shell.jobs.long(self, tr("Saving the answers…"), work, done, refused=shell.explain, lane="long")

    def _answers(self) -> list[tuple[str, ...]]:
        """Newest first."""
        name, answers = self.editor.name, {True: tr("agrees"), False: tr("refuses")}
        return [
            (event.given_on.isoformat(), name, tr(NAMES[event.channel]), answers[event.granted], event.source)
            for event in sorted(self.editor.draft.consents, key=lambda event: event.given_on, reverse=True)
        ]

    def ask(self, channel: str) -> None:
        """A new answer for a channel."""
        ask_consent(self, tr(NAMES[channel]), self.editor.shell.today(), partial(self.keep, channel)).begin()

    def keep(self, channel: str, **answer: Any) -> None:
        """Add the answer to the history."""
        event = partial(ConsentEvent, channel=channel, **answer)
        words = tr("agrees") if answer["granted"] else tr("refuses")
        said = tr("{channel}: {answer}.", channel=tr(NAMES[channel]), answer=words)
        self.editor.act(N_("Consent of {name}"), lambda draft: draft.consents.append(event()), said=said)


def told(event: ConsentEvent) -> str:
    """Since when, and how we know."""
    day = translator().date(event.given_on)
    return tr("{date}, {source}", date=day, source=event.source) if event.source else day


def state_badge(event: ConsentEvent | None) -> Badge:
    """Green, red, or not asked."""
    if event is None:
        return Badge(tr("Not asked"))
    return Badge(tr("Agrees"), "green", "check") if event.granted else Badge(tr("Refuses"), "red", "x")

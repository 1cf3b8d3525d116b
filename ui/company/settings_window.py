"""The window envelopes of the shop: where the address stands on its invoices, statements and letters."""

from __future__ import annotations

from typing import Any

from app.company import paper_settings
from app.documents import windows
from app.i18n import N_, plural
from app.mailings.envelopes import own_number
from app.mailings.own_envelopes import Own, listed
from ui.company.settings_parts import SettingsSection, row_of
from ui.printing.measure_envelope import MeasureEnvelope
from ui.shell import Shell
from ui.text import tr, trn
from ui.widgets.inputs import Choice
from ui.widgets.labels import LinkLabel, Paragraph

_UNTRUSTED = N_("No standard says where this window is: measure your envelopes before you trust it.")


class WindowSection(SettingsSection):
    """Which window; it acts at once."""

    key = "windows"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._own: list[Own] = []
        self._saved = ""
        self.window_choice = Choice()
        self.window_choice.edited.connect(self._take)
        self.add_row(tr("Our window envelopes"), self.window_choice)
        self.note = Paragraph("", "label", "text3")
        self.measure = LinkLabel(tr("Measure my envelope…"), "ruler-measure")
        self.change = LinkLabel(tr("Change this one…"))
        self.measure.clicked.connect(lambda: self._measure(None))
        self.change.clicked.connect(lambda: self._measure(self._chosen()))
        self.add_row("", self.note, words=True)
        self.add_row("", row_of(self.measure, self.change), words=True)

    def load(self) -> None:
        work = lambda session: (paper_settings.load(session).options["window"], listed(session))  # noqa: E731
        self.shell.jobs.read(self, work, self._show, key="settings windows")

    def tables(self) -> tuple[str, ...]:
        return ("option", "own_envelope", "company")

    def _show(self, found: tuple[str, list[Own]]) -> None:
        self._saved, every = found
        self._own = [each for each in every if each.has_window]
        country = self.shell.shop.country
        usual = tr(windows.NAMES[windows.usual(country)])
        options = [("", tr("As usual in the country ({name})", name=usual))]
        options += [(each.key, each.name) for each in self._own]
        if own_number(self._saved) and self._chosen() is None:
            options.append((self._saved, tr("An envelope that was measured")))
        options += [(key, tr(windows.NAMES[key])) for key in windows.keys(country)]
        self.window_choice.set_options(options)
        self.window_choice.set_value(self._saved)
        self.change.setVisible(self._chosen() is not None)
        window = windows.find(self._saved, country)
        lines = trn(plural("{count} line of 10 points", "{count} lines of 10 points"), window.most_lines)
        said = tr("The address has room for {lines}.", lines=lines)
        self.note.set_words(said if window.trusted else f"{said} {tr(_UNTRUSTED)}")

    def _chosen(self) -> Own | None:
        number = own_number(self._saved)
        return next((each for each in self._own if number and each.id == number), None)

    def _take(self) -> None:
        self._write(self.window_choice.value() or "")

    def _write(self, key: str) -> None:
        def work(session: Any) -> None:
            paper_settings.save_option(session, "window", key)

        if key != self._saved and self.shell.may_write():
            self.shell.jobs.write(self, N_("Change the settings of documents"), work, lambda _none: self.load())

    def _measure(self, own: Own | None) -> None:
        if self.shell.may_write():
            MeasureEnvelope(self.shell, self, self._measured, own).open()

    def _measured(self, own: Own | None) -> None:
        if own is not None and own.has_window:
            self._write(own.key)
        self.load()

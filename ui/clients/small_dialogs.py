"""Short questions about a record: a block, a consent, points, a tag. Each hands its answer to `done`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.clients.opened import Entry
from app.clients.part_labels import BLOCKED
from app.i18n import N_
from ui.clients.form_inputs import entry_options
from ui.text import tr
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.question import Question
from ui.widgets.typed_inputs import DateInput, NumberInput

EMPTY_DAY = N_("Enter a day.")


def ask_block(parent: QWidget, reasons: Sequence[Entry], today: date, done: Callable[..., object]) -> Question:
    """What is blocked, why, from when and until when: done(kind, reason_id, comment, from_on, until_on)."""
    dialog = Question(parent, tr("Block this client"), tr("Block this client"), done)
    kinds = Choice([(key, tr(words)) for key, words in BLOCKED.items()])
    kinds.set_value("orders")
    dialog.add("kind", tr("What"), kinds)
    dialog.add("reason_id", tr("Reason"), Choice(entry_options(tuple(reasons), None)))
    dialog.add("comment", tr("Comment"), TextArea(lines=2))
    dialog.add("from_on", tr("From"), DateInput(today), needed=tr(EMPTY_DAY))
    box = dialog.add("until_on", tr("Until"), DateInput())
    box.set_hint(tr("Empty: until it is lifted"))
    return dialog


def ask_consent(parent: QWidget, channel: str, today: date, done: Callable[..., object]) -> Question:
    """Yes or no for one channel: done(granted, given_on, source)."""
    dialog = Question(parent, channel, tr("Keep"), done)
    granted = Choice([(True, tr("Agrees")), (False, tr("Refuses"))])
    granted.set_value(True)
    dialog.add("granted", tr("This client"), granted)
    dialog.add("given_on", tr("Since"), DateInput(today), needed=tr(EMPTY_DAY))
    sources = (N_("Paper form"), N_("By phone"), N_("By e-mail"), N_("In the shop"), N_("Website"))
    dialog.add("source", tr("How we know"), Choice([(tr(words), tr(words)) for words in sources], free=True))
    return dialog


def ask_points(parent: QWidget, today: date, done: Callable[..., object]) -> Question:
    """Points given or taken: done(points, reason, given_on)."""
    dialog = Question(parent, tr("Add to the score"), tr("Add"), done)
    box = dialog.add(
        "points", tr("Points"), NumberInput(least=-1000, most=1000), needed=tr("Enter a number of points.")
    )
    box.set_hint(tr("With a minus sign to take points away"))
    dialog.add("reason", tr("Why"), LineInput(max_length=200))
    dialog.add("given_on", tr("Date"), DateInput(today), needed=tr(EMPTY_DAY))
    return dialog


def ask_tag(parent: QWidget, names: Sequence[str], done: Callable[..., object]) -> Question:
    """A tag among those there are, or a new one: done(name)."""
    dialog = Question(parent, tr("Add a tag"), tr("Add"), done)
    box = dialog.add("name", tr("Tag"), Choice([(name, name) for name in names], free=True), needed=tr("Enter a tag."))
    box.set_hint(tr("Choose one, or type a new one"))
    return dialog

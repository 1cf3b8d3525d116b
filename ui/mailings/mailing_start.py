"""How a mailing or a letter begins: its name, a template, and who it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import N_, plural
from app.mailings import mailings, templates
from app.mailings.plan import Plan
from app.mailings.templates import TemplateRow
from ui.shell import Shell
from ui.text import tr, trn
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.question import Question

_MOST_NAME = 120


def ask_mailing(shell: Shell, parent: QWidget, client_ids: Sequence[int], search: str = "") -> None:
    """Ask for the name of a mailing to these clients, make it, and open it."""
    _ask(shell, parent, partial(_new_mailing, shell, parent, list(client_ids), search))


def ask_letter(shell: Shell, parent: QWidget, client_id: int | None) -> None:
    """Ask from which template a letter begins, to this client or to one that is asked for, and open it."""
    _ask(shell, parent, partial(_new_letter, shell, parent, client_id))


def _ask(shell: Shell, parent: QWidget, then: Any) -> None:
    if shell.may_write():
        shell.jobs.read(parent, partial(templates.listed, kind="letter"), then, key="templates to begin from")


def _templates(found: Sequence[TemplateRow]) -> Choice:
    options: list[tuple[int, str]] = [(0, tr("An empty page")), *((row.id, row.name) for row in found)]
    choice = Choice(options)
    choice.set_value(0)
    return choice


def _new_mailing(
    shell: Shell, parent: QWidget, client_ids: list[int], search: str, found: Sequence[TemplateRow]
) -> None:
    def done(name: str, template: int) -> None:
        _create(shell, parent, client_ids, Plan(name=name, search=search), template or 0)

    asked = Question(parent, tr("New mailing"), tr("Create"), done)
    asked.add("name", tr("Name"), LineInput(max_length=_MOST_NAME), needed=tr("Enter a name."))
    asked.add("template", tr("Text to begin from"), _templates(found))
    words = plural(
        "It goes to {count} client: you can change that.", "It goes to {count} clients: you can change that."
    )
    none = tr("You choose the recipients on the next page.")
    said = trn(words, len(client_ids)) if client_ids else none
    asked.body.addWidget(text_label(said, "body", "text2", wrap=True))
    asked.begin()


def _new_letter(shell: Shell, parent: QWidget, client_id: int | None, found: Sequence[TemplateRow]) -> None:
    names = {row.id: row.name for row in found}

    def done(name: str = "", template: int = 0, client: int | None = None) -> None:
        plan = Plan(kind="letter", name=name or names.get(template, "") or tr("Letter"))
        _create(shell, parent, [client or client_id or 0], plan, template or 0)

    asked = Question(parent, tr("New letter"), tr("Write"), done)
    if client_id is None:
        asked.add("client", tr("To"), shell.client_picker(), needed=tr("Choose a client."))
    asked.add("template", tr("Text to begin from"), _templates(found))
    name = LineInput(max_length=_MOST_NAME, placeholder=tr("That of the template"))
    asked.add("name", tr("Name of the letter"), name)
    asked.begin()


def _create(shell: Shell, parent: QWidget, client_ids: list[int], plan: Plan, template_id: int) -> None:
    def work(session: Any) -> int:
        begun = mailings.from_template(session, plan, template_id) if template_id else plan
        return mailings.create(session, client_ids, begun)

    def done(number: int) -> None:
        shell.show_page("mailing", mailing_id=number)

    label = N_("New letter") if plan.kind == "letter" else N_("New mailing")
    shell.jobs.write(parent, label, work, done, refused=shell.explain)


def ask_template(shell: Shell, parent: QWidget, done: Any) -> None:
    """Ask for one of the templates of letters; `done(template_id)`."""

    def choose(found: Sequence[TemplateRow]) -> None:
        title, verb = tr("Take the text of a template"), tr("Use this text")
        asked = Question(parent, title, verb, lambda template: done(template))  # noqa: PLW0108 - by its name
        choice = Choice([(row.id, row.name) for row in found], placeholder=tr("Choose a template"))
        asked.add("template", tr("Template"), choice, needed=tr("Choose a template."))
        asked.body.addWidget(text_label(tr("It takes the place of what is written."), "body", "text2", wrap=True))
        asked.begin()

    shell.jobs.read(parent, partial(templates.listed, kind="letter"), choose, key="templates to take")

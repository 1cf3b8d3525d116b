"""The shop's templates for e-mails and comments, filled in for one client.

An e-mail opens in the mail program of this computer. A link holds little: a longer text goes by the clipboard.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.mailings import templates
from app.mailings.filling import Words
from app.mailings.templates import TemplateRow
from app.values import email
from app.values.rich_text import as_message
from ui.shell import Shell
from ui.text import tr
from ui.widgets.menus import Menu

MOST = 1_900  # characters of a link that every mail program takes whole


def listed(shell: Shell, owner: QWidget, kind: str, then: Callable[[list[TemplateRow]], object]) -> None:
    """Hand over the templates of a kind."""
    shell.jobs.read(owner, lambda session: templates.listed(session, kind), then, key=f"templates {kind}")


def fill(shell: Shell, owner: QWidget, row: TemplateRow, client_id: int, then: Callable[[Words], object]) -> None:
    """Hand over a template with the words of this client in place of its fields."""
    today = shell.today()
    work = lambda session: templates.filled(session, row.id, client_id, today)  # noqa: E731 - a question
    shell.jobs.read(owner, work, then, key="fill template")


def write_email(shell: Shell, button: QWidget, client_id: int, address: str) -> None:
    """Open an e-mail to `address`; where the shop has templates for e-mails, ask under `button` for one first."""

    def ask(rows: list[TemplateRow]) -> None:
        if not rows:
            _open(email.link(address))
            return
        menu = Menu(button)
        menu.add(tr("Empty e-mail"), lambda: _open(email.link(address)), icon="mail")
        menu.addSeparator()
        for row in rows:
            take = partial(_send, shell, address)
            menu.add(row.name, partial(fill, shell, button, row, client_id, take), icon="template")
        menu.addSeparator()
        menu.add(tr("Templates…"), lambda: shell.show_page("mailings", tab="templates"), icon="pencil")
        menu.open_under(button)

    listed(shell, button, "email", ask)


def _send(shell: Shell, address: str, words: Words) -> None:
    text = as_message(words.body)
    link = f"{email.link(address)}?subject={quote(words.title)}"
    whole = f"{link}&body={quote(text)}"
    if len(whole) <= MOST:
        _open(whole)
        return
    QGuiApplication.clipboard().setText(text)
    _open(link)
    shell.toast(tr("The text is on the clipboard: paste it into the e-mail."))


def _open(link: str) -> Any:
    return QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))

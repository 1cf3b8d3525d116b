"""Phones and e-mails of a client or a contact: as read, and as rows to edit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.clients.fields import CATALOGUE
from app.clients.model import Email, Phone
from app.clients.part_labels import PHONES
from app.i18n import N_
from app.values import email, phone
from ui.clients.form import Form
from ui.clients.form_inputs import Bound
from ui.clients.part_rows import Cell, PartRows
from ui.text import tr
from ui.widgets.inputs import Choice, LineInput

LABELS = (N_("Work"), N_("Home"), N_("Reception"), N_("Accounts"), N_("Orders"))


def _labels() -> Bound:
    return Bound(Choice([(tr(words), tr(words)) for words in LABELS], free=True), lambda text: text or "")


def phone_rows(form: Form, path: str) -> PartRows:
    """Rows for the phones at `path`."""
    kinds = [(key, tr(words)) for key, words in PHONES.items()]
    cells = (
        Cell("kind", tr("Kind"), lambda: Bound(Choice(kinds)), 2),
        Cell("text", tr("Phone number"), lambda: Bound(LineInput(icon="phone")), 4, CATALOGUE["phone"]),
        Cell("label", tr("Label"), _labels, 3),
    )
    return PartRows(form, path, cells, Phone, add=tr("Add a phone"), first="text")


def email_rows(form: Form, path: str) -> PartRows:
    """Rows for the e-mails at `path`; the first is the main one."""
    cells = (
        Cell("text", tr("E-mail"), lambda: Bound(LineInput(icon="mail")), 6, CATALOGUE["email"]),
        Cell("label", tr("Label"), _labels, 3),
    )
    return PartRows(form, path, cells, Email, add=tr("Add an e-mail"), first="text")


def phone_label(point: Any) -> str:
    """What stands over a phone: its kind, and its label."""
    kind = tr(PHONES.get(point.kind, PHONES["phone"]))
    return tr("{kind}, {label}", kind=kind, label=point.label) if point.label else kind


def email_label(point: Any) -> str:
    """What stands over an e-mail."""
    return tr("E-mail, {label}", label=point.label) if point.label else tr("E-mail")


def call(text: str, country: str) -> None:
    """Have the computer's dialler call a number."""
    address = phone.link(text, country)
    if address:
        QDesktopServices.openUrl(QUrl(address))


def write_to(text: str) -> None:
    """Open the person's mail program."""
    address = email.link(text)
    if address:
        QDesktopServices.openUrl(QUrl(address))

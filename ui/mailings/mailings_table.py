"""What the lists of mailings and letters say of each: its name, the day, how many, and its state."""

from __future__ import annotations

from datetime import UTC, datetime

from app.i18n import N_, plural
from app.mailings.overview import LetterRow, MailingRow
from ui.text import tr, translator, trn
from ui.widgets.table_model import Column

Row = MailingRow | LetterRow
KINDS = {"mailing": N_("Mailing"), "letter": N_("Letter"), "labels": N_("Labels"), "envelopes": N_("Envelopes")}
ICONS = {"mailing": "users-group", "letter": "mail", "labels": "layout-grid", "envelopes": "send"}


def day(row: Row) -> str:
    """When it was printed, else when it was begun, on this computer's clock."""
    if not row.at:
        return ""
    moment = datetime.fromisoformat(row.at)
    told = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return translator().date(told.astimezone().date())


def kind_of(row: Row) -> str:
    """What was printed."""
    return tr(KINDS[row.kind])


def state(row: Row) -> str:
    """Draft or printed."""
    return tr("Printed") if row.state == "printed" else tr("Draft")


def _badge(row: Row) -> str:
    return "green" if row.state == "printed" else "amber"


def _recipients(row: MailingRow) -> str:
    return trn(plural("{count} client", "{count} clients"), row.recipients)


def _pages(row: Row) -> str:
    return trn(plural("{count} page", "{count} pages"), row.pages) if row.pages else ""


def _by_name(row: Row) -> str:
    return row.name.casefold()


NAME = Column("name", N_("Name"), 32, lambda row: row.name, order=_by_name, link=True, weight=500)
DAY = Column("day", N_("Date"), 14, day, order=lambda row: row.at)
KIND = Column("kind", N_("Kind"), 14, kind_of, order=kind_of)
COUNT = Column("count", N_("Recipients"), 14, _recipients, order=lambda row: row.recipients, right=True)
PAGES = Column("pages", N_("Pages"), 12, _pages, order=lambda row: row.pages, right=True, leaves=2)
STATE = Column("state", N_("State"), 14, state, order=state, badge=_badge)
WHO = Column("who", N_("By"), 14, lambda row: row.who, order=lambda row: row.who, leaves=3)
MAILINGS = (NAME, DAY, COUNT, PAGES, STATE, WHO)
LETTERS = (NAME, DAY, PAGES, STATE, WHO)
PRINTED = (NAME, DAY, KIND, COUNT, PAGES, WHO)
RECEIVED = (NAME, DAY, KIND, PAGES, STATE, WHO)

"""The accounts of a new client in the shop's books: made at its first save, from what the settings say.

The auxiliary code is made from the name and is nobody else's; what the owner typed stays.
"""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import Client, ClientCompany
from app.company.model import Company
from app.company.paper_settings import OPTIONS
from app.company.records import option
from app.values.folding import fold

_LETTERS = 8
_NAME = re.compile(r"\{name\}")


def open_accounts(session: Session, client: Client) -> None:
    """Give a new draft its accounts for each of our companies, where it has none."""
    for company in session.scalars(select(Company).order_by(Company.position, Company.id)):
        known = next((line for line in client.companies if line.company_id == company.id), None)
        if known is None:
            known = ClientCompany(company_id=company.id)
            client.companies.append(known)
        known.customer_account = known.customer_account or _setting(session, "customer_account")
        if client.is_supplier:
            known.supplier_account = known.supplier_account or _setting(session, "supplier_account")
        known.auxiliary_code = known.auxiliary_code or free_code(session, client)


def free_code(session: Session, client: Client) -> str:
    """A code by the shop's pattern that no client has: BRASTHEA, then BRASTHE2."""
    name = client.company_name or client.trade_name or f"{client.last_name}{client.first_name}"
    letters = re.sub("[^A-Z0-9]", "", fold(name).upper())[:_LETTERS] or "CLIENT"
    pattern = _setting(session, "auxiliary_pattern")
    start = _NAME.split(pattern)[0] + (letters[: _LETTERS - 3] if _NAME.search(pattern) else "")
    column = ClientCompany.auxiliary_code
    taken = set(session.scalars(select(column).where(column >= start, column < f"{start}\U0010ffff")))
    if not _NAME.search(pattern):
        return ""
    number = 1
    while (code := _NAME.sub(letters if number == 1 else _shortened(letters, number), pattern)) in taken:
        number += 1
    return code


def _shortened(letters: str, number: int) -> str:
    return f"{letters[: _LETTERS - len(str(number))]}{number}"


def is_taken(session: Session, client: Client, code: str) -> bool:
    """Whether another client has this auxiliary code."""
    others = select(ClientCompany.client_id).where(ClientCompany.auxiliary_code == code)
    return bool(code) and any(number != client.id for number in session.scalars(others))


def _setting(session: Session, name: str) -> str:
    return str(option(session, name, OPTIONS[name]) or "")

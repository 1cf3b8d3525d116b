"""Tables of the client record. `Client` is the head of the aggregate: it is loaded, edited and saved whole.

Parts are reached from their client only; a contact alone is a person of their own, linked to one or more clients.
"""

from app.clients.model.address import Address
from app.clients.model.client import Client, ClientCompany
from app.clients.model.contact import Contact, ContactLink
from app.clients.model.lists import CustomField, CustomOption, Pin, SavedSearch, Tag
from app.clients.model.parts import (
    Block,
    ClientAlias,
    ClientFollower,
    ClientTag,
    ConsentEvent,
    CustomValue,
    FinancialYear,
    Leftover,
    ScoreLine,
)
from app.clients.model.points import Email, Phone
from app.clients.model.row import ClientFigure, ClientRow, SearchTerm, TabCount

__all__ = [
    "Address",
    "Block",
    "Client",
    "ClientAlias",
    "ClientCompany",
    "ClientFigure",
    "ClientFollower",
    "ClientRow",
    "ClientTag",
    "ConsentEvent",
    "Contact",
    "ContactLink",
    "CustomField",
    "CustomOption",
    "CustomValue",
    "Email",
    "FinancialYear",
    "Leftover",
    "Phone",
    "Pin",
    "SavedSearch",
    "ScoreLine",
    "SearchTerm",
    "TabCount",
    "Tag",
]

"""What a register says of one company, in the words of a record; what it does not say is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.values import identifiers

DIRECTORY = "https://annuaire-entreprises.data.gouv.fr/"


@dataclass(frozen=True, slots=True)
class Registered:
    """Numbers are plain and checked; `street` has its number before it; `headcount` is "12" or "10–19"."""

    name: str = ""
    trade_name: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    legal_form: str = ""
    naf: str = ""
    rcs: str = ""
    capital: Decimal | None = None
    headcount: str = ""
    building: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""
    city: str = ""
    cedex: str = ""
    created_on: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether this is enough to tell which company it is."""
        return bool(self.siren)

    @property
    def has_address(self) -> bool:
        """Whether an address can be written with it."""
        return bool(self.postcode and self.city)

    @property
    def number(self) -> str:
        """The SIRET as one reads it, or the SIREN where only that is known."""
        return identifiers.show_siret(self.siret) or identifiers.show_siren(self.siren)


def directory_address(term: str) -> str:
    """The page of the public directory that looks for a number or a name; the browser opens it, never the program."""
    from urllib.parse import quote

    found = " ".join(term.split())
    return f"{DIRECTORY}rechercher?terme={quote(found, safe='')}" if found else DIRECTORY

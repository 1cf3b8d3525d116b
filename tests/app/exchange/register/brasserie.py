"""The company that every register of these tests knows."""

from __future__ import annotations

from datetime import date

from app.exchange.register.company import Registered

BRASSERIE = Registered(
    name="BRASSERIE DU THEATRE",
    siren="123456782",
    siret="12345678200010",
    vat_number="FR11123456782",
    legal_form="SARL",
    naf="56.10A",
    headcount="10–19",
    street="4 place du Theatre",
    postcode="21000",
    city="Dijon",
    created_on=date(2010, 3, 12),
)

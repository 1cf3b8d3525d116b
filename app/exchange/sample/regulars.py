"""The clients that pictures and journeys know by name. Each has a reference of its own, whatever the seed."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import Any

from app.clients.model import Address, Block, ClientCompany, ContactLink, CustomValue
from app.exchange.sample.draws import Draws, host
from app.exchange.sample.parts import Parts
from app.exchange.sample.shop import COVERS, PRIVATE, RESTAURANTS, Lists
from app.store.base import light
from app.values.identifiers import french_vat, rcs

BRASSERIE, BRASSERIE_NUMBER = "Brasserie du Théâtre", 217
LARGEST_NUMBER = 73  # the hotel that buys most
_SIREN = "123456782"

# number, category, name, street, postcode, town, contact, function, phone
_FIRMS = (
    (94, "Restaurant", "Auberge de la Charme", "7 rue de la Charme", "21370", "Prenois", "M. Nicolas Moreau",
     "Patron", "03 53 01 77 08"),
    (131, "Restaurant", "Bistrot des Halles Vertes", "11 rue Bannelier", "21000", "Dijon", "Mme Hélène Pacaud",
     "Gérante", "03 53 01 31 12"),
    (302, "Association", "Comité des fêtes de Marsannay", "3 place Jean-Bart", "21160", "Marsannay-la-Côte",
     "M. Gérard Thévenot", "Trésorier", ""),
    (58, "Trade", "Domaine Perrin-Lévêque", "22 rue du Clos", "21220", "Fixin", "M. Luc Perrin", "Vigneron",
     "03 53 01 22 58"),
    (167, "Shop", "Épicerie Bourgeot", "6 Grande Rue", "21700", "Nuits-Saint-Georges", "Mme Sylvie Bourgeot", "Gérante",
     "03 53 01 61 70"),
    (73, "Hotel", "Hôtel des Cordeliers", "2 rue Turgot", "21000", "Dijon", "M. Karim Belkacem", "Directeur",
     "03 53 01 20 73"),
    (248, "Restaurant", "La Table d’Odile", "14 rue Maufoux", "21200", "Beaune", "Mme Odile Renard",
     "Cheffe de cuisine", "03 53 01 42 48"),
    (339, "Public body", "Mairie de Longvic", "1 allée de la Mairie", "21600", "Longvic", "Mme Anne Faure",
     "Service des achats", "03 53 01 60 00"),
    (112, "Caterer", "Maison Rivière Traiteur", "40 rue de Longvic", "21300", "Chenôve", "M. Thomas Rivière", "Gérant",
     "03 53 01 30 11"),
    (280, "Caterer", "SARL Courtois Réceptions", "9 boulevard de Brosses", "21000", "Dijon", "Mme Inès Courtois",
     "Gérante", "03 53 01 28 80"),
    (463, "Restaurant", "Brasserie Le Théatre", "4 place du Théâtre", "21000", "Dijon", "", "", "03 53 01 24 60"),
    (441, "Restaurant", "La Charmette", "31 rue Berbisey", "21000", "Dijon", "", "", "03 53 01 44 10"),
)  # fmt: skip
_PEOPLE = (
    (205, "Mme Amélie Garnier", "12 rue de l’Hôtel-Dieu", "21200", "Beaune", "06 39 98 20 05"),
    (151, "M. Jean-Marc Vuillemin", "5 rue des Écoles", "21240", "Talant", "06 39 98 15 10"),
)
_STARRED = {94, 131, 73, 112}
_LOGOS = {131: "halles", 73: "cordeliers"}
_TAGS = {94: ("CHR",), 131: ("CHR", "Noël"), 73: ("CHR", "Fidèle"), 112: ("Traiteur", "Noël"), 167: ("Noël",)}


NUMBERS = (BRASSERIE_NUMBER, *(row[0] for row in _FIRMS), *(row[0] for row in _PEOPLE))


def regular(parts: Parts, number: int, day: date) -> dict[str, Any]:
    """The values of the client whose reference has that one of `NUMBERS`, entered on that day."""
    for row in _FIRMS:
        if row[0] == number:
            return _firm(parts, row, day)
    for person in _PEOPLE:
        if person[0] == number:
            return _person(parts, person, day)
    return _brasserie(parts, day)


def _entered(parts: Parts, day: date, category: str) -> dict[str, Any]:
    moment = parts.draws.moment(day)
    category_id = parts.lists.choices["category"][category]
    return {
        "uid": parts.draws.uid(), "created_at": moment, "updated_at": moment, "category_id": category_id,
        "client_since": day, "language": "fr", "owner_id": parts.lists.people["Mathilde Renard"],
    }  # fmt: skip


def _at(draws: Draws, line: str, postcode: str, city: str, **flags: Any) -> Address:
    number, street = line.split(" ", 1)
    where = {"house_number": number, "street": street, "postcode": postcode, "city": city, "country": "FR"}
    return light(Address, uid=draws.uid(), **where, **flags)


def _firm(parts: Parts, row: tuple[int, str, str, str, str, str, str, str, str], day: date) -> dict[str, Any]:
    number, category, name, line, postcode, city, contact, function, phone = row
    values = _entered(parts, day, category)
    values |= {
        "company_name": name,
        "starred": number in _STARRED,
        "key_account": number in _STARRED,
        "is_supplier": category == "Trade",
    }
    values["addresses"] = [_at(parts.draws, line, postcode, city, is_default=True)]
    values["phones"] = parts.phones(phone)
    values["tags"] = parts.tags(*_TAGS.get(number, ()))
    values["logo"] = parts.lists.pictures.get(_LOGOS.get(number, ""), "")
    if not contact:
        return values | {"is_client": False, "is_prospect": True, "client_since": None}
    values["emails"] = parts.emails(f"contact@{host(name)}")
    values |= _terms(parts.lists)
    values["links"] = [_link(parts, values, contact, function, is_main=True, is_billing=True, mail_invoice=True)]
    return values


def _terms(lists: Lists) -> dict[str, Any]:
    return {
        "payment_term_id": lists.terms["30 days"], "means_in_id": lists.means["transfer"],
        "price_list_id": lists.prices[RESTAURANTS], "tax_rate_id": lists.full_rate,
    }  # fmt: skip


def _link(parts: Parts, entered: dict[str, Any], name: str, function: str, **values: Any) -> ContactLink:
    """A contact `M. Nicolas Moreau`; phones and e-mails among the `values` are the person's."""
    civility, first, last = name.split(" ", 2)
    points = {kind: values.pop(kind) for kind in ("phones", "emails") if kind in values}
    person = parts.contact(entered["created_at"], (civility, first, last), **points)
    return light(ContactLink, contact=person, function=function, **values)


def _person(parts: Parts, row: tuple[int, str, str, str, str, str], day: date) -> dict[str, Any]:
    _number, name, line, postcode, city, phone = row
    civility, first, last = name.split(" ", 2)
    values = _entered(parts, day, "Private")
    values |= {"is_organisation": False, "civility": civility, "first_name": first, "last_name": last}
    values |= {"price_list_id": parts.lists.prices[PRIVATE], "prices_with_tax": True}
    values["addresses"] = [_at(parts.draws, line, postcode, city, is_default=True)]
    values["phones"] = parts.phones(phone)
    values["emails"] = parts.emails(parts.draws.mail(f"{first} {last}", "courriel.example"))
    values["tags"] = parts.tags("Fidèle")
    return values


def _brasserie(parts: Parts, day: date) -> dict[str, Any]:
    """The record that everything is shown on."""
    draws, lists = parts.draws, parts.lists
    values = _entered(parts, day, "Restaurant") | _terms(lists)
    values |= {
        "company_name": BRASSERIE, "key_account": True, "starred": True, "logo": lists.pictures["theatre"],
        "legal_form": "SARL", "siren": _SIREN, "siret": f"{_SIREN}00010", "vat_number": french_vat(_SIREN),
        "naf": "56.10A", "rcs": rcs(_SIREN, "Dijon"), "capital": Decimal(15_000), "headcount": "12",
        "sector_id": lists.choices["sector"]["Food service"], "website": "www.brasserie-theatre.example",
        "client_since": date(2014, 3, 1), "needs": "Une carte courte, des prix stables.",
        "note": "Ne livre pas le lundi. Demander Claire.\nVeut 6 magnums de Fixin pour Noël.", "note_on_orders": True,
        "followup": "Appeler pour les deux factures en retard", "followup_on": lists.ago(-8),
        "reminder_plan_id": next(iter(lists.plans.values())), "carrier_id": next(iter(lists.carriers.values())),
        "delivery_days": "Jeudi avant 11 h, par la cour", "free_carriage_from": Decimal(150),
        "invoice_sending": "both", "invoice_copies": 2, "payment_advice": "email", "reminder_sending": "both",
    }  # fmt: skip
    values["addresses"] = [
        _at(draws, "4 place du Théâtre", "21000", "Dijon", is_default=True, is_invoice=True),
        _at(draws, "2 rue du Temple (cour)", "21000", "Dijon", is_delivery=True),
    ]
    values["links"] = _people_of_the_brasserie(parts, values)
    values["tags"] = parts.tags("CHR", "Noël")
    values["blocks"] = _blocks(lists)
    values["scores"] = parts.scores(date(lists.today.year - 1, 1, 1))
    values["consents"] = parts.consents(date(lists.today.year - 1, 1, 1))
    values["custom_values"] = [light(CustomValue, field_id=lists.fields[COVERS], number=Decimal(80))]
    watch = {"on_watch": True, "watch_since": lists.ago(3), "watch_reason": "Deux retards en trois mois"}
    account = {"credit_limit": Decimal(4000), "customer_account": "411000", "auxiliary_code": "BRASTHEA"}
    values["companies"] = [light(ClientCompany, company_id=lists.company, **account, **watch)]
    return values


def _people_of_the_brasserie(parts: Parts, entered: dict[str, Any]) -> list[ContactLink]:
    return [
        _link(
            parts, entered, "Mme Claire Fournier", "Gérante", is_main=True, is_billing=True, mail_invoice=True,
            mail_quote=True, phones=parts.phones("03 53 01 24 60", "06 39 98 17 42"),
            emails=parts.emails("compta@brasserie-theatre.example"),
        ),
        _link(
            parts, entered, "M. Hugo Marchand", "Chef de cuisine",
            phones=parts.phones(parts.draws.mobile()), emails=parts.emails("cuisine@brasserie-theatre.example"),
        ),
        _link(
            parts, entered, "Mme Nadia Lambert", "Comptable", is_reminder=True, mail_reminder=True,
            emails=parts.emails("n.lambert@compta-plus.example"),
        ),
    ]  # fmt: skip


def _blocks(lists: Lists) -> list[Block]:
    """Orders until the end of this month, and reminders for a week that is over."""
    today, reasons = lists.today, lists.choices["block_reason"]
    last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return [
        light(
            Block, kind="reminders", reason_id=reasons["Dispute"], comment="6 bouteilles bouchonnées, avoir fait.",
            from_on=lists.ago(53), until_on=lists.ago(45),
        ),
        light(
            Block, kind="orders", reason_id=reasons["Late payment"], comment="Rouvrir dès le virement.",
            from_on=lists.ago(3), until_on=last,
        ),
    ]  # fmt: skip

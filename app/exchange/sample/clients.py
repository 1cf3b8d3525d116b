"""Records of the sample, drawn one after another: private people, firms, groups, and a few that resemble another."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.clients.model import ClientCompany, ContactLink
from app.exchange.sample.draws import Draws, Firm, Town, Weighted, host, with_key
from app.exchange.sample.parts import Parts
from app.exchange.sample.shop import PRIVATE, RESTAURANTS, Lists
from app.store.base import light
from app.values.folding import fold
from app.values.identifiers import french_vat, rcs

_CATEGORIES = Weighted(
    {
        "Private": 45, "Restaurant": 19, "Hotel": 5, "Shop": 9, "Caterer": 5, "Association": 6, "Public body": 4,
        "Trade": 7,
    }
)  # fmt: skip
_FORMS = {"Association": ("Association",), "Public body": ("",)}
_FIRM_FORMS = ("SARL", "SARL", "SAS", "SAS", "EURL", "SASU", "EI", "SNC")
_FARM_FORMS = ("EARL", "GAEC", "SARL")
_SECTORS = {
    "Restaurant": "Food service", "Hotel": "Food service", "Caterer": "Food service", "Shop": "Retail",
    "Public body": "Public sector", "Trade": "Services",
}  # fmt: skip
_OWNERS = ("Mathilde Renard", "Paul Girard", "Inès Colin")
_TERMS = Weighted(
    {"30 days": 50, "30 days, end of month": 25, "On receipt": 10, "15 days": 8, "45 days, end of month": 7}
)
_MEANS = Weighted({"transfer": 50, "cheque": 22, "debit": 16, "card": 12})
_CONTACTS = Weighted({0: 8, 1: 60, 2: 25, 3: 7})
_LANGUAGES = {"DE": "de"}
_VINES = "01.21Z"
_HEADCOUNTS = ("1", "2", "3", "4", "6", "8", "12", "15", "25", "40")


class Maker:
    """Makes one record after another; `place` is the id that it will have, since the book is new."""

    def __init__(self, draws: Draws, lists: Lists) -> None:
        self._draws = draws
        self._lists = lists
        self._parts = Parts(draws, lists)
        self._group: int | None = None
        self._recent: dict[str, Any] | None = None

    def make(self, place: int, since: date) -> dict[str, Any]:
        """The values of the next record but its reference, entered on the day `since`."""
        draws = self._draws
        if self._recent is not None and draws.happens(0.006):
            found, self._recent = self._recent, None
            return self._double(found, since)
        category = draws.heavy(_CATEGORIES)
        values = self._private(place, since) if category == "Private" else self._firm(category, place, since)
        self._recent = values if "addresses" in values else self._recent
        return values

    def _common(self, category: str, place: int, since: date) -> dict[str, Any]:
        """What people and firms alike have."""
        draws, lists, parts = self._draws, self._lists, self._parts
        values = self._state(draws.moment(since), since)
        values["category_id"] = lists.choices["category"][category]
        if draws.happens(0.6):
            values["owner_id"] = lists.people[draws.one(_OWNERS)]
        if draws.happens(0.35):
            kind = {"Private": "private", "Restaurant": "restaurant"}.get(category, "firm")
            values["note"] = parts.note(kind, since)
        if draws.happens(0.45):
            values["consents"] = parts.consents(since)
        if draws.happens(0.2):
            values["scores"] = parts.scores(since)
        if own := list(parts.own_values(category, since)):
            values["custom_values"] = own
        if draws.happens(0.1):
            values["followup"] = draws.phrase("followup")
            values["followup_on"] = draws.day(lists.ago(10), lists.ago(-120))
        if draws.happens(0.2):
            values["referral_id"] = draws.one(list(lists.choices["referral"].values()))
            if place > 1 and draws.happens(0.3):
                values["referral_id"] = lists.choices["referral"]["A client"]
                values["referred_by_id"] = draws.number(1, place - 1)
        return values

    def _state(self, made_at: datetime, since: date) -> dict[str, Any]:
        """Client or prospect, starred or archived, and when it was entered."""
        draws, lists = self._draws, self._lists
        values: dict[str, Any] = {"uid": draws.uid(), "created_at": made_at, "updated_at": made_at}
        if draws.happens(0.18):
            values |= {"is_client": False, "is_prospect": True, "nurturing": draws.happens(0.3)}
        else:
            values["client_since"] = since
        if draws.happens(0.07):
            values["archived_at"] = draws.moment(draws.day(since, lists.today))
        elif draws.happens(0.06):
            values["starred"] = True
        return values

    def _private(self, place: int, since: date) -> dict[str, Any]:
        draws, parts = self._draws, self._parts
        values = self._common("Private", place, since)
        civility, first, last = draws.person()
        town = draws.town()
        values |= {"is_organisation": False, "civility": civility, "first_name": first, "last_name": last}
        if draws.happens(0.94):
            values["addresses"] = [parts.address(town, is_default=True)]
            if draws.happens(0.06):
                values["addresses"].append(parts.address(draws.town(), label=draws.phrase("label"), is_delivery=True))
        if town.country in ("FR", "CA") and draws.happens(0.9):
            mobile = town.country == "FR" and draws.happens(0.7)
            both = mobile and draws.happens(0.2)
            values["phones"] = parts.phones(
                draws.mobile() if mobile else "", draws.phone(town) if both or not mobile else ""
            )
        if draws.happens(0.72):
            values["emails"] = parts.emails(draws.mail(f"{first} {last}"))
        if draws.happens(0.3):
            values["birthday"] = self._birthday()
        if draws.happens(0.5) and "client_since" in values:
            values |= {"price_list_id": self._lists.prices[PRIVATE], "prices_with_tax": True}
        values["tags"] = self._tags(("Noël", 0.12), ("Fidèle", 0.16), ("Œnologie", 0.14), ("Presse", 0.02))
        values["language"] = _LANGUAGES.get(town.country, "fr")
        return values

    def _birthday(self) -> str:
        day = self._draws.day(date(1940, 1, 1), date(2004, 12, 31))
        return day.isoformat() if self._draws.happens(0.7) else f"--{day:%m-%d}"

    def _tags(self, *shares: tuple[str, float]) -> list[Any]:
        return self._parts.tags(*(name for name, share in shares if self._draws.happens(share)))

    def _firm(self, category: str, place: int, since: date) -> dict[str, Any]:
        draws, parts = self._draws, self._parts
        values = self._common(category, place, since)
        town, firm = draws.town(), draws.firm(category)
        name = draws.firm_name(firm.pattern, town.name)
        domain = host(name)
        values |= self._identity(category, firm, name, town)
        values |= self._relations(category, place)
        if draws.happens(0.95):
            values["addresses"] = self._addresses(town)
        if draws.happens(0.85):
            values["phones"] = parts.phones(draws.phone(town))
        if draws.happens(0.7):
            values["emails"] = parts.emails(draws.mail("contact", domain))
        if draws.happens(0.3):
            values["website"] = f"www.{domain}"
        values["links"] = self._contacts(category, domain, town, values["created_at"])
        if "client_since" in values:
            values |= self._terms(category, since)
        kitchens = category in ("Restaurant", "Hotel")
        values["tags"] = self._tags(
            ("CHR", 0.65 if kitchens else 0), ("Traiteur", 0.8 if category == "Caterer" else 0), ("Noël", 0.16),
            ("Œnologie", 0.03), ("Fidèle", 0.15), ("Presse", 0.01),
        )  # fmt: skip
        values["language"] = _LANGUAGES.get(town.country, "fr")
        return values

    def _identity(self, category: str, firm: Firm, name: str, town: Town) -> dict[str, Any]:
        """Names, numbers and size. Only French firms have numbers here."""
        draws = self._draws
        values: dict[str, Any] = {"company_name": name}
        if category in _SECTORS:
            sector = "Farming" if firm.naf == _VINES else _SECTORS[category]
            values["sector_id"] = self._lists.choices["sector"][sector]
        if town.country != "FR":
            return values
        forms = _FARM_FORMS if firm.naf == _VINES else _FORMS.get(category, _FIRM_FORMS)
        values |= {"legal_form": draws.one(forms), "naf": firm.naf, "is_supplier": firm.naf == _VINES}
        if name.startswith("Mairie"):
            values["legal_form"] = "Commune"
        if draws.happens(0.7):
            siren = draws.siren()
            values |= {"siren": siren, "siret": with_key(f"{siren}{draws.number(1, 3):04d}")}
            if category not in ("Association", "Public body"):
                values["vat_number"] = french_vat(siren)
                if values["legal_form"] in _FIRM_FORMS and town.postcode.startswith("21"):
                    values["rcs"] = rcs(siren, "Dijon", "A" if values["legal_form"] == "EI" else "B")
                if values["legal_form"] not in ("EI", "GAEC") and draws.happens(0.5):
                    values["capital"] = Decimal(draws.number(1, 40) * 1000)
        if draws.happens(0.4):
            values["headcount"] = draws.one(_HEADCOUNTS)
        return values

    def _relations(self, category: str, place: int) -> dict[str, Any]:
        """Some restaurants and hotels belong to a group, which is a record of its own."""
        draws = self._draws
        values: dict[str, Any] = {}
        if category not in ("Restaurant", "Hotel"):
            return values
        if self._group is None or draws.happens(0.02):
            self._group = place
            values["company_name"] = f"Groupe {draws.last_name()}"
        elif draws.happens(0.06):
            values["parent_id"] = self._group
        return values

    def _addresses(self, town: Town) -> list[Any]:
        """Where the firm sits, and sometimes where goods, bills or quotes go."""
        draws, parts = self._draws, self._parts
        found = [parts.address(town, is_default=True, is_invoice=draws.happens(0.5))]
        if draws.happens(0.2):
            found.append(parts.address(town, label=draws.phrase("label"), is_delivery=True))
        if draws.happens(0.05):
            found.append(parts.address(draws.town(), label="Siège", is_invoice=not found[0].is_invoice, is_quote=True))
        return found

    def _contacts(self, category: str, domain: str, town: Town, made_at: datetime) -> list[ContactLink]:
        draws, parts = self._draws, self._parts
        links = []
        for place in range(draws.heavy(_CONTACTS)):
            names = draws.person()
            mail = draws.mail(f"{names[1]} {names[2]}", domain) if draws.happens(0.6) else ""
            mobile = draws.mobile() if town.country == "FR" and draws.happens(0.6) else ""
            points = {"emails": parts.emails(mail), "phones": parts.phones(mobile)}
            person = parts.contact(made_at, names, **{name: found for name, found in points.items() if found})
            roles: dict[str, bool] = {}
            if place == 0:
                roles = {"is_main": True, "is_billing": draws.happens(0.6)}
                roles |= {"mail_invoice": bool(mail), "mail_quote": bool(mail)}
            links.append(light(ContactLink, contact=person, function=draws.function(category, names[0]), **roles))
        if draws.happens(0.08):
            links.append(parts.accountant(made_at))
        return links

    def _terms(self, category: str, since: date) -> dict[str, Any]:
        """How a firm that buys pays and is delivered."""
        draws, lists = self._draws, self._lists
        values: dict[str, Any] = {
            "payment_term_id": lists.terms[draws.heavy(_TERMS)],
            "means_in_id": lists.means[draws.heavy(_MEANS)],
            "order_number_required": category == "Public body",
            "key_account": draws.happens(0.07),
        }
        if category not in ("Association", "Public body"):
            values["price_list_id"] = lists.prices[RESTAURANTS]
        if draws.happens(0.12):
            values["discount_percent"] = draws.one((Decimal("2.5"), Decimal(3), Decimal(5), Decimal(8), Decimal(10)))
        if draws.happens(0.05):
            values |= {"rebate_percent": Decimal(2), "rebate_days": 8}
        if draws.happens(0.5):
            values["delivery_days"] = draws.phrase("delivery")
            values["carrier_id"] = draws.one(list(lists.carriers.values()))
        for name, list_name, share in (("needs", "needs", 0.12), ("order_hint", "hint", 0.06)):
            if draws.happens(share):
                values[name] = draws.phrase(list_name)
        if draws.happens(0.04):
            values["print_on_deliveries"] = draws.phrase("print")
        if draws.happens(0.06):
            values["blocks"] = [self._parts.block(since)]
        if draws.happens(0.35):
            values["companies"] = [self._account(draws.number(1, 16) * 500)]
        return values

    def _account(self, limit: int) -> ClientCompany:
        return light(
            ClientCompany, company_id=self._lists.company, customer_account="411000", credit_limit=Decimal(limit)
        )

    def _double(self, found: dict[str, Any], since: date) -> dict[str, Any]:
        """The same client entered again by somebody in a hurry: fewer accents, other letters, one thing the same."""
        draws = self._draws
        values: dict[str, Any] = {"uid": draws.uid(), "created_at": draws.moment(since), "is_client": True}
        values["updated_at"] = values["created_at"]
        if "company_name" in found:
            values["company_name"] = fold(found["company_name"]).title()
        else:
            last = found["last_name"].upper()
            values |= {"is_organisation": False, "first_name": found["first_name"], "last_name": last}
        town = found["addresses"][0]
        where = Town(town.postcode, town.city, town.country, town.region)
        values["addresses"] = [self._parts.address(where, is_default=True)]
        values["phones"] = self._parts.phones(*(phone.text for phone in found.get("phones", ())))
        return values

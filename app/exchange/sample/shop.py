"""The shop of the sample: its people, price lists, tags, own fields and pictures, and the ids of all its lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.clients.lifecycle import find_tag
from app.clients.model import CustomField, CustomOption
from app.company.founding import CARRIERS, LISTS, PLANS, TERMS, Shop
from app.company.model import BankAccount, Carrier, PaymentMeans, PaymentTerm, Person, PriceList, ReminderPlan, TaxRate
from app.company.records import choices, entries, home
from app.exchange.sample import logos
from app.exchange.sample.draws import with_key
from app.store import blobs
from app.values.identifiers import french_vat

PEOPLE = ("Mathilde Renard", "Paul Girard", "Inès Colin")
TAGS = ("CHR", "Traiteur", "Noël", "Œnologie", "Fidèle", "Presse")
TASTES = ("Bourgogne rouge", "Bourgogne blanc", "Crémant", "Rhône", "Loire", "Bio et nature")
CELLAR, COVERS, TASTE, JUBILEE = (
    "Cave personnelle", "Nombre de couverts", "Préférence", "Anniversaire de l’établissement",
)  # fmt: skip
OWN_FIELDS = ((CELLAR, "yes_no"), (COVERS, "number"), (TASTE, "choice"), (JUBILEE, "date"))
SIREN, IBAN = with_key("00098765"), "FR7630006000011234567890189"
RESTAURANTS, PRIVATE = "Restaurants 2026", "Particuliers"


def new_shop(language: str) -> Shop:
    """What the book is founded with."""
    return Shop(
        "Cave des Tilleuls", "FR", language, "18 rue des Tilleuls", "21000", "Dijon", "03 53 01 18 18",
        "bonjour@cave-des-tilleuls.example", logos.of_the_shop(),
    )  # fmt: skip


@dataclass(frozen=True)
class Lists:
    """The ids of the lists' entries by their English label, or by the name that they have in the sample."""

    today: date
    company: int
    choices: dict[str, dict[str, int]]
    terms: dict[str, int]
    means: dict[str, int]
    carriers: dict[str, int]
    plans: dict[str, int]
    prices: dict[str, int]
    people: dict[str, int]
    tags: dict[str, int]
    fields: dict[str, int]
    tastes: dict[str, int]
    pictures: dict[str, str]
    full_rate: int

    def ago(self, days: int) -> date:
        """The day so many days before today; after it for a negative number."""
        return self.today - timedelta(days=days)


def furnish(session: Session, today: date) -> Lists:
    """Write what this shop has besides the lists of every new book."""
    _introduce(session)
    people = [Person(name=name, position=place) for place, name in enumerate(PEOPLE)]
    prices = [PriceList(label=label, position=place) for place, label in enumerate((RESTAURANTS, PRIVATE))]
    fields = [CustomField(label=label, kind=kind, position=place) for place, (label, kind) in enumerate(OWN_FIELDS)]
    session.add_all([*people, *prices, *fields])
    session.flush()
    own = {field.label: field.id for field in fields}
    tastes = [CustomOption(field_id=own[TASTE], label=label, position=n) for n, label in enumerate(TASTES)]
    session.add_all(tastes)
    session.flush()
    return Lists(
        today=today,
        company=home(session).id,
        choices={name: _ids(labels, choices(session, name)) for name, labels in LISTS.items()},
        terms=_ids([label for label, *_days in TERMS], entries(session, PaymentTerm)),
        means={means.code: means.id for means in entries(session, PaymentMeans)},
        carriers=_ids(CARRIERS, entries(session, Carrier)),
        plans=_ids(PLANS, entries(session, ReminderPlan)),
        prices={found.label: found.id for found in prices},
        people={found.name: found.id for found in people},
        tags={name: find_tag(session, name).id for name in TAGS},
        fields=own,
        tastes={found.label: found.id for found in tastes},
        pictures={name: blobs.keep(session, picture) for name, picture in logos.of_clients().items()},
        full_rate=entries(session, TaxRate)[0].id,
    )


def _introduce(session: Session) -> None:
    """What stands at the head and the foot of its papers, and where it is paid."""
    shop = home(session)
    shop.tagline, shop.accent, shop.serif = "Caviste à Dijon depuis 1987", "#6b2136", True
    shop.legal_form, shop.capital, shop.rcs = "SARL", Decimal(20_000), "Dijon"
    shop.siret, shop.vat_number = with_key(f"{SIREN}0001"), french_vat(SIREN)
    shop.website = "www.cave-des-tilleuls.example"
    account = BankAccount(
        company_id=shop.id, label="Compte courant", bank="Banque des Ducs", iban=IBAN, bic="AGRIFRPPXXX"
    )
    session.add(account)
    session.flush()


def _ids(labels: list[str] | tuple[str, ...], rows: list) -> dict[str, int]:  # type: ignore[type-arg]
    """A new book's lists hold these labels in this order, in its own language."""
    return {label: row.id for label, row in zip(labels, rows, strict=True)}

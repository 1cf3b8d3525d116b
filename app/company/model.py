"""Tables of the shop: companies, people, editable lists, options and numbering.

Lists that only hold a label share the table `choice`; a list has its own table where its entries carry more.
"""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, flag, key, maybe, points_to, words


class Company(Base):
    """An issuing company. There is one in the normal case, and then no screen mentions companies."""

    __tablename__ = "company"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    name: Mapped[str] = words()
    street: Mapped[str] = words()
    postcode: Mapped[str] = words()
    city: Mapped[str] = words()
    region: Mapped[str] = words()
    country: Mapped[str] = words()
    language: Mapped[str] = words()
    currency: Mapped[str] = words()
    phone: Mapped[str] = words()
    email: Mapped[str] = words()
    website: Mapped[str] = words()
    legal_form: Mapped[str] = words()
    siret: Mapped[str] = words()
    vat_number: Mapped[str] = words()
    gst_number: Mapped[str] = words()
    qst_number: Mapped[str] = words()
    rcs: Mapped[str] = words()
    capital: Mapped[Decimal | None] = maybe()
    tagline: Mapped[str] = words()
    accent: Mapped[str] = words()
    serif: Mapped[bool] = flag()
    foot: Mapped[str] = words()
    late_terms: Mapped[str] = words()
    logo: Mapped[str] = words()
    position: Mapped[int] = count()


class Person(Base):
    """Somebody of the shop: account manager, follower, the "who" of the history. Never a login."""

    __tablename__ = "person"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    name: Mapped[str] = words()
    email: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class Team(Base):
    """A team to which a client may be assigned."""

    __tablename__ = "team"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    name: Mapped[str] = words()
    position: Mapped[int] = count()


class Choice(Base):
    """One entry of a simple list: category, sector, referral, credit code, block reason, civility."""

    __tablename__ = "choice"
    __table_args__ = (UniqueConstraint("list", "label"), STRICT)

    id: Mapped[int] = key()
    list: Mapped[str]
    label: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class NoteText(Base):
    """A text that comes back in notes; the one `for_new` fills the note of every new client."""

    __tablename__ = "note_text"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    text: Mapped[str] = words()
    for_new: Mapped[bool] = flag()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class PaymentTerm(Base):
    """Due date = paper's date + `days`, then to the end of that month if `end_of_month`, then + `days_after`."""

    __tablename__ = "payment_term"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    days: Mapped[int] = count()
    end_of_month: Mapped[bool] = flag()
    days_after: Mapped[int] = count()
    instalments: Mapped[int] = count(1)
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class PaymentMeans(Base):
    """Cash, card, cheque, transfer ...; money coming in, going out, or both."""

    __tablename__ = "payment_means"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    code: Mapped[str] = words()
    incoming: Mapped[bool] = flag(default=True)
    outgoing: Mapped[bool] = flag(default=True)
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class TaxRate(Base):
    """A rate of tax of one country, in per cent, valid between two days.

    `name` is how the tax is called on papers (TVA, TPS); where two stand together, as in Québec, `second_name` and
    `second_percent` are the other, on the same net.
    """

    __tablename__ = "tax_rate"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    country: Mapped[str] = words()
    percent: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    name: Mapped[str] = mapped_column(default="VAT", server_default="VAT")
    second_name: Mapped[str] = words()
    second_percent: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    from_on: Mapped[str | None] = maybe()
    until_on: Mapped[str | None] = maybe()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class Carrier(Base):
    """Who brings the goods."""

    __tablename__ = "carrier"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class PriceList(Base):
    """The head of a price list; its prices belong to the catalogue."""

    __tablename__ = "price_list"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class ReminderPlan(Base):
    """The head of a plan of payment reminders."""

    __tablename__ = "reminder_plan"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class BankAccount(Base):
    """One of our own bank accounts, printed on papers."""

    __tablename__ = "bank_account"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    company_id: Mapped[int | None] = points_to("company.id")
    label: Mapped[str] = words()
    bank: Mapped[str] = words()
    iban: Mapped[str] = words()
    bic: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class Option(Base):
    """What two computers opening this book must agree on; `value` is JSON."""

    __tablename__ = "option"
    __table_args__ = (UniqueConstraint("company_id", "name"), STRICT)

    id: Mapped[int] = key()
    company_id: Mapped[int | None] = points_to("company.id")
    name: Mapped[str]
    value: Mapped[str] = words()


class Numbering(Base):
    """A counter: `pattern` such as C-{number:05}, `next_number` the one to give next."""

    __tablename__ = "numbering"
    __table_args__ = (UniqueConstraint("company_id", "kind"), STRICT)

    id: Mapped[int] = key()
    company_id: Mapped[int | None] = points_to("company.id")
    kind: Mapped[str]
    pattern: Mapped[str] = words()
    next_number: Mapped[int] = count(1)

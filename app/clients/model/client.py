"""The client: a person or an organisation, prospect, client or both."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clients.model.address import Address
from app.clients.model.contact import ContactLink
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
from app.store.base import STRICT, Base, count, flag, key, maybe, new_uid, points_to, utc_now, words


class ClientCompany(Base):
    """What one issuing company knows of a client: accounts, credit limit, watch."""

    __tablename__ = "client_company"
    __table_args__ = (UniqueConstraint("client_id", "company_id"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    company_id: Mapped[int] = points_to("company.id", required=True)
    customer_account: Mapped[str] = words()
    auxiliary_code: Mapped[str] = mapped_column(default="", server_default="", index=True)
    supplier_account: Mapped[str] = words()
    credit_accounts: Mapped[str] = words()
    tax_rules: Mapped[str] = words()
    credit_limit: Mapped[Decimal | None] = maybe()
    on_watch: Mapped[bool] = flag()
    watch_since: Mapped[date | None] = maybe()
    watch_reason: Mapped[str] = words()


class Client(Base):
    """The head of the record. Names: `company_name` for an organisation, `first_name` and `last_name` for a person.

    `version` refuses a draft that was read before somebody else's save. `deleted_at` means "in the bin".
    """

    __tablename__ = "client"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    reference: Mapped[str] = mapped_column(default="", unique=True)
    own_reference: Mapped[str] = words()

    is_organisation: Mapped[bool] = flag(default=True)
    is_client: Mapped[bool] = flag(default=True)
    is_prospect: Mapped[bool] = flag()
    is_partner: Mapped[bool] = flag()
    is_supplier: Mapped[bool] = flag()
    key_account: Mapped[bool] = flag()
    nurturing: Mapped[bool] = flag()
    starred: Mapped[bool] = flag()
    category_id: Mapped[int | None] = points_to("choice.id", indexed=False)

    civility: Mapped[str] = words()
    first_name: Mapped[str] = words()
    last_name: Mapped[str] = words()
    birthday: Mapped[str] = words()
    company_name: Mapped[str] = words()
    trade_name: Mapped[str] = words()
    logo: Mapped[str] = words()

    legal_form: Mapped[str] = words()
    siren: Mapped[str] = words()
    siret: Mapped[str] = mapped_column(default="", server_default="", index=True)
    vat_number: Mapped[str] = words()
    naf: Mapped[str] = words()
    rcs: Mapped[str] = words()
    business_number: Mapped[str] = words()
    gst_number: Mapped[str] = words()
    qst_number: Mapped[str] = words()
    capital: Mapped[Decimal | None] = maybe()
    sector_id: Mapped[int | None] = points_to("choice.id", indexed=False)
    headcount: Mapped[str] = words()

    website: Mapped[str] = words()
    twitter: Mapped[str] = words()
    facebook: Mapped[str] = words()
    linkedin: Mapped[str] = words()
    viadeo: Mapped[str] = words()
    other_network: Mapped[str] = words()

    language: Mapped[str] = words()
    parent_id: Mapped[int | None] = points_to("client.id")
    owner_id: Mapped[int | None] = points_to("person.id", indexed=False)
    team_id: Mapped[int | None] = points_to("team.id", indexed=False)
    referral_id: Mapped[int | None] = points_to("choice.id", indexed=False)
    referred_by_id: Mapped[int | None] = points_to("client.id")
    needs: Mapped[str] = words()
    followup: Mapped[str] = words()
    followup_on: Mapped[date | None] = maybe()
    note: Mapped[str] = words()
    note_on_orders: Mapped[bool] = flag()
    client_since: Mapped[date | None] = maybe()

    payment_term_id: Mapped[int | None] = points_to("payment_term.id", indexed=False)
    means_in_id: Mapped[int | None] = points_to("payment_means.id", indexed=False)
    means_out_id: Mapped[int | None] = points_to("payment_means.id", indexed=False)
    discount_percent: Mapped[Decimal | None] = maybe()
    rebate_percent: Mapped[Decimal | None] = maybe()
    rebate_days: Mapped[int | None] = maybe()
    currency: Mapped[str] = words()
    tax_rate_id: Mapped[int | None] = points_to("tax_rate.id", indexed=False)
    price_list_id: Mapped[int | None] = points_to("price_list.id", indexed=False)
    reminder_plan_id: Mapped[int | None] = points_to("reminder_plan.id", indexed=False)
    bank_account_id: Mapped[int | None] = points_to("bank_account.id", indexed=False)
    has_credit: Mapped[bool] = flag()
    credit_code_id: Mapped[int | None] = points_to("choice.id", indexed=False)
    prices_with_tax: Mapped[bool] = flag()
    tax_exempt: Mapped[bool] = flag()
    monthly_invoice: Mapped[bool] = flag()
    no_reminders: Mapped[bool] = flag()
    order_number_required: Mapped[bool] = flag()

    invoice_sending: Mapped[str] = words()
    invoice_copies: Mapped[int] = count(1)
    payment_advice: Mapped[str] = words()
    reminder_sending: Mapped[str] = words()
    carrier_id: Mapped[int | None] = points_to("carrier.id", indexed=False)
    delivery_days: Mapped[str] = words()
    free_carriage_from: Mapped[Decimal | None] = maybe()
    delivery_note_prices: Mapped[bool] = flag()
    order_hint: Mapped[str] = words()
    print_on_quotes: Mapped[str] = words()
    print_on_orders: Mapped[str] = words()
    print_on_deliveries: Mapped[str] = words()
    print_on_invoices: Mapped[str] = words()

    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default_factory=utc_now, onupdate=utc_now)
    archived_at: Mapped[datetime | None] = maybe()
    deleted_at: Mapped[datetime | None] = maybe()
    erased_at: Mapped[datetime | None] = maybe()
    merged_into: Mapped[int | None] = points_to("client.id")

    addresses: Mapped[list[Address]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Address.position
    )
    phones: Mapped[list[Phone]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Phone.position
    )
    emails: Mapped[list[Email]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Email.position
    )
    links: Mapped[list[ContactLink]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ContactLink.position
    )
    tags: Mapped[list[ClientTag]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ClientTag.id
    )
    followers: Mapped[list[ClientFollower]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ClientFollower.id
    )
    scores: Mapped[list[ScoreLine]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ScoreLine.given_on
    )
    consents: Mapped[list[ConsentEvent]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ConsentEvent.id
    )
    custom_values: Mapped[list[CustomValue]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=CustomValue.id
    )
    blocks: Mapped[list[Block]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Block.from_on
    )
    companies: Mapped[list[ClientCompany]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ClientCompany.id
    )
    financial_years: Mapped[list[FinancialYear]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=FinancialYear.year
    )
    aliases: Mapped[list[ClientAlias]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=ClientAlias.id
    )
    leftovers: Mapped[list[Leftover]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Leftover.id
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy

"""What the shop of the sample sells: a wine merchant's list, written into the catalogue."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.catalog import records
from app.catalog.model import Product
from app.company.model import TaxRate
from app.company.records import choice, entries
from app.exchange.sample.draws import Draws
from app.paths import resource


class Ware(NamedTuple):
    """A product as a line takes it; `price` and `cost` without tax."""

    product_id: int
    code: str
    name: str
    unit: str
    container: str
    price: Decimal
    cost: Decimal | None
    rate: TaxRate
    family: str


@cache
def _list() -> list[dict[str, str]]:
    with resource("sample", "products.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def stock(session: Session, draws: Draws, made_at: datetime) -> dict[str, Ware]:
    """Write the products and return them by their code."""
    rates = {rate.percent: rate for rate in entries(session, TaxRate)}
    usual = entries(session, TaxRate)[0]
    return {
        row["code"]: _ware(session, draws, row, rates.get(Decimal(row["percent"]), usual), made_at) for row in _list()
    }


def _ware(session: Session, draws: Draws, row: dict[str, Any], rate: TaxRate, made_at: datetime) -> Ware:
    cost = Decimal(row["cost"]) if row["cost"] else None
    values = {name: row[name] for name in ("code", "name", "unit", "container", "kind")}
    product = Product(
        **values,
        uid=draws.uid(),
        price=Decimal(row["price"]),
        cost=cost,
        tax_rate_id=rate.id,
        family_id=choice(session, "family", row["family"]).id,
        created_at=made_at,
        updated_at=made_at,
    )
    saved = records.save(session, product)
    return Ware(
        saved, product.code, product.name, product.unit, product.container, product.price, cost, rate, row["family"]
    )

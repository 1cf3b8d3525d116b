"""What a product must be, checked without the book, and the forms of its words that are searched and sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from app.errors import Problem
from app.i18n import N_
from app.values.folding import fold

if TYPE_CHECKING:
    from app.catalog.model import Product

KINDS = (("goods", N_("Goods")), ("service", N_("Service")))
MOST_PRICE = Decimal(10_000_000_000)
LONGEST = {"code": 40, "name": 200, "description": 4_000, "unit": 20, "container": 60}
FIRST_CODE = "P0001"
_NUMBER = re.compile(r"[0-9]+")
_LAST_NUMBER = re.compile(r"([0-9]{1,9})(?=[^0-9]*$)")


def check(product: Product) -> list[Problem]:
    """What forbids to keep `product`; paths are the names of its columns."""
    return [*_words(product), *_amounts(product)]


def _words(product: Product) -> Iterator[Problem]:
    if not product.name.strip():
        yield Problem("name", N_("Enter a name."))
    for column, most in LONGEST.items():
        if len(getattr(product, column)) > most:
            yield Problem(column, N_("This text is too long: at most {most} characters."), {"most": most})
    if product.kind not in dict(KINDS):
        yield Problem("kind", N_("Choose goods or service."))


def _amounts(product: Product) -> Iterator[Problem]:
    for column, amount in (("price", product.price), ("cost", product.cost)):
        if amount is None:
            continue
        if not amount.is_finite() or amount > MOST_PRICE:
            yield Problem(column, N_("This amount is too large."))
        elif amount < 0:
            yield Problem(column, N_("A price is not negative."))
        elif amount * 10_000 % 1:
            yield Problem(column, N_("At most four digits after the point."))


def tidy(product: Product) -> None:
    """Single spaces in the words of one line, and the forms that are searched and sorted."""
    for column in ("code", "name", "unit", "container"):
        setattr(product, column, " ".join(getattr(product, column).split()))
    code = fold(product.code)
    product.code_key = _NUMBER.sub(lambda number: number[0].zfill(12), code)
    product.name_key = fold(product.name)
    product.search_text = f" {' '.join([code, code.replace(' ', ''), product.name_key, fold(product.container)])} "


def next_code(code: str) -> str:
    """The code after `code`, its last number one higher and as wide: VIN-009 -> VIN-010. The first of all is P0001."""
    counted, changes = _LAST_NUMBER.subn(lambda number: str(int(number[0]) + 1).zfill(len(number[0])), code, count=1)
    return counted if changes else FIRST_CODE

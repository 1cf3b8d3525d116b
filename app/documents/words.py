"""Amounts and days as papers write them: the Translator's own forms, remembered, since a page has a hundred of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.i18n import MINUS, Translator
from app.values.money import currency_digits


@lru_cache(maxsize=64)
def _pattern(tr: Translator, currency: str) -> str:
    nothing = Decimal(0)
    return tr.money(nothing, currency).replace(tr.number(nothing, currency_digits(currency)), "{}")


def money(tr: Translator, value: Decimal, currency: str) -> str:
    """An amount with the sign of its currency: `2 486,40 €`."""
    shown = _pattern(tr, currency).format(tr.number(abs(value), currency_digits(currency)))
    return MINUS + shown if value < 0 else shown


def amount(tr: Translator, value: Decimal | None, currency: str) -> str:
    """An amount of a column, whose currency is said elsewhere: `2 486,40`; None is nothing."""
    return "" if value is None else tr.number(value, currency_digits(currency))


@lru_cache(maxsize=4096)
def day(tr: Translator, on: date) -> str:
    """A day in figures."""
    return tr.date(on, "short")


@lru_cache(maxsize=1024)
def long_day(tr: Translator, on: date) -> str:
    """A day in words."""
    return tr.date(on, "long")

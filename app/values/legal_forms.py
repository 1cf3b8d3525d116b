"""Legal forms of firms: the short list an owner chooses from, by country, and INSEE's full list for France."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from app.paths import resource


@dataclass(frozen=True, slots=True)
class LegalForm:
    """`short` is what a record keeps ("SARL"); `code` is INSEE's, where there is one."""

    short: str
    name: str
    code: str = ""


def common(country: str = "FR") -> tuple[LegalForm, ...]:
    """The usual forms of a country, in their usual order; France's where we know none."""
    here = (row for row in _rows("common") if row["country"] == country)
    found = tuple(LegalForm(row["short"], row["name"], row["code"]) for row in here)
    return found or common("FR")


def all_french() -> tuple[LegalForm, ...]:
    """Every form in force in INSEE's list, by its code."""
    return tuple(LegalForm(row["label"], row["label"], row["code"]) for row in _rows("fr") if row["in_force"] == "yes")


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with resource("legal_forms", f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))

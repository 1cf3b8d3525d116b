"""What every screen needs to know of the shop, read by plain SQL before anything heavy is imported."""

from __future__ import annotations

from typing import Any, NamedTuple


class ShopFacts(NamedTuple):
    """The first issuing company; `picture` is its logo."""

    name: str = ""
    city: str = ""
    country: str = "FR"
    language: str = "fr"
    currency: str = "EUR"
    logo: str = ""
    picture: bytes | None = None


def load(db: Any) -> ShopFacts:
    """The facts of the book behind a raw connection."""
    found = db.execute(
        "SELECT name, city, country, language, currency, logo FROM company ORDER BY position, id LIMIT 1"
    ).fetchone()
    if found is None:
        return ShopFacts()
    name, city, country, language, currency, logo = found
    picture = db.execute("SELECT bytes FROM blob WHERE sha256 = ?", (logo,)).fetchone() if logo else None
    return ShopFacts(name, city, country, language, currency, logo, bytes(picture[0]) if picture else None)

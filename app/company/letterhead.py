"""The head and foot of every paper: who writes, how the paper looks, where to pay. Read once, handed to the papers."""

from __future__ import annotations

from dataclasses import dataclass

PLAIN_ACCENT = "#1f4e9c"


@dataclass(frozen=True)
class Letterhead:
    """One issuing company as its papers show it.

    `lines` stand under the name (address, phone, e-mail), `legal` in the foot of each page. `accent` is a colour as
    `#rrggbb`; `serif` sets the headings in EB Garamond. Street, postcode and town are apart for the payment codes.
    `window` is the key of the envelopes that the shop uses; empty for those usual in its country.
    """

    name: str
    tagline: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes | None = None
    accent: str = PLAIN_ACCENT
    serif: bool = False
    legal: str = ""
    country: str = "FR"
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    bank: str = ""
    iban: str = ""
    bic: str = ""
    window: str = ""


@dataclass(frozen=True)
class Addressee:
    """Whom a paper goes to: `lines` as printed in the window; the rest for the payment codes, which want it apart."""

    lines: tuple[str, ...]
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""

"""What a register says of a client, side by side with its record, and taking over what the owner ticks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.exchange.register.company import Registered
from app.values.address import split_street
from app.values.countries import FRENCH
from app.values.folding import digits, fold
from app.values.identifiers import compact
from app.values.postcode import town_key

if TYPE_CHECKING:
    from app.clients.model import Address, Client

ADDRESS = "address"
FIELDS = (
    "company_name", "trade_name", "legal_form", "siren", "siret", "vat_number", "naf", "rcs", "capital", "headcount",
)  # fmt: skip
_NUMBERS = ("siren", "siret", "vat_number", "naf")
_REPLACED = ("unit", "box", "po_box", "region", "free_block", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the register has otherwise; `key` names it in the catalogue, or is `ADDRESS`.

    `now` and `found` are values of that field, and for an address the addresses.
    """

    key: str
    now: Any
    found: Any

    @property
    def is_gap(self) -> bool:
        """Whether the record has nothing there."""
        return self.now in (None, "")


def concerns(draft: Client, country: str) -> bool:
    """Whether the registers of France can know this client; `country` is the shop's, where no address says one."""
    from app.clients.rules import default_country

    where = default_country(draft) if any(found.country for found in draft.addresses) else country
    return draft.is_organisation and where in FRENCH


def is_another(draft: Client, found: Registered) -> bool:
    """Whether the record bears the number of another company."""
    return bool(draft.siren and found.siren and compact(draft.siren) != found.siren)


def differences(draft: Client, found: Registered) -> tuple[Difference, ...]:
    """The fields of which the register says something else than the record, in the order of the record."""
    values = ((key, getattr(draft, key), _value(found, key)) for key in FIELDS)
    rows = [Difference(key, now, new) for key, now, new in values if new and not _is_same(key, now, new)]
    if found.has_address:
        now = _main_address(draft)
        new = _filled(found)
        if now is None or _place(now) != _place(new):
            rows.append(Difference(ADDRESS, now, new))
    return tuple(rows)


def take(draft: Client, found: Registered, keys: Collection[str]) -> None:
    """Put what the register says of these fields into the draft. The address is that of the default one."""
    for key in FIELDS:
        if key in keys:
            setattr(draft, key, _value(found, key))
    if ADDRESS in keys:
        address = _main_address(draft)
        if address is None:
            draft.addresses.append(_filled(found))
        else:
            _fill(address, found)


def _value(found: Registered, key: str) -> Any:
    return found.name if key == "company_name" else getattr(found, key)


def _is_same(key: str, now: Any, new: Any) -> bool:
    if isinstance(now, Decimal) or isinstance(new, Decimal) or not now:
        return bool(now == new)
    if key in _NUMBERS:
        return compact(now) == compact(new)
    if key == "rcs":
        return _court(now) == _court(new)
    return fold(now) == fold(new)


def _court(text: str) -> tuple[str, tuple[str, ...]]:
    """The number and the town; "RCS" and the letter of the register may be written or not."""
    words = fold(text).split()
    return digits(text), tuple(word for word in words if len(word) > 1 and word != "rcs" and not word.isdigit())


def _main_address(draft: Client) -> Address | None:
    addresses = sorted(draft.addresses, key=lambda found: not found.is_default)
    return addresses[0] if addresses and _place(addresses[0]) != _NOWHERE else None


def _place(address: Address) -> tuple[str, ...]:
    """What makes two addresses the same place, however they are written."""
    street = f"{address.house_number} {address.number_suffix} {address.street}"
    return fold(street), compact(address.postcode), town_key(address.city), fold(address.free_block)


_NOWHERE = ("", "", "", "")


def _filled(found: Registered) -> Address:
    from app.clients.model import Address

    address = Address(is_default=True)
    _fill(address, found)
    return address


def _fill(address: Address, found: Registered) -> None:
    address.house_number, address.number_suffix, address.street = split_street(found.street, "FR")
    for part in ("building", "locality", "postcode", "city", "cedex"):
        setattr(address, part, getattr(found, part))
    for part in _REPLACED:
        setattr(address, part, "")
    address.country = address.country if address.country in FRENCH else "FR"

"""What labels and envelopes have in common: whose address, how it is written, in which order they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.mailings.recipients import Wanted


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """The choices about addresses; see `recipients.Wanted`."""

    purpose: str = ""
    company: bool = True
    contact: bool = True
    capitals: bool = True
    always_country: bool = False
    per_household: bool = False
    letters: bool = True
    order: str = "name"

    @property
    def wanted(self) -> Wanted:
        """The same for those who read the addresses."""
        names = {each.name for each in fields(Wanted)} & {each.name for each in fields(Addressed)}
        return Wanted(**{name: getattr(self, name) for name in names})


def still_known(usual: Addressed, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was remembered, perhaps by another version, without what is not known there or of another kind."""
    return {name: kept[name] for name, value in asdict(usual).items() if type(kept.get(name)) is type(value)}

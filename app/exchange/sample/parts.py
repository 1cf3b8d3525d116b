"""Parts of the sample's records: addresses, contacts, tags, consents, blocks, score lines, own fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.clients.model import (
    Address,
    Block,
    ClientTag,
    ConsentEvent,
    Contact,
    ContactLink,
    CustomValue,
    Email,
    Phone,
    ScoreLine,
)
from app.clients.rules import BLOCK_KINDS, CHANNELS
from app.exchange.sample.draws import Draws, Town
from app.exchange.sample.shop import CELLAR, COVERS, JUBILEE, TASTE, Lists
from app.store.base import light

_REASONS = ("Late payment", "Late payment", "Dispute", "Limit exceeded", "At the client's request")
_CONTACTS_OF_AN_ACCOUNTANT = 12


class Parts:
    """Makes the parts of one record after another."""

    def __init__(self, draws: Draws, lists: Lists) -> None:
        self.draws = draws
        self.lists = lists
        self._accountant: Contact | None = None
        self._accounts = 0

    def phones(self, *texts: str) -> list[Phone]:
        """Those numbers that are not empty."""
        kinds = ((text, "mobile" if text.startswith("06") else "phone") for text in texts if text)
        return [light(Phone, text=text, kind=kind) for text, kind in kinds]

    def emails(self, *texts: str) -> list[Email]:
        """Those addresses that are not empty."""
        return [light(Email, text=text) for text in texts if text]

    def address(self, town: Town, **values: Any) -> Address:
        """A house in that town."""
        draws = self.draws
        number = str(draws.number(1, 98))
        if town.country == "FR" and draws.happens(0.06):
            values["number_suffix"] = "bis"
        if draws.happens(0.04):
            values["building"] = f"Bâtiment {draws.one('ABC')}"
        return light(
            Address, uid=draws.uid(), house_number=number, street=draws.street(town.country), postcode=town.postcode,
            city=town.name, region=town.region, country=town.country, **values,
        )  # fmt: skip

    def contact(self, made_at: datetime, names: tuple[str, str, str], **values: Any) -> Contact:
        """A person with civility, first and last name."""
        civility, first, last = names
        return light(
            Contact, uid=self.draws.uid(), created_at=made_at, updated_at=made_at, civility=civility, first_name=first,
            last_name=last, **values,
        )  # fmt: skip

    def accountant(self, made_at: datetime) -> ContactLink:
        """The outside accountant of several firms: one contact, linked to each."""
        draws = self.draws
        if self._accountant is None or self._accounts >= _CONTACTS_OF_AN_ACCOUNTANT:
            names = draws.person()
            mails = self.emails(draws.mail(f"{names[1]} {names[2]}", "compta-plus.example"))
            self._accountant, self._accounts = self.contact(made_at, names, emails=mails), 0
        self._accounts += 1
        return light(
            ContactLink, contact=self._accountant, function="Expert-comptable", is_reminder=True, mail_reminder=True
        )

    def tags(self, *names: str) -> list[ClientTag]:
        """The tags of these names."""
        return [light(ClientTag, tag_id=self.lists.tags[name]) for name in names]

    def consents(self, since: date) -> list[ConsentEvent]:
        """A yes to one or two channels; now and then a no that came later."""
        draws, today = self.draws, self.lists.today
        given, source = draws.day(since, today), draws.phrase("source")
        first = draws.one(CHANNELS)
        made = [light(ConsentEvent, channel=first, granted=True, given_on=given, source=source)]
        if draws.happens(0.5):
            other = draws.one([channel for channel in CHANNELS if channel != first])
            granted = draws.happens(0.7)
            made.append(light(ConsentEvent, channel=other, granted=granted, given_on=given, source=source))
        if draws.happens(0.15):
            less = draws.phrase("source.less")
            day = draws.day(given, today)
            made.append(light(ConsentEvent, channel=first, granted=False, given_on=day, source=less))
        return made

    def block(self, since: date) -> Block:
        """One block, current in one case of two."""
        draws, lists = self.draws, self.lists
        current = draws.happens(0.5)
        start = draws.day(max(since, lists.ago(60 if current else 700)), lists.ago(0 if current else 90))
        until = (draws.day(lists.today, lists.ago(-90)) if draws.happens(0.5) else None) if current else None
        return light(
            Block, kind="orders" if draws.happens(0.7) else draws.one(BLOCK_KINDS), from_on=start,
            until_on=until if current else draws.day(start, lists.ago(1)),
            reason_id=lists.choices["block_reason"][draws.one(_REASONS)],
            comment=draws.phrase("block" if current else "block.past"),
        )  # fmt: skip

    def scores(self, since: date) -> list[ScoreLine]:
        """One to three lines, mostly of praise."""
        draws = self.draws
        made = []
        for _line in range(draws.number(1, 3)):
            good = draws.happens(0.75)
            points = draws.number(1, 10) * (1 if good else -1)
            reason = draws.phrase("score" if good else "score.less")
            day = draws.day(since, self.lists.today)
            made.append(light(ScoreLine, given_on=day, points=points, reason=reason))
        return made

    def own_values(self, category: str, since: date) -> Iterator[CustomValue]:
        """Values of the shop's own fields, where they mean something."""
        draws, fields = self.draws, self.lists.fields
        if category == "Private" and draws.happens(0.4):
            yield light(CustomValue, field_id=fields[CELLAR], yes=draws.happens(0.6))
        if category == "Restaurant" and draws.happens(0.6):
            yield light(CustomValue, field_id=fields[COVERS], number=Decimal(draws.number(4, 24) * 5))
        if draws.happens(0.25):
            option = draws.one(list(self.lists.tastes.values()))
            yield light(CustomValue, field_id=fields[TASTE], option_id=option)
        if category in ("Restaurant", "Hotel", "Shop") and draws.happens(0.2):
            yield light(CustomValue, field_id=fields[JUBILEE], day=draws.day(date(since.year - 15, 1, 1), since))

    def note(self, name: str, since: date) -> str:
        """What the owner wrote down, sometimes with a dated line that was added."""
        draws = self.draws
        text = draws.phrase(f"note.{name}")
        if draws.happens(0.15):
            day = draws.day(since, self.lists.today)
            return f"{text}\n{day:%d/%m/%Y} : {draws.phrase('later')}"
        return text

"""Every field of the catalogue has its place on the record, and every tab knows which fields are its own."""

from __future__ import annotations

from app.clients.fields import CATALOGUE
from ui.clients.reading import path_of
from ui.clients.section import Slot
from ui.clients.tabs import TABS, details, terms
from ui.clients.tabs.identity import FLAGS

# Shown as the star of the header, and as the two halves of one choice.
ELSEWHERE = {"starred", "is_organisation", "is_client", "is_prospect", *FLAGS}


def slots() -> list[Slot]:
    sections = (*details.SECTIONS, *terms.SECTIONS)
    return [slot for section in sections for slot in getattr(section, "slots", ())]


def test_every_field_of_the_client_has_one_place() -> None:
    placed = [slot.key for slot in slots()]
    assert len(placed) == len(set(placed))
    known = {field.key for field in CATALOGUE.values() if field.table in ("client", "client_company")}
    assert known - set(placed) == ELSEWHERE


def test_one_tab_answers_for_each_path() -> None:
    paths = [path_of(CATALOGUE[slot.key]) for slot in slots()]
    paths += [
        "addresses/2/postcode",
        "links/0/contact/last_name",
        "phones/0/text",
        "custom_values/3",
        "blocks/1/until_on",
    ]
    for path in paths:
        assert len([tab.key for tab in TABS if tab.answers(path)]) == 1, path

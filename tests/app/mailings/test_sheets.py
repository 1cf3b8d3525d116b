"""The sheets of labels that are shipped: all of them make sense, and one finds them by what stands on the packet."""

from __future__ import annotations

import json

import pytest

from app.i18n import Translator
from app.mailings.sheet_search import find
from app.mailings.sheets import Sheet, describe, popular, shipped
from app.paths import resource

ENGLISH, FRENCH_SHOP = Translator("en", "GB"), Translator("en", "FR")


def test_all_are_there() -> None:
    assert len(shipped()) == 3_302


def test_every_label_lies_on_its_page_and_on_no_other_label() -> None:
    for sheet in shipped().values():
        for each in (sheet, *sheet.alternatives):
            assert each.count == len(each.labels) > 0
            assert all(box.left >= 0 and box.top >= 0 for box in each.labels), each.id
            assert all(box.right <= each.page_width + 500 for box in each.labels), each.id
            assert all(box.bottom <= each.page_height + 500 for box in each.labels), each.id
            for grid in each.grids:
                assert grid.columns == 1 or grid.h_pitch >= each.width - 500, each.id
                assert grid.rows == 1 or grid.v_pitch >= each.height - 500, each.id


def test_text_has_room_inside_every_label() -> None:
    for sheet in shipped().values():
        inside = sheet.inside
        assert inside.width > 0, sheet.id
        assert inside.height > 0, sheet.id
        assert inside.left >= sheet.margins.left, sheet.id
        assert inside.right <= sheet.width - sheet.margins.right, sheet.id


def test_measures_are_those_of_the_list() -> None:
    sheet = shipped()["avery-l7160"]
    assert (sheet.width, sheet.height, sheet.count) == (63_500, 38_100, 21)
    assert (sheet.page_width, sheet.page_height) == (210_000, 297_000)
    first, last = sheet.labels[0], sheet.labels[-1]
    assert (first.left, first.top) == (7_200, 15_150)
    assert (last.left, last.top) == (7_200 + 2 * 66_040, 15_150 + 6 * 38_100)


def test_where_sources_disagree_the_other_measures_are_offered() -> None:
    sheet = shipped()["avery-5160"]
    assert sheet.grids[0].left != 3_970
    assert [other.grids[0].left for other in sheet.alternatives] == [3_970]
    assert sheet.alternatives[0].id == "avery-5160~2"


def test_staggered_sheets_have_all_their_rows() -> None:
    sheet = shipped()["jac-f-2048"]
    assert len(sheet.grids) > 1
    assert sheet.count == sum(grid.columns * grid.rows for grid in sheet.grids)
    assert [box.top for box in sheet.labels] == sorted(box.top for box in sheet.labels)


# Which sheets hold the longest French address, and how large: measured with other fonts and programs before.
HOLDS = {"avery-l7163": 12, "avery-l7160": 7.5, "avery-5160": 8, "avery-5161": 8.5, "avery-zweckform-3422": 8.25}
TOO_SMALL = ("avery-l7651", "agipa-118990", "avery-5167")


@pytest.mark.parametrize(("name", "points"), HOLDS.items())
def test_how_large_a_full_french_address_can_be(name: str, points: float) -> None:
    assert shipped()[name].address_size / 4 == points


@pytest.mark.parametrize("name", TOO_SMALL)
def test_sheets_that_are_too_small_are_told(name: str) -> None:
    assert shipped()[name].address_size == 0


def test_a_high_roll_is_printed_along_its_long_side_out_of_reach_of_the_feed() -> None:
    roll = shipped()["dymo-99012"]
    assert (roll.kind, roll.count, roll.is_turned) == ("roll", 1, True)
    assert roll.inside.top >= roll.margins.top > 5_000
    assert not shipped()["brother-dk-11209"].is_turned


def test_a_disc_is_written_on_above_its_hole() -> None:
    disc = shipped()["avery-5691-disc"]
    assert disc.inside.bottom <= (disc.height - disc.hole) // 2


@pytest.mark.parametrize("country", ["FR", "BE", "CH", "DE", "LU", "GB", "US", "CA", "PT"])
def test_each_country_has_its_first_choices(country: str) -> None:
    names = popular(country)
    assert len(names) >= 4
    assert all(name in shipped() for name in names)


def test_the_lists_of_first_choices_name_sheets_that_are_there() -> None:
    lists = json.loads(resource("labels", "label-sheets-popular.json").read_text("utf-8"))
    assert [name for names in lists.values() for name in names if name not in shipped()] == []


def test_the_words_are_ours_and_follow_the_country() -> None:
    assert describe(shipped()["avery-l7160"], ENGLISH) == "21 labels · 63.5 × 38.1 mm"
    assert describe(shipped()["avery-l7160"], FRENCH_SHOP) == "21 labels · 63,5 × 38,1 mm"
    assert describe(shipped()["brother-dk-11209"], ENGLISH) == "roll · 62 × 29 mm"
    assert describe(shipped()["begalabel-o-100"], ENGLISH).startswith("63 labels · ⌀")


def first(text: str, country: str = "FR") -> Sheet:
    return find(text, country)[0]


WORDS = {
    "avery 7160": "avery-l7160",
    "L7160": "avery-l7160",
    "l7160 AVERY": "avery-l7160",
    "8160 j": "avery-j8160",
    "étiquettes Avery L7160": "avery-l7160",
    "zweckform 3422": "avery-zweckform-3422",
    "Etiketten Zweckform 3422": "avery-zweckform-3422",
    "herma 4453": "herma-4453",
    "apli 1287": "apli-01287",
    "agipa 119013": "agipa-119013",
    "rouleau dymo 99012": "dymo-99012",
    "5160": "avery-5160",
    "63,5 x 38,1": "avery-l7160",
    "63.5 × 38.1 mm": "avery-l7160",
}


@pytest.mark.parametrize(("text", "name"), WORDS.items())
def test_a_sheet_is_found_by_its_packet(text: str, name: str) -> None:
    assert first(text).id == name


def test_an_equivalent_is_found_under_the_name_of_the_other() -> None:
    assert "avery-l7160" in {sheet.id for sheet in find("herma 4677", "FR")}


def test_kinds_and_shapes_are_words_too() -> None:
    assert {sheet.kind for sheet in find("rouleau brother", "FR")} == {"roll"}
    assert {sheet.shape for sheet in find("Etiketten rund", "DE")} == {"round"}
    assert {sheet.category for sheet in find("classeur A4", "FR")} == {"file"}


def test_a_number_of_labels_finds_sheets_of_so_many() -> None:
    assert any(sheet.count == 65 for sheet in find("65", "FR"))


def test_forms_with_holes_at_their_sides_wait_until_they_are_asked_for() -> None:
    assert all(sheet.kind != "tractor" for sheet in find("herma", "FR"))
    assert any(sheet.kind == "tractor" for sheet in find("herma listing", "FR"))
    assert any(sheet.kind == "tractor" for sheet in find("zweckform", "DE", tractor=True))


def test_nothing_typed_offers_the_first_choices_of_the_country() -> None:
    assert [sheet.id for sheet in find("", "US")] == list(popular("US"))


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_000, "'; drop", "﷽", "9" * 400 + "x1"])
def test_any_words_can_be_searched(text: str) -> None:
    assert len(find(text, "FR")) <= 200

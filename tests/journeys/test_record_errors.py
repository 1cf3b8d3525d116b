"""She saves with fields that are wrong: taken to each in turn as they stand, and nothing typed is cut or rounded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.record_desk import Desk

Keys = Qt.Key


@pytest.mark.feature("client.record.save")
def test_the_errors_are_shown_one_after_the_other_as_they_stand(desk: Desk) -> None:
    desk.edit("terms")
    desk.type("discount_percent", "150")
    desk.page.go_to("details")
    desk.settle()
    number = next(place.input for place in desk.section("own").inputs.places.values() if place.own.kind == "number")
    number.setFocus()
    desk.qtbot.keyClicks(number, "many")
    desk.qtbot.keyClick(number, Keys.Key_Tab)
    desk.type("capital", "much")
    desk.type("siren", "123 456 783")
    desk.save()
    shown = [desk.core("siren").hasFocus()]
    for tab, path in (("details", "capital"), ("details", ""), ("terms", "discount_percent"), ("details", "siren")):
        desk.page.bar._link.click()
        desk.settle()
        shown.append(desk.page.tabs.current() == tab and (desk.core(path) if path else number).hasFocus())
    assert shown == [True] * 5
    desk.save()
    assert desk.core("siren").hasFocus()


def test_what_only_the_file_refuses_is_gone_to_as_well(desk: Desk) -> None:
    desk.edit()
    desk.type("reference", "C-00002")
    desk.page.go_to("terms")
    desk.settle()
    desk.core("discount_percent").setFocus()
    desk.save()
    assert desk.page.tabs.current() == "details"
    assert desk.core("reference").hasFocus()


@pytest.mark.feature("client.field.capital")
def test_nothing_is_cut_or_rounded_without_a_word(desk: Desk) -> None:
    desk.edit()
    desk.type("company_name", "x" * 300)
    box = desk.box("company_name")
    assert box.problem().parameters == {"length": 300, "most": 160}
    desk.type("capital", "1000,555")
    assert desk.box("capital").problem().parameters == {"most": 2}
    desk.save()
    assert desk.core("company_name").hasFocus()
    assert len(desk.core("company_name").text()) == 300
    desk.type("company_name", "x" * 160)
    desk.type("capital", "1000,550")
    desk.save()
    assert desk.rows("SELECT company_name, capital FROM client WHERE id=1") == [("x" * 160, 10_005_500)]

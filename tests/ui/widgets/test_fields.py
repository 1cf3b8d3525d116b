"""Fields: typing, reading what was typed, and saying what is wrong with it."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.errors import Fix, Problem
from app.values.dates import Birthday
from ui.theme import color
from ui.widgets.buttons import Button
from ui.widgets.field_box import FieldBox, ValueBox
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.typed_inputs import AmountInput, BirthdayInput, DateInput, NumberInput

LEFT = Qt.MouseButton.LeftButton


def test_a_field_says_what_is_wrong_and_how_to_right_it(qtbot, shown) -> None:
    box = FieldBox("VAT number", LineInput("FR 23"), required=True, hint="Two letters, then digits")
    shown(box)
    assert box.input.accessibleName() == "VAT number, required"
    assert box.input.accessibleDescription() == "Two letters, then digits"
    low = box.sizeHint().height()
    fix = Fix("Use {number}", "vat", "FR11", {"number": "FR 11"})
    box.set_problem(Problem("vat", "The key is {key}.", {"key": "11"}, fix=fix))
    assert (box.input.state(), box.input.accessibleDescription()) == ("error", "The key is 11.")
    assert box.sizeHint().height() > low
    link = next(each for each in box.findChildren(Button) if each.text() == "Use FR 11")
    with qtbot.waitSignal(box.fix_clicked) as pressed:
        qtbot.mouseClick(link, LEFT)
    assert pressed.args == [fix]
    box.set_problem(None)
    assert (box.input.state(), link.isVisible()) == ("normal", False)


def test_a_warning_does_not_look_like_an_error() -> None:
    box = FieldBox("Name", LineInput("Auberge"))
    box.set_problem(Problem("name", "A similar name exists.", severity="warning"))
    assert box.input.state() == "warning"
    box.set_problem(None)
    box.set_ok(True)
    assert box.input.state() == "ok"


def test_what_cannot_be_read_is_said_when_one_leaves_the_field(qtbot, shown) -> None:
    box, other = FieldBox("Birthday", DateInput()), LineInput()
    shown(box, other)
    box.focus()
    qtbot.keyClicks(box.input, "next week")
    assert box.input.state() == "normal"
    other.setFocus()
    assert box.input.state() == "error"
    assert "31/12/2026" in box.input.accessibleDescription()
    assert box.input.value() is None


def test_leaving_a_date_or_an_amount_tidies_it(qtbot, shown) -> None:
    day, amount, other = DateInput(), AmountInput(), LineInput()
    shown(day, amount, other)
    for field, typed in ((day, "1.9.26"), (amount, "15000")):
        field.setFocus()
        qtbot.keyClicks(field, typed)
    other.setFocus()
    assert (day.text(), day.value()) == ("01/09/2026", date(2026, 9, 1))
    assert (amount.text(), amount.value()) == ("15\u202f000,00", Decimal(15000))


def test_a_day_is_picked_from_the_calendar(qtbot, shown) -> None:
    day = DateInput(date(2026, 11, 12))
    shown(day)
    qtbot.keyClick(day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = next(child for child in day.children() if type(child).__name__ == "_Calendar")
    view = calendar.month.findChild(QWidget, "qt_calendar_calendarview")
    with qtbot.waitSignal(day.edited):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert day.value() == date(2026, 11, 13)


def test_a_birthday_may_lack_its_year() -> None:
    field = BirthdayInput(today=lambda: date(2026, 11, 12))
    field.setText("23/05")
    assert field.value() == Birthday(23, 5)
    field.set_value(Birthday(23, 5, 1980))
    assert field.text() == "23/05/1980"


def test_numbers_step_within_their_limits(qtbot, shown) -> None:
    copies = NumberInput(1, least=1, most=2)
    shown(copies)
    qtbot.keyClick(copies, Qt.Key.Key_Up)
    qtbot.keyClick(copies, Qt.Key.Key_Up)
    assert copies.value() == 2
    copies.setText("3")
    problem = copies.problem()
    assert problem is not None
    assert problem.parameters == {"most": 2}
    copies.setText("1,5")
    assert copies.problem() is not None


def test_setting_a_value_is_not_an_edit_but_typing_is(qtbot, shown) -> None:
    inputs = [LineInput(), TextArea(), Choice([("a", "A"), ("b", "B")], free=True)]
    shown(*inputs)
    for each in inputs:
        edits: list[int] = []
        each.edited.connect(lambda edits=edits: edits.append(1))
        each.set_value("b")
        assert (edits, each.value()) == ([], "b")
        each.core().setFocus()
        qtbot.keyClicks(each.core(), "x")
        assert edits, each


def test_a_choice_is_found_by_its_letters_and_not_changed_by_the_wheel(qtbot, shown) -> None:
    country = Choice([("DE", "Germany"), ("FR", "France"), ("FI", "Finland")])
    shown(country)
    country.set_value("DE")
    country.setFocus()
    with qtbot.waitSignal(country.edited):
        qtbot.keyClicks(country, "fra")
        qtbot.keyClick(country, Qt.Key.Key_Return)
    assert country.value() == "FR"
    country.set_value("elsewhere")
    assert country.value() is None


def test_a_free_choice_takes_any_text_but_knows_its_own() -> None:
    role = Choice([("manager", "Manager"), ("owner", "Owner")], free=True)
    role.setEditText("owner")
    assert role.value() == "owner"
    role.setEditText("Chef de cave")
    assert role.value() == "Chef de cave"
    role.set_options([("owner", "Owner")])
    assert role.value() == "Chef de cave"


def test_a_read_only_field_cannot_be_typed_in(qtbot, shown) -> None:
    field, choice = LineInput("C-00217"), Choice([(1, "One"), (2, "Two")])
    shown(field, choice)
    for each in (field, choice):
        each.set_value(each.value() or 1)
        each.set_read_only(True)
        each.setFocus()
        qtbot.keyClicks(each, "two")
    assert (field.value(), choice.value()) == ("C-00217", 1)


def test_a_text_area_grows_with_its_text(qtbot, shown) -> None:
    area = TextArea(lines=2, most=6)
    shown(area)
    low = area.sizeHint().height()
    area.set_value("\n".join("12345"))
    higher = area.sizeHint().height()
    area.set_value("\n".join("123456789"))
    assert low < higher < area.sizeHint().height()
    area.set_value("\n" * 50)
    assert area.sizeHint().height() < 2 * higher


def test_an_empty_value_is_a_dash_and_a_double_click_asks_to_edit(qtbot, shown) -> None:
    value = ValueBox("Discount")
    shown(value)
    assert value.value() == "—"
    with qtbot.waitSignal(value.edit_asked):
        qtbot.mouseDClick(value, LEFT, pos=QPoint(4, 4))


def test_a_changed_field_has_a_blue_bar(shown) -> None:
    field = LineInput("15 000,00")
    shown(field)
    plain = field.grab().toImage().pixelColor(2, field.height() // 2)
    field.set_changed(True)
    assert field.grab().toImage().pixelColor(2, field.height() // 2) == color("accent") != plain


def test_a_field_offers_a_value_and_becomes_required(qtbot, shown) -> None:
    box = FieldBox("Town", LineInput())
    shown(box)
    offer = Fix("Use {town}", "town", "Dijon", {"town": "Dijon"})
    box.set_offer(offer)
    link = next(each for each in box.findChildren(Button) if each.text() == "Use Dijon")
    with qtbot.waitSignal(box.fix_clicked) as pressed:
        qtbot.mouseClick(link, LEFT)
    assert (pressed.args, box.input.state()) == ([offer], "normal")
    box.set_required(True)
    assert box.input.accessibleName() == "Town, required"
    box.set_required(False)
    assert box.input.accessibleName() == "Town"

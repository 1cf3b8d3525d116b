"""What each control does under the keyboard and the mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from ui.theme import theme
from ui.widgets.accessible import key_text, plain_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import LineInput
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page
from ui.widgets.painting import draw_text
from ui.widgets.pills import TagPill
from ui.widgets.progress_card import ProgressCard
from ui.widgets.search_box import SearchBox
from ui.widgets.section_index import SectionIndex
from ui.widgets.tabs import TabBar
from ui.widgets.toast import Toast
from ui.widgets.toggles import CheckBox, Segmented

LEFT = Qt.MouseButton.LeftButton
EVIL = "<img src=file://host/x>"


def rings(window: QWidget) -> list[QWidget]:
    return [child for child in window.children() if type(child).__name__ == "_Ring" and child.isVisible()]


def test_the_focus_ring_is_for_the_keyboard_only(qtbot, shown) -> None:
    first, second = Button("Save"), Button("Cancel")
    window = shown(first, second)
    qtbot.mouseClick(first, LEFT)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not rings(window)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    (ring,) = rings(window)
    assert ring.geometry().contains(second.geometry())
    second.clearFocus()
    assert not rings(window)


def test_an_icon_button_is_called_as_its_tip_says() -> None:
    button = IconButton("star", "Star this client", keys="Ctrl+D")
    assert button.accessibleName() == "Star this client"
    assert key_text("Ctrl+D") in button.toolTip()
    button.set_tip("Remove the star")
    assert button.accessibleName() == "Remove the star"


def test_key_caps_write_the_plus_only_where_it_is_the_key() -> None:
    assert key_text("Ctrl+Shift+N") == "Ctrl Shift N"
    assert key_text("Ctrl++") == "Ctrl +"


def test_a_chip_turns_by_keyboard_and_by_its_cross(qtbot, shown) -> None:
    chip = FilterChip("Has e-mail", "mail")
    shown(chip)
    turned = []
    chip.switched.connect(turned.append)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert (turned, chip.is_on(), chip.accessibleName()) == ([True], True, "Has e-mail, on")
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.mouseClick(chip, LEFT, pos=chip.cross().center())
    assert turned == [True, False, True, False]


def test_a_drop_down_chip_asks_shows_and_clears(qtbot, shown) -> None:
    chip = FilterChip("City", drop_down=True)
    shown(chip)
    narrow = chip.sizeHint().width()
    with qtbot.waitSignal(chip.opened):
        qtbot.keyClick(chip, Qt.Key.Key_Down)
    assert not chip.is_on()
    chip.set_values(["Dijon", "Beaune"])
    assert (chip.is_on(), chip.text()) == (True, "City: Dijon, Beaune")
    assert chip.sizeHint().width() > narrow
    with qtbot.waitSignal(chip.cleared):
        qtbot.mouseClick(chip, LEFT, pos=chip.cross().center())
    assert not chip.is_on()
    assert chip.text() == "City"


def test_a_removable_tag_goes_by_cross_and_by_key(qtbot, shown) -> None:
    tag = TagPill("Christmas", removable=True)
    shown(tag)
    with qtbot.waitSignal(tag.removed):
        qtbot.mouseClick(tag, LEFT, pos=tag.cross().center())
    with qtbot.waitSignal(tag.removed):
        qtbot.keyClick(tag, Qt.Key.Key_Backspace)


def test_arrows_move_a_segmented_choice(qtbot, shown) -> None:
    kind = Segmented([("company", "Company"), ("person", "Private person")], "Kind of client")
    shown(kind)
    assert kind.value() is None
    kind.set_value("company")
    kind.segment("company").setFocus()
    with qtbot.waitSignal(kind.changed) as moved:
        qtbot.keyClick(kind.segment("company"), Qt.Key.Key_Right)
    assert moved.args == ["person"]
    assert kind.value() == "person"


def test_the_words_of_a_check_box_are_part_of_it(qtbot, shown) -> None:
    box = CheckBox("Key account")
    shown(box)
    qtbot.mouseClick(box, LEFT, pos=QPoint(box.width() - 3, box.height() // 2))
    assert box.isChecked()


def test_the_search_box_empties_before_anything_else(qtbot, shown) -> None:
    box = SearchBox("Find anything", keys="Ctrl+K")
    shown(box)
    qtbot.keyClicks(box, "bras")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    qtbot.keyClicks(box, "thea")
    qtbot.mouseClick(box, LEFT, pos=box.cross().center())
    assert box.text() == ""
    with qtbot.waitSignal(box.stepped_down):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.submitted):
        qtbot.keyClick(box, Qt.Key.Key_Return)


TABS = [
    ("overview", "Overview"),
    ("details", "Details"),
    ("sales", "Sales"),
    ("terms", "Terms & blocks"),
    ("files", "Letters"),
]


def test_tabs_that_do_not_fit_go_into_more_but_never_the_current(shown) -> None:
    tabs = TabBar(TABS)
    window = shown(tabs)
    window.resize(900, 80)
    assert tabs.hidden_keys() == []
    window.resize(320, 80)
    window.layout().activate()
    hidden = tabs.hidden_keys()
    assert "files" in hidden
    tabs.set_current("files")
    assert "files" not in tabs.hidden_keys()
    assert tabs.hidden_keys()
    window.resize(900, 80)
    assert tabs.hidden_keys() == []


def test_tabs_step_round_and_tell(qtbot) -> None:
    tabs = TabBar(TABS)
    qtbot.addWidget(tabs)
    with qtbot.waitSignal(tabs.changed) as changed:
        tabs.step(-1)
    assert changed.args == ["files"]
    tabs.step(1)
    assert tabs.current() == "overview"


def test_a_count_makes_room_on_its_tab(qtbot) -> None:
    tabs = TabBar(TABS)
    qtbot.addWidget(tabs)
    narrow = tabs.sizeHint().width()
    tabs.set_count("sales", 64)
    assert tabs.sizeHint().width() > narrow
    tabs.set_count("sales", None)
    assert tabs.sizeHint().width() == narrow


def test_the_section_index_tells_where_to_go_but_not_when_it_follows(qtbot, shown) -> None:
    index = SectionIndex([("identity", "Identity"), ("company", "Company details")])
    shown(index)
    asked: list[str] = []
    index.chosen.connect(asked.append)
    index.set_current("company")
    assert (asked, index.current()) == ([], "company")
    index.set_error("company", True)
    qtbot.keyClick(index.find_field, Qt.Key.Key_Down)
    qtbot.keyClick(index.find_field.window().focusWidget(), Qt.Key.Key_Up)
    assert asked == ["identity"]
    with qtbot.waitSignal(index.finding) as looked:
        qtbot.keyClicks(index.find_field, "v")
    assert looked.args == ["v"]


def test_the_toast_undoes_and_goes_but_stays_while_it_has_the_focus(qtbot, shown) -> None:
    field = LineInput()
    window = shown(field)
    window.resize(600, 300)
    field.setFocus()
    toast, undone = Toast(window), []
    toast.say("3 clients tagged", "Undo", lambda: undone.append(True), keys="Ctrl+Z", seconds=0.05)
    action = toast.findChild(Button)
    action.setFocus()
    qtbot.wait(150)
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    qtbot.mouseClick(action, LEFT)
    assert (undone, toast.isVisible(), field.hasFocus()) == ([True], False, True)
    toast.say("Saved", seconds=0.05)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_progress_says_how_far_and_cancels_once(qtbot, shown) -> None:
    card = ProgressCard("Making letters")
    shown(card)
    card.set_progress(1200, 2400, 130)
    said = [label.text() for label in card.findChildren(type(text_label()))]
    assert "1\u202f200 of 2\u202f400 · about 2 min left" in said
    cancel = card.findChild(Button)
    with qtbot.waitSignal(card.cancelled):
        qtbot.mouseClick(cancel, LEFT)
    assert not cancel.isEnabled()


def test_a_message_bar_offers_its_links_and_closes(qtbot, shown) -> None:
    bar = MessageBar()
    shown(bar)
    bar.show_message("error", "The disk is full.", strong="Not saved:")
    assert bar.text() == "Not saved: The disk is full."
    done: list[int] = []
    link = bar.add_action("What to do", lambda: done.append(1))
    qtbot.mouseClick(link, LEFT)
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.findChild(IconButton), LEFT)
    assert (done, bar.isVisible()) == ([1], False)


def test_names_are_never_read_as_html(qtbot) -> None:
    for label in (text_label(EVIL), text_label(EVIL, wrap=True), ElidedLabel(EVIL), Paragraph(EVIL)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert "<img" not in label.toolTip()
    assert "<img" not in plain_tip(EVIL)
    assert plain_tip("Dupont") == "Dupont"


def test_a_cut_text_is_whole_in_its_tip(shown) -> None:
    label = ElidedLabel("Comité des fêtes de Marsannay-la-Côte")
    window = shown(label)
    window.resize(label.sizeHint().width() + 80, 60)
    assert label.toolTip() == ""
    window.setMaximumWidth(120)
    assert label.toolTip() == label.text()


def test_painting_tells_whether_the_text_was_cut() -> None:
    paper = QPixmap(60, 20)
    painter = QPainter(paper)
    try:
        assert draw_text(painter, paper.rect(), "Brasserie du Théâtre")
        assert not draw_text(painter, paper.rect(), "Bar")
    finally:
        painter.end()


def test_a_paragraph_is_as_high_as_its_lines(qtbot) -> None:
    words = Paragraph("Orders are blocked for this client until the end of November: late payment.")
    qtbot.addWidget(words)
    assert words.heightForWidth(2000) == theme.line()
    assert words.heightForWidth(200) >= 3 * theme.line()
    words.setText("One.\nTwo.\nThree.")
    assert words.heightForWidth(2000) == 3 * theme.line()


def test_chips_flow_into_the_next_row(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for number in range(6):
        flow.addWidget(FilterChip(f"Filter {number}"))
    one = flow.heightForWidth(5000)
    assert flow.heightForWidth(150) >= 3 * one
    flow.clear()
    assert flow.count() == 0


def test_an_empty_state_changes_its_words_and_buttons(qtbot, shown) -> None:
    new = Button("New client", "plus", kind="primary")
    state = EmptyState("users", "No clients yet", "Add your first client.", (new,))
    shown(state)
    clear = Button("Clear the filters")
    state.set_words("search-off", "Nothing found")
    state.set_buttons((clear,))
    qtbot.waitUntil(clear.isVisible)
    assert state.findChildren(Button) == [clear]


def test_a_page_brings_a_field_into_sight(shown) -> None:
    page, field = Page(), LineInput()
    for number in range(40):
        page.body.addWidget(text_label(f"Line {number}"))
    page.body.addWidget(field)
    window = shown(page)
    window.resize(300, 200)
    assert field.visibleRegion().isEmpty()
    page.reveal(field)
    assert field.visibleRegion().boundingRect().height() == field.height()


def test_hiding_a_window_with_a_ring_leaves_nothing_behind(qtbot) -> None:
    for _ in range(3):
        window = QWidget()
        row = QHBoxLayout(window)
        button = Button("Save")
        row.addWidget(button)
        window.show()
        window.activateWindow()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        window.close()
        window.deleteLater()
        qtbot.wait(1)


def test_an_ampersand_is_a_letter_and_not_a_shortcut(qtbot) -> None:
    tabs = TabBar([("terms", "Terms & blocks")])
    qtbot.addWidget(tabs)
    for button in (Button("R&D"), FilterChip("R&D"), CheckBox("R&D"), TagPill("R&D"), LinkLabel("R&D")):
        qtbot.addWidget(button)
        assert button.shortcut().isEmpty()
        assert button.text() == "R&D"
        assert "R&D" in button.accessibleName()
    assert tabs.findChild(QTabBar).tabText(0) == "Terms && blocks"


def test_the_ring_follows_the_tab(qtbot, shown) -> None:
    tabs = TabBar(TABS)
    window = shown(tabs, Button("Save"))
    bar = tabs.findChild(QTabBar)
    bar.clearFocus()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    before = ring.x()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert tabs.current() == "details"
    assert ring.x() > before

"""Colours, type, icons: what the design promises about reading."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.paths import resource
from tests.ui.widgets import gallery
from ui.theme import color, font, icon, pixmap, theme, tokens
from ui.theme.contrast import contrast_colours
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.painting import BADGES
from ui.widgets.toggles import CheckBox, Segmented

UI = Path(gallery.__file__).resolve().parents[3] / "ui"
ON_SURFACES = [
    (ink, ground) for ink in ("text", "text2", "text3") for ground in ("surface", "bg", "alt", "sunk", "hover")
]
ON_THEIR_OWN = [(ink, fill) for fill, ink in BADGES.values()]
OTHERS = [
    *(("onAccent", "accent"), ("accent", "surface"), ("accent", "alt"), ("accent2", "sel"), ("onAccent", "accent2")),
    *(("red", "surface"), ("amber", "surface"), ("green", "surface"), ("toastText", "toast"), ("toastAction", "toast")),
]


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(qapp: QApplication, mode: str) -> None:
    theme.apply(qapp, mode)
    pairs = [*ON_SURFACES, *ON_THEIR_OWN, *OTHERS]
    faint = {pair: round(contrast(color(pair[0]), color(pair[1])), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in faint.items() if ratio < 4.5}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_borders_of_fields_and_the_focus_can_be_seen(qapp: QApplication, mode: str) -> None:
    theme.apply(qapp, mode)
    for line in ("field", "accent", "red"):
        assert contrast(color(line), color("surface")) >= 3


def test_initials_can_be_read_on_every_avatar_colour() -> None:
    assert all(contrast(QColor("white"), QColor(each)) >= 4.5 for each in tokens().avatars)


def test_a_record_keeps_its_avatar_colour() -> None:
    assert theme.avatar_color(217) == theme.avatar_color("217")
    assert len({theme.avatar_color(key).name() for key in range(100)}) == len(tokens().avatars)


def test_switching_to_dark_repaints_icons_and_labels_that_exist(qtbot, qapp: QApplication) -> None:
    label, star = text_label("Late", tone="red"), icon("star", "text")
    qtbot.addWidget(label)
    label.show()
    before = star.pixmap(18, 18).toImage(), label.palette().color(QPalette.ColorRole.WindowText)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert star.pixmap(18, 18).toImage() != before[0]
    assert label.palette().color(QPalette.ColorRole.WindowText) == color("red") != before[1]
    assert qapp.palette().color(QPalette.ColorRole.Window) == color("surface")


def test_a_high_contrast_system_gives_the_colours() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("yellow"))
    colours = contrast_colours(system)
    assert colours["surface"] == QColor("black")
    assert colours["line"] == colours["text3"] == QColor("yellow")
    assert colours.keys() <= tokens().colours["light"].keys()


def controls() -> list[QWidget]:
    field = LineInput("Dijon")
    return [
        Button("Save", "check"),
        IconButton("x", "Close"),
        FilterChip("City"),
        field,
        TextArea(),
        CheckBox("On"),
        Choice(),
    ]


def test_heights_and_widths_follow_the_text_size(qtbot) -> None:
    made = [
        *controls(),
        text_label("Words", "section"),
        Paragraph("One line of words"),
        Segmented([(1, "One"), (2, "Two")]),
    ]
    for widget in made:
        qtbot.addWidget(widget)
        widget.show()
    normal = [widget.sizeHint() for widget in made]
    theme.set_text_size("very_large")
    for widget, before in zip(made, normal, strict=True):
        assert widget.sizeHint().height() > before.height(), widget
        assert widget.sizeHint().width() >= before.width(), widget


def test_buttons_and_fields_are_36_high_at_the_normal_size(qtbot) -> None:
    for widget in (Button("Save"), LineInput(), Choice(), IconButton("x", "Close")):
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() == 36


def test_both_schemes_have_the_same_tokens() -> None:
    schemes = tokens().colours
    assert schemes["light"].keys() == schemes["dark"].keys()


def test_the_bundled_font_has_what_french_amounts_need() -> None:
    assert QFontInfo(font("body")).family() == "Inter"
    metrics = QFontMetrics(font("body"))
    assert all(metrics.inFontUcs4(ord(sign)) for sign in "éœŸΩЖł\u202f\u00a0\u2212€“’…⌘")


def test_figures_of_amounts_are_equally_wide() -> None:
    amounts = theme.metrics("body", tabular=True)
    assert len({amounts.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1


def test_every_icon_named_in_the_program_is_there() -> None:
    named = r'(?:icon|pixmap|draw_icon|set_icon|IconButton|IconDisc|EmptyState)\([^)\n]*?"([a-z0-9]+(?:-[a-z0-9]+)+)"'
    asked = {name for path in UI.rglob("*.py") for name in re.findall(named, path.read_text(encoding="utf-8"))}
    asked |= {
        name
        for path in UI.rglob("*.py")
        for name in re.findall(r'icon="([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked, "the search finds icons"
    assert not {name for name in asked if not resource("icons", f"{name}.svg").exists()}


OURS = "clientele"  # the program's own, in its own colours


@pytest.mark.parametrize(
    "path",
    sorted(path for path in resource("icons").glob("*.svg") if path.stem != OURS),
    ids=lambda path: path.stem,
)
def test_each_icon_draws_something_in_the_colour_asked_for(path: Path) -> None:
    picture = pixmap(path.stem, "red", 20, 2).toImage()
    assert picture.size() == QSize(40, 40)
    strongest = max((picture.pixelColor(x, y) for x in range(40) for y in range(40)), key=lambda each: each.alpha())
    assert strongest.alpha() > 200
    assert abs(strongest.red() - color("red").red()) < 8


def test_an_unknown_icon_is_refused_where_it_is_asked_for() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_a_disabled_icon_is_grey() -> None:
    star = icon("star-filled", "red")
    assert star.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage() == pixmap("star-filled", "text3", 20).toImage()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", ["normal", "very_large"])
def test_the_whole_kit_can_be_shown(qtbot, qapp: QApplication, mode: str, size: str) -> None:
    theme.apply(qapp, mode, size)
    sheet = gallery.build()
    qtbot.addWidget(sheet)
    sheet.resize(theme.px(660), sheet.heightForWidth(theme.px(660)))
    sheet.show()
    ground = sheet.grab().toImage().pixelColor(3, 3)
    assert ground == color("surface")


def test_everything_that_takes_the_focus_has_a_name(qtbot) -> None:
    sheet = gallery.build()
    qtbot.addWidget(sheet)
    sheet.show()
    nameless = []
    for widget in filter(QWidget.isVisible, sheet.findChildren(QWidget)):
        if widget.focusPolicy().value & 1 and not widget.focusProxy():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (widget.accessibleName() or text):
                nameless.append(widget)
    assert nameless == []

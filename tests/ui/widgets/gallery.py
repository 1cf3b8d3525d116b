"""Every control of the kit in every state, side by side: what the component sheet of the design shows.

`python -m tests.ui.widgets.gallery FOLDER` leaves it there in light and dark, as pictures at twice the size.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.errors import Fix, Problem
from ui.theme import TextSize, color, pixmap, theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_box import FieldBox, ValueBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import Choice, LineInput, TextArea
from ui.widgets.labels import Card, KeyCap, LinkLabel, Panel, Spinner, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.painting import draw_box, draw_check, draw_focus, draw_text
from ui.widgets.pills import Avatar, Badge, TagPill
from ui.widgets.progress_card import ProgressCard
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import TabBar
from ui.widgets.toast import Toast
from ui.widgets.toggles import CheckBox, Radio, Segmented, Switch
from ui.widgets.typed_inputs import AmountInput, DateInput, NumberInput

ICONS = (
    "users calendar-event file-invoice cash bottle mail chart-bar settings search phone map-pin truck bell star lock "
    "tag printer arrows-join layout-grid paperclip"
).split()


def row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


class Rows(QWidget):
    """Four rows of a list, as a delegate would paint them."""

    ROWS = (
        ("Amélie Garnier", "Beaune", "0,00 €", "off"),
        ("Bistrot des Halles Vertes", "Dijon", "1 912,44 €", "off"),
        ("Hôtel des Cordeliers", "Dijon", "0,00 €", "on"),
        ("Épicerie Bourgeot", "Nuits-Saint-Georges", "645,30 €", "on"),
    )

    def sizeHint(self) -> QSize:
        return QSize(560, 4 * 38)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        for index, (name, town, amount, state) in enumerate(self.ROWS):
            rect = QRect(0, index * 38, self.width(), 38)
            painter.fillRect(rect, color(("surface", "hover", "sel", "sel")[index]))
            draw_check(painter, QRect(0, rect.y(), 48, 38), state)
            draw_text(painter, rect.adjusted(48, 0, -280, 0), name, weight=500)
            draw_text(painter, rect.adjusted(370, 0, -120, 0), town)
            late = index == 3
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            ink, weight = ("red", 600) if late else ("text", 400)
            draw_text(painter, rect.adjusted(0, 0, -16, 0), amount, token=ink, weight=weight, align=right, tabular=True)
            if late:
                draw_focus(painter, rect, 0)
        draw_box(painter, self.rect(), line="line", radius=8)


class Icons(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(600, 24)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        for index, name in enumerate(ICONS):
            painter.drawPixmap(QPoint(index * 32, 2), pixmap(name, "text2", 20, self.devicePixelRatioF()))


class Swatches(QWidget):
    NAMES = ("surface", "bg", "text", "text3", "field", "accent", "sel", "red", "amber", "green")

    def sizeHint(self) -> QSize:
        return QSize(620, 72)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        for index, name in enumerate(self.NAMES):
            draw_box(painter, QRect(index * 64, 0, 58, 34), fill=name, line="line", radius=6)
            draw_text(painter, QRect(index * 64, 38, 60, 16), name, style="small", weight=600)
            draw_text(painter, QRect(index * 64, 54, 60, 16), color(name).name(), style="small", token="text3")


def heading(text: str) -> QWidget:
    return text_label(text, "label", "text3")


def fields() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(14)
    phone = LineInput("03 53 01 24 60", icon="phone")
    phone.setObjectName("caret")
    capital = AmountInput(None)
    capital.setText("15 000,00")
    capital.set_changed(True)
    mail = FieldBox("E-mail", LineInput("compta@brasserie"))
    mail.set_problem(Problem("email", "An e-mail needs a dot after the @."))
    name = FieldBox("Company name", LineInput("Auberge La Charme"), required=True)
    name.set_problem(Problem("name", "A similar name exists.", severity="warning"))
    reference = FieldBox("Reference", LineInput("C-00217"), hint="Given automatically")
    reference.input.set_read_only(True)
    vat = FieldBox("VAT number", LineInput("FR 23 123456782"))
    vat.input.set_changed(True)
    fix = Fix("Use {number}", "vat", "FR11", {"number": "FR 11 123456782"})
    vat.set_problem(Problem("vat", "For this SIREN the two digits after FR are 11.", fix=fix))
    siren = FieldBox("SIREN", LineInput("123 456 782"))
    siren.set_ok(True)
    sector = Choice([("a", "Restaurant"), ("b", "Food service")])
    sector.set_value("a")
    free = Choice([("Owner", "Owner"), ("Manager", "Manager")], free=True)
    free.set_value("Chef de cave")
    date = DateInput()
    date.setText("12/11/2026")
    boxes = (
        *(FieldBox("Postcode", LineInput("21000")), FieldBox("Phone", phone), FieldBox("Share capital", capital)),
        *(mail, name, reference, vat, siren, FieldBox("Category", sector)),
        *(FieldBox("Role", free), FieldBox("Invoice date", date), FieldBox("Copies", NumberInput(1))),
    )
    for index, box in enumerate(boxes):
        grid.addWidget(box, index // 3, index % 3, Qt.AlignmentFlag.AlignTop)
    for column in range(3):
        grid.setColumnStretch(column, 1)
    return grid


def buttons() -> Iterator[QHBoxLayout]:
    off = Button("Merge", "arrows-join")
    off.setEnabled(False)
    printing = Button("Print", "printer")
    printing.setObjectName("ring")
    yield row(
        *(Button("Save", "check", kind="primary"), Button("Edit", "pencil")),
        *(Button("Export", "file-export", kind="quiet"), Button("Delete", "trash", kind="danger"), off, printing),
    )
    yield row(
        *(Button("New client", "plus", kind="primary", keys="Ctrl+N"), Button("Cancel", keys="Esc")),
        *(Button("New", "plus", small=True, chevron=True), IconButton("dots", "More", kind="secondary")),
        *(IconButton("copy", "Copy", small=True), LinkLabel("Clear the filters"), KeyCap("Ctrl+K"), Spinner()),
    )


def chips() -> FlowLayout:
    town = FilterChip("City", drop_down=True)
    town.set_values(["Dijon"])
    mail = FilterChip("Has e-mail", "mail")
    mail.set_on(True)
    flow = FlowLayout()
    for widget in (
        *(FilterChip("City", drop_down=True), town, mail, FilterChip("Key account", "star"), TagPill("CHR", "c1")),
        *(TagPill("Christmas", "c3"), TagPill("Caterer", "c4", removable=True), TagPill("Press", "c5")),
        *(Badge("Client", "client"), Badge("Prospect", "prospect"), Badge("Archived", "neutral", "archive")),
        *(Badge("Orders blocked", "red", "lock"), Badge("Draft", "amber"), Badge("Paid", "green", "check")),
        Badge("Overdue 23 days", "red", "clock-exclamation"),
    ):
        flow.addWidget(widget)
    return flow


def choices() -> QHBoxLayout:
    on, some = CheckBox("On"), CheckBox("Some")
    on.setChecked(True)
    some.setCheckState(Qt.CheckState.PartiallyChecked)
    client, active = Radio("Client"), Switch("Active")
    client.setChecked(True)
    active.setChecked(True)
    kind = Segmented((("company", "Company"), ("person", "Person")), "Kind")
    kind.set_value("company")
    return row(on, CheckBox("Off"), some, client, Radio("Prospect"), active, kind, gap=10)


def tabs() -> TabBar:
    bar = TabBar((("overview", "Overview"), ("details", "Details"), ("sales", "Sales"), ("account", "Account")), "Tabs")
    bar.set_count("sales", 64)
    bar.set_count("account", 2, "red")
    bar.set_error("details", True)
    return bar


def messages() -> Iterator[QWidget]:
    progress = ProgressCard("Making 62 letters…")
    progress.set_progress(38, 62, 6)
    yield progress
    bar = MessageBar("error", "until 30 November: late payment.", strong="Orders are blocked for this client")
    bar.add_action("See why", bar.hide)
    yield bar
    room = QWidget()
    room.setFixedHeight(theme.px(104))
    Toast(room).say("Reminder marked as done", "Undo", keys="Ctrl+Z")
    yield room


def card() -> Card:
    both = Card()
    faces = Avatar("BT", 217, 40), Avatar("CF", 3, 40, round_=True)
    both.body.addLayout(row(*faces, ValueBox("Delay", "30 days"), ValueBox("Discount"), gap=16))
    return both


def build() -> QWidget:
    """The whole sheet, 660 wide."""
    sheet = Panel("surface")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(28, 20, 28, 20)
    column.setSpacing(8)
    parts: tuple[QWidget | QLayout | str, ...] = (
        *(text_label("Dark" if theme.dark else "Light", "section"), Swatches()),
        *("Buttons: primary, secondary, quiet, danger, disabled, keyboard focus", *buttons()),
        *("Fields: normal, focus, changed, error, warning, read-only", fields()),
        FieldBox("Printed on the invoice", TextArea("Merci de votre fidélité. Caisses en bois consignées.", lines=2)),
        *("Chips, tags, badges", chips(), "Choices", choices(), tabs()),
        SearchBox("Name, phone, e-mail, city…", keys="Ctrl+F"),
        *("List row: normal, under the mouse, selected, selected with focus", Rows(), "Messages", *messages(), card()),
        *("Icons: Tabler outline 20 px, line 1.75", Icons()),
    )
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(heading(part) if isinstance(part, str) else part)
    column.addStretch(1)
    return sheet


def empty() -> QWidget:
    """An empty state in its card."""
    new, bring = Button("New client", "plus", kind="primary"), Button("Import…", "file-import")
    text = "Add your first client, or bring them all in from a spreadsheet or another program."
    return EmptyState("users", "No clients yet", text, (new, bring))


def picture(widget: QWidget, path: Path, ratio: float = 2) -> None:
    shot = QPixmap(widget.size() * ratio)
    shot.setDevicePixelRatio(ratio)
    widget.render(shot)
    shot.save(str(path))


def main(folder: Path, text_size: TextSize = "normal") -> None:
    app = QApplication.instance() or QApplication([])
    end = "" if text_size == "normal" else f"-{text_size}"
    for mode in ("light", "dark"):
        theme.apply(app, mode, text_size)
        for name, make in (("gallery", build), ("empty", empty)):
            widget = make()
            widget.resize(theme.px(660), theme.px(360))
            widget.show()
            widget.activateWindow()
            app.processEvents()
            if name == "gallery":
                widget.resize(widget.width(), widget.heightForWidth(widget.width()))
                widget.findChild(LineInput, "caret").setFocus(Qt.FocusReason.OtherFocusReason)
                app.processEvents()
                picture(widget, folder / f"{name}-{mode}{end}.png")
                widget.findChild(Button, "ring").setFocus(Qt.FocusReason.TabFocusReason)
                app.processEvents()
            picture(widget, folder / f"{name}-focus-{mode}{end}.png")
            widget.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

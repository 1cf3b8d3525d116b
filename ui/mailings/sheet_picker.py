"""Finding a sheet of labels: by what stands on its packet, by a size, or among those used before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_
from app.mailings.own_sheets import PREFIX
from app.mailings.sheet_search import find
from app.mailings.sheets import Sheet, describe, millimetres, paper_name, shipped
from ui.mailings.sheet_drawing import SheetDrawing
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import color, theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.painting import draw_icon, draw_text
from ui.widgets.search_box import SearchBox
from ui.widgets.toggles import CheckBox

Index = QModelIndex | QPersistentModelIndex
ROW = 48
MEMORY = "labels"
CATEGORIES = {
    "address": N_("address labels"), "return-address": N_("small address labels"), "shipping": N_("parcel labels"),
    "file": N_("folder labels"), "product": N_("product labels"), "media": N_("discs and cassettes"),
    "cards": N_("cards"), "multipurpose": N_("labels for all purposes"), "full-page": N_("full page"),
    "badge": N_("badges"), "photo": N_("photos"), "barcode": N_("bar code labels"), "own": N_("described by you"),
}  # fmt: skip


class _Sheets(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets: Sequence[Sheet] = ()
        self.favourites: list[str] = []

    def show(self, sheets: Sequence[Sheet]) -> None:
        self.beginResetModel()
        self.sheets = sheets
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            sheet = self.sheets[index.row()]
            return tr("{name} · {sheet}", name=sheet.name, sheet=describe(sheet, translator()))
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        sheet, area = model.sheets[index.row()], QRect(option.rect)
        is_on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, color("sel" if is_on else "surface"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), color("line"))
        room = area.adjusted(theme.px(14), theme.px(5), -theme.px(40), -theme.px(5))
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
        lower = QRect(room.left(), upper.bottom(), room.width(), room.height() // 2)
        draw_text(painter, upper, sheet.name, weight=600)
        words = [describe(sheet, translator()), tr(CATEGORIES.get(sheet.category, ""))]
        draw_text(painter, lower, " · ".join(filter(None, words)), style="label", weight=400, token="text2")
        if sheet.id in model.favourites:
            star = QRect(area.right() - theme.px(34), area.top(), theme.px(20), area.height())
            draw_icon(painter, star, "star-filled", "gold", theme.px(16))


class _List(QListView):
    """Enter takes the sheet."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class SheetPicker(Dialog):
    """`picked(id)`; `edit_wanted(sheet)` for one of the owner's own."""

    picked = Signal(str)
    edit_wanted = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget, own: Sequence[Sheet], chosen: Sheet) -> None:
        super().__init__(parent, tr("Find a label sheet"), width=860, margin=0)
        self.tall = 620
        self.shell, self._own = shell, own
        self.finished.connect(self.deleteLater)
        self.search = SearchBox(tr("Brand and number, such as {example}, or a size", example="Avery L7160"))
        self.tractor = CheckBox(tr("Continuous forms too"))
        self.list, self._model = _List(), _Sheets(self)
        self._model.favourites = [str(each) for each in self._kept().get("favourites", [])]
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setAccessibleName(tr("Label sheets"))
        self.none = Paragraph(tr("No sheet is called that. Describe yours: six numbers are enough."), tone="text2")
        self._build()
        self.search.textChanged.connect(self._look)
        self.search.submitted.connect(self.take)
        self.search.stepped_down.connect(self.list.setFocus)
        self.tractor.clicked.connect(self._look)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.list.doubleClicked.connect(self.take)
        self.list.taken.connect(self.take)
        self._look()
        self._point_to(chosen)
        self.search.setFocus()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(20, 20, 0, 0)
        left.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.search, 1)
        top.addWidget(self.tractor)
        left.addLayout(top)
        left.addWidget(self.none)
        left.addWidget(self.list, 1)
        row.addLayout(left, 3)
        row.addLayout(self._side(), 2)
        self.body.addLayout(row, 1)
        self.add_cancel()
        self.edit_button = self.add_button(Button(tr("Change…"), "pencil"))
        self.edit_button.clicked.connect(self._edit)
        self.star_button = self.add_button(Button(tr("Favourite"), "star"))
        self.star_button.clicked.connect(self._star)
        self.take_button = self.add_button(Button(tr("Use this sheet"), "check", kind="primary"), main=True)
        self.take_button.clicked.connect(self.take)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setContentsMargins(24, 20, 24, 20)
        side.setSpacing(8)
        self.drawing = SheetDrawing()
        self._name = text_label("", "section")
        self._facts = Paragraph("", "label", "text2")
        side.addWidget(self.drawing, 1)
        side.addWidget(self._name)
        side.addWidget(self._facts)
        return side

    # ---- finding ----

    def current(self) -> Sheet | None:
        """The sheet in front."""
        row = self.list.currentIndex().row()
        return self._model.sheets[row] if 0 <= row < len(self._model.sheets) else None

    def _look(self, *_changed: Any) -> None:
        text, country = self.search.text(), self.shell.shop.country
        found = list(find(text, country, own=self._own, tractor=self.tractor.isChecked()))
        if not text.strip():
            found = list({sheet.id: sheet for sheet in (*self._used_before(), *found)}.values())
        self._model.show(found)
        self.none.setVisible(not found)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self._show()

    def _used_before(self) -> list[Sheet]:
        """Favourites, then those used lately."""
        names = [*self._model.favourites, *self._kept().get("recent", [])]
        known = {**shipped(), **{sheet.id: sheet for sheet in self._own}}
        return [known[name] for name in names if name in known]

    def _point_to(self, chosen: Sheet) -> None:
        places = [place for place, sheet in enumerate(self._model.sheets) if sheet.id == chosen.id.partition("~")[0]]
        if places:
            self.list.setCurrentIndex(self._model.index(places[0], 0))

    def _show(self, *_index: Any) -> None:
        sheet = self.current()
        for button in (self.take_button, self.star_button):
            button.setEnabled(sheet is not None)
        self.edit_button.setVisible(sheet is not None and sheet.id.startswith(PREFIX))
        self.drawing.set_sheet(sheet)
        self._name.setText(sheet.name if sheet else "")
        self._facts.setText("\n".join(_facts(sheet)) if sheet else "")
        if sheet is not None:
            is_kept = sheet.id in self._model.favourites
            self.star_button.set_icon("star-filled" if is_kept else "star")
            self.star_button.setText(tr("No favourite any more") if is_kept else tr("Favourite"))

    # ---- acts ----

    def take(self) -> None:
        """Use the sheet in front."""
        sheet = self.current()
        if sheet is not None:
            self.accept()
            self.picked.emit(sheet.id)

    def _edit(self) -> None:
        sheet = self.current()
        if sheet is not None:
            self.accept()
            self.edit_wanted.emit(sheet)

    def _star(self) -> None:
        sheet = self.current()
        if sheet is None:
            return
        kept = self._model.favourites
        kept.remove(sheet.id) if sheet.id in kept else kept.append(sheet.id)
        self._kept()["favourites"] = list(kept)
        self.shell.settings.save()
        self.list.viewport().update()
        self._show()

    def _kept(self) -> dict[str, Any]:
        return self.shell.settings.remembered(MEMORY)


def _facts(sheet: Sheet) -> list[str]:
    """What one wants to compare with the packet and a ruler."""
    words, grid = translator(), sheet.grids[0]

    def mm(length: int) -> str:
        return millimetres(length, words)

    facts = [describe(sheet, words)]
    page = tr("{width} × {height} mm", width=mm(sheet.page_width), height=mm(sheet.page_height))
    named = paper_name(sheet)
    facts.append(tr("Page {name}, {size}", name=named, size=page) if named else tr("Page {size}", size=page))
    if sheet.kind != "roll":
        facts.append(tr("Margins: {left} mm at the left, {top} mm at the top", left=mm(grid.left), top=mm(grid.top)))
        facts.append(tr("From label to label: {across} × {down} mm", across=mm(grid.h_pitch), down=mm(grid.v_pitch)))
    if sheet.equivalents:
        facts.append(tr("The same as {names}", names=", ".join(sheet.equivalents[:5])))
    if not sheet.is_checked:
        facts.append(tr("Its measures were not checked with the maker."))
    if sheet.address_size:
        size = words.number(Decimal(sheet.address_size) / 4)
        facts.append(tr("Six lines of 38 capitals fit in {size} points", size=size))
    else:
        facts.append(tr("Too small for six lines of 38 capitals"))
    return facts

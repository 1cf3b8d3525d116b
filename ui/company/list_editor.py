"""One list on the screen: its entries, and what can be done with the one chosen. Everything acts at once, with Undo."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.clients.lists import OWN_FIELDS, WITH_OPTIONS, options_of, set_kind
from app.company import lists
from app.company.lists import Extra, ListEntry, ListKind
from app.i18n import N_, plural
from ui.company.entry_dialog import EntryDialog
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import color, theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import Dialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.painting import badge_size, draw_badge, draw_focus, draw_tag, draw_text, tag_size

_ENTRY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class _Rows(QStyledItemDelegate):
    def __init__(self, view: QListWidget, editor: ListEditor) -> None:
        super().__init__(view)
        self._editor = editor

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(240), theme.height("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ListEntry = index.data(_ENTRY)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect: QRect = option.rect
        painter.fillRect(rect, color("sel" if on else "hover" if over else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if on and option.widget.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, 0, -1), 0)
        room = rect.adjusted(16, 0, -16, 0)
        room = self._paint_use(painter, room, entry)
        left = self._paint_name(painter, room, entry)
        rest = room.adjusted(left - room.x() + 16, 0, 0, 0)
        draw_text(painter, rest, self._editor.detail(entry), style="label", weight=400, token="text3")

    def _paint_use(self, painter: QPainter, room: QRect, entry: ListEntry) -> QRect:
        """At the right: whether it is switched off, and how many clients use it."""
        used = self._editor.use(entry)
        draw_text(painter, room, used, style="label", weight=400, token="text3", align=_RIGHT)
        room = room.adjusted(0, 0, -max(theme.metrics("label").horizontalAdvance(used), theme.px(70)) - 16, 0)
        if not entry.active:
            words = tr("Off")
            size = badge_size(words)
            top = room.y() + (room.height() - size.height()) // 2
            draw_badge(painter, QRect(room.right() - size.width(), top, size.width(), size.height()), words)
            room = room.adjusted(0, 0, -size.width() - 12, 0)
        return room

    def _paint_name(self, painter: QPainter, room: QRect, entry: ListEntry) -> int:
        if "colour" in entry.values:
            size = tag_size(entry.label)
            place = QRect(room.x(), room.y() + (room.height() - size.height()) // 2, size.width(), size.height())
            draw_tag(painter, place, entry.label, f"c{entry.values['colour']}")
            return place.right()
        width = min(theme.metrics("body", 500).horizontalAdvance(entry.label) + 2, room.width())
        place = QRect(room.x(), room.y(), width, room.height())
        draw_text(painter, place, entry.label, weight=500, token="text" if entry.active else "text3")
        return place.right()


class _List(QListWidget):
    """Enter or F2 changes the entry, Delete deletes it, Alt with the arrows moves it."""

    key_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        acts = {Qt.Key.Key_F2: "change", Qt.Key.Key_Return: "change", Qt.Key.Key_Delete: "delete"}
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.key_pressed.emit("up" if event.key() == Qt.Key.Key_Up else "down")
        elif event.key() in acts and not alt:
            self.key_pressed.emit(acts[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ListEditor(QWidget):
    """Shows one `ListKind`. `counted(n)`: so many entries."""

    counted = Signal(int)

    def __init__(self, shell: Shell, kind: ListKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._kind = shell, kind
        self._wanted: int | None = None
        self._build()
        shell.jobs.changed.connect(self._on_changes)

    def _build(self) -> None:
        self._add = Button(tr("Add…"), "plus", kind="primary", small=True)
        self._change = Button(tr("Change…"), "pencil", small=True)
        self._options = Button(tr("Options…"), "list", small=True)
        self._switch = Button(tr("Switch off"), "eye-off", small=True)
        self._up = IconButton("arrow-up", tr("Move up"), keys="Alt+Up", kind="secondary", small=True)
        self._down = IconButton("arrow-down", tr("Move down"), keys="Alt+Down", kind="secondary", small=True)
        self._delete = Button(tr("Delete"), "trash", small=True)
        acts: dict[Button, Callable[[], object]] = {
            self._add: self.add,
            self._change: self.change,
            self._options: self.show_options,
            self._switch: self.switch,
            self._up: lambda: self.move_entry(-1),
            self._down: lambda: self.move_entry(1),
            self._delete: self.delete,
        }
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button, act in acts.items():
            button.clicked.connect(lambda _=False, act=act: act())
            bar.addWidget(button)
        bar.addStretch(1)
        self.list = _List()
        self.list.setItemDelegate(_Rows(self.list, self))
        self.list.setMouseTracking(True)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.list.itemDoubleClicked.connect(lambda _: self.change())
        keys = {"change": self.change, "delete": self.delete, "up": acts[self._up], "down": acts[self._down]}
        self.list.key_pressed.connect(lambda key: keys[key]())
        self._empty = EmptyState("list", tr("Nothing in this list yet"), tr("Add what the records shall offer."))
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)

    # ---- what it shows ----

    def set_kind(self, kind: ListKind) -> None:
        """Show another list."""
        self.list.clear()
        self._kind, self._wanted = kind, None
        self.load()

    def load(self) -> None:
        """Read the list."""
        kind = self._kind
        self.list.setAccessibleName(tr(kind.title))
        self._shell.jobs.read(self, lambda session: (kind, lists.entries(session, kind)), self._show, key="list editor")

    def _show(self, found: tuple[ListKind, list[ListEntry]]) -> None:
        kind, entries = found
        if kind is not self._kind:
            return
        current = self.entry()
        wanted = self._wanted or (current.id if current else None)
        self._wanted = None
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            spoken = (entry.label, self.detail(entry), self.use(entry), "" if entry.active else tr("Off"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in spoken if part))
            self.list.addItem(item)
            if entry.id == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and entries:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        self.counted.emit(len(entries))
        self._enable()

    def entry(self) -> ListEntry | None:
        """The one chosen."""
        row = self.list.currentRow()
        return self.list.item(row).data(_ENTRY) if row >= 0 else None

    def detail(self, entry: ListEntry) -> str:
        """What the list knows of an entry beside its name."""
        short_first = sorted(self._kind.extras, key=lambda extra: extra.kind.name == "long_text")
        told = [_said(extra, entry.values[extra.column]) for extra in short_first]
        return " · ".join(part for part in told if part)

    def use(self, entry: ListEntry) -> str:
        """How many clients use it; of words that clients take over nobody knows."""
        if not self._kind.linked:
            return ""
        return trn(plural("{count} client", "{count} clients"), entry.used) if entry.used else tr("not used")

    def _enable(self) -> None:
        entry, row = self.entry(), self.list.currentRow()
        for button in (self._change, self._switch, self._delete):
            button.setEnabled(entry is not None)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < self.list.count() - 1)
        self._switch.setVisible(self._kind.can_switch_off)
        active = entry is None or entry.active
        self._switch.setText(tr("Switch off") if active else tr("Switch on"))
        self._switch.set_icon("eye-off" if active else "eye")
        own = self._kind.key == OWN_FIELDS.key
        self._options.setVisible(own)
        self._options.setEnabled(own and entry is not None and entry.values["kind"] in WITH_OPTIONS)

    def _on_changes(self, changes: Any) -> None:
        if self.isVisible() and changes.touches(self._kind.table.__tablename__, "client"):
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    # ---- what one can do ----

    def add(self) -> None:
        """Ask for a new entry."""
        kind = self._kind

        def save(label: str, values: dict[str, Any]) -> None:
            work = lambda session: lists.add(session, kind, label, values)  # noqa: E731 - runs in the writer's lane
            self._write(N_("Add “{name}”"), label, work, self._choose_later, dialog)

        dialog = EntryDialog(self, kind, None, save)
        dialog.open()

    def change(self) -> None:
        """Change the entry chosen."""
        kind, entry = self._kind, self.entry()
        if entry is None:
            return

        def save(label: str, values: dict[str, Any]) -> None:
            def work(session: Any) -> None:
                if kind.key == OWN_FIELDS.key and values["kind"] != entry.values["kind"]:
                    set_kind(session, entry.id, values["kind"])
                lists.change(session, kind, entry.id, {**values, kind.label: label})

            self._write(N_("Change “{name}”"), label, work, None, dialog)

        dialog = EntryDialog(self, kind, entry, save)
        dialog.open()

    def switch(self) -> None:
        """Offer the entry chosen no longer, or again."""
        kind, entry = self._kind, self.entry()
        if entry is not None and kind.can_switch_off:
            label = N_("Switch off “{name}”") if entry.active else N_("Switch on “{name}”")
            on = not entry.active
            self._write(label, entry.label, lambda session: lists.switch(session, kind, entry.id, on=on))

    def move_entry(self, step: int) -> None:
        """One place up or down."""
        kind, entry = self._kind, self.entry()
        if entry is not None:
            self._write(N_("Move “{name}”"), entry.label, lambda session: lists.move(session, kind, entry.id, step))

    def delete(self) -> None:
        """Delete the entry chosen, unless clients use it."""
        kind, entry = self._kind, self.entry()
        if entry is None:
            return
        said = lambda _none: self._shell.toast(tr("“{name}” was deleted", name=entry.label), undo=True)  # noqa: E731
        self._write(N_("Delete “{name}”"), entry.label, lambda session: lists.delete(session, kind, entry.id), said)

    def show_options(self) -> None:
        """The options of the own field chosen."""
        entry = self.entry()
        if entry is not None:
            OptionsDialog(self._shell, entry, self).open()

    def _write(
        self,
        label: str,
        name: str,
        work: Callable[[Any], Any],
        then: Callable[[Any], object] | None = None,
        dialog: EntryDialog | None = None,
    ) -> None:
        def done(result: Any) -> None:
            if dialog is not None:
                dialog.accept()
            if then is not None:
                then(result)

        refused = dialog.refuse if dialog is not None else None
        self._shell.jobs.write(self, label, work, done, refused=refused, parameters={"name": name})

    def _choose_later(self, entry_id: int) -> None:
        self._wanted = entry_id
        self.load()


class OptionsDialog(Dialog):
    """The options of an own field that is a list."""

    def __init__(self, shell: Shell, field: ListEntry, parent: QWidget) -> None:
        super().__init__(parent, tr("Options of “{name}”", name=field.label), width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.editor = ListEditor(shell, options_of(field.id))
        self.editor.setMinimumHeight(theme.px(320))
        self.body.addWidget(self.editor, 1)
        close = self.add_button(Button(tr("Close"), kind="primary", keys="Esc"), main=True)
        close.clicked.connect(self.accept)


def _said(extra: Extra, value: Any) -> str:
    words = translator()
    match extra.kind.name:
        case "yes_no":
            return tr(extra.label) if value else ""
        case "number":
            return tr("{label}: {value}", label=tr(extra.label), value=value) if value else ""
        case "percent":
            return f"{words.number(Decimal(value).normalize())} %" if value is not None else ""
        case "country":
            return words.country_name(value) if value else ""
        case "choice":
            return tr(dict(extra.kind.options).get(value, ""))
        case "long_text":
            return " ".join(value.split())
    return str(extra.shown(value) or "")

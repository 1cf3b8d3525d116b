"""Bringing a backup back: which one, and where to; what it replaces is kept first, and one is told where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
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

from app.company import safekeeping
from app.company.safekeeping import Backup, free_path
from app.errors import AppError
from app.i18n import plural
from app.paths import documents_folder
from app.settings import Settings
from ui.jobs import once
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.welcome.recent import when
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, open_file, tell
from ui.widgets.labels import LinkLabel, Paragraph, Spinner, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.painting import draw_box, draw_focus, draw_icon, draw_text
from ui.widgets.toggles import Radio

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BACKUP = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def about(backup: Backup) -> str:
    """`412 clients · when closing`."""
    clients = trn(plural("{count} client", "{count} clients"), backup.clients)
    reason = safekeeping.REASONS.get(backup.reason, "")
    return " · ".join(part for part in (clients, tr(reason) if reason else "") if part)


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(320), theme.height("row") + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        backup: Backup = index.data(_BACKUP)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(4, 2, -4, -2)
        if on or option.state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, rect, fill="sel" if on else "hover", radius=theme.radius("button"))
        if on and option.widget.hasFocus():
            draw_focus(painter, rect)
        room = rect.adjusted(12, 0, -12, 0)
        side = theme.px(18)
        draw_icon(painter, QRect(room.x(), room.y(), side, room.height()), "history", "text2", side)
        room.setLeft(room.x() + side + 12)
        upper = QRect(room.x(), room.center().y() - theme.line() + 1, room.width(), theme.line())
        lower = upper.translated(0, theme.line())
        made = when(backup.made_at.astimezone().replace(tzinfo=None), datetime.now())
        time = "" if ":" in made else f", {translator().time(backup.made_at.astimezone())}"
        draw_text(painter, upper, backup.name, style="label", weight=400, token="text3", align=_RIGHT)
        draw_text(painter, upper, f"{made}{time}", weight=500)
        draw_text(painter, lower, about(backup), style="label", weight=400, token="text2")


class RestoreDialog(Dialog):
    """`restored(Path)`: the file that is now as the backup was."""

    restored = Signal(object)

    def __init__(
        self, settings: Settings, parent: QWidget, *, chosen: Path | None = None, book: Path | None = None
    ) -> None:
        """`chosen` is a backup picked by hand, `book` the file whose backups come first."""
        super().__init__(parent, tr("Restore a backup"), width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self._book = book or next((Path(name) for name in settings.recent), None)
        self._busy = False
        self._target: Path | None = None
        self._build_list()
        self._build_targets()
        self._build_buttons()
        if chosen is not None:
            self._read(chosen)
        else:
            once(self, lambda: safekeeping.found(settings), self._show_found)

    def _build_list(self) -> None:
        self._bar = MessageBar()
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._said = Paragraph(tr("Looking for backups…"), "body", "text2")
        self.body.addWidget(self._said)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.setMinimumHeight(theme.px(260))
        self.list.currentItemChanged.connect(lambda *_: self._show_targets())
        self.list.itemDoubleClicked.connect(lambda _: self._restore.click())
        self.body.addWidget(self.list, 1)
        other = LinkLabel(tr("Choose a backup in another folder…"), "folder-open")
        other.clicked.connect(self._choose)
        self.body.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_targets(self) -> None:
        self._targets = QWidget()
        column = QVBoxLayout(self._targets)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        row = QHBoxLayout()
        row.setSpacing(24)
        self._instead = Radio()
        self._beside = Radio(tr("As a file of its own"))
        self._instead.toggled.connect(lambda _: self._say_effect())
        row.addWidget(self._instead)
        row.addWidget(self._beside)
        row.addStretch(1)
        column.addWidget(text_label(tr("Bring it back"), "card"))
        column.addLayout(row)
        self._effect = Paragraph("", "label", "text2")
        column.addWidget(self._effect)
        self.body.addWidget(self._targets)
        self._targets.hide()

    def _build_buttons(self) -> None:
        self._spinner = Spinner()
        self._spinner.hide()
        self._buttons.addWidget(self._spinner)
        self.add_cancel()
        self._restore = self.add_button(Button(tr("Restore"), "history", kind="primary", keys="Ctrl+Enter"), main=True)
        self._restore.clicked.connect(self.restore)
        self._restore.setEnabled(False)

    # ---- which ----

    def _show_found(self, backups: list[Backup]) -> None:
        own = self._book.stem if self._book is not None else ""
        backups.sort(key=lambda backup: backup.name != own)
        self.list.clear()
        for backup in backups:
            self._add(backup)
        self._said.setVisible(not backups)
        self._said.setText(tr("No backup was found here. Choose one in another folder, such as a USB stick."))
        self.list.setVisible(bool(backups))
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_targets()

    def _add(self, backup: Backup) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(_BACKUP, backup)
        made = translator().moment(backup.made_at.astimezone())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{backup.name}, {made}, {about(backup)}")
        self.list.addItem(item)
        return item

    def _choose(self) -> None:
        path = open_file(self, tr("Choose a backup"), [(tr("Backups"), f"*{safekeeping.ENDING}")], documents_folder())
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        once(self, lambda: safekeeping.read(path), self._show_chosen, self._refused)

    def _show_chosen(self, backup: Backup) -> None:
        self._bar.hide()
        self._said.hide()
        self.list.show()
        self.list.setCurrentItem(self._add(backup))
        self._show_targets()

    def backup(self) -> Backup | None:
        """The one chosen."""
        row = self.list.currentRow()
        return self.list.item(row).data(_BACKUP) if row >= 0 else None

    # ---- where to ----

    def _show_targets(self) -> None:
        backup = self.backup()
        self._restore.setEnabled(backup is not None and not self._busy)
        self._targets.setVisible(backup is not None)
        if backup is not None:
            self._show_ways(backup)
        self.layout().activate()
        hint = self.sizeHint()
        self.resize_in_place(hint if backup is None else hint.expandedTo(self.size()))

    def _show_ways(self, backup: Backup) -> None:
        known = [Path(name) for name in self._settings.recent]
        same = [path for path in ([self._book] if self._book else []) + known if path.stem == backup.name]
        self._target = next(iter(same), None)
        self._instead.setVisible(self._target is not None)
        if self._target is not None:
            self._instead.setText(tr("In place of “{name}”", name=self._target.name))
        (self._instead if self._target else self._beside).setChecked(True)
        self._say_effect()

    def target(self) -> Path:
        """The file that will be as the backup was."""
        backup = self.backup()
        if self._instead.isChecked() and self._target is not None:
            return self._target
        return free_path(documents_folder(), backup.name if backup else "")

    def _say_effect(self) -> None:
        if self._instead.isChecked() and self._target is not None:
            effect = tr("What is in “{name}” now is backed up first, so nothing is lost.", name=self._target.name)
        else:
            effect = tr("It will be {path}; no other file is changed.", path=str(self.target()))
        self._effect.setText(effect)

    # ---- doing it ----

    def restore(self) -> None:
        """Bring the chosen backup back."""
        backup = self.backup()
        if backup is None or self._busy:
            return
        target = self.target()
        self._set_busy(True)
        once(
            self,
            lambda: safekeeping.bring_back(backup.path, target),
            lambda kept: self._done(target, kept),
            self._refused,
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._spinner.setVisible(busy)
        self._restore.setEnabled(not busy and self.backup() is not None)
        self.list.setEnabled(not busy)
        self.set_foot(tr("Bringing the backup back…") if busy else "")

    def _done(self, target: Path, kept: Path | None) -> None:
        self._set_busy(False)
        self.accept()
        if kept is not None:
            tell(
                self.parentWidget(),
                tr("The backup is back"),
                tr("What “{name}” held before is kept as {path}", name=target.name, path=str(kept)),
            )
        self.restored.emit(target)

    def _refused(self, error: AppError) -> None:
        self._set_busy(False)
        self._bar.show_message("error", tr(error.message, **error.parameters))

    def reject(self) -> None:
        """Not while a file is being replaced."""
        if not self._busy:
            super().reject()

"""The welcome screen: three ways in, the files opened lately, and what to do when a file cannot be opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.company import safekeeping
from app.errors import AppError, BookError
from app.i18n import N_
from app.paths import documents_folder
from app.settings import Settings
from ui.company.appearance import colours_choice, language_choice, text_size_choice
from ui.jobs import once
from ui.text import tr
from ui.theme import theme
from ui.welcome.new_file import NewFileForm
from ui.welcome.recent import RecentFiles
from ui.welcome.restore_dialog import RestoreDialog
from ui.widgets.buttons import Button
from ui.widgets.dialogs import open_file
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card, LinkLabel, Panel, Paragraph, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page
from ui.widgets.painting import draw_box, draw_icon
from ui.widgets.symbols import symbol

WIDTH = 1040
NAME = N_("Clientele")
_RESTORABLE = ("damaged", "empty", "newer", "upgrade")
_TRY_AGAIN = ("locked", "read-only", "denied", "disk", "full", "other")


class IconTile(QWidget):
    """An icon on a soft square."""

    def __init__(self, icon: str, fill: str = "sel", token: str = "accent", side: int = 56) -> None:
        super().__init__()
        self._look = (icon, fill, token, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._look[3]), theme.px(self._look[3]))

    def paintEvent(self, event: QPaintEvent) -> None:
        icon, fill, token, side = self._look
        painter = QPainter(self)
        draw_box(painter, self.rect(), fill=fill, radius=theme.radius("big"))
        draw_icon(painter, self.rect(), icon, token, theme.px(side // 2))


class _WayIn(Card):
    """One of the three cards."""

    def __init__(self, icon: str, title: str, text: str, button: Button, *, first: bool = False) -> None:
        super().__init__(line="line2", margin=28, radius="big")
        self._first = first
        self.body.setSpacing(0)
        self.body.addWidget(IconTile(icon))
        self.body.addSpacing(20)
        self.body.addWidget(Paragraph(title, "section"))
        self.body.addSpacing(4)
        self.body.addWidget(Paragraph(text, "body", "text2"))
        self.body.addStretch(1)
        self.body.addSpacing(20)
        button.set_height("tab")
        buttons = QWidget()
        self._buttons = FlowLayout(buttons, gap=16)
        self._buttons.addWidget(button)
        self.body.addWidget(buttons)

    def add_link(self, link: LinkLabel) -> None:
        """A second way, beside the button or below it."""
        self._buttons.addWidget(link)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first:
            draw_box(QPainter(self), self.rect(), line="accent", radius=theme.radius("big"), width=2)


class WelcomePage(Panel):
    """`opened(Path)`: a file to open, just made, chosen or brought back. `import_wanted` follows `opened` when the
    new file is to be filled from an address book. `language_changed` (or the text size) asks to build the screen anew.
    """

    opened = Signal(object)
    sample_wanted = Signal()
    import_wanted = Signal()
    language_changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent=parent)
        self._settings = settings
        self._then_import = False
        self._refused: Path | None = None
        self.setWindowTitle(tr(NAME))
        self.setMinimumSize(960, 540)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self._bar = MessageBar()
        self._bar.hide()
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._recent = RecentFiles(settings)
        self._recent.chosen.connect(self.opened)
        self._stack.addWidget(self._start_page())
        self._form = NewFileForm()
        self._form.made.connect(self._made)
        self._form.left.connect(self._show_start)
        self._stack.addWidget(self._form)
        self._create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_page(self) -> Page:
        page = Page(margin=32, gap=24)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        for part in (self._heading(), self._bar, self._ways_in(), self._import_line(), self._recent, self._foot()):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        page.body.addStretch(2)
        page.body.addLayout(row)
        page.body.addStretch(3)
        return page

    def _heading(self) -> QWidget:
        heading = QWidget()
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(IconTile("address-book", "accent", "onAccent"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(tr("Welcome"), "title"))
        words.addWidget(Paragraph(tr("Your clients, in one file on this computer."), "body", "text2"))
        row.addLayout(words, 1)
        row.addWidget(language_choice(self._settings, self.language_changed.emit))
        return heading

    def _ways_in(self) -> QWidget:
        self._create_button = Button(tr("Create my file"), kind="primary")
        self._create_button.clicked.connect(self.new_file)
        new = _WayIn(
            "file-plus",
            tr("Start a new file"),
            tr("The name of your shop is enough. It takes a minute, and everything can be changed later."),
            self._create_button,
            first=True,
        )
        choose = Button(tr("Choose a file…"))
        choose.clicked.connect(self.choose)
        open_ = _WayIn(
            "folder-open",
            tr("Open a file"),
            tr("A file you already have, a backup, or one kept on a USB stick or in a shared folder."),
            choose,
        )
        restore = LinkLabel(tr("Restore a backup…"))
        restore.clicked.connect(lambda: self.restore())  # noqa: PLW0108 - without the "checked" Qt sends
        open_.add_link(restore)
        attempt = Button(tr("Try it"))
        attempt.clicked.connect(self.sample_wanted)
        sample = _WayIn(
            "bottle",
            tr("Try with sample data"),
            tr("Look around in “Cave des Tilleuls”, a wine shop with 499 clients. Nothing you do there matters."),
            attempt,
        )
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for way in (new, open_, sample):
            row.addWidget(way, 1)
        return ways

    def _import_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(symbol("file-import", "text2"))
        row.addWidget(text_label(tr("Are your clients in a phone or another program?"), "body", "text2"))
        link = LinkLabel(tr("Import your contacts"))
        link.clicked.connect(lambda: self.new_file(then_import=True))
        row.addWidget(link)
        row.addStretch(1)
        return line

    def _foot(self) -> QWidget:
        foot = QWidget()
        flow = FlowLayout(foot, gap=24, row_gap=12)
        flow.addWidget(_group(symbol("lock"), text_label(tr("Nothing is sent over the Internet."), "label", "text3")))
        size = text_size_choice(self._settings, self.language_changed.emit)
        flow.addWidget(_group(text_label(tr("Text size"), "label", "text2"), size))
        flow.addWidget(_group(text_label(tr("Colours"), "label", "text2"), colours_choice(self._settings)))
        return foot

    # ---- what one can do ----

    def new_file(self, *_checked: bool, then_import: bool = False) -> None:
        """Ask for what a new file needs."""
        self._then_import = then_import
        self._form.start()
        self._stack.setCurrentWidget(self._form)

    def choose(self) -> None:
        """Choose a file; a backup is brought back as a file of its own."""
        patterns = [(tr("Clientele files"), f"*.clientele *{safekeeping.ENDING}"), (tr("All files"), "*")]
        path = open_file(self, tr("Open a file"), patterns, documents_folder())
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Open a file, or offer to bring back the backup that it is."""
        if path.name.endswith(safekeeping.ENDING):
            self.restore(path)
        else:
            self.opened.emit(path)

    def restore(self, chosen: Path | None = None, book: Path | None = None) -> None:
        """Bring a backup back: `chosen`, or one of those that are found; those of `book` come first."""
        dialog = RestoreDialog(self._settings, self, chosen=chosen, book=book)
        dialog.restored.connect(self.opened)
        dialog.open()

    def _made(self, path: Path) -> None:
        self.opened.emit(path)
        if self._then_import:
            self.import_wanted.emit()

    def _show_start(self) -> None:
        self._stack.setCurrentIndex(0)
        self._create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- when a file cannot be opened ----

    def explain(self, error: AppError, path: Path | None = None) -> None:
        """Say why a file could not be opened, and offer the way on."""
        self._bar.show_message("error", tr(error.message, **error.parameters))
        reason = error.reason if isinstance(error, BookError) else ""
        self._refused = path
        if path is None:
            return
        if reason == "missing":
            self._bar.add_action(tr("Remove from the list"), lambda: self._forget(path))
            self._bar.add_action(tr("Look for it…"), self.choose)
        elif reason in _RESTORABLE:
            look = partial(safekeeping.has_backup, self._settings, path)
            once(self, look, partial(self._offer_backup, path))
        elif reason in _TRY_AGAIN:
            self._bar.add_action(tr("Try again"), lambda: self.opened.emit(path))
        else:
            self._bar.add_action(tr("Choose another file…"), self.choose)

    def _offer_backup(self, path: Path, some: bool) -> None:
        if path != self._refused:
            return
        if some:
            self._bar.add_action(tr("Restore its last backup…"), lambda: self.restore(book=path))
        else:
            self._bar.add_words(tr("There is no backup of this file in the usual places."))
            self._bar.add_action(tr("Choose another file…"), self.choose)

    def _forget(self, path: Path) -> None:
        self._bar.hide()
        self._recent.forget(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = Path(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()))
        QTimer.singleShot(0, self, lambda: self.take(path))


def _group(*parts: QWidget) -> QWidget:
    """Things that stay together when the row wraps."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    return group

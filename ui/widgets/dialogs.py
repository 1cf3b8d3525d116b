"""Modal windows, questions, the file pickers and the printer's dialog: the only place that opens them.

The base `Dialog` dims its window, gives the focus back when it closes, and answers Ctrl+Enter with its main button.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import ElidedLabel, Panel, Paragraph

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN = 24


class _Dim(QWidget):
    """Darkens the window below a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.resize(window.size())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self.parentWidget().size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("dim"))


class Dialog(QDialog):
    """A modal window: content in `dialog.body` (a column), buttons in the footer by `add_button`, the main one last.

    `accept()` and `reject()` as in Qt. Esc rejects; Ctrl+Enter presses the button given `main=True`.
    """

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 560, margin: int = MARGIN) -> None:
        """`width` in points at the normal text size; the height follows from the content, but for one that scrolls,
        which sets `tall`, its height where the screen has the room.
        """
        super().__init__(parent.window() if parent else None)
        self.setWindowTitle(title)
        self.setModal(True)
        self._wide, self.tall = width, 120
        self._dim: _Dim | None = None
        self._before: QWidget | None = None
        self._main: Button | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(14)
        self.middle.addLayout(self.body, 1)
        self._outer.addLayout(self.middle, 1)
        self._build_footer()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_main)

    def _build_footer(self) -> None:
        footer = Panel("alt", "top")
        row = QHBoxLayout(footer)
        row.setContentsMargins(MARGIN, 14, MARGIN, 14)
        row.setSpacing(8)
        self._foot = ElidedLabel("", "body", "text2")
        row.addWidget(self._foot, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        self._outer.addWidget(footer)

    def set_foot(self, text: str) -> None:
        """Words at the left of the buttons."""
        self._foot.setText(text)

    def add_side(self, side: QWidget) -> None:
        """A panel at the right of the body, as high as it."""
        self.middle.addWidget(side)

    def add_button(self, button: Button, *, main: bool = False) -> Button:
        """One more button at the right end of the footer; connect it to what it does."""
        self._buttons.addWidget(button)
        if main:
            self._main = button
        return button

    def add_cancel(self, text: str = "") -> Button:
        """The button that closes without doing anything."""
        button = self.add_button(Button(text or tr(N_("Cancel")), keys="Esc"))
        button.clicked.connect(self.reject)
        return button

    def _press_main(self) -> None:
        if self._main is not None and self._main.isEnabled():
            self._main.click()

    def sizeHint(self) -> QSize:
        width = theme.px(self._wide)
        hint = super().sizeHint()
        height = self.layout().heightForWidth(width) if self.layout().hasHeightForWidth() else hint.height()
        room = self.screen().availableGeometry().height() - theme.px(40)
        return QSize(max(width, self.minimumSizeHint().width()), max(height, min(theme.px(self.tall), room)))

    def resize_in_place(self, size: QSize) -> None:
        """Another size while it is shown, no higher than the screen; it stays in the middle of its window."""
        room = self.screen().availableGeometry()
        size = size.boundedTo(QSize(size.width(), room.height() - theme.px(40)))
        if size != self.size():
            middle = self.parentWidget().frameGeometry().center()
            self.resize(size)
            self.move(middle.x() - size.width() // 2, max(middle.y() - size.height() // 2, room.y()))

    def showEvent(self, event: QShowEvent) -> None:
        parent = self.parentWidget()
        if parent is not None and self._dim is None and not event.spontaneous():
            self._before = parent.focusWidget()
            self._dim = _Dim(parent)
        if not event.spontaneous():
            # Qt caps the first size of a dialog at two thirds of the screen.
            self.resize(self.sizeHint())
        super().showEvent(event)

    def done(self, result: int) -> None:
        super().done(result)
        self._undim()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self._undim()

    def _undim(self) -> None:
        if self._dim is not None:
            self._dim.hide()
            self._dim.deleteLater()
            self._dim = None
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field does not press a button that nobody chose; a button with the focus takes Enter."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, Button):
            focused.click()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class Answer(NamedTuple):
    """One way to answer a question; the first one of them is what Esc means."""

    key: str
    text: str
    kind: Kind = "secondary"


def ask(
    parent: QWidget | None, question: str, effect: str, answers: Sequence[Answer], *, default: str | None = None
) -> str:
    """Ask, and return the key of the answer; `answers[0]` is the safe one, for Esc, and the default unless told."""
    dialog = Dialog(parent, question, width=480)
    chosen = answers[0].key
    heading = Paragraph(question, "section")
    dialog.body.setSpacing(8)
    dialog.body.addWidget(heading)
    dialog.body.addWidget(Paragraph(effect, "body", "text2"))
    dialog.body.addStretch(1)

    def choose(key: str) -> None:
        nonlocal chosen
        chosen = key
        dialog.accept()

    for answer in answers:
        button = dialog.add_button(Button(answer.text, kind=answer.kind), main=answer.key != answers[0].key)
        button.clicked.connect(lambda _=False, key=answer.key: choose(key))
        if answer.key == (default or answers[0].key):
            button.setFocus(Qt.FocusReason.OtherFocusReason)
    dialog.exec()
    dialog.deleteLater()
    return chosen


def confirm(parent: QWidget | None, question: str, effect: str, verb: str, *, danger: bool = False) -> bool:
    """Whether to go on: `verb` is the button that does it ("Delete 3 clients"); the safe button is the default."""
    answers = (Answer("no", tr(N_("Cancel"))), Answer("yes", verb, "danger" if danger else "primary"))
    return ask(parent, question, effect, answers) == "yes"


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that has to be read before going on; one button closes it."""
    ask(parent, title, text, (Answer("close", tr(N_("Close")), "primary"),))


Filters = Sequence[tuple[str, str]]


def _filters(filters: Filters) -> str:
    return ";;".join(f"{label} ({patterns})" for label, patterns in filters)


def open_file(parent: QWidget | None, title: str, filters: Filters, folder: Path | None = None) -> Path | None:
    """The file chosen, or None. `filters` are `(words, "*.vcf *.vcard")`."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), _filters(filters))
    return Path(chosen) if chosen else None


def open_files(parent: QWidget | None, title: str, filters: Filters, folder: Path | None = None) -> list[Path]:
    """The files chosen, perhaps none."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or ""), _filters(filters))
    return [Path(name) for name in chosen]


def save_file(parent: QWidget | None, title: str, filters: Filters, suggested: Path | None = None) -> Path | None:
    """Where to save, with the ending of the first filter added if none was typed; asks before replacing a file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested or ""), _filters(filters))
    if not chosen:
        return None
    ending = filters[0][1].split()[0].lstrip("*") if filters else ""
    path = Path(chosen)
    return path if path.suffix or not ending else path.with_name(path.name + ending)


def choose_printer(parent: QWidget | None, title: str, printer: QPrinter, *, pages: int, page: int = 0) -> bool:
    """The system's own questions about printing, answered into `printer`; whether to print. `page` is in front."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent.window() if parent else None)
    dialog.setWindowTitle(title)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, page > 0 and pages > 1)
    if pages > 1:
        dialog.setMinMax(1, pages)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return chosen


def choose_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """The folder chosen, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
    return Path(chosen) if chosen else None

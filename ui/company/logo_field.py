"""The shop's logo: chosen from a file, made small and clean, shown, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError, FileRefused
from app.i18n import N_
from ui.jobs import once
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import open_file
from ui.widgets.labels import Paragraph
from ui.widgets.painting import draw_box, draw_icon


def clean_picture(path: Path, *, logo: bool = True) -> bytes:
    """The picture in the file at `path`, made small and harmless; a photo is cut square. Raises `FileRefused`."""
    from app.exchange.vcard.photo import BYTES_LIMIT, clean_photo

    try:
        with path.open("rb") as file:
            content = file.read(BYTES_LIMIT + 1)
    except OSError as error:
        raise FileRefused(N_("The picture “{name}” cannot be read."), name=path.name) from error
    return clean_photo(content, keep_alpha=logo)


class _Frame(QWidget):
    """The logo, or the place for one."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        self.setAccessibleName(tr("No logo") if picture.isNull() else tr("Logo"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), fill="surface", line="line2", radius=theme.radius("card"))
        if self._picture.isNull():
            draw_icon(painter, self.rect(), "photo-plus", "text3", theme.px(26))
            return
        room = self.rect().adjusted(5, 5, -5, -5)
        shown = QRect(QPoint(0, 0), self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
        shown.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(shown, self._picture)


class LogoField(QWidget):
    """`picked(bytes)`: another logo, empty when it was taken away. One may also drop a picture on it."""

    picked = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self.setAcceptDrops(True)
        self._frame = _Frame()
        self._choose = Button(tr("Choose a picture…"), "photo", small=True)
        self._choose.clicked.connect(self._ask)
        self._remove = Button(tr("Remove"), "trash", kind="quiet", small=True)
        self._remove.clicked.connect(lambda: self._take(b""))
        self._problem = Paragraph("", "label", "red")
        self._problem.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addLayout(buttons)
        words.addWidget(self._problem)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._frame)
        row.addLayout(words, 1)
        self.show_content(b"")

    def show_content(self, content: bytes) -> None:
        """Show a logo, or none, without `picked`."""
        self.content = content
        picture = QPixmap()
        if content:
            picture.loadFromData(content)
        self._frame.show_picture(picture)
        self._remove.setVisible(bool(content))

    def take_file(self, path: Path) -> None:
        """Use the picture in a file, or say why not."""
        once(self, lambda: clean_picture(path), self._take, self._refuse)

    def _refuse(self, error: AppError) -> None:
        self._problem.setText(tr(error.message, **error.parameters))
        self._problem.show()

    def _take(self, content: bytes) -> None:
        self._problem.hide()
        self.show_content(content)
        self.picked.emit(content)

    def _ask(self) -> None:
        path = open_file(self, tr("Choose a picture"), [(tr("Pictures"), "*.png *.jpg *.jpeg *.bmp *.gif *.webp")])
        if path is not None:
            self.take_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        self.take_file(Path(path))

"""The background image of a letter: a small picture of it, how strong it is printed, and on which pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_
from app.mailings import plan as plans
from app.mailings.plan import Plan
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import set_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import open_file
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card, ElidedLabel, Paragraph, text_label
from ui.widgets.painting import draw_box, draw_icon
from ui.widgets.slider import PercentSlider
from ui.widgets.toggles import CheckBox

PICTURES = "*.png *.jpg *.jpeg *.webp *.gif *.bmp"  # what `app.documents.background` takes
FIRST_STRENGTH = 30  # per cent: words stay readable on most pictures
_HIGH, _WIDE, _SLIDER = 60, 46, 206
_NARROW = 380
_SHOWN = 240  # points of the small picture


class Thumbnail(QWidget):
    """The picture as a page, as strong as it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.strength = 100
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage | None) -> None:
        """Another picture, or none."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        if self._image is None:
            draw_box(painter, box, fill="alt", line="line", radius=2)
            draw_icon(painter, box, "photo", "text3", theme.px(18))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, Qt.GlobalColor.white)
        painter.setOpacity(self.strength / 100)
        size = self._image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(box.center())
        painter.drawImage(place, self._image)
        painter.setOpacity(1)
        draw_box(painter, box, line="line2", radius=0)


class BackgroundCard(Card):
    """`changed(values)` of the plan, by hand."""

    changed = Signal(dict)

    def __init__(self, shell: Shell) -> None:
        super().__init__(margin=14)
        self.shell = shell
        self._sha: str | None = None
        self.picture = Thumbnail()
        self.strength = PercentSlider(tr("Strength of the background image"))
        self.all_pages = CheckBox(tr("On all pages"))
        self.choose_button = Button(tr("Choose…"), "photo")
        self.remove_button = IconButton("trash", tr("Remove the background image"))
        self.warning = Paragraph("", "small", "amber")
        self._build()
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        self.strength.edited.connect(self._on_strength)
        self.all_pages.clicked.connect(lambda on: self.changed.emit({"background_pages": "all" if on else "first"}))

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(ElidedLabel(tr("Background image"), "body", weight=600))
        self._name = ElidedLabel("", "small", "text2")
        names.addWidget(self._name)
        upper = QHBoxLayout()
        upper.setSpacing(4)
        upper.addLayout(names, 1)
        upper.addWidget(self.remove_button)
        upper.addWidget(self.choose_button)
        self._choices = QWidget()
        how_strong = QWidget()
        how_strong.setFixedWidth(theme.px(_SLIDER))
        line = QHBoxLayout(how_strong)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(text_label(tr("Strength"), "small"))
        line.addWidget(self.strength, 1)
        row = FlowLayout(self._choices, gap=14, row_gap=2)
        row.addWidget(how_strong)
        row.addWidget(self.all_pages)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(upper)
        words.addWidget(self._choices)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.warning)
        self.warning.hide()

    def show_plan(self, plan: Plan, *, read_only: bool) -> None:
        """The picture of a plan."""
        has = plan.background is not None
        self.strength.set_value(plan.background_strength)
        self.picture.strength = plan.background_strength
        self.all_pages.setChecked(plan.background_pages == "all")
        self._choices.setVisible(has)
        self._choices.setEnabled(not read_only)
        self._show_verb(has)
        self.choose_button.setVisible(not read_only)
        self.remove_button.setVisible(has and not read_only)
        if not has:
            self._name.setText(tr("None: white paper"))
        if plan.background != self._sha:
            self._sha = plan.background
            self.picture.show_image(None)
            if plan.background:
                self._read(plan.background, plan.background_name)

    def _show_verb(self, has: bool) -> None:
        """Where there is little room the icon says enough."""
        words = tr("Change…") if has else tr("Choose…")
        self.choose_button.setAccessibleName(words)
        set_tip(self.choose_button, words)
        self.choose_button.setText(words if self.width() >= theme.px(_NARROW) else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_verb(self._sha is not None)

    def show_warning(self, text: str) -> None:
        """What is dark behind the address or the text; nothing hides it."""
        self.warning.set_words(text)
        self.warning.setVisible(bool(text))

    def _read(self, sha: str, name: str) -> None:
        def work(session: Any) -> tuple[str, str, QImage]:
            content = plans.picture(session, sha) or b""
            image = QImage.fromData(content)
            size = f"{image.width()} × {image.height()}" if not image.isNull() else ""
            said = " · ".join(filter(None, (name, size)))
            keep = Qt.AspectRatioMode.KeepAspectRatio
            return sha, said, image.scaled(_SHOWN, _SHOWN, keep, Qt.TransformationMode.SmoothTransformation)

        self.shell.jobs.read(self, work, self._take, key=f"background {id(self)}")

    def _take(self, found: tuple[str, str, QImage]) -> None:
        sha, said, image = found
        if sha == self._sha:
            self._name.setText(said)
            self.picture.show_image(None if image.isNull() else image)

    # Changing

    def choose(self) -> None:
        """Ask for a picture, and take it."""
        path = open_file(self, tr("Background image"), [(tr("Pictures"), PICTURES)])
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """The picture of this file: made harmless and small enough in the background, then kept in the book."""

        def work(book: Any, progress: Any) -> str:
            return keep(book, path, signature=False)

        def done(sha: str) -> None:
            strength = self.strength.value() if self._sha else FIRST_STRENGTH
            values = {"background": sha, "background_name": path.name, "background_strength": strength}
            self.changed.emit(values)

        self.shell.jobs.long(self, tr("Reading the image…"), work, done, refused=self._refused)

    def _refused(self, error: Any) -> None:
        if isinstance(error, AppError):
            self.shell.explain(error)

    def remove(self) -> None:
        """White paper again."""
        self.changed.emit({"background": None, "background_name": ""})

    def _on_strength(self) -> None:
        self.picture.strength = self.strength.value()
        self.picture.update()
        self.changed.emit({"background_strength": self.strength.value()})


def keep(book: Any, path: Path, *, signature: bool) -> str:
    """Take in a picture from a file: in a lane. Raises `FileRefused`."""
    from app.documents import background
    from app.errors import FileRefused

    try:
        if path.stat().st_size > _MOST:
            raise FileRefused(N_("This picture is too large."))
        content = path.read_bytes()
    except OSError as error:
        raise FileRefused(N_("“{name}” cannot be read."), name=path.name) from error
    cleaned = background.take_signature(content) if signature else background.take(content)
    with book.write(N_("Keep a picture for letters"), kind="final") as writing:
        return plans.keep_picture(writing.session, cleaned)


_MOST = 200_000_000  # bytes: what a camera makes is far below

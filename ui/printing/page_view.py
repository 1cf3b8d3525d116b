"""The pages of a PDF on the desk, one below the other, at any zoom; drawn in a lane as they come into sight.

Marks lie over what was found in the text.

A page keeps its old picture until the new one is there, so that a change of a choice does not flicker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.jobs import Jobs
from ui.printing.pixels import POINTS, Pdf, draw
from ui.printing.text_search import Hit
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.focus import BY_KEYBOARD
from ui.widgets.painting import draw_focus

Zoom = float | Literal["page", "width", "actual"]
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
GAP = 16
EDGE = 24
MOST_PIXELS = 16_000_000  # of one page: beyond, it is drawn smaller and enlarged
MOST_KEPT = 160_000_000  # bytes of pictures
MARKED, FOUND = QColor(255, 232, 130), QColor(255, 176, 60)  # on white paper, in both themes
SCREENS = (50.0, 500.0)  # dots per inch that a screen may truly have: others do not know their size
SHADOW = ((1, 30), (2, 12), (4, 6))  # how far it reaches, and how dark it is


class PageView(QAbstractScrollArea):
    """`show_pdf`, `set_zoom`, `go_to`. `moved(page, pages)` says which page is in front, counted from 1."""

    moved = Signal(int, int)
    zoomed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("The page as it is printed"))
        self.overlay: Callable[[QPainter, int, QRect], None] | None = None  # what is drawn over a page
        self._jobs = jobs
        self._pdf: Pdf | None = None
        self._zoom: Zoom = "page"
        self._ring = False
        self._places: list[QRect] = []
        self._drawn: dict[int, tuple[float, Pdf, QImage]] = {}
        self._asked: dict[int, tuple[float, Pdf]] = {}
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    # ---- what is shown ----

    def show_pdf(self, pdf: Pdf | None) -> None:
        """Another file, or another version of the same: the place and the zoom stay where they can."""
        if pdf is None or self._pdf is None or pdf.sizes != self._pdf.sizes:
            self._drawn.clear()
        self._pdf = pdf
        self._hits, self._hit = (), -1
        self._asked.clear()
        self._lay_out()
        self._tell()

    def pdf(self) -> Pdf | None:
        """What is shown."""
        return self._pdf

    def zoom(self) -> Zoom:
        """The whole page, its width, as large as on paper, or a factor of what the system takes for that."""
        return self._zoom

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the pages larger or smaller; the middle of what is seen stays in the middle."""
        page = self.page()
        self._zoom = zoom
        self._lay_out()
        self.go_to(page)
        self.zoomed.emit()

    def step_zoom(self, by: int) -> None:
        """The next larger or smaller of the usual factors."""
        now = self.factor()
        wanted = [step for step in STEPS if (step > now * 1.01 if by > 0 else step < now * 0.99)]
        if wanted:
            self.set_zoom(min(wanted) if by > 0 else max(wanted))

    def factor(self) -> float:
        """How large a page is on the screen, beside its size on paper."""
        return self._scale() * POINTS / self.logicalDpiX()

    def page(self) -> int:
        """The page in front: the one that takes the most of the window; 0 is the first."""
        seen = self._seen()
        shares = [(place.intersected(seen).height(), -number) for number, place in enumerate(self._places)]
        return -max(shares)[1] if shares else 0

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - self._edge())

    def show_hits(self, hits: Sequence[Hit], front: int = -1) -> None:
        """Mark what was found, and bring the hit `front` into sight."""
        self._hits, self._hit = hits, front
        if 0 <= front < len(hits):
            self._reveal(hits[front])
        self.viewport().update()

    def _reveal(self, hit: Hit) -> None:
        if not hit.rects or hit.page >= len(self._places):
            return
        seen, place = self._seen(), self._marked(hit)[0]
        for bar, start, end, first, last in (
            (self.verticalScrollBar(), place.top(), place.bottom(), seen.top(), seen.bottom()),
            (self.horizontalScrollBar(), place.left(), place.right(), seen.left(), seen.right()),
        ):
            if start < first or end > last:
                bar.setValue((start + end - bar.pageStep()) // 2)

    def _marked(self, hit: Hit) -> list[QRect]:
        """The rectangles of a hit on the desk."""
        page, scale = self._places[hit.page], self._scale()
        return [
            QRectF(page.left() + x * scale, page.top() + y * scale, (to - x) * scale, (low - y) * scale).toAlignedRect()
            for x, y, to, low in hit.rects
        ]

    def is_drawn(self) -> bool:
        """Whether the page in front stands there as it is now: for tests and pictures."""
        page = self.page()
        return self._pdf is not None and page in self._drawn and self._drawn[page][:2] == self._wanted()

    # ---- laying out ----

    def _edge(self) -> int:
        return theme.px(EDGE)

    def _scale(self) -> float:
        """Points of the screen for one point of the paper."""
        if self._pdf is None or not self._pdf.sizes:
            return 1.0
        wide = max(size[0] for size in self._pdf.sizes)
        high = max(size[1] for size in self._pdf.sizes)
        room = self.viewport().size()
        by_width = max(room.width() - 2 * self._edge(), 80) / wide
        if self._zoom == "width":
            return by_width
        if self._zoom == "page":
            return min(by_width, max(room.height() - 2 * self._edge(), 80) / high)
        if self._zoom == "actual":
            dots = self.screen().physicalDotsPerInchX()
            return (dots if SCREENS[0] < dots < SCREENS[1] else self.logicalDpiX()) / POINTS
        return self._zoom * self.logicalDpiX() / POINTS

    def _lay_out(self) -> None:
        scale, y, wide = self._scale(), self._edge(), self.viewport().width()
        sizes = self._pdf.sizes if self._pdf is not None else ()
        across = max([round(size[0] * scale) + 2 * self._edge() for size in sizes], default=0)
        gap = self._edge() if self._zoom == "page" else theme.px(GAP)
        self._places = []
        for size in sizes:
            width, height = round(size[0] * scale), round(size[1] * scale)
            self._places.append(QRect((max(across, wide) - width) // 2, y, width, height))
            y += height + gap
        y += self._edge() - gap
        for bar, whole, room in (
            (self.horizontalScrollBar(), across, wide),
            (self.verticalScrollBar(), y, self.viewport().height()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(theme.px(40))
            bar.setRange(0, max(0, whole - room))
        self.viewport().update()

    def _seen(self) -> QRect:
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(corner, self.viewport().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page()
        super().resizeEvent(event)
        self._lay_out()
        self.go_to(page)
        self.zoomed.emit()

    def _on_scroll(self) -> None:
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        pages = len(self._places)
        self.viewport().setAccessibleDescription(tr("Page {number} of {pages}", number=self.page() + 1, pages=pages))
        self.moved.emit(min(self.page() + 1, pages), pages)

    # ---- drawing ----

    def _wanted(self) -> tuple[float, Pdf | None]:
        wide, high = max(self._pdf.sizes) if self._pdf is not None and self._pdf.sizes else (1.0, 1.0)
        return min(self._scale() * self.devicePixelRatioF(), (MOST_PIXELS / (wide * high)) ** 0.5), self._pdf

    def _ask(self, page: int) -> None:
        """Have a page drawn, if it is not on its way as it is wanted now."""
        scale, pdf = self._wanted()
        known = self._drawn.get(page)
        if pdf is None or (known is not None and known[:2] == (scale, pdf)) or self._asked.get(page) == (scale, pdf):
            return
        self._asked[page] = (scale, pdf)

        def work() -> QImage | None:
            return draw(pdf, page, scale) if self._asked.get(page) == (scale, pdf) else None

        self._jobs.pages(self, work, partial(self._take, page, scale, pdf), key=f"page {id(self)} {page}")

    def _take(self, page: int, scale: float, pdf: Pdf, image: QImage | None) -> None:
        if image is None or self._asked.get(page) != (scale, pdf):
            return
        del self._asked[page]
        self._drawn.pop(page, None)
        self._drawn[page] = (scale, pdf, image)
        while len(self._drawn) > 1 and sum(kept[2].sizeInBytes() for kept in self._drawn.values()) > MOST_KEPT:
            del self._drawn[next(iter(self._drawn))]
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("sunk"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = self._seen()
        for page, place in enumerate(self._places):
            if place.adjusted(-8, -8, 8, 8).intersects(seen):
                self._paint_page(painter, page, place.translated(-seen.topLeft()))
                self._ask(page)
        self._paint_hits(painter, seen)
        if self._ring:
            draw_focus(painter, self.viewport().rect(), 0)

    def _paint_page(self, painter: QPainter, page: int, place: QRect) -> None:
        for reach, dark in SHADOW:
            painter.fillRect(place.adjusted(-reach, 1 - reach, reach, 1 + reach), QColor(0, 0, 0, dark))
        painter.fillRect(place, Qt.GlobalColor.white)
        if page in self._drawn:
            image = self._drawn[page][2]
            painter.drawImage(QRectF(place), image, QRectF(image.rect()))
        if self.overlay is not None:
            self.overlay(painter, page, place)

    def _paint_hits(self, painter: QPainter, seen: QRect) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for number, hit in enumerate(self._hits):
            if hit.page < len(self._places) and self._places[hit.page].intersects(seen):
                shade = FOUND if number == self._hit else MARKED
                for place in self._marked(hit):
                    painter.fillRect(place.adjusted(-1, -1, 1, 1).translated(-seen.topLeft()), shade)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    # ---- hands ----

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._places) - 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in steps:
            self.go_to(min(max(self.page() + steps[Qt.Key(event.key())], 0), len(self._places) - 1))
        elif event.key() in ends:
            self.go_to(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in BY_KEYBOARD[:2]
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.viewport().update()

"""The page of one recipient as it is printed, with the window of the envelope drawn over it when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError, Problem
from app.mailings.plan import Plan
from ui.mailings.merged_words import Piece, pieces, places
from ui.printing.pixels import Pdf
from ui.printing.preview_pane import NARROW, PreviewPane
from ui.printing.text_search import Hit
from ui.shell import Shell
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel
from ui.widgets.symbols import symbol

AFTER_MS = 350
WRITTEN = ("mailing", "letter")  # the kinds that have a text
_FILLED = QColor(255, 236, 200)  # behind what the merge fields say, on white paper in both themes
_COLOURS = {"safe": "green", "address": "accent", "keep_clear": "amber"}


class LetterPreview(Panel):
    """`shown(warnings)` with each new page; `step_wanted(by)`: another recipient."""

    shown = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__("sunk", "left")
        self.shell = shell
        self._plan, self._client_id = Plan(), 0
        self._guides: Sequence[Any] = ()
        self._said: Sequence[Sequence[Piece]] = ()
        self._merged: Sequence[Hit] = ()
        self._answered = True
        self.pane = PreviewPane(shell.jobs)
        self.pane.shown.connect(self._find_merged)
        self.pane.step_wanted.connect(self.step_wanted)
        self.pane.view.overlay = self._paint_over
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self._foot())
        self.ask: Any = lambda: (Plan(), 0)

    def _foot(self) -> QWidget:
        foot = QWidget()
        self._foot_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._foot_row.setContentsMargins(20, 0, 20, 10)
        self._foot_row.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._icon = symbol("ruler-measure", "text2", 16)
        self._fits = ElidedLabel("", "small", "text2")
        self.guides_link = LinkLabel(tr("Show guides"), style="small")
        self.guides_link.setCheckable(True)
        self.guides_link.clicked.connect(self._turn_guides)
        row.addWidget(self._icon)
        row.addWidget(self._fits)
        self._foot_row.addStretch(1)
        self._foot_row.addLayout(row)
        self._foot_row.addWidget(self.guides_link, 0, Qt.AlignmentFlag.AlignCenter)
        self._foot_row.addStretch(1)
        self._window_row = foot
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other or, where there is little room, one below the other."""
        super().resizeEvent(event)
        way, narrow = QBoxLayout.Direction, self.width() < theme.px(NARROW)
        self._foot_row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._foot_row.setSpacing(2 if narrow else 8)

    # Drawing

    def later(self) -> None:
        """Something on the page changed."""
        self._soon.start()

    def now(self) -> None:
        """Another recipient, or another letter."""
        self._draw()

    def is_settled(self) -> bool:
        """Whether the page that is shown is the right one: for tests."""
        return self._answered and not self._soon.isActive()

    def show_recipient(self, name: str, number: int, count: int) -> None:
        """Whose page it is."""
        self.pane.show_recipient(name, number, count)

    def _draw(self) -> None:
        self._soon.stop()
        plan, client_id = self.ask()
        self._plan, self._client_id = plan, client_id
        if not client_id or not plan.id or plan.kind not in WRITTEN:
            self._show_none()
            return
        self._answered = False
        today = self.shell.today()
        work = lambda session: _made(session, plan, client_id, today)  # noqa: E731 - handed to a lane
        self.shell.jobs.read(self, work, self._show, key=f"letter {id(self)}")

    def _show_none(self) -> None:
        self._answered = True
        self._window_row.hide()
        if self._plan.kind in WRITTEN:
            words = tr("Add somebody at the left to see their letter.")
            self.pane.show_words("mail", tr("Nobody gets this letter yet"), words)
        else:
            words = tr("Of labels and envelopes no page is kept.")
            self.pane.show_words("layout-grid", tr("They were printed for the clients at the left"), words)

    def _show(self, found: _Made) -> None:
        content, warnings, guides, error = found.pdf, found.warnings, found.guides, found.error
        self._answered = True
        self._guides, self._said = guides, found.said
        self._window_row.setVisible(bool(guides) and self._plan.with_address)
        if error is not None:
            why = tr(error.message, **error.parameters)
            self.pane.show_words("alert-triangle", tr("This letter cannot be shown"), why)
        else:
            self.pane.show_content(content)
        told = [problem for problem in warnings if problem.path.startswith(("clients", "address"))]
        self._fits.setText(tr(told[0].message, **told[0].parameters) if told else tr("The address fits the window"))
        self._fits.set_tone("amber" if told else "text2")
        self.shown.emit(warnings)

    # What lies over the page

    def _find_merged(self, pdf: Pdf | None) -> None:
        self._merged = ()
        if pdf is not None and self._said:
            work = partial(places, pdf, self._said)
            self.shell.jobs.pages(self, work, self._take_merged, key=f"merged {id(self)}")

    def _take_merged(self, found: Sequence[Hit]) -> None:
        self._merged = found
        self.pane.view.viewport().update()

    def _turn_guides(self) -> None:
        on = self.guides_link.isChecked()
        self.guides_link.setText(tr("Hide guides") if on else tr("Show guides"))
        self.pane.view.viewport().update()

    def _paint_over(self, painter: QPainter, page: int, place: QRect) -> None:
        pdf = self.pane.view.pdf()
        if pdf is None:
            return
        scale = place.width() / pdf.sizes[page][0]
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for left, top, right, bottom in (rect for hit in self._merged if hit.page == page for rect in hit.rects):
            box = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
            painter.fillRect(box.adjusted(-1, -1, 1, 1).translated(place.topLeft()), _FILLED)
        painter.restore()
        if not page and self.guides_link.isChecked():
            self._paint_guides(painter, place, scale)

    def _paint_guides(self, painter: QPainter, place: QRect, scale: float) -> None:
        """What shows through the window, where the address may stand, where the letter is folded."""
        painter.save()
        for guide in self._guides:
            area = guide.area
            box = QRectF(area.left * scale, area.top * scale, area.wide * scale, area.high * scale)
            line = color(_COLOURS.get(guide.kind, "text3"))
            solid = guide.kind in ("safe", "address")
            painter.setPen(QPen(line, 1.2, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine))
            painter.drawRect(box.translated(place.topLeft()))
        painter.restore()


@dataclass(frozen=True)
class _Made:
    """The PDF, what is to be told of it, the guides, why there is none, and what its paragraphs with fields say."""

    pdf: bytes
    warnings: tuple[Problem, ...]
    guides: Sequence[Any]
    error: AppError | None = None
    said: Sequence[Sequence[Piece]] = ()


def _made(session: Any, plan: Plan, client_id: int, today: Any) -> _Made:
    """In a lane."""
    from app.documents import mailing_letters, windows

    desk = mailing_letters.Desk(session, plan, today)
    guides = windows.guides(desk.window)
    try:
        if plan.is_printed and plan.pdf:
            return _Made(mailing_letters.kept_pdf(session, plan.id, client_id), (), guides)
        found = mailing_letters.preview(session, plan, client_id, today)
        return _Made(found.pdf, found.warnings, guides, said=pieces(plan, desk.one(client_id)))
    except AppError as error:
        return _Made(b"", (), guides, error)

"""The key figures at the head of a record: what is due, what is late, turnover, and how fast the client pays."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.accounts.overview import ClientAccount, Standing
from app.i18n import MINUS, plural
from ui.accounts.payment_words import money, sums
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import Separator, text_label
from ui.widgets.painting import draw_box, draw_text


class Figure(NamedTuple):
    """A label, the figure, a small line below; `tone` colours the last two, `where` is the section it leads to."""

    label: str
    value: str
    second: str
    tone: str = "text"
    where: str = "open"


class FigureButton(KeyboardRing, QAbstractButton):
    """One figure; a click leads to what is behind it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 4)
        self.setAccessibleName(", ".join(filter(None, figure[:3])))

    def _lines(self) -> tuple[tuple[str, str, int | None, str], ...]:
        figure = self._figure
        small = figure.tone if figure.tone == "red" else "text3"
        return (
            (figure.label, "label", 400, "text2"),
            (figure.value, "figure", 600, figure.tone),
            (figure.second, "small", None, small),
        )

    def sizeHint(self) -> QSize:
        lines = self._lines()
        width = max(theme.metrics(style, weight).horizontalAdvance(words) for words, style, weight, _ in lines)
        return QSize(width + 2, theme.line("label") + theme.px(24) + theme.line("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            draw_box(painter, self.rect(), fill="hover", radius=theme.radius("badge"))
        y = 0
        for (words, style, weight, token), tall in zip(
            self._lines(), (theme.line("label"), theme.px(24), theme.line("small")), strict=True
        ):
            draw_text(painter, QRect(0, y, self.width(), tall), words, style=style, weight=weight, token=token)
            y += tall


class KeyFigures(QWidget):
    """`wanted(section)`: go to that section of the account; `turnover` is a place of its own."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(20)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.figures: list[Figure] = []

    def show_account(self, account: ClientAccount | None) -> None:
        """Other figures; none hides the row."""
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.figures = key_figures(account) if account is not None else []
        for place, figure in enumerate(self.figures):
            if place:
                self._row.addWidget(Separator(vertical=True))
            button = FigureButton(figure)
            button.clicked.connect(lambda _on=False, where=figure.where: self.wanted.emit(where))
            self._row.addWidget(button)
        self.setVisible(bool(self.figures))


class ShortFigures(QWidget):
    """`Balance due 2 486,40 €   Overdue 1 284,50 €`, where the key figures have no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_account(self, account: ClientAccount | None) -> None:
        """Other figures; nothing where nothing is owed."""
        while self._row.count():
            item = self._row.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        standings = account.standings if account is not None else ()
        due = [(each.block.due, each.currency) for each in standings if each.block.due]
        late = [(each.block.overdue, each.currency) for each in standings if each.block.overdue]
        for label, amounts, tone in ((tr("Balance due"), due, "text"), (tr("Overdue"), late, "red")):
            if amounts:
                if self._row.count():
                    self._row.addSpacing(10)
                self._row.addWidget(text_label(label, "body", "text2" if tone == "text" else tone, weight=400))
                self._row.addWidget(text_label(sums(amounts), "body", tone, weight=600))
        self.setVisible(bool(due))


def key_figures(account: ClientAccount) -> list[Figure]:
    """What the head of the record says; nothing before the first entry."""
    main = account.main
    if main is None:
        return []
    figures = [_due(account, main)]
    if main.block.overdue:
        figures.append(_overdue(main))
    figures.append(_turnover(account, main))
    if main.delay_of_all is not None:
        figures.append(_delay(account, main))
    return figures


def _due(account: ClientAccount, main: Standing) -> Figure:
    others = [(each.block.due, each.currency) for each in account.standings[1:] if each.block.due]
    if others:
        second = tr("also {amounts}", amounts=sums(others))
    elif main.open_count:
        second = trn(plural("{count} open invoice", "{count} open invoices"), main.open_count)
    else:
        second = tr("nothing open")
    if main.block.due < 0:
        return Figure(tr("Credit"), money(-main.block.due, main.currency), tr("in their favour"), "green")
    return Figure(tr("Balance due"), money(main.block.due, main.currency), second)


def _overdue(main: Standing) -> Figure:
    invoices = trn(plural("{count} invoice", "{count} invoices"), main.late_count)
    days = trn(plural("oldest {count} day", "oldest {count} days"), main.oldest_late)
    second = tr("{invoices} · {oldest}", invoices=invoices, oldest=days)
    return Figure(tr("Overdue"), money(main.block.overdue, main.currency), second, "red")


def _turnover(account: ClientAccount, main: Standing) -> Figure:
    year = account.today.year
    label = tr("Turnover {year}", year=year)
    second = tr("excl. VAT")
    if main.turnover_before > 0:
        change = round((main.turnover - main.turnover_before) * 100 / main.turnover_before)
        sign = "+" if change >= 0 else MINUS
        second = tr("{sign}{percent} % on {year} to date", sign=sign, percent=abs(change), year=year - 1)
    return Figure(label, money(main.turnover, main.currency), second, where="turnover")


def _delay(account: ClientAccount, main: Standing) -> Figure:
    days = main.delay if main.delay is not None else main.delay_of_all or 0
    value = trn(plural("{count} day", "{count} days"), days)
    second = tr("agreed: {term}", term=account.agreed) if account.agreed else tr("after the invoice")
    return Figure(tr("Pays on average in"), value, second, where="financial")

"""Fields whose text means something else: dates, birthdays, amounts, numbers.

One types freely; the text is tidied when one leaves the field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from app.errors import Problem
from app.i18n import N_
from app.values.dates import Birthday, order_of, parse_birthday, parse_date
from app.values.money import currency_digits, parse_amount
from ui.text import tr, translator
from ui.theme import color, icon, theme
from ui.widgets.field_look import EDGE, ICON
from ui.widgets.inputs import LineInput
from ui.widgets.painting import draw_icon


class _TypedInput(LineInput):
    """A line whose text is read as a value; what cannot be read stays as typed and is a `problem()`."""

    def _read(self, text: str) -> Any:
        """The value, or a `Problem`."""
        raise NotImplementedError

    def _write(self, value: Any) -> str:
        raise NotImplementedError

    def value(self) -> Any:
        """None when empty or not readable."""
        text = self.text().strip()
        found = self._read(text) if text else None
        return None if isinstance(found, Problem) else found

    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else self._write(value))

    def problem(self) -> Problem | None:
        text = self.text().strip()
        found = self._read(text) if text else None
        return found if isinstance(found, Problem) else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.value() is not None:
            self.set_value(self.value())
        super().focusOutEvent(event)


class _Calendar(QFrame):
    """A month to pick a day from, below its field."""

    picked = Signal(object)

    def __init__(self, owner: QWidget, day: date) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        self.month = QCalendarWidget()
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._dress()
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.activated.connect(self._pick)
        self.month.clicked.connect(self._pick)
        inside.addWidget(self.month)
        self.setFocusProxy(self.month)

    def _dress(self) -> None:
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(color("text"))
        head.setForeground(color("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, plain)
        self.month.setHeaderTextFormat(head)
        self.month.setMinimumSize(theme.px(300), theme.px(264))
        for name, drawing in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            self.month.findChild(QToolButton, name).setIcon(icon(drawing, "text2"))

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day.toPython())
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.setPen(color("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class DateInput(_TypedInput):
    """A day, typed in any usual way, or picked from the calendar (click on its icon, or Alt+Down)."""

    def __init__(self, value: date | None = None, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(icon="calendar", placeholder=placeholder, parent=parent)
        self.set_value(value)

    def _read(self, text: str) -> date | Problem:
        found = parse_date(text, order_of(translator().country))
        return found or Problem("", N_("This is not a date. Type it like {example}."), {"example": self._example()})

    def _example(self) -> str:
        return translator().date(date(2026, 12, 31), "short")

    def _write(self, value: date) -> str:
        return translator().date(value, "short")

    def open_calendar(self) -> None:
        """Show the month of the value, or this month."""
        if self.isReadOnly() or not self.isEnabled():
            return
        calendar = _Calendar(self, self.value() or date.today())
        calendar.picked.connect(self._take)
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()
        calendar.month.setFocus()

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.setFocus()
        self.edited.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < EDGE + theme.px(ICON) + 4:
            self.open_calendar()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)


class BirthdayInput(_TypedInput):
    """A birthday, with or without its year; the value is a `Birthday`."""

    def __init__(
        self, value: Birthday | None = None, *, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(icon="cake", parent=parent)
        self._today = today
        self.set_value(value)

    def _read(self, text: str) -> Birthday | Problem:
        found = parse_birthday(text, self._today(), order=order_of(translator().country))
        message = N_("This is not a birthday. Type it like {full}, or {short} without the year.")
        examples = {"full": self._write(Birthday(23, 5, 1980)), "short": self._write(Birthday(23, 5))}
        return found or Problem("", message, examples)

    def _write(self, value: Birthday) -> str:
        if value.full:
            return translator().date(value.full, "short")
        order = order_of(translator().country)
        return f"{value.day:02d}/{value.month:02d}" if order == "dmy" else f"{value.month:02d}-{value.day:02d}"


class AmountInput(_TypedInput):
    """An amount of money with its currency after it; the value is a `Decimal`."""

    def __init__(
        self,
        value: Decimal | None = None,
        *,
        unit: str = "€",
        decimals: int = 2,
        finer: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`decimals` are always shown; more can be typed only where it may be `finer`."""
        super().__init__(suffix=unit, parent=parent)
        self._decimals, self._finer = decimals, finer
        self.set_value(value)

    def set_currency(self, currency: str) -> None:
        """Ask for another currency; what was typed stays."""
        self._decimals = currency_digits(currency)
        self.set_suffix(sign(currency))

    def _read(self, text: str) -> Decimal | Problem:
        found = parse_amount(text, translator().number(Decimal("0.5"))[1])
        if isinstance(found, Problem) or self._finer or found == round(found, self._decimals):
            return found
        return Problem("", N_("This amount has too many decimals: at most {most}."), {"most": self._decimals})

    def _write(self, value: Decimal) -> str:
        return translator().number(value, max(self._decimals, -int(value.as_tuple().exponent) if value % 1 else 0))


def amount_input(currency: str) -> AmountInput:
    """For an amount in that currency, with its sign and its decimals."""
    return AmountInput(unit=sign(currency), decimals=currency_digits(currency))


def sign(currency: str) -> str:
    """The sign of a currency, for the end of a field."""
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale=translator().formats))


class NumberInput(_TypedInput):
    """A number, with arrows that step it (also Up and Down): an int, or a `Decimal` where there are `decimals`."""

    def __init__(
        self,
        value: int | Decimal | None = None,
        *,
        least: int | None = 0,
        most: int | None = None,
        decimals: int = 0,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(suffix=unit, parent=parent)
        self._least, self._most, self._decimals = least, most, decimals
        self._place_text()
        self.set_value(value)

    def _aside(self) -> int:
        return 0 if self.isReadOnly() else theme.px(ICON) + 12

    def _read(self, text: str) -> int | Decimal | Problem:
        found = parse_amount(text, translator().number(Decimal("0.5"))[1])
        if isinstance(found, Problem) or (not self._decimals and found % 1):
            return Problem("", N_("This is not a number.") if self._decimals else N_("This is not a whole number."))
        if self._least is not None and found < self._least:
            return Problem("", N_("This must be at least {least}."), {"least": self._least})
        if self._most is not None and found > self._most:
            return Problem("", N_("This must be at most {most}."), {"most": self._most})
        return found if self._decimals else int(found)

    def _write(self, value: int | Decimal) -> str:
        return translator().number(value, self._decimals or None)

    def step(self, by: int) -> None:
        """Add `by`, within the limits; an empty field starts at its least value."""
        if self.isReadOnly():
            return
        value = self.value()
        stepped = (self._least or 0) if value is None else value + by
        stepped = stepped if self._least is None else max(stepped, self._least)
        stepped = stepped if self._most is None else min(stepped, self._most)
        if stepped != value:
            self.set_value(stepped)
            self.edited.emit()

    def _arrows(self) -> QRect:
        width = theme.px(ICON) + 16
        return QRect(self.width() - width, 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isReadOnly():
            return
        painter = QPainter(self)
        arrows = self._arrows()
        painter.fillRect(QRect(arrows.x(), 2, 1, self.height() - 4), color("line"))
        draw_icon(painter, arrows, "selector", "text2", theme.px(ICON))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._arrows().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.step(1 if event.position().y() < self.height() / 2 else -1)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


def date_text(value: date | None) -> str:
    """A day as read mode shows it: in short figures, or a dash."""
    return translator().date(value, "short") if value else tr(N_("—"))

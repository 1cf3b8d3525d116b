"""Going from zone to zone of the window with F6: each is entered at the first thing in it that takes keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.window import MainWindow


def step_zone(window: MainWindow, step: int) -> None:
    """Into the next zone (1) or the one before (-1), round and round: the navigation, then those of the page."""
    zones: list[QWidget] = [window.nav, *getattr(window.page(), "zones", list)()]
    zones = [zone for zone in zones if zone.isVisible()]
    focused = window.focusWidget()
    at = next((place for place, zone in enumerate(zones) if zone is focused or zone.isAncestorOf(focused)), -1)
    _entrance(zones[(at + step) % len(zones)]).setFocus(Qt.FocusReason.TabFocusReason)


def _entrance(zone: QWidget) -> QWidget:
    return next((inside for inside in (zone, *zone.findChildren(QWidget)) if _takes_keys(inside)), zone)


def _takes_keys(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.i18n import Translator
from ui.text import set_translator
from ui.theme import theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light theme at the normal size, in English with French formats, before and after each test."""
    set_translator(Translator("en", "FR"))
    theme.apply(qapp, "light", "normal")
    yield
    if (theme.mode, theme.text_size) != ("light", "normal"):
        theme.apply(qapp, "light", "normal")


@pytest.fixture
def shown(qtbot):
    """Show widgets one under the other in an active window."""

    windows = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return show

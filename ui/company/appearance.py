"""Language, text size and colours: three choices that act at once and are kept for this person on this computer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from app.settings import Settings
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.toggles import Segmented


def language_choice(settings: Settings, changed: Callable[[], object]) -> Segmented:
    """English or French, each called in its own language; `changed` rebuilds the screen."""
    choice = Segmented([("en", "English"), ("fr", "Français")], tr("Language"))
    choice.set_value(translator().language)

    def take(language: Any) -> None:
        settings.language = language
        settings.save()
        changed()

    choice.changed.connect(take)
    return choice


def text_size_choice(settings: Settings, changed: Callable[[], object] | None = None) -> Segmented:
    """Three sizes of all text."""
    options = [("normal", tr("Normal")), ("large", tr("Large")), ("very_large", tr("Very large"))]
    choice = Segmented(options, tr("Text size"))
    choice.set_value(theme.text_size)

    def take(size: Any) -> None:
        settings.text_size = size
        settings.save()
        theme.set_text_size(size)
        if changed is not None:
            changed()

    choice.changed.connect(take)
    return choice


def colours_choice(settings: Settings) -> Segmented:
    """Light, dark, or what the computer is set to."""
    system = {"win32": tr("As Windows"), "darwin": tr("As macOS")}.get(sys.platform, tr("As the computer"))
    choice = Segmented([("light", tr("Light"), "sun"), ("dark", tr("Dark"), "moon"), ("system", system)], tr("Colours"))
    choice.set_value(theme.mode)

    def take(mode: Any) -> None:
        settings.theme = mode
        settings.save()
        theme.set_mode(mode)

    choice.changed.connect(take)
    return choice

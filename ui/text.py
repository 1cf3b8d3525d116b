"""The words of the screens: the one current `Translator`, changed only when the person changes the language.

Widgets ask at the moment they build themselves; the window rebuilds them when the language changes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.i18n import Translator

_current = Translator()


def set_translator(translator: Translator) -> None:
    """Use `translator` for every text, number and date asked for from now on."""
    global _current  # noqa: PLW0603 - one window, one language
    _current = translator


def translator() -> Translator:
    """The current one, for numbers, money and dates."""
    return _current


def tr(text: str, /, **parameters: Any) -> str:
    """`text` in the language of the screens, its `{places}` filled."""
    return _current(text, **parameters)


def trn(forms: tuple[str, str], count: int, /, **parameters: Any) -> str:
    """The form of `plural(one, many)` for `count`, which is also offered as `{count}`."""
    return _current.count(forms, count, **parameters)


def birthday(text: str) -> str:
    """A birthday as kept, in words; the year is left out where it is not known."""
    from app.values.dates import Birthday

    found = Birthday.from_text(text)
    if found is None:
        return text
    full = found.full
    if full is not None:
        return _current.date(full)
    month = _current.date(date(2000, found.month, found.day), "long")
    return month.replace("2000", "").strip(" ,")

"""Words and formats of one language, passed as an argument.

`N_("text")` marks a text for translation and returns it unchanged; a `Translator` turns it into its language.
Numbers, dates and money follow `region` (the file's country), words follow `language`: an English screen in a French
shop writes "1 284,60 €".
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from app.paths import resource

if TYPE_CHECKING:
    from decimal import Decimal

LANGUAGES = ("en", "fr")
DOMAIN = "clientele"
MINUS = "\N{MINUS SIGN}"


def N_(text: str) -> str:
    """Mark `text` for the catalogue."""
    return text


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a text that depends on a count: `tr.count(plural("{count} client", "{count} clients"), n)`."""
    return (one, many)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()  # the texts themselves
    return gettext.translation(DOMAIN, str(resource("locale")), [language], fallback=True)


class Translator:
    """Text, numbers, dates and money for one language and one country."""

    def __init__(self, language: str = "en", country: str = "FR") -> None:
        """`language` is "en" or "fr" (else English); `country` an ISO code of two letters that decides formats."""
        self.language = language if language in LANGUAGES else "en"
        self.country = country or "FR"
        self._catalogue = _catalogue(self.language)

    def __call__(self, text: str, /, **parameters: Any) -> str:
        """`text` in this language, its `{places}` filled."""
        words = self._catalogue.gettext(text) if text else ""
        return words.format(**parameters) if parameters else words

    def count(self, forms: tuple[str, str], count: int, /, **parameters: Any) -> str:
        """The form for `count`, which is also offered as `{count}`, grouped as numbers are."""
        words = self._catalogue.ngettext(forms[0], forms[1], count)
        return words.format(count=self.number(count), **parameters)

    @cached_property
    def formats(self) -> str:
        """The Babel locale that numbers and dates follow."""
        from babel import Locale, UnknownLocaleError
        from babel.core import get_global

        official = get_global("territory_languages").get(self.country, {})
        spoken = [self.language, *sorted(official, key=lambda code: -official[code]["population_percent"])]
        if self.language not in official and len(spoken) > 1:
            spoken.append(spoken.pop(0))
        for code in spoken:
            try:
                return str(Locale.parse(f"{code}_{self.country}"))
            except (UnknownLocaleError, ValueError):
                continue
        return self.language

    @cached_property
    def _separators(self) -> tuple[str, str]:
        from babel.numbers import get_decimal_symbol, get_group_symbol

        return get_group_symbol(self.formats), get_decimal_symbol(self.formats)

    def number(self, value: int | Decimal, digits: int | None = None) -> str:
        """`value` with its groups separated; `digits` decimals, or as many as it has."""
        if isinstance(value, int) and digits is None and -1000 < value < 1000:
            return str(value).replace("-", MINUS)
        group, point = self._separators
        if digits is None:
            text = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
        else:
            text = f"{value:,.{digits}f}"
        return text.replace(",", "\0").replace(".", point).replace("\0", group).replace("-", MINUS)

    def money(self, value: Decimal, currency: str = "EUR") -> str:
        """An amount in `currency`, with the decimals of the currency."""
        from babel.numbers import format_currency

        return format_currency(value, currency, locale=self.formats).replace("-", MINUS)

    def date(self, value: date, form: str = "medium") -> str:
        """`form` is "short" (24/10/2026), "medium" (24 Oct 2026) or "long" (24 October 2026; 1er mars 2026)."""
        if form == "short":
            return f"{value:%Y-%m-%d}" if self.country in ("CA", "US") else f"{value:%d/%m/%Y}"
        return _date(value, form, self._word_locale)

    def moment(self, value: datetime, form: str = "medium") -> str:
        """A local date and time of day."""
        return f"{self.date(value.date(), form)}, {self.time(value)}"

    def time(self, value: datetime) -> str:
        """The local time of day, 24 hours."""
        return f"{value.hour:02d}:{value.minute:02d}"

    @cached_property
    def _word_locale(self) -> str:
        return {"fr": "fr_CA" if self.country == "CA" else "fr_FR", "en": "en_GB"}[self.language]

    def country_name(self, code: str) -> str:
        """The name of an ISO country in this language; the code itself when unknown."""
        from babel import Locale

        return str(Locale(self.language).territories.get(code, code))

    def language_name(self, code: str) -> str:
        """The name of a language in this language, with a capital."""
        from babel import Locale

        name = str(Locale(self.language).languages.get(code, code))
        return name[:1].upper() + name[1:]


@lru_cache(maxsize=4096)
def _date(value: date, form: str, locale: str) -> str:
    """In words: lists and papers write the same few days over and over, and each takes a tenth of a millisecond."""
    from babel.dates import format_date

    shown = format_date(value, form, locale=locale)
    return shown.replace("1 ", "1er ", 1) if form == "long" and value.day == 1 and locale.startswith("fr") else shown

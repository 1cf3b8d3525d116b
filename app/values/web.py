"""Web addresses: only http and https are ever opened, whatever a card or a file brought in."""

from __future__ import annotations

import re

from app.i18n import N_
from app.values.checked import Checked, odd, wrong

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?![0-9]+(?:/|$))", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\s/?#@:.]{1,63}\.)+[^\s/?#@:.]{2,63}(?::[0-9]{1,5})?(?:[/?#]\S*)?")
_LONGEST = 500


def link(text: str) -> str:
    """The address a browser may open, `https://` put before a bare name; empty for anything else."""
    typed = text.strip()
    if len(typed) > _LONGEST:
        return ""
    found = _SCHEME.match(typed)
    scheme, rest = (found[1].lower(), typed[found.end() :].removeprefix("//")) if found else ("https", typed)
    return f"{scheme}://{rest}" if scheme in ("http", "https") and _HOST.fullmatch(rest) else ""


def check(text: str, path: str) -> Checked:
    """Kept as typed; refused when it would open something that is not a page of the web."""
    typed = text.strip()
    if not typed or link(typed):
        return Checked(typed)
    scheme = _SCHEME.match(typed)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return wrong(typed, path, N_("Only addresses that start with http or https can be opened."))
    return odd(typed, path, N_("This does not look like a web address."))

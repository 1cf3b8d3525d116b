"""E-mail addresses: syntax only, never the network. A pattern knows the plain ones, email-validator the rest."""

from __future__ import annotations

import re

from app.errors import Fix
from app.i18n import N_
from app.values.checked import Checked, odd, wrong

# Whatever fits is right; what does not fit may be right too, and email-validator decides (0.2 s to import).
_PLAIN = re.compile(
    r"(?=.{3,254}$)(?=[^@]{1,64}@)[a-z0-9_+-]+(?:[.'&][a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}",
    re.IGNORECASE,
)
_LONGEST = 254

_SLIPS = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com", "gamil.com": "gmail.com",
    "gmaill.com": "gmail.com", "gmail.co": "gmail.com", "gmail.fr": "gmail.com", "gnail.com": "gmail.com",
    "hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com", "hotmal.com": "hotmail.com", "hotmial.fr": "hotmail.fr",
    "hotmai.fr": "hotmail.fr", "outlok.com": "outlook.com", "outlok.fr": "outlook.fr", "outloock.fr": "outlook.fr",
    "yaho.fr": "yahoo.fr", "yahooo.fr": "yahoo.fr", "yaho.com": "yahoo.com", "orang.fr": "orange.fr",
    "orage.fr": "orange.fr", "wanado.fr": "wanadoo.fr", "wanadoo.com": "wanadoo.fr", "lapost.net": "laposte.net",
    "laposte.com": "laposte.net", "iclou.com": "icloud.com", "icloud.fr": "icloud.com",
}  # fmt: skip
_ENDINGS = {"con": "com", "cmo": "com", "vom": "com", "comm": "com", "ocm": "com", "frr": "fr"}


def comparable(text: str) -> str:
    """The form that is the same for one mailbox: without spaces around and in small letters."""
    return _bare(text).lower()


def link(text: str) -> str:
    """What the mail program opens; empty for what is no address."""
    return f"mailto:{_bare(text)}" if check(text, "").ok and text.strip() else ""


def check(text: str, path: str) -> Checked:
    """Refuses what cannot be an address and says why; doubts the usual slips, with the address that was meant."""
    typed = text.strip()
    address = _bare(typed)
    if not typed:
        return Checked("")
    meant = _meant(address)
    fix = Fix(N_("Use {email}"), path, meant, {"email": meant}) if meant != typed else None
    if _PLAIN.fullmatch(typed):
        return odd(typed, path, N_("Is this address spelt right?"), fix=fix) if fix else Checked(typed)
    message = _what_is_wrong(typed)
    if not message:
        return Checked(typed) if typed.isascii() else odd(typed, path, N_("Some mail programs refuse accents here."))
    return wrong(typed, path, message, fix=fix if fix and not _what_is_wrong(meant) else None)


def _what_is_wrong(address: str) -> str:
    """The marked sentence for what an address lacks; empty when it is right."""
    if len(address) > _LONGEST:
        return N_("This e-mail is too long.")
    if address.count("@") != 1:
        return N_("An e-mail has one @, as in name@example.com.")
    name, _, domain = address.partition("@")
    if not name or not domain:
        return N_("An e-mail has a name before the @ and a domain after it.")
    if any(letter.isspace() for letter in address):
        return N_("An e-mail has no spaces.")
    if "." not in domain.strip("."):
        return N_("An e-mail needs a dot after the @.")
    return "" if _PLAIN.fullmatch(address) or _accepted(address) else N_("This is not an e-mail address.")


def _accepted(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True


def _bare(text: str) -> str:
    """The address alone: without `mailto:`, a name around it, spaces or a full stop at its end."""
    inside = re.search(r"<([^<>]*)>\s*$", text[:1000])
    return (inside[1] if inside else text).strip().removeprefix("mailto:").strip(" \t\u00a0.,;:<>\"'")


def _meant(address: str) -> str:
    """The address with the usual slips put right."""
    name, at, domain = address.replace(" ", "").partition("@")
    if not at:
        return address
    domain = domain.replace(",", ".").replace("..", ".")
    head, dot, ending = domain.rpartition(".")
    domain = f"{head}{dot}{_ENDINGS.get(ending.lower(), ending)}"
    return f"{name}@{_SLIPS.get(domain.lower(), domain)}"

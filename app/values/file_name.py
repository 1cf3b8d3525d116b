"""Names of files that people give us: made fit for every disk, and whether opening one would run a program."""

from __future__ import annotations

import unicodedata
from mimetypes import MimeTypes

MOST = 120
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
# Windows takes these for devices, whatever their ending.
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
_PROGRAMS = frozenset(
    (".app", ".appimage", ".application", ".appref-ms", ".bash", ".bat", ".chm", ".cmd", ".com", ".command", ".cpl",
     ".csh", ".desktop", ".dll", ".exe", ".gadget", ".hta", ".inf", ".ins", ".iso", ".jar", ".js", ".jse", ".ksh",
     ".lnk", ".msc", ".msi", ".msp", ".mst", ".out", ".pif", ".pkg", ".pl", ".ps1", ".psm1", ".py", ".pyw", ".rb",
     ".reg", ".run", ".scf", ".scpt", ".scr", ".settingcontent-ms", ".sh", ".terminal", ".tool", ".url", ".vb", ".vbe",
     ".vbs", ".webloc", ".workflow", ".ws", ".wsf", ".wsh", ".zsh")
)  # fmt: skip
_TYPES = MimeTypes()
_TYPES.add_type("image/heic", ".heic")


def ending(name: str) -> str:
    """`.pdf` of `Contrat.PDF`; empty where there is none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and last.isprintable() and " " not in last else ""


def kept_name(text: str) -> str:
    """The name without what a disk refuses or the eye does not see, such as marks that turn the writing round.

    Accents stay. A long one is cut before its ending; what is left of nothing is `-`.
    """
    seen = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter)[0] != "C")
    plain = " ".join(seen.translate(_FORBIDDEN).split()).strip(" .") or "-"
    if plain.split(".")[0].strip().lower() in _DEVICES:
        plain = f"_{plain}"
    tail = ending(plain)
    tail = tail if len(tail) < MOST // 2 else ""
    stem = plain[: len(plain) - len(tail)]
    return stem[: MOST - len(tail)].rstrip(" .") + plain[len(plain) - len(tail) :]


def is_program(name: str) -> bool:
    """Whether the system would run this instead of showing it."""
    return ending(name.rstrip(" .")) in _PROGRAMS


def media_type(name: str) -> str:
    """`application/pdf`, by the ending alone."""
    return _TYPES.guess_type(f"x{ending(name)}")[0] or "application/octet-stream"

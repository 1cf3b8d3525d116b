"""The words of the account: kinds of entries and classes of age, the same on screen, on paper and in files."""

from __future__ import annotations

from app.i18n import N_, Translator

KINDS = {
    "invoice": N_("Invoice"),
    "credit_note": N_("Credit note"),
    "opening": N_("Opening balance"),
    "payment": N_("Payment"),
    "refund": N_("Refund"),
    "write_off": N_("Written off"),
    "reversal": N_("Cancelled"),
}
AGES = {
    "current": N_("Not due"),
    "1-30": N_("1 to 30 days"),
    "31-60": N_("31 to 60 days"),
    "61-90": N_("61 to 90 days"),
    "90+": N_("More than 90 days"),
}


def entry_words(tr: Translator, kind: str, label: str = "") -> str:
    """`Credit note: 6 corked bottles`; a kind that is not known shows its label alone."""
    word = tr(KINDS[kind]) if kind in KINDS else ""
    if not word or not label:
        return word or label
    return tr(N_("{kind}: {label}"), kind=word, label=label)

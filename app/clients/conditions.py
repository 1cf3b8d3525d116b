"""Conditions on any field of the catalogue: "is filled", "contains", "at least" ...; and `field:value` words.

A condition names a field by its key; which table and column that is, the catalogue knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.clients import fields
from app.clients.numbers import compact
from app.clients.standing import BLOCKED_NOW, OVERDUE, OWES
from app.values.dates import parse_date
from app.values.field import Field
from app.values.folding import digits, fold

OPERATORS = ("contains", "is", "is_not", "filled", "empty", "at_least", "at_most", "above", "below", "yes", "no")
_SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<", "is_not": "<>"}
_TYPED_SIGNS = {">=": "at_least", "=>": "at_least", "<=": "at_most", "=<": "at_most", ">": "above", "<": "below"}
_BETWEEN = ".."
# `is:late`, `est:en-retard`: what is asked often, and how many days the SQL behind it is given.
_STATES = {
    "blocked": (f"r.client_id IN ({BLOCKED_NOW})", 2),
    "overdue": (f"r.client_id IN ({OVERDUE})", 1),
    "owes": (f"r.client_id IN ({OWES})", 0),
    "key": ("r.key_account = 1", 0),
    "starred": ("r.starred = 1", 0),
    "nurturing": ("r.client_id IN (SELECT id FROM client WHERE nurturing = 1)", 0),
    "watch": ("r.client_id IN (SELECT client_id FROM client_company WHERE on_watch = 1)", 0),
}
_STATE_WORDS = {
    "blocked": ("blocked", "bloque", "bloquee"),
    "overdue": ("overdue", "late", "en retard", "retard"),
    "owes": ("owes", "owing", "doit", "debiteur"),
    "key": ("key", "cle", "compte cle"),
    "starred": ("starred", "etoile", "mis en avant"),
    "nurturing": ("nurturing", "nurtured", "a cultiver"),
    "watch": ("watch", "on watch", "surveille", "sous surveillance"),
}


@dataclass(frozen=True)
class Condition:
    """`field` is a key of the catalogue, or `own:3` for an own field; `value` is text as typed or chosen."""

    field: str
    operator: str
    value: str = ""


def field_word(name: str, value: str) -> Condition | None:
    """The condition meant by `name:value`, in English or French, or None when no field answers to `name`."""
    if fold(name) in ("is", "est"):
        state = next((key for key, words in _STATE_WORDS.items() if fold(value) in words), None)
        return Condition(f"is:{state}", "yes") if state else None
    found = fields.by_word(fold(name))
    if found is None or not value:
        return None
    if fold(value) in ("yes", "oui", "no", "non") and found.kind.name == "yes_no":
        return Condition(found.key, "yes" if fold(value) in ("yes", "oui") else "no")
    if value in ("*", "?"):
        return Condition(found.key, "filled")
    if value == "-":
        return Condition(found.key, "empty")
    if found.kind.is_numeric or found.kind.name == "date":
        for sign, operator in _TYPED_SIGNS.items():
            if value.startswith(sign):
                return Condition(found.key, operator, value.removeprefix(sign))
        return Condition(found.key, "is", value.removeprefix("="))
    return Condition(found.key, "contains", value)


def condition_sql(condition: Condition, today: date) -> tuple[str, tuple[Any, ...]]:
    """SQL over `client_row r`, with its values. An unknown field finds nothing, rather than everything."""
    if condition.field.startswith("own:"):
        return _own_sql(condition)
    if condition.field.startswith("is:"):
        sql, days = _STATES.get(condition.field.removeprefix("is:"), ("0", 0))
        return sql, (today.isoformat(),) * days
    if condition.field in fields.FIGURES:
        return _figure_sql(condition, fields.FIGURES[condition.field])
    found = fields.CATALOGUE.get(condition.field)
    if found is None:
        return "0", ()
    if found.table == "client":
        test, values = _test(f"c.{found.attribute}", condition, found)
        return f"r.client_id IN (SELECT c.id FROM client c WHERE {test})", values
    return _part_sql(condition, found)


def _figure_sql(condition: Condition, found: Field) -> tuple[str, tuple[Any, ...]]:
    """A figure of the client; who was never invoiced has none, which is nothing: 0 orders, 0 invoiced, 0 owed."""
    if found.table == "search_term":
        return _number_sql(condition)
    value = f"(SELECT f.{found.attribute} FROM client_figure f WHERE f.client_id = r.client_id AND f.main = 1)"
    if condition.operator in ("filled", "empty"):
        return _test(value, condition, found)
    return _test(f"coalesce({value}, 0)" if found.kind.is_numeric else f"nullif({value}, '')", condition, found)


def _number_sql(condition: Condition) -> tuple[str, tuple[Any, ...]]:
    """The number of a paper: its beginning, or the digits it ends with."""
    sought = compact(condition.value)
    if condition.operator in ("filled", "empty"):
        negated = "NOT " if condition.operator == "empty" else ""
        return f"r.client_id {negated}IN (SELECT client_id FROM search_term)", ()
    if condition.operator == "contains":
        ends = " OR term LIKE '%' || ?" if sought.isdigit() else ""
        values = (sought, f"{sought}\U0010ffff", *((sought,) if ends else ()))
        return f"r.client_id IN (SELECT client_id FROM search_term WHERE (term >= ? AND term < ?){ends})", values
    negated = "NOT " if condition.operator == "is_not" else ""
    return f"r.client_id {negated}IN (SELECT client_id FROM search_term WHERE term = ?)", (sought,)


def _part_sql(condition: Condition, found: Field) -> tuple[str, tuple[Any, ...]]:
    """A field of a part: a client has it when one of its parts does; "empty" when none has."""
    source = _PARTS[found.table]
    positive = Condition(condition.field, "filled") if condition.operator == "empty" else condition
    if condition.operator == "is_not":
        positive = Condition(condition.field, "is", condition.value)
    test, values = _test(f"p.{found.attribute}", positive, found)
    negated = "NOT " if condition.operator in ("empty", "is_not") else ""
    return f"r.client_id {negated}IN ({source} WHERE {test})", values


_PARTS = {
    "address": "SELECT p.client_id FROM address p",
    "phone": "SELECT coalesce(p.client_id, l.client_id) FROM phone p LEFT JOIN contact_link l USING (contact_id)",
    "email": "SELECT coalesce(p.client_id, l.client_id) FROM email p LEFT JOIN contact_link l USING (contact_id)",
    "contact": "SELECT l.client_id FROM contact_link l JOIN contact p ON p.id = l.contact_id",
    "contact_link": "SELECT p.client_id FROM contact_link p",
    "tag": "SELECT ct.client_id FROM client_tag ct JOIN tag p ON p.id = ct.tag_id",
    "client_company": "SELECT p.client_id FROM client_company p",
}


def _test(column: str, condition: Condition, found: Field) -> tuple[str, tuple[Any, ...]]:
    operator, value = condition.operator, condition.value
    numeric = found.kind.is_numeric
    listed = found.kind.name in ("list", "person", "team")
    if listed and operator in ("contains", "is", "is_not") and not value.isdigit():
        name = "name" if found.kind.name in ("person", "team") else "label"
        label = f"(SELECT {name} FROM {fields.list_table(found)} WHERE id = {column})"
        return _text_test(label, operator, value)
    if found.kind.name == "phone" and operator == "contains":
        return "instr(p.comparable, ?) > 0", (digits(value).lstrip("0") or "?",)
    if operator == "filled":
        return f"{column} IS NOT NULL AND {column} <> ''", ()
    if operator == "empty":
        return f"({column} IS NULL OR {column} = '')", ()
    if operator in ("yes", "no"):
        return f"{column} = {int(operator == 'yes')}", ()
    if numeric or found.kind.name == "date":
        first, _, last = value.partition(_BETWEEN)
        if last and operator in ("is", "contains"):
            return f"{column} BETWEEN ? AND ?", (_stored(first, found), _stored(last, found, end=True))
        if found.kind.name == "date" and _is_year(value) and operator in ("is", "contains"):
            return f"{column} BETWEEN ? AND ?", (_stored(value, found), _stored(value, found, end=True))
        later = operator in ("at_most", "above")
        return f"{column} {_SIGNS.get(operator, '=')} ?", (_stored(value, found, end=later),)
    if operator in ("at_least", "at_most"):
        return f"{column} {_SIGNS[operator]} ?", (value,)
    if listed:
        return f"{column} {_SIGNS.get(operator, '=')} ?", (value,)
    return _text_test(column, operator, value)


def _is_year(value: str) -> bool:
    return len(value) == 4 and value.isdecimal()


def _stored(value: str, found: Field, *, end: bool = False) -> int | str | None:
    """A number or a day as it is compared; a year alone is its first day, or its last one at the `end`."""
    if found.kind.is_numeric:
        return fields.stored_number(value, found)
    if _is_year(value):
        return f"{value}-12-31" if end else f"{value}-01-01"
    day = parse_date(value)
    return day.isoformat() if day else value


def _text_test(column: str, operator: str, value: str) -> tuple[str, tuple[Any, ...]]:
    """Case and accents do not matter: `fold` is known to the readers' connections as a function."""
    if operator == "contains":
        return f"instr(fold({column}), ?) > 0", (fold(value),)
    sign = "<>" if operator == "is_not" else "="
    return f"fold({column}) {sign} ?", (fold(value),)


def _own_sql(condition: Condition) -> tuple[str, tuple[Any, ...]]:
    """A field of the shop's own: its values may be words of a list, text, a number, a day, or yes and no."""
    name = condition.field.removeprefix("own:")
    number = int(name) if name.isdecimal() else 0
    words = "coalesce((SELECT o.label FROM custom_option o WHERE o.id = p.option_id), nullif(p.text, ''), p.day)"
    source = "SELECT p.client_id FROM custom_value p WHERE p.field_id = ?"
    if condition.operator in ("filled", "empty"):
        negated = "NOT " if condition.operator == "empty" else ""
        return f"r.client_id {negated}IN ({source} AND coalesce({words}, p.number, p.yes) IS NOT NULL)", (number,)
    if condition.operator in ("yes", "no"):
        return f"r.client_id IN ({source} AND p.yes = ?)", (number, int(condition.operator == "yes"))
    units = fields.typed_units(condition.value)
    if condition.operator in ("at_least", "at_most"):
        sign = ">=" if condition.operator == "at_least" else "<="
        test = f"CASE WHEN p.number IS NULL THEN {words} {sign} ? ELSE p.number {sign} ? END"
        return f"r.client_id IN ({source} AND {test})", (number, condition.value, units)
    negated = "NOT " if condition.operator == "is_not" else ""
    operator = "contains" if condition.operator == "contains" else "is"
    test, values = _text_test(words, operator, condition.value)
    return f"r.client_id {negated}IN ({source} AND ({test} OR p.number = ?))", (number, *values, units)

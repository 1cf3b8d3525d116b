"""Conditions on any field of the catalogue: "is filled", "contains", "at least" ...; and `field:value` words.

A condition names a field by its key; which table and column that is, the catalogue knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.clients import fields
from app.values.field import Field
from app.values.folding import digits, fold

OPERATORS = ("contains", "is", "is_not", "filled", "empty", "at_least", "at_most", "yes", "no")


@dataclass(frozen=True)
class Condition:
    """`field` is a key of the catalogue, or `own:3` for an own field; `value` is text as typed or chosen."""

    field: str
    operator: str
    value: str = ""


def field_word(name: str, value: str) -> Condition | None:
    """The condition meant by `name:value`, in English or French, or None when no field answers to `name`."""
    found = fields.by_word(fold(name))
    if found is None or not value:
        return None
    if fold(value) in ("yes", "oui", "no", "non") and found.kind.name == "yes_no":
        return Condition(found.key, "yes" if fold(value) in ("yes", "oui") else "no")
    if value in ("*", "?"):
        return Condition(found.key, "filled")
    if value == "-":
        return Condition(found.key, "empty")
    return Condition(found.key, "contains", value)


def condition_sql(condition: Condition, today: date) -> tuple[str, tuple[Any, ...]]:
    """SQL over `client_row r`, with its values. An unknown field finds nothing, rather than everything."""
    if condition.field.startswith("own:"):
        return _own_sql(condition)
    found = fields.CATALOGUE.get(condition.field)
    if found is None:
        return "0", ()
    if found.table == "client":
        test, values = _test(f"c.{found.attribute}", condition, found)
        return f"r.client_id IN (SELECT c.id FROM client c WHERE {test})", values
    return _part_sql(condition, found)


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
    if operator in ("at_least", "at_most"):
        sign = ">=" if operator == "at_least" else "<="
        return f"{column} {sign} ?", (fields.stored_number(value, found) if numeric else value,)
    if numeric or listed or found.kind.name == "date":
        sign = "<>" if operator == "is_not" else "="
        stored = fields.stored_number(value, found) if numeric else value
        return f"{column} {sign} ?", (stored,)
    return _text_test(column, operator, value)


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

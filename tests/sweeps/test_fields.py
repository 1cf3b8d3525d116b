"""The catalogue of fields against the tables, the sections and itself: a field cannot be forgotten in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import subjects
from app.clients.fields import CATALOGUE, by_word, list_table
from app.clients.model import Client
from app.store.base import Base

ROOT = Path(__file__).resolve().parents[2]
subjects.load()
# What the record has besides its fields: identity, state, and what other screens show.
NOT_FIELDS = {
    "id", "uid", "version", "logo", "created_at", "updated_at", "archived_at", "deleted_at", "erased_at", "merged_into",
}  # fmt: skip


def test_every_column_of_the_client_is_a_field() -> None:
    columns = {column.name for column in Base.metadata.tables["client"].columns}
    assert columns - NOT_FIELDS == {field.attribute for field in CATALOGUE.values() if field.table == "client"}


@pytest.mark.parametrize("field", CATALOGUE.values(), ids=lambda field: field.key)
def test_every_field_has_its_column(field) -> None:
    assert field.attribute in Base.metadata.tables[field.table].columns


def test_every_list_behind_a_field_is_a_table() -> None:
    listed = [field for field in CATALOGUE.values() if field.kind.name in ("list", "person", "team")]
    assert [field.key for field in listed if list_table(field) not in Base.metadata.tables] == []


def test_a_word_of_the_search_box_means_one_field() -> None:
    doubled = [
        (word, field.key)
        for field in CATALOGUE.values()
        for word in field.synonyms
        if field.searchable and by_word(word) not in (field, None) and by_word(word) is not field
    ]
    assert doubled == []


def test_every_field_of_the_client_has_a_place_on_the_record() -> None:
    sections = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui" / "clients").rglob("*.py"))
    missing = [f.key for f in CATALOGUE.values() if f.table == "client" and f'"{f.key}"' not in sections]
    assert missing == []


def test_a_draft_is_complete_from_birth() -> None:
    draft = Client()
    assert [
        field.key for field in CATALOGUE.values() if field.table == "client" and not hasattr(draft, field.key)
    ] == []

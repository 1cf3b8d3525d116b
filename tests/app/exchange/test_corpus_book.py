"""1,656 cards by some thirty programs brought into a book: nothing is lost, and every record can be saved again."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.clients import loading, rules
from app.clients.model import Client
from app.errors import FileRefused
from app.exchange import importing
from app.exchange.vcard import Card, read
from app.store.book import Book
from app.values.folding import words
from tests.app.books import wrong

AT_LEAST = 0.99


@pytest.fixture(scope="module")
def files(shared: Path) -> list[tuple[Path, dict[str, Any]]]:
    folder = shared / "data" / "vcards"
    if not folder.is_dir():
        pytest.skip("needs the corpus of vCards")
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    return [(folder / entry["file"], entry["expected"]) for entry in entries]


def clients(book: Book) -> list[Client]:
    with closing(book.rows()) as db:
        return list(loading.load(db.execute, [row[0] for row in db.execute("SELECT id FROM client")]))


def texts(part: Any) -> list[str]:
    """Every text of a record and of its parts."""
    found = []
    for value in vars(part).values():
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += [text for each in value for text in texts(each)]
        elif hasattr(value, "__table__"):
            found += texts(value)
    return found


def lost(cards: list[Card], records: list[Client]) -> Counter[str]:
    """What the cards say and no record does, by kind."""
    held = {word for record in records for text in texts(record) for word in words(text.replace("\\n", " "))}
    for place in (place for record in records for place in record.addresses):
        held.update(words(f"{place.house_number}{place.number_suffix}"))
    # Countries are kept as codes.
    held.update(word for card in cards for place in card.addresses for word in words(place.country))
    found: Counter[str] = Counter()
    for card in cards:
        said = {
            "name": [card.name.in_full, card.formatted_name],
            "org": [part for organisation in card.organisations for part in organisation],
            "tel": [each.text for each in card.phones],
            "email": [each.text for each in card.emails],
            "adr": [part for each in card.addresses for part in (*each.parts[:6], each.text)],
            "note": [card.note],
        }
        found.update(kind for kind, values in said.items() for value in values if not held.issuperset(words(value)))
    return found


@pytest.mark.full
def test_the_corpus_comes_in(files: list[tuple[Path, Any]], template: Path, tmp_path: Path, home: Path) -> None:
    """Each file into a book of its own. What cannot be an e-mail address stands in the note, so it is not counted."""
    expected: Counter[str] = Counter()
    came: Counter[str] = Counter()
    missing: dict[str, Counter[str]] = {}
    for number, (path, manifest) in enumerate(files):
        expected.update({name: manifest[name] for name in ("cards", "tel", "email", "adr")})
        with closing(Book.open(Path(copyfile(template, tmp_path / f"{number}.clientele")))) as book:
            try:
                report = importing.import_vcards(book, path)
            except FileRefused:
                assert manifest["cards"] == 0, path.name
                continue
            records = clients(book)
            assert [problem for record in records for problem in rules.check(record) if problem.blocks] == [], path.name
            assert wrong(book) == [], path.name
            parts = [part for record in records for part in (record, *(link.contact for link in record.links))]
            came["cards"] += report.new
            came["tel"] += sum(len(part.phones) for part in parts)
            came["email"] += sum(len(part.emails) for part in parts)
            came["adr"] += sum(len(record.addresses) for record in records)
            gone = lost([card for card in read(path) if not card.is_group], records)
            if gone:
                missing[path.name] = gone
    print(f"\n{dict(came)} of {dict(expected)}; not found again: {missing}")  # noqa: T201
    assert expected["cards"] >= 1656
    assert came["cards"] / expected["cards"] >= AT_LEAST
    assert came["tel"] / expected["tel"] >= AT_LEAST
    assert len(missing) <= 3

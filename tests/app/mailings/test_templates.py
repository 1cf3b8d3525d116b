"""Templates: ours in every new book, the owner's own, and filled for one client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.errors import BookError, Conflict, Invalid, NotFound
from app.i18n import LANGUAGES
from app.mailings import filling, mailings, merge_fields, templates
from app.mailings import plan as plans
from app.mailings.filling import Words
from app.mailings.templates import STARTERS, Template
from app.store import undo
from app.store.book import Book
from app.values.rich_text import from_marked, plain
from tests.app.mailings.post import DAY, act, ask, brasserie
from tests.app.mailings.post import plan as made_plan

Save = Callable[..., int]


def test_a_new_book_has_ours_in_both_languages_and_they_are_whole(book: Book) -> None:
    rows = ask(book, templates.listed)
    assert [row.starter for row in rows] == list(STARTERS)
    assert {row.languages for row in rows} == {("fr", "en")}
    assert {row.kind for row in rows} == {"letter"}
    for row in rows:
        for words in ask(book, templates.load, row.id).texts:
            assert words.title
            assert len(plain(words.body)) > 200
            assert merge_fields.unknown([filling.as_text(words.title), words.body]) == ()
            assert "{" not in plain(filling.fill(words.body, dict.fromkeys(filling.keys_of(words), "x"), {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_french_is_set_as_french_is(language: str) -> None:
    for name in STARTERS:
        words = plain(templates.starter(name, language).body)
        assert "'" not in words
        if language == "fr":
            assert " :" not in words
            assert " ;" not in words
            assert " ?" not in words


def test_those_that_were_deleted_are_offered_again(book: Book) -> None:
    rows = ask(book, templates.listed)
    act(book, templates.delete, [row.id for row in rows[:2]])
    assert len(ask(book, templates.listed)) == 4
    assert act(book, templates.add_starters) == 2
    assert act(book, templates.add_starters) == 0
    assert len(ask(book, templates.listed)) == 6


def test_the_owners_own_are_kept_copied_and_deleted(book: Book) -> None:
    words = (Words("fr", "Bonjour {first_name}", from_marked("{dear},\n\nÀ bientôt.")),)
    number = act(book, templates.save, Template("  Ma  lettre ", "email", texts=words))
    found = ask(book, templates.load, number)
    assert (found.name, found.kind, found.texts) == ("Ma lettre", "email", words)
    after = replace(found, name="Autre", texts=(*words, Words("en", "Hello")))
    act(book, templates.save, after)
    with pytest.raises(Conflict):
        act(book, templates.save, after)
    with pytest.raises(Invalid):
        act(book, templates.save, Template("  "))
    other = act(book, templates.copy, number, "Copie")
    assert ask(book, templates.load, other).texts == after.texts
    mailing = act(book, mailings.create, [], replace(made_plan("x"), template_id=number))
    act(book, templates.delete, [number])
    assert ask(book, plans.load, mailing).template_id is None
    with pytest.raises(NotFound):
        ask(book, templates.load, number)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert ask(book, templates.load, number).texts == after.texts
    assert ask(book, plans.load, mailing).template_id == number
    assert [row.kind for row in ask(book, templates.listed, "email")] == ["email", "email"]


def test_a_template_begins_a_letter_and_fills_an_email(book: Book, save: Save) -> None:
    client = save(brasserie(reference="C-00217"))
    welcome = next(row for row in ask(book, templates.listed) if row.starter == "welcome")
    begun = ask(book, mailings.from_template, plans.Plan(kind="letter"), welcome.id)
    assert (begun.name, begun.template_id, len(begun.texts)) == (welcome.name, welcome.id, 2)
    words = ask(book, templates.filled, welcome.id, client, DAY)
    assert words.title == "Bienvenue chez Cave des Tilleuls"
    assert plain(words.body).startswith("Chère Madame Fournier,")
    assert "C-00217" in plain(words.body)


def test_it_is_found_by_its_name(book: Book) -> None:
    assert ask(book, templates.named, "bienvenue").starter == "welcome"
    assert ask(book, templates.named, "welcome").starter == "welcome"
    with pytest.raises(NotFound):
        ask(book, templates.named, "Nonsense")
    with pytest.raises(BookError):
        ask(book, templates.named, "nowhere.txt")

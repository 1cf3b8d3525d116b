"""Names, greetings and avatars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.person import (
    avatar_index,
    civilities,
    display_name,
    find_civility,
    formal_name,
    initials,
    salutation,
)


def test_names_go_first_or_last() -> None:
    assert display_name("Amélie", "Garnier") == "Amélie Garnier"
    assert display_name("Amélie", "Garnier", order="last") == "Garnier Amélie"
    assert display_name("", " Garnier ") == "Garnier"


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Brasserie du Théâtre",), "BT"),
        (("Cave des Tilleuls",), "CT"),
        (("The Crown of Thorns",), "CT"),
        (("L'Atelier",), "A"),
        (("SARL Dupont & Fils",), "DF"),
        (("3 Suisses",), "3S"),
        (("Amélie", "Garnier"), "AG"),
        (("Jean-Pierre", "Lefèvre"), "JL"),
        (("Émile", "d'Artagnan"), "ÉA"),
        (("", "Dupont"), "D"),
        (("Patrick", "O'Brien"), "PO"),
        (("Le",), "L"),
        (("", ""), ""),
        (("?!",), ""),
    ],
)
def test_avatars_show_the_words_that_count(names: tuple[str, ...], letters: str) -> None:
    assert initials(*names) == letters


@given(st.text(), st.text())
def test_any_name_has_at_most_two_initials(first: str, last: str) -> None:
    assert len(initials(first, last)) <= 2


def test_avatar_colours_are_the_same_on_every_computer() -> None:
    assert [avatar_index(number) for number in (1, 2, 3, 217)] == [7, 5, 3, 1]
    assert {avatar_index(number) for number in range(200)} == set(range(8))


@pytest.mark.parametrize(
    ("civility", "french", "english"),
    [
        ("Mme", "Madame,", "Dear Ms Garnier,"),
        ("madame", "Madame,", "Dear Ms Garnier,"),
        ("M.", "Monsieur,", "Dear Mr Garnier,"),
        ("Mr", "Monsieur,", "Dear Mr Garnier,"),
        ("Mrs", "Madame,", "Dear Mrs Garnier,"),
        ("Mlle", "Madame,", "Dear Ms Garnier,"),
        ("Dr", "Docteur,", "Dear Dr Garnier,"),
        ("Me", "Maître,", "Dear Maître Garnier,"),
        ("M. et Mme", "Madame, Monsieur,", "Dear Mr and Mrs Garnier,"),
        ("Herr", "Madame, Monsieur,", "Dear Sir or Madam,"),
        ("", "Madame, Monsieur,", "Dear Sir or Madam,"),
    ],
)
def test_letters_greet_as_one_should(civility: str, french: str, english: str) -> None:
    assert salutation(civility, "Garnier", "fr") == french
    assert salutation(civility, "Garnier", "en") == english


def test_nobody_is_greeted_in_english_without_a_name() -> None:
    assert salutation("Mrs", "", "en") == "Dear Sir or Madam,"


def test_envelopes_spell_the_civility_out() -> None:
    assert formal_name("Mme", "Isabelle", "Richard") == "Madame Isabelle Richard"
    assert formal_name("Herr", "Max", "Müller") == "Herr Max Müller"
    assert formal_name("", "Max", "Müller") == "Max Müller"


def test_each_language_proposes_its_own_civilities() -> None:
    assert civilities("fr")[:2] == ("M.", "Mme")
    assert civilities("en")[:2] == ("Mr", "Mrs")
    assert civilities("xx") == civilities("en")
    doctor = find_civility("docteur", "en")
    assert doctor is not None
    assert doctor.short == "Dr"

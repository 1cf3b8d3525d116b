"""Every text a person can read is marked, and said in French with the same places in it."""

from __future__ import annotations

from string import Formatter

import pytest
import translate
from babel.messages import Catalog

ENGLISH = translate.marked()


@pytest.fixture(scope="module")
def french() -> Catalog:
    assert translate.catalogue("fr").exists(), "the French catalogue is missing: run `dev.py translate`"
    return translate.read("fr")


def forms(words: object) -> tuple[str, ...]:
    """One text, or those of each number."""
    return (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_in_french(french: Catalog) -> None:
    missing = [message.id for message in ENGLISH if message.id and message.id not in french]
    assert not missing, f"{len(missing)} texts are not in the catalogue: {missing[:20]}"
    waiting = list(translate.untranslated(french))
    assert not waiting, f"{len(waiting)} texts wait for their French: {waiting[:20]}"


def test_the_catalogue_holds_nothing_else(french: Catalog) -> None:
    left = [message.id for message in french if message.id and message.id not in ENGLISH]
    assert not left, f"texts no longer in the program (run `dev.py translate`): {left[:20]}"


def test_the_french_has_the_same_places(french: Catalog) -> None:
    odd = []
    for message in filter(lambda message: message.id, french):
        wanted = set().union(*map(places, forms(message.id)))
        # One form of a number may say it in a word: "one client".
        odd += [words for words in forms(message.string) if not wanted - {"count"} <= places(words) <= wanted]
    assert not odd, odd


def test_texts_have_named_places_and_a_calm_voice() -> None:
    odd = [
        text
        for message in ENGLISH
        for text in forms(message.id)
        if "!" in text or "" in places(text) or any(place.isdigit() for place in places(text)) or text != text.strip()
    ]
    assert not odd, f"{{named}} places, no exclamation marks, no spaces around: {odd}"

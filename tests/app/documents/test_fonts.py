"""No character is ever lost on paper: it prints, or it is named."""

from __future__ import annotations

import unicodedata

import pytest

from app.documents.fonts import BOLD, SANS, SERIF_BOLD, check, clean, demand, fitting, missing, printable, width
from app.documents.wrapping import ELLIPSIS, MOST, cut, wrap
from app.errors import Refused
from app.paths import resource


@pytest.mark.parametrize(
    "text", ["1\u202f284,60\u00a0€", "Œuvre − l’été…", "Žluťoučký ğüş Łódź", "Αθήνα", "Москва", "ẞ"]
)
def test_the_letters_of_europe_print(text: str) -> None:
    assert missing(text) == ()


SCREEN = "Inter"  # is not printed with
FACES = sorted(path.stem for path in resource("fonts").glob("*.ttf") if not path.stem.startswith(SCREEN))
SCRIPTS = {"Latin": (0x20, 0x250), "Greek": (0x386, 0x3CF), "Cyrillic": (0x400, 0x460)}


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_face_has_the_letters_of_europe(name: str, script: str) -> None:
    letters = {chr(code) for code in range(*SCRIPTS[script]) if unicodedata.category(chr(code)) in ("Lu", "Ll", "Nd")}
    common = {letter for letter in letters if ord(letter) < 0x180 or script != "Latin"}
    assert common <= printable(name)


@pytest.mark.parametrize("name", FACES)
def test_french_amounts_print_in_every_face(name: str) -> None:
    """The narrow space between thousands: a face without it lends the whole text to the plain one."""
    assert "\u202f" in printable(fitting(name, "1\u202f284,60\u00a0€"))


@pytest.mark.parametrize(("text", "lost"), [("Bar 🍷 du Lac", ("🍷",)), ("漢字 漢", ("漢", "字"))])
def test_what_cannot_print_is_named_with_its_text(text: str, lost: tuple[str, ...]) -> None:
    assert missing(text) == lost
    assert [(problem.parameters["character"], problem.parameters["text"]) for problem in check([text])] == [
        (letter, text) for letter in lost
    ]
    with pytest.raises(Refused, match=lost[0]):
        demand([text])


def test_accents_are_composed_and_invisible_letters_are_dropped() -> None:
    assert clean("e\u0301te\u0301\u200b\u00ad\tici\x00") == "été ici"


def test_words_of_any_length_are_broken_and_nothing_of_them_is_lost() -> None:
    word = "abcdefghij" * 30
    lines = wrap(f"a {word} z", 100, SANS, 8.5)
    assert all(width(line, SANS, 8.5) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == f"a{word}z"


def test_a_huge_text_is_cut_where_one_sees_it() -> None:
    lines = wrap("x" * 200_000, 100, SANS, 8.5)
    assert lines[-1].endswith(ELLIPSIS)
    assert sum(map(len, lines)) == MOST


def test_a_line_that_is_cut_ends_with_an_ellipsis_and_fits() -> None:
    shown = cut("Domaine des Charmes et de la Côte", 60, SERIF_BOLD, 10)
    assert shown.endswith(ELLIPSIS)
    assert width(shown, SERIF_BOLD, 10) <= 60
    assert cut("short", 60, BOLD, 10) == "short"

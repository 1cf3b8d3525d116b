"""Which lines of the palette match, in what order, and which letters are put in bold."""

from __future__ import annotations

import pytest

from ui.palette.lines import Line, marked, matching


def nothing() -> None: ...


@pytest.mark.parametrize(
    ("title", "typed", "bold"),
    [
        ("Brasserie du Théâtre", "bras thea", ["Bras", "Théâ"]),
        ("Brasserie du Théâtre", "THÉÂTRE", ["Théâtre"]),
        ("L'Œuvre", "oeuv", ["Œuv"]),
        ("Straße", "strasse", ["Straße"]),
        ("Chez Lulu", "", []),
        ("Chez Lulu", "zz", []),
        ("Ann Hanna", "ann", ["Ann", "ann"]),
        ("A (B) C", "(b", ["B"]),
    ],
)
def test_matching_letters_are_marked_as_they_are_written(title: str, typed: str, bold: list[str]) -> None:
    pieces = marked(title, typed)
    assert "".join(letters for letters, _hit in pieces) == title
    assert [letters for letters, hit in pieces if hit] == bold


def test_every_word_must_be_found_and_beginnings_come_first() -> None:
    lines = [
        Line("Save this search", nothing),
        Line("Search the list", nothing),
        Line("Larger text", nothing, also="size"),
        Line("Research", nothing),
    ]
    titles = [line.title for line in matching(lines, "search")]
    assert titles == ["Search the list", "Save this search", "Research"]
    assert [line.title for line in matching(lines, "text size")] == ["Larger text"]
    assert matching(lines, "search zebra") == ()
    assert len(matching(lines, "", 2)) == 2


def test_two_letters_match_only_where_a_word_begins() -> None:
    lines = [Line("Archive", nothing), Line("Search", nothing)]
    assert [line.title for line in matching(lines, "ar")] == ["Archive"]

"""Formatted text keeps within its limits, whatever a book from elsewhere holds."""

from __future__ import annotations

from app.values.rich_text import MOST_LETTERS, Paragraph, Run, Table, from_json, limited, plain, to_json


def test_a_table_that_is_too_long_is_left_out_and_words_are_cut() -> None:
    word = Paragraph((Run("w" * 50_000),))
    text = (Paragraph((Run("Dear"),)), Table(((word,) * 8,)), Paragraph((Run("x" * MOST_LETTERS),)))
    assert plain(limited(text)) == "Dear"
    assert plain(from_json(to_json(text))) == "Dear"
    assert len(plain(limited((text[0], text[2])))) == MOST_LETTERS + 1  # and the end of the line between them

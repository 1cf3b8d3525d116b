"""What other programs put on the clipboard comes in as words, quickly, whatever it is."""

from __future__ import annotations

import pytest

from app.values.pasted import first, from_html, from_plain, letters
from app.values.rich_text import MOST_LETTERS, MOST_PARAGRAPHS, Paragraph, Run, Table, plain


def test_paragraphs_looks_and_alignment_are_kept() -> None:
    text = from_html(
        "<p style='text-align: right'>Un <b>deux</b>&nbsp;<i>trois <u>quatre</u></i></p><p>cinq<br>six</p>"
    )
    assert text == (
        Paragraph(
            (Run("Un "), Run("deux", bold=True), Run("\xa0"), Run("trois ", italic=True),
             Run("quatre", italic=True, underline=True)),
            "right",
        ),
        Paragraph((Run("cinq\nsix"),)),
    )  # fmt: skip


def test_lists_and_headings() -> None:
    text = from_html("<h1>Titre</h1><ul><li>un<li>deux</ul><ol><li><p>trois</p></li></ol>")
    assert text[0] == Paragraph((Run("Titre", bold=True, size=8),))
    assert [(part.list, plain((part,))) for part in text[1:]] == [
        ("bullet", "un"), ("bullet", "deux"), ("number", "trois"),
    ]  # fmt: skip


def test_a_table_keeps_its_cells_and_one_column_is_no_table() -> None:
    rows = "<tr><td>a</td><td>b</td></tr><tr><td><p>c</p><p>d</p></td></tr>"
    (table,) = from_html(f"<table>{rows}</table>")
    assert isinstance(table, Table)
    assert [[plain((cell,)) for cell in row] for row in table.rows] == [["a", "b"], ["c\nd", ""]]
    assert from_html("<table><tr><td>alone</td></tr></table>") == (Paragraph((Run("alone"),)),)


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src='file:///etc/passwd'>", "<img src='\\\\server\\share\\x.png'>", "<script>alert(1)</script>",
        "<style>p { background: url(http://x.example/) }</style>", "<iframe src='http://x.example'>in</iframe>",
        "<object data='x'>in</object>", "<svg><text>in</text></svg>", "<!-- in -->", "<?php in ?>",
        "<SCRIPT >in</SCRIPT >", "<script>in",
    ],
)  # fmt: skip
def test_what_could_fetch_or_run_leaves_nothing(hostile: str) -> None:
    before = "" if hostile == "<script>in" else "<p>after</p>"
    assert plain(from_html(f"<p>before</p>{hostile}{before}")) == "before" + ("\nafter" if before else "")


def test_a_link_is_its_words_and_markup_in_words_stays_words() -> None:
    text = from_html("<p><a href='javascript:x'>our shop</a> &lt;img src=x&gt; {name}</p>")
    assert text == (Paragraph((Run("our shop <img src=x> {name}"),)),)


def test_characters_without_a_shape_are_dropped() -> None:
    assert plain(from_html("<p>a\ufffcb\x00c\u202ed\u2028e</p>")) == "abcd\ne"
    assert plain(from_plain("a\ufffcb\r\nc\u202ed\te")) == "ab\ncd e"


def test_plain_text_is_a_paragraph_for_each_line() -> None:
    assert from_plain("un\n\n<b>deux</b>") == (Paragraph((Run("un"),)), Paragraph(), Paragraph((Run("<b>deux</b>"),)))


def test_the_lists_of_a_word_processor_lose_the_dots_it_wrote_out() -> None:
    source = "<p class=MsoListParagraph><![if !supportLists]><span>·  </span><![endif]>entry</p>"
    assert from_html(source) == (Paragraph((Run("entry"),), list="bullet"),)


@pytest.mark.parametrize(
    "flood",
    [
        "<" * 2_000_000, "<!--" * 500_000, "<b>" * 600_000, "<b></i>" * 300_000, "&#" * 1_000_000, "x" * 3_000_000,
        "<table><tr><td>" * 150_000, "<p>a" * 500_000, "<script " * 250_000,
        f"<p style='text-align{' ' * 1_000_000}'>", "<p style='" + "text-decoration:" * 60_000 + "'>",
    ],
    ids=lambda flood: flood[:12],
)  # fmt: skip
def test_megabytes_are_bounded(flood: str) -> None:
    text = from_html(flood)
    assert letters(text) <= MOST_LETTERS
    assert len(text) <= MOST_PARAGRAPHS


def test_the_beginning_of_a_text_is_cut_in_the_middle_of_a_run() -> None:
    text = (Paragraph((Run("abc", bold=True), Run("def"))), Paragraph((Run("ghi"),)))
    assert first(text, 4) == (Paragraph((Run("abc", bold=True), Run("d"))),)
    assert first(text, 0) == ()

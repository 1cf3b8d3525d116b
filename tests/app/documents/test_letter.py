"""Letters through the real PDF: what is on the page and where, what stays together, and what is stored once."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image

from app.documents import rich
from app.documents.letter import Layout, Letter, fits_window, lay_out, make, unprintable
from app.documents.rich import Look
from app.documents.sheet import MM
from app.documents.windows import find
from app.errors import Cancelled, Refused
from app.i18n import Translator
from app.progress import Progress
from app.values.rich_text import Paragraph, Part, Run, Table, from_marked
from tests.app.documents.made import HEAD, SWISS, TO

FRENCH = Translator("fr", "FR")
LAYOUT = Layout(dated_on=date(2026, 11, 12))
Words = list[tuple[str, float, float, float, float]]


def letter(*body: Part, **values: object) -> Letter:
    return replace(Letter(HEAD, TO.lines, "Les vins de fêtes", body, FRENCH), **values)


def said(text: str, **look: object) -> Paragraph:
    return Paragraph((Run(text, **look),))


def printed(*letters: Letter, layout: Layout = LAYOUT) -> bytes:
    file = io.BytesIO()
    make(letters, layout, file)
    return file.getvalue()


def texts(content: bytes) -> list[str]:
    return [text for text, _lines in pages(content)]


def lines(content: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Each line of a page with its left edge and its base, in points from the top left."""
    return pages(content)[page][1]


def pages(content: bytes) -> list[tuple[str, list[tuple[str, float, float]]]]:
    pdf, found = pypdfium2.PdfDocument(io.BytesIO(content)), []
    for page in pdf:
        text, rows = page.get_textpage(), []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            rows.append((text.get_text_bounded(left, bottom, right, top), left, page.get_height() - bottom))
        found.append((text.get_text_bounded().replace("\r\n", "\n"), rows))
        text.close()
        page.close()
    pdf.close()
    return found


def image(size: tuple[int, int] = (300, 424)) -> bytes:
    made = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(made, "JPEG", quality=90)
    return made.getvalue()


def test_a_letter_has_all_its_parts_in_their_order() -> None:
    layout = replace(LAYOUT, signer="Mathilde Aubry", look=Look("serif", 11))
    (page,) = texts(printed(letter(*from_marked("Chère Madame,\n\nVenez goûter.\n\n- un\n- deux")), layout=layout))
    places = [
        page.index(words)
        for words in (
            "Cave des Tilleuls", "BRASSERIE DU THÉÂTRE", "12 novembre 2026", "Les vins de fêtes", "Chère Madame,",
            "Venez goûter.", "•", "un", "deux", "Mathilde Aubry",
        )
    ]  # fmt: skip
    assert "SARL au capital" in page
    assert places[3:] == sorted(places[3:])


@pytest.mark.parametrize("head", [HEAD, SWISS, replace(HEAD, window="de-din5008-b")])
def test_the_address_and_nothing_else_is_seen_in_the_window(head: object) -> None:
    body = (said("word " * 900),)
    content = printed(letter(*body, head=head))
    window = find(head.window, head.country)  # type: ignore[attr-defined]
    seen = [
        text for text, left, base in lines(content)
        if window.keep_clear.left < left < window.keep_clear.right
        and window.keep_clear.top < base < window.keep_clear.bottom
    ]  # fmt: skip
    sender = [text for text in seen if "·" in text]
    assert [text for text in seen if text not in sender] == list(TO.lines)
    for text, left, base in lines(content):
        if text in TO.lines:
            assert window.safe.left <= left
            assert window.safe.top <= base <= window.safe.bottom


def test_without_letterhead_address_and_date_the_text_alone_is_there() -> None:
    layout = Layout(letterhead=False, address=False)
    (page,) = texts(printed(letter(said("Seul."), title=""), layout=layout))
    assert page.split() == ["Seul."]


def test_a_long_letter_turns_the_page_and_leaves_no_line_alone() -> None:
    for length in range(14, 30):
        body = [said(f"Paragraph {number}. " + "word " * (length * 8)) for number in range(12)]
        content = printed(letter(*body), layout=replace(LAYOUT, signer="Mathilde Aubry"))
        found = pages(content)
        assert len(found) > 1
        text = [[line for line, _x, _y in rows if "word" in line] for _text, rows in found]
        for before, after in pairwise(text):
            assert not before[-1].startswith("Paragraph"), "the first line of a paragraph stands alone"
            assert after[0].startswith("Paragraph") or not after[1].startswith("Paragraph"), "a last line stands alone"
        numbers = [FRENCH("Page {number} of {pages}", number=n, pages=len(found)) for n in range(1, len(found) + 1)]
        assert all(words in page for words, (page, _rows) in zip(numbers, found, strict=True))


def test_a_row_of_a_table_is_never_cut_unless_no_page_holds_it() -> None:
    rows = tuple((said(f"R{number}"), said(f"first {number}\n" + "x\n" * 5 + f"last {number}")) for number in range(30))
    for page in texts(printed(letter(Table(rows)))):
        assert re.findall(r"first (\d+)", page) == re.findall(r"last (\d+)", page)
    tall = Table(((said("\n".join(f"line {n}." for n in range(200))), said("beside")),))
    found = texts(printed(letter(tall)))
    assert len(found) > 2
    assert re.findall(r"line (\d+)\.", " ".join(found)) == [str(n) for n in range(200)]


def test_looks_and_alignments_are_where_they_should_be() -> None:
    body = (
        said("left"), Paragraph((Run("right"),), "right"), Paragraph((Run("center"),), "center"),
        Paragraph((Run("plain "), Run("bold", bold=True), Run(" "), Run("both", bold=True, italic=True), Run("!"))),
        Paragraph((Run("word " * 60 + "end"),), "justify"),
    )  # fmt: skip
    sheet = lay_out(letter(*body), replace(LAYOUT, look=Look("sans", 10)))[0]
    by_text = {text: (font, x, spread) for font, _size, _ink, x, _y, text, spread in sheet.texts}
    assert by_text["bold"][0] == "NotoSans-SemiBold"
    assert by_text["both"][0] == "NotoSans-SemiBoldItalic"
    right = find("", "FR").paper[0] - 24 * MM
    assert by_text["left"][1] < by_text["center"][1] < by_text["right"][1] < right
    rows = [values for text, values in by_text.items() if text.startswith("word")]
    assert [spread > 0 for _font, _x, spread in rows] == [True] * (len(rows) - 1) + [False]


def test_justified_lines_end_at_the_margin_on_paper() -> None:
    content = printed(
        letter(Paragraph((Run("Quelques mots de longueurs bien différentes " * 12),), "justify"), title="")
    )
    pdf = pypdfium2.PdfDocument(io.BytesIO(content))
    text = pdf[0].get_textpage()
    found = [text.get_rect(number) for number in range(text.count_rects())]
    ends = sorted({round(right) for _l, bottom, right, _t in found if 400 < bottom < 560}, reverse=True)
    text.close()
    pdf.close()
    assert ends[0] == pytest.approx(find("", "FR").paper[0] - 24 * MM, abs=2)
    assert len([1 for _l, bottom, right, _t in found if abs(right - ends[0]) < 2 and 400 < bottom < 560]) >= 3


@pytest.mark.parametrize("mixed", [False, True])
def test_a_word_of_two_hundred_thousand_letters_is_broken_at_letters(mixed: bool) -> None:
    runs = (Run("mot " + "x" * 200_000),) + ((Run("b", bold=True),) if mixed else ())
    content = printed(letter(Paragraph(runs)))
    assert sum(page.count("x") for page in texts(content)) == 200_000
    assert max(left for text, left, _base in lines(content, 1) if "x" in text) < 60 * MM


def test_what_cannot_be_printed_is_refused_by_name_and_nothing_is_written() -> None:
    file = io.BytesIO()
    bad = letter(said("Bonjour 🎄"))
    assert [problem.parameters["character"] for problem in unprintable(bad)] == ["🎄"]
    with pytest.raises(Refused):
        make([letter(said("fine")), bad], LAYOUT, file)
    assert file.getvalue() == b""


def test_an_address_that_is_too_long_is_told_and_printed_whole() -> None:
    twelve = tuple(f"LINE NUMBER {number}" for number in range(12))
    assert not fits_window(twelve, find("", "FR"))
    assert fits_window(TO.lines, find("", "FR"))
    found = lines(printed(letter(said("Text"), lines=twelve)))
    bases = [base for text, _x, base in found if text.startswith("LINE NUMBER")]
    assert len(bases) == 12
    assert min(after - before for before, after in pairwise(bases)) > 6.5


@pytest.mark.parametrize("on_every_page", [False, True])
def test_the_background_is_stored_once(on_every_page: bool) -> None:
    picture = image()
    layout = replace(LAYOUT, background=picture, on_every_page=on_every_page)
    body = (said("word " * 1500),)
    content = printed(*[letter(*body, title=f"Letter {number}") for number in range(30)], layout=layout)
    assert content.count(b"/Subtype /Image") == 1
    assert len(content) < len(picture) + 300_000
    assert len(texts(content)) == 90 or len(texts(content)) == 60
    with_image = [any(each.type == 3 for each in page.get_objects(max_depth=3))
                  for page in pypdfium2.PdfDocument(io.BytesIO(content))][:2]  # fmt: skip
    assert with_image == [True, on_every_page]


def test_nothing_in_a_text_is_markup() -> None:
    evil = '<img src="/etc/passwd"><script>alert(1)</script><b>&amp;{first_name} \\n (Tj) ET'
    content = printed(letter(said(evil), title=evil, lines=(evil, "21000 DIJON")))
    (page,) = texts(content)
    flat = page.replace("\n", " ")
    assert flat.count("<script>alert(1)</script><b>&amp;{first_name}") >= 2
    assert content.count(b"/Subtype /Image") == 0
    assert b"/JavaScript" not in content
    assert b"/EmbeddedFile" not in content


def test_a_thousand_letters_stop_at_once_and_leave_nothing() -> None:
    progress, file = Progress(), io.BytesIO()

    def many() -> Iterator[Letter]:
        for number in range(100_000):
            if number == 50:
                threading.Timer(0, progress.cancel).start()
            yield letter(said(f"Letter {number}. " + "word " * 200))

    with pytest.raises(Cancelled):
        make(many(), LAYOUT, file, progress)
    assert progress.done < 1000
    assert file.getvalue() == b""


def test_a_letter_that_is_being_written_out_stops_too() -> None:
    class Late(Progress):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 25:
                self.cancelled = True
            super().check()

    file = io.BytesIO()
    with pytest.raises(Cancelled):
        make([letter(said("Text")) for _ in range(20)], LAYOUT, file, Late())
    assert file.getvalue() == b""


def test_numbers_of_a_list_begin_anew_after_other_text() -> None:
    entry = [Paragraph((Run(text),), list="number") for text in ("a", "b")]
    rows = rich.lay((*entry, said("between"), *entry), 300, Look())
    assert [piece.text for row in rows for piece in row.pieces] == [
        "1.", "a", "2.", "b", "between", "1.", "a", "2.", "b",
    ]  # fmt: skip

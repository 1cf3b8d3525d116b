"""Where the words of the merge fields stand on the page of one client: shown over the preview, never printed.

A paragraph is looked for as a whole in the text of the PDF, so that a word that stands elsewhere too is not taken for
one of a field. A paragraph that runs over to another page is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.mailings import filling
from app.mailings.plan import Plan
from app.values.rich_text import Paragraph, paragraphs, plain
from ui.printing.pixels import Pdf, opened
from ui.printing.text_search import Hit, rects

Piece = tuple[str, bool]  # letters without any space, and whether a field says them


def pieces(plan: Plan, one: Any) -> tuple[tuple[Piece, ...], ...]:
    """What each paragraph of a letter (`mailing_letters.One`) says, its title first: for a lane that reads."""
    words = filling.words_for(plan.texts, one.letter.tr.language)
    found = []
    for paragraph in paragraphs((*filling.as_text(words.title), *words.body)):
        runs = ((run, filling.fill((Paragraph((run,)),), one.said, plan.instead)) for run in paragraph.runs)
        found.append(tuple(("".join(plain(text).split()), bool(run.field)) for run, text in runs))
    return tuple(each for each in found if any(merged for _said, merged in each))


def places(pdf: Pdf, said: Sequence[Sequence[Piece]]) -> list[Hit]:
    """The words of the fields on these pages: for the lane `pages`."""
    hits: list[Hit] = []
    with opened(pdf.content) as document:
        for page in range(len(document)):
            sheet = document[page]
            letters = sheet.get_textpage()
            hits += (Hit(page, rects(letters, *span, sheet.get_height())) for span in _spans(letters, said))
            letters.close()
            sheet.close()
    return hits


def _spans(letters: Any, said: Sequence[Sequence[Piece]]) -> Iterator[tuple[int, int]]:
    """The first letter and the number of letters of each."""
    import pypdfium2.raw as pdfium

    codes = (chr(pdfium.FPDFText_GetUnicode(letters.raw, place)) for place in range(letters.count_chars()))
    known = [(place, sign) for place, sign in enumerate(codes) if not sign.isspace()]
    text, start = "".join(sign for _place, sign in known), 0
    for paragraph in said:
        at = text.find("".join(words for words, _merged in paragraph), start)
        if at < 0:
            continue
        for words, merged in paragraph:
            if merged and words:
                first, last = known[at][0], known[at + len(words) - 1][0]
                yield first, last - first + 1
            at += len(words)
        start = at

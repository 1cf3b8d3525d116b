"""Letters with a background image: `python -m tests.speed.letters --count 1000`, against a bare ReportLab canvas.

The limit wraps the same 2,000 characters with widths of words kept, one text object a page, a built-in face, the image
drawn once. Ours has the letterhead, the window, the date, a title, checks of every character and an embedded face.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from datetime import date
from random import Random

from PIL import Image
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from app.documents import background, letter
from app.documents.letter import Layout, Letter
from app.i18n import Translator
from app.values.rich_text import Paragraph, Run
from tests.speed.frame import Patience, Reach, heading, in_turns, line, megabytes
from tests.speed.statements import HEAD

LETTERS, PARAGRAPHS = 2000, 5
SYLLABLES = "cave des til leuls mai son vin de gar de mar ché an née com man de ré ser ve clos bou tique".split()
WIDE, SIZE, LEADING = 450.0, 10.0, 14.0


def words(random: Random, count: int) -> str:
    """So many characters of words."""
    found = ""
    while len(found) < count:
        found += "".join(random.choices(SYLLABLES, k=random.randint(1, 3))) + " "
    return found[:count].strip()


def picture() -> bytes:
    """A page with a pattern that a JPEG cannot make small: about as large as a photo."""
    image = Image.effect_noise((1654, 2339), 20).convert("RGB")
    made = io.BytesIO()
    image.save(made, "JPEG", quality=60)
    return background.blended(background.take(made.getvalue()), 20)


def made(count: int, *, alike: bool) -> list[Letter]:
    """`alike`: as in a mailing, one paragraph of five is each client's own; else every one is."""
    random, tr = Random(1), Translator("fr", "FR")
    each = LETTERS // PARAGRAPHS
    shared = [words(random, each) for _ in range(PARAGRAPHS - 1)]

    def body(number: int) -> Iterator[Paragraph]:
        yield Paragraph((Run(words(Random(number), each)),))
        for text in shared if alike else [words(random, each) for _ in shared]:
            yield Paragraph((Run(text),))

    return [
        Letter(
            HEAD, (f"Maison {number:05} & Fils", f"{number % 90} rue du Lac", f"{21000 + number % 900} Dijon"),
            "Vos vins de fête", tuple(body(number)), tr,
        )
        for number in range(count)
    ]  # fmt: skip


def ours(prepared: list[Letter], image: bytes, progress: Patience | None = None) -> bytes:
    file = io.BytesIO()
    layout = Layout(dated_on=date(2026, 11, 22), background=image, signer="Mathilde Renard")
    letter.make(prepared, layout, file, progress)
    return file.getvalue()


def bare(prepared: list[Letter], image: bytes) -> bytes:
    """The same text, as fast as a ReportLab canvas goes."""
    rl_config.useA85 = 0
    file = io.BytesIO()
    canvas = Canvas(file, A4, pageCompression=1)
    canvas.beginForm("background")
    canvas.drawImage(ImageReader(io.BytesIO(image)), 0, 0, *A4)
    canvas.endForm()
    known, space = {}, stringWidth(" ", "Helvetica", SIZE)
    for one in prepared:
        canvas.doForm("background")
        out = canvas.beginText(70, 560)
        out.setFont("Helvetica", SIZE, leading=LEADING)
        for paragraph in one.body:
            start, used, found = 0, -space, paragraph.runs[0].text.split()
            for place, word in enumerate(found):
                if word not in known:
                    known[word] = stringWidth(word, "Helvetica", SIZE)
                if used + space + known[word] > WIDE:
                    out.textLine(" ".join(found[start:place]))
                    start, used = place, -space
                used += space + known[word]
            out.textLine(" ".join(found[start:]))
            out.moveCursor(0, 6)
        for text in (*one.lines, one.title):
            out.textLine(text)
        canvas.drawText(out)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def compare(title: str, prepared: list[Letter], image: bytes) -> None:
    mine, limit = in_turns(lambda: ours(prepared, image), lambda: bare(prepared, image), 3)
    each = 1000 / len(prepared)
    line(f"CPU a letter, {title}", mine.median * each, limit.median * each, Reach(ratio=1 / 0.7))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    heading(f"{count} letters of {LETTERS} characters with a background")
    image, mailing = picture(), made(count, alike=True)
    ours(mailing[:20], image)  # imports, faces
    before, patience = megabytes(), Patience()
    content = ours(mailing, image, patience)
    patience.asked()
    after = megabytes()
    compare("one paragraph of five each one's own", mailing, image)
    compare("every paragraph its own", made(count, alike=False), image)
    line("longest wait for a cancel", patience.longest * 1000, 0, Reach(figure=200))
    images = content.count(b"/Subtype /Image")
    print(f"file: {len(content) / 1e6:.2f} MB, the image {images} time(s) {len(image) / 1e6:.2f} MB")
    print(f"most memory: {after:.0f} MB, {before:.0f} before")


if __name__ == "__main__":
    main()

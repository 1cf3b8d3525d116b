"""Address labels, 24 on a sheet: `python -m tests.speed.labels --count 10000`, against a bare ReportLab canvas.

The limit draws the same lines as fast as ReportLab can: one text object a page, a built-in face, one size, and no
question whether anything fits. Ours measures every line, checks every letter, and embeds its face. `--clients 100000`
reads the blocks of so many clients out of a book too.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from contextlib import closing
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.documents import labels
from app.documents.label_fit import Label, fit
from app.mailings import sheets
from tests.speed.frame import Patience, Reach, cpu, heading, in_turns, line, megabytes

SHEET, UP = "avery-l7159", 24
STREETS = ("RUE DES TILLEULS", "AVENUE DU DRAPEAU", "IMPASSE DE LA FONTAINE", "BOULEVARD DE STRASBOURG")
CANCEL = Reach(figure=200)


def made(count: int) -> list[Label]:
    """Four lines each, no two alike."""
    return [
        Label(
            (
                f"Maison {number:05} et Fils", f"M. Jérôme Lefèvre {number % 97}",
                f"{number % 90 + 1} {STREETS[number % 4]}", f"{21000 + number % 900} DIJON CEDEX {number % 9}",
            ),
            number,
        )
        for number in range(count)
    ]  # fmt: skip


def ours(prepared: list[Label], progress: Patience | None = None) -> bytes:
    """Fitted and printed."""
    layout = labels.Layout(sheets.shipped()[SHEET], labels.Look())
    file = BytesIO()
    labels.make(labels.Job(layout, fit(prepared, layout.room, progress=progress)), file, progress)
    return file.getvalue()


def bare(prepared: list[Label]) -> bytes:
    """The same lines, as fast as a ReportLab canvas goes."""
    rl_config.useA85 = 0
    file = BytesIO()
    canvas = Canvas(file, A4, pageCompression=1)
    for start in range(0, len(prepared), UP):
        out = canvas.beginText()
        out.setFont("Helvetica", 10, leading=12)
        for place, label in enumerate(prepared[start : start + UP]):
            out.setTextOrigin(28 + 183 * (place % 3), 800 - 100 * (place // 3))
            for words in label.lines:
                out.textLine(words)
        canvas.drawText(out)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read_all(clients: int) -> None:
    """The blocks of every client of a book: half of them firms with a person there."""
    from app import subjects
    from app.company.founding import Shop, found
    from app.mailings.recipients import Wanted, build
    from app.store.book import Book
    from tests.speed import bulk

    subjects.load()
    with tempfile.TemporaryDirectory() as folder:
        path, source = Path(folder, "big.clientele"), Path(folder, "clients.csv")
        found(path, Shop("Cave"))
        bulk.write_csv(source, clients)
        bulk.ours(path, source)
        heading(f"The blocks of {clients:,} clients")
        gc.disable()  # as in the program, whose window collects when there is time
        with closing(Book.open(path)) as book, book.read() as session:
            for wanted in (Wanted(), Wanted(order="postcode", per_household=True)):
                patience, before = Patience(), megabytes()
                ask = partial(build, session, range(1, clients + 1), wanted, today=date.today(), progress=patience)
                took = cpu(ask)
                patience.asked()
                line(f"by {wanted.order}{', one a household' * wanted.per_household}", took * 1000, 0, Reach())
                line("longest wait for a cancel", patience.longest * 1000, 0, CANCEL)
                print(f"most memory: {megabytes():.0f} MB, {before:.0f} before")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=0, help="read so many clients of a book too")
    given = parser.parse_args()
    heading(f"{given.count} labels, {UP} on a sheet")
    prepared = made(given.count)
    ours(prepared[:UP])  # imports, faces
    before, patience = megabytes(), Patience()
    content = ours(prepared, patience)
    patience.asked()
    after = megabytes()
    mine, limit = in_turns(lambda: ours(prepared), lambda: bare(prepared), 3)
    each = 1_000_000 / given.count
    line("CPU a label", mine.median * each, limit.median * each, Reach(ratio=1 / 0.6), unit="µs")
    line("longest wait for a cancel", patience.longest * 1000, 0, CANCEL)
    line("most memory", after, 0, Reach(figure=100), unit="MB")
    print(f"file: {len(content) / 1e6:.2f} MB; {before:.0f} MB before")
    if given.clients:
        read_all(given.clients)


if __name__ == "__main__":
    main()

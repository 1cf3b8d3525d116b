"""Labels as a whole: what is printed, in which size, in which order, who is left out, and stopping in the middle."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.documents.label_fit import LEAST, Fitted, Label, fit
from app.documents.labels import Job, Layout, Look, lay_out, make
from app.errors import Cancelled
from app.mailings.label_run import Copies, before
from app.mailings.sheets import shipped
from app.progress import Progress
from tests.app.documents.paper_edges import MM, letters, picture

L7160 = shipped()["avery-l7160"]
SMALL = shipped()["avery-l7651"]


def labels(count: int, name: str = "Hôtel des Cordeliers") -> list[Label]:
    return [Label((f"{name} {at}", "3 RUE TURGOT", "21000 DIJON"), at + 1, name) for at in range(count)]


def job(found: list[Label], look: Look | None = None, **how: object) -> Job:
    layout = Layout(L7160, look or Look())
    return Job(layout, fit(found, layout.room), **how)  # type: ignore[arg-type]


def printed(wanted: Job) -> bytes:
    file = BytesIO()
    make(wanted, file)
    return file.getvalue()


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


# ---- size ----


def fitted(*found: Label, size: float = 0) -> Fitted:
    return fit(found, Layout(L7160, Look()).room, size)


def test_one_size_for_the_whole_job() -> None:
    found = fitted(*labels(30), Label(("Restaurant de la Porte du Sud",), 99, "Restaurant"))
    assert found.sizes == {}
    assert found.size < 12


def test_one_long_name_is_printed_smaller_and_the_others_stay_large() -> None:
    found = fitted(
        *labels(30, "Bar"), Label(("Société coopérative des vignerons de Bourgogne du Sud",), 99, "Vignerons")
    )
    assert found.size == 12
    assert set(found.sizes) == {30}
    assert [(note.name, note.words) for note in found.warnings] == [("Vignerons", "printed smaller, in {size} points")]


def test_a_line_that_is_a_little_too_long_is_set_narrow_in_the_size_of_the_others() -> None:
    found = fitted(*labels(30, "Bar"), Label(("Chambres d’hôtes de la Glycine", "21000 DIJON"), 99, "Chambres"))
    assert (found.size, found.sizes, found.narrow, found.warnings) == (12, {}, {30}, [])
    layout = Layout(L7160, Look())
    file = BytesIO()
    make(Job(layout, found), file)
    box = L7160.labels[30 - 21]
    last = [spot for spot in letters(file.getvalue(), 1) if spot.top > box.top / 1000]
    assert max(spot.right for spot in last) <= box.right / 1000


def test_where_all_would_be_small_all_are_narrow() -> None:
    french = ("SOCIETE COOPERATIVE DES VIGNERONS DU S", *("4 PLACE DU MARECHAL DE LATTRE DE TASSIG",) * 5)
    found = fitted(*(Label(french, at) for at in range(5)))
    assert found.narrow == set(range(5))
    assert found.size >= 8
    assert found.warnings == []


def test_a_size_that_is_wanted_is_kept_and_exceptions_told() -> None:
    found = fitted(*labels(3), size=20)
    assert found.size == 20
    assert set(found.sizes) == {0, 1, 2}
    assert len(found.warnings) == 3


def test_a_line_of_any_length_is_broken_or_the_client_is_left_out_never_cut() -> None:
    long = "Association des amis du patrimoine viticole et gastronomique de la côte chalonnaise et du Mâconnais réunis"
    found = fitted(Label((long, "21000 DIJON"), 1, "Amis"), Label(("x" * 200_000,), 2, "Endless"))
    (kept,) = found.labels
    assert " ".join(kept.lines) == f"{long} 21000 DIJON"
    assert (found.sizes.get(0, found.size), len(kept.lines) > 2) == (LEAST, True)
    assert [(note.client_id, note.words) for note in found.left_out] == [(2, "the address does not fit on this label")]


def test_twelve_lines_on_a_small_label_are_left_out_and_told() -> None:
    found = fit([Label(tuple("ABCDEFGHIJKL"), 7, "Twelve")], Layout(SMALL, Look()).room)
    assert found.labels == []
    assert [note.client_id for note in found.left_out] == [7]


def test_emoji_are_taken_out_and_told_and_other_scripts_are_named() -> None:
    found = fitted(
        Label(("Bar 🍷 du Port", "21000 DIJON"), 1, "Bar"),
        Label(("李明", "75013 PARIS"), 2, "Li"),
        Label(("🎉",), 3, "Party"),
    )
    assert [label.lines for label in found.labels] == [("Bar du Port", "21000 DIJON")]
    assert fitted(Label(("Chez ❤️ Zoé 👩‍🍳👍🏽 1️⃣",), 4)).labels[0].lines == ("Chez Zoé 1",)
    assert {(note.client_id, note.parameters["characters"]) for note in found.warnings} == {(1, "🍷"), (3, "🎉")}
    assert [(note.client_id, note.words) for note in found.left_out] == [
        (2, "{characters} cannot be printed"),
        (3, "there is nothing to print"),
    ]


@pytest.mark.parametrize(
    "text", ["<b>Bold</b> & Sons", "{name}", "(paren \\ thesis)", "\u202eevil", "N\u0301oe\u0308l"]
)
def test_nothing_in_a_name_is_markup(text: str) -> None:
    (page,) = pages(printed(job([Label((text,), 1)])))
    assert page.strip() == unicodedata.normalize("NFC", text.replace("\u202e", ""))


# ---- order, copies, what is used ----


def test_from_the_first_free_label_on() -> None:
    content = printed(job(labels(20), used=before(L7160, 4)))
    assert [page.count("TURGOT") for page in pages(content)] == [17, 3]
    first = min((spot.top, spot.left) for spot in letters(content))
    assert first[0] == pytest.approx(L7160.labels[4].top / 1000, abs=25)
    assert all(spot.top > L7160.labels[3].top / 1000 for spot in letters(content))


def test_copies_and_separators() -> None:
    found = [Label(("21000",), is_separator=True), *labels(2)]
    wanted = job(found, copies=Copies(3), separators=frozenset((0,)))
    (page,) = pages(printed(wanted))
    assert page.count("21000\n") + page.endswith("21000") >= 1
    assert (len(wanted.order), list(wanted.order)) == (7, [0, 1, 1, 1, 2, 2, 2])


# ---- what else stands on a label ----


def test_a_qr_code_and_bars_say_the_number_of_the_client() -> None:
    for code, kind in (("qr", zxingcpp.BarcodeFormat.QRCode), ("code128", zxingcpp.BarcodeFormat.Code128)):
        found = [Label(("Bar à vins", f"C-0012{at}"), at, code=f"C-0012{at}") for at in range(3)]
        document = pypdfium2.PdfDocument(printed(job(found, Look(code=code))))
        image = document[0].render(scale=4).to_pil()
        document.close()
        read = {(each.text, each.format) for each in zxingcpp.read_barcodes(image)}
        assert read == {(f"C-0012{at}", kind) for at in range(3)}


def test_the_sender_stands_above_in_small() -> None:
    (page,) = pages(printed(job(labels(1), Look(sender=("Cave des Tilleuls", "12 rue Musette", "21000 Dijon")))))
    assert page.index("Cave des Tilleuls") < page.index("Hôtel")


def test_a_label_without_room_for_the_sender_says_so() -> None:
    tiny = shipped()["avery-l4730"]
    assert not Layout(tiny, Look(sender=("Cave des Tilleuls et du Grand Marché",))).has_room_for_sender


def test_viewers_are_told_not_to_fit_it_to_their_paper() -> None:
    assert b"/PrintScaling /None" in printed(job(labels(1)))


def test_guides_are_for_the_screen_alone() -> None:
    wanted = job(labels(1), used=before(L7160, 4))
    assert lay_out(wanted, 0).shapes == []
    assert len(lay_out(wanted, 0, guides=True).shapes) > 21


def test_a_roll_has_a_page_for_each_label_as_large_as_it() -> None:
    roll = shipped()["dymo-99012"]
    layout = Layout(roll, Look())
    document = pypdfium2.PdfDocument(printed(Job(layout, fit(labels(3), layout.room))))
    sizes = [tuple(round(side * 25.4 / 72, 1) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [(round(roll.page_width / 1000, 1), round(roll.page_height / 1000, 1))] * 3


# ---- many ----


def test_stopping_is_soon_and_leaves_nothing() -> None:
    progress, file = Progress(), BytesIO()
    many = labels(6_000)
    wanted = job(many)
    progress.begin("Labels", wanted.run.pages)
    told: list[int] = []

    def stop(done: int, _total: int, _words: str) -> None:
        told.append(done)
        if done:
            progress.cancel()

    progress.report = stop
    with pytest.raises(Cancelled):
        make(wanted, file, progress)
    assert max(told) < wanted.run.pages // 2
    assert file.getvalue() == b""
    progress = Progress(cancelled=True)
    with pytest.raises(Cancelled):
        fit(many, wanted.layout.room, progress=progress)


def test_a_logo_stands_on_every_label_and_is_once_in_the_file() -> None:
    drawn = BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(drawn, "PNG")
    look = Look(logo=drawn.getvalue())
    one, many = (printed(job(labels(count), look)) for count in (1, 200))
    assert len(many) < len(one) + 40_000
    image = picture(many)
    for box in L7160.labels:
        left, top = (round(length / 1000 / MM) for length in (box.left + 4_000, box.top + box.height // 2))
        assert image.crop((left, top, left + 60, top + 20)).getextrema()[0] < 128

"""Envelopes without a window: the address where the post reads it, nothing where stamps and codes go."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.clients.model import Address, Client
from app.documents import envelope, envelope_orders, window_test
from app.documents.envelope import Envelope, Feed, Ground, Options
from app.documents.envelope_orders import Choices, Prepared, prepare
from app.documents.label_fit import Label, fit
from app.errors import Cancelled, Invalid
from app.i18n import Translator
from app.mailings import own_envelopes
from app.mailings.envelopes import Measured, own_key, sizes, zones_of
from app.mailings.own_envelopes import Own
from app.progress import Progress
from app.store.book import Book
from tests.app.conftest import Save
from tests.app.documents.made import boxes, texts

SENDER = ("Cave des Tilleuls", "12 rue des Tilleuls", "21000 Dijon")
LINES = ("BRASSERIE DU THÉÂTRE", "Mme Claire FOURNIER", "4 PLACE DU THÉÂTRE", "21000 DIJON")
LONG = tuple(f"{place} LIGNE DE L ADRESSE DE 38 CAPITALES" for place in range(1, 8))
TODAY = date(2026, 11, 12)


def made(options: Options, *addresses: tuple[str, ...]) -> bytes:
    file, ground = io.BytesIO(), Ground(options)
    fitted = fit([Label(lines, 1, "x") for lines in addresses], ground.room, envelope.USUAL)
    assert not fitted.left_out
    prepared = Prepared(options, fitted)
    envelope.make([prepared.envelope(at) for at in range(prepared.count)], options, file)
    return file.getvalue()


def size_of(pdf: bytes) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(round(side * 25.4 / 72, 1) for side in document[0].get_size())  # type: ignore[return-value]
    finally:
        document.close()


@pytest.mark.parametrize("country", ["FR", "BE", "CH", "DE", "GB", "US", "CA", "BR"])
@pytest.mark.parametrize("size", [key for key in sizes() if key not in ("#6¾", "#9", "Monarch")])
@pytest.mark.parametrize("lines", [LINES, LONG])
def test_the_zones_of_the_post_stay_free(country: str, size: str, lines: tuple[str, ...]) -> None:
    bought, zones = sizes()[size], zones_of(country)
    wide, high = bought.width, bought.height
    pdf = made(Options(wide, high, country, SENDER), lines)
    assert size_of(pdf) == (round(wide, 1), round(high, 1))
    stamps = (wide - zones.franking[0], 0.0, wide, zones.franking[1])
    coding = (wide - zones.coding[0], high - zones.coding[1], wide, high)
    for line in (*lines, *SENDER):
        left, top, right, bottom = boxes(pdf, line)[0]
        for x, y, to, low in (stamps, coding):
            assert right < x or left > to or bottom < y or top > low, (line, country, size)
        edge = zones.edge - 0.3 if line in lines else 5
        assert min(left, top, wide - right, high - bottom) >= edge, (line, country, size)
    assert boxes(pdf, SENDER[0])[0][0] < wide / 4


def test_the_address_is_in_the_lower_right_quarter_as_the_french_post_wants_it() -> None:
    pdf = made(Options(220, 110, "FR", SENDER), LINES)
    left, top, _right, _bottom = boxes(pdf, LINES[0])[0]
    assert left == pytest.approx(110, abs=1)
    assert 50 < top < 62
    starts = {round(boxes(pdf, line)[0][0]) for line in LINES}
    assert len(starts) == 1 or max(starts) - min(starts) <= 1


@pytest.mark.parametrize(
    ("feed", "page"),
    [
        (Feed(), (220, 110)), (Feed(90), (110, 220)), (Feed(180), (220, 110)), (Feed(270), (110, 220)),
        (Feed(90, "A4", "left"), (210, 297)), (Feed(0, "Letter", "right"), (220, 279.4)),
    ],
)  # fmt: skip
def test_the_page_is_as_the_printer_wants_it(feed: Feed, page: tuple[float, float]) -> None:
    pdf = made(Options(220, 110, "FR", SENDER, feed=feed), LINES)
    assert size_of(pdf) == page
    left, top, right, bottom = boxes(pdf, LINES[0])[0]
    across, along = right - left, bottom - top
    assert (along > across) == (feed.turn % 180 == 90)
    if feed == Feed(90):  # its top is at the right
        assert left > 110 / 2 - 15
        assert boxes(pdf, SENDER[0])[0][0] > left
    if feed == Feed(90, "A4", "left"):
        assert right < 110
    assert b"/PrintScaling /None" in pdf


def test_the_sender_may_be_on_the_flap() -> None:
    pdf = made(Options(220, 110, "FR", SENDER, sender_on="flap"), LINES, LINES)
    front, _second, back = texts(pdf)
    assert SENDER[0] not in front
    assert SENDER[0] in back
    assert LINES[0] not in back


class StoppedSoon(Progress):
    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        self.cancel()


def test_a_job_that_is_stopped_writes_nothing() -> None:
    file = io.BytesIO()
    with pytest.raises(Cancelled):
        envelope.make([Envelope(LINES)] * 10, Options(220, 110), file, StoppedSoon())
    assert file.getvalue() == b""


def clients(save: Save) -> list[int]:
    def client(name: str, *places: Address) -> int:
        return save(Client(company_name=name, addresses=list(places)))

    dijon = {"house_number": "4", "street": "rue Basse", "postcode": "21000", "city": "Dijon"}
    return [
        client("Brasserie", Address(**dijon)), client("Sans adresse"), client("Bar 🍷 Rouge", Address(**dijon)),
        client("日本酒", Address(**dijon)),
    ]  # fmt: skip


def test_the_dry_run_names_who_gets_none(book: Book, save: Save) -> None:
    ids = clients(save)
    with book.read() as session:
        prepared = prepare(session, ids, Choices(size="DL", order="given"), today=TODAY)
    out = {each.client_id: each.words.format(**each.parameters) for each in prepared.left_out}
    assert prepared.count == len(prepared.sent) == len(prepared.names)
    assert out[ids[1]] == "No address"
    assert "日" in out[ids[3]]
    assert prepared.names == ["Brasserie", "Bar 🍷 Rouge"]
    assert prepared.envelope(1).lines[0] == "Bar Rouge"
    assert [note.parameters for note in prepared.warnings if note.client_id == ids[2]] == [{"characters": "🍷"}]


def test_an_envelope_that_is_too_small_is_told(book: Book, save: Save) -> None:
    tiny = own_key(3, Measured(62, 60))
    with book.read() as session:
        prepared = prepare(session, clients(save)[:1], Choices(size=tiny), today=TODAY)
    assert prepared.fault
    assert prepared.count == 0


def test_choices_of_another_version_are_passed_over() -> None:
    kept = envelope_orders.to_plain(Choices(size="C6", turn=90))
    assert envelope_orders.from_plain(kept) == Choices(size="C6", turn=90)
    odd = kept | {"turn": 45, "page": "A3", "points": "12", "gone": 1, "sender_on": "side"}
    assert envelope_orders.from_plain(odd) == Choices(size="C6")


def test_own_envelopes_are_kept_and_what_chose_them_follows(book: Book) -> None:
    from app.company.records import option, set_option

    measured = Measured(220, 110, 100, 35, 100, 20)
    with book.write("Measure") as writing:
        own = own_envelopes.save(writing.session, Own(0, 0, " DL fenêtre ", measured))
        set_option(writing.session, "window", own.key)
        own_envelopes.save(writing.session, Own(0, 0, "Kraft", Measured(250, 176)))
    with book.write("Measure anew") as writing:
        again = own_envelopes.load(writing.session, own.id)
        assert again == own
        better = own_envelopes.save(
            writing.session, Own(own.id, own.version, own.name, Measured(220, 110, 90, 45, 20, 20))
        )
    with book.read() as session:
        assert option(session, "window") == better.key != own.key
        assert [each.name for each in own_envelopes.listed(session)] == ["DL fenêtre", "Kraft"]
    with book.write("Forget") as writing, pytest.raises(Invalid) as refused:
        own_envelopes.save(writing.session, Own(0, 0, "", Measured(10, 110)))
    assert {problem.path for problem in refused.value.problems} == {"name", "width"}


def test_the_test_sheet_says_how_to_try_it() -> None:
    pdf = window_test.make(own_key(1, Measured(220, 110, 100, 35, 100, 20)), "DL", Translator("en", "FR"))
    (text,) = texts(pdf)
    for expected in ("Test of the envelope “DL”", "Fold 1: 105 mm from the top", "Fold 2: 210 mm", "Address line 7"):
        assert expected in text
    left, top, _right, _bottom = boxes(pdf, "Address line 1")[0]
    assert (left, top) == (pytest.approx(102, abs=1), pytest.approx(57, abs=1.5))


def test_the_command_line_writes_envelopes(
    book_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    from app.__main__ import main
    from app.clients import records

    opened = Book.open(book_path)
    with opened.write("Clients") as writing:
        place = Address(house_number="4", street="rue Basse", postcode="21000", city="Dijon")
        records.save(writing.session, Client(company_name="Brasserie", addresses=[place]))
        records.save(writing.session, Client(company_name="Sans adresse"))
    opened.close()
    out = tmp_path / "e.pdf"
    assert main(["envelopes", str(book_path), "--out", str(out), "--size", "C5"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(out), "1 envelope", "Sans adresse: No address"]
    assert size_of(out.read_bytes()) == (229.0, 162.0)
    for words in (["--size", "XL"], ["--search", "nobody"]):
        assert main(["envelopes", str(book_path), "--out", str(tmp_path / "no.pdf"), *words]) == 1
    assert not (tmp_path / "no.pdf").exists()

"""The windows of envelopes: what is published follows from the formulas, and through each an address is seen."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.documents import windows
from app.mailings import envelopes
from app.mailings.envelopes import Measured, faults, folds_for, lines_in, seen
from tests.app.documents.made import HEAD, LAYOUT, STATEMENT, TO, boxes, printed

PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "letter-layouts.json"
EVERY = [*windows.NAMES]
CHOSEN = windows.keys()
LINES = ("BRASSERIE DU THÉÂTRE", "Mme Claire FOURNIER", "ZONE DES GRANDES TERRES")
FRENCH = Measured(220, 110, 100, 35, 100, 20, fold=99)


def mm(area: windows.Area) -> tuple[float, ...]:
    return tuple(side / windows.MM for side in (area.left, area.top, area.wide, area.high))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published figures are not here")
@pytest.mark.parametrize("key", EVERY)
def test_what_is_seen_agrees_with_what_is_published(key: str) -> None:
    published = next(each for each in json.loads(PUBLISHED.read_text("utf-8"))["layouts"] if each["id"] == key)
    window = windows.find(key, "FR")
    for area, zone in (
        (window.safe, "safe_zone"),
        (window.keep_clear, "keep_clear_zone"),
        (window.address, "address_block"),
    ):
        sides = [published[zone][side] for side in ("left", "top", "width", "height")]
        assert mm(area) == pytest.approx(sides, abs=0.15), zone
    lines = published["address_block"]["max_lines_10pt"]
    assert window.most_lines == lines
    assert lines_in(published["address_block"]["height"], 9) == published["address_block"]["max_lines_9pt"]
    assert window.folds[0] == pytest.approx(published["envelopes"][0]["fold_marks"][0] * windows.MM)
    assert window.trusted == (published["confidence"] != "C")


def test_all_fifteen_are_there_and_each_country_has_its_own_first() -> None:
    assert len(EVERY) == 15
    assert [windows.keys(country)[0] for country in ("FR", "DE", "CH", "GB", "US", "CA", "NO", "BR")] == [
        "fr-dl-right", "de-din5008-b", "ch-sn-right", "gb-dl-left", "us-10-single-100", "us-10-single-100",
        "no-c65-left", "fr-dl-right",
    ]  # fmt: skip
    assert set(windows.keys("CH")[:3]) == {"ch-sn-right", "ch-sn-right-old", "ch-sn-left"}


USED = [*CHOSEN, envelopes.own_key(1, FRENCH), envelopes.own_key(2, Measured(229, 162, 90, 45, 20, 110))]


def _black() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 200), "black").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("key", USED)
def test_no_logo_and_no_line_is_seen_through_any_window(key: str) -> None:
    """What may be seen of the page is white, but for the address, the line above it and the marks at the edge."""
    head = replace(HEAD, window=key, logo=_black())
    document = pypdfium2.PdfDocument(printed((STATEMENT, head, replace(TO, lines=LINES), LAYOUT)))
    page = document[0].render(scale=2, grayscale=True).to_pil()
    document.close()
    window, marks = windows.find(key, "FR"), 7 * windows.MM
    own = [window.safe, *([window.sender] if window.sender else []), *(window.sender_window or ())[:1]]
    for area in own:
        page.paste(
            255, tuple(round(2 * side) for side in (area.left - 2, area.top - 2, area.right + 2, area.bottom + 4))
        )
    for clear in (window.keep_clear, *(window.sender_window or ())[1:]):
        seen_there = [max(clear.left, marks), max(clear.top, 0), min(clear.right, page.width / 2), clear.bottom]
        assert page.crop([round(2 * side) for side in seen_there]).getextrema()[0] > 240, key


@pytest.mark.parametrize("key", USED)
def test_a_paper_for_any_window_shows_the_address_in_it_and_nothing_else(key: str) -> None:
    head = replace(HEAD, window=key, lines=(*HEAD.lines, "bonjour@tilleuls.fr"))
    pdf = printed((STATEMENT, head, replace(TO, lines=LINES), LAYOUT))
    window = windows.find(key, "FR")
    safe, clear = mm(window.safe), [mm(window.keep_clear)]
    for line in LINES:
        ((left, top, right, bottom),) = boxes(pdf, line)
        assert safe[0] <= left < right <= safe[0] + safe[2]
        assert safe[1] <= top < bottom <= safe[1] + safe[3]
    others = ["Account statement", "Balance due", "bonjour@", "03 53 01 10 10"]
    if window.sender_window is None:
        others += ["12 rue des Tilleuls, 21000", "Caviste", "Cave des Tilleuls"]
    else:
        clear.append(mm(window.sender_window[1]))
        inside = mm(window.sender_window[0])
        for line in ("Cave des Tilleuls", "12 rue des Tilleuls", "21000 Dijon"):
            left, top, right, bottom = boxes(pdf, line)[0]
            assert inside[0] - 0.5 <= left < right <= inside[0] + inside[2]
            assert inside[1] <= top < bottom <= inside[1] + inside[3]
    for other in others:
        found = boxes(pdf, other)
        assert found, other
        left, top, right, bottom = found[0]
        for x, y, wide, high in clear:
            assert right < x or left > x + wide or bottom < y or top > y + high, other


def test_a_measured_envelope_is_reckoned_as_the_published_ones_are() -> None:
    safe, exposed = seen(FRENCH.windowed(), FRENCH.sheet)
    assert (safe.left, safe.top, safe.width, safe.height) == (100, 55, 90, 24)
    assert (exposed.left, exposed.top, exposed.width, exposed.height) == (90, 44, 110, 46)
    key = envelopes.own_key(7, FRENCH)
    assert envelopes.own_measures(key) == FRENCH
    assert envelopes.own_number(key) == 7
    assert windows.find(key, "FR").on_right


@pytest.mark.parametrize(
    "key", ["own:7", "own:x:1,2,3", "own:7:220000,110000,0,0,0,0,A4,0", "own:7:1,1,1,1,1,1,A4,0", "what"]
)
def test_a_key_that_says_nothing_is_the_window_of_the_country(key: str) -> None:
    assert windows.find(key, "CH").key == "ch-sn-right"


def test_the_usual_fold_leaves_little_play() -> None:
    assert folds_for(110, 297) == (105.0, 210.0)
    assert folds_for(162, 297) == (148.5,)
    assert folds_for(104.8, 279.4) == (99.0, 198.0)
    assert folds_for(324, 297) == ()
    assert folds_for(110, 297, 99) == (99.0, 198.0)


@pytest.mark.parametrize(
    ("measured", "field"),
    [
        (replace(FRENCH, width=30), "width"), (replace(FRENCH, height=900), "height"),
        (replace(FRENCH, width=205), "width"),
        (replace(FRENCH, window_left=130), "window_left"), (replace(FRENCH, window_bottom=80), "window_bottom"),
        (replace(FRENCH, window_width=5), "window_width"), (replace(FRENCH, window_height=110), "window_height"),
        (replace(FRENCH, fold=120), "fold"), (replace(FRENCH, fold=20), "fold"),
    ],
)  # fmt: skip
def test_measures_that_cannot_be_are_refused_at_their_field(measured: Measured, field: str) -> None:
    problems = faults(measured)
    assert [problem.path for problem in problems if problem.blocks] == [field]
    assert all(problem.message.format(**problem.parameters) for problem in problems)


def test_a_window_through_which_little_is_seen_is_told() -> None:
    (problem,) = faults(replace(FRENCH, window_height=18))
    assert not problem.blocks
    assert faults(FRENCH) == []

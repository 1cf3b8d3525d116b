"""Labels are where their sheet has them: measured in the pixels of the PDF, and beside what gLabels prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.documents.label_fit import Label, fit
from app.documents.labels import Job, Layout, Look, make, make_outlines
from app.mailings.adjustment import Adjustment
from app.mailings.sheets import Box, Sheet, shipped
from tests.app.documents.paper_edges import Spot, letters, line_ahead, picture

NEAR = 0.1  # millimetres
BESIDE = 0.5
TEMPLATES = Path("/usr/share/libglabels-3.0/templates")
ADDRESS = ("Brasserie du Théâtre", "Mme Claire FOURNIER", "4 PLACE DU THEATRE", "21000 DIJON")


def _samples() -> list[str]:
    """One sheet of each brand, of each shape and of each kind, staggered and turned ones too."""
    found: dict[object, str] = {}
    for sheet in shipped().values():
        staggered = len(sheet.grids) > 1
        for key in (sheet.brand, (sheet.shape, sheet.kind), ("staggered", staggered), ("turned", sheet.is_turned)):
            found.setdefault(key, sheet.id)
    return sorted(set(found.values()))


SAMPLES = _samples()


def test_the_samples_are_of_all_brands_and_shapes() -> None:
    sheets = [shipped()[name] for name in SAMPLES]
    assert len(sheets) >= 50
    assert {sheet.brand for sheet in sheets} == {sheet.brand for sheet in shipped().values()}
    assert {sheet.shape for sheet in sheets} == {"rect", "round", "ellipse", "cd"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_outlines_are_where_the_labels_are(name: str) -> None:
    sheet = shipped()[name]
    file = BytesIO()
    make_outlines(sheet, "Outlines", file)
    image = picture(file.getvalue())
    assert image.width * 25.4 / 300 == pytest.approx(sheet.page_width / 1000, abs=NEAR)
    for box in _some(sheet.labels):
        middle = ((box.left + box.width / 2) / 1000, (box.top + box.height / 2) / 1000)
        clear = sheet.hole / 2000 + 1 if sheet.hole else 0.0
        for step, edge in _edges(box):
            if not _is_inside(edge, step, sheet):
                continue  # the outline is the edge of the paper itself
            start = (middle[0] + step[0] * clear, middle[1] + step[1] * clear)
            assert line_ahead(image, start, step) == pytest.approx(edge, abs=NEAR), (step, box)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_printed_letter_lies_in_its_label(name: str) -> None:
    sheet = shipped()[name]
    layout = Layout(sheet, Look())
    lines = ADDRESS if layout.room[1] > 30 else ADDRESS[:1]
    fitted = fit((Label(lines, number + 1) for number in range(min(sheet.count, 40))), layout.room)
    if not fitted.labels:
        pytest.skip("no name fits on labels so small, which is told")
    file = BytesIO()
    make(Job(layout, fitted), file)
    places = [_label_of(spot, sheet) for spot in letters(file.getvalue())]
    assert len(places) == len(fitted.labels) * sum(len(line.replace(" ", "")) for line in fitted.labels[0].lines)
    assert None not in places
    assert set(places) == set(range(len(fitted.labels)))


def test_an_adjustment_moves_and_stretches_the_page() -> None:
    sheet = shipped()["avery-l7160"]
    file = BytesIO()
    make_outlines(sheet, "Outlines", file, Adjustment(500, -1_000, 100_200, 99_500))
    image = picture(file.getvalue())
    for place in (0, 20):
        box = sheet.labels[place]
        middle = ((box.left + box.width / 2) / 1000, (box.top + box.height / 2) / 1000)
        assert line_ahead(image, middle, (-1, 0)) == pytest.approx(box.left / 1000 * 1.002 + 0.5, abs=NEAR)
        assert line_ahead(image, middle, (0, -1)) == pytest.approx(box.top / 1000 * 0.995 - 1, abs=NEAR)


# ---- beside an independent program ----

SAME_GRID = (
    "avery-l4770", "avery-l7165", "avery-5159", "begalabel-rc-150", "herma-4283", "igepa-ea-381x212", "maco-ll5805",
    "rayfilm-2068", "worldlabel-wl-75", "sheetlabels-sl100",
)  # fmt: skip


@pytest.mark.full
@pytest.mark.skipif(not (shutil.which("glabels-3-batch") and TEMPLATES.is_dir()), reason="gLabels is not installed")
@pytest.mark.parametrize("name", SAME_GRID)
def test_glabels_prints_the_same_labels_at_the_same_places(name: str, tmp_path: Path) -> None:
    sheet = shipped()[name]
    names = [f"N{number:03}" for number in range(sheet.count)]
    theirs = _by_glabels(sheet, names, tmp_path)
    layout = Layout(sheet, Look(outlines=True))
    file = BytesIO()
    make(Job(layout, fit((Label((each,), 1) for each in names), layout.room)), file)
    ours = file.getvalue()
    assert _words(theirs, sheet) == _words(ours, sheet) == dict(enumerate(names))
    for image in map(picture, (theirs, ours)):
        for box in _some(sheet.labels):
            middle, clear = (box.top + box.height / 2) / 1000, box.right / 1000 - 4  # where nothing is printed
            for step, edge in _edges(box):
                start = (box.left / 1000 + 1 if step == (-1, 0) else clear, middle)
                if _is_inside(edge, step, sheet):
                    assert line_ahead(image, start, step) == pytest.approx(edge, abs=BESIDE), (step, box)


def _by_glabels(sheet: Sheet, names: list[str], folder: Path) -> bytes:
    template = _template(sheet)
    data, document, made = folder / "names.csv", folder / "labels.glabels", folder / "out.pdf"
    data.write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
    wide, high = sheet.width / 1000, sheet.height / 1000
    document.write_text(
        '<?xml version="1.0"?>\n<Glabels-document xmlns="http://glabels.org/xmlns/3.0/">'
        f'{template}<Objects id="0" rotate="False"><Object-text x="3mm" y="{high / 2 - 3}mm" w="{wide - 6}mm" h="6mm" '
        'justify="left" valign="top" auto_shrink="false" a0="1" a1="0" a2="0" a3="1" a4="0" a5="0"><Span '
        'font_family="Sans" font_size="8" font_weight="Regular" font_italic="false" color="0x000000ff" '
        'line_spacing="1"><Field name="name"/></Span>'
        f'</Object-text></Objects><Merge type="Text/Comma/Line1Keys" src="{data}"/><Data/></Glabels-document>',
        encoding="utf-8",
    )
    command = ["glabels-3-batch", "-l", "-o", str(made), str(document)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert made.exists(), done.stderr
    return made.read_bytes()


def _template(sheet: Sheet) -> str:
    """The template of gLabels for this part, as its own files have it."""
    for path in sorted(TEMPLATES.glob("*-templates.xml")):
        text = re.sub(r"\b_description=", "description=", path.read_text(encoding="utf-8"))
        root = ElementTree.fromstring(text)
        for element in root.iter():
            if element.get("brand") == sheet.brand and element.get("part") == sheet.part:
                same = element.get("equiv")
                if same is None:
                    return ElementTree.tostring(element, encoding="unicode")
                found = next(each for each in root.iter() if each.get("part") == same and each.get("equiv") is None)
                return ElementTree.tostring(found, encoding="unicode")
    pytest.skip("gLabels has no template of this part")


def _words(content: bytes, sheet: Sheet) -> dict[int | None, str]:
    found: dict[int | None, str] = {}
    for spot in letters(content):
        label = _label_of(spot, sheet)
        found[label] = found.get(label, "") + spot.letter
    return found


def _some(boxes: tuple[Box, ...]) -> Iterator[Box]:
    """The corners of the page and some between: errors add up over rows."""
    every = max(len(boxes) // 8, 1)
    yield from dict.fromkeys((*boxes[::every], boxes[-1]))


def _edges(box: Box) -> tuple[tuple[tuple[int, int], float], ...]:
    left, right, top, bottom = (length / 1000 for length in (box.left, box.right, box.top, box.bottom))
    return (((-1, 0), left), ((1, 0), right), ((0, -1), top), ((0, 1), bottom))


def _is_inside(edge: float, step: tuple[int, int], sheet: Sheet) -> bool:
    whole = (sheet.page_width if step[0] else sheet.page_height) / 1000
    return 0.3 < edge < whole - 0.3


def _label_of(spot: Spot, sheet: Sheet) -> int | None:
    """Which label a letter lies in wholly; of a round one, in the round."""
    for place, box in enumerate(sheet.labels):
        left, right, top, bottom = (length / 1000 for length in (box.left, box.right, box.top, box.bottom))
        if left <= spot.left and spot.right <= right and top <= spot.top and spot.bottom <= bottom:
            across, down = (left + right) / 2, (top + bottom) / 2
            wide, high = (right - left) / 2, (bottom - top) / 2
            corners = [(x, y) for x in (spot.left, spot.right) for y in (spot.top, spot.bottom)]
            oval = [((x - across) / wide) ** 2 + ((y - down) / high) ** 2 for x, y in corners]
            if sheet.shape == "rect" or max(oval) <= 1:
                hole = (sheet.hole / 2000 / wide) ** 2
                return place if min(oval) >= hole else None
    return None

"""One page as a list of what stands on it, in points from the top left corner; and the press that prints pages.

Pages are laid out wholly before any is printed, since each says how many there are. What many pages share (letterhead,
foot) is one sheet `under` them, written once into the file. All text of a page goes out as one text object.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import IO, Any

from app.documents.fonts import BOLD, SANS, clean, easy, face, fitting, width
from app.errors import FileRefused
from app.i18n import N_
from app.progress import Progress

MM = 72 / 25.4
Colour = tuple[float, float, float]
INK: Colour = (0.10, 0.10, 0.11)
GREY: Colour = (0.36, 0.36, 0.35)
FAINT: Colour = (0.86, 0.85, 0.83)
WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
LEVEL = 4  # of compression: beyond, a page takes twice as long and a twentieth less room
SHORT, MOST_LINES = 40, 4_000  # letters of a text worth remembering, and how many are
RED: Colour = (0.72, 0.12, 0.10)
Point = tuple[float, float]


def colour(code: str) -> Colour:
    """`#rrggbb` as three parts from 0 to 1; ink where it is not a colour."""
    try:
        red, green, blue = bytes.fromhex(code.removeprefix("#"))
    except ValueError:
        return INK
    return (red / 255, green / 255, blue / 255)


@dataclass(frozen=True)
class Rule:
    """A straight line; `dash` are the lengths of its strokes and gaps."""

    start: Point
    end: Point
    colour: Colour = FAINT
    thick: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle with its top left corner at `x`, `y`, filled or outlined; `oval` is the ellipse inside it."""

    x: float
    y: float
    wide: float
    high: float
    colour: Colour = FAINT
    filled: bool = True
    round: float = 0.0
    thick: float = 0.7
    dash: tuple[float, ...] = ()
    oval: bool = False


@dataclass(frozen=True)
class Picture:
    """An image in the room given, its proportions kept, at the left and in the middle."""

    data: bytes
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Matrix:
    """Black modules of `unit` points from a top left corner; each run is the row, the first module and how many.

    They are square, or `tall`.
    """

    x: float
    y: float
    unit: float
    runs: Sequence[tuple[int, int, int]]
    tall: float = 0.0


@dataclass(eq=False)
class Sheet:
    """One page. Texts are cleaned and checked as they are put: what cannot be printed raises `Refused`.

    Drawn in this order: `shapes`, black `matrices`, boxes `over` them, texts (the last value of one widens its spaces).
    `laid` places it, turned perhaps, on a larger `page`. The sheets of `parts` are once in the file, and drawn with
    their upper left corner at each of their places.
    """

    wide: float
    high: float
    under: Sheet | None = None
    texts: list[tuple[str, float, Colour, float, float, str, float]] = field(default_factory=list)
    shapes: list[Rule | Box | Picture] = field(default_factory=list)
    matrices: list[Matrix] = field(default_factory=list)
    over: list[Box] = field(default_factory=list)
    parts: list[tuple[Sheet, Point]] = field(default_factory=list)
    stamp: str = ""
    page: Point | None = None
    laid: tuple[float, ...] = ()

    def lay(self, page: Point, corner: Point, turn: int) -> None:
        """Put it on a page of this size, turned clockwise by 0, 90, 180 or 270 degrees, `corner` from its top left."""
        x, top, (wide, high) = corner[0], page[1] - corner[1], (self.wide, self.high)
        self.page = page
        self.laid = {
            0: (1, 0, 0, 1, x, top - high),
            90: (0, -1, 1, 0, x, top),
            180: (-1, 0, 0, -1, x + wide, top),
            270: (0, 1, -1, 0, x + high, top - wide),
        }[turn]

    def text(self, x: float, y: float, text: str, *, font: str = SANS, size: float = 8.5, ink: Colour = INK) -> None:
        """Put `text` with its base line at `y`."""
        if not easy(font).issuperset(text):
            text = clean(text)
            font = fitting(font, text)
        if text:
            self.texts.append((font, size, ink, x, y, text, 0.0))

    def right(self, x: float, y: float, text: str, *, font: str = SANS, size: float = 8.5, ink: Colour = INK) -> None:
        """Put `text` so that it ends at `x`."""
        if not easy(font).issuperset(text):
            text = clean(text)
            font = fitting(font, text)
        if text:
            self.texts.append((font, size, ink, x - width(text, font, size), y, text, 0.0))

    def rule(self, x: float, y: float, to: float, ink: Colour = FAINT, thick: float = 0.5) -> None:
        """A level line from `x` to `to`."""
        self.shapes.append(Rule((x, y), (to, y), ink, thick))


class Press:
    """Writes sheets into one PDF; nothing reaches the file before `close`.

    `actual_size` tells other programs not to fit the pages to their paper: for what must lie on a label or an envelope.
    """

    def __init__(self, file: IO[bytes], title: str, author: str, *, actual_size: bool = False) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        start = face(SANS).fontName  # of ours, or every page would name a face that is not embedded
        self._canvas = Canvas(file, invariant=1, pageCompression=1, initialFontName=start)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Clientele")
        if actual_size:
            self._canvas.setViewerPreference("PrintScaling", "None")
        self._forms: dict[Sheet, str] = {}
        self._codes: dict[str, Codes] = {}
        self.pages = 0

    def print(self, sheets: Iterable[Sheet]) -> None:
        """Add pages."""
        for sheet in sheets:
            self._canvas.setPageSize(sheet.page or (sheet.wide, sheet.high))
            if sheet.laid:
                self._canvas.transform(*sheet.laid)
            if sheet.under is not None:
                self._canvas.doForm(self._form_of(sheet.under))
            for part, (x, y) in sheet.parts:
                name = self._form_of(part)
                self._canvas.addLiteral(f"q 1 0 0 1 {x:.2f} {sheet.high - y - part.high:.2f} cm")
                self._canvas.doForm(name)
                self._canvas.addLiteral("Q")
            self._draw(sheet)
            self._canvas.showPage()
            self._press_together()
            self.pages += 1

    def close(self, progress: Progress | None = None) -> None:
        """Write the file. Raises `Cancelled` before any of it is written."""
        if progress is not None:
            document = self._canvas._doc
            document.idToObject = _Watched(document.idToObject, progress.check)
        self._canvas.save()

    def _press_together(self) -> None:
        """Compress the page at once: ReportLab would keep the text of every page until the file is written."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

        page = self._canvas._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1"), LEVEL)
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])}), packed, [])
        page.stream = None

    def _form_of(self, under: Sheet) -> str:
        """The name of a sheet that is put into the file once."""
        if under not in self._forms:
            name = self._forms[under] = f"under{len(self._forms)}"
            self._canvas.beginForm(name, 0, 0, under.wide, under.high)
            self._draw(under)
            self._canvas.endForm()
        return self._forms[under]

    def _draw(self, sheet: Sheet) -> None:
        if sheet.stamp:
            self._stamp(sheet)
        for shape in sheet.shapes:
            if isinstance(shape, Box):
                self._box(shape, sheet.high)
            elif isinstance(shape, Picture):
                self._picture(shape, sheet.high)
        rules = [shape for shape in sheet.shapes if isinstance(shape, Rule)]
        if rules:
            self._canvas.addLiteral(_strokes(rules, sheet.high))
        for matrix in sheet.matrices:
            self._canvas.addLiteral(_modules(matrix, sheet.high))
        for box in sheet.over:
            self._box(box, sheet.high)
        if sheet.texts:
            self._canvas.addLiteral(self._written(sheet))

    def _written(self, sheet: Sheet) -> str:
        """The texts of a page as PDF operators: ReportLab's own text object does the same three times slower."""
        out, font, ink, high, spread = ["BT"], ("", 0.0), None, sheet.high, 0.0
        for name, size, shade, x, y, text, wider in sheet.texts:
            place = f"1 0 0 1 {x:.2f} {high - y:.2f} Tm"
            if wider != spread:
                spread = wider
                place = f"{wider:.3f} Tw {place}"
            if ink != shade:
                ink = shade
                place = f"{_parts(shade)} rg {place}"
            codes = self._codes.get(name) or self._codes.setdefault(name, Codes(name, self._canvas))
            plain = codes.plain(text)
            if plain is None:
                font = ("", 0.0)
                out.append(f"{place} {codes.mixed(text, size)}")
            elif font == (name, size):
                out.append(f"{place} ({plain}) Tj")
            else:
                font = (name, size)
                out.append(f"{codes.font} {size:g} Tf {place} ({plain}) Tj")
        out.append("ET")
        return "\n".join(out)

    def _box(self, box: Box, high: float) -> None:
        self._canvas.setDash(list(box.dash))
        if box.filled:
            self._canvas.setFillColorRGB(*box.colour)
        else:
            self._canvas.setStrokeColorRGB(*box.colour)
            self._canvas.setLineWidth(box.thick)
        shape = (box.x, high - box.y - box.high, box.wide, box.high)
        if box.oval:
            x, y, wide, tall = shape
            self._canvas.ellipse(x, y, x + wide, y + tall, stroke=int(not box.filled), fill=int(box.filled))
        elif box.round:
            self._canvas.roundRect(*shape, box.round, stroke=int(not box.filled), fill=int(box.filled))
        else:
            self._canvas.rect(*shape, stroke=int(not box.filled), fill=int(box.filled))

    def _picture(self, picture: Picture, high: float) -> None:
        image = _image(picture.data)
        wide, tall = image.getSize()
        scale = min(picture.wide / wide, picture.high / tall)
        top = picture.y + (picture.high - tall * scale) / 2
        self._canvas.drawImage(image, picture.x, high - top - tall * scale, wide * scale, tall * scale, mask="auto")

    def _stamp(self, sheet: Sheet) -> None:
        size = min(110.0, sheet.wide * 0.8 / max(width(sheet.stamp, BOLD, 1.0), 1.0))
        self._canvas.saveState()
        self._canvas.setFillColorRGB(0.93, 0.92, 0.91)
        self._canvas.setFont(face(BOLD).fontName, size)
        self._canvas.translate(sheet.wide / 2, sheet.high / 2)
        self._canvas.rotate(45)
        self._canvas.drawCentredString(0, -size / 3, sheet.stamp)
        self._canvas.restoreState()


class _Watched(dict[Any, Any]):
    """The parts of a file: each is looked up once, as it is written."""

    def __init__(self, parts: dict[Any, Any], check: Callable[[], object]) -> None:
        super().__init__(parts)
        self._check = check

    def __getitem__(self, key: Any) -> Any:
        self._check()
        return super().__getitem__(key)


class Codes:
    """How the letters of one font are written in one file: ReportLab gives each a code at its first use."""

    def __init__(self, name: str, canvas: Any) -> None:
        self._face, self._canvas = face(name), canvas
        self._known: dict[str, str] = {}
        self._lines: dict[str, str] = {}  # letters of one mailing share most of their lines
        self.font = ""

    def plain(self, text: str) -> str | None:
        """The text of a string operator, or None where letters of several subsets meet in it."""
        found = self._lines.get(text)
        if found is None:
            try:
                found = "".join(map(self._known.__getitem__, text))
            except KeyError:
                self._learn(text)
                if not self._known.keys() >= set(text):
                    return None
                found = "".join(map(self._known.__getitem__, text))
            if len(text) > SHORT and len(self._lines) < MOST_LINES:
                self._lines[text] = found
        return found

    def mixed(self, text: str, size: float) -> str:
        """Operators for a text whose letters are in several subsets."""
        document, escape = self._canvas._doc, self._canvas._escape
        return " ".join(
            f"{self._face.getSubsetInternalName(subset, document)} {size:g} Tf ({escape(part)}) Tj"
            for subset, part in self._face.splitString(text, document)
        )

    def _learn(self, text: str) -> None:
        document, escape = self._canvas._doc, self._canvas._escape
        for letter in set(text) - self._known.keys():
            ((subset, code),) = self._face.splitString(letter, document)
            if subset == 0:
                self._known[letter] = escape(code)
        if not self.font:
            self.font = self._face.getSubsetInternalName(0, document).split()[0]


def _modules(matrix: Matrix, high: float) -> str:
    """A code as one path: seams between its modules would show if each were filled alone."""
    path = "\n".join([f"{start} {row} {length} 1 re" for row, start, length in matrix.runs])
    tall = matrix.tall or matrix.unit
    return f"q 0 0 0 rg {matrix.unit:.6f} 0 0 {-tall:.6f} {matrix.x:.3f} {high - matrix.y:.3f} cm\n{path}\nf Q"


def _strokes(rules: Iterable[Rule], high: float) -> str:
    """Lines as operators; those that look alike are one path."""
    out, look = [], None
    for rule in rules:
        (x, y), (to, low) = rule.start, rule.end
        if look != (rule.colour, rule.thick, rule.dash):
            if look is not None:
                out.append("S")
            look = (rule.colour, rule.thick, rule.dash)
            dash = " ".join(f"{length:g}" for length in rule.dash)
            out.append(f"{_parts(rule.colour)} RG {rule.thick:g} w [{dash}] 0 d")
        out.append(f"{x:.2f} {high - y:.2f} m {to:.2f} {high - low:.2f} l")
    return "\n".join([*out, "S"])


@cache
def _parts(shade: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in shade)


def _image(data: bytes) -> Any:
    from PIL import UnidentifiedImageError
    from reportlab.lib.utils import ImageReader

    try:
        return ImageReader(BytesIO(data))
    except (OSError, UnidentifiedImageError) as error:
        raise FileRefused(N_("The logo cannot be read. Choose it again in the settings of the company.")) from error


def picture_width(data: bytes, wide: float, high: float) -> float:
    """How wide an image becomes in the room given, in points."""
    width_of, height_of = _image(data).getSize()
    return float(width_of * min(wide / width_of, high / height_of))

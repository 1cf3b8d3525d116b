"""Images for letters made harmless: sizes checked before a point is decoded, then written anew with nothing but points.

The background is blended towards white once, as strong as it is wanted, and stands in a file once. A drawing (SVG) is
never read: it may name other files.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from app.documents.windows import Area
from app.errors import FileRefused
from app.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 40 * 1024 * 1024
MOST_POINTS = 120_000_000  # of a JPEG, which is decoded at a fraction of its size
MOST_WHOLE = 20_000_000  # of any other, which is decoded whole: four bytes a point, twice
PAGE = (1654, 2339)  # A4 at 200 points to the inch: finer than that is not seen behind words
SIGNATURE = (1200, 600)
QUALITY = 85
DARK, MOST_DARK = 215, 0.06  # how light paper may be, and how much of it darker, before words are hard to read
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_PHOTOS = ("JPEG", "MPO")
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, struct.error, MemoryError)
_OPENING = Lock()
_NOT_ONE = N_("This is not an image that can be used. Choose a JPEG, PNG, WebP, GIF or BMP file.")
_BROKEN = N_("This image is damaged and cannot be used.")


def take(content: bytes) -> bytes:
    """A background as JPEG, or PNG for a drawing of few colours, upright, without metadata.

    Raises `FileRefused` for what is no image, is damaged, moves, or is too large: 40 MB, 120 million points, 20 million
    if no JPEG. Nothing is decoded before that is known.
    """
    return _written(_on_white(_taken(content, PAGE)))


def take_signature(content: bytes) -> bytes:
    """A signature as PNG; white paper becomes transparent, and what is around it is cut off. Refusals as `take`."""
    from PIL import ImageOps

    image = _taken(content, SIGNATURE)
    grey = _on_white(image).convert("L")
    inked = ImageOps.invert(grey).point(lambda value: 0 if value < 24 else value)
    box = inked.getbbox()
    if box is None:
        raise FileRefused(N_("There is nothing to be seen on this image."))
    plain = _on_white(image).crop(box).convert("RGBA")
    plain.putalpha(inked.crop(box).point(lambda value: min(255, value * 2)))
    made = io.BytesIO()
    plain.save(made, "PNG", optimize=True)
    return made.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of an image that was taken, in points of the image."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        return image.size


@lru_cache(maxsize=4)
def blended(content: bytes, strength: int) -> bytes:
    """The background as strong as it is printed: 100 as it is, 0 white paper."""
    from PIL import Image

    if strength >= 100:
        return content
    with Image.open(io.BytesIO(content)) as image:
        plain = image.convert("RGB")
    share = max(strength, 0) / 100
    return _written(plain.point([round(255 - (255 - value) * share) for value in range(256)] * 3))


@lru_cache(maxsize=8)
def busy(content: bytes, strength: int, page: tuple[float, float], area: Area) -> bool:
    """Whether the background, as strong as it is printed, is too dark under an area of the page to read words on it."""
    from PIL import Image

    with Image.open(io.BytesIO(blended(content, strength))) as image:
        grey = image.convert("L")
    scale = max(grey.width / page[0], grey.height / page[1])
    left, top = (grey.width - page[0] * scale) / 2, (grey.height - page[1] * scale) / 2
    box = (
        max(0, round(left + area.left * scale)), max(0, round(top + area.top * scale)),
        min(grey.width, round(left + area.right * scale)), min(grey.height, round(top + area.bottom * scale)),
    )  # fmt: skip
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    counts = grey.crop(box).histogram()
    return sum(counts[:DARK]) > MOST_DARK * sum(counts)


def _taken(content: bytes, most: tuple[int, int]) -> Image:
    from PIL import Image, UnidentifiedImageError

    if len(content) > MOST_BYTES:
        raise FileRefused(N_("This image is too large: {limit} MB at most."), limit=MOST_BYTES // 1024 // 1024)
    try:
        with _OPENING, _unlimited(), Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            _check(image)
            image.draft("RGB" if image.mode != "L" else "L", most)
            image.load()
            return _small(image, most)
    except UnidentifiedImageError:
        raise FileRefused(_NOT_ONE) from None
    except _DAMAGED:
        raise FileRefused(_BROKEN) from None


@contextmanager
def _unlimited() -> Iterator[None]:
    """Pillow's own limit is lower than what a photo may have; ours is asked before a point is decoded."""
    from PIL import Image

    usual, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = usual


def _check(image: Image) -> None:
    is_photo = image.format in _PHOTOS
    points = MOST_POINTS if is_photo and not image.info.get("progressive") else MOST_WHOLE
    if image.width * image.height > points:
        raise FileRefused(
            N_("This image has too many points: {limit} million at most. Make it smaller first."),
            limit=points // 1_000_000,
        )
    if not is_photo and getattr(image, "n_frames", 1) > 1:
        raise FileRefused(N_("This image moves. Choose one that stands still."))


def _small(image: Image, most: tuple[int, int]) -> Image:
    """The image upright, in RGB or RGBA, no finer than it is printed, without any remark."""
    from PIL import ImageOps

    factor = max(1, min(image.width // most[0], image.height // most[1]))
    if factor > 1:
        image = image.reduce(factor)
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    clear = "A" in image.mode or "transparency" in image.info
    plain = ImageOps.exif_transpose(image).convert("RGBA" if clear else "RGB")
    plain.info = {}
    plain.thumbnail((max(most), max(most)))
    return plain


def _eight_bits(image: Image) -> Image:
    """Grey of 16 bits: its upper half."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _on_white(image: Image) -> Image:
    from PIL import Image

    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _written(image: Image) -> bytes:
    """PNG where it has few colours and is smaller so, else JPEG."""
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY, optimize=True)
    if image.getcolors(256) is not None:
        small = io.BytesIO()
        image.save(small, "PNG", optimize=True)
        return min(made.getvalue(), small.getvalue(), key=len)
    return made.getvalue()

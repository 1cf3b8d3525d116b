"""Pictures from outside made harmless: decoded within bounds, made small, written anew without anything but pixels.

A picture that is already as we would write it is returned as it is, so a photo that travels out and in again stays
the same to the byte.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from app.errors import FileRefused
from app.exchange.vcard.pictures import kind_of
from app.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

BYTES_LIMIT = 30 * 1024 * 1024
PIXELS_LIMIT = 50_000_000
WHOLE_LIMIT = 20_000_000
"""Only JPEG can be decoded at a fraction of its size: the others need four bytes a point, twice."""
SIDE = 512
RESULT_LIMIT = 100_000

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_KINDS = frozenset(f"image/{name.lower()}" for name in _FORMATS)
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, struct.error)
_HARMLESS = frozenset(("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"))
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""Which `PIL.Image.Transpose` sets a picture of this EXIF orientation upright."""
_SIDES = (SIDE, 384, 256, 128)
_QUALITIES = (88, 75, 60)


def clean_photo(content: bytes, *, keep_alpha: bool = False) -> bytes:
    """A square JPEG of at most 512 pixels a side and 100 kB, turned upright, without EXIF.

    `keep_alpha` is for logos: nothing is cut off, and one with transparency becomes a PNG. Raises `FileRefused` for
    what is no picture, is damaged, or is too large (30 MB; 50 million points, 20 million if no JPEG), undecoded.
    """
    from PIL import Image

    if len(content) > BYTES_LIMIT:
        limit = BYTES_LIMIT // 1024 // 1024
        raise FileRefused(N_("This picture is too large: {limit} MB at most."), limit=limit)
    if kind_of(content) not in _KINDS:
        raise FileRefused(N_("This is not a picture that can be used. Choose a JPEG, PNG, GIF, WebP or BMP file."))
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            limit = PIXELS_LIMIT if image.format == "JPEG" else WHOLE_LIMIT
            if image.width * image.height > limit:
                raise _too_many_pixels(limit)
            image.draft("RGB", (2 * SIDE, 2 * SIDE))
            image.load()
            return content if _is_clean(image, content, keep_alpha) else _encoded(_prepared(image), keep_alpha)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(PIXELS_LIMIT) from None
    except _DAMAGED:
        raise FileRefused(N_("This picture is damaged and cannot be used.")) from None


def _too_many_pixels(limit: int) -> FileRefused:
    return FileRefused(N_("This picture has too many points: {limit} million at most."), limit=limit // 1_000_000)


def _is_clean(image: Image, content: bytes, keep_alpha: bool) -> bool:
    """Whether the picture is one of ours: small enough, and nothing in it beside the pixels."""
    if len(content) > RESULT_LIMIT or max(image.size) > SIDE or set(image.info) - _HARMLESS:
        return False
    if image.format == "PNG":
        return keep_alpha and image.mode == "RGBA" and content.endswith(b"IEND\xaeB`\x82")
    segments = {name for name, _ in getattr(image, "applist", ())}
    bare = image.format == "JPEG" and image.mode == "RGB" and segments <= {"APP0"} and content.endswith(b"\xff\xd9")
    return bare and (keep_alpha or image.width == image.height)


def _prepared(image: Image) -> Image:
    """The picture in RGB or RGBA, no larger than needed, turned as its EXIF says, and without any of its remarks."""
    from PIL.Image import Transpose

    transparent = "A" in image.mode or "transparency" in image.info
    wanted = "RGBA" if transparent else "RGB"
    plain = image if image.mode == wanted else image.convert(wanted)
    factor = min(plain.size) // (2 * SIDE)
    if factor > 1:
        plain = plain.reduce(factor)
    turn = _TURNS.get(_orientation(image))
    upright = plain if turn is None else plain.transpose(Transpose(turn))
    upright.info = {}
    return upright


def _orientation(image: Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _DAMAGED:
        return 1


def _encoded(image: Image, keep_alpha: bool) -> bytes:
    """The largest and best that keeps within `RESULT_LIMIT`."""
    transparent = image.mode == "RGBA"
    if transparent and not keep_alpha:
        image, transparent = _on_white(image), False
    for side in _SIDES:
        smaller = _sized(image, side, keep_alpha)
        for quality in (0,) if transparent else _QUALITIES:
            result = io.BytesIO()
            smaller.save(result, "PNG" if transparent else "JPEG", optimize=True, quality=quality)
            if result.tell() <= RESULT_LIMIT:
                return result.getvalue()
    raise FileRefused(N_("This picture is damaged and cannot be used."))


def _sized(image: Image, side: int, whole: bool) -> Image:
    from PIL import ImageOps

    if whole:
        return ImageOps.contain(image, (side, side)) if max(image.size) > side else image
    side = min(side, *image.size)
    return ImageOps.fit(image, (side, side))


def _on_white(image: Image) -> Image:
    from PIL import Image

    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper

"""A kept file as pages to look at and to print: a PDF as it is, a picture upright on one sheet."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from app.activity.files import Loaded
from app.values.file_name import ending

if TYPE_CHECKING:
    from PIL.Image import Image

_PDF = ".pdf"
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"))
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_MOST_POINTS = 50_000_000
_SIDE = 2400  # points of the picture: three hundred to the inch on most of a sheet
_SHEET = (8.27, 11.69)  # inches, A4
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, struct.error)


def can_be_shown(name: str) -> bool:
    """Whether there are pages of such a file."""
    return ending(name) == _PDF or ending(name) in _PICTURES


def pages(file: Loaded) -> bytes:
    """The file as a PDF. What is damaged, or too large a picture, comes as it is: nobody can open it as one."""
    return _sheet(file.content) if ending(file.name) in _PICTURES else file.content


def _sheet(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_POINTS:
                return content
            picture.draft("RGB", (_SIDE, _SIDE))
            picture.thumbnail((_SIDE, _SIDE))
            upright = _on_white(ImageOps.exif_transpose(picture))
            wide, high = sorted(_SHEET, reverse=upright.width > upright.height)
            made = io.BytesIO()
            upright.save(made, "PDF", resolution=max(upright.width / wide, upright.height / high))
    except (*_DAMAGED, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return content
    return made.getvalue()


def _on_white(picture: Image) -> Image:
    from PIL import Image

    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper

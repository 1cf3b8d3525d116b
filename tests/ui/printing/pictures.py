"""Two PDFs compared as the eye sees them."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops, ImageStat

DOTS = 100
FINER = 5


def pictures(content: bytes) -> list[Image.Image]:
    """Each page in grey. Drawn finer and made smaller, or letters and pictures of letters are smoothed in two ways."""
    document = pypdfium2.PdfDocument(content)
    try:
        found = [page.render(scale=DOTS * FINER / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [picture.reduce(FINER) for picture in found]


def difference(one: bytes, other: bytes) -> float:
    """How far apart the pages are, from 0 (the same) to 1 (black for white); 1 too where their number differs."""
    mine, its = pictures(one), pictures(other)
    if len(mine) != len(its):
        return 1.0
    apart = [ImageChops.difference(page, same.resize(page.size)) for page, same in zip(mine, its, strict=True)]
    return max(ImageStat.Stat(picture).mean[0] for picture in apart) / 255

"""Images that come from anywhere: what is taken, what is refused with a sentence, and what stays in them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from app.documents import background
from app.documents.windows import Area
from app.errors import FileRefused

ROOT = Path(__file__).resolve().parents[3]


def encoded(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **more)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def plain(size: tuple[int, int] = (40, 60), mode: str = "RGB", colour: Any = (10, 200, 30)) -> Image.Image:
    return Image.new(mode, size, colour)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_every_usual_kind_is_taken(kind: str) -> None:
    found = opened(background.take(encoded(plain(), kind)))
    assert (found.format in ("PNG", "JPEG"), found.mode, found.size) == (True, "RGB", (40, 60))
    assert abs(found.getpixel((20, 30))[1] - 200) < 12  # type: ignore[index]


@pytest.mark.parametrize(
    ("mode", "colour", "kind"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG"), ("L", 128, "PNG"), ("1", 1, "PNG"), ("P", 3, "PNG"),
        ("I;16", 0x8000, "PNG"), ("RGBA", (255, 0, 0, 0), "PNG"), ("LA", (0, 0), "PNG"),
    ],
)  # fmt: skip
def test_every_depth_and_colour_space_becomes_plain(mode: str, colour: Any, kind: str) -> None:
    found = opened(background.take(encoded(plain(mode=mode, colour=colour), kind)))
    assert found.mode == "RGB"
    wanted = {"CMYK": (254, 0, 0), "I;16": (128, 128, 128), "RGBA": (255, 255, 255), "LA": (255, 255, 255)}.get(mode)
    if wanted:
        assert max(abs(a - b) for a, b in zip(found.getpixel((5, 5)), wanted, strict=True)) < 6  # type: ignore[arg-type]


def test_nothing_but_points_stays_in_it_and_it_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112], turned[0x010E] = 6, "Secret place 48.85 2.35"
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "Secret author")
    photo = background.take(encoded(plain((60, 40)), "JPEG", exif=turned, comment=b"Secret author"))
    drawing = background.take(encoded(plain(), pnginfo=told))
    for content in (photo, drawing):
        assert b"Secret" not in content
        assert not opened(content).getexif()
    assert opened(photo).size == (40, 60)


def test_it_is_no_finer_than_it_is_printed() -> None:
    found = opened(background.take(encoded(Image.effect_noise((4960, 7016), 50), "JPEG", quality=60)))
    assert max(found.size) <= max(background.PAGE)
    assert min(found.size) > 1000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", "not an image"),
        (b"%PDF-1.7", "not an image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
        (encoded(plain((300, 300)), "JPEG")[:400], "damaged"),
        (encoded(plain(), "GIF", save_all=True, append_images=[plain(colour=(1, 2, 3))]), "moves"),
        (encoded(plain(), "WEBP", save_all=True, append_images=[plain(colour=(1, 2, 3))]), "moves"),
        (encoded(plain(), save_all=True, append_images=[plain(colour=(1, 2, 3))]), "moves"),
        (b"\xff" * (background.MOST_BYTES + 1), "too large"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    for take in (background.take, background.take_signature):
        with pytest.raises(FileRefused) as refused:
            take(content)
        assert words in str(refused.value)


_MEASURED = """
import io, resource, sys
from PIL import Image
from app.documents import background
from app.errors import FileRefused
def used(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
content = open(sys.argv[1], "rb").read()
before = used()
try:
    print(len(background.take(content)), end=" ")
except FileRefused as refused:
    print("refused", refused, end=" ")
print(used() - before)
"""


def test_a_hundred_megapixels_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    large = Image.new("L", (10_000, 10_000), 200)
    for kind, taken in (("JPEG", True), ("PNG", False)):
        large.save(path, kind)
        command = [sys.executable, "-c", _MEASURED, str(path)]
        said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, timeout=60).stdout
        assert said.startswith("refused This image has too many points: 20 million") != taken
        assert int(said.split()[-1]) < 200, said


def test_it_is_blended_towards_white() -> None:
    dark = background.take(encoded(plain(colour=(0, 0, 0))))
    assert background.blended(dark, 100) == dark
    assert opened(background.blended(dark, 30)).convert("RGB").getpixel((5, 5)) == (178, 178, 178)
    assert opened(background.blended(dark, 0)).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_dark_places_are_known_before_words_stand_on_them() -> None:
    image = plain((210, 297), colour=(255, 255, 255))
    image.paste((40, 40, 40), (0, 200, 210, 297))
    content, page = background.take(encoded(image)), (595.0, 842.0)
    assert background.busy(content, 100, page, Area(50, 600, 400, 100))
    assert not background.busy(content, 100, page, Area(50, 100, 400, 100))
    assert not background.busy(content, 10, page, Area(50, 600, 400, 100))


def test_a_signature_loses_its_paper() -> None:
    scan = plain((400, 300), colour=(250, 248, 245))
    scan.paste((20, 20, 120), (100, 120, 300, 160))
    found = opened(background.take_signature(encoded(scan, "JPEG", quality=95)))
    assert found.mode == "RGBA"
    assert 195 <= found.width <= 215
    assert 38 <= found.height <= 60
    assert found.getpixel((found.width // 2, found.height // 2))[3] == 255  # type: ignore[index]
    with pytest.raises(FileRefused):
        background.take_signature(encoded(plain(colour=(255, 255, 255))))

"""Pictures from outside come in small, upright and bare, or are refused before they are decoded."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from app.errors import FileRefused
from app.exchange.vcard import clean_photo
from app.exchange.vcard.photo import BYTES_LIMIT, RESULT_LIMIT, SIDE


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.frombytes(mode, (width, height), random.Random(1).randbytes(width * height * len(mode)))


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises `width` x `height` points and holds none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_every_form_becomes_a_small_square_jpeg(form: str) -> None:
    result = clean_photo(encoded(noise(900, 700), form))
    image = Image.open(io.BytesIO(result))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (SIDE, SIDE)
    assert len(result) <= RESULT_LIMIT


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_points(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    result = clean_photo(encoded(Image.new(mode, (40, 60)), form))
    assert Image.open(io.BytesIO(result)).size == (40, 40)


def test_exif_goes_and_the_picture_is_turned_as_it_said() -> None:
    picture = Image.new("RGB", (64, 64), "white")
    picture.paste("red", (0, 0, 64, 32))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by a quarter to the right
    exif[0x010F] = "Secret camera"
    result = clean_photo(encoded(picture, "JPEG", exif=exif.tobytes(), comment=b"Secret words", quality=95))
    assert b"Secret" not in result
    upright = Image.open(io.BytesIO(result))
    assert upright.getpixel((60, 32))[1] < 100
    assert upright.getpixel((4, 32))[1] > 200


def test_a_clean_photo_stays_the_same_to_the_byte() -> None:
    once = clean_photo(encoded(noise(800, 600), "JPEG"))
    assert clean_photo(once) == once
    logo = clean_photo(encoded(noise(300, 100, "RGBA"), "PNG"), keep_alpha=True)
    assert clean_photo(logo, keep_alpha=True) == logo


def test_a_photo_with_remarks_or_a_tail_is_written_anew() -> None:
    once = clean_photo(encoded(Image.new("RGB", (50, 50)), "JPEG"))
    assert clean_photo(once + b"PK\x03\x04 a tail").endswith(b"\xff\xd9")


def test_a_logo_keeps_its_whole_width_and_its_transparency() -> None:
    logo = clean_photo(encoded(Image.new("RGBA", (1200, 300), (0, 0, 0, 0)), "PNG"), keep_alpha=True)
    image = Image.open(io.BytesIO(logo))
    assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (512, 128))
    assert image.getpixel((0, 0))[3] == 0
    opaque = clean_photo(encoded(Image.new("RGB", (1200, 300)), "BMP"), keep_alpha=True)
    assert Image.open(io.BytesIO(opaque)).format == "JPEG"


def test_transparency_of_a_photo_becomes_white_paper() -> None:
    result = clean_photo(encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert Image.open(io.BytesIO(result)).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(10_000, 6_000), (10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(FileRefused, match="too many points"):
        clean_photo(png_header(*size))


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"II*\0" + bytes(99)],
)
def test_what_is_no_picture_of_the_five_forms_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="Choose a JPEG, PNG, GIF, WebP or BMP file"):
        clean_photo(content)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(FileRefused, match="30 MB at most"):
        clean_photo(b"\xff\xd8\xff" + bytes(BYTES_LIMIT))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_damaged_pictures_are_refused_or_read_but_never_break(form: str) -> None:
    whole = encoded(noise(60, 60), form)
    chance = random.Random(form)
    refused = 0
    for _ in range(150):
        damaged = bytearray(whole[: chance.randrange(8, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        try:
            clean_photo(bytes(damaged))
        except FileRefused:
            refused += 1
    assert refused > 20

"""The PHOTO and LOGO of a card: base64 in one of three dresses, or a link that is kept and never followed."""

from __future__ import annotations

import binascii
from urllib.parse import unquote_to_bytes

from app.exchange.vcard.card import Picture

_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_LINKS = ("http:", "https:", "ftp:", "file:", "cid:", "content:", "//", "\\\\")


def kind_of(content: bytes) -> str:
    """The kind of picture that the bytes begin like ("image/jpeg"), or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _KINDS if content.startswith(mark)), "")


def picture_of(value: bytes) -> Picture | None:
    """The picture that the value of a PHOTO holds; None for an empty or a broken one."""
    value = value.strip()
    start = value[:200].decode("latin-1").replace("\\", "")
    if start.lower().startswith("data:"):
        head, _, data = value.partition(b",")
        content = from_base64(data) if b"base64" in head.lower() else unquote_to_bytes(data)
    elif start.lower().startswith(_LINKS):
        return Picture(link=value[:2000].decode("utf-8", "replace").replace("\\", ""))
    else:
        content = from_base64(value)
    return Picture(content, kind_of(content)) if content else None


def from_base64(data: bytes) -> bytes:
    """The bytes of `data`, which may be wrapped, escaped and short of its padding; nothing when it is broken."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    try:
        return binascii.a2b_base64(data.rstrip(b"=\r\n\t ") + b"==")
    except binascii.Error:
        return b""

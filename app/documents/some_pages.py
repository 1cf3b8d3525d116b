"""Some pages of a PDF that this program wrote, as a PDF of their own: nothing of the other pages is in it.

It knows the files of `sheet.Press` alone: one table of objects at the end, one flat list of pages. PDFium would read
any file, but on one thread at a time, and that one draws what is on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_REFERENCE = re.compile(rb"(\d+) 0 R")


def some_pages(content: bytes, pages: Sequence[int]) -> bytes:
    """The pages with these places, counted from 0, in that order. Raises `IndexError` for a page there is not."""
    parts, trailer = _objects(content), content[content.rindex(b"trailer") : content.rindex(b"startxref")]
    root = _named(trailer, b"Root")
    tree = _named(parts[root], b"Pages")
    kids = [int(number) for number in _REFERENCE.findall(_between(parts[tree], b"/Kids", b"]"))]
    chosen = [kids[place] for place in pages]
    shown = b" ".join(b"%d 0 R" % number for number in chosen)
    parts[tree] = b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [ %s ] >>\nendobj\n" % (tree, len(chosen), shown)
    kept = _reached(parts, [root, *map(int, _REFERENCE.findall(trailer))])
    heading = content[: content.index(b"1 0 obj\n")]
    return _written(heading, {number: parts[number] for number in sorted(kept)}, trailer)


def _objects(content: bytes) -> dict[int, bytes]:
    """Every object with the words around it, by its number."""
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    rows = content[start : content.rindex(b"trailer")].split(b"\n")[2:]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    ends = sorted([*offsets.values(), start])
    following = dict(pairwise(ends))
    return {number: content[offset : following[offset]] for number, offset in offsets.items()}


def _head(part: bytes) -> bytes:
    """An object without the bytes of its stream, in which anything may stand."""
    return part.partition(b"stream")[0]


def _named(part: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, _head(part))
    if found is None:
        raise ValueError("this PDF was not written by Press")
    return int(found[1])


def _between(part: bytes, start: bytes, end: bytes) -> bytes:
    return part[part.index(start) :].partition(end)[0]


def _reached(parts: dict[int, bytes], first: Sequence[int]) -> set[int]:
    """The objects that `first` need, however far away."""
    found, waiting = set(first), list(first)
    while waiting:
        named = map(int, _REFERENCE.findall(_head(parts[waiting.pop()])))
        new = {number for number in named if number in parts} - found
        found |= new
        waiting += new
    return found


def _written(heading: bytes, parts: dict[int, bytes], trailer: bytes) -> bytes:
    """The file, with a new table; numbers that are not used any more are free."""
    made, offsets = bytearray(heading), {}
    for number, part in parts.items():
        offsets[number] = len(made)
        made += part
    most = max(parts) + 1
    rows = [b"0000000000 65535 f "]
    rows += [b"%010d 00000 n " % offsets[n] if n in offsets else b"0000000000 65535 f " for n in range(1, most)]
    table = b"xref\n0 %d\n%s\n" % (most, b"\n".join(rows))
    sized = re.sub(rb"/Size \d+", b"/Size %d" % most, trailer)
    return bytes(made) + table + sized + b"startxref\n%d\n%%%%EOF\n" % len(made)

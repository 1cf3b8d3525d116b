"""Makes the program's icon in the forms that Windows, macOS and Linux ask for, from the one drawing."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "clientele.svg"
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
MAC = (16, 32, 64, 128, 256, 512, 1024)
LINUX = 256


def make(folder: Path) -> None:
    """Leave clientele.ico, clientele.icns and clientele.png in `folder`; each size is drawn, none is scaled."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: _drawn(size) for size in sorted({*WINDOWS, *MAC, LINUX})}
    for name, sizes in (("clientele.ico", WINDOWS), ("clientele.icns", MAC)):
        *smaller, largest = (pictures[size] for size in sizes)
        largest.save(folder / name, append_images=smaller, sizes=[(size, size) for size in sizes])
    pictures[LINUX].save(folder / "clientele.png")


def _drawn(size: int) -> Image.Image:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_RGBA8888)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(picture.constBits()))

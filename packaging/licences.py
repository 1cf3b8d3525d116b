"""Collects the licence of everything that comes with the packaged program, a folder for each thing.

The page "About Clientele" shows these texts. A package whose licence is not found stops the packaging.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
SHIPPED = ROOT / "packaging" / "licences"  # what comes with no text of its own, and what explains the rest
QT = ("pyside6-essentials", "shiboken6")
TEXT = re.compile(r"(^|[-_])(licen[cs]es?|copying|notice|authors|ofl)([-_.]|$)", re.IGNORECASE)


def packages() -> list[str]:
    """The packages that the program runs on, as the lock names them."""
    return re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def collect(folder: Path) -> None:
    """Fill `folder`, anew. Raises `LookupError` where a package names no licence."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, source, place in _texts():
        target = folder / name / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    shutil.copyfile(SHIPPED / "README.txt", folder / "README.txt")


def _texts() -> Iterator[tuple[str, Path, str]]:
    """The name of the thing, its text, and the place of that in its folder."""
    yield "clientele", ROOT / "LICENSE", "LICENSE.txt"
    yield "python", _of_python(), "LICENSE.txt"
    for text in sorted(SHIPPED.glob("*GPL-*.txt")):
        yield "qt", text, text.name
    yield "labels", SHIPPED / "MPL-2.0.txt", "MPL-2.0.txt"
    for name in (*packages(), "pyinstaller"):  # whose starter is part of every program it makes
        if name in QT:
            continue
        found = metadata.distribution(name)
        paths = [path for path in found.files or () if _is_licence(Path(path))]
        if not paths:
            raise LookupError(f"{name} comes without its licence")
        for path in paths:
            inner = path.parts[path.parts.index("licenses") + 1 :] if "licenses" in path.parts else path.parts[-1:]
            yield name, Path(str(found.locate_file(path))), "/".join(inner)
    resources = ROOT / "resources"
    for text in sorted(resources.rglob("*.txt")):
        if TEXT.search(text.name):
            yield text.parent.name, text, text.name
    yield "data", resources / "SOURCES.md", "SOURCES.md"


def _is_licence(path: Path) -> bool:
    inside = any(part.endswith(".dist-info") for part in path.parts)
    return inside and (bool(TEXT.search(path.name)) or "licenses" in path.parts)


def _of_python() -> Path:
    base = Path(sys.base_prefix)
    places = (base, base / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}", *base.glob("lib/py*/"))
    for place in places:
        if (place / "LICENSE.txt").exists():
            return place / "LICENSE.txt"
    found = Path(f"/usr/share/doc/python{sys.version_info.major}.{sys.version_info.minor}/copyright")
    if found.exists():
        return found
    raise LookupError("the licence of Python itself was not found")


def of_the_system(libraries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """On Debian and its like: of each collected library of the system, its package and the licence of that."""
    if shutil.which("dpkg-query") is None:
        return
    paths = {str(Path(library).resolve()) for library in libraries if library.startswith(("/usr/lib/", "/lib/"))}
    paths |= {path.removeprefix("/usr") for path in paths}  # as the package names it, before /lib moved under /usr
    told = subprocess.run(["dpkg-query", "--search", *sorted(paths)], check=False, capture_output=True, text=True)
    for package in sorted({line.split(":")[0] for line in told.stdout.splitlines()}):
        text = Path("/usr/share/doc", package, "copyright")
        if text.exists():
            yield package, str(text.resolve())

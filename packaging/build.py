"""Makes the packaged program, then tries it: from another folder, with an empty environment and no Python in reach.

`dev.py build` sets up what this needs. It leaves `clientele/` (on macOS `Clientele.app` as well) in the folder named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import icons
import licences

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import VERSION  # noqa: E402

EXE = ".exe" if sys.platform == "win32" else ""
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
STARTS = 5
MEGABYTE = 1_000_000


def make(into: Path, work: Path) -> Path:
    """The packaged program in `into`; returns the folder of its two programs."""
    icons.make(work / "icons")
    licences.collect(work / "licences")
    kept = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(work / "cache")}
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "packaging" / "clientele.spec"), "--noconfirm"]
    command += ["--distpath", str(into), "--workpath", str(work), "--log-level", "ERROR"]
    subprocess.run(command, check=True, env=kept)
    if SYSTEM == "linux":
        for part in sorted((ROOT / "packaging" / "linux").iterdir()):
            shutil.copy(part, into / "clientele")
        shutil.copy(work / "icons" / "clientele.png", into / "clientele")
    return into / "Clientele.app" / "Contents" / "MacOS" if SYSTEM == "macos" else into / "clientele"


def measure(folder: Path) -> None:
    """Say how large it is."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"{folder}: {size / MEGABYTE:.0f} MB in {len(files)} files", flush=True)


def attempt(programs: Path, *, tour: bool) -> None:
    """Use both programs as on a computer that has nothing else. Raises `LookupError`."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        window, commands = (str(programs / f"{program}{EXE}") for program in ("clientele", "clientele-cli"))
        book = home / "sample.clientele"
        if _said(home, commands, "--help") == _said(home, commands, "--help", LANG="fr"):
            raise LookupError("the packaged program speaks no French")
        _said(home, commands, "sample", str(book), "--clients", "499")
        _said(home, commands, "check", str(book))
        times = [_timed(home, window, "--first-paint", str(book)) for _ in range(STARTS)]
        wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"its first clients are seen after {wall:.2f} s ({cpu:.2f} s of CPU time)", flush=True)
        if tour:
            _said(home, commands, "tour", str(home / "tour"))
            pictures, papers = (len(list((home / "tour").rglob(f"*.{kind}"))) for kind in ("png", "pdf"))
            print(f"its tour left {pictures} pictures and {papers} papers", flush=True)


def _bare(home: Path, **more: str) -> dict[str, str]:
    """An empty environment, but for what Windows cannot do without."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "HOME": str(home), "CLIENTELE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **more}


def _said(home: Path, *command: str, **more: str) -> str:
    done = subprocess.run(
        command, cwd=home, env=_bare(home, **more), check=False, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise LookupError(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def _timed(home: Path, *command: str) -> tuple[float, float]:
    """Seconds on the clock and of CPU time (0 on Windows, which does not say) that a program took."""
    began, before = time.perf_counter(), _cpu_of_children()
    _said(home, *command)
    return time.perf_counter() - began, _cpu_of_children() - before


def _cpu_of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def pack(into: Path) -> Path:
    """One file to hand on: the folder as .tar.xz, or .zip on Windows, or the .app as .zip (which keeps its links)."""
    machine = os.environ.get("PROCESSOR_ARCHITECTURE") or os.uname().machine
    target = into / f"clientele-{VERSION}-{SYSTEM}-{machine.lower()}"
    if SYSTEM == "macos":
        packed = target.with_name(target.name + ".zip")
        subprocess.run(["ditto", "-c", "-k", "--keepParent", str(into / "Clientele.app"), str(packed)], check=True)
    else:
        kind = "zip" if SYSTEM == "windows" else "xztar"
        packed = Path(shutil.make_archive(str(target), kind, into, "clientele"))
    print(f"{packed}: {packed.stat().st_size / MEGABYTE:.0f} MB", flush=True)
    return packed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="FOLDER")
    parser.add_argument("--work", type=Path, default=ROOT / "build", metavar="FOLDER", help="for what is made between")
    parser.add_argument("--tour", action="store_true", help="try every screen and paper too")
    parser.add_argument("--pack", action="store_true", help="make one file of it")
    given = parser.parse_args()
    into, work = given.into.absolute(), given.work.absolute()
    try:
        programs = make(into, work)
        measure(into / ("Clientele.app" if SYSTEM == "macos" else "clientele"))
        attempt(programs, tour=given.tour)
    except (subprocess.CalledProcessError, LookupError) as failure:
        print(f"The packaged program is not right: {failure}", file=sys.stderr)
        return 1
    if given.pack:
        pack(into)
    return 0


if __name__ == "__main__":
    sys.exit(main())

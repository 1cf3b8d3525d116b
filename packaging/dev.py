"""The developer's commands: `run`, `test`, `setup`, `format`, `translate`, `build`. Each first sets everything up.

Standard library only, since it runs before anything is installed. What it installs is named, with hashes, in the lock
files beside it; where it installs is `.venv`, made anew whenever the lock or the Python changes.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PROGRAMS, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = PROGRAMS / f"python{EXE}"
LOCK = ROOT / "packaging" / "requirements-dev.lock"
UV_LOCK = ROOT / "packaging" / "requirements-uv.lock"
SAMPLE = ROOT / "sample-output"

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class Stop(Exception):
    """The command cannot go on, for the reason given."""


def has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment(*, screen: bool = False) -> dict[str, str]:
    """What children inherit. Byte code must be kept: without it every start compiles everything again."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME")}
    kept["PYTHONUTF8"] = "1"
    if not screen:
        kept["QT_QPA_PLATFORM"] = "offscreen"
    return kept


def call(*words: str | Path) -> bool:
    """Run a command in the checkout; whether it went well."""
    return subprocess.run([str(word) for word in words], cwd=ROOT, env=environment(), check=False).returncode == 0


def ask(*words: str | Path) -> str:
    """What a command of ours answers on stdout; stops with its own words if it refuses."""
    shown = " ".join(str(word) for word in words if word not in (PYTHON, "-m"))
    print(f"  {shown}", flush=True)
    command = [str(word) for word in words]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=False, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        raise Stop(f"`{shown}` ended with {done.returncode}")
    return done.stdout


# setting up


def missing_packages() -> list[str]:
    """The Debian packages whose libraries Qt would miss, and what makes a virtual environment."""
    wanted = LIBRARIES | (SCREEN_LIBRARIES if has_screen() else {})
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_system_packages(missing: list[str]) -> None:
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None:
        raise Stop(f"These are missing (their Debian names): {' '.join(missing)}")
    if os.geteuid() != 0:
        raise Stop(f"Something is missing. Please run:\n  sudo {' '.join(install)}")
    print(f"Installing {' '.join(missing)}", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if not call(*install) and not (call("apt-get", "update") and call(*install)):
        raise Stop(f"These packages could not be installed: {' '.join(missing)}")


@contextmanager
def alone() -> Iterator[None]:
    """Wait for another set-up of this checkout to finish. The system frees the lock if the process dies."""
    path = ROOT / "build" / "setup.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as file:
        wait_for(file)
        yield


def wait_for(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):  # LK_LOCK gives up after ten seconds
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                break
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def install() -> None:
    """Everything of the lock file into a new `.venv`: by uv, or by pip where uv does not run."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if not call(sys.executable, "-m", "venv", VENV):
        raise Stop("Python could not make a virtual environment in .venv")
    exact = ("--quiet", "--only-binary", ":all:", "--require-hashes", "--requirement")
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *exact)
    os.environ["UV_SYSTEM_CERTS"] = "1"
    uv = (PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *exact)
    if not (call(*pip, UV_LOCK) and call(*uv, LOCK)) and not call(*pip, LOCK):
        raise Stop("The Python packages could not be installed (see above)")


def compile_words() -> None:
    """Turn each catalogue newer than its compiled form into what gettext reads."""
    for catalogue in ROOT.glob("resources/locale/*/LC_MESSAGES/*.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            if not call(PYTHON, "packaging/translate.py", "compile"):
                raise Stop("The translations could not be compiled (see above)")
            return


def setup() -> None:
    """Bring `.venv` in line with the lock; at once when it already is."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise Stop(f"Clientele needs Python 3.11 or later; this is {sys.version.split()[0]}")
    if sys.platform == "linux":
        install_system_packages(missing_packages())
    inputs = LOCK.read_bytes() + UV_LOCK.read_bytes() + f"{sys.version}{ROOT}".encode()
    wanted = hashlib.sha256(inputs).hexdigest()
    stamp = VENV / "stamp"
    with alone():
        if not stamp.exists() or stamp.read_text() != wanted:
            print("Setting up .venv (once; about a minute) ...", flush=True)
            start = time.monotonic()
            install()
            stamp.write_text(wanted)
            print(f"Set up in {time.monotonic() - start:.0f} s.", flush=True)
        compile_words()


# the commands


def run(file: Path | None) -> int:
    """Open the program on `file`, or on sample data; where there is no screen, show what it does instead."""
    if not has_screen():
        return demonstrate(file)
    if file is None:
        file = SAMPLE / "sample.clientele"
        SAMPLE.mkdir(exist_ok=True)
        if not file.exists():
            ask(PYTHON, "-m", "app", "sample", file, "--clients", "499", "--seed", "1")
    command = [str(PYTHON), "-m", "ui", str(file.absolute())]
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(command[0], command, environment(screen=True))
    return subprocess.run(command, env=environment(screen=True), check=False).returncode


def demonstrate(file: Path | None) -> int:
    """A shop's daily work from the command line; its results, with pictures of the windows, are left in a folder."""
    print("There is no display here, so Clientele shows what it does without one:", flush=True)
    app, results = (PYTHON, "-m", "app"), SAMPLE / "without-display"
    book = file.absolute() if file else results / "sample.clientele"
    if file and results in book.parents:
        raise Stop(f"{file} lies in the folder of the results, which is emptied first: please move it")
    if results.exists():
        shutil.rmtree(results)
    results.mkdir(parents=True)
    if file is None:
        ask(*app, "sample", book, "--clients", "499", "--seed", "1")
    found = json.loads(ask(*app, "search", book, "martin", "--limit", "3", "--json"))
    print(ask(*app, "search", book, "martin", "--limit", "3"))
    for client in found[:1]:
        print(ask(*app, "show", book, client["reference"]))
    cards, second = results / "clients.vcf", results / "from-vcards.clientele"
    ask(*app, "export", book, cards)
    ask(*app, "new", second)
    print(ask(*app, "import", second, cards))
    screens = results / "screens"
    ask(*app, "tour", screens)
    print("  prints a statement and an invoice")
    for name in ("statement-fr.pdf", "invoice-fr.pdf"):
        shutil.copy(screens / "papers" / name, results)
    print(f"The file, its vCards, a new file made from them, PDFs, and pictures of the windows are in\n  {results}")
    return 0


def test(*, full: bool) -> int:
    """Every check, then every test; pytest comes last, so its summary closes the output."""
    checks = {
        "ruff check": (PYTHON, "-m", "ruff", "check", "."),
        "ruff format": (PYTHON, "-m", "ruff", "format", "--check", "."),
        "mypy": (PYTHON, "-m", "mypy"),
        "import-linter": (PROGRAMS / f"lint-imports{EXE}", "--no-logo"),
    }
    results = {}
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        results[name] = call(*command)
    verdict = "; ".join(f"{name} {'well' if well else 'FAILED'}" for name, well in results.items())
    print(f"== {verdict}; now the tests", flush=True)
    which = ("-m", "") if full else ()
    side_by_side = ("--numprocesses", "auto", "--maxprocesses", "4", "--dist", "worksteal")
    tested = call(PYTHON, "-m", "pytest", *side_by_side, *which)
    return 0 if tested and all(results.values()) else 1


def tidy() -> int:
    """Lay the code out as `test` expects it."""
    ruff = (PYTHON, "-m", "ruff")
    return 0 if call(*ruff, "check", "--fix", "--quiet", ".") & call(*ruff, "format", ".") else 1


def translate() -> int:
    """Bring the catalogues in line with the marked texts, say what is untranslated, compile."""
    return 0 if call(PYTHON, "packaging/translate.py", "update") else 1


def build(*, tour: bool, pack: bool) -> int:
    """The packaged program in `dist`, tried out."""
    if sys.platform == "linux" and shutil.which("objdump") is None:
        install_system_packages(["binutils"])
    chosen = [word for word, is_chosen in (("--tour", tour), ("--pack", pack)) if is_chosen]
    return 0 if call(PYTHON, "packaging/build.py", *chosen) else 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py", description="Each command sets up what it needs.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="only prepare .venv")
    commands.add_parser("run", help="open the program").add_argument("file", nargs="?", type=Path, metavar="FILE")
    tests = commands.add_parser("test", help="every check and every test")
    tests.add_argument("--full", action="store_true", help="the long tests and the benchmarks too")
    commands.add_parser("format", help="lay out the code")
    commands.add_parser("translate", help="bring the translations up to date")
    builds = commands.add_parser("build", help="make the packaged program in dist/, and try it")
    builds.add_argument("--tour", action="store_true", help="try every screen and paper of it")
    builds.add_argument("--pack", action="store_true", help="make one file of it, to hand on")
    given = parser.parse_args()
    try:
        setup()
        if given.command == "run":
            return run(given.file)
        if given.command == "test":
            return test(full=given.full)
        if given.command == "build":
            return build(tour=given.tour, pack=given.pack)
        return {"setup": lambda: 0, "format": tidy, "translate": translate}[given.command]()
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m ui [FILE]`, installed as `clientele`, opens the program.

`--tour FOLDER` leaves pictures of its screens instead; `--first-paint FILE` ends as soon as the clients are seen.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def prepare() -> None:
    """Import what needs no Qt: PySide reads the source of every module that is imported after it."""
    # Nothing of the start is ever garbage; once it has made its threads the program collects by itself.
    gc.disable()
    import app.clients.search
    import app.company.facts
    import app.progress
    import app.settings
    import app.store.book
    import app.values.person  # noqa: F401


def main() -> int:
    """Open the program, or walk through it; returns the exit status."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.CreateMutexW(None, False, "Clientele")  # its installer asks to close us first
    arguments = sys.argv
    if len(arguments) > 1 and arguments[1] == "--tour":
        from ui.tour import tour

        return tour(Path(arguments[2]) if len(arguments) > 2 else Path("tour"))
    prepare()
    if len(arguments) > 2 and arguments[1] == "--first-paint":
        from ui.first_paint import reach

        return reach(Path(arguments[2]))
    from ui.start import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

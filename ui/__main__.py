"""`python -m ui [FILE]`, installed as `clientele`, opens the program.

`--tour FOLDER` leaves pictures of its screens instead.
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
    if getattr(sys, "frozen", False):
        import multiprocessing  # only the packaged program can have been started as its own helper

        multiprocessing.freeze_support()
    arguments = sys.argv
    if len(arguments) > 1 and arguments[1] == "--tour":
        from ui.tour import tour

        return tour(Path(arguments[2]) if len(arguments) > 2 else Path("tour"))
    prepare()
    from ui.start import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

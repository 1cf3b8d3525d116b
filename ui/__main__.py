"""`python -m ui [FILE]`, installed as `clientele`, opens the program.

`--tour FOLDER` leaves pictures of its screens instead.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Open the program, or walk through it; returns the exit status."""
    multiprocessing.freeze_support()
    arguments = sys.argv
    if len(arguments) > 1 and arguments[1] == "--tour":
        from ui.tour import tour

        return tour(Path(arguments[2]) if len(arguments) > 2 else Path("tour"))
    from ui.start import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m ui [FILE]`, installed as `clientele`: opens the program."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Open the program; returns the exit status."""
    multiprocessing.freeze_support()
    from ui.start import main as start

    return start()


if __name__ == "__main__":
    sys.exit(main())

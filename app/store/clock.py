"""The day, for those who are started without anybody handing it to them: the command line. It needs no SQLAlchemy."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The day as this computer's clock has it."""
    return date.today()

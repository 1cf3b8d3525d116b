"""The typefaces of the screens: the system's own, with Inter shipped as the fall-back and for Linux.

`CLIENTELE_FONT=inter` forces Inter, so that pictures of the screens are the same on every computer.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from PySide6.QtGui import QFontDatabase, QGuiApplication

from app.paths import resource

FALL_BACK = "Inter"


@cache
def families() -> tuple[str, ...]:
    """Families in order of preference. Needs the application."""
    for file in sorted(resource("fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    bundled = sys.platform not in ("win32", "darwin") or QGuiApplication.platformName() == "offscreen"
    if bundled or os.environ.get("CLIENTELE_FONT") == "inter":
        return (FALL_BACK,)
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return (system, FALL_BACK)

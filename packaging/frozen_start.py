"""Runs first in the packaged program.

PyInstaller points LD_LIBRARY_PATH at our folder. Our own libraries are found without it; the programs we open (a
viewer, a browser) would load ours in place of theirs, and fail.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

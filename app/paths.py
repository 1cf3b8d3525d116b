"""Where things lie: the resources shipped with the program, and the folders of this person on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP_NAME = "Clientele"
_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`, in the checkout and in the packaged program alike."""
    return _ROOT.joinpath(*parts)


def licences() -> Path:
    """The licences of all that comes with the packaged program, a folder for each thing; absent in the checkout."""
    return _ROOT.parent / "licences"


def window_program() -> list[str]:
    """The command that starts the windows; in the packaged program, the other one of the same folder."""
    if getattr(sys, "frozen", False):
        ours = Path(sys.executable)
        return [str(ours.with_name("clientele").with_suffix(ours.suffix))]
    return [sys.executable, "-m", "ui"]


def _own(kind: str) -> Path:
    """`CLIENTELE_HOME` puts every folder of ours under one place: tests and the tour use it."""
    home = os.environ.get("CLIENTELE_HOME")
    if home:
        folder = Path(home) / kind
    else:
        folder = Path(getattr(platformdirs, f"user_{kind}_dir")(APP_NAME, appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def config_folder() -> Path:
    """Settings of this person on this computer."""
    return _own("config")


def data_folder() -> Path:
    """Recovery copies, the sample book, and the list of companies of SIRENE."""
    return _own("data")


def log_folder() -> Path:
    """The log and crash reports."""
    return _own("log")


def cache_folder() -> Path:
    """Files that may be thrown away at any time."""
    return _own("cache")


def documents_folder() -> Path:
    """Where a new book is suggested."""
    home = os.environ.get("CLIENTELE_HOME")
    folder = Path(home) / "documents" if home else Path(platformdirs.user_documents_dir())
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""`app` needs no screen: every module of it loads on a machine without Qt."""

import pkgutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_QT = """
import importlib, sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def modules() -> list[str]:
    """By path, since asking a package for its modules would import it."""
    names = []
    folders = [ROOT / "app", *(path for path in (ROOT / "app").rglob("*") if (path / "__init__.py").exists())]
    for folder in folders:
        package = ".".join(folder.relative_to(ROOT).parts)
        names += [package, *(f"{package}.{module.name}" for module in pkgutil.iter_modules([str(folder)]))]
    return sorted(set(names))


def test_every_module_of_app_loads_without_qt() -> None:
    command = [sys.executable, "-c", WITHOUT_QT, *modules()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""The packaged program holds all that it needs: its recipe is read here; with `--full` it is made, and tried."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import licences
import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "packaging" / "clientele.spec"
CONSTANTS = {"AS_FILES", "LEFT_OUT", "LOCALES", "QT_PLUGINS"}


@pytest.fixture(scope="module")
def recipe() -> dict[str, Any]:
    """The constants of the recipe, and its `is_wanted`."""
    kept: list[ast.stmt] = []
    for statement in ast.parse(SPEC.read_text(encoding="utf-8")).body:
        named = isinstance(statement, ast.Assign) and {ast.unparse(name) for name in statement.targets} & CONSTANTS
        if named or (isinstance(statement, ast.FunctionDef) and statement.name == "is_wanted"):
            kept.append(statement)
    found: dict[str, Any] = {"Path": Path}
    exec(compile(ast.Module(kept, []), SPEC, "exec"), found)
    return found


def imported(wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each module that a file of the program names in an import; only files that say something `wanted` are read."""
    for path in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if wanted.search(text) else ():
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((path.name, f"{node.module}.{alias.name}") for alias in node.names)


def test_every_resource_is_taken_along(recipe: dict[str, Any]) -> None:
    is_wanted: Callable[[str], bool] = recipe["is_wanted"]
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("resources/**/*") if path.is_file()]
    assert '"resources"), "resources")' in SPEC.read_text(encoding="utf-8")
    assert {name for name in files if not is_wanted(name)} <= {name for name in files if name.endswith(".po")}


def test_nothing_else_lies_beside_the_code() -> None:
    others = (path for folder in ("app", "ui") for path in ROOT.glob(f"{folder}/**/*") if path.is_file())
    places = {path.parent.relative_to(ROOT).as_posix() for path in others if path.suffix not in {".py", ".pyc"}}
    assert places == {"app/store/migrations/versions"}, "what is no code belongs into resources/, or into the recipe"


def test_what_is_found_by_name_is_named() -> None:
    source = SPEC.read_text(encoding="utf-8")
    for package in ("app", "ui", "stdnum", "reportlab.graphics.barcode", "alembic.ddl"):
        assert f'collect_submodules("{package}"' in source, package
    for module in ("_rl_accel", "sqlalchemy.dialects.sqlite", "sqlcipher3.dbapi2"):
        assert f'"{module}",' in source, module


def test_nothing_that_is_used_is_left_out(recipe: dict[str, Any]) -> None:
    left_out = recipe["LEFT_OUT"]
    said = re.compile(rf"import.*\b({'|'.join(re.escape(name.split('.')[-1]) for name in left_out)})\b")
    modules = [(file, f"{module}.") for file, module in imported(said)]
    found = [(file, module) for file, module in modules for name in left_out if module.startswith(f"{name}.")]
    assert not found


def test_the_plugins_that_draw_are_there(recipe: dict[str, Any]) -> None:
    is_wanted: Callable[[str], bool] = recipe["is_wanted"]
    for name in ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "iconengines/libqsvgicon.so"):
        assert is_wanted(f"PySide6/Qt/plugins/{name}")
    assert is_wanted("PySide6/plugins/platforms/qwindows.dll")
    assert is_wanted("PySide6/Qt/plugins/platforms/libqcocoa.dylib")
    assert not is_wanted("PySide6/Qt/plugins/platformthemes/libqgtk3.so"), "drags in the whole of GTK"
    assert is_wanted("babel/locale-data/fr_CH.dat")
    assert not is_wanted("babel/locale-data/zh.dat")


def test_lgpl_parts_can_be_replaced(recipe: dict[str, Any]) -> None:
    told = {name: metadata.metadata(name).get("License", "") for name in licences.packages()}
    lesser = {name for name, words in told.items() if "LGPL" in words}
    assert lesser == {"python-stdnum", *licences.QT}, "as plain files, or as shared libraries"
    assert recipe["AS_FILES"] == {"stdnum": "py"}


def test_every_package_brings_its_licence(tmp_path: Path) -> None:
    licences.collect(tmp_path)
    for name in licences.packages():
        texts = [path for path in (tmp_path / ("qt" if name in licences.QT else name)).rglob("*") if path.is_file()]
        assert any(path.stat().st_size > 200 for path in texts), name


def test_the_installer_waits_for_the_program_that_runs() -> None:
    recipe = (ROOT / "packaging/windows/clientele.iss").read_text(encoding="utf-8-sig")
    mutex = re.search(r"^AppMutex=(\S+)$", recipe, re.MULTILINE)
    assert mutex is not None
    assert f'CreateMutexW(None, False, "{mutex[1]}")' in (ROOT / "ui/__main__.py").read_text(encoding="utf-8")


def test_the_programs_carry_the_names_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(project["gui-scripts"]) == ["clientele"]
    assert list(project["scripts"]) == ["clientele-cli"]


@pytest.mark.full
@pytest.mark.skipif(sys.platform == "linux" and not shutil.which("objdump"), reason="needs binutils")
def test_the_packaged_program_works_with_nothing_around_it(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "packaging/build.py", "--into", tmp_path / "dist", "--work", tmp_path / "work"]
    done = subprocess.run([*map(str, command), "--tour"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "its tour left" in done.stdout

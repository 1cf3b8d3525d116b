"""The lock files say exactly what is installed, by hash, and never from where."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUN, DEV, UV = (ROOT / "packaging" / f"requirements{part}.lock" for part in ("", "-dev", "-uv"))
ADDRESS = re.compile(r"\w+://|index[-]url|find[-]links|^-", re.MULTILINE)


def requirements(path: Path) -> dict[str, Requirement]:
    """By canonical name; each must be exact and hashed."""
    found = {}
    for block in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip()):
        first, *hashes = block.replace("\\\n", "\n").splitlines()
        requirement = Requirement(first)
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), first
        assert hashes, f"{first} has no hash"
        assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}\s*", line) for line in hashes), first
        found[canonicalize_name(requirement.name)] = requirement
    return found


@pytest.mark.parametrize("path", [RUN, DEV, UV], ids=lambda path: path.name)
def test_a_lock_names_no_place(path: Path) -> None:
    assert not ADDRESS.findall(path.read_text(encoding="utf-8"))
    assert requirements(path)


def test_the_project_asks_for_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for path, asked in (
        (RUN, project["project"]["dependencies"]),
        (DEV, project["project"]["dependencies"] + project["dependency-groups"]["dev"]),
    ):
        locked = requirements(path)
        for line in map(Requirement, asked):
            assert line.specifier == locked[canonicalize_name(line.name)].specifier, f"{line} in {path.name}"


def test_developers_run_what_users_run() -> None:
    developed = requirements(DEV)
    for name, requirement in requirements(RUN).items():
        assert developed[name].specifier == requirement.specifier


def test_what_is_locked_is_installed() -> None:
    for name, requirement in requirements(DEV).items():
        if requirement.marker is None or requirement.marker.evaluate():
            assert f"=={metadata.version(name)}" == str(requirement.specifier), name

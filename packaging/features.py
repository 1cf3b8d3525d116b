"""The feature table, tests/FEATURES.md: which feature is shown by which test.

`python packaging/features.py` rewrites it: titles stay as they stand there, ids new in the specification beside the
checkout (if it is there) are added, and the tests are those marked `@pytest.mark.feature("id", ...)`.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "FEATURES.md"
SPECIFICATION = ROOT.parent / "shared" / "features.md"

HEADING = """# What Clientele does, and the test that shows it

A row is shown when a test, marked with its id, uses the feature from the window. Made by `packaging/features.py`.

| id | what | test |
|---|---|---|
"""


def rows(table: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Title and tests by id, of a table laid out as ours."""
    found = re.findall(r"^\| `([a-z0-9_.]+)` \| (.*?) \| (.*?) ?\|$", table, re.MULTILINE)
    return {key: (title, tuple(re.findall(r"`([^`]+)`", tests))) for key, title, tests in found}


def specified() -> dict[str, str]:
    """What the specification calls each feature, by id; those of the peers are numbered there."""
    if not SPECIFICATION.exists():
        return {}
    text = SPECIFICATION.read_text(encoding="utf-8")
    titles = dict(re.findall(r"^\| `([a-z0-9_.]+)` \| (.*?) \| ", text, re.MULTILINE))
    peers = text.partition("\n## 2.")[2].partition("\n## 3.")[0]
    titles |= {f"peer.{n}": title for n, title in re.findall(r"^\| (\d+) \| (.*?) \| ", peers, re.MULTILINE)}
    return {key: title.replace("**", "") for key, title in titles.items()}


def marks(node: ast.AST) -> Iterator[str]:
    """The feature ids in a decorator or in `pytestmark`."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.feature":
            yield from (str(word.value) for word in call.args if isinstance(word, ast.Constant))


def shown() -> dict[str, list[str]]:
    """The tests marked with each id, as `journeys/test_x.py::test_y`."""
    found = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = [key for node in tree.body if isinstance(node, ast.Assign) for key in marks(node)]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                test = f"{path.relative_to(ROOT / 'tests').as_posix()}::{node.name}"
                for key in [*everywhere, *(key for line in node.decorator_list for key in marks(line))]:
                    found[key].append(test)
    return dict(found)


def table() -> str:
    """The table as it should be now; a mark with an unknown id is left out (a sweep refuses it)."""
    old = rows(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    titles = specified() | {key: title for key, (title, _) in old.items()}
    tests = shown()
    lines = []
    for key, title in titles.items():
        cell = ", ".join(f"`{test}`" for test in tests.get(key, ()))
        lines.append(f"| `{key}` | {title} | {cell} |\n".replace("|  |", "| |"))
    return HEADING + "".join(lines)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")

"""Every path that writes records by SQL tells the history; what goes through the ORM is noted by itself.

A write that leaves no trace could not be undone, would be missing from the record's history, and would leave the list
and the search index as they were.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\s+(INTO|FROM|OR|\w+\s+SET|\"|\{)")
CORE = {"insert", "update", "delete"}
TELLS = {"inserted", "laid", "updated", "touched", "note", "note_range"}
# The list, the index and the figures are made from the records, which have a history of their own; companies of
# SIRENE are not in the book.
DERIVED = {
    "app/accounts/figures.py", "app/clients/index.py", "app/clients/audit.py", "app/exchange/register/extract.py",
}  # fmt: skip


def first_words(node: ast.AST) -> str:
    """The beginning of a text, be it put together or not."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=[first, *rest]):
            return first_words(first) + ("{" if rest or isinstance(first, ast.FormattedValue) else "")
        case ast.BinOp(left=left):
            return first_words(left)
    return ""


def writes(tree: ast.Module) -> Iterator[int]:
    """The lines of a module where rows are written by SQL or by a Core statement."""
    core = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in CORE
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and WRITES.match(first_words(node)):
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in core:
            yield node.lineno


def tells(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TELLS
        for node in ast.walk(tree)
    )


def silent(source: str) -> list[int]:
    tree = ast.parse(source)
    return [] if tells(tree) else sorted(set(writes(tree)))


def test_every_write_by_sql_is_told() -> None:
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("app/store/") and name not in DERIVED:
            found += [f"{name}:{line}" for line in silent(path.read_text(encoding="utf-8"))]
    assert not found, f"written without a word to the history: {found}"


def test_windows_write_nothing_by_sql() -> None:
    found = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(ROOT).as_posix()}:{line}" for line in writes(tree)]
    assert not found, found


def test_the_sweep_sees_what_it_looks_for() -> None:
    guilty = (
        "run('INSERT INTO client(id) VALUES(1)')",
        "run(f'UPDATE {table} SET a=1')",
        "run(f'DELETE FROM \"{table}\" WHERE id=?')",
        "from sqlalchemy import delete\nsession.execute(delete(Client))",
        "query = 'UPDATE client SET a=1 '\nrun(query + 'WHERE id=2')",
    )
    for source in guilty:
        assert silent(source), source
        assert not silent(f"{source}\nhistory.updated(session, 'client', 1)")
    for source in ("run('SELECT 1')", "session.delete(client)", "N_('Delete from the list')", "update(session)"):
        assert not silent(source), source

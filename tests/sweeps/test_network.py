"""The program opens no connection: nothing in it can even name one, but the local socket of the second start."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc", "PySide6.QtNetwork",
}  # fmt: skip
LOCAL = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_imports_the_network() -> None:
    found = []
    for path in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        name = path.relative_to(ROOT).as_posix()
        for module in imported(path):
            if name == "ui/start.py" and module in LOCAL:
                continue
            if any(f"{module}.".startswith(f"{network}.") for network in NETWORK):
                found.append(f"{name}: {module}")
    assert not found, f"no network: {found}"

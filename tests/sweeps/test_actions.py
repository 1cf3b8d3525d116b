"""Every command: one meaning for each key, a place in a menu, a word, an icon that exists, somebody who serves it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtGui import QKeySequence

from app.paths import resource
from ui.actions import COMMANDS, MENUS, SEPARATOR

ROOT = Path(__file__).resolve().parents[2]
REAL = [command for command in COMMANDS if command.key != SEPARATOR]


# Served by pages that are never in front together: the editor of a document; the list of clients and a record.
NEVER_TOGETHER = {"add_line": "ui/sales/", "labels": "ui/clients/"}


def test_no_key_has_two_meanings() -> None:
    named = [command for command in REAL if command.key != "labels"]
    keys = Counter(QKeySequence(keys).toString() for command in named for keys in command.keys.split())
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_key_that_two_commands_share_is_served_by_pages_apart() -> None:
    for key, place in NEVER_TOGETHER.items():
        files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "ui").rglob("*.py")]
        serving = [name for name in files if f'"{key}": ' in (ROOT / name).read_text(encoding="utf-8")]
        assert [name for name in serving if not name.startswith((place, "ui/mailings/"))] == []
        assert any(name.startswith(place) for name in serving)


def test_keys_can_be_read() -> None:
    assert [command.key for command in REAL for keys in command.keys.split() if QKeySequence(keys).isEmpty()] == []


def test_every_command_is_in_a_menu_and_has_a_word() -> None:
    assert [command.key for command in REAL if command.menu not in MENUS or not command.text] == []


def test_names_are_given_once() -> None:
    assert len({command.key for command in REAL}) == len(REAL)


def test_every_icon_is_there() -> None:
    missing = {
        command.icon for command in REAL if command.icon and not resource("icons", f"{command.icon}.svg").exists()
    }
    assert missing == set()


def test_somebody_serves_every_command() -> None:
    """Each key is named as a string somewhere in the windows besides the table itself."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py") if path.name != "actions.py"]
    unserved = [command.key for command in REAL if not any(f'"{command.key}"' in text for text in texts)]
    assert unserved == []

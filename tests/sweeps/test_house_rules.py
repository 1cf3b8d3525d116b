"""The rules of the house that are not about imports. Each says why it is there.

An exception is made on the line itself: `# long: the reason`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

Node = TypeVar("Node", bound=ast.AST)
ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
ALLOWED = re.compile(r"# long: \S+")
MARKERS = {"N_": 1, "plural": 2, "tr": 1}  # and how many texts each takes


class Rule(NamedTuple):
    """`pattern` stands nowhere in `places` but in `homes`, for the `reason`. `texts`: look into strings too."""

    pattern: str
    places: tuple[str, ...]
    homes: tuple[str, ...]
    reason: str
    texts: bool = False


RULES = {
    "transactions": Rule(
        r"\.(commit|rollback)\(|\bcreate_engine\b",
        ("app/", "ui/"),
        ("app/store/",),
        "a write is whole or absent: only the book begins and ends one",
    ),
    "threads": Rule(
        r"\b(QThread|QThreadPool|QRunnable|QtConcurrent|(Thread|Process)PoolExecutor|processEvents)\b"
        r"|\bthreading\.(Thread|Timer)\b",
        ("app/", "ui/"),
        ("ui/jobs.py",),
        "threads live in one module, where they are interrupted and joined",
    ),
    "boxes": Rule(
        r"\b(QMessageBox|QFileDialog|QInputDialog)\b",
        ("ui/",),
        ("ui/widgets/dialogs.py",),
        "the program asks in one manner",
    ),
    "clock": Rule(
        r"\b(date|datetime|func)\.(now|today|utcnow)\(|\btime\.time\(",
        ("app/",),
        ("app/store/",),
        "a result that depends on the day gets the day as an argument",
    ),
    "exact money": Rule(
        r"\bfloat\(",
        ("app/values/", "app/catalog/", "app/sales/", "app/accounts/"),
        (),
        "money is counted in whole ten-thousandths",
    ),
    "one translator": Rule(
        r"\bn?gettext\b",
        ("app/", "ui/"),
        ("app/i18n.py",),
        "texts are marked where they arise and translated where they are shown",
    ),
    "resources": Rule(
        r"_MEIPASS|[\"']resources\b",
        ("app/", "ui/"),
        ("app/paths.py",),
        "the packaged program keeps its resources elsewhere",
        texts=True,
    ),
    "other programs": Rule(
        r"\bsys\.executable\b",
        ("app/", "ui/"),
        ("app/paths.py",),
        "in the packaged program it is not Python",
    ),
    "immutable rows": Rule(
        r"(?i)\binsert\s+or\s+replace\b|\bbatch_alter_table\b",
        ("app/",),
        (),
        "the one walks through the triggers, the other drops them and can empty tables that depend",
        texts=True,
    ),
    "big selections": Rule(
        r"\bselectedRows\(",
        ("ui/",),
        (),
        "it takes seconds on a long list: read the ranges of the selection",
    ),
    "addresses of one machine": Rule(
        r"/w[o]rk/|/h[o]me/\w|/o[p]t/|/r[o]ot/|index[-]url|p[y]pi\.org",
        ("app/", "ui/", "tests/", "packaging/", ".ci/", ".github/"),
        (),
        "the checkout works anywhere",
        texts=True,
    ),
}


@cache
def sources(*places: str) -> tuple[Path, ...]:
    found = (path for place in places for path in sorted((ROOT / place).rglob("*")))
    return tuple(path for path in found if path.is_file() and path.suffix in {".py", ".yml", ""})


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


@cache
def code(path: Path) -> str:
    """The source with its strings and comments blanked, line for line."""
    lines = text(path).splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
        if token.type in {tokenize.STRING, tokenize.COMMENT}:
            (first, start), (last, end) = token.start, token.end
            for number in range(first - 1, last):
                line = lines[number]
                left, right = (start if number == first - 1 else 0), (end if number == last - 1 else len(line) - 1)
                lines[number] = line[:left] + " " * (right - left) + line[right:]
    return "".join(lines)


def nodes(path: Path, *kinds: type[Node]) -> Iterator[Node]:
    if path.suffix == ".py":
        yield from (node for node in ast.walk(ast.parse(text(path))) if isinstance(node, kinds))


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def refuse(found: list[str], reason: str) -> None:
    assert not found, f"{reason}:\n  " + "\n  ".join(sorted(found))


@pytest.mark.parametrize("title", RULES)
def test_it_stands_only_where_it_belongs(title: str) -> None:
    rule = RULES[title]
    found = []
    for path in sources(*rule.places):
        if name(path).startswith(rule.homes or ("-",)):
            continue
        lines = (text(path) if rule.texts or path.suffix != ".py" else code(path)).splitlines()
        guilty = ((number, line) for number, line in enumerate(lines, 1) if re.search(rule.pattern, line))
        found += [f"{name(path)}:{number}: {line.strip()}" for number, line in guilty]
    refuse(found, rule.reason)


def test_every_module_is_named_for_what_it_holds() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
    found = [name(path) for path in sources("app", "ui", "packaging", "tests") if vague.search(path.stem)]
    refuse(found, "such a name says nothing of what is inside")


def test_no_file_is_long() -> None:
    found = []
    for path in sources("app", "ui", "packaging", "tests"):
        lines = text(path).splitlines()
        if len(lines) > MOST_LINES_OF_A_FILE and not any(ALLOWED.search(line) for line in lines[:5]):
            found.append(f"{name(path)}: {len(lines)} lines")
    refuse(found, f"a file is read in one sitting ({MOST_LINES_OF_A_FILE} lines)")


def test_no_function_is_long() -> None:
    found = []
    for path in sources("app", "ui", "packaging", "tests"):
        for function in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
            length = (function.end_lineno or 0) - function.lineno + 1
            heading = text(path).splitlines()[function.lineno - 1 : function.body[0].lineno]
            if length > MOST_LINES_OF_A_FUNCTION and not any(ALLOWED.search(line) for line in heading):
                found.append(f"{name(path)}:{function.lineno}: {function.name}, {length} lines")
    refuse(found, f"a function fits on a screen ({MOST_LINES_OF_A_FUNCTION} lines)")


def test_bugs_fly() -> None:
    found = []
    for path in set(sources("app", "ui")) - {ROOT / "ui/jobs.py", ROOT / "ui/crash.py"}:
        for handler in nodes(path, ast.ExceptHandler):
            caught = {getattr(node, "id", "") for node in ast.walk(handler.type)} if handler.type else {"Exception"}
            if caught & {"Exception", "BaseException"} and ast.unparse(handler.body[-1]) != "raise":
                found.append(f"{name(path)}:{handler.lineno}")
    refuse(found, "what is not expected may be cleaned up after, and must then travel on to the crash report")


def test_marked_texts_are_whole() -> None:
    found = []
    for path in set(sources("app", "ui")) - {ROOT / "app/i18n.py"}:
        for call in nodes(path, ast.Call):
            texts = call.args[: MARKERS.get(called(call), 0)]
            put_together = any(isinstance(words, ast.JoinedStr | ast.BinOp) for words in texts)
            unseen = called(call) != "tr" and any(not isinstance(words, ast.Constant) for words in texts)
            if put_together or unseen:
                found.append(f"{name(path)}:{call.lineno}: {ast.unparse(call)[:80]}")
    refuse(found, "a translator sees whole sentences with {named} places, never pieces put together")


def test_no_test_types_accents() -> None:
    found = []
    for path in sources("tests"):
        for call in nodes(path, ast.Call):
            words = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
            typed = called(call) == "keyClicks"
            if typed and any(isinstance(word, str) and not word.isascii() for word in words):
                found.append(f"{name(path)}:{call.lineno}")
    refuse(found, "keyClicks aborts the interpreter on any other letter: send a QKeyEvent with the text")


def test_the_rules_see_what_they_forbid() -> None:
    guilty = {
        "transactions": "session.commit()",
        "threads": "QApplication.processEvents()",
        "boxes": "QMessageBox.warning(self)",
        "clock": "date.today()",
        "exact money": "float(price)",
        "one translator": "gettext('x')",
        "resources": "Path('resources/icons')",
        "other programs": "subprocess.run([sys.executable])",
        "immutable rows": "INSERT OR REPLACE INTO client",
        "big selections": "view.selectedRows()",
        "addresses of one machine": "/o" + "pt/venv",
    }
    assert guilty.keys() == RULES.keys()
    for title, line in guilty.items():
        assert re.search(RULES[title].pattern, line), title

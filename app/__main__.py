"""The command line: the second, headless front door. It reads words and prints lines; the acts are in `commands.py`.

Exit status: 0 done; 1 refused, with the reason on stderr and nothing changed; 2 the words were wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from app import commands, logs
from app.errors import AppError, Cancelled, Invalid
from app.i18n import LANGUAGES, N_, Translator

_NOT_YET_FORMATS = ("csv", "xlsx", "ics")

Act = Callable[[argparse.Namespace, Translator], Iterator[str]]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    words = sys.argv[1:] if words is None else words
    tr = Translator(system_language(os.environ))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parser(tr).parse_args(words)
    if _asks_for_later(given):
        return _not_yet(tr)
    logs.start()
    act: Act = given.act
    try:
        for line in act(given, tr):
            print(line, flush=True)
    except Invalid as refusal:
        return _refuse(*(tr(problem.message, **problem.parameters) for problem in refusal.problems))
    except AppError as refusal:
        return _refuse(tr(refusal.message, **refusal.parameters))
    except (Cancelled, KeyboardInterrupt):
        return _refuse(tr(N_("Stopped: nothing was changed.")))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        logs.stop()
    return 0


def system_language(environment: Mapping[str, str]) -> str:
    """The language of this person's system, as POSIX says it; English when it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"


def _refuse(*reasons: str) -> int:
    print("\n".join(reasons), file=sys.stderr)
    return 1


def _not_yet(tr: Translator) -> int:
    print(tr(N_("not yet available")), file=sys.stderr)
    return 2


def _asks_for_later(given: argparse.Namespace) -> bool:
    named = str(getattr(given, "file", "")).lower()
    if given.command == "import":
        return given.kind in _NOT_YET_FORMATS or (given.kind is None and named.endswith(_endings()))
    if given.command == "export":
        return named.endswith(_endings()) or given.vcard != "3.0"
    return given.command == "exercise" and given.what not in commands.EXERCISES


def _endings() -> tuple[str, ...]:
    return tuple(f".{name}" for name in _NOT_YET_FORMATS)


def _parser(tr: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="clientele-cli", description=tr(N_("The client records of one shop.")))
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def verb(name: str, act: Act, words: str, *places: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=tr(words), description=tr(words))
        made.set_defaults(act=act)
        for place in places:
            made.add_argument(place, metavar=place.upper(), type=str if place in _TEXTS else Path)
        return made

    _add_files(verb)
    _add_exchange(verb)
    _add_reading(verb)
    return parser


_TEXTS = ("text", "reference", "template")
Verb = Callable[..., argparse.ArgumentParser]


def _add_files(verb: Verb) -> None:
    new = verb("new", commands.new, N_("Make a new file"), "book")
    new.add_argument("--country", default="FR", metavar="CODE", type=str.upper)
    new.add_argument("--language", default="fr", choices=LANGUAGES)
    sample = verb("sample", commands.sample, N_("Make a file of invented clients"), "book")
    sample.add_argument("--clients", type=_count, default=499, metavar="N")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    verb("backup", commands.back_up, N_("Back up into a folder, or as the file named"), "book", "destination")
    verb("restore", commands.bring_back, N_("Bring a backup back; the present file is kept"), "backup", "book")
    verb("check", commands.check, N_("Check everything that can be checked"), "book").add_argument(
        "--json", action="store_true"
    )
    verb("tour", commands.tour, N_("Leave pictures of every screen in a folder"), "folder")


def _add_exchange(verb: Verb) -> None:
    bring = verb("import", commands.bring_in, N_("Take clients in from a vCard file"), "book", "file")
    bring.add_argument("--as", dest="kind", choices=("vcard", *_NOT_YET_FORMATS), metavar="vcard")
    bring.add_argument("--update", action="store_true")
    bring.add_argument("--dry-run", action="store_true")
    export = verb("export", commands.take_out, N_("Write clients to a vCard file"), "book", "file")
    export.add_argument("--search", default="", metavar="TEXT")
    export.add_argument("--vcard", default="3.0", choices=("3.0", "4.0"), metavar="3.0")


def _add_reading(verb: Verb) -> None:
    search = verb("search", commands.find, N_("Find clients"), "book", "text")
    search.add_argument("--limit", type=_count, metavar="N")
    search.add_argument("--json", action="store_true")
    verb("show", commands.show, N_("Show a whole record"), "book", "reference").add_argument(
        "--json", action="store_true"
    )
    statement = verb("statement", commands.statement, N_("Write the account statements of clients"), "book")
    statement.add_argument("references", nargs="+", metavar="REFERENCE")
    statement.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    statement.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="D")
    statement.add_argument("--to", dest="to_on", type=date.fromisoformat, metavar="D")
    statement.add_argument("--open-items", action="store_true")
    statement.add_argument("--language", choices=LANGUAGES, default="", metavar="fr|en")
    letters = verb("letters", commands.letters, N_("Write a template as letters"), "book", "template")
    letters.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    letters.add_argument("--search", default="", metavar="TEXT")
    labels = verb("labels", commands.labels, N_("Write address labels"), "book")
    labels.add_argument("--sheet", required=True, metavar="ID")
    labels.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    labels.add_argument("--search", default="", metavar="TEXT")
    labels.add_argument("--first", type=_count, default=1, metavar="N")
    labels.add_argument("--copies", type=_count, default=1, metavar="N")
    labels.add_argument("--outlines", action="store_true")
    envelopes = verb("envelopes", commands.envelopes, N_("Write envelopes without a window"), "book")
    envelopes.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    envelopes.add_argument("--search", default="", metavar="TEXT")
    envelopes.add_argument("--size", default="", metavar="DL")
    exercise = verb("exercise", commands.exercise, N_("Write many times, telling of each: for tests"), "book")
    what = ("save", "issue", "pay", "merge", "import")
    exercise.add_argument("what", choices=what, metavar="|".join(commands.EXERCISES))
    exercise.add_argument("--count", type=_count, default=10, metavar="N")


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 10_000_000:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())

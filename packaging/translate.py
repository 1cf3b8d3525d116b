"""The words of each language: from the marked texts of `app` and `ui` to the compiled catalogues.

`update` rewrites the `.po` files (what is gone is dropped, what is new waits empty), `compile` makes the `.mo` files.
A text is marked by `N_("...")`, `tr("...")` or `plural("...", "...")`; nothing else reaches a translator.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr",)  # besides the English of the code
KEYWORDS = {"N_": None, "tr": None, "plural": (1, 2)}
COMMENT = "Note:"
HEADER = "# The words of Clientele. New texts come in with `dev.py translate`."


def catalogue(language: str) -> Path:
    """Where the words of `language` are kept."""
    return ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "clientele.po"


def marked() -> Catalog:
    """Every text marked in the code, with the files it stands in. A comment `# Note: ...` above it is kept."""
    texts = Catalog()
    for folder in ("app", "ui"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=[COMMENT])
        for file, _line, message, comments, context in found:
            texts.add(message, None, [(f"{folder}/{file}", 0)], auto_comments=comments, context=context)
    return texts


def read(language: str) -> Catalog:
    with catalogue(language).open("rb") as file:
        return read_po(file, locale=language, domain="clientele")


def untranslated(words: Catalog) -> Iterator[str]:
    """The texts of `words` that still want a translation, or a second look."""
    for message in words:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            yield message.id if isinstance(message.id, str) else message.id[0]


def update(language: str) -> None:
    path = catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    words = read(language) if path.exists() else Catalog(locale=language, header_comment=HEADER, fuzzy=False)
    words.update(marked(), no_fuzzy_matching=True, update_creation_date=False)
    words.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, words, width=120, sort_output=True, include_lineno=False)
    waiting = list(untranslated(words))
    print(f"{language}: {len(words)} texts, {len(waiting)} to translate", *waiting, sep="\n  ")


def compile_words(language: str) -> None:
    """Through a half-written file, so that a program starting meanwhile reads the old words or the new."""
    compiled = catalogue(language).with_suffix(".mo")
    half = compiled.with_suffix(".half")
    with half.open("wb") as file:
        write_mo(file, read(language))
    half.replace(compiled)


def main(words: list[str]) -> int:
    if words not in (["update"], ["compile"]):
        print("update or compile?", file=sys.stderr)
        return 2
    for language in LANGUAGES:
        if words == ["update"]:
            update(language)
        compile_words(language)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Merge fields replaced by what they stand for. Words of data become runs of plain text: nothing in them is markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.mailings.merge_fields import FILLED, GENDER, NUMBER, is_conditional
from app.values.rich_text import Paragraph, Part, Run, Table, Text, from_marked, paragraphs

GENDERS = ("m", "f")
ONE = "1"


@dataclass(frozen=True)
class Words:
    """A text in one language; in the title `{first_name}` is a merge field too."""

    language: str
    title: str = ""
    body: Text = ()


def words_for(texts: Iterable[Words], language: str) -> Words:
    """The text in a language, else the first there is."""
    known = tuple(texts)
    return next((each for each in known if each.language == language), known[0] if known else Words(language))


def keys_of(words: Words) -> tuple[str, ...]:
    """The merge fields of a title and a text, each once."""
    return tuple(dict.fromkeys(run.field for run in _runs(words) if run.field))


def as_text(title: str) -> Text:
    """A title as text, so that its fields are known."""
    return from_marked(" ".join(title.split()))


def fill(text: Text, said: Mapping[str, str], replacements: Mapping[str, str]) -> Text:
    """`text` without any field: the words `said`, else the replacement for that field, else nothing.

    A line that is left empty by its fields goes.
    """
    return tuple(part for each in text if (part := _filled(each, said, replacements)) is not None)


def fill_line(title: str, said: Mapping[str, str], replacements: Mapping[str, str]) -> str:
    """A title in one line."""
    runs = (run for each in paragraphs(fill(as_text(title), said, replacements)) for run in each.runs)
    return " ".join("".join(run.text for run in runs).split())


def missing(keys: Iterable[str], said: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that have nothing to say."""
    return tuple(key for key in keys if not is_conditional(key) and not said.get(key))


def _runs(words: Words) -> Iterable[Run]:
    return (run for text in (as_text(words.title), words.body) for each in paragraphs(text) for run in each.runs)


def _filled(part: Part, said: Mapping[str, str], replacements: Mapping[str, str]) -> Part | None:
    if isinstance(part, Table):
        return Table(tuple(tuple(_paragraph(cell, said, replacements) for cell in row) for row in part.rows))
    if not any(run.field for run in part.runs):
        return part
    filled = _paragraph(part, said, replacements)
    return filled if any(run.text.strip() for run in filled.runs) else None


def _paragraph(paragraph: Paragraph, said: Mapping[str, str], replacements: Mapping[str, str]) -> Paragraph:
    if not any(run.field for run in paragraph.runs):
        return paragraph
    runs = tuple(_run(run, said, replacements) if run.field else run for run in paragraph.runs)
    return replace(paragraph, runs=runs)


def _run(run: Run, said: Mapping[str, str], replacements: Mapping[str, str]) -> Run:
    word = said.get(run.field, "")
    if run.field == GENDER:
        place = GENDERS.index(word) if word in GENDERS else len(GENDERS)
        text = _variant(run, place)
    elif run.field.startswith(NUMBER):
        text = _variant(run, 0 if word == ONE else 1)
    elif run.field.startswith(FILLED):
        text = _variant(run, 0 if word else 1)
    else:
        text = word or replacements.get(run.field, "")
    return replace(run, text=text, field="", variants=())


def _variant(run: Run, place: int) -> str:
    """The variant at a place; a missing one is the first, but "if empty" and "otherwise" may be left out."""
    if place < len(run.variants):
        return run.variants[place]
    return "" if run.field.startswith(FILLED) else next(iter(run.variants), "")

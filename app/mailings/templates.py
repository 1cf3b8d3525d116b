"""Templates: texts to begin a letter, an e-mail, a comment or a reminder from, one in each language.

Six come with the program in good French and English; they are the owner's from then on, to change and to delete.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.company.records import home
from app.errors import Conflict, Invalid, NotFound, Problem
from app.i18n import LANGUAGES, N_, Translator
from app.mailings import filling, merge_words
from app.mailings.filling import Words, words_for
from app.mailings.model import Mailing, TemplateText
from app.mailings.model import Template as Stored
from app.paths import resource
from app.store.base import new_uid
from app.store.book import explained
from app.values.folding import fold
from app.values.rich_text import from_json, from_marked, limited, to_json

KINDS = (
    ("letter", N_("Letter")), ("email", N_("E-mail")), ("comment", N_("Comment")), ("reminder", N_("Reminder")),
)  # fmt: skip
STARTERS = {
    "welcome": N_("Welcome"),
    "prices": N_("Change of prices"),
    "holidays": N_("Season’s greetings"),
    "thanks": N_("Thank you"),
    "invitation": N_("Invitation"),
    "address": N_("We are moving"),
}


@dataclass(frozen=True)
class Template:
    """One template; `id` is 0 for a new one."""

    name: str = ""
    kind: str = "letter"
    id: int = 0
    version: int = 0
    starter: str = ""
    texts: tuple[Words, ...] = ()


class TemplateRow(NamedTuple):
    """One line of the list."""

    id: int
    kind: str
    name: str
    starter: str
    languages: tuple[str, ...]


def listed(session: Session, kind: str = "") -> list[TemplateRow]:
    """The templates in the owner's order, of one kind or of all."""
    wanted = select(Stored).options(selectinload(Stored.texts)).order_by(Stored.position, Stored.name, Stored.id)
    found = session.scalars(wanted.where(Stored.kind == kind) if kind else wanted)
    return [
        TemplateRow(each.id, each.kind, each.name, each.starter, tuple(text.language for text in each.texts))
        for each in found
    ]


def load(session: Session, template_id: int) -> Template:
    """One template. Raises `NotFound`."""
    found = _find(session, template_id)
    texts = tuple(Words(text.language, text.title, from_json(text.body)) for text in found.texts)
    return Template(found.name, found.kind, found.id, found.version, found.starter, texts)


def save(session: Session, template: Template) -> int:
    """Write a template, new or changed; its id. Raises `Invalid` without a name, `Conflict` where it was changed."""
    name = " ".join(template.name.split())
    if not name:
        raise Invalid([Problem("name", N_("Enter a name."))])
    if template.id:
        stored = _find(session, template.id)
        if stored.version != template.version:
            raise Conflict(N_("This template was changed elsewhere since you opened it."))
    else:
        stored = Stored(starter=template.starter, position=len(listed(session)), uid=_uid_of(template.starter))
        session.add(stored)
    stored.name, stored.kind = name, template.kind
    known = {text.language: text for text in stored.texts}
    for words in template.texts:
        text = known.pop(words.language, None)
        if text is None:
            text = TemplateText(language=words.language)
            stored.texts.append(text)
        text.title, text.body = words.title, to_json(limited(words.body))
    for text in known.values():
        stored.texts.remove(text)
    session.flush()
    return stored.id


def copy(session: Session, template_id: int, name: str) -> int:
    """The same template under another name; its id."""
    found = load(session, template_id)
    return save(session, Template(name, found.kind, texts=found.texts))


def delete(session: Session, template_ids: Iterable[int]) -> None:
    """Remove templates; what was written from them stays. Undo brings them back."""
    for template_id in template_ids:
        for mailing in session.scalars(select(Mailing).where(Mailing.template_id == template_id)):
            mailing.template_id = None
        session.flush()
        session.delete(_find(session, template_id))
    session.flush()


def named(session: Session, name: str) -> Template:
    """A template of the book by its name, one of ours by its key or name, or a text file. Raises `NotFound`.

    The first line of a file is the title.
    """
    wanted = fold(name)
    for row in listed(session):
        if wanted in (fold(row.name), row.starter):
            return load(session, row.id)
    path = Path(name)
    if path.suffix.lower() != ".txt":
        raise NotFound(N_("There is no template called “{name}”."), name=name)
    with explained(path):
        marked = path.read_bytes().decode("utf-8-sig", "replace")
    return Template(path.stem, texts=(_words(home(session).language, marked),))


def add_starters(session: Session) -> int:
    """Write those of our templates that the book does not have; how many they were."""
    company, known = home(session), {row.starter for row in listed(session)}
    tr = Translator(company.language or LANGUAGES[0], company.country)
    languages = sorted(LANGUAGES, key=lambda language: language != tr.language)
    new = [name for name in STARTERS if name not in known]
    for name in new:
        texts = tuple(starter(name, language) for language in languages)
        save(session, Template(tr(STARTERS[name]), "letter", starter=name, texts=texts))
    return len(new)


@cache
def starter(name: str, language: str) -> Words:
    """One of our texts: the title on the first line, a blank line, the body."""
    return _words(language, resource("templates", language, f"{name}.txt").read_text("utf-8"))


def filled(session: Session, template_id: int, client_id: int, today: date) -> Words:
    """A template for one client, in their language, its fields filled: for an e-mail or a comment."""
    company = home(session)
    language = merge_words.languages(session, [client_id]).get(client_id, company.language)
    words = words_for(load(session, template_id).texts, language)
    tr = Translator(words.language, company.country)
    whom = [merge_words.Whom(client_id)]
    said = dict(merge_words.words(session, whom, filling.keys_of(words), tr, today)).get(client_id, {})
    return Words(words.language, filling.fill_line(words.title, said, {}), filling.fill(words.body, said, {}))


def _words(language: str, marked: str) -> Words:
    title, _, body = marked.replace("\r\n", "\n").partition("\n")
    return Words(language, title.strip(), from_marked(body.strip()))


def _uid_of(starter: str) -> str:
    """Ours have the same in every book."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"clientele:template:{starter}")) if starter else new_uid()


def _find(session: Session, template_id: int) -> Stored:
    wanted = select(Stored).where(Stored.id == template_id).options(selectinload(Stored.texts))
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound(N_("This template is not in the file any more."))
    return found

"""A mailing as letters: its plan, its recipients and what their merge fields say, put on paper client by client.

Letters are written as they are read, so memory grows with the file alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from app.company.letterhead import Letterhead
from app.company.records import home
from app.documents import background, fonts, letter, saving
from app.documents.letter import Layout, Letter
from app.documents.page import MARGIN
from app.documents.rich import FACES, Look
from app.documents.some_pages import some_pages
from app.documents.windows import Area, Window, find
from app.errors import Invalid, NotFound, Problem, Refused
from app.i18n import N_, Translator
from app.mailings import filling, merge_fields, merge_words
from app.mailings.filling import Words, words_for
from app.mailings.mailings import MOST_KEPT, Frozen, Made, client_ids_of
from app.mailings.merge_fields import DEAR, FIELDS, GENDER, GREETING, own_fields
from app.mailings.merge_words import Whom
from app.mailings.plan import Plan, load, picture
from app.mailings.recipients import LeftOut, Ready, Recipients
from app.mailings.seats import recipients
from app.progress import Progress
from app.sales import heading
from app.store.base import breathe
from app.values import person
from app.values.rich_text import Run, paragraphs, plain

SHOWN = 200  # clients named for one missing field
_BLOCK = 500
_BY_HAND = re.compile(r"\[[^\[\]\n]{2,40}\]")
UNPRINTABLE = N_("The character {character} in “{text}” cannot be printed.")
_UNKNOWN = N_("There is no merge field called “{field}”.")
_NOBODY = N_("Nobody would get this letter: there is nothing to print.")
_UNFILLED = N_("The text still says “{words}”: fill it in.")
_EMPTY = N_("There is nothing to print yet: write the text.")
_DARK_WINDOW = N_("The background image is dark behind the address: it may be hard to read for the post.")
_DARK_TEXT = N_("The background image is dark behind the text. Lower its strength.")
_BEYOND = N_("The address of {name} is too long for the window: parts of it would be hidden.")


@dataclass(frozen=True)
class Preview:
    """One letter as it would be printed."""

    pdf: bytes
    pages: int
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A field that has nothing to say for `count` clients, the first of them named, and what stands in its place."""

    key: str
    label: str
    count: int
    clients: tuple[tuple[int, str], ...]
    replacement: str


@dataclass(frozen=True)
class Check:
    """What is to be known before printing: what stops it, what is missing, who is left out, what else is to be told."""

    ready: int
    problems: tuple[Problem, ...]
    missing: tuple[Missing, ...]
    left_out: tuple[LeftOut, ...]
    unprintable: tuple[tuple[int, Problem], ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class One:
    """One letter with what it was made from."""

    to: Ready
    said: Mapping[str, str]
    letter: Letter


def preview(session: Session, plan: Plan, client_id: int, today: date) -> Preview:
    """The letter of one client, whether they are ticked or not; the plan need not be saved.

    Raises `NotFound`, and `Refused` where a character cannot be printed.
    """
    desk = Desk(session, plan, today)
    one = desk.one(client_id)
    made = BytesIO()
    pages = letter.make([one.letter], desk.layout, made)
    return Preview(made.getvalue(), pages[0], (*desk.warnings(one), *safe_zone(session, plan)))


def check(
    session: Session, plan: Plan, client_ids: Sequence[int], today: date, progress: Progress | None = None
) -> Check:
    """Everything that is to be known beforehand; nothing is made. Raises `Cancelled`."""
    desk = Desk(session, plan, today)
    progress = progress or Progress()
    found = recipients(session, plan, client_ids, today, progress)
    progress.begin(N_("Reading the merge fields"), len(found.ready))
    lacking: Counter[str] = Counter()
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    bad: list[tuple[int, Problem]] = []
    warnings: list[Problem] = []
    for to, words, said in desk.said(found.ready):
        for key in filling.missing(filling.keys_of(words), said):
            lacking[key] += 1
            if len(named[key]) < SHOWN:
                named[key].append((to.client_id, to.name))
        if problem := _bad(to, said):
            bad.append((to.client_id, problem))
        elif len(warnings) < SHOWN:
            warnings += desk.beyond(to)
        progress.advance()
    missing = tuple(
        Missing(key, desk.label(key), lacking[key], tuple(named[key]), plan.instead.get(key, "")) for key in lacking
    )
    zone = safe_zone(session, plan)
    told = (*desk.unfilled(), *warnings, *zone)
    return Check(len(found.ready), desk.problems(), missing, found.left_out, tuple(bad), told)


def make(
    session: Session,
    plan: Plan,
    *,
    file: IO[bytes],
    today: date,
    progress: Progress,
    client_ids: Sequence[int] | None = None,
) -> Made:
    """The whole mailing as one PDF; without `client_ids`, to those who are ticked.

    Who cannot be printed is left out and named. Raises `Invalid` for a text with an unknown field or an unprintable
    character, `Refused` where nobody gets one, `Cancelled`; nothing was written then.
    """
    desk = Desk(session, plan, today)
    if problems := desk.problems():
        raise Invalid(problems)
    ids = client_ids_of(session, plan.id) if client_ids is None else client_ids
    found = recipients(session, plan, ids, today, progress)
    left_out = (left for left in found.left_out if left.reason != "household")
    made = Made(left_out=[(left.client_id, Problem("", left.message, left.parameters)) for left in left_out], plan=plan)
    taken: list[One] = []

    def letters() -> Iterator[Letter]:
        for one in desk.letters(found, made):
            taken.append(replace(one, letter=desk.blank))
            yield one.letter

    progress.begin(N_("Making the letters"), len(found.ready))
    content = BytesIO()
    pages = letter.make(letters(), desk.layout, content, progress)
    if not pages:
        raise Refused(_NOBODY)
    made.sent = list(_frozen(taken, pages))
    made.pages = sum(pages)
    file.write(content.getbuffer())
    made.pdf = content.getvalue() if content.tell() <= MOST_KEPT else None
    return made


def write(
    session: Session,
    plan: Plan,
    *,
    path: Path,
    today: date,
    progress: Progress,
    client_ids: Sequence[int] | None = None,
) -> Made:
    """The same as a file, whole or not at all. Raises `BookError` where the disk does not take it."""
    content = BytesIO()
    made = make(session, plan, file=content, today=today, progress=progress, client_ids=client_ids)
    saving.save(content.getvalue(), path)
    return made


def kept_pdf(session: Session, mailing_id: int, client_id: int | None = None) -> bytes:
    """What was printed; of one recipient, their pages alone. Raises `NotFound` where it was not kept."""
    plan = load(session, mailing_id)
    content = picture(session, plan.pdf)
    if content is None:
        raise NotFound(N_("The pages of this mailing were not kept."))
    if client_id is None:
        return content
    found = session.connection().exec_driver_sql(
        "SELECT first_page, pages FROM mailing_recipient WHERE mailing_id = ? AND client_id = ?",
        (mailing_id, client_id),
    )
    first, count = found.fetchone() or (0, 0)
    if not count:
        raise NotFound(N_("The pages of this mailing were not kept."))
    return some_pages(content, range(first - 1, first - 1 + count))


def safe_zone(session: Session, plan: Plan) -> tuple[Problem, ...]:
    """Warnings where the background is too dark under the address or the text."""
    content = picture(session, plan.background)
    if content is None:
        return ()
    company = home(session)
    window = find(plan.window, company.country)
    wide, high = window.paper
    text = Area(MARGIN, window.body, wide - MARGIN - letter.RIGHT, high * 0.45)
    found = []
    if plan.with_address and background.busy(content, plan.background_strength, window.paper, window.safe):
        found.append(Problem("background", _DARK_WINDOW, severity="warning"))
    if background.busy(content, plan.background_strength, window.paper, text):
        found.append(Problem("background", _DARK_TEXT, severity="warning"))
    return tuple(found)


class Desk:
    """What the letters of one mailing share: the shop, its words in each language, the layout."""

    def __init__(self, session: Session, plan: Plan, today: date) -> None:
        self.session, self.plan, self.today = session, plan, today
        self.company = home(session)
        self.own = {field.key: field.label for field in own_fields(session)}
        self._heads: dict[str, tuple[Letterhead, Translator]] = {}

    @cached_property
    def window(self) -> Window:
        head, _tr = self.head(self.company.language)
        return find(head.window, head.country)

    @cached_property
    def layout(self) -> Layout:
        plan = self.plan
        image = picture(self.session, plan.background)
        return Layout(
            look=Look(plan.typeface if plan.typeface in FACES else "sans", plan.text_size / 10),
            letterhead=plan.with_letterhead,
            address=plan.with_address,
            dated_on=(plan.dated_on or self.today) if plan.with_date else None,
            background=background.blended(image, plan.background_strength) if image else None,
            on_every_page=plan.background_pages == "all",
            signature=picture(self.session, plan.signature),
            signer=plan.signature_name,
            title=plan.name,
        )

    @cached_property
    def blank(self) -> Letter:
        """A letter that holds nothing: it stands for one that was printed."""
        head, tr = self.head(self.company.language)
        return Letter(head, (), "", (), tr)

    def head(self, language: str) -> tuple[Letterhead, Translator]:
        """The letterhead and the words of a language."""
        if language not in self._heads:
            tr = Translator(language, self.company.country)
            head = heading.letterhead(self.session, self.company, tr)
            self._heads[language] = (replace(head, window=self.plan.window or head.window), tr)
        return self._heads[language]

    def label(self, key: str) -> str:
        """What a field is called: marked text, or the owner's own words."""
        subject = merge_fields.subject(key)
        return self.own.get(subject) or (FIELDS[subject].label if subject in FIELDS else subject)

    def problems(self) -> tuple[Problem, ...]:
        """What stops printing, whoever it goes to."""
        texts = self.plan.texts
        if not any(words.title.strip() or words.body for words in texts):
            return (Problem("texts", _EMPTY),)
        written = [text for words in texts for text in (filling.as_text(words.title), words.body)]
        found = [Problem("texts", _UNKNOWN, {"field": key}) for key in merge_fields.unknown(written, self.own)]
        lines = (line for text in written for each in paragraphs(text) for run in each.runs for line in _lines(run))
        return (*found, *(replace(each, path="texts") for each in fonts.check((*lines, self.plan.signature_name))))

    def unfilled(self) -> tuple[Problem, ...]:
        """A warning for what a template leaves to be filled in by hand: `[date]`."""
        written = "\n".join(f"{words.title}\n{plain(words.body)}" for words in self.plan.texts)
        found = dict.fromkeys(_BY_HAND.findall(written))
        return tuple(Problem("texts", _UNFILLED, {"words": words}, "warning") for words in found)

    def one(self, client_id: int) -> One:
        """The letter of one client, for whatever reason they may be left out of the mailing. Raises `NotFound`."""
        found = recipients(self.session, replace(self.plan, kind="letter"), [client_id], self.today)
        ready = found.ready or tuple(_nameless(left) for left in found.left_out if left.reason != "gone")
        for to, words, said in self.said(ready):
            return self._letter(to, words, said)
        raise NotFound(N_("This client is not in the file any more."))

    def said(self, ready: Sequence[Ready]) -> Iterator[tuple[Ready, Words, Mapping[str, str]]]:
        """Each recipient with their text, and what its fields say."""
        for start in range(0, len(ready), _BLOCK):
            block = ready[start : start + _BLOCK]
            texts = {each.client_id: words_for(self.plan.texts, self._language(each)) for each in block}
            found: dict[int, dict[str, str]] = {}
            for words in {id(words): words for words in texts.values()}.values():
                whom = [
                    Whom(each.client_id, each.contact_id, each.address_id or None)
                    for each in block
                    if texts[each.client_id] is words
                ]
                keys = filling.keys_of(words)
                _head, tr = self.head(words.language)
                found |= merge_words.words(self.session, whom, keys, tr, self.today)
            breathe(self.session)
            for each in block:
                if each.client_id in found:
                    words = texts[each.client_id]
                    yield each, words, _together(each, found[each.client_id], words.language)

    def letters(self, found: Recipients, made: Made) -> Iterator[One]:
        """The letters of all, in their order; who cannot be printed is noted in `made`."""
        for to, words, said in self.said(found.ready):
            if (problem := _bad(to, said)) is not None:
                made.left_out.append((to.client_id, problem))
                continue
            yield self._letter(to, words, said)

    def beyond(self, to: Ready) -> list[Problem]:
        """A warning where an address does not fit the window."""
        if not self.plan.with_address or letter.fits_window(to.lines, self.window):
            return []
        return [Problem(f"clients/{to.client_id}", _BEYOND, {"name": to.name}, "warning")]

    def warnings(self, one: One) -> tuple[Problem, ...]:
        """What is to be told of the address of one letter."""
        told = [Problem("address", notice.message, notice.parameters, "warning") for notice in one.to.warnings]
        return (*told, *self.beyond(one.to))

    def _letter(self, to: Ready, words: Words, said: Mapping[str, str]) -> One:
        head, tr = self.head(words.language)
        instead = self.plan.instead
        title = filling.fill_line(words.title, said, instead)
        return One(to, said, Letter(head, to.lines, title, filling.fill(words.body, said, instead), tr))

    def _language(self, to: Ready) -> str:
        return to.language or self.company.language


def _frozen(taken: Sequence[One], pages: Sequence[int]) -> Iterator[Frozen]:
    """What is kept of each letter: everybody of a household received it."""
    first = 1
    for one, count in zip(taken, pages, strict=True):
        for number in (one.to.client_id, *one.to.members):
            contact = one.to.contact_id if number == one.to.client_id else None
            yield Frozen(number, contact, one.to.lines, one.said, first, count)
        first += count


def _together(to: Ready, said: dict[str, str], language: str) -> dict[str, str]:
    """A household is greeted as one: what is said to its first member alone gives way."""
    if not to.members:
        return said
    french, name = language == "fr", to.lines[0] if to.lines else ""
    greeting = person.salutation("", "", language).rstrip(",") if french or not name else f"Dear {name}"
    whole = {DEAR: greeting, GREETING: greeting, GENDER: ""}
    return said | {key: text for key, text in whole.items() if key in said}


def _bad(to: Ready, said: Mapping[str, str]) -> Problem | None:
    """The first character of an address or a merged word that no font has."""
    for text in (*to.lines, *said.values()):
        if not fonts.easy(fonts.SANS).issuperset(text) and (odd := fonts.missing(text)):
            return Problem("", UNPRINTABLE, {"character": odd[0], "text": text})
    return None


def _lines(run: Run) -> list[str]:
    return [line for text in (run.text, *run.variants) for line in text.splitlines()]


def _nameless(left: LeftOut) -> Ready:
    return Ready(left.client_id, name=left.name, block=left.name)

"""The post of the sample: an invitation that went out in spring, a letter to one client, labels, a Christmas draft."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import ClientTag, Tag
from app.documents import background, mailing_letters
from app.exchange.sample import vine
from app.exchange.sample.draws import Draws
from app.i18n import N_
from app.mailings import mailings, plan
from app.mailings.filling import Words
from app.mailings.model import Mailing
from app.mailings.plan import Plan
from app.progress import Progress
from app.store.book import Book
from app.values.rich_text import from_marked

MANAGER = "Mathilde Renard"
ENOUGH = 100  # clients, that some of them carry each tag and can be written to
_CHRISTMAS = """{dear},

Vous êtes {gender|fidèle|fidèle|fidèles} à notre cave depuis {client_since.year}, et nous vous en remercions de tout cœur. Comme chaque année, nous avons réservé pour vous une sélection de crémants, de chablis et de magnums de Fixin.

Jusqu’au 15 décembre, une remise de 8 % vous est accordée sur votre tarif {price_list_id}, livraison à {address.city} comprise.

Nous vous attendons à la dégustation du samedi 28 novembre, de 10 h à 19 h.

Bien chaleureusement,"""  # noqa: E501 - one paragraph is one line
_SPRING = """{dear},

Les premières bouteilles du printemps sont arrivées, et nous serions heureux de vous les faire goûter.

Nous vous attendons à la cave le samedi, de 15 h à 19 h. Venez avec qui vous voulez, et prévenez-nous au {shop.phone} si vous êtes plus de quatre.

À très bientôt,"""  # noqa: E501 - one paragraph is one line
_TERMS = """{dear},

Comme convenu, nous vous livrerons désormais le jeudi matin avant 11 h, par la cour. Votre remise de 5 % à partir de 60 bouteilles reste la même.

Nous restons à votre disposition au {shop.phone}.

Bien cordialement,"""  # noqa: E501 - one paragraph is one line


def send(book: Book, brasserie: int, draws: Draws, today: date) -> None:
    """Write the post of some months into the book, each piece as a step of its own."""
    book.who = MANAGER
    with book.write(N_("Sample data"), kind="final") as writing:
        session = writing.session
        regulars = _tagged(session, "Fidèle")
        _print(session, _plan("Dégustation de printemps", "Le printemps est dans les verres", _SPRING), regulars,
               today - timedelta(days=190))  # fmt: skip
        _print(session, _plan("Livraison du jeudi", "Votre livraison", _TERMS, kind="letter"), [brasserie],
               today - timedelta(days=96))  # fmt: skip
        _labels(session, _tagged(session, "Noël"), today - timedelta(days=330))
        _christmas(session, today)
        for found in session.scalars(select(Mailing).order_by(Mailing.id)):
            found.uid = draws.uid()
    book.who = ""


def _plan(name: str, title: str, marked: str, *, kind: str = "mailing") -> Plan:
    words = Words("fr", title, from_marked(marked))
    return Plan(name=name, kind=kind, texts=(words,), signature_name=MANAGER, order_by="postcode")


def _print(session: Session, what: Plan, client_ids: list[int], day: date) -> None:
    """Make the letters as of a day, and keep them as printed."""
    number = mailings.create(session, client_ids, what)
    made = mailing_letters.make(session, plan.load(session, number), file=BytesIO(), today=day, progress=Progress())
    mailings.freeze(session, number, made)
    _date(session, number, day)


def _labels(session: Session, client_ids: list[int], day: date) -> None:
    what = Plan(name="Avery L7160", kind="labels", sheet="avery-l7160")
    sent = [mailings.Sent(number) for number in client_ids]
    _date(session, mailings.record_printed(session, what, sent, -(-len(sent) // 21)), day)


def _christmas(session: Session, today: date) -> None:
    """The draft of this year, with a vine at the foot of the page."""
    picture = plan.keep_picture(session, background.take(vine.picture()))
    what = Plan(
        name=f"Courrier de Noël {today.year}", search="Courrier de Noël", typeface="serif", text_size=130,
        texts=(Words("fr", "Les vins de fêtes sont arrivés", from_marked(_CHRISTMAS)),), background=picture,
        background_name="vigne-noel.png", background_strength=30, signature_name=MANAGER,
        replacements=(("client_since.year", "longtemps"), ("price_list_id", "habituel")),
    )  # fmt: skip
    number = mailings.create(session, _tagged(session, "Noël"), what)
    session.get_one(Mailing, number).made_at = _moment(today)


def _date(session: Session, mailing_id: int, day: date) -> None:
    found = session.get_one(Mailing, mailing_id)
    found.made_at = found.printed_at = _moment(day)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10, 15), UTC)


def _tagged(session: Session, name: str) -> list[int]:
    tagged = select(ClientTag.client_id).join(Tag, Tag.id == ClientTag.tag_id).where(Tag.name == name)
    return list(session.scalars(tagged.order_by(ClientTag.client_id)))

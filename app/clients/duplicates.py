"""Records that may be the one being typed: same phone, e-mail, SIRET or address, or a name that is nearly the same.

Nothing is compared with the whole base: equal values and the search index give a few hundred candidates at most, and
only those are weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from app.clients.chunks import chunks, places
from app.clients.search import Row, load_rows
from app.clients.words import grams
from app.i18n import N_
from app.values import email, phone
from app.values.folding import fold, words
from app.values.identifiers import compact
from app.values.postcode import normal

SAME_SIRET = N_("Same SIRET")
SAME_PHONE = N_("Same phone")
SAME_EMAIL = N_("Same e-mail")
SAME_ADDRESS = N_("Same address")
SAME_NAME = N_("Same name")
SIMILAR_NAME = N_("Similar name")

_WEIGHTS = {SAME_SIRET: 90, SAME_PHONE: 60, SAME_EMAIL: 60, SAME_ADDRESS: 40, SAME_NAME: 40, SIMILAR_NAME: 30}
_FAR_AWAY = 15
_LEAST = 25
_BLOCK = 150
_STREET_BLOCK = 300
_LEAST_LIKENESS = 85
_LEAST_CORE = 80
_LEAST_STREET = 88

_UNTOLD = frozenset(
    "a and au aux chez d da de del der des di do dos du e en et for i l la las le les los of on s sur the to un une "
    "van von y "
    "ag asbl bv co cie company corp earl ei eirl eurl gaec gbr gie gmbh inc kg limited llc ltd nv plc sa sarl sas sasu "
    "sca sci scop scp selarl snc soc societe spa srl ste ets etablissement etablissements".split()
)
# What kind of house it is: "La Charme" may well be the "Auberge de la Charme".
_TRADES = frozenset(
    "agence atelier auberge bar bistro bistrot boucherie boulangerie brasserie cabinet cafe cave caves chateau domaine "
    "epicerie ferme garage hotel institut maison patisserie pharmacie pizzeria restaurant salon traiteur "
    "bakery butcher company farm garage hotel inn pub shop store".split()
)
_STREET_WORDS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard",
    "r": "rue", "pl": "place", "rte": "route", "ch": "chemin", "che": "chemin", "imp": "impasse", "all": "allee",
    "fg": "faubourg", "fbg": "faubourg", "sq": "square", "st": "saint", "ste": "sainte", "rd": "road",
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """What is known so far of the record being typed. `siret`, phones and e-mails as typed; `own` is its id, if any."""

    company: str = ""
    first_name: str = ""
    last_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    siret: str = ""
    street: str = ""
    postcode: str = ""
    country: str = "FR"
    own: int = 0


class Match(NamedTuple):
    """A record that may be the same, and why; the reasons are marked texts, the weightiest first."""

    row: Row
    reasons: tuple[str, ...]
    score: int


class _Known(NamedTuple):
    """One record of the base as it is weighed."""

    id: int
    company: str
    trade: str
    first: str
    last: str
    is_organisation: bool
    postcode: str


def similar(db: Any, candidate: Candidate, today: date, *, most: int = 5) -> list[Match]:
    """The records most like `candidate`, archived ones too, those in the bin not; `db` is a raw connection."""
    reasons: dict[int, set[str]] = {}
    for reason, found in _equals(db, candidate):
        for client_id in found:
            reasons.setdefault(client_id, set()).add(reason)
    for client_id in _same_address(db, candidate):
        reasons.setdefault(client_id, set()).add(SAME_ADDRESS)
    known = _known(db, {*reasons, *_name_block(db, candidate)} - {candidate.own})
    scored = []
    for record in known:
        why = reasons.get(record.id, set()) | _name_reason(candidate, record)
        score = sum(_WEIGHTS[reason] for reason in why)
        if why <= {SAME_NAME, SIMILAR_NAME} and _apart(candidate, record):
            score -= _FAR_AWAY
        if score >= _LEAST:
            scored.append((score, record.id, tuple(sorted(why, key=lambda reason: -_WEIGHTS[reason]))))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    rows = {row.id: row for row in load_rows(db, [entry[1] for entry in scored[:most]], today)}
    return [Match(rows[number], why, score) for score, number, why in scored[:most] if number in rows]


def _equals(db: Any, candidate: Candidate) -> Iterator[tuple[str, list[int]]]:
    """What can be looked up as it is."""
    numbers = {phone.comparable(text, candidate.country) for text in candidate.phones if text.strip()}
    mails = {email.comparable(text) for text in candidate.emails if "@" in text}
    yield SAME_PHONE, _owners(db, "phone", [number for number in numbers if len(number) > 5])
    yield SAME_EMAIL, _owners(db, "email", sorted(mails))
    siret = compact(candidate.siret)
    if len(siret) == 14:
        yield SAME_SIRET, [row[0] for row in db.execute("SELECT id FROM client WHERE siret=?", (siret,))]


def _owners(db: Any, table: str, values: list[str]) -> list[int]:
    if not values:
        return []
    return [
        row[0]
        for row in db.execute(
            f"SELECT coalesce(p.client_id, l.client_id) FROM {table} p "
            "LEFT JOIN contact_link l ON l.contact_id = p.contact_id "
            f"WHERE p.comparable IN ({places(values)}) LIMIT {_BLOCK}",
            values,
        )
        if row[0] is not None
    ]


def _known(db: Any, ids: Iterable[int]) -> Iterator[_Known]:
    for chunk in chunks(sorted(ids)):
        for values in db.execute(
            "SELECT c.id, c.company_name, c.trade_name, c.first_name, c.last_name, c.is_organisation, r.postcode "
            f"FROM client c JOIN client_row r ON r.client_id = c.id WHERE c.id IN ({places(chunk)}) "
            "AND (r.live = 1 OR r.archived = 1)",
            chunk,
        ):
            yield _Known(*values)


# ---- names ----


def _name_reason(candidate: Candidate, record: _Known) -> set[str]:
    likeness = max(_likeness(ours, theirs) for ours in _names(candidate) for theirs in _record_names(record))
    if likeness == 100:
        return {SAME_NAME}
    return {SIMILAR_NAME} if likeness >= _LEAST_LIKENESS else set()


def _names(candidate: Candidate) -> list[tuple[str, str]]:
    """(what stands first, what a person must share): the pair of a person, or a firm's name with an empty second."""
    if candidate.company:
        return [(candidate.company, "")]
    return [(candidate.last_name, candidate.first_name)]


def _record_names(record: _Known) -> list[tuple[str, str]]:
    if record.is_organisation:
        return [(name, "") for name in (record.company, record.trade) if name] or [("", "")]
    return [(record.last, record.first)]


def _likeness(ours: tuple[str, str], theirs: tuple[str, str]) -> float:
    """0 to 100. Two people must be alike in both names; whatever else is compared word by word, in any order."""
    if ours[1] and theirs[1]:
        straight = _person(fold(ours[0]), fold(ours[1]), fold(theirs[0]), fold(theirs[1]))
        return max(straight, _person(fold(ours[1]), fold(ours[0]), fold(theirs[0]), fold(theirs[1])))
    left, right = _told(" ".join(ours)), _told(" ".join(theirs))
    if not left or not right:
        return 0
    whole = fuzz.token_sort_ratio(" ".join(left), " ".join(right))
    if whole >= _LEAST_LIKENESS:
        return whole
    return _LEAST_LIKENESS if _same_core(left, right) else 0


def _person(last: str, first: str, other_last: str, other_first: str) -> float:
    lasts, firsts = fuzz.ratio(last, other_last), fuzz.ratio(first, other_first)
    if 1 in (len(first), len(other_first)) and first[:1] == other_first[:1]:
        firsts = _LEAST_LIKENESS
    return min(lasts, firsts)


def _same_core(left: list[str], right: list[str]) -> bool:
    """Whether a firm named with its trade is the one named without."""
    trades, others = _TRADES & {*left}, _TRADES & {*right}
    if bool(trades) == bool(others):
        return False
    core, other = ([word for word in side if word not in _TRADES] for side in (left, right))
    return bool(core and other) and fuzz.token_sort_ratio(" ".join(core), " ".join(other)) >= _LEAST_CORE


def _told(name: str) -> list[str]:
    """The words of a name that tell firms apart; all of them where nothing else is left."""
    every = words(name)
    return [word for word in every if word not in _UNTOLD and len(word) > 1] or every


def _apart(candidate: Candidate, record: _Known) -> bool:
    """Whether both towns are known and lie in different departments."""
    ours, theirs = compact(candidate.postcode)[:2], compact(record.postcode)[:2]
    return len(ours) == 2 and bool(theirs) and ours != theirs


# ---- candidates from the search index ----


def _name_block(db: Any, candidate: Candidate) -> set[int]:
    """Records whose names share most of their letters: every word, or every word but a slip in one of them."""
    name = candidate.company or f"{candidate.last_name} {candidate.first_name}"
    told = _told(name)[:5]
    if candidate.company:
        told = [word for word in told if word not in _TRADES] or told
    if max(map(len, told), default=0) < 3:
        return set()
    found: set[int] = set()
    for query in _queries(told):
        found.update(_matching(db, query))
        if len(found) >= _BLOCK:
            break
    return found


def _queries(told: list[str]) -> Iterator[str]:
    """From strict to loose. A slip spoils three trigrams in a row: the rest of the word still finds it."""
    whole = [grams(word) for word in told]
    yield " AND ".join(whole)
    for place, word in enumerate(told):
        for part in _rests(word):
            yield " AND ".join([*whole[:place], part, *whole[place + 1 :]])


def _rests(word: str) -> list[str]:
    """What is left of a word when its beginning or its end is spoilt."""
    middle = (len(word) + 1) // 2
    return [grams(part) for part in (word[: max(middle, 3)], word[min(middle, len(word) - 3) :]) if len(part) > 2]


def _matching(db: Any, query: str, most: int = _BLOCK) -> list[int]:
    return [
        row[0]
        for row in db.execute(
            "SELECT r.client_id FROM client_grams CROSS JOIN client_row r ON r.rank = client_grams.rowid "
            "WHERE client_grams MATCH ? LIMIT ?",
            (query, most),
        )
    ]


# ---- addresses ----


def _same_address(db: Any, candidate: Candidate) -> list[int]:
    postcode = normal(candidate.postcode, candidate.country)
    street = _street(candidate.street)
    telling = sorted((word for word in street.split() if len(word) > 2 and word.isalpha()), key=len)[-2:]
    if not postcode or not telling:
        return []
    sought = [word for word in words(postcode) if len(word) > 2] + telling
    near = _matching(db, " AND ".join(grams(word) for word in sought), _STREET_BLOCK)
    found = []
    for chunk in chunks(near):
        for client_id, number, suffix, theirs in db.execute(
            "SELECT client_id, house_number, number_suffix, street FROM address "
            f"WHERE client_id IN ({places(chunk)}) AND postcode IN (?, ?)",
            (*chunk, postcode, candidate.postcode.strip()),
        ):
            if _same_street(street, _street(f"{number} {suffix} {theirs}")):
                found.append(client_id)
    return found


def _street(text: str) -> str:
    return " ".join(_STREET_WORDS.get(word, word) for word in words(text))


def _same_street(ours: str, theirs: str) -> bool:
    """The same numbers, and nearly the same words."""
    numbers = [[word for word in side.split() if word[0].isdigit()] for side in (ours, theirs)]
    return numbers[0] == numbers[1] and fuzz.ratio(ours, theirs) >= _LEAST_STREET

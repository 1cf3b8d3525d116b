"""New clients out of a CSV file: ours with history, list and search index, against a plain program that only inserts.

`python -m tests.speed.bulk --clients 20000`. Both write the same rows into the same tables of an empty book.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from app import subjects
from app.clients import bulk
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.company.founding import Shop, found
from app.store import connect
from app.store.base import light, moment_text
from app.store.book import Book
from tests.speed.frame import Reach, heading, in_turns, line

ROUNDS = 5
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SYLLABLES = "bar den lou mar ti vel ros san ger nou pel lan fre dar vi ca mo ni ra to se bu cha phi lé gau mer".split()
FIRST_NAMES = "Amélie Marc Sophie Claire Nicolas Hélène Gérard Sylvie Karim Odile Thomas Inès Yann Aïcha Mathis".split()
TOWNS = (("21000", "Dijon"), ("21200", "Beaune"), ("21700", "Nuits-Saint-Georges"), ("69001", "Lyon"))


def write_csv(path: Path, clients: int) -> None:
    """12 columns: uid, company, first and last name, function, street, postcode, town, two phones, e-mail, note."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number in range(clients):
            last = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
            first = chance.choice(FIRST_NAMES)
            firm = number % 2 == 0
            writer.writerow(
                (
                    f"{chance.getrandbits(128):032x}", f"Restaurant {last}" if firm else "", first, last, "Gérant",
                    f"{chance.randint(1, 200)} rue de {last}", *chance.choice(TOWNS),
                    f"03 53 01 {chance.randint(10, 99)} {chance.randint(10, 99)}",
                    f"06 39 98 {chance.randint(10, 99)} {chance.randint(10, 99)}",
                    f"{first}.{last}{number}@mail.example".lower(), "Livraison par la cour" if number % 3 == 0 else "",
                )
            )  # fmt: skip


def read_csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def drafts(path: Path) -> Iterator[Client]:
    moments = {"created_at": AT, "updated_at": AT}
    for uid, company, first, last, function, street, postcode, city, phone, mobile, email, note in read_csv(path):
        address = light(
            Address, uid=f"a{uid}", street=street, postcode=postcode, city=city, country="FR", is_default=True
        )
        phones = [light(Phone, text=phone)]
        points = {"phones": [light(Phone, text=mobile, kind="mobile")], "emails": [light(Email, text=email)]}
        if company:
            person = light(Contact, uid=f"c{uid}", first_name=first, last_name=last, **points, **moments)
            link = light(ContactLink, contact=person, function=function, is_main=True)
            names: dict[str, Any] = {"company_name": company, "links": [link], "phones": phones}
        else:
            names = {"is_organisation": False, "first_name": first, "last_name": last, "emails": points["emails"]}
            names["phones"] = phones + points["phones"]
        yield light(Client, uid=uid, note=note, addresses=[address], **names, **moments)


def ours(path: Path, source: Path) -> None:
    book = Book.open(path)
    with book.write("Import") as writing:
        bulk.insert(writing.session, drafts(source))
    book.close()


PLAIN = {
    "client": "id, uid, reference, company_name, first_name, last_name, is_organisation, note, created_at, updated_at",
    "contact": "id, uid, first_name, last_name, created_at, updated_at",
    "contact_link": "client_id, contact_id, function, is_main",
    "address": "uid, client_id, street, postcode, city, country, is_default",
    "phone of a client": "client_id, text, comparable, kind, position",
    "phone of a contact": "contact_id, text, comparable, kind, position",
    "email of a client": "client_id, text, comparable",
    "email of a contact": "contact_id, text, comparable",
}


def plain(path: Path, source: Path) -> None:
    """What one would write by hand: csv.reader, and executemany for every thousand lines."""
    db = connect.connect(path)
    db.execute("BEGIN IMMEDIATE")
    at, number, reading = moment_text(AT), 0, read_csv(source)
    while block := list(islice(reading, 1000)):
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in PLAIN}
        for uid, company, first, last, function, street, postcode, city, phone, mobile, email, note in block:
            number += 1
            names = (company, "", "", 1) if company else ("", first, last, 0)
            rows["client"].append((number, uid, f"C-{number:05}", *names, note, at, at))
            rows["address"].append((f"a{uid}", number, street, postcode, city, "FR", 1))
            rows["phone of a client"].append((number, phone, "33" + phone[1:].replace(" ", ""), "phone", 0))
            owner = "contact" if company else "client"
            if company:
                rows["contact"].append((number, f"c{uid}", first, last, at, at))
                rows["contact_link"].append((number, number, function, 1))
            second = (number, mobile, "33" + mobile[1:].replace(" ", ""), "mobile", int(not company))
            rows[f"phone of a {owner}"].append(second)
            rows[f"email of a {owner}"].append((number, email, email))
        for table, columns in PLAIN.items():
            places = ", ".join("?" for _ in columns.split(","))
            db.executemany(f"INSERT INTO {table.split(' ')[0]}({columns}) VALUES({places})", rows[table])
    db.execute("COMMIT")
    db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20_000)
    clients = parser.parse_args().clients
    subjects.load()
    with tempfile.TemporaryDirectory() as folder:
        empty, source = Path(folder, "empty.clientele"), Path(folder, "clients.csv")
        found(empty, Shop("Cave"))
        write_csv(source, clients)

        def afresh(act: Any) -> Any:
            path = Path(folder, "filled.clientele")
            content = empty.read_bytes()

            def run() -> None:
                path.write_bytes(content)
                act(path, source)

            return run

        heading(f"{clients:,} clients out of a CSV file into an empty book")
        mine, limit = in_turns(afresh(ours), afresh(plain), ROUNDS)
        each = 1_000_000 / clients
        line("a client", mine.median * each, limit.median * each, Reach(3, 200, either=True), unit="us")
        print(f"{'clients a CPU second':44}{clients / mine.median:9,.0f}{clients / limit.median:15,.0f}")


if __name__ == "__main__":
    main()

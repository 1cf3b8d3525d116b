"""The statement on paper: its text is what was meant, to the cent, on pages that hold together."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from app.accounts.statement import CLASSES, Block, Credit, Layout, Statement
from app.documents import statement as statements
from app.documents.windows import window_of
from app.errors import Cancelled, Refused
from app.progress import Progress
from tests.app.documents.made import (
    BLOCK,
    HEAD,
    LAYOUT,
    NOTHING,
    STATEMENT,
    SWISS,
    TO,
    boxes,
    codes,
    item,
    movement,
    printed,
    texts,
    words,
)  # fmt: skip

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "statement-cases.json"
ONE = (STATEMENT, HEAD, TO, LAYOUT)


def amounts(text: str) -> list[str]:
    return [
        found.replace(" ", "").replace("−", "-").replace(",", ".") for found in re.findall(r"−?\d[\d ]*,\d\d", text)
    ]


def long_statement(count: int) -> Statement:
    moves, balance = [], Decimal("846.20")
    for number in range(count):
        balance += Decimal("10.05")
        moves.append(
            movement(number, on=date(2026, 9, 1) + timedelta(number // 10), debit="10.05", balance=str(balance))
        )
    block = replace(
        BLOCK, movements=tuple(moves), closing=balance, due=balance, total_debit=balance - BLOCK.opening,
        total_credit=NOTHING,
    )  # fmt: skip
    return replace(STATEMENT, blocks=(block,))


def test_an_activity_statement_says_what_was_meant() -> None:
    (text,) = texts(printed(ONE))
    for expected in (
        "On 12 November 2026 · movements since 1 September 2026 · account C-00217",
        "01/09/2026 Balance brought forward 846,20",
        "10/09/2026 N-349 Invoice 10/10/2026 1 411,00 2 257,20", "17/09/2026 N-412 Payment: Chèque 846,20 1 411,00",
        "· left 488,40", "Totals and balance on 12/11/2026 3 245,60 2 757,20 488,40", "1 to 30 days", "Page 1 of 1",
        "Last payment received: 1 911,00 € on 21/10/2026 (N-468)", "Documents dated after 12/11/2026 are not included.",
        "Thank you for paying soon.", "Interest: three times the legal rate.", "N-361", "Amount enclosed",
        "FR76 3000 6000 0112 3456 7890 189", "BIC AGRIFRPPXXX", "By cheque payable to", "SARL au capital de 20 000 €",
    ):  # fmt: skip
        assert expected in " ".join(text.split()), expected
    assert "N-301" not in text


def test_the_detail_tells_what_each_payment_settled() -> None:
    (text,) = texts(printed((STATEMENT, HEAD, TO, replace(LAYOUT, detail=True, slip=False, qr=False))))
    assert "17/09/2026 · N-301: 846,20" in text


def test_hiding_what_is_settled_keeps_every_sum() -> None:
    (text,) = texts(printed((STATEMENT, HEAD, TO, replace(LAYOUT, hide_paid=True))))
    plain = " ".join(text.split())
    assert "N-349" not in text
    assert "Settled movements, not shown (3) 1 411,00 2 757,20 −500,00" in plain
    assert "988,40 488,40" in plain
    assert "Totals and balance on 12/11/2026 3 245,60 2 757,20 488,40" in plain


def test_open_items_show_credit_on_lines_of_its_own() -> None:
    left = Credit(9, "N-490", "payment", "Virement", date(2026, 11, 10), Decimal("300.00"), Decimal("130.00"))
    items = (item("N-361", "988.40", "488.40", 23), item("N-418", "400.00", "200.00", 0, instalment=2, of=2))
    block = replace(BLOCK, items=items, credits=(left,), unallocated=Decimal("130.00"), due=Decimal("558.40"))
    (text,) = texts(printed((replace(STATEMENT, kind="open", from_on=None, blocks=(block,)), HEAD, TO, LAYOUT)))
    plain = " ".join(text.split())
    assert "20/10/2026 23 988,40 500,00 488,40" in plain
    assert "part 2 of 2" in plain
    assert "not used yet" in plain
    assert "−300,00 −170,00 −130,00" in plain
    assert "Total due on 12/11/2026 558,40" in plain
    assert "Your credit −130,00 €" in plain


def test_the_known_cases_print_to_the_cent() -> None:
    if not CASES.exists():
        pytest.skip("the shared data is not here")
    expected = json.loads(CASES.read_text("utf-8"))["expected"]
    activity = expected["activity"]
    moves = tuple(
        movement(
            number, on=date.fromisoformat(row["date"]), debit=row["debit"], credit=row["credit"],
            balance=row["balance"], number=row["id"], kind=row["type"],
        )
        for number, row in enumerate(activity["rows"])
    )  # fmt: skip
    as_of = expected["open_item_2026_08_31"]
    block = Block(
        "EUR", Decimal(activity["opening_balance"]), moves, Decimal(activity["closing_balance"]),
        sum((move.debit or NOTHING for move in moves), NOTHING),
        sum((move.credit or NOTHING for move in moves), NOTHING),
        (), (), {name: Decimal(as_of["ageing"][name]) for name in CLASSES}, Decimal(as_of["unallocated_credit"]),
        NOTHING, Decimal(as_of["balance_due"]),
    )  # fmt: skip
    start, end = map(date.fromisoformat, activity["period"])
    statement = Statement(1, "C-1", "Client", "activity", start, end, (block,))
    (text,) = texts(printed((statement, HEAD, TO, Layout(language="en", slip=False, qr=False))))
    table = amounts(text[text.index("Balance brought forward") : text.index("By age")].replace("31/08/2026", ""))
    rows = [amount for row in activity["rows"] for amount in (row["debit"] or row["credit"], row["balance"])]
    assert table == ["120.00", "120.00", *rows, "620.00", "550.00", "70.00"]
    strip = amounts(text[text.index("By age") : text.index("Credit not used")])
    assert strip == [as_of["ageing"][name] for name in CLASSES]
    assert "taken off what is due: 130,00 €" in text


def test_long_statements_carry_their_sums_over_pages() -> None:
    pages = texts(printed((long_statement(150), HEAD, TO, LAYOUT)))
    assert len(pages) >= 4
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    table = [page for page in pages if "N-" in page and "Debit" in page]
    for before, after in pairwise(table):
        carried = amounts(before[before.index("Carried forward") :])[:3]
        brought = amounts(after[after.index("Brought forward") :])[:3]
        assert carried == brought
        assert carried[2] == amounts(before[: before.index("Carried forward")])[-1]
    numbers = [int(found) for page in table for found in re.findall(r"N-(\d+) Invoice", page)]
    assert numbers == list(range(150))


def test_each_currency_has_a_block_and_a_slip_of_its_own() -> None:
    other = replace(BLOCK, currency="GBP", due=Decimal("77.00"))
    pages = texts(printed((replace(STATEMENT, blocks=(BLOCK, other)), HEAD, TO, LAYOUT)))
    text = "\n".join(pages)
    assert "Account in EUR" in text
    assert "Account in GBP" in text
    assert text.count("Amount enclosed") == 2
    assert "565,40" not in text


def test_nothing_to_pay_asks_for_nothing() -> None:
    block = replace(BLOCK, due=Decimal("-20.00"), items=())
    (text,) = texts(printed((replace(STATEMENT, blocks=(block,)), HEAD, TO, LAYOUT)))
    assert "In your favour" in text
    assert "Total to pay" not in text
    assert codes(printed((replace(STATEMENT, blocks=(block,)), HEAD, TO, LAYOUT))) == []


def test_a_client_without_movements_gets_a_page_that_says_so() -> None:
    (text,) = texts(printed((replace(STATEMENT, blocks=()), HEAD, TO, LAYOUT)))
    assert "There are no movements on this account." in text


@pytest.mark.parametrize("country", ["FR", "DE", "CH", "GB", "US", "NO", "BR"])
def test_the_address_is_seen_through_the_window_of_the_country_and_nothing_else_is(country: str) -> None:
    head = replace(HEAD, country=country)
    lines = ("BRASSERIE DU THÉÂTRE", "Mme Claire FOURNIER", "ZONE DES GRANDES TERRES", "21000 DIJON")
    pdf = printed((STATEMENT, head, replace(TO, lines=lines), LAYOUT))
    window, mm = window_of(country), 72 / 25.4
    for line in lines:
        ((left, top, right, bottom),) = boxes(pdf, line)
        assert left >= window.safe.left / mm
        assert right <= window.safe.right / mm
        assert top >= window.safe.top / mm
        assert bottom <= window.safe.bottom / mm
    clear = window.keep_clear
    for other in ("12 rue des Tilleuls, 21000", "Caviste", "Account statement", "Balance due", "488,40 €"):
        left, top, right, bottom = (side * mm for side in boxes(pdf, other)[0])
        apart = right < clear.left or left > clear.right or bottom < clear.top or top > clear.bottom
        assert apart, other


def test_seven_long_lines_still_fit_the_window() -> None:
    lines = tuple(f"{number} LIGNE DE L ADRESSE ASSEZ LONGUE POUR VOIR" for number in range(7))
    pdf = printed((STATEMENT, HEAD, replace(TO, lines=lines), LAYOUT))
    window, mm = window_of("FR"), 72 / 25.4
    for line in lines:
        (_left, top, right, bottom) = boxes(pdf, line)[0]
        assert window.safe.top / mm <= top < bottom <= window.safe.bottom / mm
        assert right <= window.safe.right / mm


def test_the_paper_is_that_of_the_country() -> None:
    sizes = []
    for country in ("FR", "US"):
        document = pypdfium2.PdfDocument(printed((STATEMENT, replace(HEAD, country=country), TO, LAYOUT)))
        sizes.append(tuple(round(side) for side in document[0].get_size()))
        document.close()
    assert sizes == [(595, 842), (612, 792)]


def test_amounts_end_under_each_other() -> None:
    pdf = printed((STATEMENT, HEAD, TO, replace(LAYOUT, ageing=False, slip=False, qr=False)))
    ends = {round(boxes(pdf, text)[0][2], 1) for text in ("2\u202f257,20", "1\u202f411,00")}
    right = {round(box[2], 1) for box in boxes(pdf, "2\u202f399,40")}
    assert len(ends | right) <= 2


def test_markup_is_printed_as_it_is_typed() -> None:
    evil = '<b>A & B</b> <img src="/etc/passwd"> {0} %s'
    (text,) = texts(printed((STATEMENT, replace(HEAD, legal=evil), replace(TO, lines=(evil, "DIJON")), LAYOUT)))
    assert evil in " ".join(text.split())


def test_a_name_that_cannot_be_printed_is_named_and_nothing_is_written() -> None:
    file, to = io.BytesIO(), replace(TO, lines=("BAR 🍷", "DIJON"))
    (problem,) = statements.unprintable((STATEMENT, HEAD, to, LAYOUT))
    assert problem.parameters == {"character": "🍷", "text": "BAR 🍷"}
    with pytest.raises(Refused, match="🍷"):
        statements.make([ONE, (STATEMENT, HEAD, to, LAYOUT)], file, words)
    assert file.getvalue() == b""


def test_many_go_into_one_file_and_can_be_stopped() -> None:
    progress, file = Progress(), io.BytesIO()
    assert statements.make([ONE] * 3, file, words, progress) == 3
    assert progress.done == 3
    progress.cancel()
    stopped = io.BytesIO()
    with pytest.raises(Cancelled):
        statements.make([ONE] * 3, stopped, words, progress)
    assert stopped.getvalue() == b""


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert printed(ONE) == printed(ONE)


@pytest.mark.parametrize(
    "one", [ONE, (replace(STATEMENT, blocks=(replace(BLOCK, currency="CHF"),)), SWISS, TO, LAYOUT)]
)
def test_every_face_is_embedded_and_the_file_is_sound(one: statements.One, tmp_path: Path) -> None:
    pdf = printed(one)
    faces = set(re.findall(rb"/BaseFont\s*/([^\s/]+)", pdf))
    assert faces
    assert all(re.match(rb"[A-Z]{6}\+", each) for each in faces), faces
    assert pdf.count(b"/FontFile2") >= len(faces)
    if shutil.which("qpdf"):
        path = tmp_path / "statement.pdf"
        path.write_bytes(pdf)
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0

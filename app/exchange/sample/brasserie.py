"""The account of the client that everything is shown on: the same figures whatever the day.

Three invoices are open, two of them overdue; the statement of the last ten weeks comes to 2 486,40.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from app.exchange.sample.buyers import Buyer
from app.exchange.sample.deals import Dealer
from app.exchange.sample.office import Made, Row

EARLIER = 12  # invoices, all of them paid
_SPACING, _LAST_OF_THEM, _PAID_AFTER = 47, 130, 29
# What each invoice comes to without tax: the products, and a free line for the rest.
_BASKETS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("705.17", (("BOB-005", 24), ("BUL-001", 12), ("RHO-001", 30))),
    ("1175.83", (("BOR-001", 60), ("BOB-005", 24), ("BUL-001", 18))),
    ("823.67", (("BOR-007", 24), ("BOB-002", 30), ("BIO-002", 12))),
    ("663.42", (("BOR-001", 36), ("RHO-001", 24), ("LOI-003", 6))),
    ("1001.58", (("BOR-002", 24), ("BUL-001", 24), ("BOB-001", 24))),
)
_REST = "Location de verres et casse"


def account(dealer: Dealer, buyer: Buyer) -> Iterator[date]:
    """The whole story, oldest first."""
    today = dealer.today

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    for place in range(EARLIER, 0, -1):
        yield ago(_LAST_OF_THEM + place * _SPACING)
        invoice = _invoice(dealer, buyer, place % len(_BASKETS))
        yield ago(_LAST_OF_THEM + place * _SPACING - _PAID_AFTER)
        dealer.pay(buyer, "transfer", invoice.gross, [invoice.entry_id])
    yield ago(86)
    first = _invoice(dealer, buyer, 0)
    yield ago(63)
    second = _invoice(dealer, buyer, 1)
    yield ago(56)
    dealer.pay(buyer, "cheque", first.gross, [first.entry_id])
    yield ago(53)
    third = _invoice(dealer, buyer, 2)
    yield ago(45)
    _corked(dealer, buyer, second)
    yield ago(38)
    _invoice(dealer, buyer, 3)
    yield ago(22)
    dealer.pay(buyer, "transfer", Decimal("1846.20"), [second.entry_id, third.entry_id])
    yield from _of_late(dealer, buyer)


def _of_late(dealer: Dealer, buyer: Buyer) -> Iterator[date]:
    """What is on the way: an order for the holidays, a quote, and the last invoice."""
    office, today = dealer.office, dealer.today
    yield today - timedelta(days=20)
    office.issue(buyer, "order", [dealer.line(buyer, "BOR-008", 6), dealer.line(buyer, "BUL-003", 24)], dealer.day)
    yield today - timedelta(days=11)
    offered = [dealer.line(buyer, "BOB-003", 36), dealer.line(buyer, "SER-001", 12)]
    office.issue(buyer, "quote", offered, dealer.day, valid_until=today + timedelta(days=19))
    yield today - timedelta(days=3)
    _invoice(dealer, buyer, 4)
    yield today
    office.draft(buyer, "quote", [dealer.line(buyer, "BUL-002", 48)], today, valid_until=today + timedelta(days=30))


def _invoice(dealer: Dealer, buyer: Buyer, place: int) -> Made:
    net, basket = _BASKETS[place]
    lines = [dealer.line(buyer, code, quantity) for code, quantity in basket]
    rest = Decimal(net) - sum((line["price"] * line["quantity"] for line in lines), Decimal(0))
    tax = {name: lines[0][name] for name in ("tax_rate_id", "tax_name", "tax_percent")}
    lines.append({"kind": "free", "name": _REST, "quantity": Decimal(1), "price": rest, **tax})
    return dealer.office.issue(buyer, "invoice", lines, dealer.day)


def _corked(dealer: Dealer, buyer: Buyer, invoice: Made) -> None:
    """Six bottles that were bad."""
    bad: Row = next(line for line in invoice.lines if line.get("code") == "BOR-001")
    back = dealer.line(buyer, "BOR-001", 6, note="6 bouteilles bouchonnées", source_id=bad["id"])
    dealer.credit(buyer, invoice, [back])

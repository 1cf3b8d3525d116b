"""The deals of the sample: what is asked for, ordered, delivered, invoiced and paid, each a walk through the days.

A deal is a generator that gives the day on which it goes on; what lies after today never happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.company.model import PaymentTerm
from app.exchange.sample.buyers import Buyer
from app.exchange.sample.draws import Draws, Weighted
from app.exchange.sample.goods import Ware
from app.exchange.sample.office import Made, Office, Row
from app.sales.due import Term
from app.sales.totals import TaxTotal

Days = Iterator[date]
_CENT, _DIME, _NIL = Decimal("0.01"), Decimal("0.1"), Decimal(0)
_RETAIL = Decimal("1.30")
_LATELY, _SUNDAY = 10, 6
_FIRM_QUANTITIES = (6, 6, 12, 12, 12, 18, 24, 24, 36, 48, 60)
_PRIVATE_QUANTITIES = (1, 2, 3, 3, 6, 6, 6, 12)
_DISCOUNTS = tuple(map(Decimal, (3, 5, 5, 10)))
_BANKS = ("Crédit du Clos", "Banque des Ducs", "Caisse de la Côte", "Comptoir de l’Ouche")
_REASONS = ("Liquidation judiciaire", "Irrécouvrable", "Petit solde")
_DELAYS = ((-4, 2), (-4, 2), (0, 8), (3, 25), (10, 55))
_CARRIED = (
    "kind", "product_id", "code", "name", "note", "quantity", "unit", "price", "price_from", "discount_percent",
    "tax_rate_id", "tax_name", "tax_percent", "cost",
)  # fmt: skip
_BY_HAND = Weighted({"card": 62, "cash": 26, "cheque": 12})
_BY_POST = Weighted({"transfer": 58, "cheque": 30, "debit": 12})
_WAYS_OF_FIRMS = Weighted(
    {"invoice": 52, "delivery": 17, "order": 8, "quote": 8, "monthly": 4, "deposit": 3, "proforma": 2, "lost": 6}
)
_WAYS_OF_PEOPLE = Weighted({"counter": 78, "invoice": 10, "quote": 4, "deposit": 3, "lost": 5})


class Dealer:
    """Leads every deal of the sample; `office` writes what comes of it. `day` is the present, moved from outside."""

    def __init__(self, office: Office, draws: Draws, wares: dict[str, Ware], term: PaymentTerm, today: date) -> None:
        """`term` splits what is due over months."""
        self.office, self.draws, self.wares = office, draws, wares
        self._split: Row = {
            "term": Term(term.days, term.end_of_month, term.days_after, term.instalments),
            "payment_term_id": term.id, "payment_term": term.label,
        }  # fmt: skip
        self.today = self.day = today
        self._bottles = [ware for ware in wares.values() if ware.family != "Services"]

    # What stands on a paper

    def line(self, buyer: Buyer, code: str, quantity: int, **values: object) -> Row:
        """A line of so many of a product, at the price of that buyer."""
        ware = self.wares[code]
        price = ware.price
        if not buyer.client.is_organisation:
            price = (price * _RETAIL).quantize(_DIME, ROUND_HALF_UP)
        if buyer.head["prices_with_tax"]:
            price = (price * (1 + ware.rate.percent / 100)).quantize(_DIME, ROUND_HALF_UP)
        tax: Row = {}
        if not buyer.regime:
            tax = {"tax_rate_id": ware.rate.id, "tax_name": ware.rate.name, "tax_percent": ware.rate.percent}
        return {
            "kind": "product", "product_id": ware.product_id, "code": ware.code, "name": ware.name,
            "note": ware.container, "quantity": Decimal(quantity), "unit": ware.unit, "price": price,
            "price_from": "product", "cost": ware.cost, **tax, **values,
        }  # fmt: skip

    def basket(self, buyer: Buyer) -> list[Row]:
        """What somebody like this buys at once."""
        draws, firm = self.draws, buyer.client.is_organisation
        quantities = _FIRM_QUANTITIES if firm else _PRIVATE_QUANTITIES
        wares = dict.fromkeys(draws.one(self._bottles).code for _ in range(draws.number(1, 5 if firm else 3)))
        lines = [self.line(buyer, code, draws.one(quantities)) for code in wares]
        if draws.happens(0.08):
            lines[-1]["discount_percent"] = draws.one(_DISCOUNTS)
        if draws.happens(0.04):
            lines.append(self.line(buyer, "SER-001", draws.number(6, 20)))
        if firm and draws.happens(0.1):
            lines.append(self.line(buyer, "SER-002", 1, kind="carriage"))
        if draws.happens(0.03):
            lines.append(text(draws.phrase("hint")))
        return lines

    def _head(self, buyer: Buyer) -> Row:
        wanted = bool(buyer.client.order_number_required) or self.draws.happens(0.08)
        return {"order_number": f"BC-{self.draws.number(1000, 9999)}" if wanted else ""}

    # From asking to invoicing

    def sale(self, buyer: Buyer) -> Days:
        """One deal from its first day."""
        ways: dict[str, Callable[[Buyer, list[Row], Row], Days]] = {
            "counter": self._counter, "invoice": self._invoice, "delivery": self._delivery, "order": self._order,
            "quote": self._quote, "monthly": self._monthly, "deposit": self._deposit, "proforma": self._proforma,
            "lost": self._lost,
        }  # fmt: skip
        kinds = _WAYS_OF_FIRMS if buyer.client.is_organisation else _WAYS_OF_PEOPLE
        yield from ways[self.draws.heavy(kinds)](buyer, self.basket(buyer), self._head(buyer))

    def _counter(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        """Bought in the shop and paid at once."""
        invoice = self._issue(buyer, "invoice", lines, **head)
        self._take(buyer, self.draws.heavy(_BY_HAND), [invoice])
        if invoice.entry_id and self.draws.happens(0.02):
            yield self._later(1, 9)
            self._give_back(buyer, invoice)
            yield self._later(0, 10)
            self._refund(buyer, 0.4)

    def _invoice(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        if self._is_new():
            self.office.draft(buyer, "invoice", lines, self.day, **head)
            return
        if not buyer.client.is_organisation and self.draws.happens(0.25):
            head |= self._split
        yield from self._settle(buyer, self._issue(buyer, "invoice", lines, **head))

    def _is_new(self) -> bool:
        """Whether a paper of these days is still a draft."""
        return self.day > self.today - timedelta(days=_LATELY) and self.draws.happens(0.4)

    def _delivery(self, buyer: Buyer, lines: list[Row], head: Row, order: Made | None = None) -> Days:
        """A delivery note, and its invoice a few days later."""
        behind = [order] if order else []
        note = self._issue(buyer, "delivery", lines, *behind, **head)
        yield self._later(1, 8)
        invoice = self._issue(buyer, "invoice", carried(note), note, **head)
        self.office.carried("done", note, *behind)
        yield from self._settle(buyer, invoice, [note, *behind])

    def _order(self, buyer: Buyer, lines: list[Row], head: Row, quote: Made | None = None) -> Days:
        behind = [quote] if quote else []
        order = self._issue(buyer, "order", lines, *behind, **head)
        self.office.carried("done", *behind)
        yield self._later(2, 14)
        if len(carried(order)) > 1 and self.draws.happens(0.25):
            yield from self._in_two(buyer, order, head)
        else:
            yield from self._delivery(buyer, carried(order), head, order)

    def _in_two(self, buyer: Buyer, order: Made, head: Row) -> Days:
        """An order that is delivered and invoiced in two parts, and paid at once."""
        lines, invoices = carried(order), []
        for part, progress in ((lines[:1], "partly"), (lines[1:], "done")):
            note = self._issue(buyer, "delivery", part, order, **head)
            yield self._later(1, 5)
            invoices.append(self._issue(buyer, "invoice", carried(note), note, **head))
            self.office.carried("done", note)
            self.office.carried(progress, order)
            yield self._later(5, 20)
        self._take(buyer, "transfer", invoices)

    def _quote(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        until = self.day + timedelta(days=30)
        if self._is_new():
            self.office.draft(buyer, "quote", lines, self.day, valid_until=until)
            return
        quote = self._issue(buyer, "quote", lines, valid_until=until)
        yield self._later(2, 25)
        yield from self._order(buyer, carried(quote), head, quote)

    def lost(self, buyer: Buyer) -> Days:
        """A quote that comes to nothing."""
        yield from self._lost(buyer, self.basket(buyer), {})

    def _lost(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        refused = self.draws.happens(0.4) and self.day + timedelta(days=12) < self.today
        until = self.day + timedelta(days=30)
        self._issue(buyer, "quote", lines, valid_until=until, outcome="refused" if refused else "")
        yield from ()

    def _monthly(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        """Two or three deliveries, one invoice for all of them."""
        notes = [self._issue(buyer, "delivery", lines, **head)]
        for _ in range(self.draws.number(1, 2)):
            yield self._later(4, 10)
            notes.append(self._issue(buyer, "delivery", self.basket(buyer), **head))
        yield self._later(3, 10)
        together = [line for note in notes for line in (text(note.number), *carried(note))]
        invoice = self._issue(buyer, "invoice", together, *notes, **head)
        self.office.carried("done", *notes)
        yield from self._settle(buyer, invoice, notes)

    def _proforma(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        proforma = self._issue(buyer, "proforma", lines, **head)
        yield self._later(3, 12)
        invoice = self._issue(buyer, "invoice", carried(proforma), proforma, **head)
        self.office.carried("done", proforma)
        self._take(buyer, "transfer", [invoice])

    def _deposit(self, buyer: Buyer, lines: list[Row], head: Row) -> Days:
        """An order with a third paid beforehand, taken off when it is invoiced."""
        order = self._issue(buyer, "order", lines, **head)
        asked = self._issue(
            buyer, "invoice", list(_thirds(buyer, order)), order, deposit=True, **head | {"discount_percent": _NIL}
        )
        yield self._later(1, 6)
        self._take(buyer, "card", [asked])
        yield self._later(8, 25)
        rest = [*carried(order), *(line | {"kind": "deposit", "price": -line["price"]} for line in carried(asked))]
        invoice = self._issue(buyer, "invoice", rest, order, asked, **head)
        self.office.carried("done", order)
        yield from self._settle(buyer, invoice)

    def purchase(self, supplier: Buyer) -> Days:
        """What the shop itself orders, at cost."""
        lines = [line for line in self.basket(supplier) if line.get("cost")]
        for line in lines:
            line |= {"price": line["cost"], "quantity": line["quantity"] * 5, "price_from": "typed"}
        if lines:
            self._issue(supplier, "purchase", lines, prices_with_tax=False)
        yield from ()

    # From the invoice to the money

    def opening(self, buyer: Buyer) -> Days:
        """An invoice from before the file, unpaid on its first day."""
        amount, day = Decimal(self.draws.number(4_000, 90_000)) / 100, self.day
        number = f"F{day.year - 1}-{self.draws.number(100, 999)}"
        dated_on = day - timedelta(days=self.draws.number(5, 60))
        due_on = dated_on + timedelta(days=30)
        entry = self.office.books.post(
            buyer, "opening", number, self.office.now(day), amount, dated_on=dated_on, due_on=due_on
        )
        yield self._later(5, 80)
        if self.draws.happens(0.95):
            self.pay(buyer, "cheque", amount, [entry])
            return
        yield self._later(150, 300)
        self._write_off(buyer, entry, number)

    def _settle(self, buyer: Buyer, invoice: Made, behind: Sequence[Made] = ()) -> Days:
        """Payment in time, late, in parts, together with others, too much, or never."""
        draws = self.draws
        for credit in list(buyer.credits):
            self.office.books.match(buyer, credit, invoice.entry_id, invoice.gross, self.day)
        if invoice.entry_id and draws.happens(0.025):
            yield self._later(1, 9)
            self._give_back(buyer, invoice, behind)
        late = draws.number(*draws.one(_DELAYS))
        yield max(self.day, (invoice.due_on or self.day) + timedelta(days=late))
        if draws.happens(0.02):
            yield from self._never(buyer, invoice)
            return
        if draws.happens(0.035):
            self._take(buyer, "transfer", [invoice], part=2)
            yield self._later(12, 45)
        for _month in range(2 if invoice.instalments > 1 else 0):
            self._take(buyer, "card", [invoice], part=invoice.instalments)
            yield self._later(30, 31)
        yield from self._whole(buyer, invoice)

    def _whole(self, buyer: Buyer, invoice: Made) -> Days:
        """All that is left of an invoice, often with whatever else is open."""
        draws = self.draws
        means = buyer.means if buyer.means in ("transfer", "cheque", "debit", "card") else draws.heavy(_BY_POST)
        others = [debt for debt in buyer.debts if debt != invoice.entry_id] if draws.happens(0.35) else []
        own = buyer.debts.get(invoice.entry_id, _NIL)
        if not own:
            return
        spare = Decimal(draws.number(1, 40)) if draws.happens(0.008) else _NIL
        amount = own + spare + sum((buyer.debts[debt] for debt in others), _NIL)
        entry = self.pay(buyer, means, amount, [invoice.entry_id, *others])
        if spare:
            yield self._later(8, 30)
            self._refund(buyer, 0.4)
        elif means == "cheque" and not others and draws.happens(0.04):
            yield self._later(4, 9)
            self.office.books.bounce(
                buyer, self.office.now(self.day), entry, {invoice.entry_id: own}, "Chèque sans provision"
            )
            yield self._later(6, 30)
            if draws.happens(0.7):
                self._take(buyer, "transfer", [invoice])

    def _never(self, buyer: Buyer, invoice: Made) -> Days:
        yield self._later(200, 420)
        if self.draws.happens(0.6):
            self._write_off(buyer, invoice.entry_id, invoice.number)

    def _write_off(self, buyer: Buyer, debt: int, number: str) -> None:
        if debt in buyer.debts:
            reason = self.draws.one(_REASONS)
            self.office.books.write_off(buyer, self.office.now(self.day), debt, number=number, reason=reason)

    def _refund(self, buyer: Buyer, share: float) -> None:
        for credit in list(buyer.credits):
            if self.draws.happens(share):
                self.office.books.refund(buyer, self.office.now(self.day), credit)

    def _give_back(self, buyer: Buyer, invoice: Made, behind: Sequence[Made] = ()) -> None:
        """A credit note for some bottles of a line, or for the whole invoice."""
        lines, every = [line for line in carried(invoice) if line["kind"] == "product"], carried(invoice)
        if len(every) < len([line for line in invoice.lines if line["kind"] != "text"]) or not lines:
            return
        if self.draws.happens(0.2):
            lines = every
        elif lines[0]["quantity"] > 1:
            lines = [lines[0] | {"quantity": min(lines[0]["quantity"] - 1, Decimal(self.draws.number(1, 6)))}]
        else:
            return
        self.credit(buyer, invoice, lines)
        self.office.carried("" if lines == every else "partly", *_behind(lines, invoice, behind))

    def credit(self, buyer: Buyer, invoice: Made, lines: list[Row]) -> Made:
        """A credit note for these lines of an invoice, set against it as far as it is unpaid."""
        made = self._issue(buyer, "credit_note", lines, invoice)
        self.office.carried("done" if lines == carried(invoice) else "partly", invoice)
        if made.entry_id:
            self.office.books.match(buyer, made.entry_id, invoice.entry_id, made.gross, self.day)
        return made

    def pay(self, buyer: Buyer, means: str, amount: Decimal, debts: Sequence[int]) -> int:
        """Money for these debts, one after the other; its entry."""
        draws, details = self.draws, {}
        if means == "cheque":
            details = {
                "reference": f"{draws.number(1_000_000, 9_999_999)}", "cheque_bank": draws.one(_BANKS),
                "cheque_holder": buyer.head["client_name"],
            }  # fmt: skip
        return self.office.books.pay(buyer, self.office.now(self.day), amount, means, debts=debts, **details)

    def _take(self, buyer: Buyer, means: str, invoices: Sequence[Made], *, part: int = 1) -> None:
        """What is left of these invoices, or one part of so many of what they came to."""
        debts = [each.entry_id for each in invoices if each.entry_id in buyer.debts]
        left = sum((buyer.debts[debt] for debt in debts), _NIL)
        if part > 1:
            left = min(left, (sum((each.gross for each in invoices), _NIL) / part).quantize(_CENT))
        if left:
            self.pay(buyer, means, left, debts)

    def _issue(self, buyer: Buyer, kind: str, lines: list[Row], *sources: Made, **head: object) -> Made:
        return self.office.issue(buyer, kind, lines, self.day, sources, **head)

    def _later(self, least: int, most: int) -> date:
        """A day so many days from now on which the shop is open."""
        found = self.day + timedelta(days=self.draws.number(least, most))
        return found + timedelta(days=1) if found.weekday() == _SUNDAY else found


def carried(made: Made) -> list[Row]:
    """The lines of a paper as they go on to the next."""
    wanted = [line for line in made.lines if line["kind"] not in ("text", "deposit")]
    return [{name: line[name] for name in _CARRIED if name in line} | {"source_id": line["id"]} for line in wanted]


def _behind(lines: list[Row], invoice: Made, behind: Sequence[Made]) -> list[Made]:
    """Those of the papers `behind` an invoice, the nearest first, that these credited lines go back to."""
    reached, found = {line["source_id"] for line in lines}, []
    for made in (invoice, *behind):
        own = [line for line in made.lines if line["id"] in reached]
        reached |= {line.get("source_id") for line in own}
        found += [made] if own and made is not invoice else []
    return found


def text(words: str) -> Row:
    """A line that only says something."""
    return {"kind": "text", "name": words, "quantity": _NIL}


def _thirds(buyer: Buyer, order: Made) -> Iterator[Row]:
    """A third of an order, a line for each of its taxes, as `converting.deposit` asks for it."""
    for tax in order.taxes or (TaxTotal("", _NIL, order.gross, _NIL),):
        whole = tax.base + tax.tax if buyer.head["prices_with_tax"] else tax.base
        name = f"{tax.label} {tax.percent}" if len(order.taxes) > 1 else order.number
        yield {
            "kind": "free", "name": name, "quantity": Decimal(1), "price": (whole / 3).quantize(_CENT, ROUND_HALF_UP),
            "tax_name": tax.label, "tax_percent": tax.percent,
        }  # fmt: skip

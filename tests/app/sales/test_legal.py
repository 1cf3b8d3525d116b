"""The legal lines of papers: those of the country, the paper and the client, and only with their facts."""

from __future__ import annotations

import json
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.i18n import Translator
from app.paths import resource
from app.sales import legal

FR, EN = Translator("fr", "FR"), Translator("en", "FR")
FILES = sorted(resource("legal").glob("*.json"))
LINE_FACTS = {
    "late_terms", "late_percent", "rebate_percent", "rebate_days", "valid_until", "mediator", "gst_number",
    "qst_number",
}  # fmt: skip
FOOT_FACTS = {"name", "legal_form", "capital", "siret", "siren", "rcs", "vat_number", "business_number"}


def test_a_french_invoice_to_a_business() -> None:
    late, indemnity, rebate = legal.lines("FR", "invoice", True, {}, FR)
    assert "trois fois l’intérêt légal" in late
    assert "40\u00a0€" in indemnity
    assert rebate == "Pas d’escompte pour règlement anticipé."


def test_a_consumer_is_never_threatened_with_costs() -> None:
    assert legal.lines("FR", "invoice", False, {}, FR) == ()
    assert legal.lines("RE", "statement", False, {}, FR) == ()


def test_the_shop_s_own_terms_come_first() -> None:
    own = legal.lines("FR", "invoice", True, {"late_terms": "Notre taux.", "late_percent": Decimal("12.50")}, FR)
    assert own[0] == "Notre taux."
    rate = legal.lines("FR", "invoice", True, {"late_terms": " ", "late_percent": Decimal("12.50")}, FR)
    assert "12,5\u00a0%" in rate[0]


def test_an_early_payment_discount_needs_both_its_facts() -> None:
    facts = {"rebate_percent": Decimal("2.00"), "rebate_days": 8}
    assert legal.lines("FR", "invoice", True, facts, EN)[2] == "2 % discount for payment within 8 days."
    assert (
        "No discount" in legal.lines("FR", "invoice", True, {"rebate_percent": Decimal(2), "rebate_days": None}, EN)[2]
    )
    assert legal.lines("LU", "invoice", False, {"rebate_percent": Decimal(2)}, EN) == ()


def test_a_quote_says_until_when_and_where_to_sign() -> None:
    validity, sign = legal.lines("FR", "quote", False, {"valid_until": date(2026, 12, 12)}, FR)
    assert validity == "Devis valable jusqu’au 12 décembre 2026."
    assert sign.startswith("Bon pour accord")
    assert len(legal.lines("FR", "quote", False, {}, FR)) == 1


def test_quebec_names_the_numbers_of_its_taxes() -> None:
    facts = {"gst_number": "123456789RT0001", "qst_number": "1234567890TQ0001"}
    french = Translator("fr", "CA")
    assert legal.lines("CA", "invoice", False, facts, french)[0] == "TPS 123456789 RT0001, TVQ 1234567890 TQ0001"
    assert legal.lines("CA", "credit_note", True, {"gst_number": "123456789RT0001"}, EN) == (
        "GST/HST 123456789 RT0001",
    )


@pytest.mark.parametrize(
    ("country", "business", "word"),
    [
        ("BE", True, "2 August 2002"), ("BE", False, "reminder is free"), ("LU", True, "18 April 2004"),
        ("CH", True, "104 CO"), ("CH", False, "104 CO"), ("LI", False, "104 CO"), ("DE", True, "288 BGB"),
        ("DE", False, "286 BGB"), ("AT", True, "456 UGB"), ("GB", True, "1998"), ("GP", True, "three times"),
    ],
)  # fmt: skip
def test_each_country_has_its_own(country: str, business: bool, word: str) -> None:
    assert any(word in line for line in legal.lines(country, "invoice", business, {}, EN))


def test_a_country_we_do_not_know_has_what_is_agreed_and_no_more() -> None:
    assert legal.lines("JP", "invoice", True, {}, EN) == ()
    assert legal.lines("JP", "invoice", True, {"late_percent": Decimal(5)}, EN) == (
        "Late payment: interest at 5 % a year.",
    )


def test_the_foot_says_who_sells() -> None:
    facts = {
        "name": "Cave des Tilleuls", "legal_form": "SARL", "capital": Decimal(10_000), "currency": "EUR",
        "siret": "12345678200010", "rcs": "RCS Tours", "vat_number": "FR11123456782",
    }  # fmt: skip
    assert " ".join(legal.foot("FR", facts, FR).split()) == (
        "Cave des Tilleuls, SARL au capital de 10 000 € · SIRET 123 456 782 00010 · RCS Tours 123 456 782 "
        "· TVA FR 11 123456782"
    )


def test_the_foot_leaves_out_what_is_not_known() -> None:
    assert legal.foot("FR", {"name": "Cave", "capital": None, "siren": "123456782"}, EN) == "Cave · SIREN 123 456 782"
    assert legal.foot("FR", {"name": "Cave", "rcs": "Tours B 123 456 782"}, EN) == "Cave · RCS Tours B 123 456 782"
    assert legal.foot("CH", {"name": "Cave", "vat_number": "CHE123456788TVA"}, FR) == "Cave · CHE-123.456.788 TVA"
    assert legal.foot("ZZ", {}, EN) == ""


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_line_has_a_source_and_the_same_facts_in_both_languages(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["foot_source"]
    for line in data["lines"]:
        assert line["source"]
        assert set(line["kinds"]) <= {"quote", "invoice", "credit_note", "statement"}
        assert line["to"] in {"any", "business", "consumer"}
    texts = [(text, LINE_FACTS) for line in data["lines"] for text in line["texts"]]
    texts += [(text, FOOT_FACTS) for part in data["foot"] for text in part]
    for text, known in texts:
        english, french = (
            {name for _, name, _, _ in string.Formatter().parse(text[key]) if name} for key in ("en", "fr")
        )
        assert english == french <= known

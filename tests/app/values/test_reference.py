"""What the other small pieces promise: legal forms, the words of the catalogue, and imports that come late."""

import subprocess
import sys

from app.values.checked import Checked, odd, sibling, wrong
from app.values.field import AMOUNT, Field, choice, list_of, text
from app.values.legal_forms import all_french, common


def test_owners_choose_from_a_short_list_with_the_full_one_behind() -> None:
    forms = common("FR")
    assert [form.short for form in forms[:4]] == ["EI", "Micro-entreprise", "EURL", "SARL"]
    full = {form.code for form in all_french()}
    assert len(full) == 260
    assert {form.code for form in forms} <= full
    assert common("CH")[1].short == "Sàrl"
    assert common("XX") == forms


def test_a_check_says_whether_it_stops_saving() -> None:
    assert Checked("x").ok
    assert Checked("x").shown == "x"
    assert odd(" a  b ", "p", "Doubt {what}.", what="it").ok
    refused = wrong(" a  b ", "p", "No.")
    assert not refused.ok
    assert refused.value == "a b"


def test_paths_of_neighbouring_fields() -> None:
    assert sibling("addresses/2/postcode", "city") == "addresses/2/city"
    assert sibling("siret", "siren") == "siren"


def test_a_field_names_its_column_once() -> None:
    field = Field(key="last_name", label="Last name", kind=text(80), group="identity", column="client.last_name")
    assert (field.table, field.attribute, field.kind.length) == ("client", "last_name", 80)
    assert AMOUNT.is_numeric
    assert not field.kind.is_numeric
    assert choice(("paper", "On paper")).options == (("paper", "On paper"),)
    assert list_of("category").source == "category"


def test_what_is_slow_to_import_comes_with_its_first_use() -> None:
    modules = "address countries dates email field folding identifiers legal_forms money person phone postcode vat web"
    script = (
        "import importlib, sys\n"
        f"for name in {modules.split()}: importlib.import_module(f'app.values.{{name}}')\n"
        "from app.values import email, phone\n"
        "assert phone.comparable('01 99 00 12 34') == '33199001234'\n"
        "assert not email.check('a@example.com', 'email').problems\n"
        "slow = {'babel', 'stdnum', 'phonenumbers', 'email_validator', 'sqlalchemy', 'PySide6'} & set(sys.modules)\n"
        "assert not slow, slow\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

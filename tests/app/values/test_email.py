"""E-mail addresses: what is wrong is said, what was meant is one click away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values import email

PATH = "emails/0/address"


@pytest.mark.parametrize(
    "address",
    [
        "a@b.fr",
        "amelie.garnier+list@example.com",
        "o'brien@example.co.uk",
        "x@sub.example.invalid",
        "A_B-c@EXAMPLE.org",
    ],
)
def test_right_addresses_pass(address: str) -> None:
    assert email.check(address, PATH).problems == ()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("compta@brasserie", "An e-mail needs a dot after the @."),
        ("compta.example.com", "An e-mail has one @, as in name@example.com."),
        ("a@b@example.com", "An e-mail has one @, as in name@example.com."),
        ("@example.com", "An e-mail has a name before the @ and a domain after it."),
        ("compta@", "An e-mail has a name before the @ and a domain after it."),
        ("jean dupont@example.com", "An e-mail has no spaces."),
        (".a@example.com", "This is not an e-mail address."),
        ("a@-example.com", "This is not an e-mail address."),
        ("a" * 260 + "@example.com", "This e-mail is too long."),
    ],
)
def test_what_cannot_be_an_address_is_refused_with_its_reason(typed: str, sentence: str) -> None:
    checked = email.check(typed, PATH)
    assert not checked.ok
    assert (checked.problems[0].message, checked.problems[0].path) == (sentence, PATH)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("amelie@gmial.com", "amelie@gmail.com"),
        ("amelie@gmail.con", "amelie@gmail.com"),
        ("amelie@wanado.fr", "amelie@wanadoo.fr"),
        ("mailto:a@example.com", "a@example.com"),
        ("a@example.com.", "a@example.com"),
        ("Amélie <a@example.com>", "a@example.com"),
        ("a@example,com", "a@example.com"),
        ("a@example..com", "a@example.com"),
        ("jean dupont@example.com", "jeandupont@example.com"),
    ],
)
def test_slips_are_put_right_with_one_click(typed: str, meant: str) -> None:
    problem = email.check(typed, PATH).problems[0]
    assert problem.fix is not None
    assert (problem.fix.path, problem.fix.value) == (PATH, meant)
    assert not email.check(meant, PATH).problems


def test_a_slip_of_spelling_does_not_stop_saving() -> None:
    assert email.check("amelie@gmial.com", PATH).ok


def test_accents_are_kept_with_a_warning() -> None:
    checked = email.check("amélie@théâtre.example", PATH)
    assert checked.ok
    assert len(checked.problems) == 1


def test_spaces_around_do_not_matter() -> None:
    assert email.check("  a@example.com ", PATH).value == "a@example.com"
    assert email.comparable(" Amelie@Example.COM ") == "amelie@example.com"
    assert email.comparable("mailto:A@example.com") == "a@example.com"


def test_only_addresses_become_links() -> None:
    assert email.link("a@example.com") == "mailto:a@example.com"
    assert email.link("not one") == ""
    assert email.link("") == ""


@given(st.text(max_size=80))
def test_no_text_breaks_an_email_field(text: str) -> None:
    checked = email.check(text, PATH)
    assert checked.ok or checked.problems[0].message

"""IBANs: kept plain, shown in fours, and refused where a digit is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.checked import Checked
from app.values.iban import check_iban


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"),
        ("FR14-2004-1010-0505-0001-3M02-606", "FR1420041010050500013M02606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("DE89370400440532013000", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        (" ", "", ""),
    ],
)
def test_spaces_and_capitals_do_not_matter(typed: str, kept: str, shown: str) -> None:
    assert check_iban(typed) == Checked(kept, shown=shown)


@pytest.mark.parametrize("typed", ["FR7630006000011234567890188", "FR763000600001123456789018", "4970 1012", "FR"])
def test_a_wrong_digit_is_refused_and_what_was_typed_stays(typed: str) -> None:
    checked = check_iban(typed)
    assert not checked.ok
    assert checked.value == typed


@given(st.text(max_size=40))
def test_no_text_breaks_the_field(text: str) -> None:
    checked = check_iban(text)
    assert check_iban(checked.value) == checked

"""Web addresses: a card from anywhere must not make the program open anything but a web page."""

import pytest

from app.values import web


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("example.com", "https://example.com"),
        ("www.example.com/menu?day=1", "https://www.example.com/menu?day=1"),
        ("http://example.com", "http://example.com"),
        ("HTTPS://example.com/x", "https://example.com/x"),
        ("example.com:8080/a", "https://example.com:8080/a"),
        ("théâtre.example", "https://théâtre.example"),
    ],
)
def test_pages_can_be_opened(typed: str, link: str) -> None:
    assert web.link(typed) == link
    assert not web.check(typed, "website").problems


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "file://host/x", "data:text/html,x", "mailto:a@example.com", "\tfile:///etc/passwd"],
)
def test_nothing_else_is_opened_or_saved(typed: str) -> None:
    assert web.link(typed) == ""
    assert not web.check(typed, "website").ok


@pytest.mark.parametrize(
    "typed", ["localhost", "a b", "//host/x", "https://user@example.com", "\\\\host\\x", "a." * 600]
)
def test_odd_addresses_are_kept_but_not_opened(typed: str) -> None:
    assert web.link(typed) == ""
    assert web.check(typed, "website").ok
    assert web.check(typed, "website").problems

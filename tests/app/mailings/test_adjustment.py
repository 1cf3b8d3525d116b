"""What a printer does to a page is measured with four crosses, and taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mailings import adjustment
from app.mailings.adjustment import NEAR, NONE, WHOLE, Adjustment, Distances

A4 = (210_000, 297_000)


def test_a_good_printer_needs_nothing() -> None:
    assert adjustment.solve(Distances(), *A4) == NONE


def test_a_page_that_comes_out_half_a_millimetre_to_the_left() -> None:
    found = adjustment.solve(Distances(left=19_500, right=20_500, top=21_000, bottom=19_000), *A4)
    assert found == Adjustment(right=500, down=-1_000)


@given(
    st.integers(-8_000, 8_000), st.integers(-8_000, 8_000), st.integers(98_000, 102_000), st.integers(98_000, 102_000)
)
def test_solved_and_printed_again_the_crosses_are_where_they_belong(
    right: int, down: int, wide: int, high: int
) -> None:
    """The printer makes `wide` and `high` of a hundred thousand and puts the corner at `right` and `down`."""
    places = {"left": (NEAR, 0), "right": (A4[0] - NEAR, 0), "top": (NEAR, 1), "bottom": (A4[1] - NEAR, 1)}
    scale, shift = (wide, high), (right, down)
    printed = {side: at * scale[axis] / WHOLE + shift[axis] for side, (at, axis) in places.items()}
    found = adjustment.solve(
        Distances(
            round(printed["left"]), round(A4[0] - printed["right"]),
            round(printed["top"]), round(A4[1] - printed["bottom"]),
        ),
        *A4,
    )  # fmt: skip
    for at, axis in places.values():
        corrected = at * (found.across, found.along)[axis] / WHOLE + (found.right, found.down)[axis]
        assert corrected * scale[axis] / WHOLE + shift[axis] == pytest.approx(at, abs=10)


def test_what_cannot_have_been_measured_is_told() -> None:
    assert [problem.path for problem in adjustment.check(Distances(left=50_000), *A4)] == ["left"]
    assert adjustment.check(Distances(left=20_300, bottom=19_100), *A4) == []


def test_a_page_made_to_fit_is_told() -> None:
    fitted = Distances(left=26_000, right=26_000, top=27_500, bottom=27_500)
    assert {problem.path for problem in adjustment.check(fitted, *A4)} == {"right", "bottom"}


def test_it_is_kept_for_each_printer_and_tray() -> None:
    stored: dict[str, object] = {}
    adjustment.keep(stored, Adjustment(right=500), "Laser")
    adjustment.keep(stored, Adjustment(right=900), "Laser", "Manual")
    assert adjustment.kept(stored, "Laser").right == 500
    assert adjustment.kept(stored, "Laser", "Manual").right == 900
    assert adjustment.kept(stored, "Laser", "Lower").right == 500
    assert adjustment.kept(stored, "Other") == NONE
    adjustment.keep(stored, NONE, "Laser")
    assert adjustment.kept(stored, "Laser") == NONE


@pytest.mark.parametrize("broken", [None, 3, {}, {"right": "x"}, {"right": 1, "down": 1, "across": 1}])
def test_a_damaged_memory_adjusts_nothing(broken: object) -> None:
    assert adjustment.kept({"Laser|": broken}, "Laser") == NONE

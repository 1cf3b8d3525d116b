"""The owner's own sheets: six numbers or a ruler, refused at the field when labels cannot lie so."""

from __future__ import annotations

import pytest

from app.errors import Conflict, Invalid, NotFound
from app.mailings import own_sheets
from app.mailings.model import OwnSheet
from app.mailings.own_sheets import Measured
from app.mailings.sheets import shipped
from app.store import undo
from app.store.book import Book


def sheet(**other: object) -> OwnSheet:
    """Avery L7160 by its six numbers."""
    numbers = {
        "name": "Mine", "page_width": 210_000, "page_height": 297_000, "label_width": 63_500, "label_height": 38_100,
        "columns": 3, "rows": 7, "left_margin": 7_200, "top_margin": 15_150, "h_pitch": 66_040, "v_pitch": 38_100,
    }  # fmt: skip
    return OwnSheet(**(numbers | other))


def test_six_numbers_make_the_same_sheet() -> None:
    assert own_sheets.check(sheet()) == []
    assert own_sheets.as_sheet(sheet()).labels == shipped()["avery-l7160"].labels


WRONG = {
    "name": {"name": "  "},
    "page_width": {"page_width": 0},
    "label_height": {"label_height": -3},
    "columns": {"columns": 0},
    "rows": {"rows": 9},
    "h_pitch": {"h_pitch": 60_000},
    "v_pitch": {"v_pitch": 38_000},
    "left_margin": {"left_margin": -1},
    "top_margin": {"top_margin": -1},
}


@pytest.mark.parametrize(("path", "numbers"), WRONG.items())
def test_what_cannot_be_is_told_at_its_field(path: str, numbers: dict[str, object]) -> None:
    told = {problem.path for problem in own_sheets.check(sheet(**numbers))}
    assert told == ({"v_pitch"} if path == "rows" else {path})


def test_labels_that_leave_the_page_say_on_which_side() -> None:
    (problem,) = own_sheets.check(sheet(h_pitch=80_000))
    assert (problem.path, problem.message) == ("h_pitch", "The labels leave the page at the right.")
    (problem,) = own_sheets.check(sheet(columns=1, left_margin=160_000))
    assert problem.path == "label_width"


def test_a_nameless_sheet_is_told_its_other_faults_too() -> None:
    assert {problem.path for problem in own_sheets.check(sheet(name="", h_pitch=1))} == {"name", "h_pitch"}


def test_a_ruler_gives_margins_and_pitch() -> None:
    own = sheet(left_margin=0, top_margin=0, h_pitch=0, v_pitch=0)
    own_sheets.put_measured(own, Measured(7_200, 15_150, 202_780, 281_850))
    assert own_sheets.as_sheet(own).labels == shipped()["avery-l7160"].labels
    assert own_sheets.measured(own) == Measured(7_200, 15_150, 202_780, 281_850)


def test_a_ruler_alone_is_enough_where_nothing_is_between_the_labels() -> None:
    own = sheet(label_width=0, label_height=0, columns=3, rows=8)
    own_sheets.put_measured(own, Measured(0, 0, 210_000, 296_000))
    assert (own.label_width, own.label_height, own.h_pitch, own.v_pitch) == (70_000, 37_000, 70_000, 37_000)
    assert own_sheets.check(own) == []


def test_a_draft_begins_like_another_sheet() -> None:
    for name in ("avery-l7160", "dymo-99012", "avery-5691-disc"):
        like = shipped()[name]
        own = own_sheets.from_sheet(like, "Mine")
        assert own_sheets.check(own) == []
        assert own_sheets.as_sheet(own).labels == like.labels


def test_kept_changed_undone_and_forgotten(book: Book) -> None:
    with book.write("Save the label sheet") as writing:
        made = own_sheets.save(writing.session, sheet(name="  My   sheet "))
    with book.read() as session:
        assert [each.name for each in own_sheets.listed(session)] == ["My sheet"]
        draft = own_sheets.draft(session, int(made.id.removeprefix("own:")))
        older = own_sheets.draft(session, draft.id)
    draft.rows = 6
    with book.write("Save the label sheet") as writing:
        assert own_sheets.save(writing.session, draft).count == 18
    with book.read() as session:
        assert own_sheets.find(session, made.id).count == 18
        assert own_sheets.named(session, "my sheet").id == made.id
    with pytest.raises(Conflict), book.write("Save") as writing:
        own_sheets.save(writing.session, older)
    with pytest.raises(Invalid), book.write("Save") as writing:
        own_sheets.save(writing.session, sheet(h_pitch=1))
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    with book.read() as session:
        assert own_sheets.find(session, made.id).count == 21
    with book.write("Forget") as writing:
        own_sheets.delete(writing.session, draft.id)
    with book.read() as session, pytest.raises(NotFound):
        own_sheets.find(session, made.id)


@pytest.mark.parametrize("name", ["", "own:", "own:x", "own:999", "no such sheet whatever"])
def test_an_unknown_sheet_is_told(book: Book, name: str) -> None:
    with book.read() as session, pytest.raises(NotFound):
        own_sheets.named(session, name)

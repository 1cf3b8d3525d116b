"""Statements in a spreadsheet: the figures of the page, as numbers and days, and formulas stay words."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.accounts.statement import Credit, Layout
from app.errors import BookError, Cancelled
from app.exchange.statement_tables import headings, rows, write_csv, write_xlsx
from app.i18n import Translator
from app.progress import Progress
from tests.app.documents.made import BLOCK, STATEMENT

EN = Translator("en", "FR")
EVIL = replace(STATEMENT, name="=cmd|' /C calc'!A0", blocks=(replace(BLOCK, movements=BLOCK.movements[:2]),))
OPEN = replace(
    STATEMENT, kind="open", from_on=None,
    blocks=(replace(BLOCK, due=Decimal("358.40"), credits=(
        Credit(9, "N-490", "payment", "", date(2026, 11, 10), Decimal("300.00"), Decimal("130.00")),)),),
)  # fmt: skip


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_csv_has_the_figures_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    write_csv(path, [(STATEMENT, Layout())], "activity", EN)
    table = read(path)
    assert table[0] == headings("activity", EN)
    assert table[1][3:] == ["01/09/2026", "", "", "Balance brought forward", "", "846,20", "", "846,20", ""]
    assert table[4] == [
        "C-00217", "Brasserie du Théâtre", "EUR", "21/09/2026", "Invoice", "N-361", "", "20/10/2026", "988,40", "",
        "2399,40", "488,40",
    ]  # fmt: skip
    assert table[-1][6:] == ["Total", "", "3245,60", "2757,20", "488,40", ""]
    assert {len(row) for row in table} == {len(table[0])}


def test_hidden_movements_are_summed_up(tmp_path: Path) -> None:
    table = list(rows(STATEMENT, EN, Layout(hide_paid=True)))
    assert [row[10] for row in table] == [Decimal(each) for each in ("846.20", "-500.00", "488.40", "488.40")]


def test_negative_amounts_are_numbers_and_formulas_are_words(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    write_csv(path, [(OPEN, Layout()), (replace(OPEN, name=EVIL.name), Layout())], "open", EN)
    table = read(path)
    assert table[2][8:] == ["", "", "-300,00", "-170,00", "-130,00"]
    assert table[3][6] == "Total due"
    assert table[3][-1] == "358,40"
    assert table[4][1] == "'" + EVIL.name


def test_the_workbook_has_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "statements.xlsx"
    write_xlsx(path, [(EVIL, Layout()), (STATEMENT, Layout())], "activity", EN)
    table = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert table[0] == headings("activity", EN)
    assert table[2][:6] == ["C-00217", EVIL.name, "EUR", date(2026, 9, 10), "Invoice", "N-349"]
    assert table[2][8:11] == [1411.0, "", 2257.2]
    assert len(table) == 1 + 4 + 6


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_write_that_fails_or_is_stopped_leaves_nothing(write: object, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write(tmp_path / "a", [(STATEMENT, Layout())], "activity", EN, progress)  # type: ignore[operator]
    with pytest.raises(BookError):
        write(tmp_path / "nowhere" / "a", [(STATEMENT, Layout())], "activity", EN)  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []

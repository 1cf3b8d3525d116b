"""Tables for a spreadsheet: accents and semicolons survive, formulas stay words, a failed write leaves nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.errors import BookError
from app.exchange.table_file import write_table

ROWS = [("Date", "Réponse"), ("12/11/2026", 'dit "oui"; au comptoir'), ("", "=cmd|' /C calc'!A0")]


def test_a_spreadsheet_reads_it_back(tmp_path: Path) -> None:
    path = tmp_path / "consents.csv"
    write_table(path, ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfDate;R\xc3\xa9ponse\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = [tuple(row) for row in csv.reader(file, delimiter=";")]
    assert read == [*ROWS[:2], ("", "'=cmd|' /C calc'!A0")]


def test_where_it_cannot_be_written_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(BookError):
        write_table(tmp_path / "nowhere" / "consents.csv", ROWS)
    assert list(tmp_path.iterdir()) == []

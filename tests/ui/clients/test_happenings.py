"""Lines of the timeline that are letters: what they are called, and where they lead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from app.activity.happened import Happening
from ui.clients.tabs import happenings


class Wanting(QObject):
    wanted = Signal(str, str)
    shell = SimpleNamespace()


@pytest.mark.parametrize(
    ("kind", "title"),
    [("mailing", "Mailing"), ("letter", "Letter"), ("labels", "Labels"), ("envelopes", "Envelope")],
)
def test_a_letter_is_named_and_leads_to_the_tab_of_letters(kind: str, title: str) -> None:
    line = Happening(kind, False, "Noël 2026", "2026-11-12", "", "", "", 0, None, None, None, (), mailing_id=7)
    assert line.group == "letters"
    assert happenings.title_of(line) == title
    assert happenings.look_of(line)[0] in ("mail", "tags")
    assert happenings.detail_of(line) == ""
    editor, heard = Wanting(), []
    editor.wanted.connect(lambda *wanted: heard.append(wanted))
    happenings.go_to(line, editor)  # type: ignore[arg-type]
    assert heard == [("letters", "letter/7")]

"""The red bar of a refusal: it goes with the page it was said on, or once an act succeeds."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.company.records import home
from app.errors import Refused
from app.i18n import N_
from ui.window import MainWindow

Settle = Callable[[], None]
REFUSAL = Refused(N_("This payment is not in the file any more."))


def bars(window: MainWindow) -> list[str]:
    items = [window.messages.itemAt(place).widget() for place in range(window.messages.count())]
    return [bar.text() for bar in items if bar is not None and bar.isVisibleTo(window)]


def test_it_goes_when_one_leaves_the_page(window: MainWindow, settle: Settle) -> None:
    window.actions_.run("payments")
    settle()
    window.explain(REFUSAL)
    window.explain(REFUSAL)
    settle()
    assert bars(window) == [REFUSAL.message]
    window.actions_.run("products")
    settle()
    assert bars(window) == []


def test_it_goes_when_the_next_act_succeeds(window: MainWindow, settle: Settle) -> None:
    window.explain(REFUSAL)
    settle()
    assert bars(window) == [REFUSAL.message]

    def rename(session: Session) -> None:
        home(session).tagline = "Caviste"

    window.jobs.write(window, "Rename", rename)
    settle()
    assert bars(window) == []

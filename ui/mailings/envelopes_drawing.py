"""What lanes do for the envelopes window: read the owner's envelopes, draw the one that is looked at."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from app.documents.envelope_orders import Choices, Prepared, options_of


def read_own(session: Any) -> list[Any]:
    """The envelopes that the owner measured."""
    from app.mailings import own_envelopes

    return own_envelopes.listed(session)


def draw_one(prepared: Prepared, choices: Choices, place: int) -> bytes:
    """The page of one envelope; with the sender on the flap, the back too."""
    from app.documents import envelope

    file = BytesIO()
    envelope.make([prepared.envelope(place)], options_of(choices, prepared), file)
    return file.getvalue()


def make_all(prepared: Prepared, choices: Choices, progress: Any) -> bytes:
    """All of them as one PDF."""
    from app.documents import envelope

    file = BytesIO()
    every = (prepared.envelope(place) for place in range(prepared.count))
    envelope.make(every, options_of(choices, prepared), file, progress)
    return file.getvalue()


def make_test(prepared: Prepared, choices: Choices) -> bytes:
    """The first envelope with the zones that stay free, for plain paper."""
    from dataclasses import replace

    from app.documents import envelope

    file = BytesIO()
    options = replace(options_of(choices, prepared), zones=True, sender_on="front")
    envelope.make([prepared.envelope(0)], options, file)
    return file.getvalue()

"""vCard files, read and written: bytes in, `Card`s out, and back. It knows nothing of the book.

`reading = read(path)`; `for card in reading`; then `reading.not_understood` and `reading.doubt` are complete.
`write_cards(cards, stream)` writes what every address book reads.
"""

from __future__ import annotations

from app.exchange.vcard.card import Card, Day, Detail, Name, NotUnderstood, Picture, PostalAddress, Profile
from app.exchange.vcard.charset import CANDIDATES, Doubt
from app.exchange.vcard.photo import clean_photo
from app.exchange.vcard.reader import Reading, read
from app.exchange.vcard.source import Progress
from app.exchange.vcard.writer import write_card, write_cards

__all__ = [
    "CANDIDATES",
    "Card",
    "Day",
    "Detail",
    "Doubt",
    "Name",
    "NotUnderstood",
    "Picture",
    "PostalAddress",
    "Profile",
    "Progress",
    "Reading",
    "clean_photo",
    "read",
    "write_card",
    "write_cards",
]

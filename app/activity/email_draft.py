"""An e-mail with files attached, as a file that mail programs open to be looked through and sent.

`X-Unsent` tells them that it is a draft (Outlook and Thunderbird heed it). Nothing is sent by this program.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from app.activity.files import Loaded
from app.values.email import link
from app.values.file_name import media_type


def draft(to: str, subject: str, body: str, attached: Sequence[Loaded]) -> bytes:
    """The bytes of an `.eml`. What is no address is left out, and line ends in the subject are spaces."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    address = link(to).removeprefix("mailto:")
    if address.isascii() and address:
        message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message.set_content(body)
    for each in attached:
        kind, _, detail = media_type(each.name).partition("/")
        message.add_attachment(each.content, maintype=kind, subtype=detail, filename=each.name)
    return message.as_bytes()

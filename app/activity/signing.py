"""What becomes of a file that somebody is to sign: wanted, signed on the screen, or come back signed on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.activity import files
from app.errors import Invalid, Problem, Refused
from app.i18n import N_

WANTED, SIGNED = "wanted", "signed"


def want(session: Session, file_ids: Sequence[int], *, wanted: bool) -> None:
    """Note that files are to be signed, or not any more. Refused for one that is signed."""
    for found in (files.one(session, number) for number in file_ids):
        if found.signing == SIGNED:
            raise Refused(N_("“{name}” is signed already."), name=found.name)
        found.signing = WANTED if wanted else ""
    session.flush()


def sign(session: Session, file_id: int, name: str, content: bytes, *, by: str, today: date) -> int:
    """Keep `content`, the signed form of a file, beside it as `name`; the file stays, wanted no more. The new id.

    Raises `Invalid` without the name of who signed.
    """
    signer = _signer(by)
    found = files.one(session, file_id)
    number = files.keep(session, found.client_id, name, content)
    if not number:
        raise Refused(N_("This is in the record already."))
    made = files.one(session, number)
    made.signing, made.signed_on, made.signed_by = SIGNED, today, signer
    made.label, made.project = found.label, found.project
    if found.signing == WANTED:
        found.signing = ""
    session.flush()
    return number


def signed_on_paper(session: Session, file_id: int, *, by: str, today: date) -> None:
    """Note that this file is the scan of a signed paper."""
    found = files.one(session, file_id)
    found.signing, found.signed_on, found.signed_by = SIGNED, today, _signer(by)
    session.flush()


def sent(session: Session, file_id: int, today: date) -> None:
    """Note that an e-mail was prepared with the file."""
    files.one(session, file_id).sent_on = today
    session.flush()


def _signer(by: str) -> str:
    if not by.strip():
        raise Invalid([Problem("by", N_("Enter the name of the person who signs."))])
    return " ".join(by.split())

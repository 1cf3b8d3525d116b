"""The print of a paper: an issued one as it was kept, a draft as it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.clients import drafts
from app.i18n import Translator
from app.sales import editing, printing, records
from app.sales.model import Paper
from app.sales.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Callable


def render(printed: Printed) -> bytes:
    """The PDF, in the paper's own language and with the formats of the shop's country."""
    from app.documents import paper

    return paper.make(printed, None, Translator(printed.language, printed.letterhead.country))


def job_for(draft: Paper) -> Callable[[Any], bytes]:
    """What a lane runs to get the PDF of this paper as it stands on the page."""
    copy = drafts.duplicate(draft)

    def work(session: Any) -> bytes:
        return editing.kept_print(session, copy) or render(printing.build(session, copy))

    return work


def reading(paper_id: int) -> Callable[[Any], bytes]:
    """The same for a paper that is not on the page."""

    def work(session: Any) -> bytes:
        return job_for(records.draft(session, paper_id))(session)

    return work

"""A paper shown as it is printed, printed, or saved as a PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.i18n import N_
from app.sales import records
from ui.sales.paper_prints import job_for
from ui.text import tr
from ui.widgets.dialogs import save_file

if TYPE_CHECKING:
    from ui.sales.paper_page import PaperPage


def show(page: PaperPage, *, start: bool = False) -> None:
    """The paper as it is printed, an issued one on a page of its own; `start`: and ask for the printer at once."""
    draft = page.editor.draft
    if draft.id and draft.state == "issued":
        page.shell.show_page("preview", paper_id=draft.id, start=start)
    else:
        page.shell.show_pdf(job_for(draft), _file_name(page), start=start, client_id=draft.bill_to_id or 0)


def save(page: PaperPage) -> None:
    """Ask where, and write the PDF there."""
    filters = ((tr("PDF files"), "*.pdf"),)
    path = save_file(page, tr("Save as PDF"), filters, Path(_file_name(page)))
    if path is not None:
        make = job_for(page.editor.draft)

        def work(session: Any) -> None:
            from app.documents.saving import save

            save(make(session), path)

        page.shell.jobs.read(page, work, partial(_saved, page, path))


def _saved(page: PaperPage, path: Path, _none: None) -> None:
    page.shell.toast(tr("Saved as {name}", name=path.name))
    note(page, "saved")


def note(page: PaperPage, kind: str) -> None:
    """Write into the history of a stored paper that it was printed or saved."""
    number = page.editor.draft.id
    if number and page.editor.draft.state == "issued" and not page.shell.jobs.book.read_only:

        def work(session: Any) -> None:
            records.note(session, number, kind)

        page.shell.jobs.write(page, N_("Print a document"), work, kind="final")


def _file_name(page: PaperPage) -> str:
    safe = "".join(letter if letter.isalnum() or letter in " -_." else "-" for letter in page.title())
    return f"{safe}.pdf"

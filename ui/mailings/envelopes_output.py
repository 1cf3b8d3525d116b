"""Envelopes on paper and as a file; for whom one was printed is written down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.documents.envelope_orders import Choices, Prepared
from app.i18n import N_, plural
from app.mailings import adjustment
from ui.mailings.envelopes_drawing import make_all, make_test
from ui.printing.output import NOT_PRINTED, refused, save_pdf
from ui.shell import Shell
from ui.text import tr, translator, trn

if TYPE_CHECKING:
    from ui.mailings.envelopes_dialog import EnvelopesDialog

KIND = "envelopes"  # of paper, whose printer is remembered


def print_out(dialog: EnvelopesDialog) -> None:
    """Ask for a printer, print as it is adjusted, and write down for whom."""
    prepared = dialog.prepared
    if prepared is not None and dialog.print_button.isEnabled():
        choices = dialog.left.choices()
        done = partial(_printed, dialog.shell, dialog.search, prepared, choices)
        _print(dialog, lambda _book, progress: make_all(prepared, choices, progress), pages=prepared.count, done=done)


def print_test(dialog: EnvelopesDialog) -> None:
    """The first one on plain paper, with the zones that stay free."""
    prepared = dialog.prepared
    if prepared is not None:
        choices = dialog.left.choices()
        _print(dialog, lambda _book, _progress: make_test(prepared, choices), pages=1)


def _print(dialog: EnvelopesDialog, make: Any, *, pages: int, done: Any = None) -> None:
    from ui.printing.printer import ask_printer, chosen_pages, print_job

    shell, title = dialog.shell, tr("Envelopes")
    printer = ask_printer(dialog, shell.settings, KIND, title=title, pages=pages)
    if printer is None:
        return
    dialog.remember()
    kept = shell.settings.remembered("adjustments")
    found = adjustment.kept(kept, printer.printerName(), printer.paperSource().name)
    chosen = sorted(chosen_pages(printer, pages))

    def ended(_pages: int) -> None:
        if done is not None:
            done(chosen)

    job, forgotten = print_job(printer, make, found), refused(shell, NOT_PRINTED)
    # The window may be closed before the printer is done.
    owner = dialog.parentWidget()
    shell.jobs.long(owner, tr("Printing the envelopes…"), job, ended, refused=forgotten, lane="pages")


def save(dialog: EnvelopesDialog) -> None:
    """Ask where, and write the PDF."""
    from app.documents.file_names import file_name

    prepared = dialog.prepared
    if prepared is None or not dialog.save_button.isEnabled():
        return
    dialog.remember()
    name, choices = file_name(tr("Envelopes"), dialog.shell.today().isoformat()), dialog.left.choices()
    save_pdf(dialog.shell, dialog, partial(make_all, prepared, choices), name=name, kind=KIND)


def _printed(shell: Shell, search: str, prepared: Prepared, choices: Choices, places: list[int]) -> None:
    """Write down for whom one was printed: the pages asked for in the system's dialog."""
    sent = [prepared.sent[place] for place in places]
    shell.toast(trn(plural("{count} envelope printed", "{count} envelopes printed"), len(sent)))
    if shell.jobs.book.read_only:
        return
    name = tr("Envelopes, {day}", day=translator().date(shell.today()))

    def work(session: Any) -> int:
        from app.mailings.mailings import record_printed
        from app.mailings.plan import Plan

        plan = Plan(
            name=name,
            kind="envelopes",
            search=search,
            purpose=choices.purpose,
            per_household=choices.per_household,
            order_by="postcode" if choices.order == "postcode" else "name",
            sheet=choices.size,
        )
        return record_printed(session, plan, sent, len(sent))

    shell.jobs.write(None, N_("Write down the envelopes printed"), work)

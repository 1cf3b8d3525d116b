"""Labels on paper and as files; what was printed is written down, and the sheet goes on after its last label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from app.documents.label_orders import Choices, Prepared
from app.errors import AppError, Cancelled
from app.i18n import N_, plural
from app.mailings import adjustment
from app.mailings.label_run import Run
from app.mailings.sheets import Sheet
from app.paths import documents_folder
from app.settings import Settings
from ui.mailings.adjusting import KIND, tray_of
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.dialogs import save_file

if TYPE_CHECKING:
    from app.mailings.plan import Plan
    from ui.mailings.labels_dialog import LabelsDialog

SHEETS = "label_sheets"  # what is used of the one of each kind


def keep_used(settings: Settings, sheet_id: str, used: frozenset[int]) -> None:
    """Remember what is taken of the sheet of this kind that lies in the printer."""
    kept = settings.remembered(SHEETS)
    if used:
        kept[sheet_id] = sorted(used)
    else:
        kept.pop(sheet_id, None)
    settings.save()


@dataclass(frozen=True)
class Batch:
    """What is printed as it was chosen when it was: the window may be closed before the printer is done."""

    shell: Shell
    sheet: Sheet
    search: str
    prepared: Prepared
    choices: Choices
    used: frozenset[int]


def print_out(dialog: LabelsDialog) -> None:
    """Ask for a printer, print as its adjustment says, write down for whom, and go on after the last label."""
    batch = _batch(dialog)
    if batch is not None and dialog.print_button.isEnabled():
        run = batch.prepared.job(batch.choices, batch.used).run
        _print(dialog, partial(_make, batch), pages=run.pages, done=partial(_printed, dialog, batch, run))


def print_test(dialog: LabelsDialog) -> None:
    """The outlines of one sheet on plain paper, to be held against the light behind the labels."""
    _print(dialog, partial(_make_outlines, dialog.sheet, tr("Labels")), pages=1)


def _batch(dialog: LabelsDialog) -> Batch | None:
    if dialog.prepared is None:
        return None
    used = dialog.left.grid.used()
    return Batch(dialog.shell, dialog.sheet, dialog.search, dialog.prepared, dialog.left.choices(), used)


def _print(dialog: LabelsDialog, make: Any, *, pages: int, done: Any = None) -> None:
    from ui.printing.printer import ask_printer, print_job

    shell, owner = dialog.shell, dialog.parentWidget()
    printer = ask_printer(dialog, shell.settings, KIND, title=tr("Labels"), pages=pages)
    if printer is None:
        return
    dialog.adjusting.show_printer(printer.printerName(), tray_of(printer))
    adjusted = dialog.adjusting.adjustment()
    dialog.remember()
    job = print_job(printer, lambda _book, progress: make(adjusted, progress))
    refused = partial(_refused, shell, N_("Stopped: the printer was told to forget it."))
    shell.jobs.long(owner, tr("Printing the labels…"), job, done, refused=refused, lane="pages")


def save(dialog: LabelsDialog) -> None:
    """Ask where, and write the PDF with the measures of the sheet itself, or corrected for the printer if wanted."""
    from app.documents.file_names import file_name

    batch, shell = _batch(dialog), dialog.shell
    if batch is None or not dialog.save_button.isEnabled():
        return
    folders = shell.settings.remembered("folders")
    folder = Path(folders.get(KIND) or documents_folder())
    folder = folder if folder.is_dir() else documents_folder()
    name = file_name(tr("Labels"), dialog.sheet.name, shell.today().isoformat())
    path = save_file(dialog, tr("Save as PDF"), [(tr("PDF files"), "*.pdf")], folder / name)
    if path is None:
        return
    folders[KIND] = str(path.parent)
    dialog.remember()
    adjusted = dialog.adjusting.adjustment() if dialog.adjusting.in_pdf.isChecked() else adjustment.NONE

    def work(_book: Any, progress: Any) -> None:
        from app.documents.saving import save

        save(_make(batch, adjusted, progress), path)

    def done(_none: None) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
        shell.toast(tr("Saved as {name}", name=path.name), action=tr("Show"), act=show)

    refused = partial(_refused, shell, N_("Stopped: nothing was saved."))
    title = tr("Saving {name}…", name=path.name)
    shell.jobs.long(dialog.parentWidget(), title, work, done, refused=refused, lane="long")


def _make(batch: Batch, adjusted: adjustment.Adjustment, progress: Any) -> bytes:
    from app.documents import labels

    job, file = batch.prepared.job(batch.choices, batch.used), BytesIO()
    progress.begin(N_("Laying out the labels"), job.run.pages)
    labels.make(job, file, progress, adjusted)
    return file.getvalue()


def _make_outlines(sheet: Sheet, title: str, adjusted: adjustment.Adjustment, _progress: Any) -> bytes:
    from app.documents import labels

    file = BytesIO()
    labels.make_outlines(sheet, title, file, adjusted)
    return file.getvalue()


def _printed(dialog: LabelsDialog, batch: Batch, run: Run, printed: int) -> None:
    """The next labels go on after the last one; who got one is written down. Of some pages alone nothing is known."""
    shell = batch.shell
    if printed < run.pages:
        shell.toast(trn(plural("{count} sheet printed", "{count} sheets printed"), printed))
        return
    shell.toast(trn(plural("{count} label printed", "{count} labels printed"), run.count))
    keep_used(shell.settings, batch.sheet.id, run.used_after)
    if isValid(dialog) and dialog.sheet is batch.sheet:
        dialog.left.grid.set_used(run.used_after)
    if batch.prepared.sent and not shell.jobs.book.read_only:
        work = partial(_write_down, plan=_plan(batch), batch=batch, pages=run.pages)
        shell.jobs.write(None, N_("Write down the labels printed"), work)


def _plan(batch: Batch) -> Plan:
    from app.mailings.plan import ORDERS, Plan

    choices, day = batch.choices, translator().date(batch.shell.today())
    return Plan(
        name=tr("Labels {sheet}, {day}", sheet=batch.sheet.name, day=day),
        kind="labels",
        search=batch.search,
        purpose=choices.purpose,
        per_household=choices.per_household,
        order_by=choices.order if choices.order in ORDERS else ORDERS[0],
        sheet=batch.sheet.id,
    )


def _write_down(session: Any, plan: Plan, batch: Batch, pages: int) -> int:
    from app.mailings.mailings import record_printed

    return record_printed(session, plan, batch.prepared.sent, pages)


def _refused(shell: Shell, stopped: str, error: AppError | Cancelled) -> None:
    """Cancelled, or told by the disk or the printer: nothing was kept."""
    if isinstance(error, Cancelled):
        shell.toast(tr(stopped))
    else:
        shell.explain(error)

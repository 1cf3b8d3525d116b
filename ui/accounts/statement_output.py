"""Statements on paper, as files and by e-mail; their choices are remembered, and the day they went out."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import AppError, Cancelled
from app.i18n import N_, Translator, plural
from app.paths import documents_folder
from app.values.email import link
from ui.accounts.statement_copies import keep_copies
from ui.text import tr, trn
from ui.widgets.dialogs import choose_folder, save_file

if TYPE_CHECKING:
    from app.exchange.statement_files import Made, Order
    from ui.accounts.statement_page import StatementPage

KIND = "statement"  # of paper, whose printer is remembered
_FILES = {
    ".pdf": (N_("PDF files"), N_("Save as PDF")),
    ".csv": (N_("CSV files"), N_("Save as CSV")),
    ".xlsx": (N_("Excel workbooks"), N_("Save as Excel workbook")),
}
_SUBJECT = N_("Account statement {reference}")
_STOPPED = N_("Stopped: nothing was saved.")
_BODY = N_("Hello,\n\nPlease find our account statement attached.\n\nKind regards,\n{shop}")


def print_out(page: StatementPage) -> None:
    """Ask for a printer, and print what is chosen."""
    from ui.printing.printer import ask_printer, print_job

    order = _order(page)
    if order is None:
        return
    shell, found = page.shell, []
    printer = ask_printer(page, shell.settings, KIND, title=page.title())
    if printer is None:
        return

    def make(book: Any, progress: Any) -> bytes:
        from app.exchange.statement_files import make_pdf

        file = BytesIO()
        with book.read() as session:
            found.append(make_pdf(session, order, file, progress))
        return file.getvalue()

    def done(_pages: int) -> None:
        shell.toast(_said(plural("{count} statement printed", "{count} statements printed"), found[0]))
        keep(page, found[0].clients, sent=True)
        keep_copies(page, order, found[0].clients, "printed")

    job, refused = print_job(printer, make), partial(_refused, page, N_("Stopped: the printer was told to forget it."))
    shell.jobs.long(page, tr("Printing the statements…"), job, done, refused=refused, lane="pages")


def save(page: StatementPage, ending: str) -> None:
    """Ask where, and write the file or files."""
    order, separate = _order(page), page.many and page.batch.separate()
    if order is None:
        return
    words, title = (tr(text) for text in _FILES[ending])
    folder = _folder(page)
    if separate:
        path = choose_folder(page, tr("Where the files go"), folder)
    else:
        path = save_file(page, title, [(words, f"*{ending}")], folder / _name(page, ending))
    if path is None:
        return
    _keep_folder(page, path if separate else path.parent)
    done = partial(_saved, page, order, path)

    def work(book: Any, progress: Any) -> Made:
        from app.exchange.statement_files import write, write_each

        with book.read() as session:
            if separate:
                return write_each(session, order, path, ending, progress)
            return write(session, order, path, progress)

    refused = partial(_refused, page, _STOPPED)
    page.shell.jobs.long(page, tr("Saving the statements…"), work, done, refused=refused, lane="long")


def _refused(page: StatementPage, stopped: str, error: AppError | Cancelled) -> None:
    """Cancelled, or told by the disk or the printer: nothing was kept."""
    if isinstance(error, Cancelled):
        page.shell.toast(tr(stopped))
    else:
        page.shell.explain(error)


def _saved(page: StatementPage, order: Order, path: Path, made: Made) -> None:
    folder = path if path.is_dir() else path.parent
    said = _said(plural("{count} statement saved", "{count} statements saved"), made)
    page.shell.toast(said, action=tr("Show"), act=partial(_open_folder, folder))
    keep(page, made.clients)
    if made.pages:
        keep_copies(page, order, made.clients, "saved")


def email(page: StatementPage) -> None:
    """Save the PDF, and open the mail program with a message to which it is to be attached."""
    order, ground, drawn = _order(page), page.ground, page.drawn
    if order is None or ground is None or drawn is None:
        return
    named, _title = _FILES[".pdf"]
    filters = [(tr(named), "*.pdf")]
    path = save_file(page, tr("Save the PDF to attach"), filters, _folder(page) / _name(page, ".pdf"))
    if path is None:
        return
    _keep_folder(page, path.parent)
    shop, language = page.shell.shop, order.choices.language or ground.language
    words = Translator(language, shop.country)
    address = link(ground.email(order.choices.contact_id)) or "mailto:"
    subject = words(_SUBJECT, reference=drawn.statement.reference).strip()
    letter = f"{address}?subject={quote(subject)}&body={quote(words(_BODY, shop=shop.name))}"

    def work(book: Any, progress: Any) -> Made:
        from app.exchange.statement_files import write

        with book.read() as session:
            return write(session, order, path, progress)

    def done(made: Made) -> None:
        QDesktopServices.openUrl(QUrl(letter, QUrl.ParsingMode.StrictMode))
        said = tr("E-mail prepared: attach “{name}” to it", name=path.name)
        page.shell.toast(said, action=tr("Show the file"), act=partial(_open_folder, path.parent))
        keep(page, made.clients, sent=True)
        keep_copies(page, order, made.clients, "emailed")

    refused = partial(_refused, page, _STOPPED)
    page.shell.jobs.long(page, tr("Saving the statements…"), work, done, refused=refused, lane="long")


def mark_sent(page: StatementPage) -> None:
    """Write down that these went out today, by whatever way."""
    keep(page, page.recipients(), sent=True, say=True)


def keep(page: StatementPage, client_ids: list[int], *, sent: bool = False, say: bool = False) -> None:
    """Remember how the statement was made: for a client in the file, for a batch on this computer."""
    chosen, shell = page.order(), page.shell
    if chosen is None:
        return
    if page.many:
        _keep_batch(page)
    if shell.jobs.book.read_only or (page.many and not sent):
        return
    today = shell.today() if sent else None
    many = page.many

    def work(session: Any) -> None:
        from app.documents import statements

        for number in client_ids:
            kept = statements.remembered(session, number) if many else None
            choices, kind = kept or (chosen.choices, chosen.period.kind)
            statements.remember(session, number, choices, kind, sent_on=today)

    def done(_none: None) -> None:
        if not many and today is not None:
            page.show_sent(today)
        if say:
            words = plural("{count} statement marked as sent", "{count} statements marked as sent")
            shell.toast(trn(words, len(client_ids)))

    shell.jobs.write(page, N_("Remember how statements are made"), work, done, kind="final")


def take_kept(page: StatementPage) -> None:
    """Show the choices of the last batch."""
    from app.documents.statements import from_plain

    kept = page.shell.settings.remembered("statements").get("page")
    if isinstance(kept, dict):
        page.choices.put(*from_plain(kept))


def _keep_batch(page: StatementPage) -> None:
    from app.documents.statements import to_plain

    kept = page.shell.settings.remembered("statements")
    kept.update(page.batch.kept(), page=to_plain(page.choices.choices(), page.choices.kind()))
    page.shell.settings.save()


def _order(page: StatementPage) -> Any:
    """What is chosen, for the files; None while it cannot be made."""
    from app.exchange.statement_files import Order

    chosen = page.order()
    if chosen is None or not page.is_ready():
        return None
    return Order(tuple(page.recipients()), chosen.period, chosen.choices, lenient=page.many)


def _said(forms: tuple[str, str], made: Made) -> str:
    words = trn(forms, len(made.clients))
    if not made.left_out:
        return words
    return tr("{done}, {count} left out: they cannot be printed", done=words, count=len(made.left_out))


def _name(page: StatementPage, ending: str) -> str:
    from app.documents.file_names import file_name

    day = page.shell.today().isoformat()
    if page.many:
        return file_name(tr("Account statements"), day, ending=ending)
    reference = page.drawn.statement.reference if page.drawn else ""
    return file_name(tr("Account statement"), reference, page.recipient_name(), ending=ending)


def _folder(page: StatementPage) -> Path:
    kept = Path(page.shell.settings.remembered("folders").get(KIND) or documents_folder())
    return kept if kept.is_dir() else documents_folder()


def _keep_folder(page: StatementPage, folder: Path) -> None:
    page.shell.settings.remembered("folders")[KIND] = str(folder)
    page.shell.settings.save()


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

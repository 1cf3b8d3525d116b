"""What the window does around its pages: undo, backups, long tasks with their cards, and dialogs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap

from app.clients.search import Query
from app.company.facts import ShopFacts, load
from app.errors import AppError, Conflict
from app.i18n import N_, plural
from ui.jobs import Job
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.theme.scheme import TextSize

if TYPE_CHECKING:
    from ui.clients.new_client import NewClientDialog
    from ui.widgets.progress_card import ProgressCard
    from ui.window import MainWindow

BACKUP_EVERY = timedelta(minutes=30)
CARD_AFTER_MS = 1000
BACKUP_STATE_AFTER_MS = 1500
_COPY = N_("Another version of this file lies beside it: “{name}”. Look at both before you delete one.")
_SIZES: tuple[TextSize, ...] = ("normal", "large", "very_large")


class Tasks(QObject):
    """The chores of one main window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = window.jobs
        self._cards: dict[Job, ProgressCard | None] = {}
        self._said: list[tuple[datetime, str]] = []
        self._backup_at: datetime | None = None
        self._new_client: NewClientDialog | None = None
        self._clock = QTimer(self, interval=int(BACKUP_EVERY.total_seconds() * 1000))
        self._clock.timeout.connect(self.back_up_quietly)
        self._jobs.started_long.connect(self._watch)
        self._jobs.ended_long.connect(self._unwatch)
        window.toast.said.connect(lambda text: self._said.append((datetime.now(), text)))

    def start(self) -> None:
        """After the first paint."""
        self.load_shop()
        self.name_undo()
        if not self._jobs.book.read_only:
            self._clock.start()
            QTimer.singleShot(BACKUP_STATE_AFTER_MS, self, self._load_backup_state)
            QTimer.singleShot(BACKUP_STATE_AFTER_MS, self, self.look_around)
            QTimer.singleShot(BACKUP_STATE_AFTER_MS, self, self.empty_bin)
        else:
            self._window.nav.set_state(tr("Read only"), ok=False)
            self.look_around()

    def empty_bin(self) -> None:
        """Delete for good what has lain in the bin for thirty days, once a backup holds it."""

        def look(db: Any) -> list[int]:
            from app.clients.lifecycle import expired

            return expired(db.execute)

        def empty(found: list[int]) -> None:
            from app.clients.lifecycle import erase

            def let_go(_made: Any) -> None:
                self._jobs.write(self, N_("Empty the bin"), lambda session: erase(session, found), kind="final")

            if found:
                self._back_up("delete", let_go)

        self._jobs.rows(self, look, empty)

    def look_around(self) -> None:
        """Say what the owner should know of the place where the file is kept."""
        book = self._jobs.book

        def work(_session: Any) -> list[Any]:
            from app.store import surroundings

            notices = [(n.message, n.parameters) for n in surroundings.look_around(book.path, read_only=book.read_only)]
            copies = [copy.path.name for copy in surroundings.conflicting_copies(book.path)]
            return notices + [(_COPY, {"name": name}) for name in copies]

        self._jobs.read(self, work, self._show_notices, key="surroundings")

    def _show_notices(self, notices: list[Any]) -> None:
        for message, parameters in notices:
            self._window.notice("warning", tr(message, **parameters))

    # Undo and redo

    def name_undo(self) -> None:
        """Say in the menu what Undo and Redo would do."""
        from app.store.steps import next_steps

        self._jobs.rows(self, next_steps, self._show_undo, key="undo")

    def _show_undo(self, steps: tuple[Any, Any]) -> None:
        undo, redo = (self._window.actions_[key] for key in ("undo", "redo"))
        for action, step, plain, named in (
            (undo, steps[0], tr("Undo"), N_("Undo: {what}")),
            (redo, steps[1], tr("Redo"), N_("Redo: {what}")),
        ):
            action.setText(plain if step is None else tr(named, what=tr(step.label, **step.parameters)))
            action.setEnabled(step is not None)

    def undo(self) -> None:
        """Take the latest act back."""
        self._take(N_("Undo"), "undo", N_("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was undone."""
        self._take(N_("Redo"), "redo", N_("Done again: {what}"))

    def _take(self, label: str, kind: str, done: str) -> None:
        def work(session: Any) -> Any:
            from app.store import undo

            return getattr(undo, kind)(session)

        def say(step: Any) -> None:
            self._window.say(tr(done, what=tr(step.label, **step.parameters)))

        def refused(error: AppError) -> None:
            if kind == "undo" and isinstance(error, Conflict):
                self._pass_over(label)
            else:
                self._window.explain(error)

        self._jobs.write(self._window, label, work, say, kind=kind, refused=refused)

    def _pass_over(self, label: str) -> None:
        """What was issued or paid since stands on this step: say so once, and let the steps before it be reached."""

        def work(session: Any) -> Any:
            from app.store import undo

            return undo.pass_over(session)

        def say(step: Any) -> None:
            words = N_("“{what}” stays: something newer, such as an issued document, stands on it.")
            if step is not None:
                self._window.say(tr(words, what=tr(step.label, **step.parameters)))
            self.name_undo()

        self._jobs.write(self._window, label, work, say, kind="undo")

    def after_change(self) -> None:
        """Something was written."""
        self.name_undo()

    # The shop

    def load_shop(self) -> None:
        """Name, town, country and logo of the shop, for the navigation and for every format."""
        self._jobs.rows(self, load, self.show_shop, key="shop")

    def show_shop(self, shop: ShopFacts) -> None:
        """Use these facts from now on."""
        picture = QPixmap()
        if shop.picture:
            picture.loadFromData(shop.picture)
        self._window.shell.shop = shop
        self._window.nav.set_shop(shop, None if picture.isNull() else picture)

    # Backups

    def back_up_now(self) -> None:
        """A backup because the owner asked for one."""
        self._back_up("hand", lambda _made: self._window.say(tr("Backup made")))

    def back_up_quietly(self) -> None:
        """Every half hour, when something changed."""
        self._back_up("timed", lambda _made: None)

    def back_up_and(self, then: Callable[[], None]) -> None:
        """Before closing: back up what changed, then go on, whether it went well or not."""
        if self._jobs.book.read_only:
            then()
            return
        self._back_up("closing", lambda _made: then(), lambda _error: then())

    def _back_up(self, reason: str, then: Callable[[Any], None], refused: Callable[[Any], None] | None = None) -> None:
        folder, second = self._backup_folders()

        def work(book: Any, progress: Any) -> Any:
            from app.store import backup

            if reason == "hand":
                return backup.make(book, folder or backup.default_folder(book.path), reason, progress)
            return backup.keep_up(
                book, folder or backup.default_folder(book.path), reason, second=second, progress=progress
            )

        def done(made: Any) -> None:
            if made is not None:
                self._show_backup(made.made_at)
            then(made)

        self._jobs.long(self, tr("Backing up…"), work, done, refused=refused, lane="long")

    def _backup_folders(self) -> tuple[Path | None, Path | None]:
        """The chosen first and second place; None for the usual first one, and where there is no second."""
        settings = self._window.shell.settings
        first, second = settings.backups, settings.second_backups
        return Path(first) if first else None, Path(second) if second else None

    def _load_backup_state(self) -> None:
        """When the newest backup was made."""
        if self._jobs.book.read_only:
            return
        folder, _second = self._backup_folders()

        def newest(session: Any) -> datetime | None:
            from app.store import backup

            identity = backup.identity_of(session.connection().connection.driver_connection)
            kept = backup.list_backups(folder or backup.default_folder(self._jobs.book.path), identity)
            return max((found.made_at for found in kept), default=None)

        self._jobs.read(self, newest, self._show_backup, key="backup state")

    def _show_backup(self, made: datetime | None) -> None:
        text = tr("All saved")
        if made is not None:
            local = made.astimezone()
            today = local.date() == datetime.now().date()
            when = translator().time(local) if today else translator().date(local.date())
            text = tr("All saved · backup {when}", when=when)
        self._window.nav.set_state(text)

    # Long tasks

    def _watch(self, job: Job) -> None:
        QTimer.singleShot(CARD_AFTER_MS, self, lambda: self._show_card(job))
        self._cards[job] = None

    def _show_card(self, job: Job) -> None:
        if job not in self._cards or self._cards[job] is not None or job.progress is None:
            return
        from ui.widgets.progress_card import ProgressCard

        card = ProgressCard(job.title)
        card.cancelled.connect(job.progress.cancel)
        self._cards[job] = card
        self._window.messages.addWidget(card)
        timer = QTimer(card, interval=100)
        timer.timeout.connect(lambda: self._step(job, card))
        timer.start()

    def _step(self, job: Job, card: ProgressCard) -> None:
        progress = job.progress
        if progress is not None and progress.total:
            card.set_progress(progress.done, progress.total)

    def _unwatch(self, job: Job) -> None:
        card = self._cards.pop(job, None)
        if card is not None:
            card.deleteLater()

    # Dialogs

    def new_client(self, *, prospect: bool = False, text: str = "") -> None:
        """The dialog for a new client."""
        from ui.clients.new_client import NewClientDialog

        dialog, self._new_client = self._new_client, None
        if dialog is not None and dialog.country != self._window.shell.shop.country:
            dialog.deleteLater()
            dialog = None
        dialog = dialog or NewClientDialog(self._window.shell, self._window, ahead=True)
        dialog.begin(prospect=prospect, text=text)
        dialog.finished.connect(lambda _: self._window.ahead.build(self.new_client_ahead()))
        dialog.open()

    def new_client_ahead(self) -> Iterator[object]:
        """Builds the next of these dialogs, a part at each step."""
        from ui.clients.new_client import NewClientDialog

        if self._new_client is not None:
            return
        self._new_client = made = NewClientDialog(self._window.shell, self._window, ahead=True)
        yield made
        while self._new_client is made and made.prepare():
            yield made

    def show_pdf(self, make: Callable[[Any], bytes], name: str, *, start: bool = False, client_id: int = 0) -> None:
        """Show what `make(session)` prints, over the page in front; `start`: and ask for the printer at once.

        What is about one client can be kept in their record.
        """
        from ui.printing.preview_dialog import PreviewDialog

        shell = self._window.shell
        PreviewDialog(shell, self._window, make, name, start=start, client_id=client_id).open()

    def new_product(self, *, text: str = "", then: Callable[[Any], object] | None = None) -> None:
        """The dialog for a new product; `then` gets its row once it is in the list."""
        from ui.catalog.product_dialog import new_product

        new_product(self._window.shell, self._window, text=text, then=then)

    def record_payment(
        self, *, client_id: int | None = None, paper_id: int | None = None, way: str = "payment"
    ) -> None:
        """The dialog that takes a payment; for a client, or for one of their invoices."""
        from ui.accounts.payment_dialog import PaymentDialog

        shell = self._window.shell
        PaymentDialog(shell, self._window, self.client_picker()).begin(client_id, paper_id, way=way)

    def client_picker(self) -> Any:
        """A field that finds a client, for pages that stand below the record."""
        from ui.clients.client_picker import ClientPicker

        return ClientPicker(self._window.shell, dict)

    def open_palette(self) -> None:
        """Find anything, run anything."""
        from ui.palette.panel import Palette

        Palette(self._window.shell, self._window).open()

    def choose_import(self) -> None:
        """Ask for files to bring in."""
        self._window.show_named("import")

    def export(self, ids: array[int] | None, query: Query) -> None:
        """Ask what to write, and where."""
        from ui.exchange.export_dialog import ExportDialog

        ExportDialog(self._window.shell, ids=ids, query=query, parent=self._window).open()

    def show_about(self) -> None:
        """Version and licences."""
        self._window.show_named("help", topic="about")

    def show_messages(self) -> None:
        """What the toasts said."""
        from ui.widgets.dialogs import tell

        lines = [f"{translator().time(at)}  {text}" for at, text in reversed(self._said[-20:])]
        tell(self._window, tr("Recent messages"), "\n".join(lines) or tr("Nothing was said yet."))

    def drop_search(self, number: int) -> None:
        """Keep a saved search no longer."""
        from app.clients import searches

        done = lambda _none: self._window.say(tr("Search removed"), undo=True)  # noqa: E731 - an answer
        self._jobs.write(self, N_("Remove a saved search"), lambda session: searches.drop(session, number), done)

    def check_file(self) -> None:
        """Look the whole file over and say what was found."""

        def work(book: Any, progress: Any) -> Any:
            from app.store import repair

            return repair.full_check(book, progress)

        self._jobs.long(self, tr("Checking the file…"), work, self._show_check, lane="long")

    def _show_check(self, report: Any) -> None:
        from ui.widgets.dialogs import tell

        if report.ok:
            self._window.say(tr("The file is in good order."))
        else:
            wrong = [check for check in report.checks if not check.ok]
            found = trn(plural("{count} check failed", "{count} checks failed"), len(wrong))
            tell(self._window, found, "\n".join(tr(check.title) for check in wrong))

    def change_text_size(self, step: int) -> None:
        """Larger, smaller, or 0 for normal."""
        at = _SIZES.index(theme.text_size) + step if step else 0
        size = _SIZES[max(0, min(len(_SIZES) - 1, at))]
        self._window.shell.settings.text_size = size
        theme.set_text_size(size)
        self._window.rebuild_wanted.emit()

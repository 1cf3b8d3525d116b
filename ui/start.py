"""Starting the program: settings, words, looks, crash reports, one window a book, and the way between books."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import logs
from app.company.facts import ShopFacts, load
from app.errors import AppError, BookError
from app.i18n import Translator
from app.paths import data_folder
from app.settings import Settings
from app.store.book import Book
from ui import crash
from ui.jobs import Jobs, Sweeper
from ui.text import set_translator, tr
from ui.theme import icon, theme

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LISTEN_AFTER_MS = 1500
SAMPLE = "Cave des Tilleuls.clientele"


class Application(QApplication):
    """macOS names the file to open in an event, where other systems give an argument."""

    file_wanted = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_wanted.emit(event.file())
            return True
        return super().event(event)


def make_application(arguments: list[str]) -> Application:
    """The application object with our name and in Qt's own style; nothing is painted yet."""
    QCoreApplication.setApplicationName("Clientele")
    QCoreApplication.setOrganizationName("Clientele")
    # As an argument: `setStyle` answers with the style, for which PySide builds every class of styles.
    made = Application([*arguments, "-style", "Fusion"])
    if getattr(sys, "frozen", False):
        for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
            os.environ.pop(name, None)  # Qt knows its plugins now; the programs we open have their own
    return made


class Program(QObject):
    """One running program: the settings, and the window in front (a book's, or the welcome)."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.settings = Settings.load()
        self.window: QWidget | None = None
        self.book: Book | None = None
        self.jobs: Jobs | None = None
        self._qt_words: QTranslator | None = None
        self._server: QLocalServer | None = None
        self._shop = ShopFacts()
        self._is_sample_to_tell = True
        self._sweeper = Sweeper(self)
        self.speak("FR")
        theme.apply(application, self.settings.theme, self.settings.text_size)
        application.setWindowIcon(icon("clientele", size=64))
        if isinstance(application, Application):
            application.file_wanted.connect(lambda path: self.go_to(Path(path)))

    # Words

    def language(self) -> str:
        """The chosen language, else the system's, else English."""
        chosen = self.settings.language or QLocale.system().name()[:2]
        return chosen if chosen in ("en", "fr") else "en"

    def speak(self, country: str) -> None:
        """Words of the chosen language, formats of `country`; Qt's own buttons follow."""
        language = self.language()
        set_translator(Translator(language, country))
        QLocale.setDefault(QLocale(f"{language}_{country}"))
        if self._qt_words is not None:
            self.application.removeTranslator(self._qt_words)
        self._qt_words = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{language}", folder):
            self.application.installTranslator(self._qt_words)

    # Ways between books

    def open(self, path: Path) -> bool:
        """Open the book at `path` and show its window; a refusal is told on the welcome screen."""
        if self.book is not None and self.book.path == path.resolve():
            self._rebuild()
            return True
        try:
            book, jobs, shop = _opened(path)
        except BookError as error:
            if error.reason != "locked" or not self._is_open_elsewhere(path):
                self.welcome(error, path)
            return False
        self._close_book()
        self.book, self.jobs, self._shop = book, jobs, shop
        book.who = self.settings.who
        self.settings.opened(path.resolve())
        self.settings.save()
        self._show_window()
        QTimer.singleShot(LISTEN_AFTER_MS, self, lambda: self._listen(path))
        return True

    def welcome(self, error: AppError | None = None, path: Path | None = None) -> None:
        """The welcome screen, with the reason why a file could not be opened."""
        from ui.welcome.page import WelcomePage

        self._close_book()
        self.speak("FR")
        page = WelcomePage(self.settings)
        page.opened.connect(self.open)
        page.sample_wanted.connect(self.open_sample)
        page.import_wanted.connect(self._import_first)
        page.language_changed.connect(lambda: QTimer.singleShot(0, self.welcome))
        self._put(page)
        if error is not None:
            page.explain(error, path)

    def open_sample(self) -> None:
        """A fresh copy of the sample shop, where nothing one does matters."""
        from ui.jobs import once

        path = data_folder() / SAMPLE

        def make() -> Path:
            from app.exchange import sample
            from app.store.base import utc_now

            path.unlink(missing_ok=True)
            sample.make(path, clients=499, seed=1, today=utc_now().date())
            return path

        once(self, make, self.open, lambda error: self.welcome(error, path))

    def _show_window(self) -> None:
        from ui.window import MainWindow

        assert self.jobs is not None
        self.speak(self._shop.country)
        window = MainWindow(self.jobs, self.settings, self._shop)
        window.book_wanted.connect(self._on_book_wanted)
        window.rebuild_wanted.connect(lambda: QTimer.singleShot(0, self._rebuild))
        self._put(window)
        if self._is_sample_to_tell and self.book is not None and self.book.path == (data_folder() / SAMPLE).resolve():
            bar = window.notice("info", tr("Sample data: nothing you do here matters."))
            bar.add_action(tr("Start my own file"), lambda: window.book_wanted.emit("new"))
            bar.closed.connect(self._have_told_sample)

    def _have_told_sample(self) -> None:
        """Another language or text size does not say it again."""
        self._is_sample_to_tell = False

    def _rebuild(self) -> None:
        """The window anew, at the same place: after another language or text size."""
        if self.jobs is None:
            return
        before: Any = self.window

        def rebuild() -> None:
            place = before.place()
            self._show_window()
            after: Any = self.window
            QTimer.singleShot(0, after, lambda: after.go(place))

        before.when_free(rebuild)

    def _put(self, window: QWidget) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()
            QTimer.singleShot(0, self, self._sweeper.renew)

    def _on_book_wanted(self, what: str) -> None:
        if what == "open":
            self._choose_file()
        else:
            self._leave_book(what)

    def _choose_file(self) -> None:
        from ui.widgets.dialogs import open_file

        window: Any = self.window
        path = open_file(window, tr("Open a file"), [(tr("Clientele files"), "*.clientele")])
        if path is not None:
            self.go_to(path)

    def go_to(self, path: Path) -> None:
        """Open the book at `path` once the one that is open has been left: nothing typed is lost."""
        window: Any = self.window
        if self.book is None:
            self.open(path)
        else:
            window.when_free(lambda: window.tasks.back_up_and(lambda: self.open(path)))

    def _import_first(self) -> None:
        """A new file that is to be filled from an address book."""
        if self.jobs is not None:
            window: Any = self.window
            window.actions_.run("import")

    def _leave_book(self, what: str) -> None:
        path = self.book.path if self.book is not None else None

        def leave() -> None:
            self.welcome()
            page: Any = self.window
            if what == "new":
                page.new_file()
            elif what == "restore":
                QTimer.singleShot(0, page, lambda: page.restore(book=path))

        window: Any = self.window
        window.when_free(lambda: window.tasks.back_up_and(leave))

    def _close_book(self) -> None:
        if self.jobs is not None:
            self.jobs.close()
            self.jobs = None
        if self.book is not None:
            self.book.close()
            self.book = None
        if self._server is not None:
            self._server.close()
            self._server = None

    def end(self) -> None:
        """The last word of the program: threads joined, lock given back."""
        self._sweeper.stop()
        self._close_book()
        self.settings.save()
        crash.unwatch_faults()
        logs.stop()

    # One window a book

    def _listen(self, path: Path) -> None:
        """Answer a second start on the same file by coming to the front."""
        # Half a second of start-up, and nobody asks before the window is there.
        from PySide6.QtNetwork import QLocalServer

        if self.book is None or self._server is not None:
            return
        self._server = QLocalServer(self)
        QLocalServer.removeServer(_server_name(path))
        self._server.newConnection.connect(self._come_forward)
        self._server.listen(_server_name(path))

    def _come_forward(self) -> None:
        if self._server is not None and self.window is not None:
            connection = self._server.nextPendingConnection()
            connection.disconnectFromServer()
            self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()

    def _is_open_elsewhere(self, path: Path) -> bool:
        """Whether another program of ours holds this file; it is then asked to come to the front."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_server_name(path))
        found = socket.waitForConnected(200)
        socket.abort()
        if found and self.window is None:
            QTimer.singleShot(0, self.application.quit)
        return found

    # Crashes

    def tell_crash(self, report: Path) -> None:
        """Something unexpected happened: say so, without stopping."""
        QTimer.singleShot(0, self, lambda: self._show_crash(report))

    def _show_crash(self, report: Path) -> None:
        from ui.crash_dialog import CrashDialog

        CrashDialog(report, self.window).open()


def _opened(path: Path) -> tuple[Book, Jobs, ShopFacts]:
    """The book at `path` and what every screen needs of it. Raises `BookError`, with nothing left open."""
    book = Book.open(path)
    jobs = Jobs(book)
    try:
        return book, jobs, jobs.rows_now(load)
    except BookError:
        jobs.close()
        book.close()
        raise


def _server_name(path: Path) -> str:
    import hashlib

    digest = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"clientele-{digest[:24]}"


def run(arguments: list[str], kind: type[Program] = Program) -> int:
    """The whole life of the program, which is of another `kind` when it is watched; returns the exit status."""
    logs.start()
    fault = crash.watch_faults()
    application = make_application(arguments[:1])
    program = kind(application)
    crash.install(program.tell_crash)
    first = Path(arguments[1]) if len(arguments) > 1 else next((Path(p) for p in program.settings.recent), None)
    if first is not None and (len(arguments) > 1 or first.exists()):
        program.open(first)
    else:
        program.welcome()
    if fault is not None:
        program.tell_crash(fault)
    status = application.exec()
    program.end()
    return status

"""What is done with a mailing as a whole: print, save, labels and envelopes for the same people, copy, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.i18n import N_, plural
from app.mailings import mailings
from app.mailings.mailings import Made
from ui.mailings.letter_preview import WRITTEN
from ui.mailings.letter_saving import KIND, File, ask_path, refused, write
from ui.mailings.mailing_head import Act
from ui.text import tr, translator, trn
from ui.widgets.dialogs import confirm
from ui.widgets.inputs import LineInput
from ui.widgets.question import Question

if TYPE_CHECKING:
    from app.mailings.plan import Plan
    from ui.mailings.mailing_page import MailingPage

_SOME = plural(
    "{count} page printed, not all: it can still be changed", "{count} pages printed, not all: it can still be changed"
)


class MailingActs:
    """The acts of one page."""

    def __init__(self, page: MailingPage) -> None:
        self.page, self.shell = page, page.shell

    @property
    def plan(self) -> Plan:
        return self.page.draft.plan

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The functions by the keys of `ui.actions`."""
        people = self.page.people
        found: dict[str, Callable[[], None]] = {}
        if people.count():
            found |= {"labels": self.labels, "envelopes": self.envelopes}
        if people.count() and self.plan.kind in WRITTEN:
            found["save_pdf"] = self.save_pdf
            if not self.plan.is_printed or self.plan.pdf:
                found["print"] = self.print_out
        if people.count() > 1:
            found |= {"previous": partial(people.step, -1), "next": partial(people.step, 1)}
        if self.page.draft.is_open():
            found["save"] = self.page.draft.save
        return found

    def menu(self) -> Sequence[Act]:
        """The lines of the menu."""
        plan, writes = self.plan, not self.shell.jobs.book.read_only
        found: list[Act] = []
        if self.page.people.count():
            found += [
                (tr("Labels for these…"), "layout-grid", self.labels),
                (tr("Envelopes for these…"), "send", self.envelopes),
            ]
            if plan.kind in WRITTEN:
                found.append((tr("Save as PDF…"), "file-type-pdf", self.save_pdf))
            if plan.kind == "letter" and not plan.is_printed:
                found += [
                    (tr("Save for a word processor…"), "file-text", partial(self.save_file, ".odt")),
                    (tr("Save as a web page…"), "world", partial(self.save_file, ".html")),
                ]
        if self.page.draft.is_open():
            found += [
                ("", "", self.rename),
                (tr("Take the text of a template…"), "template", self.take_template),
                (tr("Keep the text as a template…"), "device-floppy", self.keep_template),
                (tr("Mark as printed"), "check", self.mark_printed),
            ]
        if writes:
            found.append(("", "", self.rename))
            if plan.kind in WRITTEN:
                words = tr("Copy to a new mailing…") if plan.kind == "mailing" else tr("Copy…")
                found.append((words, "copy", self.copy))
            found += [
                (tr("Rename…"), "pencil", self.rename),
                (tr("Delete"), "trash", self.delete),
            ]
        return found

    # Printing

    def print_out(self) -> None:
        """Print what was kept; or check, print, and keep."""
        if self.plan.is_printed:
            self._print(self._kept)
        elif self.shell.may_write():
            self.page.draft.save(self._check_first)

    def _check_first(self) -> None:
        checker = self.page.checker
        if checker.found is None:
            checker.run(self._checked)
        else:
            self._checked()

    def _checked(self) -> None:
        found = self.page.checker.found
        if found is None:
            return
        if found.problems:
            first = found.problems[0]
            self.page.messages.say("print", "error", tr(first.message, **first.parameters))
        elif any(not missing.replacement for missing in found.missing) or found.unprintable:
            self.page.ask_missing(found, self._print_new)
        else:
            self._print_new()

    def _print_new(self) -> None:
        self.page.messages.drop("print")
        self._print(self._make)

    def _make(self, book: Any, progress: Any, plan: Plan) -> tuple[bytes, Made | None]:
        from app.documents import mailing_letters

        file = BytesIO()
        with book.read() as session:
            made = mailing_letters.make(session, plan, file=file, today=self.shell.today(), progress=progress)
        return file.getvalue(), made

    def _kept(self, book: Any, progress: Any, plan: Plan) -> tuple[bytes, Made | None]:
        from app.documents import mailing_letters

        with book.read() as session:
            return mailing_letters.kept_pdf(session, plan.id), None

    def _print(self, make: Callable[..., tuple[bytes, Made | None]]) -> None:
        from ui.printing.printer import ask_printer, chosen_pages, print_job

        plan, found = self.plan, []
        printer = ask_printer(self.page, self.shell.settings, KIND, title=plan.name, pages=plan.pages)
        if printer is None:
            return

        def content(book: Any, progress: Any) -> bytes:
            made, told = make(book, progress, plan)
            found.append(told)
            return made

        def done(_pages: int) -> None:
            told = found[0]
            if told is None:
                self.shell.toast(tr("Printed again"))
            elif (count := len(chosen_pages(printer, told.pages))) < told.pages:
                self.shell.toast(trn(_SOME, count))
            else:
                self._freeze(plan, told)

        stopped = partial(refused, self.shell, N_("Stopped: the printer was told to forget it."))
        job = print_job(printer, content)
        self.shell.jobs.long(self.page, tr("Printing the letters…"), job, done, refused=stopped, lane="pages")

    def _freeze(self, plan: Plan, made: Made) -> None:
        work = partial(mailings.freeze, mailing_id=plan.id, made=made)
        done = partial(self._frozen, made)
        label = N_("Print a mailing")
        self.shell.jobs.write(self.page, label, work, done, refused=self.shell.explain, kind="final")

    def _frozen(self, made: Made, _none: None) -> None:
        words = trn(plural("{count} letter printed", "{count} letters printed"), len(made.sent))
        if made.left_out:
            words = tr("{done}, {count} left out", done=words, count=translator().number(len(made.left_out)))
        self.shell.toast(words)
        self.page.draft.open(self.plan.id)

    def mark_printed(self) -> None:
        """They went out by another way: keep the pages as they are."""
        question = tr("Mark as printed?")
        effect = tr("The letters stay as they are now, and stand on the record of each recipient.")
        if not self.shell.may_write() or not confirm(self.page, question, effect, tr("Mark as printed")):
            return

        def begin() -> None:
            plan = self.plan
            stopped = partial(refused, self.shell, N_("Stopped: nothing was changed."))
            work = lambda book, progress: self._make(book, progress, plan)[1]  # noqa: E731 - handed to a lane
            done = partial(self._freeze, plan)
            self.shell.jobs.long(self.page, tr("Making the letters…"), work, done, refused=stopped, lane="long")

        self.page.draft.save(begin)

    # Files

    def save_pdf(self) -> None:
        """All letters as one file."""
        self.save_file(".pdf")

    def save_file(self, ending: str) -> None:
        """Ask where, and write it: whole or not at all."""
        draft, client_id = self.page.draft, self.page.client_id
        path = ask_path(self.shell, self.page, self.plan.name, ending)
        if path is not None:
            draft.save(lambda: write(self.shell, self.page, File(draft.now(), path, ending, client_id)))

    # The same people

    def labels(self) -> None:
        """Labels for those who get a letter."""
        from ui.mailings.opening import open_labels

        open_labels(self.shell, self.page, self.page.people.chosen_ids(), search=self.plan.name)

    def envelopes(self) -> None:
        """Envelopes for them."""
        from ui.mailings.envelopes_opening import open_envelopes

        open_envelopes(self.shell, self.page, self.page.people.chosen_ids(), search=self.plan.name)

    # The life of a mailing

    def rename(self) -> None:
        """Another name: after printing too."""

        def done(name: str) -> None:
            work = partial(mailings.rename, mailing_id=self.plan.id, name=name)
            self.page.draft.save(lambda: self._write(N_("Rename a mailing"), work, self._read))

        self._ask_name(tr("Rename"), tr("Rename"), self.plan.name, done)

    def copy(self) -> None:
        """The same as a new draft."""

        def done(name: str) -> None:
            work = partial(mailings.copy, mailing_id=self.plan.id, name=name)
            open_it = lambda number: self.shell.show_page("mailing", mailing_id=number)  # noqa: E731 - a slot
            self.page.draft.save(lambda: self._write(N_("Copy a mailing"), work, open_it))

        self._ask_name(tr("Copy to a new mailing"), tr("Copy"), tr("{name} (copy)", name=self.plan.name), done)

    def _ask_name(self, title: str, verb: str, name: str, done: Callable[[str], object]) -> None:
        if self.shell.may_write():
            asked = Question(self.page, title, verb, done)
            asked.add("name", tr("Name"), LineInput(name, max_length=120), needed=tr("Enter a name."))
            asked.begin()

    def delete(self) -> None:
        """It goes, with what was printed; Undo brings it back."""
        draft = self.page.draft
        work = partial(mailings.delete, mailing_ids=[self.plan.id])
        name = self.plan.name

        def done(_none: None) -> None:
            draft.forget()
            self.shell.back()
            self.shell.toast(tr("“{name}” is deleted.", name=name), undo=True)

        draft.save(lambda: self._write(N_("Delete a mailing"), work, done))

    def _write(self, label: str, work: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
        self.shell.jobs.write(self.page, label, work, then, refused=self.shell.explain)

    def _read(self, _none: Any = None) -> None:
        self.page.draft.open(self.plan.id)

    # Templates

    def take_template(self) -> None:
        """The text of a template in place of this one."""
        from ui.mailings.mailing_start import ask_template

        ask_template(self.shell, self.page, self._take_texts)

    def _take_texts(self, template_id: int) -> None:
        plan = self.page.draft.now()
        work = partial(mailings.from_template, plan=plan, template_id=template_id)

        def done(found: Plan) -> None:
            self.page.draft.change(texts=found.texts, template_id=template_id)
            self.page.show_texts(found)

        self.shell.jobs.read(self.page, work, done, key="take template")

    def keep_template(self) -> None:
        """This text as a new template."""
        from app.mailings import templates

        def done(name: str) -> None:
            plan = self.page.draft.now()
            made = templates.Template(kind="letter", name=name, texts=plan.texts)
            said = lambda _number: self.shell.toast(tr("“{name}” is a template now.", name=name), undo=True)  # noqa: E731
            self._write(N_("New template"), partial(templates.save, template=made), said)

        self._ask_name(tr("Keep as a template"), tr("Keep"), self.plan.name, done)

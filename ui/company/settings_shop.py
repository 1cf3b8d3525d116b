"""Settings that belong to the file: the shop, its people, names and references. They act at once and can be undone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.clients.lists import BY_KEY
from app.company import numbering, shop
from app.company.shop import Details
from app.errors import AppError, Fix, Problem
from app.i18n import N_
from app.values import email, phone, postcode
from app.values.countries import names
from ui.company.list_editor import ListEditor
from ui.company.logo_field import LogoField
from ui.company.settings_parts import SettingsSection, row_of
from ui.jobs import problems_of
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.toggles import Segmented


class ShopSection(SettingsSection):
    """Name, address and logo: each field is saved as one leaves it."""

    key = "shop"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._saved: dict[str, str] = {}
        self.boxes: dict[str, FieldBox] = {}
        language = translator().language
        self._fields(("name", tr("Name of the shop"), LineInput(max_length=160), 1))
        self._fields(("street", tr("Street"), LineInput(max_length=160), 1))
        self._fields(
            ("postcode", tr("Postcode"), LineInput(max_length=20), 2),
            ("city", tr("Town"), LineInput(max_length=120), 4),
            ("country", tr("Country"), Choice(list(names(language).items())), 3),
        )
        self._fields(
            ("phone", tr("Phone"), LineInput(icon="phone", max_length=60), 1),
            ("email", tr("E-mail"), LineInput(icon="mail", max_length=254), 1),
            ("website", tr("Website"), LineInput(icon="world", max_length=200), 1),
        )
        languages = [(code, translator().language_name(code)) for code in ("fr", "en")]
        self._fields(("language", tr("Language of the shop's papers"), Choice(languages), 1))
        self.body.addWidget(text_label(tr("Logo"), "label", "text2"))
        self.logo = LogoField()
        self.logo.picked.connect(self._save_logo)
        self.body.addWidget(self.logo)

    def _fields(self, *fields: tuple[str, str, Any, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, label, field, share in fields:
            box = FieldBox(label, field, required=name == "name")
            self.boxes[name] = box
            row.addWidget(box, share, Qt.AlignmentFlag.AlignTop)
            leaves = field.edited if isinstance(field, Choice) else field.left
            leaves.connect(lambda name=name: self._save(name))
        self.body.addLayout(row)

    def tables(self) -> tuple[str, ...]:
        return ("company",)

    def load(self) -> None:
        self.shell.jobs.read(self, shop.load, self._show, key="settings shop")

    def _show(self, details: Details) -> None:
        self._saved = details.company
        for name, box in self.boxes.items():
            if not box.input.core().hasFocus() or isinstance(box.input, Choice):
                box.input.set_value(details.company[name])
        self.logo.show_content(details.picture)

    def _save(self, name: str) -> None:
        value = str(self.boxes[name].input.value() or "")
        if not self._saved or value == self._saved.get(name):
            self.boxes[name].set_problem(None)
            return
        problem = self.boxes[name].input.problem() or self._problem(name, value)
        self.boxes[name].set_problem(problem)
        if problem is not None and problem.blocks:
            return
        label = N_("Change the shop's details")
        refused = lambda error: self._refused(name, error)  # noqa: E731 - knows which field it is about
        self.shell.jobs.write(self, label, lambda session: shop.save(session, {name: value}), refused=refused)

    def _problem(self, name: str, value: str) -> Problem | None:
        country = str(self.boxes["country"].input.value() or "FR")
        match name:
            case "email":
                checked = email.check(value, name)
            case "phone":
                checked = phone.check(value, name, country=country)
            case "postcode":
                checked = postcode.check_postcode(value, name, country=country)
            case _:
                return None
        return checked.problems[0] if checked.problems else None

    def _refused(self, name: str, error: AppError) -> None:
        problems = problems_of(error)
        if problems:
            self.boxes[name].set_problem(problems[0])
        else:
            self.shell.explain(error)

    def _save_logo(self, content: bytes) -> None:
        self.shell.jobs.write(self, N_("Change the shop's logo"), lambda session: shop.set_logo(session, content))


class PeopleSection(SettingsSection):
    """Who works here, and who is at this computer."""

    key = "people"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.who = Choice()
        self.who.edited.connect(self._take)
        self.add_row(tr("At this computer"), self.who, tr("This name signs the history of every change made here."))
        self.people = ListEditor(shell, BY_KEY["person"])
        self.people.setMinimumHeight(theme.px(240))
        self.body.addWidget(self.people)

    def tables(self) -> tuple[str, ...]:
        return ("person",)

    def load(self) -> None:
        self.shell.jobs.read(self, shop.load, self._show, key="settings people")

    def _show(self, details: Details) -> None:
        chosen = self.shell.settings.who
        people = list(dict.fromkeys([*details.people, *([chosen] if chosen else [])]))
        self.who.set_options([("", tr("Nobody in particular")), *((name, name) for name in people)])
        self.who.set_value(chosen)

    def _take(self) -> None:
        settings = self.shell.settings
        settings.who = self.who.value() or ""
        settings.save()
        self.shell.jobs.book.who = settings.who


class NamesSection(SettingsSection):
    """How private clients are listed, and what new references look like."""

    key = "names"
    order_taken = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        orders = [("last", tr("Last name first")), ("first", tr("First name first"))]
        self.order = Segmented(orders, tr("Order of names"))
        self.order.changed.connect(self._take_order)
        self._example = Paragraph("", "label", "text3")
        self.add_row(tr("Private clients"), row_of(self.order))
        self.body.addWidget(self._example)
        self.pattern = FieldBox(tr("Pattern of references"), LineInput(max_length=40))
        self.pattern.input.edited.connect(self._preview)
        self.pattern.input.left.connect(self._save_pattern)
        self.pattern.fix_clicked.connect(self._mend_pattern)
        self.body.addWidget(self.pattern)
        self._details: Details | None = None

    def tables(self) -> tuple[str, ...]:
        return ("option", "numbering", "client")

    def load(self) -> None:
        self.shell.jobs.read(self, shop.load, self._show, key="settings names")

    def _show(self, details: Details) -> None:
        self._details = None
        self.order.set_value(details.name_order)
        self.order.setEnabled(True)
        self._details = details
        self._say_order(details.name_order)
        if not self.pattern.input.hasFocus():
            self.pattern.input.set_value(details.pattern)
        self._preview()

    def _say_order(self, order: str) -> None:
        example = "Garnier Amélie" if order == "last" else "Amélie Garnier"
        self._example.setText(tr("Listed as “{name}”, and in that order.", name=example))

    def _take_order(self, order: str) -> None:
        if self._details is None or order == self._details.name_order:
            return
        self.order.setEnabled(False)
        self._example.setText(tr("The list is being put in order…"))
        self.shell.jobs.write(
            self,
            N_("Change the order of names"),
            lambda session: shop.set_name_order(session, order),
            lambda _none: self.load(),
            refused=self._refused,
        )

    def _refused(self, error: AppError) -> None:
        self.shell.explain(error)
        self.load()

    def _preview(self) -> None:
        pattern = self.pattern.input.value()
        problems = numbering.check(pattern)
        self.pattern.set_problem(problems[0] if problems else None)
        if not problems and self._details is not None:
            reference = numbering.show(pattern, self._details.next_number)
            words = N_("The next client gets {reference}. References already given stay as they are.")
            self.pattern.set_hint(tr(words, reference=reference))

    def _mend_pattern(self, fix: Fix) -> None:
        self.pattern.input.set_value(fix.value)
        self._preview()
        self._save_pattern()

    def _save_pattern(self) -> None:
        pattern = self.pattern.input.value()
        wrong = self.pattern.input.problem() or numbering.check(pattern)
        if self._details is None or pattern == self._details.pattern or wrong:
            return
        label = N_("Change the pattern of references")
        self.shell.jobs.write(self, label, lambda session: shop.set_pattern(session, pattern))

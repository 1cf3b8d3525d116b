"""What a new file needs: the name of the shop; the rest may wait. The file is made where the owner says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.company import safekeeping
from app.company.safekeeping import free_path
from app.errors import AppError, Problem
from app.i18n import N_
from app.paths import documents_folder
from app.values import email, postcode
from app.values.countries import CODES, names
from ui.company.logo_field import LogoField
from ui.jobs import once
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import save_file
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import Card, ElidedLabel, LinkLabel, Paragraph, Spinner, text_label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import Page

WIDTH = 680


class NewFileForm(Page):
    """`made(Path)`: the file is there. `left`: the owner went back."""

    made = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=32, gap=0, parent=parent)
        self._path: Path | None = None
        self.boxes: dict[str, FieldBox] = {}
        card = Card(line="line2", margin=28, radius="big")
        card.setMaximumWidth(theme.px(WIDTH))
        self._column = card.body
        self._column.setSpacing(16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 1000)
        row.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(2)
        self._build_head()
        self._build_fields()
        self._build_place()
        self._build_buttons()

    def _build_head(self) -> None:
        back = LinkLabel(tr("Back"), "chevron-left")
        back.clicked.connect(self.left)
        self._column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(text_label(tr("A new file"), "title"))
        about = tr("Only the name is needed. The rest is printed on your papers later, and can be changed at any time.")
        self._column.addWidget(Paragraph(about, "body", "text2"))
        self._bar = MessageBar()
        self._bar.hide()
        self._column.addWidget(self._bar)

    def _build_fields(self) -> None:
        language = translator().language
        self._row(("name", tr("Name of the shop"), LineInput(max_length=160), 1))
        self._row(("street", tr("Street"), LineInput(max_length=160), 1))
        self._row(
            ("postcode", tr("Postcode"), LineInput(max_length=20), 2),
            ("city", tr("Town"), Choice(free=True), 4),
            ("country", tr("Country"), Choice(list(names(language).items())), 3),
        )
        languages = [(code, translator().language_name(code)) for code in ("fr", "en")]
        self._row(
            ("phone", tr("Phone"), LineInput(icon="phone", max_length=60), 1),
            ("email", tr("E-mail"), LineInput(icon="mail", max_length=254), 1),
            ("language", tr("Language of the shop"), Choice(languages), 1),
        )
        here = QLocale.territoryToCode(QLocale.system().territory())
        self.boxes["country"].input.set_value(here if here in CODES else "FR")
        self.boxes["language"].input.set_value(language)
        self.boxes["name"].input.edited.connect(self._suggest_place)
        self.boxes["postcode"].input.left.connect(self._find_town)
        self.boxes["email"].input.left.connect(self._check_email)
        self._column.addWidget(text_label(tr("Logo"), "label", "text2"))
        self._logo = LogoField()
        self._column.addWidget(self._logo)

    def _row(self, *fields: tuple[str, str, Any, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, label, field, share in fields:
            box = FieldBox(label, field, required=name == "name")
            self.boxes[name] = box
            row.addWidget(box, share, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _build_place(self) -> None:
        self._column.addWidget(text_label(tr("Where the file is kept"), "label", "text2"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self._place = ElidedLabel("", "body")
        row.addWidget(self._place, 1)
        change = Button(tr("Change…"), "folder", small=True)
        change.setAccessibleDescription(tr("Where the file is kept"))
        change.clicked.connect(self._choose_place)
        row.addWidget(change)
        self._column.addLayout(row)
        self._notice = Paragraph("", "label", "amber")
        self._column.addWidget(self._notice)

    def _build_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._spinner = Spinner()
        self._spinner.hide()
        row.addStretch(1)
        row.addWidget(self._spinner)
        self._create = Button(tr("Create my file"), "check", kind="primary", keys="Ctrl+Enter")
        self._create.setShortcut("Ctrl+Return")
        self._create.clicked.connect(self.make_file)
        row.addWidget(self._create)
        self._column.addLayout(row)

    def start(self) -> None:
        """Ready to type: the caret in the name."""
        self._bar.hide()
        self._suggest_place()
        self.boxes["name"].focus()

    # ---- fields ----

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return str(self.boxes[name].input.value() or "")

    def _find_town(self) -> None:
        country = self.text("country")
        found = postcode.check_postcode(self.text("postcode"), "postcode", country=country)
        self.boxes["postcode"].set_problem(found.problems[0] if found.problems else None)
        box, typed = self.boxes["city"], self.text("city")
        towns = postcode.towns(found.value, country)
        box.input.set_options([(town, town) for town in towns])
        box.input.set_value(typed or found.fills.get("city", ""))

    def _check_email(self) -> None:
        checked = email.check(self.text("email"), "email")
        self.boxes["email"].set_problem(checked.problems[0] if checked.problems else None)

    # ---- where ----

    def path(self) -> Path:
        """Where the file will be: as chosen, else among the documents under the name of the shop."""
        return self._path or free_path(documents_folder(), self.text("name") or tr("My shop"))

    def _suggest_place(self) -> None:
        if self.boxes["name"].problem():
            self.boxes["name"].set_problem(None)
        path = self.path()
        self._place.setText(str(path))
        carrier = safekeeping.synced_by(path.parent)
        words = tr(
            "{name} carries this folder to other computers while you work, which can damage the file. Keep it in a "
            "folder of this computer, and let {name} have the backups instead.",
            name=carrier,
        )
        self._notice.setText(words if carrier else "")
        self._notice.setVisible(bool(carrier))

    def _choose_place(self) -> None:
        chosen = save_file(self, tr("Where the file is kept"), [(tr("Clientele files"), "*.clientele")], self.path())
        if chosen is not None:
            self._path = chosen
            self._suggest_place()

    # ---- making it ----

    def make_file(self) -> None:
        """Make the file, unless the name is missing or a field is wrong as it stands now."""
        self._check_email()
        self._find_town()
        if not self.text("name"):
            self.boxes["name"].set_problem(Problem("name", N_("Enter the name of the shop.")))
            self.boxes["name"].focus()
            return
        wrong = next((box for box in self.boxes.values() if box.problem() and box.problem().blocks), None)
        if wrong is not None:
            wrong.focus()
            return
        path, logo = self.path(), self._logo.content
        values = {name: self.text(name) for name in self.boxes}

        def make() -> Path:
            from app.company.founding import Shop, found

            path.parent.mkdir(parents=True, exist_ok=True)
            found(path, Shop(**values, logo=logo))
            return path

        self._set_busy(True)
        once(self, make, self._done, self._refused)

    def _set_busy(self, busy: bool) -> None:
        self._create.setEnabled(not busy)
        self._spinner.setVisible(busy)

    def _done(self, path: Path) -> None:
        self._set_busy(False)
        self.made.emit(path)

    def _refused(self, error: AppError) -> None:
        self._set_busy(False)
        self._bar.show_message("error", tr(error.message, **error.parameters))
        self.reveal(self._bar)

"""What Clientele is made of: its version, and the licences of all that comes with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import N_
from app.paths import licences
from ui.crash import version
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import LinkLabel, Paragraph, Separator, text_label


class Part(NamedTuple):
    """Something that comes with the program, by the name its authors gave it; `folders` hold its licence's words."""

    name: str
    licence: str
    folders: tuple[str, ...] = ()


PARTS = (
    Part("Python", "PSF-2.0", ("python",)),
    Part("Qt, PySide6", "LGPL-3.0", ("qt",)),
    Part("SQLite", N_("Public domain")),
    Part("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib", ("sqlcipher3",)),
    Part("SQLAlchemy, Alembic, Mako", "MIT", ("sqlalchemy", "alembic", "mako")),
    Part("MarkupSafe", "BSD-3-Clause", ("markupsafe",)),
    Part("Babel", "BSD-3-Clause", ("babel",)),
    Part("phonenumbers", "Apache-2.0", ("phonenumberslite",)),
    Part("email-validator", "Unlicense", ("email-validator",)),
    Part("idna, dnspython", "BSD-3-Clause, ISC", ("idna", "dnspython")),
    Part("python-stdnum", "LGPL-2.1", ("python-stdnum",)),
    Part("RapidFuzz", "MIT", ("rapidfuzz",)),
    Part("vobject", "Apache-2.0", ("vobject",)),
    Part("python-dateutil", "Apache-2.0, BSD-3-Clause", ("python-dateutil",)),
    Part("pytz, six", "MIT", ("pytz", "six")),
    Part("typing_extensions", "PSF-2.0", ("typing-extensions",)),
    Part("Pillow", "MIT-CMU", ("pillow",)),
    Part("ReportLab", "BSD-3-Clause", ("reportlab", "rl-accel")),
    Part("charset-normalizer", "MIT", ("charset-normalizer",)),
    Part("pypdfium2, PDFium", "Apache-2.0, BSD-3-Clause", ("pypdfium2",)),
    Part("segno", "BSD-3-Clause", ("segno",)),
    Part("XlsxWriter", "BSD-2-Clause", ("xlsxwriter",)),
    Part("python-zstandard, Zstandard", "BSD-3-Clause", ("zstandard",)),
    Part("platformdirs", "MIT", ("platformdirs",)),
    Part("tzdata", "Apache-2.0", ("tzdata",)),
    Part("PyInstaller", "GPL-2.0-or-later WITH Bootloader-exception", ("pyinstaller",)),
    Part("Inter, Noto Sans, EB Garamond, Arimo", "OFL-1.1", ("fonts",)),
    Part("Tabler Icons", "MIT", ("icons",)),
    Part("gLabels, LibreOffice", "MIT, MPL-2.0", ("labels",)),
    Part("INSEE, La Poste, Etalab", "Licence Ouverte 2.0", ("data",)),
)


class AboutText(QWidget):
    """The page. In the packaged program a licence can be read by clicking it: its words lie in `texts`."""

    def __init__(self, texts: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts or licences()
        self.setMaximumWidth(theme.px(720))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Paragraph(tr("About Clientele"), "pageTitle"))
        column.addWidget(text_label(tr("Version {number}", number=version()), "body", "text2", selectable=True))
        column.addWidget(Paragraph(tr("Free software under the MIT licence. It comes without any warranty.")))
        column.addSpacing(8)
        column.addWidget(Paragraph(tr("What comes with it"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, part in enumerate(PARTS):
            grid.addWidget(text_label(part.name), 2 * row, 0)
            grid.addWidget(self._licence(part), 2 * row, 1)
            grid.addWidget(Separator(), 2 * row + 1, 0, 1, 2)
        column.addLayout(grid)
        column.addStretch(1)

    def _licence(self, part: Part) -> QWidget:
        if not any((self._texts / folder).is_dir() for folder in part.folders):
            return text_label(tr(part.licence), "body", "text2")
        link = LinkLabel(tr(part.licence))
        link.setAccessibleName(tr("Licence of {name}: {licence}", name=part.name, licence=tr(part.licence)))
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        link.clicked.connect(lambda: LicenceDialog(part.name, self._words(part), self).open())
        return link

    def _words(self, part: Part) -> str:
        """Every text of the part's folders, under its name."""
        files = (file for folder in part.folders for file in sorted((self._texts / folder).rglob("*")))
        told = (f"{file.name}\n\n{file.read_text('utf-8', 'replace').strip()}" for file in files if file.is_file())
        return "\n\n\n".join(told)


class LicenceDialog(Dialog):
    """The words of a licence, as its authors wrote them."""

    def __init__(self, name: str, words: str, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Licence of {name}", name=name), width=720)
        self.tall = 640
        shown = QPlainTextEdit(words)
        shown.setReadOnly(True)
        shown.setAccessibleName(tr("Licence of {name}", name=name))
        self.body.addWidget(shown)
        self.add_button(Button(tr("Close"), kind="primary"), main=True).clicked.connect(self.accept)

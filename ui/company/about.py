"""What Clientele is made of: its version, and the licences of all that comes with it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import N_
from ui.crash import version
from ui.text import tr
from ui.theme import theme
from ui.widgets.labels import Paragraph, Separator, text_label


class Part(NamedTuple):
    """Something that comes with the program, by the name its authors gave it."""

    name: str
    licence: str


PARTS = (
    Part("Python", "PSF-2.0"),
    Part("Qt, PySide6", "LGPL-3.0"),
    Part("SQLite", N_("Public domain")),
    Part("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    Part("SQLAlchemy, Alembic", "MIT"),
    Part("Babel", "BSD-3-Clause"),
    Part("phonenumbers", "Apache-2.0"),
    Part("email-validator", "Unlicense"),
    Part("python-stdnum", "LGPL-2.1"),
    Part("RapidFuzz", "MIT"),
    Part("vobject", "Apache-2.0"),
    Part("python-dateutil", "Apache-2.0, BSD-3-Clause"),
    Part("Pillow", "MIT-CMU"),
    Part("ReportLab", "BSD-3-Clause"),
    Part("pypdfium2, PDFium", "Apache-2.0, BSD-3-Clause"),
    Part("python-zstandard, Zstandard", "BSD-3-Clause"),
    Part("platformdirs", "MIT"),
    Part("tzdata", "Apache-2.0"),
    Part("Inter", "OFL-1.1"),
    Part("Tabler Icons", "MIT"),
    Part("INSEE, La Poste, Etalab", "Licence Ouverte 2.0"),
)


class AboutText(QWidget):
    """The page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
            grid.addWidget(text_label(tr(part.licence), "body", "text2"), 2 * row, 1)
            grid.addWidget(Separator(), 2 * row + 1, 0, 1, 2)
        column.addLayout(grid)
        column.addStretch(1)

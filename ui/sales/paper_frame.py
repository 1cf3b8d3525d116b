"""The page of one paper as it is put together: title row, client and fields, banners, lines, foot.

Nothing is read or written here; `paper_page` does that.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.sales.editing import Desk
from ui.sales.client_card import ClientCard
from ui.sales.lines_view import LinesView
from ui.sales.paper_banners import PaperBanners
from ui.sales.paper_editor import PaperEditor
from ui.sales.paper_fields import MAIN, PaperFields, more_of
from ui.sales.paper_foot import PaperFoot
from ui.sales.paper_title import PaperTitle
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.labels import LinkLabel
from ui.widgets.message_bars import MessageBars
from ui.widgets.page import Page

_NARROW = 1000


class PaperFrame(QWidget):
    """Shows what `editor` holds."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.editor = PaperEditor(shell, self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()

    def _build(self) -> None:
        self.title_row = PaperTitle(self.editor)
        self.card = ClientCard(self.editor)
        self.fields = PaperFields(self.editor, MAIN.__getitem__)
        self.more_fields = PaperFields(self.editor, more_of, columns=4)
        self.more_link = LinkLabel("", style="label")
        self.banners = PaperBanners(self.editor)
        self.lines = LinesView(self.editor)
        self.foot = PaperFoot(self.editor)
        self._page = Page(margin=0, gap=0)
        self.messages = MessageBars()
        self._page.body.addWidget(self.messages)
        self._page.body.addWidget(self._head())
        self._page.body.addWidget(self.banners)
        self._page.body.addWidget(self.lines, 1)
        self._page.body.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title_row)
        column.addWidget(self._page, 1)
        self.more_fields.hide()

    def _head(self) -> QWidget:
        self.head = QWidget()
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.fields, 1)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(24, 14, 24, 14)
        column.setSpacing(8)
        column.addLayout(self._row)
        column.addWidget(self.more_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more_fields)
        return self.head

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.title_row, self.messages, self.head, self.banners, self.lines, self.foot]

    def _show_head(self, desk: Desk) -> None:
        self.card.show_desk(desk)
        self.fields.show_desk(desk)
        self.more_fields.show_desk(desk)
        self._name_more()
        self.banners.show_desk(desk)

    def _turn_more(self) -> None:
        self.more_fields.setVisible(self.more_fields.isHidden())
        self._name_more()

    def _name_more(self) -> None:
        self.more_link.setText(tr("Fewer fields") if not self.more_fields.isHidden() else tr("More fields"))
        self.more_link.updateGeometry()

    def show_error(self) -> None:
        """Go to the first place that stands against saving."""
        errors = self.editor.faults.errors()
        if not errors:
            return
        path = errors[0].path
        if path.startswith("lines"):
            self.lines.go_to(path)
        elif path == "bill_to_id" and not self.editor.draft.bill_to_id:
            self.card.focus()
        elif path == "discount_percent":
            self.foot.totals.edit_discount()
        elif not self.fields.focus(path):
            if path in self.more_fields.boxes:
                self.more_fields.show()
                self._name_more()
                self.more_fields.focus(path)
            else:
                self.card.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        self._row.setSpacing(16 if narrow else 24)
        self.title_row.show_width(narrow=narrow)

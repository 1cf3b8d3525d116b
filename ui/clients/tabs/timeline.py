"""What happened with a client, newest first, by month: papers, payments, files, letters, and the changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.activity import happened
from app.activity.happened import Happening
from app.clients import changes, shown
from app.clients.changes import Difference, Entry
from app.i18n import N_, plural
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.tabs import happenings
from ui.text import tr, translator, trn
from ui.theme import color, theme
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.painting import draw_box, draw_icon
from ui.widgets.toggles import Segmented

PAGE = 25
DISC = 32
_LINES = 4
_LONGEST = 160

# Icon, its colour and that of its disc, by the word that the first part of an entry goes by.
LOOKS = {
    N_("Block"): ("lock", "red", "redSoft"),
    N_("Orders blocked"): ("lock", "red", "redSoft"),
    N_("Tag"): ("tag", "text2", "sunk"),
    N_("Score"): ("chart-bar", "text2", "sunk"),
    N_("Contact"): ("user", "accent", "sel"),
    N_("Address"): ("map-pin", "accent", "sel"),
    N_("Phone"): ("phone", "text2", "sunk"),
    N_("E-mail"): ("mail", "text2", "sunk"),
    N_("Note"): ("note", "amber", "amberSoft"),
    N_("Archived"): ("archive", "text2", "sunk"),
    N_("Restored from the archive"): ("archive", "text2", "sunk"),
    N_("Moved to the bin"): ("trash", "red", "redSoft"),
    N_("Brought back from the bin"): ("trash", "text2", "sunk"),
}
_PENCIL = ("pencil", "text2", "sunk")
_WAYS = {"undo": ("arrow-back-up", "text2", "sunk"), "redo": ("arrow-forward-up", "text2", "sunk")}


class Disc(QWidget):
    """A round sign, and the line down to the next one."""

    def __init__(self, look: tuple[str, str, str], last: bool) -> None:
        super().__init__()
        self._look, self._last = look, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(DISC), theme.px(DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(DISC)
        icon, ink, fill = self._look
        if not self._last:
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(side // 2, side, side // 2, self.height())
        draw_box(painter, QRect(0, 0, side, side), fill=fill, radius=side / 2)
        draw_icon(painter, QRect(0, 0, side, side), icon, ink, theme.px(16))


class Timeline(QWidget):
    """Reads the history of the record on the page, a page at a time."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self._entries: list[Entry] = []
        self._happened: list[Happening] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows = QWidget()
        self._inside = QVBoxLayout(self._rows)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        kinds = [("", tr("Everything")), ("sales", tr("Sales")), ("money", tr("Money")), ("files", tr("Files"))]
        kinds += [("letters", tr("Letters")), ("changes", tr("Changes"))]
        self.filter = Segmented(kinds, tr("What is shown of the history"), small=True)
        self.filter.set_value("")
        self.filter.changed.connect(lambda _value: self._rebuild())
        self._more = LinkLabel(tr("Show what is older"), "chevron-down")
        self._more.clicked.connect(lambda: self._load(older=True))
        self._more.hide()
        self._column.addWidget(self._rows)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self) -> None:
        """The latest changes of the record on the page."""
        self._load(older=False)

    def entries(self) -> Sequence[Entry]:
        """The changes of the record that are shown."""
        return self._entries

    def _load(self, *, older: bool) -> None:
        number = self.editor.client_id
        before = self._entries[-1].change_set if older and self._entries else None
        skip = len(self._happened) if older else 0

        def read(session: Any) -> tuple[list[Entry], list[Happening]]:
            entries = changes.history_of(session, client_id=number, limit=PAGE, before=before)
            return entries, happened.of_client(session, number, limit=PAGE, skip=skip)

        self.editor.shell.jobs.read(self, read, partial(self._take, number, older), key="history")

    def _take(self, number: int, older: bool, found: tuple[list[Entry], list[Happening]]) -> None:
        if number != self.editor.client_id:
            return
        entries, happenings_ = found
        self._entries = [*self._entries, *entries] if older else entries
        self._happened = [*self._happened, *happenings_] if older else happenings_
        self._more.setVisible(PAGE in (len(entries), len(happenings_)))
        self.filter.setVisible(bool(self._happened))
        self._rebuild()

    def _shown(self) -> list[tuple[date, Entry | Happening]]:
        """What the filter lets through, the latest first; of one day, papers and money before the changes."""
        wanted = self.filter.value()
        found: list[tuple[date, Entry | Happening]] = [
            (date.fromisoformat(each.day), each) for each in self._happened if wanted in ("", each.group)
        ]
        if wanted in ("", "changes"):
            found += [(entry.at.astimezone().date(), entry) for entry in self._entries]
        return sorted(found, key=lambda each: each[0], reverse=True)

    def _rebuild(self) -> None:
        while self._inside.count():
            widget = self._inside.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        today, month = self.editor.shell.today(), ""
        shown_ = self._shown()
        for place, (day, entry) in enumerate(shown_):
            heading = heading_of(day, today)
            if heading != month:
                month = heading
                title = text_label(heading, "label", "text2", weight=600)
                title.setContentsMargins(0, 4 if place == 0 else 8, 0, 8)
                self._inside.addWidget(title)
            last = place + 1 == len(shown_)
            same = not last and heading_of(shown_[place + 1][0], today) == month
            if isinstance(entry, Happening):
                look = Disc(happenings.look_of(entry), last=not same)
                go = partial(happenings.go_to, editor=self.editor)
                self._inside.addWidget(happenings.row(entry, look, today, go))
            else:
                self._inside.addWidget(_row(entry, today, last=not same))


def _row(entry: Entry, today: date, *, last: bool) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(Disc(look_of(entry), last))
    middle = QVBoxLayout()
    middle.setContentsMargins(0, 0, 0, 14)
    middle.setSpacing(0)
    middle.addWidget(ElidedLabel(title_of(entry), weight=500))
    for words in lines_of(entry):
        middle.addWidget(Paragraph(words, "small", "text3"))
    middle.addStretch(1)
    line.addLayout(middle, 1)
    side = QVBoxLayout()
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(0)
    for text in (moment_of(entry.at, today), entry.who):
        label = text_label(text, "label", "text3", weight=400)
        side.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
    side.addStretch(1)
    line.addLayout(side)
    return row


def look_of(entry: Entry) -> tuple[str, str, str]:
    """Icon, ink and fill of an entry."""
    if entry.origin != "changed":
        icon = {"created": "user-plus", "imported": "file-import", "deleted": "trash"}[entry.origin]
        return icon, "green", "greenSoft"
    first = entry.differences[0]
    return _WAYS.get(entry.kind) or LOOKS.get(first.part) or LOOKS.get(first.label) or _PENCIL


def title_of(entry: Entry) -> str:
    """What happened, in a few words."""
    if entry.origin == "created":
        return tr("Record created")
    if entry.origin == "imported":
        return tr("Record imported")
    if entry.origin == "deleted":
        return tr("Record deleted")
    names = list(dict.fromkeys(tr(each.part or each.label) for each in entry.differences))
    words = ", ".join(names[:3])
    if len(names) > 3:
        words = trn(plural("{names} and {count} other", "{names} and {count} others"), len(names) - 3, names=words)
    if entry.kind == "undo":
        return tr("Undone: {what}", what=words)
    return tr("Done again: {what}", what=words) if entry.kind == "redo" else words


def lines_of(entry: Entry) -> list[str]:
    """Old and new of each field, the first few."""
    told = [each for each in entry.differences if each.old not in ("", None) or each.new not in ("", None)]
    found = [_line(each, way_back=entry.kind != "edit") for each in told[:_LINES]]
    rest = len(told) - _LINES
    if rest > 0:
        found.append(trn(plural("and {count} more field", "and {count} more fields"), rest))
    return found


def _line(difference: Difference, *, way_back: bool) -> str:
    """`Town: Lyon → Nice`; what was not there before is told by itself, but on the way back and forth."""
    label = tr(difference.label)
    old, new = (_short(shown.text(value, difference.kind, translator())) for value in (difference.old, difference.new))
    if not old and not way_back:
        return tr("{label}: {new}", label=label, new=new or "—")
    return tr("{label}: {old} → {new}", label=label, old=old or "—", new=new or "—")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"


def heading_of(day: date, today: date) -> str:
    """`Today`, `Yesterday`, `This month`, `October`, `October 2025`."""
    from babel.dates import format_date

    if today - day <= timedelta(days=1):
        return tr("Yesterday") if day < today else tr("Today")
    if (day.year, day.month) == (today.year, today.month):
        return tr("This month")
    language = "fr_FR" if translator().language == "fr" else "en_GB"
    words = format_date(day, "LLLL" if day.year == today.year else "LLLL yyyy", locale=language)
    return words[:1].upper() + words[1:]


def moment_of(at: datetime, today: date) -> str:
    """The time of what happened today or yesterday, the day as lists write it for what is older."""
    local = at.astimezone()
    return translator().time(local) if today - local.date() <= timedelta(days=1) else reading.day(local.date(), today)
